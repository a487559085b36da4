"""What each record is called, of whichever kind and also when it is gone; two queries for all."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField, F, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, Trim
from django.utils.translation import gettext as _

from missions.models import AuditRecord

# The kind of a record ("missions.station") and its number, as the audit names it.
Named = tuple[str, str]
BATCH = 2000

# What records are called by where their own fields do not say it.
_CALLED_BY: dict[str, tuple[str, ...]] = {
    "missions.station": ("number", "name"),
    "missions.membership": ("account__name",),
    "missions.onetimelink": ("account__name",),
    "observers.observer": ("person__name",),
    "observers.team": ("code", "name"),
    "observers.teammember": ("team__code", "observer__person__name"),
    "observers.deployment": ("team__code", "station__number", "stage"),
    "observers.delegationscope": ("membership__account__name", "delegation__name"),
    "visits.formversion": ("stage", "number"),
    "visits.visitconflict": ("visit__code",),
    "visits.visitrevision": ("visit__code", "number"),
    "visits.attachment": ("finding__code", "visit__code"),
    "reports.statement": ("kind",),
    "reports.block": ("statement__kind", "key"),
    "reports.blocktext": ("block__statement__kind", "block__key"),
    "reports.blockplacement": ("block__statement__kind", "block__key"),
    "reports.signoff": ("statement__kind", "number"),
    "reports.approval": ("delegation__name",),
}
# Else by the first of these that a record has.
_USUAL = ("title", "organisation", "name", "label", "duty", "code", "key", "question", "pattern")


def model_of(kind: str) -> type[Model] | None:
    """Return the model of a kind of record; None for one that is no longer there."""
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def kind_in_words(kind: str) -> str:
    """Return what a kind of record is called, with a capital."""
    model = model_of(kind)
    words = str(model._meta.verbose_name) if model else kind
    return words[:1].upper() + words[1:]


def called_by(kind: str) -> tuple[str, ...]:
    """Return the fields that say what a record of this kind is called."""
    model = model_of(kind)
    if model is None:
        return ()
    fields = {field.name for field in model._meta.concrete_fields}
    first = next((name for name in _USUAL if name in fields), "")
    return _CALLED_BY.get(kind, (first,) if first else ())


def labels_of(named: Iterable[Named], mission_id: int) -> dict[Named, str]:
    """Return what records are called; what is gone by what the audit told of it."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for kind, number in named:
        numbers[kind].add(number)
    found = _stored(numbers)
    gone = {(kind, each) for kind, of in numbers.items() for each in of} - set(found)
    return found | _told(gone, mission_id)


def _stored(numbers: dict[str, set[str]]) -> dict[Named, str]:
    rows = [
        query
        for kind, of in numbers.items()
        for start in range(0, len(of), BATCH)
        if (query := _called(kind, sorted(of)[start : start + BATCH])) is not None
    ]
    if not rows:
        return {}
    union = reduce(lambda one, other: one.union(other, all=True), rows)
    # On SQLite a UUID is stored without its hyphens.
    dashes = {number.replace("-", ""): number for of in numbers.values() for number in of}
    return {
        (kind, dashes.get(number.replace("-", ""), number)): label
        for kind, number, label in union
        if label
    }


def _called(kind: str, numbers: list[str]) -> QuerySet[Any, Any] | None:
    model, names = model_of(kind), called_by(kind)
    if model is None or not names:
        return None
    keys = [number for number in numbers if _fits(model, number)]
    nothing, space = Value("", TextField()), Value(" ", TextField())
    texts: list[Any] = [Coalesce(Cast(F(name), TextField()), nothing) for name in names]
    label = texts[0]
    for text in texts[1:]:
        label = Concat(label, space, text, output_field=TextField())
    rows = model._default_manager.filter(pk__in=keys).order_by()
    told = {
        "h_kind": Cast(Value(kind), CharField()),
        "h_number": Cast(F("pk"), TextField()),
        "h_label": Trim(label),
    }
    return rows.annotate(**told).values_list(*told)


def _fits(model: type[Model], number: str) -> bool:
    """Return whether a number can be one of this model's."""
    try:
        model._meta.pk.to_python(number)
    except ValidationError:
        return False
    return True


def _told(gone: set[Named], mission_id: int) -> dict[Named, str]:
    """Return what the audit called records that are gone: it told them when they were made."""
    if not gone:
        return {}
    rows = AuditRecord.objects.filter(
        mission_id=mission_id,
        record_type__in={kind for kind, _number in gone},
        record_id__in={number for _kind, number in gone},
    )
    found: dict[Named, str] = {}
    for kind, number, changes in rows.order_by("pk").values_list(
        "record_type", "record_id", "changes"
    ):
        label = " ".join(filter(None, (_last(changes.get(name)) for name in called_by(kind))))
        if (kind, number) in gone and label:
            found[kind, number] = label
    return found


def _last(told: Any) -> str:
    """Return the last that was told of a field: after a change, else before it."""
    if isinstance(told, list) and len(told) == 2:
        told = told[1] or told[0]
    return str(told) if isinstance(told, str | int) and told else ""


def numbered(number: str) -> str:
    """Return what a record is called of which nothing else is known."""
    return _("number %(number)s") % {"number": number}
