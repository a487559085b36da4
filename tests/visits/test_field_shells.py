"""The field app's pages: what a phone keeps has nothing of anybody in it."""

import gzip
import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.factories import FormVersionFactory, MissionQuestionFactory
from visits.definition import STAGES
from visits.form_versions import current_version, definition_of, publish_mission_forms


@pytest.fixture
def client(cast: Cast, signed_in) -> Client:
    return signed_in(cast.observer)


def form_address(cast: Cast, stage: str = "voting", language: str = "en", sha256: str = "") -> str:
    named = sha256 or current_version(cast.mission, stage).sha256
    return reverse("field_form", args=["here", language, stage, named])


def shells(cast: Cast) -> list[str]:
    pages = [reverse(name, args=["here"]) for name in ("field_home", "field_finding")]
    return pages + [form_address(cast, stage) for stage in STAGES]


def test_a_shell_names_nobody_and_holds_no_token(cast, client):
    cast.observer.name = "Zarina Nobody-Else"
    cast.observer.save()
    for address in shells(cast):
        text = client.get(address).content.decode()
        assert "Zarina" not in text
        assert cast.observer.email not in text
        assert "csrf" not in text.lower()


def test_a_shell_is_the_same_for_everybody_who_may_open_it(cast, client, signed_in):
    other = signed_in(cast.other_observer)
    for address in shells(cast):
        assert client.get(address).content == other.get(address).content


def test_shells_are_sent_small(cast, client):
    sizes = []
    for address in shells(cast):
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert response["Content-Encoding"] == "gzip"
        assert gzip.decompress(response.content)
        sizes.append(len(response.content))
    assert sum(sizes) < 60_000


@pytest.mark.parametrize("stage", STAGES)
def test_a_form_asks_every_question_of_its_version_and_names_those_it_does_not(cast, client, stage):
    text = client.get(form_address(cast, stage)).content.decode()
    questions = definition_of(current_version(cast.mission, stage)).questions
    asked = re.findall(r'data-question="([^"]+)"', text)
    assert asked == [each.code for each in questions if not each.computed]
    computed = " ".join(each.code for each in questions if each.computed)
    assert f'data-computed="{computed}"' in text


def test_a_form_has_the_parts_that_only_some_visits_need(cast, client):
    text = client.get(form_address(cast)).content.decode()
    for name in ("station_number", "place", "area", "reply", "departed_at"):
        assert f'name="{name}"' in text
    assert "figures_confirmed" not in text


def test_the_form_of_a_count_says_which_figures_must_agree(cast, client):
    text = html.unescape(client.get(form_address(cast, "counting")).content.decode())
    assert 'data-parts="voted unused spoiled" data-whole="received"' in " ".join(text.split())
    assert "(%(ballots_in_box)s)" in text


def test_a_visit_under_way_finds_its_own_version_after_another_was_published(cast, client):
    before = form_address(cast)
    MissionQuestionFactory(mission=cast.mission, label="Were the lights on?")
    publish_mission_forms(cast.mission)
    assert form_address(cast) != before
    assert b"Were the lights on?" not in client.get(before).content
    assert b"Were the lights on?" in client.get(form_address(cast)).content


def test_a_form_that_the_mission_never_had_is_not_there(cast, client):
    elsewhere = FormVersionFactory(mission=cast.other_mission, sha256="f" * 64)
    known = current_version(cast.mission, "voting").sha256
    for address in (
        form_address(cast, sha256=elsewhere.sha256),
        form_address(cast, sha256="0"),
        form_address(cast, stage="counting", sha256=known),
        form_address(cast, stage="nothing", sha256=known),
        form_address(cast, language="xx"),
    ):
        assert client.get(address).status_code == 404
