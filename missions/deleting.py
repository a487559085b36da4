"""What depends on a record: it is deleted only where nothing does."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from missions.access import MissionRequest, Permission
from missions.rules import NotAllowed

# Where the records of one kind that depend on one of another are listed: the permission it takes,
# the address by name, and how the address narrows the list by the other one's code.
Way = tuple[Permission, str, dict[str, str]]
WAYS: dict[tuple[str, str], Way] = {
    ("missions.area", "missions.area"): (Permission.SET_UP, "area_list", {"within": "{code}"}),
    ("missions.station", "missions.area"): (
        Permission.SET_UP,
        "station_setup",
        {"area": "{code}"},
    ),
    ("observers.observer", "observers.delegation"): (
        Permission.SEE_PEOPLE,
        "observer_list",
        {"delegation": "{code}"},
    ),
    ("observers.team", "missions.area"): (Permission.SEE_PEOPLE, "team_list", {"area": "{code}"}),
    ("observers.deployment", "missions.station"): (
        Permission.SEE_PEOPLE,
        "deployment_list",
        {"q": "{code}"},
    ),
    ("visits.visit", "observers.team"): (
        Permission.REVIEW_VISITS,
        "visit_waiting",
        {"state": "all", "team": "{code}"},
    ),
    ("visits.visit", "missions.area"): (
        Permission.REVIEW_VISITS,
        "visit_waiting",
        {"state": "all", "area": "{code}"},
    ),
}


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
    way = WAYS.get((dependents.kind, dependents.of))
    if way is None or way[0] not in request.may:
        return ""
    code = str(getattr(record, "code", record.pk))
    asked = {name: value.replace("{code}", code) for name, value in way[2].items()}
    return reverse(way[1], args=[request.mission.slug], query=asked)
