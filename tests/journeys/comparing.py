"""What was logged on a phone against what the server has: nothing lost, nothing doubled."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from missions.models import Mission
from tests.journeys.field_phone import Held
from visits.models import Attachment, Finding, Visit, VisitConflict, VisitRevision


def logged(held: Held) -> dict[str, bytes]:
    """Return the bytes of every item that waits on a phone, by their hash."""
    found = {}
    for item in held.outbox:
        assert item["body"] is not None, f"{item['id']} was sent already: {item['state']}"
        body = item["body"].encode()
        assert hashlib.sha256(body).hexdigest() == item["sha256"]
        assert item["id"] == f"{item['number']}:{item['sha256']}"
        assert item["size"] == len(body)
        found[item["sha256"]] = body
    assert len(found) == len(held.outbox)
    return found


def assert_all_there_once(
    mission: Mission, visits: Mapping[str, bytes], findings: Mapping[str, bytes] | None = None
) -> None:
    """Assert that the server holds exactly these visits and these findings, byte for byte, once.

    A correction is a revision of its visit; nothing was kept beside.
    """
    revisions = VisitRevision.objects.filter(visit__mission=mission).select_related("visit")
    stored = Counter(bytes(each.payload) for each in revisions)
    assert stored == Counter(visits.values())
    for revision in revisions:
        assert hashlib.sha256(bytes(revision.payload)).hexdigest() == revision.sha256
    assert not VisitConflict.objects.filter(visit__mission=mission).exists()
    numbers = {revision.visit.uuid for revision in revisions}
    assert Visit.objects.filter(mission=mission).count() == len(numbers)
    by_themselves = Finding.objects.filter(mission=mission, visit=None)
    assert Counter(by_themselves.values_list("sha256", flat=True)) == Counter([*(findings or {})])


def assert_nothing_waits(held: Held, sent: Mapping[str, bytes]) -> None:
    """Assert that a phone has the receipt of everything it sent, and nothing else to send."""
    assert not held.drafts
    assert {item["sha256"] for item in held.outbox} == set(sent)
    assert held.states() == {"received": len(sent)}
    for item in held.outbox:
        assert item["receipt"]["sha256"] == item["sha256"]
        assert _number(item["receipt"]) == item["number"]
    assert {photo["state"] for photo in held.photos} <= {"received"}


def assert_photos_agree(mission: Mission, taken: Mapping[str, str]) -> None:
    """Assert that exactly these photos have come, each by the hash it had (id: sha256)."""
    stored = Attachment.objects.filter(mission=mission)
    assert {str(each.uuid): each.sha256 for each in stored} == taken
    assert not stored.filter(received_at=None).exists()


def _number(receipt: Mapping[str, Any]) -> str:
    return str(receipt.get("visit") or receipt.get("finding"))
