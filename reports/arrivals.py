"""When visits came in: hour by hour on election day and in the night after it."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db.models import Count, TextField
from django.db.models.functions import Cast, Substr

from missions.models import Mission
from visits.models import Visit, VisitState

# Midnight of election day until the next day's noon.
WINDOW = timedelta(hours=36)
HOUR = timedelta(hours=1)
# How a visit stands now, in the order in which it is drawn.
STANDS = ("verified", "waiting", "returned", "set_aside")
# "2025-03-16 09:05": as both databases write the start of a time in UTC.
_MINUTE, _FORMAT = 16, "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class Hour:
    """The visits that came in within one hour, by how they stand now."""

    start: datetime
    verified: int = 0
    waiting: int = 0
    returned: int = 0
    set_aside: int = 0

    @property
    def received(self) -> int:
        """All that came in."""
        return self.verified + self.waiting + self.returned + self.set_aside


@dataclass(frozen=True)
class Arrivals:
    """The hours from the first arrival to the last, none left out; and who came at other times."""

    hours: tuple[Hour, ...]
    before: int
    after: int


def arrivals_of(mission: Mission) -> Arrivals:
    """Return the arrivals of a mission, in its own timezone; one query."""
    first = datetime.combine(mission.election_date, time(), mission.zone).astimezone(UTC)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    before = after = 0
    for moment, stands, visits in _minutes(mission):
        if moment < first:
            before += visits
        elif moment >= first + WINDOW:
            after += visits
        else:
            found[(moment - first) // HOUR][stands] += visits
    hours = range(min(found, default=0), max(found, default=-1) + 1)
    zone = mission.zone
    shown = tuple(Hour((first + each * HOUR).astimezone(zone), **found[each]) for each in hours)
    return Arrivals(shown, before, after)


def _minutes(mission: Mission) -> list[tuple[datetime, str, int]]:
    """Return how many visits came in within each minute, by how they stand."""
    minute = Substr(Cast("received_at", TextField()), 1, _MINUTE)
    rows = Visit.objects.filter(mission=mission).order_by().annotate(minute=minute)
    grouped = rows.values_list("minute", "state", "awaits_review").annotate(n=Count("pk"))
    return [
        (
            datetime.strptime(told, _FORMAT).replace(tzinfo=UTC),
            "waiting" if waits or state == VisitState.SUBMITTED else state,
            visits,
        )
        for told, state, waits, visits in grouped
    ]
