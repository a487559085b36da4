"""Nothing late or odd from the field is refused: it is kept, and flagged for review."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db.models import Count
from django.utils import timezone

from missions.rules import NotAllowed
from observers.models import Team
from observers.rules import check_team
from observers.teams import state_in_sql
from tests.factories import (
    DelegationFactory,
    FormVersionFactory,
    ObserverFactory,
    TeamMemberFactory,
)
from tests.visits.sending import (
    a_visit,
    answers_of,
    enter,
    following,
    revision_of,
    send,
    stored,
)
from visits.actions import match_station, verify_visit
from visits.flags import Flag, flag_sentences
from visits.form_versions import current_version
from visits.models import VisitState

pytestmark = pytest.mark.django_db

MORNING = datetime(2025, 3, 16, 6, 0, tzinfo=UTC)


def flags(payload, cast, **how):
    """The flags of a visit; the receipt, the revision and the visit all say the same."""
    receipt = send(payload, cast, **{"received_at": MORNING, **how})
    visit = stored(receipt)
    assert visit.flag_codes == list(receipt.flags) == visit.revisions.get().flags.split()
    return set(receipt.flags)


@pytest.fixture
def clean(cast):
    """A team of two states, whose planned visit has nothing odd about it."""
    TeamMemberFactory(team=cast.north_team, observer__delegation__country="AZ")
    return cast


def test_an_ordinary_visit_has_no_flags(clean):
    assert flags(a_visit(), clean) == set()


def test_a_visit_without_any_answer_is_kept_and_flagged(clean):
    assert flags(a_visit(answers={}), clean) == {"nothing_answered"}


def test_a_comment_alone_is_no_answer(clean):
    answers = {"voting.queue": {"comment": "We left at once."}}
    assert "nothing_answered" in flags(a_visit(answers=answers), clean)


def test_what_was_not_observed_is_an_answer(clean):
    answers = {"voting.queue": {"value": "not_observed"}}
    assert flags(a_visit(answers=answers), clean) == set()


@pytest.mark.parametrize(
    ("voted", "registered", "found"),
    [
        ("501", "500", {"more_voted"}),
        ("~510", "500", {"more_voted"}),
        ("1", "0", {"more_voted"}),
        ("500", "500", set()),
        ("500", "", set()),
        ("", "500", set()),
    ],
)
def test_more_voters_than_are_registered_are_flagged(clean, voted, registered, found):
    payload = a_visit(voted_so_far=voted, registered_voters=registered)
    assert flags(payload, clean) == found


def test_every_flag_has_its_sentence():
    assert len(set(flag_sentences(list(Flag.values)))) == len(Flag)


def test_a_visit_that_arrives_weeks_late_is_taken_as_it_is(clean):
    late = MORNING + timedelta(days=40)
    assert flags(a_visit(), clean, received_at=late) == set()
    assert clean.mission.visits.get().received_at == late


def test_a_time_in_the_future_is_kept_and_flagged(clean):
    payload = a_visit(
        arrived_at="2025-03-16T21:00:00+05:00", departed_at="2025-03-16T21:30:00+05:00"
    )
    assert flags(payload, clean) == {"odd_time"}
    assert clean.mission.visits.get().arrived_at == datetime(2025, 3, 16, 16, 0, tzinfo=UTC)


def test_a_clock_a_few_minutes_fast_is_not_worth_a_flag(clean):
    payload = a_visit(arrived_at="2025-03-16T10:45:00+05:00", departed_at=MORNING.isoformat())
    assert flags(payload, clean, received_at=MORNING - timedelta(minutes=10)) == set()


def test_a_day_outside_the_observation_is_flagged(clean):
    payload = a_visit(arrived_at="2025-01-02T09:00:00+05:00", departed_at="")
    assert flags(payload, clean) == {"odd_time"}


def test_a_departure_before_the_arrival_is_kept_and_flagged(clean):
    payload = a_visit(departed_at="2025-03-16T08:00:00+05:00")
    assert flags(payload, clean) == {"left_before_arrival"}
    visit = clean.mission.visits.get()
    assert visit.departed_at < visit.arrived_at


def test_a_stay_of_more_than_a_day_is_kept_and_flagged(clean):
    arrived = "2025-03-16T09:00:00+05:00"
    a_day = a_visit(arrived_at=arrived, departed_at="2025-03-17T09:00:00+05:00")
    longer = a_visit(arrived_at=arrived, departed_at="2025-03-17T09:01:00+05:00")
    later = {"received_at": MORNING + timedelta(days=2)}
    assert "long_stay" not in flags(a_day, clean, **later)
    assert "long_stay" in flags(longer, clean, **later)


@pytest.mark.parametrize(
    "moment",
    [
        "yesterday",
        "2025-13-45T99:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        ["2025"],
    ],
)
def test_a_time_that_cannot_be_read_is_flagged_and_the_arrival_taken_from_the_server(clean, moment):
    assert "time_unreadable" in flags(a_visit(arrived_at=moment), clean)
    assert clean.mission.visits.get().arrived_at == MORNING


def test_a_device_time_that_cannot_be_a_time_is_left_out(clean):
    flags(a_visit(device_time="0001-01-01T00:00:00+14:00"), clean)
    assert clean.mission.visits.get().revisions.get().device_time is None


def test_a_time_without_an_offset_is_in_the_missions_timezone(clean):
    with timezone.override("America/Lima"):
        flags(a_visit(arrived_at="2025-03-16T09:00"), clean)
    assert clean.mission.visits.get().arrived_at == datetime(2025, 3, 16, 4, 0, tzinfo=UTC)


def test_a_station_that_is_not_listed_is_kept_with_its_number_and_place(clean):
    payload = a_visit(station="", station_number="77", place="School by the river", area="north")
    assert flags(payload, clean) == {"not_listed"}
    visit = clean.mission.visits.get()
    assert (visit.station, visit.station_number) == (None, "77")
    assert (visit.place, visit.area) == ("School by the river", clean.north)


def test_an_unknown_station_code_is_as_good_as_not_listed_and_flagged(clean):
    assert flags(a_visit(station="n999"), clean) == {"station_unknown"}
    visit = clean.mission.visits.get()
    assert (visit.station, visit.station_number) == (None, "n999")


@pytest.mark.parametrize("told", [{"station": ""}, {"station": "n999"}])
def test_a_visit_at_a_station_not_listed_is_verified_only_once_it_is_matched(clean, told):
    receipt = send(a_visit(**told), clean)
    with pytest.raises(NotAllowed, match="match it to a station"):
        verify_visit(revision_of(receipt), by=clean.secretariat)
    match_station(stored(receipt), station=clean.station, by=clean.secretariat)
    verify_visit(revision_of(receipt), by=clean.secretariat)
    visit = stored(receipt)
    assert (visit.state, visit.station) == (VisitState.VERIFIED, clean.station)
    assert (visit.area, visit.flag_codes) == (clean.north, [])


def test_a_matched_station_stays_matched_when_the_visit_is_revised(clean):
    payload = a_visit(station="", station_number="77")
    receipt = send(payload, clean)
    match_station(stored(receipt), station=clean.station, by=clean.secretariat)
    send(following(receipt, payload, comments="More."), clean)
    assert stored(receipt).station == clean.station


def test_a_station_of_another_mission_cannot_be_matched(clean):
    receipt = send(a_visit(station="n999"), clean)
    with pytest.raises(NotAllowed):
        match_station(stored(receipt), station=clean.other_station, by=clean.secretariat)
    assert stored(receipt).station is None


def test_a_station_in_another_area_and_not_in_the_plan_is_flagged(clean):
    assert flags(a_visit(station="s1"), clean) == {"other_area", "not_in_plan"}


def test_a_stage_that_was_not_planned_there_is_flagged(clean):
    assert flags(a_visit(stage="opening", answers={}), clean) == {"not_in_plan", "nothing_answered"}


def test_a_team_from_one_state_is_flagged(cast):
    member = cast.north_team.members.get()
    same = ObserverFactory(mission=cast.mission, delegation=member.delegation)
    TeamMemberFactory(team=cast.north_team, observer=same)
    assert flags(a_visit(), cast) == {"one_state_team"}


def test_a_team_is_of_one_state_by_the_same_rule_wherever_it_is_asked(cast):
    """Two delegations of one country are one state; the secretariat counts as one of its own."""
    member = cast.north_team.members.get()
    country = member.delegation.country
    again = DelegationFactory(mission=cast.mission, country=country)
    second = ObserverFactory(mission=cast.mission, delegation=again)
    TeamMemberFactory(team=cast.north_team, observer=second)

    def said() -> set[bool]:
        """What the form of a team, a visit and the start page say."""
        try:
            check_team(cast.north_team.members.all(), "")
            by_rule = False
        except NotAllowed:
            by_rule = True
        sent = "one_state_team" in flags(a_visit(), cast)
        teams = Team.objects.filter(pk=cast.north_team.pk)
        states = teams.annotate(n=Count(state_in_sql("members__delegation__"), distinct=True))
        return {by_rule, sent, states.get().n == 1}

    assert said() == {True}
    again.kind, again.country = "secretariat", ""
    again.save()
    assert said() == {False}


def test_a_team_in_two_places_at_once_is_flagged_on_the_later_arrival(clean):
    assert flags(a_visit(), clean) == set()
    later = a_visit(
        station="s1",
        arrived_at="2025-03-16T09:30:00+05:00",
        departed_at="2025-03-16T10:00:00+05:00",
    )
    assert "overlap" in send(later, clean, received_at=MORNING).flags


def test_an_unknown_question_is_flagged_and_the_rest_is_read(clean):
    answers = {"voting.no_such": {"value": "yes"}, "voting.interference": {"value": "no"}}
    assert flags(a_visit(answers=answers), clean) == {"unknown_question"}
    assert answers_of(clean.mission.visits.get()) == {"voting.interference": ["no"]}


@pytest.mark.parametrize("value", ["maybe", "yes;no", "☃", 7, True, ["yes"], {"yes": 1}])
def test_an_answer_that_cannot_be_read_is_flagged_and_the_rest_is_read(clean, value):
    answers = {"voting.interference": {"value": value}, "voting.station_ready": {"value": "no"}}
    assert flags(a_visit(answers=answers), clean) == {"unreadable_answer"}
    assert answers_of(clean.mission.visits.get()) == {"voting.station_ready": ["no"]}


@pytest.mark.parametrize(
    "told",
    [
        {"voted_so_far": "many"},
        {"voted_so_far": "-4"},
        {"voted_so_far": "99999999999"},
        {"commission_present": "70000"},
        {"chosen_by": "a coin"},
        {"chair_gender": ["woman"]},
        {"voted_as_of": "half past ten"},
    ],
)
def test_a_detail_that_cannot_be_read_is_left_out_and_flagged(clean, told):
    assert flags(a_visit(**told), clean) == {"header_unreadable"}


def test_an_urgent_answer_without_a_finding_asks_for_one(clean):
    payload = a_visit(answers={"voting.station_ready": "no", "voting.box_sealed": "no"})
    assert flags(payload, clean) == {"finding_missing"}
    assert clean.mission.visits.get().urgent


def test_a_bad_rating_without_a_comment_asks_for_one(clean):
    assert flags(a_visit(answers={"voting.overall": "bad"}), clean) == {"comment_missing"}


def test_a_conditional_question_left_out_is_flagged(clean):
    payload = a_visit(answers={"voting.unauthorised_persons": "yes"})
    assert flags(payload, clean) == {"conditional_missing"}


def test_an_unknown_version_of_the_form_is_read_by_the_current_one_and_flagged(clean):
    assert flags(a_visit(form="0" * 64), clean) == {"unknown_form"}
    assert clean.mission.visits.get().form_version == current_version(clean.mission, "voting")


def test_a_visit_stays_with_the_version_it_was_filled_in_on(clean):
    old = current_version(clean.mission, "voting")
    title = {"title": {"en": "Voting here"}}
    FormVersionFactory(mission=clean.mission, definition={**old.definition, **title})
    assert flags(a_visit(form=old.sha256), clean) == {"old_form"}
    assert clean.mission.visits.get().form_version == old


@pytest.mark.parametrize(
    "findings", [5, "text", [7], [{"id": "7", "summary": "Seen."}], [{"id": str(uuid4())}]]
)
def test_findings_that_cannot_be_read_do_not_stop_the_visit_and_are_flagged(clean, findings):
    receipt = send(a_visit(findings=findings), clean)
    assert stored(receipt).flag_codes == ["finding_unreadable"]
    assert stored(receipt).findings.count() == 0


def test_a_finding_announced_by_its_place_alone_is_still_on_its_way(clean):
    receipt = send(a_visit(findings=[{"question": "voting.interference"}]), clean)
    assert stored(receipt).flag_codes == []


@pytest.mark.parametrize("odd", ["\\u0000", "\\ud800", "\\udfff\\ud800"])
def test_characters_no_database_can_hold_do_not_stop_a_visit(clean, odd):
    payload = a_visit(comments="[ODD]").replace(b"ODD", odd.encode())
    visit = stored(send(payload, clean))
    assert set(visit.comments) == {"[", "\N{REPLACEMENT CHARACTER}", "]"}
    assert bytes(visit.revisions.get().payload) == payload


def test_the_secretariats_entries_are_flagged_alike(clean):
    receipt = enter(a_visit(station="s1"), clean, received_at=MORNING)
    assert set(receipt.flags) == {"other_area", "not_in_plan"}
