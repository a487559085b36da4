"""The field's words are explained at one place, and pages lead there."""

import re

import pytest
from django.template import Context, Template
from django.urls import reverse

from missions.glossary import CHAPTERS, TERMS


def test_every_word_has_its_own_place_and_every_link_leads_to_one(client):
    text = client.get(reverse("glossary")).content.decode()
    places = re.findall(r'class="glossary-term" id="([^"]+)"', text)
    assert places == list(TERMS)
    assert set(re.findall(r'href="#([a-z-]+)"', text.split("<main")[1])) == set(TERMS)


def test_a_word_is_explained_once_and_refers_to_words_there_are():
    terms = [term for chapter in CHAPTERS for term in chapter.terms]
    assert len(terms) == len(TERMS)
    assert {key for term in terms for key in term.see} <= set(TERMS)


@pytest.mark.parametrize("standing", ["backed", "thin", "reported", "unsourced", "contradicted"])
def test_every_standing_is_explained(standing):
    assert standing in TERMS


def test_a_question_mark_leads_to_the_words_place_and_says_what_it_is():
    text = Template('{% load glossary %}{% term_help "thin" %}').render(Context())
    assert f'href="{reverse("glossary")}#thin"' in text
    assert "What does “Thin” mean?" in text


def test_a_word_that_is_nowhere_explained_is_a_mistake_of_the_page():
    with pytest.raises(KeyError):
        Template('{% load glossary %}{% term_help "shoes" %}').render(Context())


def test_every_page_leads_to_the_words(client, db):
    assert f'href="{reverse("glossary")}"' in client.get(reverse("login")).content.decode()
