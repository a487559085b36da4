"""One thing that waits."""

from dataclasses import dataclass

from django.urls import reverse

from missions.models import Mission


@dataclass(frozen=True)
class Waiting:
    """Something to do: how many, in words with the number in them, and where."""

    words: str
    address: str
    icon: str
    urgent: bool = False


# What waits, by the mission's number.
Things = dict[int, list[Waiting]]


def way(mission: Mission, name: str, query: str = "") -> str:
    """Return the address of a page of the mission, with a query behind it."""
    return reverse(name, args=[mission.slug]) + (f"?{query}" if query else "")
