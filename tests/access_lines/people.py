"""Who may see delegations and observers, and who keeps them."""

from typing import Any

from tests.access_table import ADMINISTRATORS, REVIEWERS, Line, World
from tests.factories import DelegationFactory, ObserverFactory

SEE = REVIEWERS + ADMINISTRATORS


def _delegation(world: World) -> dict[str, Any]:
    return {"pk": DelegationFactory(mission=world.cast.mission).pk}


def _foreign_delegation(world: World) -> dict[str, Any]:
    return {"pk": DelegationFactory(mission=world.cast.other_mission, name="Of elsewhere").pk}


def _observer(world: World) -> dict[str, Any]:
    return {"pk": ObserverFactory(mission=world.cast.mission).pk}


def _foreign_observer(world: World) -> dict[str, Any]:
    return {"pk": ObserverFactory(mission=world.cast.other_mission).pk}


def _delegation_typed(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"name": "Kyrgyzstan", "code": "kg", "kind": "member_state", "country": "KG"}


def _observer_typed(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": "Zhyldyz Osmonova",
        "delegation": world.cast.delegation.pk,
        "role": "short_term",
        "accreditation_status": "accredited",
    }


def _ticked(world: World, keys: dict[str, Any]) -> dict[str, Any]:
    return {"act": "pledge", "observer": _observer(world)["pk"]}


LINES = [
    Line("delegation_list", "GET", SEE, 200),
    Line("delegation_add", "GET", ADMINISTRATORS, 200),
    Line("delegation_add", "POST", ADMINISTRATORS, 302, body=_delegation_typed),
    Line("delegation_edit", "GET", ADMINISTRATORS, 200, _delegation, _foreign_delegation),
    Line(
        "delegation_edit",
        "POST",
        ADMINISTRATORS,
        302,
        _delegation,
        _foreign_delegation,
        body=_delegation_typed,
    ),
    Line("delegation_delete", "GET", ADMINISTRATORS, 200, _delegation, _foreign_delegation),
    Line("delegation_delete", "POST", ADMINISTRATORS, 302, _delegation, _foreign_delegation),
    Line("observer_list", "GET", SEE, 200),
    Line("observer_add", "GET", ADMINISTRATORS, 200),
    Line("observer_add", "POST", ADMINISTRATORS, 302, body=_observer_typed),
    Line("observer_edit", "GET", ADMINISTRATORS, 200, _observer, _foreign_observer),
    Line(
        "observer_edit",
        "POST",
        ADMINISTRATORS,
        302,
        _observer,
        _foreign_observer,
        body=_observer_typed,
    ),
    Line("observer_delete", "GET", ADMINISTRATORS, 200, _observer, _foreign_observer),
    Line("observer_delete", "POST", ADMINISTRATORS, 302, _observer, _foreign_observer),
    Line("observer_mark", "POST", ADMINISTRATORS, 302, body=_ticked),
]
