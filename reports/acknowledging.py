"""The head of mission acknowledges an adverse pattern."""

from django.db import transaction

from missions import audit
from missions.models import Account, Mission
from reports.models import Acknowledgement


@transaction.atomic
def acknowledge_pattern(
    *, mission: Mission, pattern: str, evidence_digest: str, by: Account
) -> Acknowledgement:
    """Keep that `by` has seen a pattern on just this evidence, and return that (rule 8).

    Once a pattern and evidence: whoever came first stays.
    """
    found, made = Acknowledgement.objects.get_or_create(
        mission=mission,
        pattern=pattern,
        evidence_digest=evidence_digest,
        defaults={"account": by},
    )
    if made:
        audit.record(
            by=by,
            action="pattern acknowledged",
            record=found,
            mission=mission,
            changes={"pattern": pattern, "evidence": evidence_digest},
        )
    return found
