"""The file of a phone is brought in: every entry once, and no bad one stops the others."""

import base64
import hashlib
import json
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from missions.models import AuditRecord
from tests.visits.reviewing import page_of, text_of
from tests.visits.sending import a_visit, changed, everything, send, stored
from tests.visits.taking_photos import a_picture, told
from visits.actions import Brought, bring_in, take_in_finding, verify_visit
from visits.flags import Flag
from visits.models import Attachment, Finding, Source, Visit
from visits.outbox_file import MOST_BYTES, UnreadableOutbox, read_outbox
from visits.payload import build_payload
from visits.rules import NotAllowed

PAGE = reverse("outbox_import", args=["here"])
pytestmark = pytest.mark.django_db


def item(body: bytes, kind="visit", **otherwise):
    raw = json.loads(body)
    sha256 = hashlib.sha256(body).hexdigest()
    keys = {"kind": kind, "number": raw[kind], "account": "", "sha256": sha256}
    return {**keys, "body": body.decode(), "queued_at": "2025-03-16T05:00:00Z", **otherwise}


def a_finding(**otherwise) -> bytes:
    keys = {
        "finding": str(uuid4()),
        "mission": "here",
        "team": "T1",
        "summary": "A man with a list.",
    }
    return build_payload(**{**keys, **otherwise})


def photo(content: bytes, number: str, entry: dict):
    return {
        **entry,
        "number": number,
        "kind": "visit",
        "base64": base64.b64encode(content).decode(),
    }


def a_file(**parts) -> bytes:
    head = {
        "mushahid": "outbox",
        "version": 1,
        "mission": "here",
        "account": "",
        "device": "phone 7",
    }
    return json.dumps({**head, "items": [], "drafts": [], "photos": [], **parts}).encode()


def bring(cast, content: bytes):
    outbox = read_outbox(BytesIO(content), len(content), "here")
    return bring_in(outbox, mission=cast.mission, by=cast.secretariat)


def outcomes(lines) -> list[str]:
    return [str(line.outcome.value) for line in lines]


def upload(client, content: bytes):
    return client.post(PAGE, {"file": SimpleUploadedFile("phone.json", content)})


@pytest.fixture
def whole():
    """A phone's file: a visit with a photo, its correction, another visit, a finding."""
    picture = a_picture()
    entry = told(picture)
    first = a_visit(photos=[entry])
    sha256 = hashlib.sha256(first).hexdigest()
    second = changed(first, parent=sha256, comments="The ramp was steep.")
    number = json.loads(first)["visit"]
    return a_file(
        items=[item(first), item(second), item(a_visit()), item(a_finding(), "finding")],
        photos=[photo(picture, number, entry)],
    )


def test_everything_of_the_file_is_stored_and_marked_with_who_brought_it(cast, whole):
    lines = bring(cast, whole)
    assert outcomes(lines) == ["stored"] * 5
    assert [line.kind for line in lines] == ["visit", "visit", "visit", "finding", "photo"]
    visit = Visit.objects.get(uuid=lines[0].visit)
    assert (visit.latest_revision, visit.comments) == (2, "The ramp was steep.")
    assert visit.team == cast.north_team
    revision = visit.revisions.get(number=2)
    assert (revision.source, revision.account) == (Source.FILE, cast.secretariat)
    assert Attachment.objects.get().received_at
    assert Finding.objects.get().team == cast.north_team
    told_of = AuditRecord.objects.get(action="phone's file brought in")
    assert told_of.changes["stored"] == 5


def test_the_same_file_twice_changes_nothing(cast, whole):
    bring(cast, whole)
    before = everything(cast.mission), AuditRecord.objects.count(), Finding.objects.count()
    assert outcomes(bring(cast, whole)) == ["repeated"] * 5
    assert before == (
        everything(cast.mission),
        AuditRecord.objects.count(),
        Finding.objects.count(),
    )


def test_what_the_phone_sent_after_all_is_not_doubled(cast, whole):
    body = json.loads(whole)["items"][0]["body"].encode()
    send(body, cast)
    assert outcomes(bring(cast, whole))[0] == "repeated"
    receipt = send(json.loads(whole)["items"][1]["body"].encode(), cast)
    assert (receipt.outcome, receipt.revision) == ("repeated", 2)


def test_a_version_that_does_not_follow_is_kept_beside(cast):
    payload = a_visit()
    send(payload, cast)
    (line,) = bring(cast, a_file(items=[item(changed(payload, comments="Other."))]))
    assert line.outcome == Brought.BESIDE
    assert stored(send(payload, cast)).conflicts.get().source == Source.FILE


BAD = {
    "no entry": 7,
    "no text": {"kind": "visit", "number": str(uuid4()), "body": None},
    "another hash": item(a_visit(), sha256="0" * 64),
    "no visit": item(b'{"visit": "x"}'),
    "another mission": item(a_visit(mission="elsewhere")),
    "no such team": item(a_visit(team="T9")),
    "no team": item(a_visit(team="")),
    "an account no database can hold": item(a_visit(team=""), account="9" * 30),
    "half a character": {**item(a_visit()), "body": "\ud800"},
    "a stage there is not": item(a_visit(stage="cooking")),
    "a finding without words": item(a_finding(summary=""), "finding"),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_entry_is_refused_with_why_and_stops_no_other(cast, bad):
    lines = bring(cast, a_file(items=[item(a_visit()), bad, item(a_visit())]))
    assert outcomes(lines) == ["stored", "refused", "stored"]
    assert lines[1].why


def test_a_fault_of_ours_stops_no_other_either(cast, monkeypatch):
    def broken(*args, **kwargs):
        raise LookupError

    monkeypatch.setattr("visits.actions.outboxes.take_in_finding", broken)
    lines = bring(cast, a_file(items=[item(a_finding(), "finding"), item(a_visit())]))
    assert outcomes(lines) == ["refused", "stored"]
    assert "server's log" in lines[0].why


def test_a_visit_of_another_team_or_mission_is_not_taken_over(cast):
    mine = a_visit()
    send(mine, cast)
    for team in ("T2",):
        (line,) = bring(cast, a_file(items=[item(changed(mine, team=team))]))
        assert (line.outcome, line.why) == (Brought.REFUSED, "This visit belongs to another team.")
    with pytest.raises(UnreadableOutbox, match="of the mission “elsewhere”"):
        bring(cast, a_file(mission="elsewhere", items=[item(a_visit())]))


def test_without_a_team_in_it_the_account_that_wrote_it_says_whose_it_is(cast):
    body = a_visit(team="")
    (line,) = bring(cast, a_file(items=[item(body, account=str(cast.other_observer.pk))]))
    visit = Visit.objects.get(uuid=line.visit)
    assert visit.team == cast.south_team
    # Read again, as a review does, it is still theirs.
    verify_visit(visit.revisions.get(), by=cast.second_secretariat)
    (line,) = bring(cast, a_file(items=[item(a_visit(team=""), account=str(cast.outsider.pk))]))
    assert line.outcome == Brought.REFUSED


def test_who_brought_it_in_does_not_verify_it(cast):
    (line,) = bring(cast, a_file(items=[item(a_visit())]))
    revision = Visit.objects.get(uuid=line.visit).revisions.get()
    with pytest.raises(NotAllowed, match="brought this in"):
        verify_visit(revision, by=cast.secretariat)
    verify_visit(revision, by=cast.second_secretariat)


class TestPhotos:
    """A photo is taken in only where something here tells of it, and only as it was told."""

    def test_a_photo_nobody_tells_of_and_one_that_is_another_are_refused(self, cast):
        picture = a_picture()
        entry = told(picture)
        number = json.loads(a_visit())["visit"]
        send(a_visit(photos=[entry]), cast)
        bad = [
            photo(picture, number, told(picture)),
            photo(a_picture((60, 60)), number, entry),
            {**photo(picture, number, entry), "base64": "%%%"},
            {**photo(picture, number, entry), "id": "x"},
        ]
        lines = bring(cast, a_file(photos=[*bad, photo(picture, number, entry)]))
        assert outcomes(lines) == ["refused"] * 4 + ["stored"]
        assert all(line.why for line in lines[:4])

    def test_a_photo_of_another_mission_is_not_there(self, cast):
        picture = a_picture()
        entry = told(picture)
        send(a_visit(photos=[entry]), cast)
        Attachment.objects.update(mission=cast.other_mission)
        (line,) = bring(cast, a_file(photos=[photo(picture, "x", entry)]))
        assert "No visit or finding here tells of this photo." in line.why


class TestDrafts:
    """What was begun and not sent is taken in too, and says so."""

    def draft(self, cast, **otherwise):
        keys = {
            "kind": "visit",
            "number": str(uuid4()),
            "account": str(cast.observer.pk),
            "stage": "voting",
            "station": "n1",
            "at": "2025-03-16T05:10:00.000Z",
            "typed": {
                "arrived_at": "2025-03-16T09:00",
                "answer-voting.interference": ["yes"],
                "comments": "They sent us out.",
            },
        }
        return {**keys, **otherwise}

    def test_a_draft_is_stored_as_unfinished_with_its_photos(self, cast, signed_in):
        picture = a_picture()
        entry = told(picture)
        draft = self.draft(cast)
        content = a_file(drafts=[draft], photos=[photo(picture, draft["number"], entry)])
        lines = bring(cast, content)
        assert outcomes(lines) == ["stored", "stored"]
        assert lines[0].unfinished
        visit = Visit.objects.get(uuid=draft["number"])
        assert visit.comments == "They sent us out."
        assert visit.urgent
        assert visit.arrived_at.isoformat() == "2025-03-16T04:00:00+00:00"
        assert Flag.UNFINISHED in visit.flag_codes
        text = text_of(page_of(signed_in(cast.secretariat), visit))
        assert "It was not finished on the phone" in text
        assert outcomes(bring(cast, content)) == ["repeated", "repeated"]

    def test_a_draft_of_a_finding_is_stored_with_its_photos(self, cast):
        picture = a_picture()
        entry = told(picture)
        typed = {"summary": "A bus of voters.", "theme": "interference"}
        draft = self.draft(cast, kind="finding", typed=typed)
        content = a_file(drafts=[draft], photos=[photo(picture, draft["number"], entry)])
        assert outcomes(bring(cast, content)) == ["stored", "stored"]
        finding = Finding.objects.get(summary="A bus of voters.")
        assert [str(each.uuid) for each in finding.attachments.all()] == [entry["id"]]
        assert outcomes(bring(cast, content)) == ["repeated", "repeated"]

    def test_a_field_that_cannot_be_read_is_left_out_and_the_rest_is_kept(self, cast):
        typed = {"comments": "Half.", "voted_so_far": "many", "answer-voting.queue": ["purple"]}
        (line,) = bring(cast, a_file(drafts=[self.draft(cast, typed=typed)]))
        visit = Visit.objects.get(uuid=line.visit)
        assert visit.comments == "Half."
        # When it was last touched stands in for the time that was not typed.
        assert visit.arrived_at.isoformat() == "2025-03-16T05:10:00+00:00"

    def test_a_draft_of_a_correction_follows_what_was_corrected(self, cast):
        payload = a_visit(comments="First.", voted_so_far=3)
        receipt = send(payload, cast)
        draft = self.draft(
            cast,
            number=str(receipt.uuid),
            parent=receipt.sha256,
            told=json.loads(payload),
            typed={"arrived_at": "2025-03-16T09:00", "comments": "Second."},
        )
        bring(cast, a_file(drafts=[draft]))
        visit = stored(receipt)
        assert (visit.latest_revision, visit.comments) == (2, "Second.")

    def test_a_draft_of_a_finding_needs_words(self, cast):
        typed = {"summary": "A bus of voters.", "theme": "interference"}
        drafts = [
            self.draft(cast, kind="finding", typed=typed),
            self.draft(cast, kind="finding", typed={"theme": "interference"}),
            self.draft(cast, stage="cooking"),
            self.draft(cast, number="x"),
            self.draft(cast, typed="nothing"),
        ]
        lines = bring(cast, a_file(drafts=drafts))
        assert outcomes(lines)[:4] == ["stored", "refused", "refused", "refused"]
        assert Finding.objects.get().summary == "A bus of voters."


COUNTED = ((5, "Stored"), (1, "Refused"))


class TestPage:
    """The page that takes the file."""

    def test_it_says_of_each_entry_what_became_of_it(self, cast, signed_in, whole):
        told = json.loads(whole)
        told["items"].append(item(a_visit(team="T9")))
        text = text_of(upload(signed_in(cast.secretariat), json.dumps(told).encode()))
        counted = [f'{what}: <span class="figure">{n}</span>' for n, what in COUNTED]
        assert [words for words in counted if words not in text] == []
        assert "It is of no team that this mission has." in text
        assert "not doubled" in text

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "This file is empty."),
            (b"nothing", "This is no file of a phone"),
            (b"[" * 100_000, "This is no file of a phone"),
            (b"\xff\xfe", "This is no file of a phone"),
            (b'{"mushahid": "else"}', "This is no file of a phone"),
            (a_file(version=2), "only version 1 can be read"),
            (a_file(mission="elsewhere"), "of the mission “elsewhere”"),
            (a_file(), "The file holds nothing"),
            (a_file(items="many", photos=None), "The file holds nothing"),
        ],
    )
    def test_another_file_is_said_to_be_one(self, cast, signed_in, content, sentence):
        answer = upload(signed_in(cast.secretariat), content)
        assert answer.status_code == 200
        assert sentence in text_of(answer)

    def test_a_file_that_is_too_large_is_not_read(self):
        with pytest.raises(UnreadableOutbox, match="at most"):
            read_outbox(BytesIO(b"x"), MOST_BYTES + 1, "here")

    def test_the_page_of_entering_leads_there(self, cast, signed_in):
        client = signed_in(cast.secretariat)
        assert PAGE in client.get(reverse("visit_enter", args=["here"])).content.decode()


def test_a_finding_that_came_from_the_phone_is_not_doubled(cast):
    body = a_finding()
    take_in_finding(body, mission=cast.mission, team=cast.north_team, by=cast.observer)
    (line,) = bring(cast, a_file(items=[item(body, "finding")]))
    assert line.outcome == Brought.REPEATED


class TestCharactersThatNoDatabaseHolds:
    """NUL and halves of characters are replaced in what is shown, and kept in the bytes."""

    def test_in_the_devices_name_they_stop_nothing(self, cast, signed_in):
        content = a_file(device="phone\0 \ud83d", items=[item(a_visit())])
        page = upload(signed_in(cast.secretariat), content)
        assert page.status_code == 200
        assert Visit.objects.count() == 1
        act = AuditRecord.objects.get(action="phone's file brought in")
        assert act.changes["device"] == "phone\ufffd \ufffd"

    @pytest.mark.parametrize("name", ["title", "number", "id", "summary", "kind"])
    def test_in_a_refused_entry_the_report_is_shown(self, cast, signed_in, name):
        bad = {"kind": "visit", name: "half \ud800 and \0"}
        page = upload(signed_in(cast.secretariat), a_file(items=[bad], photos=[bad]))
        assert page.status_code == 200
        assert text_of(page).count("Refused") >= 2

    @pytest.mark.parametrize("name", ["mission", "version"])
    def test_in_what_says_whose_file_it_is_the_sentence_is_shown(self, cast, signed_in, name):
        page = upload(signed_in(cast.secretariat), a_file(**{name: "\ud800"}))
        assert page.status_code == 200
        assert "\ufffd" in text_of(page)

    def test_in_a_draft_the_rest_is_read(self, cast):
        typed = {"finding-summary": "x", "comments": "Half \ud83d of one, \0."}
        number = str(uuid4())
        draft = {"kind": "visit", "number": number, "account": str(cast.observer.pk)}
        draft |= {"stage": "voting", "station": "n1", "form": "", "parent": "", "told": {}}
        draft |= {"typed": typed, "at": "2025-03-16T04:00:00.000Z"}
        (line,) = bring(cast, a_file(device="\ud83d", drafts=[draft]))
        assert line.outcome == Brought.STORED, line.why
        assert Visit.objects.get(uuid=number).comments == "Half \ufffd of one, \ufffd."

    def test_in_what_is_sent_they_stay_in_the_bytes(self, cast):
        body = json.dumps(json.loads(a_visit()) | {"comments": "One \0, half \ud83d."}).encode()
        (line,) = bring(cast, a_file(items=[item(body)]))
        assert line.outcome == Brought.STORED
        visit = Visit.objects.get()
        assert visit.comments == "One \ufffd, half \ufffd."
        assert bytes(visit.revisions.get().payload) == body
