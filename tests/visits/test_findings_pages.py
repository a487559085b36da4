"""The list of findings, the page of one, and what the secretariat writes of them."""

import csv
import io

import pytest
from django.urls import reverse

from missions.models import AuditRecord
from missions.rules import NotAllowed
from tests.factories import FindingFactory, VisitFactory
from tests.forms_of_pages import as_sent
from tests.visits.reviewing import said, text_of
from tests.visits.reviewing import settle as sent
from tests.visits.sending import a_visit, following, send, stored
from visits.actions import edit_finding
from visits.models import Finding
from visits.rules import OWN_FINDING


@pytest.fixture
def desk(cast, signed_in):
    """A client signed in as the secretariat."""
    return signed_in(cast.secretariat)


@pytest.fixture
def finding(cast):
    """A finding of the north team, without a visit."""
    return FindingFactory(
        mission=cast.mission, team=cast.north_team, area=cast.north, severity="serious", code="f-1"
    )


def opened(client, name, finding, **query):
    return client.get(reverse(name, args=["here", finding.uuid], query=query))


def listed(client, **query):
    """The codes of the findings that the list shows."""
    page = client.get(reverse("finding_list", args=["here"], query=query))
    return [row.record.code for row in page.context["page"]]


def test_of_two_who_edit_one_finding_each_keeps_what_the_other_did_not_touch(desk, finding):
    address = reverse("finding_edit", args=["here", finding.uuid])
    page = desk.get(address)
    assert desk.post(address, as_sent(page, severity="note")).status_code == 302
    assert desk.post(address, as_sent(page, summary="Two men stood there.")).status_code == 302
    finding.refresh_from_db()
    assert (finding.severity, finding.summary) == ("note", "Two men stood there.")
    response = desk.post(address, as_sent(page, severity="minor"))
    assert "“Note” is stored, and you say “Minor”" in text_of(response)


class TestTheList:
    def test_the_gravest_not_decided_come_first(self, cast, desk):
        for code, state, severity in (
            ("decided", "confirmed", "critical"),
            ("note", "new", "note"),
            ("grave", "new", "critical"),
        ):
            FindingFactory(mission=cast.mission, code=code, state=state, severity=severity)
        FindingFactory(mission=cast.other_mission)
        assert listed(desk) == ["grave", "note", "decided"]

    @pytest.mark.parametrize(
        "query",
        [
            {"state": "called_back"},
            {"severity": "critical"},
            {"theme": "media"},
            {"basis": "media"},
            {"polarity": "favourable"},
            {"area": "south"},
            {"stage": "counting"},
            {"question": "voting.secrecy"},
            {"visit": "with"},
            {"confidential": "on"},
            {"q": "moonlit"},
        ],
        ids=lambda query: next(iter(query)),
    )
    def test_the_address_narrows_the_list(self, cast, desk, query, finding):
        visit = VisitFactory(mission=cast.mission, team=cast.south_team)
        wanted = FindingFactory(
            mission=cast.mission,
            visit=visit,
            area=cast.south,
            state="called_back",
            severity="critical",
            theme="media",
            basis="media",
            polarity="favourable",
            stage="counting",
            question="voting.secrecy",
            confidential=True,
            summary="A moonlit station.",
        )
        assert listed(desk, **query) == [wanted.code]
        assert listed(desk, visit="without") == [finding.code]

    def test_the_file_holds_the_whole_finding(self, cast, desk, finding):
        visit = VisitFactory(mission=cast.mission)
        FindingFactory(mission=cast.mission, visit=visit, told_by="a party agent", code="f-2")
        response = desk.get(reverse("finding_list", args=["here"], query={"format": "csv"}))
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
        first, second = rows
        assert (first["Finding"], first["Severity"], first["State"]) == ("f-1", "Serious", "New")
        assert first["Summary"] == finding.summary
        assert (second["Visit"], second["Told by"]) == (visit.code, "a party agent")

    def test_it_asks_the_database_as_often_for_many_findings_as_for_few(
        self, cast, desk, django_assert_max_num_queries
    ):
        counts = []
        listed(desk)  # a process reads the forms' definitions once
        for amount in (3, 27):
            for _number in range(amount):
                FindingFactory(mission=cast.mission, visit=VisitFactory(mission=cast.mission))
            with django_assert_max_num_queries(15) as asked:
                listed(desk)
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_an_empty_list_says_what_to_do_next(self, desk):
        assert "No finding yet" in text_of(desk.get(reverse("finding_list", args=["here"])))


class TestDeciding:
    def test_a_duplicate_is_chosen_from_the_likely_ones(self, cast, desk, finding):
        likely = FindingFactory(mission=cast.mission, area=cast.north, code="likely")
        unlike = FindingFactory(
            mission=cast.mission, theme="media", code="unlike", summary="A newspaper."
        )
        page = opened(desk, "finding_detail", finding)
        choices = [code for code, _line in page.context["page"].form.fields["duplicate_of"].choices]
        assert choices == [likely.code]
        found = opened(desk, "finding_detail", finding, likely="newspaper")
        codes = [code for code, _line in found.context["page"].form.fields["duplicate_of"].choices]
        assert codes == [unlike.code]
        sent(desk, "finding_settle", finding, state="duplicate", duplicate_of="likely")
        finding.refresh_from_db()
        assert (finding.state, finding.duplicate_of) == ("duplicate", likely)
        assert "A duplicate of" in text_of(opened(desk, "finding_detail", finding))

    def test_a_duplicate_of_nothing_is_refused_in_a_sentence(self, desk, finding):
        response = sent(desk, "finding_settle", finding, state="duplicate")
        assert response.status_code == 409
        assert "Name the finding that this one duplicates." in text_of(response)

    def test_a_state_that_does_not_exist_is_pointed_at(self, desk, finding):
        response = sent(desk, "finding_settle", finding, state="burnt")
        assert response.status_code == 409
        assert "burnt is not one of the available choices" in text_of(response)

    def test_who_is_of_its_team_reads_why_they_may_not(self, cast, signed_in, finding):
        cast.observer.memberships.update(role="secretariat")
        page = opened(signed_in(cast.observer), "finding_detail", finding)
        assert str(OWN_FINDING) in text_of(page)
        assert 'name="state"' not in text_of(page)


class TestEditing:
    def test_what_was_told_first_is_kept_and_shown(self, cast, desk, finding):
        first = finding.summary
        told = {"summary": "Two party agents directed voters.", "theme": "voter_pressure"}
        response = sent(desk, "finding_edit", finding, **told, severity="critical", area="north")
        assert response.status_code == 302
        sent(desk, "finding_edit", finding, **told | {"summary": "Again."}, area="north")
        finding.refresh_from_db()
        assert (finding.summary, finding.told["summary"]) == ("Again.", first)
        shown = text_of(opened(desk, "finding_detail", finding))
        assert first in shown
        assert "Edited by the secretariat" in shown
        assert "Serious → Critical" in shown

    def test_the_audit_names_a_changed_summary_and_keeps_none_of_it(self, cast, finding):
        edit_finding(finding, by=cast.secretariat, summary="Otherwise.", theme="media")
        told = AuditRecord.objects.get(action="finding edited").changes
        assert told == {"summary": None, "theme": ["interference", "media"]}

    def test_a_form_that_changes_nothing_writes_nothing(self, cast, desk, finding):
        told = {"summary": finding.summary, "theme": finding.theme, "severity": "serious"}
        sent(desk, "finding_edit", finding, **told, area="north")
        finding.refresh_from_db()
        assert finding.told == {}
        assert not AuditRecord.objects.filter(action="finding edited").exists()

    def test_the_team_sending_its_visit_again_does_not_undo_the_wording(self, cast):
        number = "0b0e6f0c-2f0f-4f0e-8f6b-1c3f6f7a9b10"
        payload = a_visit(findings=[{"id": number, "summary": "No list of voters."}])
        receipt = send(payload, cast)
        edit_finding(
            Finding.objects.get(), by=cast.secretariat, summary="The list was not displayed."
        )
        receipt = send(following(receipt, payload, comments="More."), cast)
        assert "finding_changed_late" not in stored(receipt).flags
        later = [{"id": number, "summary": "Another tale."}]
        receipt = send(following(receipt, payload, findings=later), cast)
        assert "finding_changed_late" in stored(receipt).flags
        assert Finding.objects.get().summary == "The list was not displayed."

    def test_nobody_words_the_finding_of_their_own_team(self, cast, finding):
        with pytest.raises(NotAllowed, match="somebody else decides"):
            edit_finding(finding, by=cast.observer, summary="Nothing happened.")

    @pytest.mark.parametrize("basis", ["seen", "aftermath"])
    def test_what_the_team_was_told_does_not_become_what_it_saw(self, cast, finding, basis):
        type(finding).objects.filter(pk=finding.pk).update(basis="told")
        with pytest.raises(NotAllowed, match="did not see it"):
            edit_finding(finding, by=cast.secretariat, basis=basis)
        edit_finding(finding, by=cast.secretariat, basis="document")
        with pytest.raises(NotAllowed, match="did not see it"):
            edit_finding(finding, by=cast.secretariat, basis=basis)

    def test_what_cannot_be_read_is_pointed_at_and_everything_typed_stays(self, desk, finding):
        told = {"summary": "Two agents.", "theme": "", "affected": "many", "station": "n-404"}
        shown = text_of(sent(desk, "finding_edit", finding, **told))
        assert "Choose what it is about" in shown
        assert "“many” cannot be read" in shown
        assert "The mission has no station “n-404”" in shown
        assert "Two agents." in shown


class TestAdding:
    def told(self, **more):
        return {"summary": "Turnout was 71 per cent.", "theme": "participation", **more}

    def test_the_secretariat_adds_what_it_knows_by_itself(self, cast, desk):
        address = reverse("finding_add", args=["here"])
        told = self.told(basis="official", station="n1", affected="~50", question="voting.queue")
        response = desk.post(address, told)
        assert "The finding is added" in said(response)
        added = Finding.objects.get()
        assert (added.team, added.station, added.area) == (None, cast.station, cast.north)
        assert (added.basis, added.affected, added.approximate) == ("official", 50, "affected")
        assert (added.question, added.account) == ("voting.queue", cast.secretariat)

    def test_a_second_click_adds_no_second_finding(self, cast, desk):
        address = reverse("finding_add", args=["here"])
        number = desk.get(address).context["form"]["finding"].value()
        for _click in range(2):
            desk.post(address, self.told(finding=number))
        assert str(Finding.objects.get().uuid) == number

    def test_the_page_sent_again_with_other_words_says_that_they_are_not_stored(self, cast, desk):
        address = reverse("finding_add", args=["here"])
        number = desk.get(address).context["form"]["finding"].value()
        desk.post(address, self.told(finding=number))
        again = self.told(finding=number) | {"summary": "Turnout was 72 per cent."}
        response = desk.post(address, again)
        assert response.status_code == 409
        assert "This was added already, in other words" in text_of(response)
        assert "72 per cent" in text_of(response)
        assert Finding.objects.get().summary == "Turnout was 71 per cent."


class TestAFindingWhoseVisitDoesNotCount:
    @pytest.mark.parametrize(
        ("state", "words"),
        [
            ("set_aside", "Its visit was set aside: the finding therefore stands in no draft"),
            ("submitted", "Its visit is not verified yet: the finding stands in no draft"),
            ("returned", "Its visit is not verified yet: the finding stands in no draft"),
        ],
    )
    def test_the_page_and_the_word_after_the_decision_say_that_it_stands_in_no_draft(
        self, cast, desk, finding, state, words
    ):
        visit = VisitFactory(mission=cast.mission, team=cast.north_team, state=state)
        Finding.objects.filter(pk=finding.pk).update(visit=visit)
        page = text_of(opened(desk, "finding_detail", finding))
        assert words in page
        assert f"The visit {visit.code}</a>" in page
        assert words in said(sent(desk, "finding_settle", finding, state="confirmed"))

    @pytest.mark.parametrize(
        ("state", "of_finding"), [("verified", "new"), ("set_aside", "refuted")]
    )
    def test_of_a_verified_visit_and_of_what_no_draft_tells_nothing_is_said(
        self, cast, desk, finding, state, of_finding
    ):
        visit = VisitFactory(mission=cast.mission, team=cast.north_team, state=state)
        Finding.objects.filter(pk=finding.pk).update(visit=visit, state=of_finding)
        assert "stands in no draft" not in text_of(opened(desk, "finding_detail", finding))


def test_what_was_done_begins_beside_its_label(desk, finding):
    Finding.objects.filter(pk=finding.pk).update(response="The chair asked him to leave.")
    page = opened(desk, "finding_detail", finding).content.decode()
    assert '<span class="told-text">The chair asked him to leave.</span>' in page
