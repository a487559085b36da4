"""Telling the audit that a mission was taken out of the installation."""

from missions import audit
from missions.models import Account, Mission


def record_export(mission: Mission, *, anonymised: bool, by: Account | str | None) -> None:
    """Write to the audit who took a mission out; an export changes nothing else."""
    told = {"anonymised": anonymised}
    audit.record(by=by, action="exported", record=mission, mission=mission, changes=told)
