"""The pages on which the statement is edited."""

import html
import re

import pytest
from django.urls import reverse

from reports.models import BlockText
from tests.factories import FindingFactory, SourceDocumentFactory
from tests.reports.editing_desk import answered, drafted, newest, reworded

pytestmark = pytest.mark.django_db
QUESTION = "voting.interference"


@pytest.fixture
def calm(cast):
    """Six voting visits in which nobody interfered."""
    return [answered(cast, QUESTION, "no") for _number in range(6)]


@pytest.fixture
def desk(cast, signed_in):
    return signed_in(cast.secretariat)


def at(name, key=QUESTION, **more):
    return reverse(name, kwargs={"slug": "here", "kind": "short", "key": key, **more})


def shown(response):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", response.content.decode())).split())


def page(client):
    return shown(client.get(reverse("statement_draft", args=["here"])))


TYPED = {"text": "Calm reigned {basis}.", "about": "favourable", "stated": "all"}


class TestEditing:
    def test_the_form_offers_the_librarys_text_with_its_placeholders_and_what_they_say(
        self, desk, calm
    ):
        response = desk.get(at("sentence_edit"))
        form = response.context["form"]
        assert "{Basis}" in form["text"].value()
        assert form["stated"].value() == "none"
        told = shown(response)
        assert "{population} the 6 voting visits" in told
        assert "{visits_total} 6" in told

    def test_saving_changes_the_page_and_says_who(self, cast, desk, calm):
        response = desk.post(at("sentence_edit"), {**TYPED, "started_from": ""}, follow=True)
        assert response.redirect_chain[-1][0].endswith(f"#s-{QUESTION}")
        told = shown(response)
        assert "Calm reigned in all 6 voting visits." in told
        assert f"Edited by {cast.secretariat.name}" in told

    def test_a_preview_shows_the_sentence_and_saves_nothing(self, desk, calm):
        response = desk.post(at("sentence_edit"), {**TYPED, "preview": "1"})
        told = shown(response)
        assert "Calm reigned in all 6 voting visits." in told and "Not saved yet" in told
        assert not BlockText.objects.exists()

    def test_a_preview_marks_what_nothing_backs(self, desk, calm):
        typed = {**TYPED, "text": "Calm reigned {basis} for 11 hours.", "preview": "1"}
        response = desk.post(at("sentence_edit"), typed)
        assert '<mark class="typed-mark">11' in response.content.decode()
        assert "Unsourced" in shown(response)

    def test_signs_that_cannot_be_seen_hide_no_number_and_no_word(self, cast, desk, calm):
        hidden = "M\u200bost \u202esaid 1\u00ad7 {basis}."
        desk.post(at("sentence_edit"), {**TYPED, "text": hidden, "stated": ""})
        held = BlockText.objects.get()
        assert held.text == "Most said 17 {basis}."
        assert [mark.word for mark in drafted(cast)[QUESTION].marks] == ["Most", "17"]

    def test_what_was_typed_is_kept_when_it_is_refused(self, desk, calm):
        typed = {**TYPED, "text": "Calm <b>reigned</b>."}
        response = desk.post(at("sentence_edit"), typed)
        assert response.status_code == 200
        assert "Nothing is saved yet" in shown(response)
        assert "how many visits" in shown(response)
        assert response.context["form"]["text"].value() == typed["text"]
        assert "<b>reigned</b>" not in response.content.decode()

    def test_the_scope_leads_back_with_the_reason(self, desk, calm):
        response = desk.get(at("sentence_edit", "scope"), follow=True)
        assert "are not reworded here" in shown(response)

    @pytest.mark.parametrize(
        "name", ["sentence_edit", "sentence_place", "sentence_cut", "sentence_history"]
    )
    def test_a_sentence_there_is_not_is_not_found(self, desk, calm, name):
        assert desk.get(at(name, "voting.nothing")).status_code == 404
        assert desk.get(at(name).replace("/short/", "/novel/")).status_code == 404

    def test_the_machines_text_comes_back_by_its_button(self, cast, desk, calm):
        reworded(cast, QUESTION, *TYPED.values())
        assert "Back to the machine’s own text" in shown(desk.get(at("sentence_edit")))
        desk.post(at("sentence_restore"))
        assert "Calm reigned" not in page(desk)

    def test_typed_text_is_never_taken_for_markup(self, cast, desk, calm):
        reworded(cast, QUESTION, "Calm <script>x</script> {basis}.", "favourable", "all")
        response = desk.get(reverse("statement_draft", args=["here"]))
        assert "<script>x" not in response.content.decode()
        assert "Calm &lt;script&gt;x" in response.content.decode()

    def test_the_pages_ask_the_database_at_most_fifteen_times(
        self, cast, desk, calm, django_assert_max_num_queries
    ):
        reworded(cast, QUESTION, *TYPED.values())
        desk.get(at("sentence_edit"))
        names = ["sentence_edit", "sentence_place", "sentence_cut", "sentence_history"]
        for name in names:
            with django_assert_max_num_queries(15):
                desk.get(at(name))
        with django_assert_max_num_queries(15):
            page(desk)

    def test_the_page_asks_as_often_with_many_edits_as_with_none(
        self, cast, desk, calm, django_assert_max_num_queries
    ):
        page(desk)
        with django_assert_max_num_queries(15) as none:
            page(desk)
        for key in [key for key in drafted(cast) if key not in ("scope", "conclusion")]:
            if not key.startswith(("method.", "voting.")):
                reworded(cast, key, "The mission worked.")
                reworded(cast, key, "The mission worked on.")
        with django_assert_max_num_queries(15) as many:
            page(desk)
        assert len(none) == len(many)


class TestPlaces:
    def test_a_sentence_is_moved_behind_another(self, cast, desk, calm):
        desk.post(at("sentence_place", "areas.groups"), {"place": f"interference:{QUESTION}"})
        keys = list(drafted(cast))
        assert keys[keys.index(QUESTION) + 1] == "areas.groups"

    def test_a_place_not_in_the_list_is_refused(self, desk, calm):
        response = desk.post(at("sentence_place", "areas.groups"), {"place": "method:"})
        assert response.status_code == 200 and "Nothing is saved yet" in shown(response)

    def test_a_cut_sentence_is_listed_at_the_foot_and_put_back(self, cast, desk, calm):
        response = desk.post(at("sentence_cut", "areas.groups"), {"reason": "Too long."})
        assert response.status_code == 302
        told = page(desk)
        assert "Cut sentences" in told and "Reason: Too long." in told
        assert f"Cut by {cast.secretariat.name}" in told
        desk.post(at("sentence_put_back", "areas.groups"))
        assert "Cut sentences" not in page(desk)

    def test_the_secretariat_cannot_leave_out_a_matter(self, cast, desk, calm):
        answered(cast, QUESTION, "yes", adverse=True)
        answered(cast, QUESTION, "yes", adverse=True)
        response = desk.post(at("sentence_cut", f"matters.{QUESTION}"), {"reason": "Small."})
        assert "Only the head of mission" in shown(response)
        assert response.context["form"]["reason"].value() == "Small."

    def test_a_matter_that_was_left_out_is_still_acknowledged(self, cast, signed_in, calm):
        answered(cast, QUESTION, "yes", adverse=True)
        answered(cast, QUESTION, "yes", adverse=True)
        head, key = signed_in(cast.head_of_mission), f"matters.{QUESTION}"
        head.post(at("sentence_cut", key), {"reason": "One quarrel."})
        response = head.get(reverse("statement_draft", args=["here"]))
        (cut,) = response.context["page"].cut
        told = {"kind": "short", "pattern": key, "digest": cut[1].digest}
        head.post(reverse("pattern_acknowledge", args=["here"]), told)
        assert "Acknowledged by the head of mission" in page(head)

    def test_a_moved_sentence_is_put_back_by_its_button_and_an_added_one_has_none(
        self, cast, desk, calm
    ):
        before = list(drafted(cast))
        desk.post(at("sentence_place", "areas.groups"), {"place": f"interference:{QUESTION}"})
        assert "“Put back” undoes it" in page(desk)
        assert page(desk).count("Put back") == 1
        desk.post(at("sentence_place", "areas.groups"), {"place": ""})
        assert "It is back in its place." in page(desk)
        assert list(drafted(cast)) == before
        typed = {"text": "The weather was mild.", "place": "areas:areas.groups"}
        desk.post(reverse("sentence_add", args=["here", "short"]), typed)
        assert "Put back" not in page(desk)


class TestAdding:
    def offered(self, response):
        groups = response.context["form"].fields["bound"].choices
        return {str(title): group for title, group in groups if isinstance(group, list)}

    def test_the_questions_stand_by_stage_and_theme(self, desk, calm):
        groups = self.offered(desk.get(reverse("sentence_add", args=["here", "short"])))
        assert "question:voting.secrecy" in dict(groups["Voting · Secrecy of the vote"])

    def test_words_narrow_what_it_may_rest_on_and_what_was_typed_is_kept(self, cast, desk, calm):
        address = reverse("sentence_add", args=["here", "short"])
        typed = {"find": "1", "words": "SECRE voting", "text": "Mild.", "place": "areas:"}
        response = desk.post(address, typed)
        listed = {value for group in self.offered(response).values() for value, _label in group}
        assert "question:voting.secrecy" in listed and len(listed) < 8
        assert response.context["form"]["text"].value() == "Mild."
        assert not BlockText.objects.exists()
        chosen = desk.post(address, {**typed, "words": "nothing", "bound": "question:voting.queue"})
        assert [*self.offered(chosen).values()][0][0][0] == "question:voting.queue"
        assert "0 records fit" in shown(chosen) and "Try fewer words" in shown(chosen)

    def test_every_question_that_fits_is_there_with_its_stage_the_answered_first(
        self, cast, desk, calm
    ):
        answered(cast, "voting.accessible", "yes")
        address = reverse("sentence_add", args=["here", "short"])
        typed = {"find": "1", "words": "wheelchair", "place": "areas:"}
        response = desk.post(address, typed)
        listed = [each for group in self.offered(response).values() for each in group]
        spoken = response.context["spoken"]
        labels = [label for _value, label in listed + spoken]
        assert any(label.startswith("Opening: ") for label in labels)
        assert any(label.startswith("Voting: ") and "(1 answer)" in label for label in labels)
        assert len(listed) + len(spoken) == 2
        assert "The statement has a sentence about these already" in shown(response)
        assert spoken[0][0].startswith(reverse("statement_draft", args=["here"]))
        everything = desk.get(reverse("sentence_add", args=["here", "short"]))
        for group in self.offered(everything).values():
            silent = ["(0 answers)" in label for _value, label in group]
            assert silent == sorted(silent)

    def test_a_second_click_on_the_page_adds_no_second_sentence(self, cast, desk, calm):
        address = reverse("sentence_add", args=["here", "short"])
        number = desk.get(address).context["form"]["number"].value()
        typed = {"text": "The weather was mild.", "place": "areas:", "number": number}
        for _click in range(2):
            assert desk.post(address, typed).status_code == 302
        assert [key for key in drafted(cast) if key.startswith("own.")] == [f"own.{number}"]

    def test_a_sentence_bound_to_a_source_is_added_where_it_was_asked_for(self, cast, desk, calm):
        source = SourceDocumentFactory(mission=cast.mission, kind="report")
        address = reverse("sentence_add", args=["here", "short"])
        assert 'value="areas:areas.groups" selected' in (
            desk.get(f"{address}?place=areas:areas.groups").content.decode()
        )
        typed = {
            "bound": f"source:{source.code}",
            "text": "The law was changed.",
            "place": "areas:areas.groups",
        }
        told = shown(desk.post(address, typed, follow=True))
        assert "The law was changed." in told
        keys = list(drafted(cast))
        assert keys[keys.index("areas.groups") + 1].startswith("own.")

    def test_what_was_typed_is_kept_when_it_is_refused(self, cast, desk, calm):
        FindingFactory(mission=cast.mission, code="f", state="confirmed", confidential=True)
        address = reverse("sentence_add", args=["here", "short"])
        typed = {"bound": "question:voting.secrecy", "text": "Calm.", "place": "voting:"}
        response = desk.post(address, typed)
        assert "favourable or the adverse side" in shown(response)
        assert response.context["form"]["text"].value() == "Calm."
        assert newest(cast, "voting.secrecy") is None
