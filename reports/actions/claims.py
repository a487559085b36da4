"""What no visit can carry, written on the page: the conclusion, participation, media."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from missions.access import Permission, permissions_of, role_in
from missions.actions import move_evidence_on
from missions.actions.keeping import delete_record, lock_mission, save_record
from missions.models import Account, Mission
from missions.rules import NotAllowed
from reports.drafting import draft_statement
from reports.drafting.claims import CLAIMED_WITH_A_SOURCE, CONCLUSION
from reports.models import Judgement
from reports.rules import LONGEST, NO_SENTENCE, TOO_LONG, check_can_edit

CLAIMS = (CONCLUSION, *CLAIMED_WITH_A_SOURCE)
NO_CLAIM = _("Write what the mission says.")
CHANGED = _(
    "Somebody changed this text while you were writing. It stands below yours: put the two "
    "together and save again."
)
NOT_A_SIGNATORY = _("Only the head of mission signs the conclusion.")
READ_AGAIN = _("The conclusion was changed since you opened the page: read it again first.")
SIGNED = _("The conclusion is signed already.")
ACKNOWLEDGE_FIRST = _(
    "Before signing, the head of mission acknowledges each adverse pattern: %(n)s still wait."
)


def text_digest(text: str) -> str:
    """Return the hash that names the text of a claim; "" for none."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


@transaction.atomic
def write_claim(
    *, mission: Mission, key: str, text: str, started_from: str, by: Account
) -> Judgement:
    """Write a claim and return it; a conclusion whose words change loses its signature.

    `started_from` is the digest of the text the writing began from. Raises NotAllowed where
    another came meanwhile, so that nobody writes over what they have not read.
    """
    check_can_edit(mission, by)
    if key not in CLAIMS:
        raise NotAllowed(NO_SENTENCE)
    if not text.strip():
        raise NotAllowed(NO_CLAIM)
    if len(text) > 2 * LONGEST:
        raise NotAllowed(TOO_LONG % {"most": 2 * LONGEST})
    claim = _held(mission, key)
    if text_digest(claim.text if claim else "") != started_from:
        raise NotAllowed(CHANGED)
    written = claim or Judgement(mission=mission, key=key)
    if written.text != text.strip():
        written.text, written.signed_by, written.signed_on = text.strip(), "", None
    if save_record(written, mission=mission, by=by):
        move_evidence_on(mission)
    return written


def _held(mission: Mission, key: str) -> Judgement | None:
    # The mission first: while somebody signs, no evidence moves either.
    lock_mission(mission)
    return Judgement.objects.select_for_update().filter(mission=mission, key=key).first()


@transaction.atomic
def withdraw_claim(*, mission: Mission, key: str, by: Account) -> None:
    """Take back a claim about participation or media; the audit keeps what it said."""
    check_can_edit(mission, by)
    claim = _held(mission, key)
    if claim is None or key not in CLAIMED_WITH_A_SOURCE:
        raise NotAllowed(NO_SENTENCE)
    delete_record(claim, mission=mission, by=by)
    move_evidence_on(mission)


@transaction.atomic
def sign_conclusion(*, mission: Mission, digest: str, by: Account) -> Judgement:
    """Put the head of mission's name and today's date under the conclusion, and return it.

    `digest` names the text that was read. Raises NotAllowed for anybody else, for another text,
    and while an adverse pattern is not acknowledged (sentence rule 8).
    """
    if Permission.SIGN not in permissions_of(role_in(by, mission)):
        raise NotAllowed(NOT_A_SIGNATORY)
    claim = _held(mission, CONCLUSION)
    if claim is None:
        raise NotAllowed(NO_SENTENCE)
    if text_digest(claim.text) != digest:
        raise NotAllowed(READ_AGAIN)
    if claim.signed_by:
        raise NotAllowed(SIGNED)
    waiting = sum(each.pattern for each in draft_statement(mission).blockers)
    if waiting:
        raise NotAllowed(ACKNOWLEDGE_FIRST % {"n": waiting})
    claim.signed_by, claim.signed_on = by.name, timezone.localdate(timezone=mission.zone)
    save_record(claim, mission=mission, by=by)
    move_evidence_on(mission)
    return claim
