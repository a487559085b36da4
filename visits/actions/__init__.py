"""Every write of this room."""

from visits.actions.copies import adopt_copy, leave_copy
from visits.actions.finding_edits import add_finding, edit_finding
from visits.actions.findings import decide_finding, log_finding
from visits.actions.intake import Receipt, take_in_visit
from visits.actions.matching import match_station, take_match_back
from visits.actions.reported_findings import FindingReceipt, take_in_finding
from visits.actions.review import (
    record_imported_review,
    return_visit,
    set_aside_visit,
    verify_visit,
)

__all__ = [
    "FindingReceipt",
    "Receipt",
    "add_finding",
    "adopt_copy",
    "decide_finding",
    "edit_finding",
    "leave_copy",
    "log_finding",
    "match_station",
    "record_imported_review",
    "return_visit",
    "set_aside_visit",
    "take_in_finding",
    "take_in_visit",
    "take_match_back",
    "verify_visit",
]
