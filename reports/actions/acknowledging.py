"""The head of mission acknowledges adverse patterns, one by one."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from missions import audit
from missions.access import Permission, permissions_of, role_in
from missions.actions.keeping import lock_mission
from missions.models import Account, Mission
from missions.rules import NotAllowed
from reports.draft_types import Sentence
from reports.drafting import draft_statement
from reports.drafting.patterns import evidence_digest as digest_of
from reports.models import Acknowledgement

NOT_THE_HEAD = _("Only the head of mission acknowledges adverse patterns.")
NO_PATTERN = _("The verified records show no such adverse pattern any longer.")
EVIDENCE_CHANGED = _("The evidence has changed since you opened the page: read it again first.")


def adverse_matters(mission: Mission) -> list[Sentence]:
    """Return the adverse patterns and grave findings of the verified records, as sentences."""
    return list(draft_statement(mission).matters)


@transaction.atomic
def acknowledge_pattern(
    *, mission: Mission, pattern: str, evidence_digest: str, by: Account
) -> Acknowledgement:
    """Keep that `by` has seen one adverse pattern on just this evidence, and return it.

    `pattern` is the key of its sentence, `evidence_digest` that of what was shown. Once
    acknowledged on this evidence, again changes nothing. Raises NotAllowed for who is not the
    head of mission, for no such pattern, and where the evidence has changed (sentence rule 8).
    """
    if Permission.ACKNOWLEDGE not in permissions_of(role_in(by, mission)):
        raise NotAllowed(NOT_THE_HEAD)
    # No evidence moves while it is counted.
    lock_mission(mission)
    sentence = next((each for each in adverse_matters(mission) if each.key == pattern), None)
    if sentence is None:
        raise NotAllowed(NO_PATTERN)
    if digest_of(sentence) != evidence_digest:
        raise NotAllowed(EVIDENCE_CHANGED)
    given, made = Acknowledgement.objects.get_or_create(
        mission=mission, pattern=pattern, evidence_digest=evidence_digest, defaults={"account": by}
    )
    if made:
        audit.record(
            by=by,
            action="pattern acknowledged",
            record=given,
            mission=mission,
            changes={"pattern": pattern, "evidence": evidence_digest},
        )
    return given
