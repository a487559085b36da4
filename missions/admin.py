"""Django's admin: for looking, by superusers. A write there would pass by actions and audit."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from missions.models import (
    Account,
    Area,
    AuditRecord,
    Meeting,
    Membership,
    Mission,
    SourceDocument,
    Station,
)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Pages that show records of a kind and change none; `fields` leaves personal fields out.

    `names_people`: a record is called by somebody's name, so there is a list and no page of one.
    """

    names_people = False
    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the account is a superuser: nobody else looks behind the pages."""
        hidden = self.names_people and obj is not None
        return bool(request.user.is_active and request.user.is_superuser and not hidden)

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        """Return what leads to a record's page: nothing where there is none."""
        return None if self.names_people else super().get_list_display_links(request, list_display)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return the same for the app as a whole."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Return False: records are made by actions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: records are changed by actions."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: records are deleted by actions, if at all."""
        return False


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    """Accounts by number, without name and address."""

    names_people = True
    list_display = ("id", "is_active", "is_staff", "is_administrator", "last_login")


@admin.register(Mission)
class MissionAdmin(ReadOnlyAdmin):
    """Missions."""

    list_display = ("slug", "title", "election_date", "demo")


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Roles in missions, by the account's number."""

    names_people = True
    list_display = ("mission", "account_id", "role")


@admin.register(Area)
class AreaAdmin(ReadOnlyAdmin):
    """Areas."""

    list_display = ("mission", "code", "name", "kind")
    list_filter = ("kind",)


@admin.register(Station)
class StationAdmin(ReadOnlyAdmin):
    """Polling stations and commissions."""

    list_display = ("mission", "code", "number", "area", "kind")
    list_filter = ("kind",)
    list_select_related = ("mission", "area")


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    """Meetings, without whom the mission met by name, and without notes."""

    list_display = ("mission", "code", "date", "organisation")
    fields = ("mission", "code", "date", "end_date", "category", "organisation", "area")


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnlyAdmin):
    """Source documents."""

    list_display = ("mission", "code", "title", "issuer", "kind")


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnlyAdmin):
    """Who did what, by the account's number."""

    names_people = True
    list_display = ("id", "at", "account_id", "action", "record_type", "record_id", "changes")
    list_filter = ("action",)
