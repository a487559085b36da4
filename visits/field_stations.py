"""Every station of a mission as a phone keeps it, to search them without a network."""

import hashlib
import json
from dataclasses import dataclass

from django.utils.translation import get_language

from missions.models import Area, Mission, Station


@dataclass(frozen=True)
class ToldStations:
    """The JSON of `{version, areas, stations}`, and the version in it: it follows from the rest."""

    version: str
    body: bytes


def stations_told(mission: Mission) -> ToldStations:
    """Return the mission's stations; two queries, however many there are.

    `areas` names each area by its code, with the areas it lies in; a station is
    `[code, number, name, area's code, kind]`, in the order of their numbers.
    """
    areas = _areas(mission)
    rows = Station.objects.filter(mission=mission).order_by("number", "code")
    language = get_language() or "en"
    stations = [
        [code, number, (names or {}).get(language) or name, area, kind]
        for code, number, name, names, area, kind in rows.values_list(
            "code", "number", "name", "names", "area__code", "kind"
        )
    ]
    told = {"areas": areas, "stations": stations}
    version = hashlib.sha256(_json(told)).hexdigest()[:16]
    return ToldStations(version, _json({"version": version, **told}))


def _areas(mission: Mission) -> dict[str, str]:
    """Return the areas' names by code, each after the area it lies in."""
    areas = {area.pk: area for area in Area.objects.filter(mission=mission)}
    named = {}
    for area in areas.values():
        around = areas.get(area.parent_id) if area.parent_id else None
        named[area.code] = f"{area.named()}, {around.named()}" if around else area.named()
    return named


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
