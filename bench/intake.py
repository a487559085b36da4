"""Taking in a visit over HTTP, against a signed-in view that commits one INSERT."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.measure import Measured, interleaved, times
from bench.records import BenchMission
from missions.enumerations import Stage
from visits.form_versions import current_version, definition_of
from visits.models import Visit
from visits.payload import build_payload

ROUNDS = 200
TIMES = 3
ANSWERS = 25
ARRIVED = datetime.fromisoformat("2025-03-16T05:00:00+05:00")


def measure(made: BenchMission) -> Iterator[Measured]:
    """Yield the time of one visit with 25 answers, sent by a signed-in observer's device."""
    with override_settings(ROOT_URLCONF="bench.urls"):
        client = Client()
        client.force_login(made.observer)
        send, insert = _sending(client, made), _inserting(client)
        with CaptureQueriesContext(connection) as asked:
            send()
        queries = len(asked)
        _check_stored()
        seconds, reference = interleaved(ROUNDS, send, insert)
    yield times(f"intake, {queries} queries: time / one INSERT", seconds, reference, TIMES)


def _sending(client: Client, made: BenchMission) -> Callable[[], None]:
    """Return what sends the next visit; the device has made them before."""
    visits = iter([_visit(made, number) for number in range(ROUNDS + 2)])

    def send() -> None:
        address, payload = next(visits)
        _check(client.put(address, payload, content_type="application/json"))

    return send


def _visit(made: BenchMission, number: int) -> tuple[str, bytes]:
    form, uuid = current_version(made.mission, Stage.VOTING), uuid4()
    asked = [each for each in definition_of(form).questions if each.only_if is None][:ANSWERS]
    deployment = made.teams[0].deployments.select_related("station").order_by("pk")[0]
    arrived = ARRIVED + timedelta(minutes=number)
    payload = build_payload(
        visit=str(uuid),
        mission=made.mission.slug,
        form=form.sha256,
        stage=Stage.VOTING.value,
        station=deployment.station.code,
        arrived_at=arrived.isoformat(),
        departed_at=(arrived + timedelta(minutes=1)).isoformat(),
        answers={each.code: {"value": each.substantive_values[-1]} for each in asked},
        device="bench",
    )
    return reverse("visit_intake", args=[made.mission.slug, uuid]), payload


def _check_stored() -> None:
    stored = Visit.objects.order_by("-pk")[0].answers.count()
    if stored != ANSWERS:
        raise AssertionError(f"the visit was stored with {stored} answers, not {ANSWERS}")


def _inserting(client: Client) -> Callable[[], None]:
    address = reverse("one_insert")
    return lambda: _check(client.put(address, b"{}", content_type="application/json"))


def _check(response: HttpResponse) -> None:
    if response.status_code != 201:
        raise AssertionError(f"{response.status_code}: {response.content.decode()[:500]}")
