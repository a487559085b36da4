"""What a review that an import brings may change of what was decided here.

Pure. An import never moves a review back, and never takes one back that people here made. Where
the last word was an import's, a changed file has the next one.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from visits.models import Review, VisitState

# How far a review has come.
PROGRESS = {
    VisitState.SUBMITTED: 0,
    VisitState.RETURNED: 1,
    VisitState.SET_ASIDE: 2,
    VisitState.VERIFIED: 2,
}
DETAILS = ("note", "reviewed_by", "reviewed_at")


class Verdict(StrEnum):
    """What becomes of an imported review."""

    SAYS_NOTHING_NEW = "says nothing new"
    HOLDS = "holds"
    # People here have decided, or the revision is none that an import brought.
    STAYS_AS_HERE = "stays as here"
    WOULD_GO_BACK = "would go back"


def verdict(made: Sequence[Review], told: Mapping[str, Any]) -> Verdict:
    """Return what becomes of a review `told`; `made` was decided on its revision, in order."""
    if not made:
        waits = told["state"] == VisitState.SUBMITTED
        return Verdict.SAYS_NOTHING_NEW if waits else Verdict.HOLDS
    last = made[-1]
    if _says_nothing_new(last, told):
        return Verdict.SAYS_NOTHING_NEW
    further = _progress(told["state"]) - _progress(last.decision)
    if last.account_id is not None:
        # The file said this before somebody here decided otherwise: it is no news.
        said = any(each.account_id is None and each.decision == told["state"] for each in made)
        return Verdict.HOLDS if further > 0 and not said else Verdict.STAYS_AS_HERE
    return Verdict.WOULD_GO_BACK if further < 0 else Verdict.HOLDS


def _progress(state: str) -> int:
    return PROGRESS[VisitState(state)]


def _says_nothing_new(last: Review, told: Mapping[str, Any]) -> bool:
    # What the file leaves out, it does not change.
    same = all(told.get(name) in (None, "", getattr(last, name)) for name in DETAILS)
    return same and last.decision == told["state"]


def with_what_is_left_out(last: Review | None, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a review's details, those left out as the same decision had them before."""
    before = last if last is not None and last.decision == told["state"] else None
    return {name: told.get(name) or (getattr(before, name) if before else "") for name in DETAILS}
