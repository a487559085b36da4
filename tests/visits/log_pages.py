"""The page of the visit form, opened and sent as a browser does it."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from visits.models import VisitRevision
from visits.payload import load_payload

HIDDEN = re.compile(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)"')
ARRIVED = "2025-03-16T09:40"


@dataclass
class LogPage:
    """An opened form: its address, and the hidden fields that it carries."""

    client: Client
    address: str
    hidden: dict[str, str]
    text: str

    def send(self, **typed: Any) -> HttpResponse:
        """Send the form with what was typed; the arrival is written unless it is said."""
        return self.client.post(self.address, self.hidden | {"arrived_at": ARRIVED} | typed)

    def answer(self, typed: dict[str, Any] | None = None, **answers: Any) -> HttpResponse:
        """Send the form with answers: keys name questions, with "__" for the dot."""
        named = {f"answer-{key.replace('__', '.')}": value for key, value in answers.items()}
        return self.send(**named, **(typed or {}))


def log_address(stage: str, mission: str = "here") -> str:
    """Return the address of a stage's form."""
    return reverse("visit_log", args=[mission, stage])


def open_log(client: Client, stage: str, **query: str) -> LogPage:
    """Open the form of a stage and return it."""
    response = client.get(log_address(stage), query)
    assert response.status_code == 200, response.status_code
    text = response.content.decode()
    hidden = {name: value for name, value in HIDDEN.findall(text) if name != "figures_asked"}
    hidden.pop("csrfmiddlewaretoken", None)
    return LogPage(client, log_address(stage), hidden, text)


def opened(client: Client, stage: str = "voting", station: str = "n1") -> LogPage:
    """Open the form of a stage at a station and return it."""
    return open_log(client, stage, station=station)


def chosen(text: str, name: str) -> list[str]:
    """The values that the page shows as chosen in a group of buttons."""
    parts = text.split(f'name="{name}"')[1:]
    tags = [part.split(">")[0] for part in parts]
    return [tag.split('value="')[1].split('"')[0] for tag in tags if " checked" in tag]


def latest() -> dict[str, Any]:
    """What the newest revision said."""
    return load_payload(bytes(VisitRevision.objects.latest("pk").payload))
