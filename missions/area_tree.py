"""Areas within areas: which top-level area a place is in, and what lies within an area."""

from missions.models import Area, Mission


class AreaTree:
    """The areas of one mission, read with one query."""

    def __init__(self, mission: Mission) -> None:
        self._areas = {area.pk: area for area in Area.objects.filter(mission=mission)}

    @property
    def areas(self) -> list[Area]:
        """Every area, in the order of the codes."""
        return list(self._areas.values())

    def top(self, pk: int | None) -> Area | None:
        """Return the top-level area that an area lies in; None for no area."""
        area = self._areas.get(pk) if pk is not None else None
        seen: set[int] = set()
        while area is not None and area.parent_id is not None and area.pk not in seen:
            seen.add(area.pk)
            area = self._areas[area.parent_id]
        return area

    def path(self, area: Area) -> list[Area]:
        """Return an area with all it lies in, the widest first."""
        found = [area]
        while (above := found[0].parent_id) is not None and self._areas[above] not in found:
            found.insert(0, self._areas[above])
        return found

    def in_words(self, area: Area) -> str:
        """Return an area's name after the names of all it lies in."""
        return " · ".join(map(str, self.path(area)))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Every area's code, with the area and what it lies in as words, in their order."""
        told = [(area.code, self.in_words(area)) for area in self.areas]
        return sorted(told, key=lambda each: each[1].casefold())

    def within(self, code: str) -> set[int]:
        """Return the keys of the area with this code and of all that lies in it."""
        return {area.pk for area in self.areas if code in {each.code for each in self.path(area)}}
