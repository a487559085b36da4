"""Every write of this room."""

from visits.actions.copies import adopt_copy, leave_copy, merge_copy
from visits.actions.finding_edits import add_finding, agree_to_proposal, edit_finding
from visits.actions.finding_proposals import drop_proposal
from visits.actions.findings import decide_finding, log_finding
from visits.actions.intake import Receipt, take_in_visit
from visits.actions.matching import match_station, take_match_back
from visits.actions.outboxes import Brought, Line, bring_in
from visits.actions.photos import (
    OutOfPlace,
    PhotoReceipt,
    expect_photos,
    progress_of,
    take_in_chunk,
)
from visits.actions.reported_findings import FindingReceipt, take_in_finding
from visits.actions.review import (
    correct_arrival,
    record_imported_review,
    return_visit,
    set_aside_visit,
    verify_visit,
)

__all__ = [
    "Brought",
    "FindingReceipt",
    "Line",
    "OutOfPlace",
    "PhotoReceipt",
    "Receipt",
    "add_finding",
    "adopt_copy",
    "agree_to_proposal",
    "bring_in",
    "correct_arrival",
    "decide_finding",
    "drop_proposal",
    "edit_finding",
    "expect_photos",
    "leave_copy",
    "merge_copy",
    "log_finding",
    "match_station",
    "progress_of",
    "record_imported_review",
    "return_visit",
    "set_aside_visit",
    "take_in_chunk",
    "take_in_finding",
    "take_in_visit",
    "take_match_back",
    "verify_visit",
]
