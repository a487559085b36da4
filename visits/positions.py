"""Where a phone said that it was: told with a visit if its team liked, checked by nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Position:
    """Degrees, and within how many metres; None where the phone did not say."""

    latitude: float
    longitude: float
    accuracy: int | None = None

    @property
    def degrees(self) -> str:
        """Latitude and longitude as maps take them, the same in every language."""
        return f"{self.latitude:.6f}, {self.longitude:.6f}"


def position_told(raw: Mapping[str, Any]) -> Position | None:
    """Return the position in a payload; None where there is none, or none on this earth."""
    told = raw.get("position")
    if not isinstance(told, dict):
        return None
    latitude, longitude = _number(told, "latitude", 90), _number(told, "longitude", 180)
    if latitude is None or longitude is None:
        return None
    accuracy = _number(told, "accuracy", 10_000_000)
    return Position(latitude, longitude, None if accuracy is None else round(abs(accuracy)))


def _number(told: Mapping[str, Any], name: str, limit: int) -> float | None:
    value = told.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Also false for what is no number at all, as NaN.
    return float(value) if abs(value) <= limit else None
