"""What the list page weighs, how many packages running takes, and a process's memory at rest."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.measure import Measured, at_most
from bench.records import make_mission
from bench.serving import gunicorn, open_until_it_answers

KILOBYTES, PACKAGES, MEGABYTES = 90, 45, 200
_LOADED = re.compile(r'<(?:script[^>]+src|link[^>]+rel="stylesheet"[^>]+href)="([^"]+)"')


def measure() -> Iterator[Measured]:
    """Yield the three, each of what is really there."""
    yield from _pages()
    lock = (settings.BASE_DIR / "requirements.lock").read_text().splitlines()
    packages = sum("==" in line for line in lock if line[:1].isalnum())
    yield at_most("packages installed to run it", packages, PACKAGES)
    yield at_most("memory of one gunicorn process at rest", round(_memory(), 1), MEGABYTES, " MB")


def _pages() -> Iterator[Measured]:
    made = make_mission("weight", stations=100)
    for page, account in (("station_list", made.observer), ("visit_waiting", made.secretariat)):
        client = Client()
        client.force_login(account)
        html = client.get(reverse(page, args=[made.mission.slug])).content.decode()
        bytes_sent = sum(map(_compressed, _LOADED.findall(html)))
        what = f"page {page}: JS and CSS compressed"
        yield at_most(what, round(bytes_sent / 1000, 1), KILOBYTES, " kB")


def _compressed(address: str) -> int:
    """Return the bytes of a file as it is sent: whitenoise keeps a .gz where that is smaller."""
    file = Path(settings.STATIC_ROOT) / address.removeprefix("/static/")
    zipped = file.with_name(file.name + ".gz")
    return (zipped if zipped.exists() else file).stat().st_size


def _memory() -> float:
    """Return the megabytes of the larger of gunicorn's processes, after it has served pages."""
    with gunicorn() as (address, server):
        for _ in range(20):
            open_until_it_answers(f"{address}{reverse('login')}")
        time.sleep(1)
        return max(map(_resident, [server, *_children(server)]))


def _children(process: int) -> list[int]:
    told = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in told.split()]


def _resident(process: int) -> float:
    told = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", told)
    return int(found[1]) / 1000 if found else 0
