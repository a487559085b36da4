"""One intake: a visit sent twice is one visit, and what does not follow is kept beside."""

import hashlib
from uuid import uuid4

import pytest

from missions.models import AuditRecord
from missions.rules import NotAllowed
from tests.visits.sending import (
    a_visit,
    answers_of,
    changed,
    enter,
    everything,
    following,
    send,
    stored,
)
from visits.models import Source, VisitState
from visits.payload import UnreadableVisit

pytestmark = pytest.mark.django_db


def audited(cast) -> list[str]:
    return list(AuditRecord.objects.values_list("action", flat=True))


def test_a_receipt_is_the_hash_of_the_very_bytes_that_are_kept(cast):
    payload = a_visit()
    receipt = send(payload, cast)
    kept = stored(receipt).revisions.get()
    assert bytes(kept.payload) == payload
    assert receipt.sha256 == kept.sha256 == hashlib.sha256(payload).hexdigest()
    assert (receipt.outcome, receipt.revision) == ("stored", 1)


def test_a_visit_is_shown_as_it_was_sent(cast):
    visit = stored(send(a_visit(voted_so_far="~120", comments="Calm."), cast))
    assert (visit.station, visit.area, visit.team) == (cast.station, cast.north, cast.north_team)
    assert visit.state == VisitState.SUBMITTED
    assert visit.awaits_review
    assert visit.arrived_at.isoformat() == "2025-03-16T04:00:00+00:00"
    assert (visit.voted_so_far, visit.approximate) == (120, "voted_so_far")
    assert answers_of(visit) == {"voting.interference": ["no"], "voting.station_ready": ["yes"]}


def test_a_visit_sent_twice_is_stored_once(cast):
    payload = a_visit()
    first = send(payload, cast)
    again = send(payload, cast)
    assert again.outcome == "repeated"
    assert (again.sha256, again.revision, again.code) == (first.sha256, 1, first.code)
    assert everything(cast.mission) == (1, 1, 2, 0)
    assert audited(cast) == ["visit received"]


def test_what_follows_the_stored_revision_is_its_next_revision(cast):
    payload = a_visit()
    first = send(payload, cast)
    answers = {"voting.interference": {"value": "not_observed"}}
    second = send(following(first, payload, answers=answers), cast)
    assert (second.outcome, second.revision) == ("stored", 2)
    visit = stored(second)
    assert (visit.latest_revision, visit.standing_revision) == (2, 2)
    assert answers_of(visit) == {"voting.interference": ["not_observed"]}
    assert everything(cast.mission) == (1, 2, 1, 0)


def test_an_older_revision_sent_again_late_changes_nothing(cast):
    payload = a_visit()
    first = send(payload, cast)
    send(following(first, payload, comments="More."), cast)
    again = send(payload, cast)
    assert (again.outcome, again.revision, again.sha256) == ("repeated", 1, first.sha256)
    assert stored(first).comments == "More."


def test_other_bytes_that_do_not_follow_are_kept_beside_with_a_receipt_of_their_own(cast):
    payload = a_visit()
    first = send(payload, cast)
    other = changed(payload, comments="Another phone.")
    receipt = send(other, cast)
    assert (receipt.outcome, receipt.revision) == ("conflict", 0)
    assert receipt.sha256 == hashlib.sha256(other).hexdigest() != first.sha256
    visit = stored(first)
    assert visit.comments == ""
    assert bytes(visit.conflicts.get().payload) == other
    assert everything(cast.mission) == (1, 1, 2, 1)


def test_a_conflict_sent_twice_is_kept_once(cast):
    payload = a_visit()
    send(payload, cast)
    other = changed(payload, comments="Another phone.")
    assert send(other, cast) == send(other, cast)
    assert everything(cast.mission) == (1, 1, 2, 1)
    assert audited(cast) == ["visit received", "conflicting copy kept"]


def test_of_two_successors_of_one_revision_the_second_is_a_conflict(cast):
    payload = a_visit()
    first = send(payload, cast)
    assert send(following(first, payload, comments="One."), cast).outcome == "stored"
    assert send(following(first, payload, comments="Two."), cast).outcome == "conflict"
    assert stored(first).comments == "One."


def test_a_visit_of_another_team_cannot_be_revised_by_ones_own(cast):
    payload = a_visit()
    first = send(payload, cast)
    with pytest.raises(NotAllowed, match="another team"):
        send(
            following(first, payload, comments="Mine."),
            cast,
            by=cast.other_observer,
            team=cast.south_team,
        )
    assert everything(cast.mission) == (1, 1, 2, 0)


def test_an_observer_sends_for_their_own_team_whatever_the_payload_says(cast):
    visit = stored(send(a_visit(team="T2"), cast))
    assert visit.team == cast.north_team


def test_a_known_number_sent_to_another_mission_changes_and_tells_nothing(cast):
    payload = a_visit()
    send(payload, cast)
    with pytest.raises(NotAllowed):
        send(payload, cast, mission=cast.other_mission, by=cast.outsider, team=cast.other_team)
    assert cast.other_mission.visits.count() == 0


def test_a_station_of_another_mission_is_not_known_here(cast):
    cast.other_station.code = "elsewhere1"
    cast.other_station.save()
    visit = stored(send(a_visit(station="elsewhere1"), cast))
    assert visit.station is None


def test_the_secretariat_enters_a_visit_for_the_team_it_names(cast):
    visit = stored(enter(a_visit(team="T2", station="s1"), cast))
    assert visit.team == cast.south_team
    assert visit.revisions.get().source == Source.SECRETARIAT


def test_the_system_may_take_in_a_visit_under_a_code_of_its_own(cast):
    receipt = send(a_visit(), cast, by="import_mission", source=Source.IMPORT, code="V-17")
    assert receipt.code == "V-17"
    assert AuditRecord.objects.get().by == "system: import_mission"


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        (b"", "JSON was expected"),
        (b"\xff\xfe\xff", "JSON was expected"),
        (b"[" * 100_000, "JSON was expected"),
        (b"[1, 2]", "a JSON object was expected"),
        (b'{"stage": "voting"}', "must be a UUID"),
        (b'{"visit": "7", "stage": "voting"}', "must be a UUID"),
        (a_visit(stage="lunch"), "stage “lunch” is not known"),
        (a_visit(stage=["voting"]), "is not known"),
    ],
)
def test_what_is_no_visit_is_refused_with_a_sentence(cast, payload, sentence):
    with pytest.raises(UnreadableVisit, match=sentence):
        send(payload, cast)


def test_a_visit_of_no_known_team_is_refused_with_a_sentence(cast):
    with pytest.raises(UnreadableVisit, match="no team “T9”"):
        enter(a_visit(team="T9"), cast)


def test_findings_come_in_with_their_visit_and_once(cast):
    told = {
        "id": str(uuid4()),
        "question": "voting.interference",
        "summary": "A policeman stood beside the booths.",
        "severity": "serious",
    }
    payload = a_visit(answers={"voting.interference": {"value": "yes"}}, findings=[told])
    receipt = send(payload, cast)
    send(payload, cast)
    send(following(receipt, payload, comments="More."), cast)
    finding = stored(receipt).findings.get()
    assert (str(finding.uuid), finding.theme) == (told["id"], "interference")
    assert (finding.station, finding.team) == (cast.station, cast.north_team)
    assert audited(cast) == ["finding logged", "visit received", "visit revised"]


def test_the_audit_names_hashes_and_no_content(cast):
    send(a_visit(comments="Ms Known let us in.", device="phone of Ms Known"), cast)
    told = str(list(AuditRecord.objects.values_list("changes", flat=True)))
    assert "Known" not in told
    assert "sha256" in told
