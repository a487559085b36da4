"""Every write of this room."""

from observers.actions.accounts import act_for_delegation, tie_account
from observers.actions.delegations import appoint_head, remove_delegation, save_delegation
from observers.actions.deployments import plan_stations, remove_deployment, save_deployment
from observers.actions.nominations import change_nomination, nominate, withdraw_nomination
from observers.actions.people import accredit, remove_observer, save_observer, sign_pledges
from observers.actions.records import create_observers, place_members
from observers.actions.teams import remove_team, save_team

__all__ = [
    "accredit",
    "act_for_delegation",
    "appoint_head",
    "change_nomination",
    "create_observers",
    "nominate",
    "place_members",
    "plan_stations",
    "remove_delegation",
    "remove_deployment",
    "remove_observer",
    "remove_team",
    "save_delegation",
    "save_deployment",
    "save_observer",
    "save_team",
    "sign_pledges",
    "tie_account",
    "withdraw_nomination",
]
