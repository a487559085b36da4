"""Who may see teams and plans, who keeps them, and who nominates for the own delegation."""

from typing import Any

from tests.access_table import ADMINISTRATORS, REVIEWERS, Line, World
from tests.factories import DelegationFactory, DeploymentFactory, ObserverFactory, TeamFactory

SEE = REVIEWERS + ADMINISTRATORS


def _team(world: World) -> dict[str, Any]:
    return {"pk": TeamFactory(mission=world.cast.mission).pk}


def _foreign_team(world: World) -> dict[str, Any]:
    return {"pk": world.cast.other_team.pk}


def _team_typed(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    states = [DelegationFactory(mission=world.cast.mission, country=each) for each in ("KG", "AZ")]
    members = [ObserverFactory(mission=world.cast.mission, delegation=each) for each in states]
    chosen = [each.pk for each in members]
    return {"code": "T9", "area": world.cast.north.pk, "members": chosen}


def _deployment(world: World) -> dict[str, Any]:
    return {"pk": DeploymentFactory(mission=world.cast.mission).pk}


def _foreign_deployment(world: World) -> dict[str, Any]:
    mission, team = world.cast.other_mission, world.cast.other_team
    return {"pk": DeploymentFactory(mission=mission, team=team).pk}


def _planned(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"team": "T2", "stage": "voting", "station": "n1"}


def _nomination(world: World) -> dict[str, Any]:
    delegation = world.cast.delegation
    observer = ObserverFactory(
        mission=world.cast.mission, delegation=delegation, accreditation_status="nominated"
    )
    return {"pk": observer.pk}


def _foreign_nomination(world: World) -> dict[str, Any]:
    observer = ObserverFactory(mission=world.cast.other_mission, accreditation_status="nominated")
    return {"pk": observer.pk}


def _nominated(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"name": "Zhyldyz Osmonova", "role": "short_term"}


OWN = ("head_of_delegation", "focal_point")
FOCAL = ("focal_point",)
LINES = [
    Line("team_list", "GET", SEE, 200),
    Line("team_plan", "GET", SEE, 200, _team, _foreign_team),
    Line("team_add", "GET", ADMINISTRATORS, 200),
    Line("team_add", "POST", ADMINISTRATORS, 302, body=_team_typed),
    Line("team_edit", "GET", ADMINISTRATORS, 200, _team, _foreign_team),
    Line("team_edit", "POST", ADMINISTRATORS, 302, _team, _foreign_team, body=_team_typed),
    Line("team_delete", "GET", ADMINISTRATORS, 200, _team, _foreign_team),
    Line("team_delete", "POST", ADMINISTRATORS, 302, _team, _foreign_team),
    Line("deployment_list", "GET", SEE, 200),
    Line("deployment_add", "GET", ADMINISTRATORS, 200),
    Line("deployment_add", "POST", ADMINISTRATORS, 302, body=_planned),
    Line("deployment_edit", "GET", ADMINISTRATORS, 200, _deployment, _foreign_deployment),
    Line(
        "deployment_edit",
        "POST",
        ADMINISTRATORS,
        302,
        _deployment,
        _foreign_deployment,
        body=lambda world, keys: {"chosen_by": "random_draw"},
    ),
    Line("deployment_delete", "GET", ADMINISTRATORS, 200, _deployment, _foreign_deployment),
    Line("deployment_delete", "POST", ADMINISTRATORS, 302, _deployment, _foreign_deployment),
    Line("my_delegation", "GET", OWN, 200),
    Line("nomination_add", "GET", FOCAL, 200),
    Line("nomination_add", "POST", FOCAL, 302, body=_nominated),
    Line("nomination_edit", "GET", FOCAL, 200, _nomination, _foreign_nomination),
    Line("nomination_edit", "POST", FOCAL, 302, _nomination, _foreign_nomination, body=_nominated),
    Line("nomination_withdraw", "POST", FOCAL, 302, _nomination, _foreign_nomination),
]
