"""The history as a list: when, who, which record, what happened."""

import datetime as dt
from functools import cached_property
from typing import Any

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.access import Permission
from missions.forms.years import check_year
from missions.lists import ListFilter, ListTable
from missions.models import Account, AuditRecord
from reports.history.labels import Named, kind_in_words, labels_of, numbered
from reports.history.words import action_in_words, changes_in_words, references

ACCOUNT = "missions.account"
SYSTEM = "system"


class HistoryTable(ListTable):
    """Acts, each told in words; the names of a page's records are read together."""

    at = tables.Column(
        verbose_name=gettext_lazy("When"),
        order_by=("at", "pk"),
        attrs={"td": {"class": "text-nowrap"}},
    )
    by = tables.Column(verbose_name=gettext_lazy("Who"), orderable=False)
    record = tables.Column(verbose_name=gettext_lazy("Record"), orderable=False, empty_values=())
    what = tables.Column(
        verbose_name=gettext_lazy("What happened"), orderable=False, empty_values=()
    )

    class Meta(ListTable.Meta):
        model = AuditRecord
        fields = ("at", "record", "what", "by")
        sequence = ("at", "record", "what", "by")

    @cached_property
    def labels(self) -> dict[Named, str]:
        """What the records on this page are called, and who did it all."""
        acts = [row.record for row in self.paginated_rows]
        named = {(act.record_type, act.record_id) for act in acts}
        named |= {(ACCOUNT, str(act.account_id)) for act in acts if act.account_id}
        named |= {each for act in acts for each in references(act)}
        return labels_of(named, self.request.mission.pk)

    def render_at(self, value: dt.datetime) -> str:
        """Return the time, in the mission's timezone."""
        return date_format(timezone.localtime(value), "j M Y, H:i")

    def value_at(self, value: dt.datetime) -> dt.datetime:
        """Return the time itself."""
        return value

    def value_record(self, record: AuditRecord) -> str:
        """Return what kind of record it is and what it is called."""
        named = (record.record_type, record.record_id)
        label = self.labels.get(named) or numbered(record.record_id)
        return f"{kind_in_words(record.record_type)} {label}"

    def render_record(self, record: AuditRecord) -> str:
        """Return the record, with the way to its own history."""
        label = self.value_record(record)
        try:
            keys = [self.request.mission.slug, record.record_type, record.record_id]
            return format_html('<a href="{}">{}</a>', reverse("record_history", args=keys), label)
        except NoReverseMatch:
            return label

    def value_what(self, record: AuditRecord) -> str:
        """Return what was done, with each change."""
        told = "; ".join(changes_in_words(record, self.labels))
        action = action_in_words(record.action)
        return f"{action} – {told}" if told else action

    def render_what(self, record: AuditRecord) -> str:
        """Return what was done, and below it each change."""
        changes = changes_in_words(record, self.labels)
        action = action_in_words(record.action)
        told = format_html_join(
            "", '<span class="history-change">{}</span>', ((each,) for each in changes)
        )
        return format_html("<div>{}{}</div>", action, told)

    def render_by(self, record: AuditRecord) -> str:
        """Return who did it, by name."""
        if record.account_id is None:
            command = record.by.removeprefix(SYSTEM).lstrip(": ")
            return _("System (%(command)s)") % {"command": command} if command else _("System")
        if label := self.labels.get((ACCOUNT, str(record.account_id))):
            return label
        if Permission.SEE_PERSONAL in self.request.may:
            return record.by
        return _("An account that is gone")


class HistoryFilter(ListFilter):
    """Which records, who, which acts, from when until when."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of record"),
        field_name="record_type",
        empty_label=gettext_lazy("All"),
    )
    who = django_filters.ChoiceFilter(
        label=gettext_lazy("Who"), empty_label=gettext_lazy("Everybody"), method="by_whom"
    )
    action = django_filters.ChoiceFilter(
        label=gettext_lazy("What happened"), empty_label=gettext_lazy("All")
    )
    since = django_filters.DateFilter(
        label=gettext_lazy("From"),
        field_name="at",
        lookup_expr="date__gte",
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[check_year],
    )
    until = django_filters.DateFilter(
        label=gettext_lazy("Until"),
        field_name="at",
        lookup_expr="date__lte",
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[check_year],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = self.queryset.order_by().values_list("record_type", "action", "account_id")
        kinds, actions, accounts = set(), set(), set()
        for kind, action, account in acts.distinct():
            kinds.add(kind)
            actions.add(action)
            accounts.add(account)
        self._offer("kind", [(each, kind_in_words(each)) for each in kinds])
        self._offer("action", [(each, action_in_words(each)) for each in actions])
        self._offer("who", _people(accounts))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        ordered = sorted(choices, key=lambda each: each[1].lower())
        self.filters[name].extra["choices"] = ordered

    def by_whom(self, acts: QuerySet[AuditRecord], _name: str, value: str) -> QuerySet[AuditRecord]:
        """Return what one account did, or what no account did."""
        if value == SYSTEM:
            return acts.filter(account_id=None)
        return acts.filter(account_id=value)


def _people(accounts: set[int | None]) -> list[tuple[str, str]]:
    numbers = [each for each in accounts if each is not None]
    known = Account.objects.filter(pk__in=numbers).values_list("pk", "name")
    people = [(str(number), name) for number, name in known]
    return [*people, (SYSTEM, _("System"))] if None in accounts else people
