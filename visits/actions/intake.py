"""The one intake: every visit comes in here, from the phone, the form, an import or a call."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from missions import audit
from missions.models import Account, Mission
from missions.models.inserting import insert, insert_all
from missions.rules import NotAllowed
from observers.models import Team
from visits import rules
from visits.actions.findings import flags_of_withdrawn, take_in_findings
from visits.actions.photos import expect_photos
from visits.actions.standing import mark_waiting, show
from visits.device_clock import is_off
from visits.flags import Flag
from visits.models import CopyDecision, Source, Visit, VisitConflict, VisitRevision, VisitState
from visits.payload import check_addressed, load_payload, payload_sha256
from visits.reading import Reading, look_around, read_visit
from visits.surroundings import Surroundings

Outcome = Literal["stored", "repeated", "conflict"]


@dataclass(frozen=True)
class Receipt:
    """What was stored: the device trusts `sha256`, not a status.

    `revision` is 0 for a conflict, which is kept beside the visit.
    """

    uuid: UUID
    code: str
    revision: int
    sha256: str
    outcome: Outcome
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrival:
    """What is taken in, by whom and by which way."""

    reading: Reading
    payload: bytes
    sha256: str
    by: Account | str | None
    source: Source
    received_at: datetime
    code: str
    clock_off: int | None = None
    may_replace_own: bool = True

    @property
    def account(self) -> Account | None:
        """The account that sent it; none for the system."""
        return self.by if isinstance(self.by, Account) else None


@transaction.atomic
def take_in_visit(
    payload: bytes,
    *,
    mission: Mission,
    by: Account | str | None,
    source: Source,
    team: Team | None = None,
    received_at: datetime | None = None,
    code: str = "",
    uuid: UUID | None = None,
    around: Surroundings | None = None,
    flags: Collection[Flag] = (),
    clock_off: int | None = None,
    may_replace_own: bool = True,
) -> Receipt:
    """Store a visit once, however often it is sent, and return its receipt.

    `team` is the sender's own team and the only one whose visits it may send; None where the
    sender speaks for any team (secretariat, import). `code` names the visit in an import. `flags`
    are what the way it came says of it, beside what is read; `clock_off` is by how many seconds
    the device's clock was fast when it sent. `may_replace_own`: a form sent once more by the same
    person, who went back in the browser, follows what they sent before.
    The same bytes again: the same receipt. Bytes that follow the latest revision: a new revision.
    Other bytes for a known visit: kept beside as a conflict. Raises UnreadableVisit for what is
    no visit, NotAllowed for another team's or another mission's visit.
    """
    received = received_at or timezone.now()
    around = around or Surroundings(mission)
    raw = load_payload(payload)
    check_addressed(raw, mission.slug, uuid)
    imported = source == Source.IMPORT
    reading = read_visit(raw, around, received_at=received, team=team, imported=imported)
    reading.flags |= {flag.value for flag in flags}
    if is_off(clock_off):
        reading.flags.add(Flag.CLOCK_OFF.value)
    sha256 = payload_sha256(payload)
    arrival = Arrival(
        reading, payload, sha256, by, source, received, code, clock_off, may_replace_own
    )
    # Insert first: two copies that arrive at once cannot both find that there is none.
    return _store_new(arrival, around) or _store_next(arrival, around, team)


def _store_new(arrival: Arrival, around: Surroundings) -> Receipt | None:
    """Store the first revision of a visit; None where the visit is known already."""
    reading, visit = arrival.reading, arrival.reading.visit
    look_around(reading, around)
    visit.urgent = visit.urgent_waits = reading.urgent
    visit.adverse, visit.flags = reading.adverse, " ".join(sorted(reading.flags))
    if not _insert(visit, arrival.code):
        return None
    revision = _add_revision(visit, 1, arrival)
    for answer in reading.answers:
        answer.visit_id = visit.pk
    insert_all(reading.answers)
    _take_in_what_came_along(arrival, visit, revision)
    _audit(arrival, visit, "visit received", {"revision": 1})
    return _receipt(visit, revision, "stored")


def _insert(visit: Visit, code: str) -> bool:
    """Insert a visit under a code, or one made of its number; False where it is known already."""
    visit.code = code or f"v{visit.uuid.hex[:12]}"
    if insert(visit, unless_there=True):
        return True
    if Visit.objects.filter(uuid=visit.uuid).exists():
        return False
    # Numbers that begin with the time begin alike within a moment: the whole number then.
    visit.code = code or f"v{visit.uuid.hex}"
    return insert(visit)


def _take_in_what_came_along(arrival: Arrival, visit: Visit, revision: VisitRevision) -> None:
    """Log the findings and expect the photos; what is odd of them is flagged on the revision."""
    reading = arrival.reading
    found = take_in_findings(visit, reading, arrival.by, arrival.received_at)
    found |= expect_photos(reading.photos, visit=visit)
    if arrival.source != Source.IMPORT and revision.number > 1:
        # A folder brings its findings in a file of their own.
        found |= flags_of_withdrawn(visit, reading)
    if found <= reading.flags:
        return
    reading.flags |= found
    revision.flags = " ".join(sorted(reading.flags))
    revision.save(update_fields=["flags"])
    if visit.standing_revision == revision.number:
        visit.flags = " ".join(sorted({*visit.flag_codes, *found}))
        visit.save(update_fields=["flags"])


def _add_revision(visit: Visit, number: int, arrival: Arrival) -> VisitRevision:
    reading = arrival.reading
    revision = VisitRevision(
        visit=visit,
        number=number,
        parent_sha256=reading.parent[:64],
        sha256=arrival.sha256,
        payload=arrival.payload,
        source=arrival.source,
        device=reading.device,
        device_time=reading.device_time,
        clock_off=arrival.clock_off,
        received_at=arrival.received_at,
        account=arrival.account,
        form_version=reading.version,
        urgent=reading.urgent,
        flags=" ".join(sorted(reading.flags)),
    )
    insert(revision)
    return revision


def _audit(arrival: Arrival, visit: Visit, action: str, told: dict[str, object]) -> None:
    changes = {**told, "sha256": arrival.sha256, "source": str(arrival.source)}
    audit.record(by=arrival.by, action=action, record=visit, mission=visit.mission, changes=changes)


def _receipt(visit: Visit, revision: VisitRevision, outcome: Outcome) -> Receipt:
    flags = tuple(revision.flags.split())
    return Receipt(visit.uuid, visit.code, revision.number, revision.sha256, outcome, flags)


def _store_next(arrival: Arrival, around: Surroundings, team: Team | None) -> Receipt:
    """Store what came for a known visit: nothing new, its next revision, or a conflict."""
    visit = Visit.objects.select_for_update().get(uuid=arrival.reading.uuid)
    if visit.mission_id != around.mission.pk or (team and visit.team_id != team.pk):
        raise NotAllowed(rules.OTHER_TEAMS_VISIT)
    known = visit.revisions.filter(sha256=arrival.sha256).first()
    if known is not None:
        return _receipt(visit, known, "repeated")
    latest = visit.revisions.get(number=visit.latest_revision)
    if arrival.reading.parent != latest.sha256 and not _sent_again(arrival, latest):
        return _keep_beside(arrival, visit)
    return _follow(arrival, visit)


def _follow(arrival: Arrival, visit: Visit) -> Receipt:
    revision = follow(arrival, visit)
    _audit(arrival, visit, "visit revised", {"revision": revision.number})
    return _receipt(visit, revision, "stored")


def follow(arrival: Arrival, visit: Visit) -> VisitRevision:
    """Add the next revision of a locked visit; a verified one counts until it is reviewed.

    Writes no audit: the caller says who did what. A copy of the same bytes waits no longer.
    """
    number = visit.latest_revision + 1
    revision = _add_revision(visit, number, arrival)
    visit.latest_revision = number
    adopted = {"decision": CopyDecision.ADOPTED, "resolved_at": timezone.now()}
    visit.conflicts.filter(sha256=arrival.sha256, resolved_at=None).update(**adopted)
    mark_waiting(visit)
    if visit.state == VisitState.VERIFIED:
        visit.save(update_fields=["latest_revision", "awaits_review", "urgent_waits"])
    else:
        visit.state = VisitState.SUBMITTED
        show(visit, revision, arrival.reading)
    _take_in_what_came_along(arrival, visit, revision)
    return revision


def _sent_again(arrival: Arrival, latest: VisitRevision) -> bool:
    """Return whether one person went back in the browser, corrected and sent once more.

    Both sendings are revisions then, and the later one waits for review as any does.
    """
    if not arrival.may_replace_own:
        return False
    same = (latest.source, latest.account_id, latest.parent_sha256)
    account = arrival.account
    now = (arrival.source, account.pk if account else None, arrival.reading.parent[:64])
    return arrival.source == Source.FORM and account is not None and same == now


def _keep_beside(arrival: Arrival, visit: Visit) -> Receipt:
    conflict, made = VisitConflict.objects.get_or_create(
        visit=visit,
        sha256=arrival.sha256,
        defaults={
            "urgent": arrival.reading.urgent,
            "parent_sha256": arrival.reading.parent[:64],
            "payload": arrival.payload,
            "source": arrival.source,
            "device": arrival.reading.device,
            "clock_off": arrival.clock_off,
            "received_at": arrival.received_at,
            "account": arrival.account,
        },
    )
    if made:
        expect_photos(arrival.reading.photos, visit=visit)
        mark_waiting(visit)
        visit.save(update_fields=["awaits_review", "urgent_waits"])
        _audit(arrival, visit, "conflicting copy kept", {"parent": arrival.reading.parent[:64]})
    return Receipt(visit.uuid, visit.code, 0, conflict.sha256, "conflict")
