"""Django's admin for this room: for looking only, and nobody by name."""

from django.contrib import admin

from missions.admin import ReadOnlyAdmin
from observers.models import Delegation, DelegationScope, Deployment, Observer, Person, Team


@admin.register(Delegation)
class DelegationAdmin(ReadOnlyAdmin):
    """Delegations."""

    list_display = ("mission", "code", "name", "kind")


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    """People by number: that they exist, nothing personal."""

    names_people = True
    list_display = ("id", "account_id")


@admin.register(Observer)
class ObserverAdmin(ReadOnlyAdmin):
    """Observers by code."""

    names_people = True
    list_display = ("mission", "code", "person_id", "delegation", "role", "accreditation_status")
    list_select_related = ("mission", "delegation")


@admin.register(Team)
class TeamAdmin(ReadOnlyAdmin):
    """Teams."""

    list_display = ("mission", "code", "area")
    list_select_related = ("mission", "area")
    fields = ("mission", "code", "area", "name", "reason")


@admin.register(Deployment)
class DeploymentAdmin(ReadOnlyAdmin):
    """Which team is planned where."""

    list_display = ("mission", "team", "station", "stage", "planned_at")
    list_select_related = ("mission", "team", "station")


@admin.register(DelegationScope)
class DelegationScopeAdmin(ReadOnlyAdmin):
    """Which delegation a membership acts for."""

    names_people = True
    list_display = ("membership_id", "delegation")
