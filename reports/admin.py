"""Django's admin for this room: for looking only."""

from django.contrib import admin

from missions.admin import ReadOnlyAdmin
from reports.models import Acknowledgement, Judgement


@admin.register(Judgement)
class JudgementAdmin(ReadOnlyAdmin):
    """Claims no visit can carry, without the name of who signed."""

    list_display = ("mission", "key", "signed_on")
    fields = ("mission", "key", "text", "signed_on")


@admin.register(Acknowledgement)
class AcknowledgementAdmin(ReadOnlyAdmin):
    """Adverse patterns the head of mission has seen, by the account's number."""

    list_display = ("mission", "pattern", "account_id", "at")
    fields = ("mission", "pattern", "evidence_digest", "account_id", "at")
