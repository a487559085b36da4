"""Every station of a mission as a phone keeps it, to search them without a network."""

import hashlib
import json
from dataclasses import dataclass

from django.core.cache import caches
from django.utils.translation import get_language

from missions.models import Area, Mission, Station

# A phone learns of a changed station that much later; working the version out takes a tenth of a
# second for a large country, which a hundred phones should not cost each time.
KEPT_SECONDS = 60


@dataclass(frozen=True)
class ToldStations:
    """The JSON of `{version, areas, stations}`, and the version in it: it follows from the rest."""

    version: str
    body: bytes


def stations_told(mission: Mission) -> ToldStations:
    """Return the mission's stations; two queries, however many there are.

    `areas` names each area by its code, with the area it lies in; a station is
    `[code, number, name, area's code, kind]`, in the order of their numbers.
    """
    areas = {area.pk: area for area in Area.objects.filter(mission=mission)}
    stations = _stations(mission, {pk: area.code for pk, area in areas.items()})
    told = json.dumps(
        {"areas": _named(areas), "stations": stations}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    version = hashlib.sha256(told).hexdigest()[:16]
    return ToldStations(version, b'{"version":"%s",%s' % (version.encode(), told[1:]))


def stations_version(mission: Mission) -> str:
    """Return the version of the mission's stations, at most a minute old."""
    key = f"stations-version:{mission.pk}:{get_language()}"
    found: str | None = caches["memory"].get(key)
    if found is None:
        found = stations_told(mission).version
        caches["memory"].set(key, found, KEPT_SECONDS)
    return found


def _stations(mission: Mission, codes: dict[int, str]) -> list[list[str]]:
    language = get_language() or "en"
    rows = Station.objects.filter(mission=mission).order_by("number", "code")
    return [
        [code, number, (names or {}).get(language) or name, codes.get(area, ""), kind]
        for code, number, name, names, area, kind in rows.values_list(
            "code", "number", "name", "names", "area", "kind"
        )
    ]


def _named(areas: dict[int, Area]) -> dict[str, str]:
    """Return the areas' names by code, each before the name of the area it lies in."""
    named = {}
    for area in areas.values():
        around = areas.get(area.parent_id) if area.parent_id else None
        named[area.code] = f"{area.named()}, {around.named()}" if around else area.named()
    return named
