"""The built-in forms, question by question: their codes are what exports and sentences rest on."""

from collections import Counter

import pytest

from missions.enumerations import Theme
from visits.definition import FormDefinition, parse_definition, standard_forms

# code, type, theme, then the adverse values, "!" after those that ask for a finding at once.
TABLE = """
opening.admitted yn access no!
opening.opened_at time opening_time
opening.on_time yn opening_time no
opening.late_reason choice opening_time
opening.commission_complete yn administration no
opening.materials_complete yn materials no
opening.materials_missing choices materials
opening.ballots_counted yna ballot_security no
opening.box_shown_empty yn ballot_security no!
opening.box_sealed yn ballot_security no!
opening.voter_list_displayed yna administration no
opening.secrecy_layout yn secrecy no
opening.voter_information yn voter_information no
opening.campaign_material yn campaign_silence yes
opening.unauthorised_persons yn presence yes
opening.unauthorised_by choices presence
opening.accessible yn accessibility no
opening.overall scale overall bad very_bad
voting.access_full yn access no!
voting.information_given yn access no
voting.observers_unhindered yn access no!
voting.citizen_observers yn observers_present
voting.international_observers yn observers_present
voting.station_ready yn administration no
voting.free_movement yn voter_pressure no
voting.interference yn interference yes!
voting.interference_by choices interference
voting.unauthorised_persons yn presence yes
voting.unauthorised_by choices presence
voting.outside_influence yn voter_pressure yes!
voting.intimidation yn voter_pressure yes!
voting.campaign_material yn campaign_silence yes
voting.campaign_activity yn campaign_silence yes
voting.technical_problem choice technical minor serious!
voting.suspended yn technical yes!
voting.queue extent queues
voting.overcrowded yn queues yes
voting.identity_checked share voter_identification none few half most
voting.list_signed share voter_identification none few half most
voting.turned_away extent voter_list some many
voting.secrecy share secrecy none! few! half most
voting.group_voting extent secrecy few some many
voting.proxy_voting extent equal_vote few some many
voting.multiple_voting extent equal_vote few! some! many!
voting.assistance_own_choice yna assistance no
voting.box_sealed yn ballot_security no!
voting.stuffing_signs yn ballot_security yes!
voting.accessible yn accessibility no
voting.tactile_guides yna accessibility no
voting.mobile_box yna mobile_voting no
voting.complaints yn complaints
voting.transparency scale transparency bad very_bad
voting.overall scale overall bad very_bad
counting.closed_on_time yn closing no
counting.admitted yn access no!
counting.clear_view yn transparency no!
counting.unauthorised_persons yn presence yes!
counting.signatures_counted yna count_procedure no
counting.unused_cancelled yna count_procedure no
counting.seals_intact yn ballot_security no!
counting.ballots_against_signatures choice count_procedure fewer more!
counting.choice_shown share transparency none few half most
counting.validity_even yn count_procedure no
counting.protocol_signed yn count_procedure no
counting.protocol_presigned yn result_integrity yes!
counting.falsification_signs yn result_integrity yes!
counting.copy_given yna transparency no
counting.protocol_posted yna transparency no
counting.in_time yn count_timing no
counting.announced yna count_timing no
counting.protocol_photo yn count_procedure
counting.registered number count_procedure
counting.received number count_procedure
counting.voted number count_procedure
counting.ballots_in_box number count_procedure
counting.valid number count_procedure
counting.invalid number count_procedure
counting.unused number count_procedure
counting.spoiled number count_procedure
counting.balances yn count_procedure no
counting.transparency scale transparency bad very_bad
counting.overall scale overall bad very_bad
tabulation.admitted yn access no!
tabulation.seals_intact yn ballot_security no!
tabulation.protocols_checked yn count_procedure no
tabulation.corrected_without_vote yna result_integrity yes!
tabulation.protocols_changed yn result_integrity yes!
tabulation.results_by_station_given yna transparency no
tabulation.in_time yn count_timing no
tabulation.unauthorised_persons yn presence yes
tabulation.transparency scale transparency bad very_bad
tabulation.overall scale overall bad very_bad
"""
LISTED = {
    "opening.late_reason": "material staff quorum setup dispute other",
    "opening.materials_missing": "boxes ballots voter_list booths ink stamp seals protocol tactile",
    "opening.unauthorised_by": "police state_officials party others",
    "voting.interference_by": (
        "state_officials local_officials police military agents candidates others"
    ),
    "voting.unauthorised_by": "police state_officials party others",
    "voting.technical_problem": "none minor serious",
    "counting.ballots_against_signatures": "equal fewer more",
}
CONDITIONS = {
    "opening.late_reason": ("opening.on_time", "no"),
    "opening.materials_missing": ("opening.materials_complete", "no"),
    "opening.unauthorised_by": ("opening.unauthorised_persons", "yes"),
    "voting.interference_by": ("voting.interference", "yes"),
    "voting.unauthorised_by": ("voting.unauthorised_persons", "yes"),
}
COUNTED_BY_STATION = {
    "opening.accessible",
    "voting.accessible",
    "voting.tactile_guides",
    "voting.mobile_box",
}

ROWS = [line.split() for line in TABLE.split("\n") if line]
FORMS: dict[str, FormDefinition] = {
    stage: parse_definition(raw) for stage, raw in standard_forms().items()
}
QUESTIONS = {question.code: question for form in FORMS.values() for question in form.questions}


def test_the_forms_ask_exactly_these_questions():
    asked = Counter(code for form in FORMS.values() for code in form.codes)
    assert asked == Counter(row[0] for row in ROWS)


def test_there_is_one_form_a_stage_in_the_order_of_election_day():
    assert list(FORMS) == ["opening", "voting", "counting", "tabulation"]
    assert [form.stage for form in FORMS.values()] == list(FORMS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_question_has_its_type_theme_and_problem_answers(row):
    code, kind, theme, *adverse = row
    question = QUESTIONS[code]
    assert (question.type, question.theme) == (kind, theme)
    assert question.adverse == {value.rstrip("!") for value in adverse}
    assert question.urgent == {value.rstrip("!") for value in adverse if value.endswith("!")}


def test_choices_are_listed_and_labelled():
    listed = {code: question for code, question in QUESTIONS.items() if question.choices}
    assert {
        code: " ".join(question.substantive_values) for code, question in listed.items()
    } == LISTED
    assert all(choice.label("en") for question in listed.values() for choice in question.choices)


def test_follow_up_questions_depend_on_these_answers():
    conditions = {code: question.only_if for code, question in QUESTIONS.items()}
    found = {code: (each.question, each.value) for code, each in conditions.items() if each}
    assert found == CONDITIONS


def test_attributes_of_a_station_are_counted_by_station_and_all_else_by_visit():
    by_station = {code for code, question in QUESTIONS.items() if question.unit == "station"}
    assert by_station == COUNTED_BY_STATION


def test_only_whether_the_protocol_balances_is_answered_by_the_software():
    computed = [code for code, question in QUESTIONS.items() if question.computed]
    assert computed == ["counting.balances"]


def test_every_theme_is_one_of_the_missions_themes():
    assert {question.theme for question in QUESTIONS.values()} <= set(Theme.values)


def test_every_question_is_one_short_english_question():
    for question in QUESTIONS.values():
        label = question.label("en")
        assert label.endswith("?") and label.count("?") == 1 and len(label) <= 90, label
        assert len(question.help("en")) <= 140, question.code


def test_a_screen_has_three_to_seven_questions_but_for_the_figures_of_the_protocol():
    sizes = {
        (form.stage, group.key): sum(not question.computed for question in group.questions)
        for form in FORMS.values()
        for group in form.groups
    }
    assert sizes.pop(("counting", "figures")) == 8
    assert all(3 <= size <= 7 for size in sizes.values()), sizes


def test_the_reason_for_a_late_opening_is_asked_once_it_was_late():
    opening = FORMS["opening"]
    assert "opening.late_reason" not in opening.asked({"opening.on_time": ["yes"]})
    assert "opening.late_reason" in opening.asked({"opening.on_time": ["no"]})
