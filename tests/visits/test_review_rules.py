"""Who may match and decide, and what the audit keeps of it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from missions.enumerations import Role
from missions.models import AuditRecord
from missions.rules import NotAllowed
from tests.factories import FindingFactory
from tests.visits.reviewing import page_of, said, text_of
from tests.visits.sending import a_visit, following, revision_of, send, stored
from visits.actions import decide_finding, match_station, return_visit, verify_visit
from visits.models import Finding
from visits.rules import OTHER_MISSIONS_STATION, OWN_TEAM

pytestmark = pytest.mark.django_db

UNLISTED = {"station": "", "station_number": "9", "place": "A school"}


@pytest.fixture
def unlisted(cast):
    """A visit at a station that is not listed."""
    return stored(send(a_visit(**UNLISTED), cast))


def evidence_version(cast) -> int:
    cast.mission.refresh_from_db()
    return cast.mission.evidence_version


class TestMatching:
    def test_nobody_matches_the_visit_of_their_own_team(self, cast, signed_in, unlisted):
        cast.observer.memberships.update(role=Role.SECRETARIAT)
        address = reverse("station_match", args=["here", unlisted.uuid])
        response = signed_in(cast.observer).post(address, {"station": "s1"})
        assert str(OWN_TEAM) in said(response)
        unlisted.refresh_from_db()
        assert unlisted.station is None

    def test_a_station_of_another_mission_is_refused(self, cast, unlisted):
        with pytest.raises(NotAllowed, match=str(OTHER_MISSIONS_STATION)):
            match_station(unlisted, station=cast.other_station, by=cast.secretariat)
        unlisted.refresh_from_db()
        assert unlisted.station is None

    def test_a_match_is_audited_with_the_findings_it_moved(self, cast):
        finding = {"id": str(uuid4()), "summary": "x"}
        visit = stored(send(a_visit(**UNLISTED, findings=[finding]), cast))
        match_station(visit, station=cast.station, by=cast.secretariat)
        moved = Finding.objects.get()
        assert (moved.station, moved.area) == (cast.station, cast.north)
        told = AuditRecord.objects.latest("pk")
        assert (told.action, told.account_id) == ("station matched", cast.secretariat.pk)
        assert (told.record_type, told.record_id) == ("visits.visit", str(visit.pk))
        assert told.changes == {"station": ["", "n1"], "findings": [moved.code]}


class TestAPlaceToldOtherwise:
    def matched(self, cast, payload):
        receipt = send(payload, cast)
        match_station(stored(receipt), station=cast.station, by=cast.secretariat)
        return receipt

    def test_a_verified_visit_keeps_its_station_and_is_flagged(self, cast, signed_in):
        payload = a_visit(**UNLISTED)
        one = self.matched(cast, payload)
        verify_visit(revision_of(one), by=cast.secretariat)
        second = send(following(one, payload, place="School No. 5"), cast)
        verify_visit(revision_of(second), by=cast.secretariat)
        visit = stored(one)
        assert (visit.station, visit.place) == (cast.station, "School No. 5")
        assert (visit.state, visit.standing_revision) == ("verified", 2)
        assert "place_changed" in visit.flag_codes
        assert "not_listed" not in visit.flag_codes
        shown = text_of(page_of(signed_in(cast.secretariat), visit))
        assert "The place is told otherwise than when it was matched." in shown

    def test_a_third_telling_keeps_the_station_too(self, cast):
        payload = a_visit(**UNLISTED)
        receipt = self.matched(cast, payload)
        verify_visit(revision_of(receipt), by=cast.secretariat)
        for place in ("School No. 5", "School No. 5, hall"):
            payload = following(receipt, payload, place=place)
            receipt = send(payload, cast)
            verify_visit(revision_of(receipt), by=cast.secretariat)
        visit = stored(receipt)
        assert (visit.station, visit.standing_revision) == (cast.station, 3)

    def test_the_same_place_keeps_its_station_without_a_flag(self, cast):
        payload = a_visit(**UNLISTED)
        one = self.matched(cast, payload)
        send(following(one, payload, comments="More."), cast)
        visit = stored(one)
        assert (visit.station, visit.comments) == (cast.station, "More.")
        assert not {"not_listed", "place_changed"} & {*visit.flag_codes}

    def test_a_visit_not_verified_is_matched_again(self, cast):
        payload = a_visit(**UNLISTED)
        one = self.matched(cast, payload)
        second = send(following(one, payload, place="School No. 5"), cast)
        assert stored(one).station is None
        match_station(stored(one), station=cast.south_station, by=cast.secretariat)
        verify_visit(revision_of(second), by=cast.secretariat)
        assert stored(one).station == cast.south_station


class TestFindings:
    def test_who_is_in_the_team_of_the_findings_visit_does_not_decide_on_it(self, cast, signed_in):
        visit = stored(send(a_visit(), cast))
        finding = FindingFactory(mission=cast.mission, visit=visit, team=None)
        with pytest.raises(NotAllowed, match="somebody else decides on it"):
            decide_finding(finding, state="refuted", by=cast.observer)
        cast.observer.memberships.update(role=Role.SECRETARIAT)
        shown = text_of(page_of(signed_in(cast.observer), visit))
        assert "somebody else decides on it" in shown

    def test_two_findings_are_not_duplicates_of_each_other(self, cast):
        one, two = (FindingFactory(mission=cast.mission, state="confirmed") for _ in range(2))
        decide_finding(two, state="duplicate", duplicate_of=one, by=cast.secretariat)
        with pytest.raises(NotAllowed, match=f"Finding {two.code} is itself a duplicate"):
            decide_finding(one, state="duplicate", duplicate_of=two, by=cast.secretariat)
        one.refresh_from_db()
        assert (one.state, one.duplicate_of) == ("confirmed", None)

    def test_a_finding_is_not_its_own_duplicate(self, cast):
        one = FindingFactory(mission=cast.mission)
        with pytest.raises(NotAllowed, match="Name the finding"):
            decide_finding(one, state="duplicate", duplicate_of=one, by=cast.secretariat)

    def test_a_decision_is_audited_and_moves_the_evidence_version(self, cast):
        finding, before = FindingFactory(mission=cast.mission), evidence_version(cast)
        decide_finding(finding, state="confirmed", by=cast.secretariat)
        told = AuditRecord.objects.latest("pk")
        assert (told.action, told.account_id) == ("finding decided", cast.secretariat.pk)
        assert (told.record_type, told.record_id) == ("visits.finding", str(finding.pk))
        assert told.changes == {"state": ["new", "confirmed"]}
        assert evidence_version(cast) == before + 1

    def test_the_audit_says_of_what_a_finding_is_a_duplicate_and_when_no_longer(self, cast):
        one, two = (FindingFactory(mission=cast.mission) for _ in range(2))
        decide_finding(two, state="duplicate", duplicate_of=one, by=cast.secretariat)
        assert AuditRecord.objects.latest("pk").changes["duplicate_of"] == ["", one.code]
        decide_finding(two, state="confirmed", by=cast.secretariat)
        assert AuditRecord.objects.latest("pk").changes["duplicate_of"] == [one.code, ""]


def test_a_note_for_colleagues_is_not_shown_to_the_team_and_a_question_is(cast, signed_in):
    one = send(a_visit(), cast)
    verify_visit(revision_of(one), by=cast.secretariat, note="This team is unreliable.")
    return_visit(revision_of(one), question="Which door?", by=cast.secretariat)
    own = text_of(page_of(signed_in(cast.observer), stored(one)))
    assert "unreliable" not in own
    assert "Which door?" in own
    assert "unreliable" in text_of(page_of(signed_in(cast.secretariat), stored(one)))
