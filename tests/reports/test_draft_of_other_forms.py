"""The draft speaks of every verified answer, whether or not the newest form still asks it."""

import pytest

from reports.drafting.draft import FIXED
from reports.drafting.material import gather
from tests.factories import MissionQuestionFactory
from tests.reports.building import build, many, plain_mission
from tests.reports.test_draft_contract import drafted
from visits.form_versions import current_version, definition_of, publish_mission_forms
from visits.models import MissionQuestion, SwitchedOffQuestion
from visits.own_questions import KEPT_FOR_SENTENCES, SENTENCE_KEYS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["voting.interference", "voting.queue", "own.lights"])
def test_a_question_switched_off_after_it_was_answered_is_still_spoken_of(code):
    answer = {"voting.queue": "many"}.get(code, "yes")
    mission = build(plain_mission(*many(code, answer, 8), *many("voting.overall", "good", 8)))
    before = drafted(mission, kind="preliminary")["by_key"][code]
    SwitchedOffQuestion.objects.create(mission=mission, question=code)
    publish_mission_forms(mission)
    assert code not in definition_of(current_version(mission, "voting")).codes
    after = drafted(mission, kind="preliminary")["by_key"][code]
    for part in ("text", "standing", "figures", "about", "stated", "evidence"):
        assert after[part] == before[part]


def test_an_own_question_that_left_the_form_keeps_its_sentence():
    visits = many("own.lights", "yes", 8) + many("own.lights", "no", 2)
    mission = build(plain_mission(*visits))
    MissionQuestion.objects.filter(mission=mission).delete()
    publish_mission_forms(mission)
    draft = drafted(mission)
    assert draft["by_key"]["own.lights"]["figures"] == {"n": 8, "of": 10}
    assert draft["by_key"]["matters.own.lights"]


def test_questions_stand_in_the_order_of_the_newest_form():
    mission = build(plain_mission())
    MissionQuestionFactory(mission=mission, code="own.late", after="voting.queue")
    publish_mission_forms(mission)
    material = gather(mission, kind="short", language="en", include_submitted=False)
    newest = list(definition_of(current_version(mission, "voting")).codes)
    voting = [code for code, (_, stage) in material.questions.items() if stage == "voting"]
    assert voting[: len(newest)] == newest


def test_no_own_question_can_take_the_key_of_a_fixed_sentence():
    assert {key for key in FIXED if not key.startswith(KEPT_FOR_SENTENCES)} <= SENTENCE_KEYS
