"""What depends on a record: it is deleted only where nothing does."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from missions.access import MissionRequest, Permission
from missions.rules import NotAllowed

# Where the records that depend on another one are listed: the permission it takes, the address by
# name, and how the list is narrowed to them by the other record's code.
WAYS: dict[tuple[str, str], tuple[Permission, str, str]] = {}


@dataclass(frozen=True)
class Dependents:
    """Records of one kind that refer to a record: how many, and the two models' labels."""

    count: int
    words: str
    kind: str
    of: str

    def __str__(self) -> str:
        return f"{self.count} {self.words}"


def dependents_of(record: Model, parts: tuple[type[Model], ...] = ()) -> list[Dependents]:
    """Return what refers to a record, kind by kind; one count a kind.

    Rows of the models in `parts` belong to the record and are left out.
    """
    found = []
    for relation in record._meta.related_objects:
        model: Any = relation.related_model
        if model in parts or relation.many_to_many:
            continue
        if count := model._default_manager.filter(**{relation.field.name: record.pk}).count():
            words = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
            kind, of = model._meta.label_lower, record._meta.label_lower
            found.append(Dependents(count, str(words), kind, of))
    return found


def check_can_delete(record: Model, parts: tuple[type[Model], ...] = ()) -> None:
    """Raise NotAllowed, with what depends on the record, where anything does."""
    if found := dependents_of(record, parts):
        told = {"record": record, "what": ", ".join(map(str, found))}
        raise NotAllowed(_("%(record)s is not deleted: %(what)s depend on it.") % told)


def way_to(dependents: Dependents, record: Model, request: MissionRequest) -> str:
    """Return the address that lists these dependents; "" where the role may not open it."""
    permission, name, query = WAYS.get((dependents.kind, dependents.of), (None, "", ""))
    if permission not in request.may:
        return ""
    asked = {query: str(getattr(record, "code", record.pk))} if query else {}
    return reverse(name, args=[request.mission.slug], query=asked)
