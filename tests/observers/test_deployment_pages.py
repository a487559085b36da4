"""Plans on their pages: several stations at once, where the stage is observed."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from missions.models import AuditRecord
from observers.models import Deployment
from tests.cast import Cast
from tests.factories import DeploymentFactory, StationFactory

LIST = reverse("deployment_list", args=["here"])
ADD = reverse("deployment_add", args=["here"])


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.administrator)


def plan(client: Client, *codes: str, **more):
    said = {"team": "T2", "stage": "voting", "station": codes, **more}
    return client.post(ADD, said, follow=True)


def planned(cast: Cast) -> list[tuple[str, str]]:
    found = Deployment.objects.filter(team=cast.south_team).order_by("pk")
    return [(each.station.code, each.stage) for each in found]


def test_several_stations_are_planned_at_once_each_with_its_record(cast, client):
    text = plan(client, "n1", "s1", planned_at="2025-03-16T09:30", chosen_by="random_draw")
    assert "2 stations are planned." in text.content.decode()
    assert planned(cast) == [("n1", "voting"), ("s1", "voting")]
    made = Deployment.objects.filter(team=cast.south_team).first()
    # Typed in the mission's time, which is five hours ahead.
    assert made.planned_at.isoformat() == "2025-03-16T04:30:00+00:00"
    assert made.chosen_by == "random_draw"
    told = AuditRecord.objects.filter(record_type="observers.deployment")
    assert [act.changes["station"] for act in told] == [["", "n1"], ["", "s1"]]


def test_a_station_outside_the_teams_area_is_planned_with_a_remark(cast, client):
    """Both on the way to it and once it is done; a station of the area brings none."""
    seen = client.post(ADD, {"team": "T2", "stage": "voting", "station": ["n1", "s1"], "find": "1"})
    assert "1 of them lies outside the team's area." in unescape(seen.content.decode())
    text = unescape(plan(client, "n1", "s1").content.decode())
    assert "Outside the team's area (South): 101. Planned all the same." in text
    assert len(planned(cast)) == 2
    assert "Outside the team" not in plan(client, "s1", stage="counting").content.decode()


def test_what_is_planned_already_stays_and_is_told(cast, client):
    plan(client, "n1")
    text = plan(client, "n1", "s1").content.decode()
    assert "1 station is planned. Planned already: 101." in text
    assert len(planned(cast)) == 2


def test_a_stage_is_planned_only_where_it_is_observed(cast, client):
    StationFactory(mission=cast.mission, area=cast.south, code="c1", kind="commission", number="C1")
    answer = plan(client, "s1", "c1")
    assert answer.status_code == 409
    assert "Voting is not observed at commission C1." in answer.content.decode()
    assert planned(cast) == []
    plan(client, "c1", stage="tabulation")
    assert planned(cast) == [("c1", "tabulation")]


def test_finding_stations_keeps_what_is_ticked_and_plans_nothing(cast, client):
    answer = plan(client, "n1", find="1", words="201")
    text = answer.content.decode()
    assert [each.code for each in answer.context["form"].chosen] == ["n1"]
    assert [each.code for each in answer.context["form"].found] == ["s1"]
    assert "Nothing is saved yet" not in text
    assert planned(cast) == []


def test_without_words_the_stations_of_the_teams_area_are_offered(cast, client):
    form = client.get(f"{ADD}?team=T1").context["form"]
    assert [each.code for each in form.found] == ["n1"]
    assert client.get(ADD).context["form"].found == []


def test_only_stations_where_the_stage_is_observed_are_found(cast, client):
    StationFactory(mission=cast.mission, area=cast.north, code="c1", kind="commission")
    form = client.get(f"{ADD}?team=T1&stage=tabulation").context["form"]
    assert [each.code for each in form.found] == ["c1"]


def test_of_many_stations_fifty_are_offered_and_it_is_said_that_there_are_more(cast, client):
    for _each in range(60):
        StationFactory(mission=cast.mission, area=cast.north)
    answer = client.get(f"{ADD}?team=T1")
    assert len(answer.context["form"].found) == 50
    assert "There are more" in answer.content.decode()


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"team": ""}, "This field is required."),
        ({"stage": ""}, "This field is required."),
        ({"station": []}, "nothing is chosen yet"),
        ({"station": ["nowhere"]}, "nothing is chosen yet"),
        ({"planned_at": "soon"}, "Enter a valid date/time."),
        ({"team": "T99"}, "Select a valid choice."),
    ],
)
def test_what_is_missing_is_said_and_what_was_chosen_is_kept(cast, client, missing, sentence):
    text = plan(client, *missing.pop("station", ["s1"]), **missing).content.decode()
    assert sentence in text
    assert planned(cast) == []


def test_another_missions_station_is_not_planned(cast, client):
    foreign = StationFactory(mission=cast.other_mission, code="far")
    plan(client, foreign.code)
    assert not Deployment.objects.filter(station=foreign).exists()


def test_a_station_planned_at_the_same_moment_gives_a_sentence(cast, client, monkeypatch):
    class Nobody:
        def filter(self, **kept):
            return self

        def values_list(self, *fields, **how):
            return []

    plan(client, "s1")
    # As if the other one were stored between the question and the writing.
    monkeypatch.setattr("observers.models.Team.deployments", Nobody())
    answer = client.post(ADD, {"team": "T2", "stage": "voting", "station": ["s1"]})
    assert answer.status_code == 409
    assert "a moment ago" in answer.content.decode()


def test_time_and_choice_change_and_the_station_does_not(cast, client):
    plan(client, "s1")
    made = Deployment.objects.get(team=cast.south_team)
    address = reverse("deployment_edit", args=["here", made.pk])
    said = {"planned_at": "2025-03-16T18:00", "chosen_by": "own_choice"}
    assert client.post(address, said).status_code == 302
    made.refresh_from_db()
    assert (made.planned_at.hour, made.chosen_by, made.station.code) == (13, "own_choice", "s1")
    assert 'value="2025-03-16T18:00"' in client.get(address).content.decode()


def test_a_station_leaves_the_plan(cast, client):
    plan(client, "s1")
    made = Deployment.objects.get(team=cast.south_team)
    client.post(reverse("deployment_delete", args=["here", made.pk]))
    assert planned(cast) == []
    assert AuditRecord.objects.filter(action="deleted").count() == 1


@pytest.mark.parametrize(
    ("query", "rows"),
    [("team=T1", 1), ("team=T2", 0), ("stage=voting", 1), ("stage=opening", 0)]
    + [("area=north", 1), ("area=south", 0), ("q=101", 1), ("q=n1", 1), ("q=999", 0)],
)
def test_the_address_narrows_the_list(client, query, rows):
    assert client.get(f"{LIST}?{query}").context["count"] == rows


def test_a_file_holds_local_times(cast, client):
    assert "2025-03-16 14:00" in client.get(f"{LIST}?format=csv").content.decode()


def test_three_and_thirty_stations_take_the_same_queries(cast, client, query_count):
    def rows(n: int) -> int:
        for _each in range(n):
            DeploymentFactory(mission=cast.mission, team=cast.north_team)
        return query_count(lambda: client.get(LIST))

    few, many = rows(3), rows(27)
    assert few == many <= 15
