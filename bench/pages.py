"""Queries and time of every page, for a mission with few visits and for one with many."""

from collections.abc import Callable, Iterator
from itertools import cycle

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from bench.measure import Measured, at_most, interleaved
from bench.records import BenchMission
from missions.models import Account
from visits.models import Visit, VisitState

QUERIES = 15
FEW, MANY = 10, 10_000
ROUNDS = 8
# Who opens each page; what follows the "?" is in its address.
PAGES = {
    "mission_overview": "secretariat",
    "tally_list": "secretariat",
    "tally_list?count=provisional&by=area": "secretariat",
    "history_list": "secretariat",
    "meeting_list": "secretariat",
    "station_list": "secretariat",
    "station_list?observer": "observer",
    "visit_log": "observer",
    "my_visits": "observer",
    "my_findings": "observer",
    "my_team": "observer",
    "visit_unlisted": "secretariat",
    "finding_list": "secretariat",
    "source_list": "secretariat",
    "mission_search?q=1": "secretariat",
    "area_list": "administrator",
    "station_setup": "administrator",
    "delegation_list": "administrator",
    "observer_list": "administrator",
    "team_list": "administrator",
    "deployment_list": "administrator",
    "access_list": "administrator",
    "form_list": "administrator",
    "visit_waiting": "secretariat",
    "visit_waiting?state=all": "secretariat",
    "visit_detail": "secretariat",
    "statement_draft": "secretariat",
}


def measure(few: BenchMission, many: BenchMission) -> Iterator[Measured]:
    """Yield each page's number of queries; another number for many visits breaks the bar."""
    for page, role in PAGES.items():
        try:
            opened = [_opening(page, made, getattr(made, role)) for made in (few, many)]
        except NoReverseMatch:
            continue
        yield _measured(page, *opened)


def _measured(page: str, few: Callable[[], int], many: Callable[[], int]) -> Measured:
    counts: list[list[int]] = [[], []]
    acts = (lambda: counts[0].append(few()), lambda: counts[1].append(many()))
    few_seconds, seconds = interleaved(ROUNDS, *acts)
    # Without the first time, when a process reads the forms' definitions, which it then keeps.
    small, large = (max(each[len(VisitState) :]) for each in counts)
    told = f"{small}, {large} queries; {few_seconds * 1000:.0f}, {seconds * 1000:.0f} ms"
    # Not the same number: then the smaller one is what the larger one may not pass.
    bar = QUERIES if small == large else min(QUERIES, small, large)
    what = f"page {page}: {FEW}, {MANY:,} visits"
    return at_most(what, max(small, large), bar, told=told)


def _opening(page: str, made: BenchMission, account: Account) -> Callable[[], int]:
    """Return what opens a page and tells its queries; of visits, one in each state in turn."""
    client = Client()
    client.force_login(account)
    addresses = cycle(_addresses(page, made))

    def opened() -> int:
        address = next(addresses)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        if response.status_code != 200:
            raise AssertionError(f"{address} answers {response.status_code}")
        return len(asked)

    return opened


def _addresses(page: str, made: BenchMission) -> list[str]:
    name, _mark, query = page.partition("?")
    slug = made.mission.slug
    if name == "visit_detail":
        visits = [Visit.objects.filter(mission=made.mission, state=each) for each in VisitState]
        return [reverse(name, args=[slug, each[0].uuid]) for each in visits]
    arguments = [slug, "voting"] if name == "visit_log" else [slug]
    return [f"{reverse(name, args=arguments)}?{query}"]
