"""A hundred phones at once: each sends ten visits over HTTP to a gunicorn of its own.

Every third visit is sent twice, every other time both at once. Nothing may be lost, doubled,
refused or answered with another receipt; how fast it goes is told, and has no bar.
"""

import http.client
import json
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.measure import Measured, at_most
from bench.records import BenchMission, account_in, make_mission
from bench.serving import gunicorn
from missions.audit import first_break, seal_pending
from missions.enumerations import Role, Stage
from missions.models import Account, AuditRecord, AuditSeal
from observers.models import Person
from visits.definition import Question
from visits.form_versions import current_version, definition_of
from visits.models import Answer, FormVersion, Visit, VisitConflict, VisitRevision
from visits.payload import build_payload, payload_sha256

PHONES, VISITS_EACH, ANSWERS = 100, 10, 25
REPEATED_EVERY = 3
ARRIVED = datetime.fromisoformat("2025-03-16T07:00:00+05:00")
PATIENCE = 120  # seconds; a phone waits longer than any answer may take
TOKEN = "t" * 32


@dataclass(frozen=True)
class Sending:
    """One visit that a phone has made, and how often it sends it: once, twice, or twice at once."""

    address: str
    payload: bytes
    times: int
    at_once: bool


@dataclass(frozen=True)
class Answered:
    """What came back for one request, and after how many seconds."""

    sha256_sent: str
    status: int
    sha256_told: str
    seconds: float
    error: str = ""

    @property
    def failure(self) -> str:
        """What was wrong with the answer; nothing where it is the receipt of what was sent."""
        other = self.sha256_told != self.sha256_sent
        return self.error or ("a receipt of something else" if other else "")


class Phone:
    """One signed-in device: its cookies, its visits, and the connections it keeps open."""

    def __init__(self, server: str, account: Account, visits: Sequence[Sending]) -> None:
        client = Client()
        client.force_login(account)
        session = client.cookies["sessionid"].value
        self.visits = visits
        self.answered: list[Answered] = []
        self._headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/json",
        }
        host = urlsplit(server).netloc
        self._lines = [http.client.HTTPConnection(host, timeout=PATIENCE) for _ in range(2)]

    def send_all(self, start: threading.Barrier) -> None:
        """Send every visit, one after the other, beginning when all phones do."""
        start.wait()
        for visit in self.visits:
            if visit.at_once:
                self._send_twice_at_once(visit)
            else:
                for _ in range(visit.times):
                    self._send(visit, self._lines[0])
        for line in self._lines:
            line.close()

    def _send_twice_at_once(self, visit: Sending) -> None:
        other = threading.Thread(target=self._send, args=[visit, self._lines[1]])
        other.start()
        self._send(visit, self._lines[0])
        other.join()
        # Opened anew next time: while one waits for the other, the server closes what is idle.
        for line in self._lines:
            line.close()

    def _send(self, visit: Sending, line: http.client.HTTPConnection) -> None:
        started = time.perf_counter()
        status, told, error = 0, "", ""
        try:
            status, told, error = self._put(visit, line)
        except (OSError, http.client.HTTPException, ValueError) as failed:
            error = repr(failed)
            line.close()
        seconds = time.perf_counter() - started
        sent = payload_sha256(visit.payload)
        self.answered.append(Answered(sent, status, told, seconds, error))

    def _put(self, visit: Sending, line: http.client.HTTPConnection) -> tuple[int, str, str]:
        line.request("PUT", visit.address, visit.payload, self._headers)
        answer = line.getresponse()
        body = answer.read()
        if answer.status not in (200, 201):
            return answer.status, "", f"{answer.status}: {body[:200].decode(errors='replace')}"
        return answer.status, json.loads(body)["sha256"], ""


def measure() -> Iterator[Measured]:
    """Yield how fast a thousand visits of a hundred phones come in, and how many went wrong."""
    made = make_mission("phones")
    visits = [list(_visits(made, place)) for place in range(PHONES)]
    accounts = _accounts(made)
    with gunicorn() as (server, _process):
        phones = [Phone(server, *each) for each in zip(accounts, visits, strict=True)]
        seconds = _at_once(phones)
    sent = [visit for phone in phones for visit in phone.visits]
    answered = [answer for phone in phones for answer in phone.answered]
    yield from _told(sent, answered, seconds)
    _check_stored_once(answered)
    _check_stored(made, sent)


def _accounts(made: BenchMission) -> list[Account]:
    """Return an account for one observer of each of the first teams."""
    found = []
    for team in made.teams[:PHONES]:
        account = account_in(made.mission, Role.OBSERVER, team.code)
        member = Person.objects.filter(observations__place__team=team).order_by("pk")[0]
        Person.objects.filter(pk=member.pk).update(account=account)
        found.append(account)
    return found


def _visits(made: BenchMission, place: int) -> Iterator[Sending]:
    form = current_version(made.mission, Stage.VOTING)
    asked = [each for each in definition_of(form).questions if each.only_if is None][:ANSWERS]
    team = made.teams[place]
    plan = team.deployments.select_related("station").order_by("pk")[:VISITS_EACH]
    for number, deployment in enumerate(plan):
        repeated = number % REPEATED_EVERY == REPEATED_EVERY - 1
        uuid = uuid4()
        yield Sending(
            reverse("visit_intake", args=[made.mission.slug, uuid]),
            _payload(made, form, asked, str(uuid), team.code, deployment.station.code, number),
            times=2 if repeated else 1,
            at_once=repeated and (place + number) % 2 == 0,
        )


def _payload(
    made: BenchMission,
    form: FormVersion,
    asked: Sequence[Question],
    visit: str,
    team: str,
    station: str,
    number: int,
) -> bytes:
    arrived = ARRIVED + timedelta(hours=number)
    return build_payload(
        visit=visit,
        mission=made.mission.slug,
        form=form.sha256,
        stage=Stage.VOTING.value,
        station=station,
        team=team,
        arrived_at=arrived.isoformat(),
        departed_at=(arrived + timedelta(minutes=35)).isoformat(),
        answers={each.code: {"value": each.substantive_values[-1]} for each in asked},
        device=f"bench {team}",
    )


def _at_once(phones: Sequence[Phone]) -> float:
    """Let all phones send at once; return the seconds until the last one has every answer."""
    start = threading.Barrier(len(phones) + 1)
    with ThreadPoolExecutor(len(phones)) as senders:
        under_way = [senders.submit(phone.send_all, start) for phone in phones]
        start.wait()
        started = time.perf_counter()
        for each in under_way:
            each.result()
    return time.perf_counter() - started


def _check_stored_once(answered: Sequence[Answered]) -> None:
    """Raise AssertionError unless each visit was stored by exactly one of its requests."""
    stored = Counter(each.sha256_sent for each in answered if each.status == 201)
    if stored != dict.fromkeys({each.sha256_sent for each in answered}, 1):
        raise AssertionError("not every visit was stored by exactly one of its requests")


def _check_stored(made: BenchMission, sent: Sequence[Sending]) -> None:
    """Raise AssertionError unless exactly the visits sent are stored, byte for byte."""
    connection.close()
    revisions = VisitRevision.objects.filter(visit__mission=made.mission)
    stored = sorted(bytes(each) for each in revisions.values_list("payload", flat=True))
    if stored != sorted(each.payload for each in sent):
        raise AssertionError("what is stored is not what was sent")
    _check_count("visits", Visit.objects.filter(mission=made.mission).count(), len(sent))
    _check_count("copies kept beside", VisitConflict.objects.count(), 0)
    answers = Answer.objects.filter(visit__mission=made.mission).count()
    _check_count("answers", answers, len(sent) * ANSWERS)
    seal_pending()
    _check_count("seals", AuditSeal.objects.count(), AuditRecord.objects.count())
    if first_break() is not None:
        raise AssertionError(f"the audit's chain breaks at seal {first_break()}")


def _check_count(what: str, found: int, expected: int) -> None:
    if found != expected:
        raise AssertionError(f"{found} {what}, not {expected}")


def _told(
    sent: Sequence[Sending], answered: Sequence[Answered], seconds: float
) -> Iterator[Measured]:
    rate = len(sent) / seconds
    told = f"{rate:.0f} visits/s ({len(answered)} requests, {seconds:.1f} s)"
    yield Measured(f"{PHONES} phones, {VISITS_EACH} visits each, at once", told, rate, None, "")
    took = [each.seconds * 1000 for each in answered]
    for percent, value in _percentiles(took).items():
        told = f"{value:.0f} ms"
        yield Measured(f"{PHONES} phones: {percent} of the answers in", told, value, None, " ms")
    failed = Counter(each.failure for each in answered if each.failure)
    told = ", ".join(f"{count} x {why}" for why, count in failed.most_common())
    yield at_most(f"{PHONES} phones: requests that failed", failed.total(), 0, told=told)


def _percentiles(took: Sequence[float]) -> dict[str, float]:
    cuts = statistics.quantiles(took, n=100, method="inclusive")
    return {"50 %": cuts[49], "95 %": cuts[94], "99 %": cuts[98]}
