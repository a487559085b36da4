"""Teams on their pages: two states, one team for each observer, and nothing logged is lost."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from missions.models import AuditRecord, Mission
from observers.actions import save_team
from observers.models import Deployment, Observer, Team, TeamMember
from tests.cast import Cast
from tests.factories import (
    DelegationFactory,
    DeploymentFactory,
    ObserverFactory,
    TeamFactory,
    TeamMemberFactory,
    VisitFactory,
)

LIST = reverse("team_list", args=["here"])
ADD = reverse("team_add", args=["here"])


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.administrator)


def observer(cast: Cast, country: str, name: str = "", **more) -> Observer:
    delegation = DelegationFactory(mission=cast.mission, country=country, name=f"State {country}")
    person = {"person__name": name} if name else {}
    nationality = {"person__nationality": country}
    return ObserverFactory(
        mission=cast.mission, delegation=delegation, **nationality, **person, **more
    )


def typed(cast: Cast, *members: Observer, **more) -> dict:
    said = {"code": "T9", "area": cast.north.pk, "members": [each.pk for each in members]}
    return {**said, **more}


def page(name: str, team: Team) -> str:
    return reverse(name, args=["here", team.pk])


class TestForming:
    """Who can be a team."""

    def test_the_empty_choice_of_a_list_has_words(self, client):
        for name, words in (("team_add", "Choose one"), ("delegation_add", "Not said")):
            text = client.get(reverse(name, args=["here"])).content.decode()
            assert re.search(rf'<option value=""[^>]*>{words}</option>', text), name
            assert "-----" not in text

    def test_two_of_different_states_are_a_team(self, cast, client):
        two = [observer(cast, "KG"), observer(cast, "AZ")]
        assert client.post(ADD, typed(cast, *two)).status_code == 302
        team = Team.objects.get(code="T9")
        assert set(team.members.all()) == set(two)
        told = AuditRecord.objects.get(action="members changed")
        assert told.changes == {"members": ["", ", ".join(sorted(each.code for each in two))]}
        assert Mission.objects.get(slug="here").evidence_version == 1

    def test_one_is_no_team(self, cast, client):
        text = client.post(ADD, typed(cast, observer(cast, "KG"))).content.decode()
        assert "A team is two or more observers." in text
        assert not Team.objects.filter(code="T9").exists()

    def test_a_team_of_one_state_says_why(self, cast, client):
        first = observer(cast, "KG")
        second = ObserverFactory(mission=cast.mission, delegation=first.delegation)
        text = client.post(ADD, typed(cast, first, second)).content.decode()
        assert "All members are from one state." in text
        said = typed(cast, first, second, reason="The others fell ill.")
        assert client.post(ADD, said).status_code == 302
        assert Team.objects.get(code="T9").reason == "The others fell ill."

    def test_two_delegations_of_one_state_are_one_state(self, cast, client):
        two = [observer(cast, "KG"), observer(cast, "KG")]
        assert "from one state" in client.post(ADD, typed(cast, *two)).content.decode()

    def test_the_secretariat_counts_as_a_state_of_its_own(self, cast, client):
        office = DelegationFactory(mission=cast.mission, kind="secretariat", country="")
        two = [observer(cast, "KG"), ObserverFactory(mission=cast.mission, delegation=office)]
        assert client.post(ADD, typed(cast, *two)).status_code == 302

    def test_a_national_of_the_host_is_in_no_team(self, cast, client):
        two = [observer(cast, "KG"), observer(cast, "AZ")]
        two[0].person.nationality = "KZ"
        two[0].person.save()
        assert "No national of the host" in client.post(ADD, typed(cast, *two)).content.decode()

    def test_who_is_in_a_team_is_not_offered_and_is_refused_by_name(self, cast, client):
        taken = observer(cast, "KG", "Taken One")
        TeamMemberFactory(team=cast.south_team, observer=taken)
        assert "Taken One" not in client.get(ADD).content.decode()
        answer = client.post(ADD, typed(cast, taken, observer(cast, "AZ")))
        assert answer.status_code == 409
        assert "Taken One is in team T2" in answer.content.decode()
        assert not Team.objects.filter(code="T9").exists()

    def test_who_withdrew_is_not_offered_and_is_refused_by_name(self, cast, client):
        gone = observer(cast, "KG", "Gone One", accreditation_status="withdrawn")
        assert "Gone One" not in client.get(ADD).content.decode()
        answer = client.post(ADD, typed(cast, gone, observer(cast, "AZ")))
        assert "Gone One is not coming" in answer.content.decode()

    def test_another_missions_observer_is_not_there(self, cast, client):
        foreign = ObserverFactory(mission=cast.other_mission)
        answer = client.post(ADD, typed(cast, foreign, observer(cast, "AZ")))
        assert "no longer an observer of this mission" in answer.content.decode()

    def test_a_member_placed_at_the_same_moment_gives_a_sentence(self, cast, client, monkeypatch):
        two = [observer(cast, "KG"), observer(cast, "AZ")]
        # As if somebody placed them between the question and the writing.
        monkeypatch.setattr("observers.rules.check_can_join", lambda joining, team: None)
        TeamMemberFactory(team=cast.south_team, observer=two[0])
        answer = client.post(ADD, typed(cast, *two))
        assert answer.status_code == 409
        assert "in another team a moment ago" in answer.content.decode()
        assert not Team.objects.filter(code="T9").exists()

    def test_what_was_ticked_and_typed_is_kept(self, cast, client):
        one = observer(cast, "KG")
        answer = client.post(ADD, typed(cast, one, name="Northern team"))
        assert 'value="Northern team"' in answer.content.decode()
        (box,) = re.findall(rf'<input[^>]*value="{one.pk}"[^>]*>', answer.content.decode())
        assert "checked" in box


class TestChanging:
    """Who is in a team may change, and what it logged stays."""

    @pytest.fixture
    def team(self, cast: Cast) -> Team:
        team = TeamFactory(mission=cast.mission, area=cast.north, code="T9")
        two = [observer(cast, "KG"), observer(cast, "AZ")]
        save_team(team, members=two, by=cast.administrator)
        return team

    def test_members_change_with_a_note_of_what_was_logged_before(self, cast, client, team):
        VisitFactory(mission=cast.mission, team=team)
        first, second = team.members.order_by("pk")
        third = observer(cast, "UZ")
        client.post(page("team_edit", team), typed(cast, first, third))
        assert set(team.members.all()) == {first, third}
        told = AuditRecord.objects.filter(action="members changed").latest("pk")
        assert told.changes["logged_before"] == "1 visit"
        assert told.changes["members"][0] == ", ".join(sorted([first.code, second.code]))
        history = reverse("record_history", args=["here", "observers.team", team.pk])
        text = client.get(history).content.decode()
        assert "given other members" in text
        assert "what the team had logged before: “1 visit”" in text

    def test_saving_it_as_it_is_changes_and_records_nothing(self, cast, client, team):
        before = AuditRecord.objects.count()
        answer = client.post(page("team_edit", team), typed(cast, *team.members.all()))
        assert answer.status_code == 302
        assert AuditRecord.objects.count() == before

    def test_a_member_who_withdrew_does_not_keep_the_team_from_being_saved(
        self, cast, client, team
    ):
        team.members.update(accreditation_status="withdrawn")
        said = typed(cast, *team.members.all(), name="Renamed")
        assert client.post(page("team_edit", team), said).status_code == 302

    def test_a_team_with_visits_stays_and_says_so(self, cast, client, team):
        VisitFactory(mission=cast.mission, team=team)
        answer = client.post(page("team_delete", team))
        assert answer.status_code == 409
        assert "1 visit" in answer.content.decode()
        assert team.members.count() == 2

    def test_a_team_that_logged_nothing_goes_with_its_plan_which_is_audited(
        self, cast, client, team
    ):
        DeploymentFactory(mission=cast.mission, team=team)
        ask = client.get(page("team_delete", team)).content.decode()
        assert "1 station planned for it leaves the plan" in ask
        assert client.post(page("team_delete", team)).status_code == 302
        assert not Team.objects.filter(code="T9").exists()
        assert not Deployment.objects.filter(team=team.pk).exists()
        assert not TeamMember.objects.filter(team=team.pk).exists()
        told = AuditRecord.objects.filter(action="deleted").values_list("record_type", flat=True)
        assert set(told) == {"observers.team", "observers.deployment"}


class TestLists:
    """What is seen of teams."""

    def test_the_list_names_members_with_their_delegations(self, cast, client):
        text = client.get(LIST).content.decode()
        assert "Türkiye" in text
        assert "Observer" in text

    @pytest.mark.parametrize(("query", "codes"), [("area=north", ["T1"]), ("q=T2", ["T2"])])
    def test_the_address_narrows_the_list(self, client, query, codes):
        answer = client.get(f"{LIST}?{query}")
        assert [row.record.code for row in answer.context["table"].paginated_rows] == codes

    def test_the_file_names_members_too(self, client):
        content = client.get(f"{LIST}?format=csv").content.decode()
        assert "(Türkiye)" in content

    def test_the_plan_tells_stations_in_the_order_of_the_day(self, cast, client):
        DeploymentFactory(
            mission=cast.mission,
            team=cast.north_team,
            station=cast.south_station,
            stage="opening",
            planned_at="2025-03-16T02:00Z",
        )
        text = client.get(page("team_plan", cast.north_team)).content.decode()
        assert "Sunday, 16 March 2025" in text
        assert text.index("07:00") < text.index("14:00")

    def test_phones_are_on_the_plan_for_who_may_see_them(self, cast, client, signed_in):
        member = cast.north_team.members.get()
        member.person.phone = "+90 312 1"
        member.person.save()
        address = page("team_plan", cast.north_team)
        assert "+90 312 1" in client.get(address).content.decode()
        assert "+90 312 1" not in signed_in(cast.secretariat).get(address).content.decode()

    def test_three_and_thirty_teams_take_the_same_queries(self, cast, client, query_count):
        def rows(n: int) -> int:
            for _each in range(n):
                TeamMemberFactory(team=TeamFactory(mission=cast.mission))
            return query_count(lambda: client.get(LIST))

        few, many = rows(3), rows(27)
        assert few == many <= 15
