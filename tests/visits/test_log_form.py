"""An observer logs a visit in the browser."""

from datetime import UTC, datetime, time
from uuid import UUID

import pytest
from django.test import Client

from missions.models import AuditRecord
from tests.cast import Cast, lone_observer
from tests.factories import DeploymentFactory, VisitFactory
from tests.visits.log_pages import chosen, latest, log_address, open_log, opened
from tests.visits.sending import a_visit, send
from visits.definition import standard_forms
from visits.models import Finding, Visit, VisitConflict, VisitRevision


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.observer)


@pytest.mark.parametrize("stage", ["opening", "voting", "counting", "tabulation"])
def test_every_question_that_is_asked_stands_on_the_page_of_its_stage(client, stage):
    text = opened(client, stage).text
    for group in standard_forms()[stage]["groups"]:
        assert f'id="step-{group["key"]}"' in text
        for question in group["questions"]:
            shown = f'name="answer-{question["code"]}"' in text
            assert shown is not question["computed"], question["code"]


def test_a_visit_is_stored_with_its_answers_and_its_receipt_is_shown(client, cast):
    page = opened(client)
    response = page.answer(
        {"departed_at": "2025-03-16T10:10", "comments": "Calm."},
        voting__interference="no",
        voting__queue="few",
        voting__unauthorised_by=["police", "party"],
    )
    visit = Visit.objects.get()
    assert visit.uuid == UUID(page.hidden["visit"])
    assert (visit.station, visit.team, visit.stage) == (cast.station, cast.north_team, "voting")
    assert visit.departed_at == datetime(2025, 3, 16, 5, 10, tzinfo=UTC)
    answers = set(visit.answers.values_list("question", "value"))
    assert answers == {
        ("voting.interference", "no"),
        ("voting.queue", "few"),
        ("voting.unauthorised_by", "police"),
        ("voting.unauthorised_by", "party"),
    }
    receipt = client.get(response["Location"]).content.decode()
    assert "The visit is stored" in receipt
    assert visit.revisions.get().sha256[:12] in receipt


def test_times_are_typed_in_the_timezone_of_the_mission(client):
    opened(client).send(arrived_at="2025-03-16T09:40")
    assert Visit.objects.get().arrived_at == datetime(2025, 3, 16, 4, 40, tzinfo=UTC)
    assert latest()["arrived_at"] == "2025-03-16T09:40:00+05:00"


def test_the_same_page_sent_twice_is_one_visit_and_one_receipt(client):
    page = opened(client)
    typed = {
        "answer-voting.interference": "yes",
        "finding-voting.interference-summary": "An official handled ballots.",
    }
    first, second = page.send(**typed), page.send(**typed)
    assert first["Location"] == second["Location"]
    assert VisitRevision.objects.count() == 1
    assert Finding.objects.count() == 1


def test_a_page_sent_over_what_a_phone_sent_meanwhile_keeps_both(client, cast):
    page = opened(client)
    send(a_visit(UUID(page.hidden["visit"])), cast)
    response = page.answer(voting__interference="yes")
    assert VisitConflict.objects.count() == 1
    shown = client.get(response["Location"]).content.decode()
    assert "A different version of this visit is already here; both are kept" in shown


def test_a_visit_partly_answered_is_stored(client):
    assert opened(client).send().status_code == 302
    assert Visit.objects.get().answers.count() == 0


def test_what_cannot_be_read_is_pointed_at_and_all_that_was_typed_stays(client):
    page = opened(client)
    response = page.answer(
        {
            "departed_at": "after lunch",
            "registered_voters": "about a thousand",
            "comment-voting.queue": "Twelve people at the door",
            "comments": "A tired team",
        },
        voting__queue="some",
        voting__interference="yes",
    )
    text = response.content.decode()
    assert not Visit.objects.exists()
    assert 'role="alert"' in text
    assert 'href="#div_id_departed_at"' in text
    assert "“about a thousand” cannot be read" in text
    for typed in ("after lunch", "about a thousand", "Twelve people at the door", "A tired team"):
        assert typed in text
    assert page.hidden["visit"] in text
    assert chosen(text, "answer-voting.queue") == ["some"]
    assert chosen(text, "answer-voting.interference") == ["yes"]


@pytest.mark.parametrize("typed", ["7.61", "noon", "25:00"])
def test_an_opening_time_that_is_no_time_is_asked_again(client, typed):
    response = opened(client, "opening").answer(opening__opened_at=typed)
    text = response.content.decode()
    assert f"“{typed}” cannot be read: write a time of day such as 07:05" in text
    assert f'value="{typed}"' in text


def test_a_station_that_is_not_listed_is_logged_by_its_number_or_place(client, cast):
    page = open_log(client, "voting")
    refused = page.send().content.decode()
    assert "Write the station&#x27;s number, or the place." in refused
    page.send(station_number="417a", place="Sports hall, Abai street", area="north")
    visit = Visit.objects.get()
    assert (visit.station, visit.station_number, visit.area) == (None, "417a", cast.north)
    assert visit.place == "Sports hall, Abai street"


def test_a_number_or_time_may_be_not_observed_but_not_both(client):
    page = opened(client, "opening")
    both = page.send(
        **{"answer-opening.opened_at": "07:05", "silent-opening.opened_at": "on"}
    ).content.decode()
    assert "You wrote an answer and marked “Not observed”: leave one." in both
    page.send(**{"silent-opening.opened_at": "on"})
    answer = Visit.objects.get().answers.get()
    assert (answer.value, answer.observed) == ("not_observed", False)


def test_not_observed_beside_another_choice_is_asked_again(client):
    response = opened(client).answer(voting__interference_by=["police", "not_observed"])
    assert "Choose what you saw, or only “Not observed”." in response.content.decode()


def test_an_answer_to_a_conditional_question_is_taken_whatever_its_condition(client):
    opened(client).answer(voting__interference="no", voting__interference_by=["police"])
    assert Visit.objects.get().answers.filter(question="voting.interference_by").exists()


def test_an_urgent_answer_offers_a_finding_and_is_stored_with_it(client, cast):
    page = opened(client)
    assert "finding-voting.interference-summary" in page.text
    assert "finding-voting.campaign_material-summary" not in page.text
    page.send(
        **{
            "answer-voting.interference": "yes",
            "finding-voting.interference-summary": "An official gave orders.",
            "finding-voting.interference-severity": "critical",
            "finding-voting.interference-basis": "told",
            "finding-voting.interference-told_by": "a party agent",
            "finding-voting.interference-response": "The chair sent him out.",
        }
    )
    finding = Finding.objects.get()
    assert (finding.question, finding.theme) == ("voting.interference", "interference")
    assert (finding.severity, finding.basis) == ("critical", "told")
    assert (finding.told_by, finding.response) == ("a party agent", "The chair sent him out.")
    assert finding.team == cast.north_team


def test_an_urgent_answer_without_a_finding_is_stored(client):
    assert opened(client).answer(voting__interference="yes").status_code == 302
    assert Visit.objects.get().urgent
    assert not Finding.objects.exists()


def test_a_finding_that_says_nothing_but_what_was_done_is_asked_again(client):
    response = opened(client).send(
        **{"finding-voting.interference-response": "The chair sent him out."}
    )
    assert "Say in a sentence what happened." in response.content.decode()


def test_a_comment_is_asked_for_with_a_bad_rating_and_not_required(client):
    page = opened(client)
    assert 'data-asks-comment="bad very_bad"' in page.text
    assert page.answer(voting__overall="bad").status_code == 302


FIGURES = {"counting__valid": "300", "counting__invalid": "10", "counting__ballots_in_box": "320"}


def test_figures_that_do_not_balance_are_asked_about_once(client):
    page = opened(client, "counting")
    text = page.answer(**FIGURES).content.decode()
    assert not Visit.objects.exists()
    assert "do not add up to the ballots in the boxes (320)" in text
    assert 'name="figures_confirmed"' in text
    assert 'value="320"' in text
    assert 'name="figures_asked" value="1"' in text


def test_figures_the_team_confirms_are_stored_as_not_balancing(client):
    page = opened(client, "counting")
    page.answer({"figures_asked": "1", "figures_confirmed": "on"}, **FIGURES)
    visit = Visit.objects.get()
    assert visit.answers.get(question="counting.balances").value == "no"
    assert latest()["figures_confirmed"] is True


def test_figures_neither_confirmed_nor_corrected_are_stored_and_flagged(client):
    page = opened(client, "counting")
    page.answer({"figures_asked": "1"}, **FIGURES)
    visit = Visit.objects.get()
    assert "unbalanced" in visit.flag_codes
    assert not visit.answers.filter(question="counting.balances").exists()


def test_figures_that_are_corrected_pass(client):
    corrected = FIGURES | {"counting__ballots_in_box": "310"}
    opened(client, "counting").answer({"figures_asked": "1"}, **corrected)
    assert Visit.objects.get().answers.get(question="counting.balances").value == "yes"
    assert "figures_confirmed" not in latest()


def test_approximate_figures_are_not_asked_about(client):
    about = FIGURES | {"counting__valid": "~300"}
    assert opened(client, "counting").answer(**about).status_code == 302


def test_a_planned_station_is_proposed_as_chosen_by_the_plan(client, cast):
    assert chosen(opened(client).text, "chosen_by") == ["deployment_plan"]
    DeploymentFactory(
        mission=cast.mission,
        team=cast.north_team,
        station=cast.south_station,
        chosen_by="random_draw",
    )
    assert chosen(opened(client, station="s1").text, "chosen_by") == ["random_draw"]
    assert chosen(opened(client, "counting").text, "chosen_by") == []


def test_the_page_tells_the_legal_time_from_which_on_time_is_proposed(client, cast):
    cast.mission.opening_time = time(7, 0)
    cast.mission.late_after_minutes = 20
    cast.mission.save()
    text = opened(client, "opening").text
    assert 'data-opening-time="07:00"' in text
    assert 'data-late-after="20"' in text
    assert chosen(text, "answer-opening.on_time") == []


def test_another_teams_visit_can_be_neither_opened_nor_overwritten(client, cast):
    visit = VisitFactory(mission=cast.mission, team=cast.south_team, station=cast.south_station)
    address = log_address("voting")
    assert client.get(address, {"visit": str(visit.uuid)}).status_code == 404
    page = opened(client)
    page.hidden["visit"] = str(visit.uuid)
    assert page.send().status_code == 404
    assert not VisitRevision.objects.exists()


def test_another_teams_receipt_is_not_shown(client, cast, signed_in):
    response = opened(client).send()
    assert signed_in(cast.other_observer).get(response["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("stage", "query"),
    [
        ("voting", {"station": "nowhere"}),
        ("voting", {"visit": "not a number"}),
        ("lunch", {}),
    ],
)
def test_what_is_not_there_is_not_found(client, stage, query):
    assert client.get(log_address(stage), query).status_code == 404


def test_an_observer_without_a_team_is_told_what_to_do(cast, signed_in):
    lone = lone_observer(cast)
    text = signed_in(lone).get(log_address("voting")).content.decode()
    assert "You are in no team yet" in text


def test_only_observers_log_visits(cast, signed_in):
    assert signed_in(cast.secretariat).get(log_address("voting")).status_code == 403
    assert signed_in(cast.outsider).get(log_address("voting")).status_code == 404


def test_the_audit_names_who_sent_the_visit(client, cast):
    opened(client).send()
    record = AuditRecord.objects.get(action="visit received")
    assert record.account_id == cast.observer.pk
