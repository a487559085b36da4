"""Observation forms, visits, answers, findings, attachments and reviews."""

from visits.models.answer import Answer
from visits.models.finding import (
    Attachment,
    Basis,
    Finding,
    FindingState,
    Polarity,
    Severity,
)
from visits.models.form_version import FormVersion, MissionQuestion, SwitchedOffQuestion
from visits.models.visit import (
    PROPOSALS,
    ChairGender,
    CopyDecision,
    Review,
    ReviewDecision,
    SetAsideReason,
    Source,
    Visit,
    VisitConflict,
    VisitRevision,
    VisitState,
)

__all__ = [
    "PROPOSALS",
    "Answer",
    "Attachment",
    "Basis",
    "ChairGender",
    "CopyDecision",
    "Finding",
    "FindingState",
    "FormVersion",
    "MissionQuestion",
    "Polarity",
    "Review",
    "ReviewDecision",
    "SetAsideReason",
    "Severity",
    "Source",
    "SwitchedOffQuestion",
    "Visit",
    "VisitConflict",
    "VisitRevision",
    "VisitState",
]
