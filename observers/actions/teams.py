"""Forming teams and changing who is in them."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from missions import audit
from missions.actions import move_evidence_on
from missions.actions.keeping import delete_record, lock_mission, save_record
from missions.deleting import dependents_of
from missions.models import Account
from missions.rules import NotAllowed
from observers import rules
from observers.models import Deployment, Observer, Team, TeamMember

PLACED_MEANWHILE = _(
    "Somebody put one of these observers in another team a moment ago: look at who is free."
)
# Rows that are a team's own: they go with it.
PARTS = (TeamMember, Deployment)


@transaction.atomic
def save_team(team: Team, *, members: Sequence[Observer], by: Account) -> None:
    """Store a new or changed team with exactly these members.

    Raises NotAllowed where they cannot be a team, or one of them is in another team.
    """
    rules.check_team(members, team.reason)
    lock_mission(team.mission)
    # One change at a time: two at once could leave one member of three.
    Team.objects.select_for_update().filter(pk=team.pk).first()
    before = list(team.members.order_by("code")) if team.pk else []
    rules.check_can_join([each for each in members if each not in before], team)
    changes = save_record(team, mission=team.mission, by=by)
    moved = _place(team, before, members, by)
    if changes or moved:
        move_evidence_on(team.mission)


def _place(team: Team, before: list[Observer], members: Sequence[Observer], by: Account) -> bool:
    """Give a team its members and tell it; return whether they are others than before."""
    if set(before) == set(members):
        return False
    leaving = [each for each in before if each not in members]
    joining = [each for each in members if each not in before]
    try:
        with transaction.atomic():
            TeamMember.objects.filter(team=team, observer__in=leaving).delete()
            TeamMember.objects.bulk_create(TeamMember(team=team, observer=each) for each in joining)
    except IntegrityError:
        raise NotAllowed(PLACED_MEANWHILE) from None
    _tell_members(team, before, members, by)
    return True


def _tell_members(
    team: Team, before: Sequence[Observer], after: Sequence[Observer], by: Account
) -> None:
    codes = [[each.code for each in group] for group in (before, after)]
    changes: dict[str, object] = {"members": [", ".join(sorted(each)) for each in codes]}
    if logged := dependents_of(team, PARTS):
        # Whoever reads these visits later should know that others are in the team now.
        changes["logged_before"] = ", ".join(map(str, logged))
    audit.record(
        by=by, action="members changed", record=team, mission=team.mission, changes=changes
    )


@transaction.atomic
def remove_team(team: Team, *, by: Account) -> None:
    """Delete a team with its places and its plan. Raises NotAllowed where it logged anything."""
    plan = list(team.deployments.select_related("team", "station"))
    members = list(team.members.order_by("code"))
    # Asked first, so that nothing is told of a team that stays.
    delete_record(team, mission=team.mission, by=by, parts=PARTS)
    audit.record_many(
        audit.entry(
            by=by,
            action="deleted",
            record=each,
            mission=team.mission,
            changes={"team": [team.code, ""], "station": [each.station.code, ""]},
        )
        for each in plan
    )
    if members:
        _tell_members(team, members, [], by)
    move_evidence_on(team.mission)
