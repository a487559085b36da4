"""The start page says what waits for each kind of user, and leads there."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.enumerations import Role, Stage
from missions.models import Account
from tests.cast import Cast, account_in
from tests.factories import (
    ELECTION_DAY,
    AccountFactory,
    AcknowledgementFactory,
    AnswerFactory,
    DelegationFactory,
    DeploymentFactory,
    FindingFactory,
    JudgementFactory,
    MembershipFactory,
    MissionFactory,
    ObserverFactory,
    PersonFactory,
    StationFactory,
    TeamFactory,
    TeamMemberFactory,
    VisitFactory,
)
from visits.models import Visit, VisitState

NOTHING = "Nothing waits for you here."


@pytest.fixture
def start(signed_in):
    """Return a function that gives the words of an account's start page."""

    def words(account: Account) -> str:
        text = signed_in(account).get(reverse("start")).content.decode()
        main = text.split("<main")[1].split("</main>")[0]
        return " ".join(unescape(re.sub("<[^>]*>", " ", main)).split())

    return words


def a_visit(cast: Cast, **told: object) -> Visit:
    """A visit of the north team."""
    usual = {"mission": cast.mission, "team": cast.north_team, "station": cast.station}
    return VisitFactory(**usual | told)


def in_both_missions(cast: Cast) -> Account:
    """The observer, in the other mission too: the start page shows itself."""
    MembershipFactory(mission=cast.other_mission, account=cast.observer, role=Role.OBSERVER)
    return cast.observer


def test_an_observer_of_one_mission_is_led_on_to_the_field_app(cast, signed_in):
    response = signed_in(cast.observer).get(reverse("start"))
    assert response["Location"] == reverse("field_home", args=["here"])


def test_an_observer_of_two_missions_sees_questions_and_the_next_station(cast, start):
    account = in_both_missions(cast)
    south = {"mission": cast.mission, "team": cast.north_team, "station": cast.south_station}
    DeploymentFactory(**south, planned_at=ELECTION_DAY + timedelta(hours=2))
    later = cast.north_team.deployments.get(station=cast.station)
    later.planned_at = ELECTION_DAY
    later.save()
    text = start(account)
    assert "Next in your plan: 101" in text
    assert "2 stations still to visit" in text
    a_visit(cast, state=VisitState.RETURNED, awaits_review=False, stage=Stage.VOTING)
    text = start(account)
    assert "The secretariat asks about 1 visit" in text
    assert "Next in your plan: 201" in text
    assert "1 station still to visit" in text


def test_a_station_whose_only_visit_was_set_aside_is_still_to_visit(cast, start):
    visit = a_visit(cast, stage=Stage.VOTING, state=VisitState.SUBMITTED)
    assert "still to visit" not in start(in_both_missions(cast))
    Visit.objects.filter(pk=visit.pk).update(state=VisitState.SET_ASIDE)
    assert "1 station still to visit" in start(cast.observer)


def test_what_was_answered_no_longer_waits_for_the_team(cast, start):
    a_visit(cast, state=VisitState.RETURNED, awaits_review=True)
    assert "The secretariat asks" not in start(in_both_missions(cast))


def test_another_teams_questions_are_not_ones_own(cast, start):
    a_visit(cast, team=cast.south_team, state=VisitState.RETURNED, awaits_review=False)
    assert "The secretariat asks" not in start(in_both_missions(cast))


def test_the_secretariat_sees_what_waits_for_review_the_urgent_first(cast, start):
    assert NOTHING in start(cast.secretariat)
    a_visit(cast, urgent_waits=True)
    a_visit(cast)
    a_visit(cast, station=None, station_number="77")
    FindingFactory(mission=cast.mission)
    FindingFactory(mission=cast.mission, state="confirmed")
    text = start(cast.secretariat)
    assert "3 visits wait for review" in text
    assert "1 visit is at a station not listed" in text
    assert "1 finding is new" in text
    urgent = text.index("1 visit holds an urgent answer that waits")
    assert urgent < text.index("3 visits wait")


def test_every_link_of_what_waits_opens(cast, signed_in):
    a_visit(cast, urgent_waits=True, station=None, station_number="77")
    FindingFactory(mission=cast.mission)
    for account in (cast.secretariat, cast.head_of_mission, cast.administrator):
        client = signed_in(account)
        text = client.get(reverse("start")).content.decode().split("<main")[1]
        links = [unescape(link) for link in re.findall(r'href="(/missions[^"]*)"', text)]
        assert links
        for link in links:
            assert client.get(link).status_code == 200, link


def test_the_head_of_mission_sees_patterns_to_acknowledge_and_the_unsigned_conclusion(cast, start):
    assert "conclusion" not in start(cast.head_of_mission)
    for _time in range(2):
        told = a_visit(cast, state=VisitState.VERIFIED, awaits_review=False)
        AnswerFactory(visit=told, question="voting.queue", value="none")
        AnswerFactory(
            visit=told, question="voting.interference", value="yes", adverse=True, urgent=True
        )
    text = start(cast.head_of_mission)
    assert "1 adverse pattern waits for you to acknowledge it" in text
    assert "The conclusion is not signed" in text
    assert "adverse pattern" not in start(cast.secretariat)
    JudgementFactory(mission=cast.mission, signed_by="The head")
    assert "The conclusion is not signed" not in start(cast.head_of_mission)


def test_an_acknowledged_pattern_waits_no_more_until_its_evidence_changes(cast, start, signed_in):
    for _time in range(2):
        told = a_visit(cast, state=VisitState.VERIFIED, awaits_review=False)
        AnswerFactory(visit=told, question="voting.interference", value="yes", adverse=True)
    AcknowledgementFactory(mission=cast.mission, pattern="matters.voting.interference")
    assert "1 adverse pattern waits" in start(cast.head_of_mission)
    client = signed_in(cast.head_of_mission)
    page = client.get(reverse("statement_draft", args=["here"])).content.decode()
    digest = re.findall(r'name="digest"\s+value="(\w+)"', page)[0]
    told = {"kind": "short", "pattern": "matters.voting.interference", "digest": digest}
    client.post(reverse("pattern_acknowledge", args=["here"]), told)
    assert "adverse pattern" not in start(cast.head_of_mission)


def test_a_head_of_delegation_sees_what_is_missing_in_the_own_delegation_only(cast, start):
    cast.delegation.quota = 5
    cast.delegation.save()
    ObserverFactory(
        mission=cast.mission, delegation=cast.delegation, accreditation_status="submitted"
    )
    other = DelegationFactory(mission=cast.mission, quota=90)
    ObserverFactory.create_batch(
        7, mission=cast.mission, delegation=other, accreditation_status="nominated"
    )
    for account in (cast.head_of_delegation, cast.focal_point):
        text = start(account)
        assert "2 names still to nominate" in text
        assert "1 observer is not accredited yet" in text
        assert "3 observers have not signed the pledge" in text


def test_who_withdrew_owes_no_pledge_and_fills_no_place(cast, start):
    cast.delegation.observers.update(accreditation_status="withdrawn")
    cast.delegation.quota = 2
    cast.delegation.save()
    text = start(cast.head_of_delegation)
    assert "2 names still to nominate" in text
    assert "pledge" not in text


def test_an_administrator_sees_delegations_that_owe_names_and_teams_of_one_state(cast, start):
    assert NOTHING not in start(cast.administrator)  # Both teams are of one observer each.
    cast.mission.teams.update(reason="The second observer fell ill.")
    assert NOTHING in start(cast.administrator)
    DelegationFactory(mission=cast.mission, quota=1)
    lone = TeamFactory(mission=cast.mission, area=cast.north)
    person = PersonFactory()
    observer = ObserverFactory(mission=cast.mission, delegation=cast.delegation, person=person)
    TeamMemberFactory(team=lone, observer=observer)
    text = start(cast.administrator)
    assert "1 delegation owes names" in text
    assert "1 team is of one state, with no reason given" in text


def test_a_mission_without_stations_and_teams_is_being_set_up(db, start):
    mission = MissionFactory()
    text = start(account_in(mission, Role.ADMINISTRATOR, "Alone"))
    assert "Being set up: no stations yet" in text
    assert "Being set up: no teams yet" in text
    StationFactory(mission=mission)
    assert "no stations yet" not in start(mission.memberships.get().account)


def test_the_administrator_of_the_installation_sees_what_there_is(cast, start):
    AccountFactory(is_active=False)
    text = start(cast.installation_administrator)
    assert "2 missions" in text
    assert f"{Account.objects.filter(is_active=True).count()} open accounts" in text
    assert "1 closed" in text
    assert "You administer this installation" not in start(cast.administrator)


def test_the_page_asks_the_same_whatever_there_is_and_never_much(cast, signed_in):
    def counted(account: Account) -> int:
        client = signed_in(account)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("start"))
        return len(queries)

    def fill() -> None:
        told = a_visit(cast, state=VisitState.VERIFIED, awaits_review=False)
        AnswerFactory(visit=told, question="voting.interference", value="yes", adverse=True)
        FindingFactory(mission=cast.mission)
        mission = MissionFactory(election_date="2019-06-09")
        for account, role in (
            (cast.secretariat, Role.SECRETARIAT),
            (cast.head_of_mission, Role.HEAD_OF_MISSION),
            (cast.administrator, Role.ADMINISTRATOR),
        ):
            MembershipFactory(mission=mission, account=account, role=role)

    people = (cast.secretariat, cast.head_of_mission, cast.administrator)
    people += (cast.head_of_delegation, cast.installation_administrator)
    fill()
    counted(cast.head_of_mission)  # What a process asks of its database once.
    few = [counted(account) for account in people]
    for _time in range(9):
        fill()
    assert [counted(account) for account in people] == few
    assert max(few) <= 15
