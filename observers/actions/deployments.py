"""Planning where teams go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from missions import audit
from missions.actions.keeping import changes_of, delete_record, save_record
from missions.models import Account, Station
from missions.rules import NotAllowed
from observers import rules
from observers.models import Deployment, Team

PLANNED_MEANWHILE = _("Somebody planned one of these stations for the team a moment ago.")


@dataclass(frozen=True)
class Planned:
    """What came of planning stations: the new ones, and those that stood in the plan already."""

    new: tuple[Station, ...]
    already: tuple[Station, ...]


@transaction.atomic
def plan_stations(
    team: Team,
    *,
    stage: str,
    stations: Sequence[Station],
    planned_at: datetime | None,
    chosen_by: str,
    by: Account,
) -> Planned:
    """Plan stations for a team at a stage; what is planned already stays as it is.

    Raises NotAllowed where the stage is not observed at one of them.
    """
    for station in stations:
        rules.check_stage(station, stage)
    there = set(team.deployments.filter(stage=stage).values_list("station", flat=True))
    new = tuple(station for station in stations if station.pk not in there)
    records = [
        Deployment(
            mission=team.mission,
            team=team,
            station=station,
            stage=stage,
            planned_at=planned_at,
            chosen_by=chosen_by,
        )
        for station in new
    ]
    try:
        with transaction.atomic():
            Deployment.objects.bulk_create(records)
    except IntegrityError:
        raise NotAllowed(PLANNED_MEANWHILE) from None
    audit.record_many(
        audit.entry(
            by=by,
            action="created",
            record=each,
            mission=team.mission,
            changes=dict(changes_of(None, each)),
        )
        for each in records
    )
    return Planned(new, tuple(station for station in stations if station.pk in there))


@transaction.atomic
def save_deployment(deployment: Deployment, *, by: Account) -> None:
    """Store another time or way of choosing for a planned station."""
    rules.check_stage(deployment.station, deployment.stage)
    save_record(deployment, mission=deployment.mission, by=by)


@transaction.atomic
def remove_deployment(deployment: Deployment, *, by: Account) -> None:
    """Take a station out of a team's plan."""
    delete_record(deployment, mission=deployment.mission, by=by)
