"""One act in words: what was done, and each field before and after."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.enumerations import Role
from missions.models import AuditRecord, TakenUp
from reports.history.labels import Named, model_of
from visits.models import SetAsideReason, Source

LONGEST = 160
_HASH = re.compile("[0-9a-f]{64}")

_ACTIONS = {
    "created": gettext_lazy("added"),
    "changed": gettext_lazy("changed"),
    "deleted": gettext_lazy("deleted"),
    "moved": gettext_lazy("moved in its list"),
    "imported": gettext_lazy("brought in from a mission folder"),
    "updated by an import": gettext_lazy("changed by a mission folder"),
    "moved with its station by an import": gettext_lazy(
        "moved with its station by a mission folder"
    ),
    "exported": gettext_lazy("taken out as a mission folder"),
    "list downloaded": gettext_lazy("a list was downloaded"),
    "account opened": gettext_lazy("account opened"),
    "account tied": gettext_lazy("tied to an account"),
    "password set": gettext_lazy("given a password"),
    "role given": gettext_lazy("given a role"),
    "delegation given": gettext_lazy("given a delegation"),
    "role taken up": gettext_lazy("role taken up by its holder"),
    "ways in ended": gettext_lazy("password and second step ended"),
    "observer promised": gettext_lazy("said to be an observer, once the role is taken up"),
    "observer not tied": gettext_lazy("not tied to the account that was named"),
    "phone's file brought in": gettext_lazy("brought in the file of a phone"),
    "link made": gettext_lazy("given a one-time link"),
    "link used": gettext_lazy("one-time link used"),
    "visit received": gettext_lazy("received"),
    "visit revised": gettext_lazy("sent again, corrected"),
    "visit verified": gettext_lazy("verified"),
    "visit returned": gettext_lazy("returned with a question"),
    "visit set_aside": gettext_lazy("set aside"),
    "visit set_aside_proposed": gettext_lazy("proposed to be set aside"),
    "visit verify_proposed": gettext_lazy("proposed to be verified"),
    "station matched": gettext_lazy("matched to a station"),
    "conflicting copy kept": gettext_lazy("another copy came and is kept beside"),
    "conflicting copy adopted": gettext_lazy("another copy was taken as a revision"),
    "conflicting copy merged": gettext_lazy("another copy was merged by the team"),
    "conflicting copy left": gettext_lazy("another copy was left aside"),
    "finding logged": gettext_lazy("logged"),
    "finding revised": gettext_lazy("corrected"),
    "finding decided": gettext_lazy("decided on"),
    "form published": gettext_lazy("published"),
    "pattern acknowledged": gettext_lazy("acknowledged"),
    "members changed": gettext_lazy("given other members"),
    "question added": gettext_lazy("added"),
    "question changed": gettext_lazy("changed"),
    "question deleted": gettext_lazy("deleted"),
    "question switched off": gettext_lazy("switched off"),
    "question switched on": gettext_lazy("switched on again"),
    "sentence edited": gettext_lazy("sentence edited"),
}
_FIELDS = {
    "account": gettext_lazy("account"),
    "anonymised": gettext_lazy("anonymised"),
    "evidence": gettext_lazy("evidence"),
    "device": gettext_lazy("device"),
    "beside": gettext_lazy("kept beside"),
    "format": gettext_lazy("format"),
    "how": gettext_lazy("how"),
    "list": gettext_lazy("list"),
    "logged_before": gettext_lazy("what the team had logged before"),
    "members": gettext_lazy("members"),
    "note": gettext_lazy("note"),
    "merged": gettext_lazy("merged version"),
    "parent": gettext_lazy("follows"),
    "refused": gettext_lazy("refused"),
    "repeated": gettext_lazy("was there already"),
    "revision": gettext_lazy("revision"),
    "role": gettext_lazy("role"),
    "rows": gettext_lazy("rows"),
    "sentence": gettext_lazy("sentence"),
    "sha256": gettext_lazy("hash"),
    "source": gettext_lazy("came by"),
    "stored": gettext_lazy("stored"),
    "ways": gettext_lazy("ways in"),
    "why": gettext_lazy("why"),
}
# What is told of no field of the record itself.
_CHOICES: dict[str, dict[Any, Any]] = {
    "source": dict(Source.choices),
    "reason": dict(SetAsideReason.choices),
    "role": dict(Role.choices),
    "how": dict(TakenUp.choices),
}


def action_in_words(action: str) -> str:
    """Return what was done; an act with no words here is told as it was written."""
    return str(_ACTIONS.get(action, action.replace("_", " ")))


def references(act: AuditRecord) -> Iterator[Named]:
    """Yield the other records that the changes name by their numbers."""
    model = model_of(act.record_type)
    for name, told in act.changes.items():
        kind = _kind_referred_to(model, name)
        for value in told if isinstance(told, list) else [told]:
            if kind and isinstance(value, int) and not isinstance(value, bool):
                yield kind, str(value)


def changes_in_words(act: AuditRecord, labels: Mapping[Named, str]) -> list[str]:
    """Return each change as a phrase: “name: from A to B”; of personal fields only that it was."""
    model = model_of(act.record_type)
    # One database keeps what was told in its own order: the record's fields have one.
    fields = [field.name for field in model._meta.concrete_fields] if model else []
    places = {name: place for place, name in enumerate(fields)}
    names = sorted(act.changes, key=lambda name: (places.get(name, len(fields)), name))
    return [_change(model, name, act.changes[name], labels) for name in names]


def _change(model: type[Model] | None, name: str, told: Any, labels: Mapping[Named, str]) -> str:
    field, kind = _field(model, name), _kind_referred_to(model, name)

    def words(value: Any) -> str:
        if kind and (label := labels.get((kind, str(value)))):
            return label
        return _value(field, name, value)

    label = _label(field, name)
    if told is None:
        return _("%(field)s (personal: what it says is not kept)") % {"field": label}
    if not isinstance(told, list) or len(told) != 2:
        return _("%(field)s: %(value)s") % {"field": label, "value": words(told)}
    before, after = map(words, told)
    shown = {"field": label, "before": before, "after": after}
    if not before:
        return _("%(field)s: %(after)s") % shown
    if not after:
        return _("%(field)s: no longer %(before)s") % shown
    return _("%(field)s: from %(before)s to %(after)s") % shown


def _field(model: type[Model] | None, name: str) -> "Field[Any, Any] | None":
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def _kind_referred_to(model: type[Model] | None, name: str) -> str:
    field = _field(model, name)
    if field is not None and field.is_relation and field.related_model is not None:
        return str(field.related_model._meta.label_lower)
    return "missions.account" if name == "account" else ""


def _label(field: "Field[Any, Any] | None", name: str) -> str:
    if field is not None:
        return str(field.verbose_name)
    return str(_FIELDS.get(name, name.replace("_", " ")))


def _value(field: "Field[Any, Any] | None", name: str, value: Any) -> str:
    """Return a value in words, quoted where it is somebody's text; "" for none."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "; ".join(f"{key}: {each}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    choices = dict(field.flatchoices) if field is not None else _CHOICES.get(name, {})
    if value in choices:
        return str(choices[value])
    return _moment(value) or _text(value)


def _text(value: Any) -> str:
    text = " ".join(str(value).split())
    if _HASH.fullmatch(text):
        # Enough to tell one from another.
        text = f"{text[:12]}…"
    text = Truncator(text).chars(LONGEST)
    return text if isinstance(value, int | float) else _("“%(text)s”") % {"text": text}


def _moment(value: Any) -> str:
    """Return a day or a time of the mission in words; "" for anything else."""
    try:
        day = parse_date(value) if isinstance(value, str) else None
        moment = parse_datetime(value) if isinstance(value, str) and not day else None
    except ValueError:
        return ""
    if day:
        return date_format(day, "j F Y")
    if moment is None:
        return ""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return date_format(local, "j F Y H:i")
