"""Which listed stations a visit at a station not listed may have been at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from missions.area_tree import AreaTree
from missions.models import Mission, Station
from missions.stages import stages_at
from visits.models import Visit

# Of each visit so many are offered; of a whole page so many are looked at.
MOST, MOST_OF_A_PAGE = 4, 400
# Words of a place that say where it is; shorter ones stand in every address.
WORD = re.compile(r"\w{4,}")
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Suggestion:
    """A station, and why it is offered."""

    station: Station
    same_number: bool
    same_area: bool


def suggestions(mission: Mission, visits: Sequence[Visit]) -> list[tuple[Visit, list[Suggestion]]]:
    """Return each visit with the stations of its number, or of the words of its place.

    Two queries however many visits: the areas, and the stations of them all.
    """
    tree, found = AreaTree(mission), _found(mission, visits)
    return [(visit, _of(visit, found, tree)) for visit in visits]


def _found(mission: Mission, visits: Sequence[Visit]) -> list[Station]:
    asked = [Q(number__iexact=each) for visit in visits for each in _numbers(visit)]
    asked += [Q(name__icontains=word) for visit in visits for word in WORD.findall(visit.place)]
    if not asked:
        return []
    stations = Station.objects.filter(reduce(or_, asked), mission=mission)
    return list(stations.select_related("area").order_by("number", "code")[:MOST_OF_A_PAGE])


def _numbers(visit: Visit) -> set[str]:
    """Return the number as it was given, and the digits of it alone."""
    given = visit.station_number.strip()
    return {each for each in (given, *DIGITS.findall(given)) if each}


def _of(visit: Visit, found: list[Station], tree: AreaTree) -> list[Suggestion]:
    numbers = {each.casefold() for each in _numbers(visit)}
    words = [word.casefold() for word in WORD.findall(visit.place)]
    top = tree.top(visit.area_id or visit.team.area_id)
    offered = [
        Suggestion(each, each.number.casefold() in numbers, tree.top(each.area_id) == top)
        for each in found
        if visit.stage in stages_at(each.kind)
        and (each.number.casefold() in numbers or any(w in each.name.casefold() for w in words))
    ]
    return sorted(offered, key=lambda each: (not each.same_number, not each.same_area))[:MOST]
