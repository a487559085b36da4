"""Whose team is whose."""

from django.db.models import Case, CharField, F, QuerySet, Subquery, When

from missions.models import Account, Mission
from missions.models.prepared import Given, Prepared
from observers.models import (
    DelegationKind,
    Observer,
    Person,
    PromisedObserver,
    Team,
    TeamMember,
)


def _own_team() -> QuerySet[Team]:
    """Ask from the account step by step: each step finds at most one record by an index.

    Written as a join, PostgreSQL weighs every order of the four tables each time.
    """
    person = Person.objects.filter(account=Given("account")).values("pk")
    observer = Observer.objects.filter(mission=Given("mission"), person=Subquery(person))
    place = TeamMember.objects.filter(observer=Subquery(observer.order_by().values("pk")))
    return Team.objects.filter(mission=Given("mission"), pk=Subquery(place.values("team")))


_OWN: Prepared[Team] = Prepared(lambda: _own_team().order_by())


def state_in_sql(delegation: str = "") -> Case:
    """Return the state an observer counts as in a team, for a query: as `rules.state_of` has it.

    `delegation`: the way from the model asked to the delegation, as "observer__delegation__".
    """
    of_a_state = When(
        **{f"{delegation}kind": DelegationKind.MEMBER_STATE}, then=F(f"{delegation}country")
    )
    return Case(of_a_state, default=F(f"{delegation}code"), output_field=CharField())


def members_of(team: Team) -> QuerySet[Observer]:
    """Return the observers of a team with their person and delegation, by name."""
    members = Observer.objects.filter(place__team=team)
    return members.select_related("person", "delegation").order_by("person__name", "pk")


def team_of(account: Account, mission: Mission) -> Team | None:
    """Return the team that the account's person is in, in this mission; None where in none."""
    return _OWN.first(mission=mission.pk, account=account.pk)


def is_tied(account: Account, mission: Mission) -> bool:
    """Return whether the account is one of the mission's observers, or is said to become one."""
    promised = PromisedObserver.objects.filter(
        membership__account=account, membership__mission=mission
    )
    own = Observer.objects.filter(mission=mission, person__account=account)
    return own.exists() or promised.exists()
