"""Delegations, observers and teams, inside a mission."""

from django.urls import path

from observers.views import delegations, people

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
]
