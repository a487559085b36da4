"""What waits for delegations and administrators: names, accreditations, pledges, teams."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.models import Account, Mission, Station
from observers.models import AccreditationStatus, Delegation, Team
from observers.teams import state_in_sql
from reports.waiting_for_me.things import Things, Waiting, way

LEFT = Q(observers__accreditation_status__in=["refused", "withdrawn"])
NOT_YET = (AccreditationStatus.NOMINATED, AccreditationStatus.SUBMITTED)


def for_delegations(account: Account, missions: Sequence[Mission]) -> Things:
    """Return what is missing in the delegation that `account` acts for; one query."""
    own = Delegation.objects.filter(mission__in=missions, scopes__membership__account=account)
    rows = own.annotate(
        there=Count("observers", filter=~LEFT),
        waiting=Count("observers", filter=Q(observers__accreditation_status__in=NOT_YET)),
        unsigned=Count("observers", filter=~LEFT & Q(observers__pledge_signed_on=None)),
    )
    known = {mission.pk: mission for mission in missions}
    return {row.mission_id: _missing(known[row.mission_id], row) for row in rows}


def _missing(mission: Mission, row: Any) -> list[Waiting]:
    owed = max((row.quota or 0) - row.there, 0)
    counted = (
        (owed, ngettext("%(n)d name still to nominate", "%(n)d names still to nominate", owed)),
        (
            row.waiting,
            ngettext(
                "%(n)d observer is not accredited yet",
                "%(n)d observers are not accredited yet",
                row.waiting,
            ),
        ),
        (
            row.unsigned,
            ngettext(
                "%(n)d observer has not signed the pledge",
                "%(n)d observers have not signed the pledge",
                row.unsigned,
            ),
        ),
    )
    address = way(mission, "my_delegation")
    return [Waiting(words % {"n": n}, address, "people") for n, words in counted if n]


def for_set_up(account: Account, missions: Sequence[Mission]) -> Things:
    """Return what is missing in missions that are set up; three queries."""
    del account
    owing, alike, ready = _owing(missions), _of_one_state(missions), _begun(missions)
    return {
        mission.pk: [
            *_begin(mission, *ready[mission.pk]),
            *_names(mission, owing[mission.pk]),
            *_teams(mission, alike[mission.pk]),
        ]
        for mission in missions
    }


def _owing(missions: Sequence[Mission]) -> Counter[int]:
    """Return how many delegations of each mission have fewer observers than their quota."""
    named = Delegation.objects.filter(mission__in=missions).annotate(
        there=Count("observers", filter=~LEFT)
    )
    owing = named.filter(quota__gt=F("there")).order_by()
    return Counter(owing.values_list("mission", flat=True))


def _of_one_state(missions: Sequence[Mission]) -> Counter[int]:
    """Return how many teams of each mission are of one state, with no reason given."""
    teams = Team.objects.filter(mission__in=missions, reason="")
    state = state_in_sql("members__delegation__")
    alike = teams.annotate(states=Count(state, distinct=True)).filter(states=1)
    return Counter(alike.order_by().values_list("mission", flat=True))


def _begun(missions: Sequence[Mission]) -> dict[int, tuple[bool, bool]]:
    """Return whether each mission has stations, and teams."""
    stations = Station.objects.filter(mission=OuterRef("pk")).order_by()
    teams = Team.objects.filter(mission=OuterRef("pk")).order_by()
    rows = Mission.objects.filter(pk__in=[mission.pk for mission in missions]).order_by()
    found = rows.annotate(stations_there=Exists(stations), any_team=Exists(teams))
    return {row.pk: (row.stations_there, row.any_team) for row in found}


def _begin(mission: Mission, stations: bool, teams: bool) -> list[Waiting]:
    found = []
    if not stations:
        words = _("Being set up: no stations yet")
        found.append(Waiting(words, way(mission, "station_setup"), "building-gear"))
    if not teams:
        words = _("Being set up: no teams yet")
        found.append(Waiting(words, way(mission, "team_list"), "building-gear"))
    return found


def _names(mission: Mission, n: int) -> list[Waiting]:
    words = ngettext("%(n)d delegation owes names", "%(n)d delegations owe names", n)
    address = way(mission, "delegation_list")
    return [Waiting(words % {"n": n}, address, "people")] if n else []


def _teams(mission: Mission, n: int) -> list[Waiting]:
    words = ngettext(
        "%(n)d team is of one state, with no reason given",
        "%(n)d teams are of one state, with no reason given",
        n,
    )
    address = way(mission, "team_list")
    return [Waiting(words % {"n": n}, address, "exclamation-triangle")] if n else []
