"""The one intake of findings that are told by themselves, without a visit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from missions.enumerations import Stage
from missions.models import Account, Mission
from missions.rules import NotAllowed
from observers.models import Team
from visits import rules
from visits.actions.findings import log_finding
from visits.actions.photos import expect_photos, note_unexpected
from visits.finding_payload import load_finding, told_fields, told_numbers
from visits.models import Finding
from visits.payload import payload_sha256
from visits.photos import read_photos
from visits.reading import read_moment
from visits.surroundings import Surroundings


@dataclass(frozen=True)
class FindingReceipt:
    """What was stored, by its number and the hash of what was sent.

    `repeated`: these bytes were stored before. `beside`: other bytes had come under the same
    number; these are a finding of their own.
    """

    uuid: UUID
    code: str
    sha256: str
    outcome: Literal["stored", "repeated", "beside"]


@transaction.atomic
def take_in_finding(
    payload: bytes,
    *,
    mission: Mission,
    team: Team,
    by: Account,
    received_at: datetime | None = None,
    uuid: UUID | None = None,
) -> FindingReceipt:
    """Store a finding of a team once, however often it is sent, and return its receipt.

    `uuid` is the number that the address names; None: any. The same bytes again: the same
    receipt. Other bytes under a known number overwrite nothing: they are kept as a finding whose
    number follows from them. Raises UnreadableFinding for what is no finding, NotAllowed for the
    number of another team's or another mission's finding.
    """
    raw, sha256 = load_finding(payload, mission.slug, uuid), payload_sha256(payload)
    number = UUID(str(raw["finding"]))
    fields = _fields(raw, mission) | {"mission": mission, "team": team, "sha256": sha256}
    at = received_at or timezone.now()
    repeated = Finding.objects.filter(uuid=number, sha256=sha256).exists()
    found = log_finding(uuid=number, by=by, received_at=at, **fields)
    _check_own(found, mission, team)
    if found.sha256 == sha256:
        _expect(raw, found, by, new=not repeated)
        return FindingReceipt(found.uuid, found.code, sha256, "repeated" if repeated else "stored")
    beside = log_finding(uuid=uuid5(number, sha256), by=by, received_at=at, **fields)
    _expect(raw, beside, by, new=beside.received_at == at)
    return FindingReceipt(beside.uuid, beside.code, sha256, "beside")


def _expect(raw: dict[str, Any], finding: Finding, by: Account, *, new: bool) -> None:
    """Expect the photos of a finding; what is odd about them is written down the first time."""
    flags = set[str]()
    flags |= expect_photos(read_photos(raw, flags), finding=finding)
    if new:
        note_unexpected(finding, flags, by=by)


def _check_own(finding: Finding, mission: Mission, team: Team) -> None:
    if finding.mission_id != mission.pk or finding.team_id != team.pk:
        raise NotAllowed(rules.OTHER_TEAMS_FINDING)


def _fields(raw: dict[str, Any], mission: Mission) -> dict[str, Any]:
    """Return what the finding tells, and where and when; what cannot be read is left out."""
    around = Surroundings(mission)
    station = around.station(str(raw.get("station") or ""))
    area = station.area if station else around.area(str(raw.get("area") or ""))
    stage = raw.get("stage") if raw.get("stage") in Stage.values else ""
    placed = {"station": station, "area": area, "stage": stage}
    with timezone.override(mission.zone):
        placed["occurred_at"] = read_moment(raw.get("occurred_at"))
    # Without a visit there is no form whose question it could speak to.
    return told_fields(raw) | told_numbers(raw) | placed | {"question": ""}
