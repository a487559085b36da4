"""Delegations, observers, teams and plans, inside a mission."""

from django.urls import path

from observers.views import (
    access,
    delegations,
    deployments,
    devices,
    own_delegation,
    people,
    teams,
)

urlpatterns = [
    path("delegations/", delegations.delegation_list, name="delegation_list"),
    path("delegations/new/", delegations.delegation_add, name="delegation_add"),
    path("delegations/<int:pk>/", delegations.delegation_edit, name="delegation_edit"),
    path("delegations/<int:pk>/delete/", delegations.delegation_delete, name="delegation_delete"),
    path("observers/", people.observer_list, name="observer_list"),
    path("observers/new/", people.observer_add, name="observer_add"),
    path("observers/mark/", people.observer_mark, name="observer_mark"),
    path("observers/<int:pk>/", people.observer_edit, name="observer_edit"),
    path("observers/<int:pk>/delete/", people.observer_delete, name="observer_delete"),
    path("teams/", teams.team_list, name="team_list"),
    path("teams/new/", teams.team_add, name="team_add"),
    path("teams/<int:pk>/", teams.team_edit, name="team_edit"),
    path("teams/<int:pk>/delete/", teams.team_delete, name="team_delete"),
    path("teams/<int:pk>/plan/", teams.team_plan, name="team_plan"),
    path("deployment/", deployments.deployment_list, name="deployment_list"),
    path("deployment/new/", deployments.deployment_add, name="deployment_add"),
    path("deployment/<int:pk>/", deployments.deployment_edit, name="deployment_edit"),
    path("deployment/<int:pk>/delete/", deployments.deployment_delete, name="deployment_delete"),
    path("my-delegation/", own_delegation.my_delegation, name="my_delegation"),
    path("my-delegation/nominate/", own_delegation.nomination_add, name="nomination_add"),
    path("my-delegation/<int:pk>/", own_delegation.nomination_edit, name="nomination_edit"),
    path(
        "my-delegation/<int:pk>/withdraw/",
        own_delegation.nomination_withdraw,
        name="nomination_withdraw",
    ),
    path("access/", access.access_list, name="access_list"),
    path("access/new/", access.access_invite, name="access_invite"),
    path("access/<int:pk>/", access.access_edit, name="access_edit"),
    path("access/<int:pk>/link/", access.access_link, name="access_link"),
    path("access/<int:pk>/end/", access.access_end, name="access_end"),
    path("access/<int:pk>/devices/", devices.device_list, name="device_list"),
    path("access/<int:pk>/devices/end/", devices.device_end_all, name="device_end_all"),
    path(
        "access/<int:pk>/devices/<int:session>/end/",
        devices.device_end,
        name="device_end",
    ),
]
