"""Django's admin for this room: for looking only; what came in is shown by hash, not content."""

from django.contrib import admin

from missions.admin import ReadOnlyAdmin
from visits.models import (
    Finding,
    FormVersion,
    MissionQuestion,
    Review,
    Visit,
    VisitConflict,
    VisitRevision,
)


@admin.register(FormVersion)
class FormVersionAdmin(ReadOnlyAdmin):
    """Published versions of the observation forms."""

    list_display = ("stage", "number", "mission", "sha256", "published_at")


@admin.register(MissionQuestion)
class MissionQuestionAdmin(ReadOnlyAdmin):
    """Questions that missions added."""

    list_display = ("mission", "code", "stage", "type")


@admin.register(Visit)
class VisitAdmin(ReadOnlyAdmin):
    """Visits, without their free text."""

    list_display = ("code", "mission", "team", "station", "stage", "state", "flags")
    list_select_related = ("mission", "team", "station")
    list_filter = ("stage", "state")
    fields = (
        "uuid",
        "mission",
        "code",
        "station",
        "team",
        "stage",
        "arrived_at",
        "departed_at",
        "received_at",
        "form_version",
        "state",
        "awaits_review",
        "urgent",
        "flags",
        "standing_revision",
        "latest_revision",
    )


@admin.register(VisitRevision)
class VisitRevisionAdmin(ReadOnlyAdmin):
    """What was received, by hash."""

    list_display = ("visit", "number", "source", "received_at", "sha256")
    list_select_related = ("visit",)
    fields = ("visit", "number", "parent_sha256", "sha256", "source", "device_time", "received_at")


@admin.register(VisitConflict)
class VisitConflictAdmin(ReadOnlyAdmin):
    """Copies that did not follow the stored revision, by hash."""

    list_display = ("visit", "source", "received_at", "sha256")
    list_select_related = ("visit",)
    fields = ("visit", "parent_sha256", "sha256", "source", "received_at")


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    """Decisions on revisions, by the account's number."""

    list_display = ("revision", "decision", "reason", "account_id", "reviewed_at")
    list_select_related = ("revision__visit",)
    fields = ("revision", "decision", "reason", "account_id", "reviewed_at")


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    """Findings, without their free text: it may be confidential."""

    list_display = ("code", "mission", "theme", "severity", "basis", "state")
    list_select_related = ("mission",)
    list_filter = ("severity", "state")
    fields = ("uuid", "mission", "code", "theme", "question", "visit", "station", "area")
