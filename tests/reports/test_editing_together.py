"""Two people at one sentence: both texts are kept, and made one."""

import html
import re

import pytest
from django.urls import reverse

from reports.actions.adding import add_sentence
from reports.actions.editing import Wording, place_sentence
from reports.draft_types import Evidence
from reports.models import BlockPlacement, BlockText
from tests.factories import SourceDocumentFactory
from tests.reports.editing_desk import answered, drafted, newest, reworded

pytestmark = pytest.mark.django_db
QUESTION = "voting.interference"
CALM = ("Calm reigned {basis}.", "favourable", "all")
QUIET = ("Quiet reigned {basis}.", "favourable", "all")


@pytest.fixture
def both(cast, signed_in):
    """The two of the secretariat, at a statement of six calm visits."""
    for _number in range(6):
        answered(cast, QUESTION, "no")
    return signed_in(cast.secretariat), signed_in(cast.second_secretariat)


def at(name, **more):
    return reverse(name, kwargs={"slug": "here", "kind": "short", "key": QUESTION, **more})


def shown(response):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", response.content.decode())).split())


def typed(form_page, text, **more):
    """What the form posts: the text, and what its hidden field holds."""
    began = form_page.context["form"]["started_from"].value()
    return {
        "text": text,
        "about": "favourable",
        "stated": "all",
        "started_from": "" if began is None else began,
        **more,
    }


def page(client):
    return shown(client.get(reverse("statement_draft", args=["here"])))


def test_the_first_stands_the_second_is_kept_beside_and_sees_both(cast, both):
    first, second = both
    forms = [client.get(at("sentence_edit")) for client in both]
    first.post(at("sentence_edit"), typed(forms[0], "Calm reigned {basis}."))
    response = second.post(
        at("sentence_edit"), typed(forms[1], "Quiet reigned {basis}."), follow=True
    )
    told = shown(response)
    assert "Two texts of one sentence" in told
    assert "Calm" in told and "Quiet" in told
    assert cast.secretariat.name in told and cast.second_secretariat.name in told
    assert response.context["form"]["text"].value() == "Quiet reigned {basis}."
    assert drafted(cast)[QUESTION].text.startswith("Calm reigned")
    assert "A second text of this sentence waits" in page(first)


def test_one_text_is_made_of_the_two_and_all_three_stay_in_the_history(cast, both):
    first, second = both
    reworded(cast, QUESTION, *CALM)
    beside = reworded(cast, QUESTION, *QUIET, started_from=None, by=cast.second_secretariat)
    assert beside.beside and drafted(cast)[QUESTION].edited.beside == (beside.pk,)
    merge = at("sentence_merge", pk=beside.pk)
    form = second.get(merge)
    second.post(merge, typed(form, "Calm and quiet reigned {basis}."))
    made = drafted(cast)[QUESTION]
    assert made.text.startswith("Calm and quiet reigned") and made.edited.beside == ()
    history = shown(first.get(at("sentence_history")))
    for text in ("Calm reigned", "Quiet reigned", "and quiet"):
        assert text in history
    assert "Made two texts into one" in history and "kept beside it" in history
    assert second.get(merge).status_code == 302


def test_the_text_that_stands_is_called_so_and_offers_no_way_back_to_itself(cast, both):
    first, _second = both
    reworded(cast, QUESTION, *CALM)
    once = shown(first.get(at("sentence_history")))
    assert "This is the text now." in once and "Back to this text" not in once
    reworded(cast, QUESTION, *QUIET)
    twice = first.get(at("sentence_history"))
    assert shown(twice).count("Back to this text") == 1
    now, before = twice.context["revisions"]
    assert (now.is_current, before.is_current) == (True, False)
    first.post(at("sentence_restore"))
    assert shown(first.get(at("sentence_history"))).count("Back to this text") == 2


def test_the_merge_page_asks_the_database_at_most_fifteen_times(
    cast, both, django_assert_max_num_queries
):
    reworded(cast, QUESTION, *CALM)
    beside = reworded(cast, QUESTION, *QUIET, started_from=None)
    both[0].get(at("sentence_merge", pk=beside.pk))
    with django_assert_max_num_queries(15):
        both[0].get(at("sentence_merge", pk=beside.pk))


def test_a_merge_that_comes_too_late_is_kept_beside_too(cast, both):
    _first, second = both
    reworded(cast, QUESTION, *CALM)
    beside = reworded(cast, QUESTION, *QUIET, started_from=None)
    form = second.get(at("sentence_merge", pk=beside.pk))
    reworded(cast, QUESTION, "Peace reigned {basis}.", "favourable", "all")
    second.post(at("sentence_merge", pk=beside.pk), typed(form, "Both reigned {basis}."))
    made = drafted(cast)[QUESTION]
    assert made.text.startswith("Peace")
    (waiting,) = made.edited.beside
    assert BlockText.objects.get(pk=waiting).text == "Both reigned {basis}."


def test_a_merge_that_is_refused_keeps_what_was_typed(cast, both):
    reworded(cast, QUESTION, *CALM)
    beside = reworded(cast, QUESTION, *QUIET, started_from=None)
    merge = at("sentence_merge", pk=beside.pk)
    response = both[1].post(merge, typed(both[1].get(merge), "Both."))
    assert response.status_code == 200
    assert response.context["form"]["text"].value() == "Both."
    assert BlockText.objects.count() == 2


def test_the_same_person_is_not_asked_to_merge_with_themselves(cast, both):
    first, _second = both
    for text in ("Calm reigned {basis}.", "Deep calm reigned {basis}."):
        first.post(at("sentence_edit"), typed(first.get(at("sentence_edit")), text))
    assert drafted(cast)[QUESTION].text.startswith("Deep calm")
    assert not BlockText.objects.filter(beside=True).exists()


def test_saving_the_same_text_twice_is_one_revision(cast, both):
    reworded(cast, QUESTION, *CALM)
    reworded(cast, QUESTION, *CALM)
    assert BlockText.objects.count() == 1


def test_of_two_moves_the_last_one_holds_and_both_are_kept(cast, both):
    for section, by in (("scope", cast.secretariat), ("areas", cast.second_secretariat)):
        place_sentence(
            mission=cast.mission, kind="short", key=QUESTION, section=section, after="", by=by
        )
    keys = list(drafted(cast))
    assert keys[keys.index("areas.groups") - 1] == QUESTION
    assert BlockPlacement.objects.count() == 2
    assert shown(both[0].get(at("sentence_history"))).count("Put the sentence into") == 2


def test_an_earlier_text_stands_again(cast, both):
    first = reworded(cast, QUESTION, *CALM)
    reworded(cast, QUESTION, *QUIET)
    both[0].post(at("sentence_reuse", pk=first.pk))
    assert drafted(cast)[QUESTION].text.startswith("Calm")
    assert newest(cast, QUESTION) not in (None, first.pk)


def test_an_earlier_text_comes_back_with_what_it_rested_on(cast, both):
    source = SourceDocumentFactory(mission=cast.mission, kind="report")
    mild, bound = Wording("The weather was mild."), Evidence(sources=(source.code,))
    told = {"mission": cast.mission, "kind": "short", "by": cast.secretariat}
    key = add_sentence(**told, section="areas", after="", wording=mild, bound=("", ""))
    first = BlockText.objects.get(block__key=key)
    reworded(cast, key, "", wording=Wording("The report was read.", bound=bound))
    assert drafted(cast)[key].standing == "backed"
    both[0].post(at("sentence_reuse", pk=first.pk).replace(QUESTION, key))
    made = drafted(cast)[key]
    assert (made.text, made.standing) == ("The weather was mild.", "unsourced")


class TestMergingAnOwnSentence:
    """What an own sentence rests on is chosen with its text, and comes out of the merge."""

    @pytest.fixture
    def two_texts(self, cast, both):
        """An own sentence with a text, and one beside it that rests on a report."""
        report = SourceDocumentFactory(mission=cast.mission, kind="report", code="s-report")
        told = {"mission": cast.mission, "kind": "short", "by": cast.secretariat}
        mild = Wording("The weather was mild.")
        key = add_sentence(**told, section="areas", after="", wording=mild, bound=("", ""))
        began = newest(cast, key)
        reworded(cast, key, "", wording=Wording("It was mild.", bound=Evidence()))
        bound = Wording("The report says it was mild.", bound=Evidence(sources=(report.code,)))
        mine = reworded(
            cast, key, "", wording=bound, started_from=began, by=cast.second_secretariat
        )
        assert mine.beside
        return key, mine

    def test_the_page_begins_with_the_record_that_only_one_of_them_chose(self, both, two_texts):
        key, mine = two_texts
        page = both[0].get(at("sentence_merge", pk=mine.pk).replace(QUESTION, key))
        assert page.context["form"]["bound"].value() == "source:s-report"
        assert 'name="bound"' in page.content.decode()

    def test_the_record_chosen_on_the_page_is_kept(self, cast, both, two_texts):
        key, mine = two_texts
        address = at("sentence_merge", pk=mine.pk).replace(QUESTION, key)
        began = both[0].get(address).context["form"]["started_from"].value()
        one = {"text": "It was mild.", "bound": "source:s-report", "started_from": began}
        both[0].post(address, one)
        made = drafted(cast)[key]
        assert (made.standing, made.evidence.sources) == ("backed", ("s-report",))
