"""Fifty writers at once, repeats and conflicts among them: nothing lost, nothing doubled."""

import json
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from missions.audit import first_break, seal_pending
from missions.models import AuditRecord, AuditSeal
from missions.rules import NotAllowed
from tests.cast import Cast, make_cast
from tests.visits.sending import URGENT_ANSWERS, a_visit, changed, following, send, stored
from visits.actions import Receipt, verify_visit
from visits.definition import parse_definition, standard_forms
from visits.models import Answer, Visit, VisitConflict, VisitRevision, VisitState
from visits.payload import payload_sha256

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 50
VOTING = parse_definition(standard_forms()["voting"])
ANSWERS = {
    question.code: {"value": question.substantive_values[0]}
    for question in VOTING.questions
    if question.only_if is None and question.substantive_values
}


def at_once(act: Callable[[Any], Any], each: list[Any]) -> list[Any]:
    """What `act` returns for each, with fifty of them under way, each on its own connection."""

    def acted(one: Any) -> Any:
        try:
            return act(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as writers:
        return list(writers.map(acted, each))


def full_visit(**told: Any) -> bytes:
    return a_visit(answers=ANSWERS, **told)


def shuffled(payloads: list[bytes]) -> list[bytes]:
    # Always the same order: what fails once fails again.
    random.Random(7).shuffle(payloads)
    return payloads


@pytest.fixture
def cast() -> Cast:
    """The cast, committed, so that every writer sees it."""
    return make_cast()


def assert_audit_is_whole() -> None:
    seal_pending()
    assert AuditSeal.objects.count() == AuditRecord.objects.count()
    assert first_break() is None


def test_fifty_visits_at_once_are_fifty_visits(cast):
    payloads = [full_visit() for _ in range(WRITERS)]
    receipts = at_once(lambda payload: send(payload, cast), payloads)
    assert {receipt.sha256 for receipt in receipts} == set(map(payload_sha256, payloads))
    assert Visit.objects.count() == VisitRevision.objects.count() == WRITERS
    assert Answer.objects.count() == WRITERS * len(ANSWERS)
    assert_audit_is_whole()


def test_one_visit_sent_by_fifty_at_once_is_stored_once(cast):
    payload = full_visit()
    receipts = at_once(lambda _: send(payload, cast), list(range(WRITERS)))
    assert Counter(receipt.outcome for receipt in receipts) == {"stored": 1, "repeated": 49}
    assert {receipt.sha256 for receipt in receipts} == {payload_sha256(payload)}
    assert Visit.objects.count() == VisitRevision.objects.count() == 1
    assert Answer.objects.count() == len(ANSWERS)
    assert_audit_is_whole()


def test_fifty_versions_of_one_visit_at_once_are_one_visit_and_its_conflicts(cast):
    number = uuid4()
    payloads = [full_visit(uuid=number, comments=f"Copy {n}.") for n in range(WRITERS)]
    receipts = at_once(lambda payload: send(payload, cast), payloads)
    assert Counter(receipt.outcome for receipt in receipts) == {"stored": 1, "conflict": 49}
    kept = {*VisitRevision.objects.values_list("sha256", flat=True)}
    beside = {*VisitConflict.objects.values_list("sha256", flat=True)}
    assert len(kept) == 1
    assert kept | beside == set(map(payload_sha256, payloads))
    assert_audit_is_whole()


def test_of_fifty_successors_at_once_one_follows_and_the_others_are_kept_beside(cast):
    payload = full_visit()
    first = send(payload, cast)
    payloads = [following(first, payload, comments=f"Copy {n}.") for n in range(WRITERS)]
    receipts = at_once(lambda each: send(each, cast), payloads)
    assert Counter(receipt.outcome for receipt in receipts) == {"stored": 1, "conflict": 49}
    visit = stored(first)
    latest = visit.revisions.get(number=2)
    assert visit.latest_revision == 2
    assert f'"comments":"{visit.comments}"' in bytes(latest.payload).decode()
    assert visit.answers.count() == len(ANSWERS)
    assert_audit_is_whole()


def test_new_visits_repeats_and_conflicts_at_once_are_all_kept_once(cast):
    visits = [full_visit() for _ in range(20)]
    others = [changed(payload, comments="Another phone.") for payload in visits[:10]]
    for payload in visits[:10]:
        send(payload, cast)
    receipts = at_once(
        lambda payload: send(payload, cast), shuffled(visits * 2 + others * 2 + visits[:10])
    )
    assert Counter(receipt.outcome for receipt in receipts) == {
        "stored": 10,
        "repeated": 40,
        "conflict": 20,
    }
    assert Visit.objects.count() == VisitRevision.objects.count() == 20
    assert VisitConflict.objects.count() == 10
    assert Answer.objects.count() == 20 * len(ANSWERS)
    # Ten visits sent before, ten more, and ten conflicts: one record each, none for a repeat.
    assert AuditRecord.objects.count() == 30
    assert_audit_is_whole()


def test_review_and_intake_at_once_lose_nothing(cast):
    payloads = [full_visit() for _ in range(25)]
    receipts = [send(payload, cast) for payload in payloads]

    def verify(receipt: Receipt) -> None:
        latest = stored(receipt).revisions.order_by("number").last()
        assert latest is not None
        try:
            verify_visit(latest, by=cast.secretariat)
        except NotAllowed:
            # A newer revision came between looking and deciding: the reviewer looks again.
            verify(receipt)

    def verify_or_follow(number: int) -> None:
        receipt, payload = receipts[number // 2], payloads[number // 2]
        if number % 2:
            send(following(receipt, payload, answers=URGENT_ANSWERS), cast)
        else:
            verify(receipt)

    at_once(verify_or_follow, list(range(50)))
    assert VisitRevision.objects.count() == 50
    cast.mission.refresh_from_db()
    assert cast.mission.evidence_version == 25
    for visit in Visit.objects.all():
        # Verified before its successor came, or the successor itself was the one verified.
        assert visit.state == VisitState.VERIFIED
        answers = len(ANSWERS) if visit.standing_revision == 1 else 1
        assert visit.answers.count() == answers
        assert visit.awaits_review == (visit.standing_revision == 1)
    assert_audit_is_whole()


def put(address: str, signed_in_as: Client, payload: bytes) -> tuple[int, dict[str, Any]]:
    """The status and the receipt of a visit sent over the network, as a phone sends it."""
    token = "t" * 32
    session = signed_in_as.cookies["sessionid"].value
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/json",
    }
    uuid = json.loads(payload)["visit"]
    request = Request(f"{address}/missions/here/intake/{uuid}/", payload, headers, method="PUT")
    try:
        with urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)


def test_fifty_phones_at_once_each_get_the_receipt_of_what_they_sent(cast, live_server, signed_in):
    phone = signed_in(cast.observer)
    visits = [full_visit() for _ in range(30)]
    others = [changed(payload, comments="Another phone.") for payload in visits[:10]]
    for payload in visits[:10]:
        send(payload, cast)
    sent = shuffled(visits + visits[10:] + others)
    answers = at_once(lambda payload: put(live_server.url, phone, payload), sent)
    assert Counter(status for status, _ in answers) == {201: 20, 200: 30, 409: 10}
    for payload, (_status, receipt) in zip(sent, answers, strict=True):
        assert receipt["sha256"] == payload_sha256(payload)
    assert Visit.objects.count() == VisitRevision.objects.count() == 30
    assert VisitConflict.objects.count() == 10
    assert Answer.objects.count() == 30 * len(ANSWERS)
    assert_audit_is_whole()
