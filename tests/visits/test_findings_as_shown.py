"""Who decides on a finding decides on what the page showed, not on what came meanwhile."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from missions.rules import NotAllowed
from tests.factories import FindingFactory
from tests.visits.reviewing import page_of, text_of
from tests.visits.sending import a_visit, following, send, stored
from visits.actions import agree_to_proposal, decide_finding, drop_proposal, edit_finding
from visits.as_shown import finding_as_shown
from visits.models import Finding
from visits.rules import FINDING_OUTDATED

pytestmark = pytest.mark.django_db

TORN = {
    "id": str(uuid4()),
    "summary": "A poster was torn.",
    "theme": "interference",
    "severity": "minor",
    "basis": "told",
    "told_by": "a voter",
}
CHASED = TORN | {
    "summary": "Police chased all voters away.",
    "severity": "critical",
    "basis": "seen",
}
PAGES = ("finding_decide", "finding_settle")


@pytest.fixture
def desk(cast, signed_in):
    """A client signed in as the secretariat."""
    return signed_in(cast.secretariat)


@pytest.fixture
def receipt(cast):
    """A visit that came with a small finding."""
    return send(a_visit(findings=[TORN]), cast)


@pytest.fixture
def finding(receipt):
    return Finding.objects.get(uuid=TORN["id"])


def told_otherwise(cast, receipt):
    send(following(receipt, a_visit(receipt.uuid), findings=[CHASED]), cast)


def opened(client, name, finding) -> Any:
    """The page that posts to this address."""
    if name == "finding_decide":
        return page_of(client, finding.visit)
    return client.get(reverse("finding_detail", args=["here", finding.uuid]))


def shown_on(page) -> str:
    """What the form of a page says that it showed of the finding."""
    # The visit's own decisions say it too, each under a number of its form.
    (shown,) = re.findall(r'name="shown"\s+value="(\w+)">', page.content.decode())
    return str(shown)


def post(client, name, finding, **told) -> Any:
    return client.post(reverse(name, args=["here", finding.uuid]), told)


def outdated(finding) -> str:
    return str(FINDING_OUTDATED) % {"code": finding.code}


@pytest.mark.parametrize("name", PAGES)
class TestOnBothPages:
    def test_what_is_as_it_was_shown_is_decided_on(self, desk, finding, name):
        shown = shown_on(opened(desk, name, finding))
        assert post(desk, name, finding, state="confirmed", shown=shown).status_code == 302
        finding.refresh_from_db()
        assert finding.state == "confirmed"

    def test_what_the_team_told_otherwise_meanwhile_is_read_first(
        self, cast, desk, receipt, finding, name
    ):
        shown = shown_on(opened(desk, name, finding))
        told_otherwise(cast, receipt)
        refused = post(desk, name, finding, state="confirmed", shown=shown)
        assert refused.status_code == 409
        assert outdated(finding) in text_of(refused)
        # The finding as it is now, and what was chosen.
        assert CHASED["summary"] in text_of(refused)
        assert '<option value="confirmed" selected>' in text_of(refused)
        finding.refresh_from_db()
        assert finding.state == "new"
        # The page that says so counts as read.
        again = post(desk, name, finding, state="confirmed", shown=shown_on(refused))
        assert again.status_code == 302
        finding.refresh_from_db()
        assert (finding.state, finding.severity) == ("confirmed", "critical")

    @pytest.mark.parametrize("shown", [{}, {"shown": ""}, {"shown": "nonsense"}])
    def test_a_page_that_does_not_say_what_it_showed_is_refused(self, desk, finding, name, shown):
        refused = post(desk, name, finding, state="confirmed", **shown)
        assert refused.status_code == 409
        finding.refresh_from_db()
        assert finding.state == "new"

    def test_a_colleagues_decision_or_wording_is_read_first(self, cast, desk, finding, name):
        first = shown_on(opened(desk, name, finding))
        decide_finding(finding, state="called_back", by=cast.second_secretariat)
        refused = post(desk, name, finding, state="confirmed", shown=first)
        assert outdated(finding) in text_of(refused)
        edit_finding(finding, by=cast.second_secretariat, response="The police were told.")
        refused = post(desk, name, finding, state="confirmed", shown=shown_on(refused))
        assert outdated(finding) in text_of(refused)

    def test_a_slip_beside_a_change_does_not_hide_the_change(
        self, cast, desk, receipt, finding, name
    ):
        shown = shown_on(opened(desk, name, finding))
        told_otherwise(cast, receipt)
        slip = post(desk, name, finding, state="burnt", shown=shown)
        assert slip.status_code == 409
        refused = post(desk, name, finding, state="confirmed", shown=shown_on(slip))
        assert outdated(finding) in text_of(refused)


def test_one_without_a_visit_is_shown_again_on_its_own_page(cast, desk):
    lone = FindingFactory(mission=cast.mission)
    response = post(desk, "finding_decide", lone, state="confirmed", shown="another")
    assert response.url == reverse("finding_detail", args=["here", lone.uuid])
    assert outdated(lone) in text_of(desk.get(response.url))


def test_a_command_that_read_no_page_decides_all_the_same(cast, finding):
    assert decide_finding(finding, state="confirmed", by=cast.secretariat).state == "confirmed"


class TestTheSecondPerson:
    @pytest.fixture
    def grave(self, cast):
        """A confirmed critical finding that somebody proposed to refute."""
        finding = FindingFactory(mission=cast.mission, state="confirmed", severity="critical")
        return decide_finding(finding, state="refuted", by=cast.secretariat)

    @pytest.mark.parametrize("agree", ["yes", "no"])
    def test_reads_what_was_edited_meanwhile(self, cast, signed_in, grave, agree):
        client = signed_in(cast.second_secretariat)
        page = opened(client, "finding_second", grave).context["page"]
        told = {"agree": agree, "proposed": '{"state": "refuted", "duplicate_of": ""}'}
        shown = page.proposal["shown"].value()
        edit_finding(grave, by=cast.secretariat, summary="Something else altogether.")
        refused = post(client, "finding_second", grave, shown=shown, **told)
        assert refused.status_code == 409
        assert outdated(grave) in text_of(refused)
        assert "Something else altogether." in text_of(refused)
        now = refused.context["page"].proposal["shown"].value()
        assert post(client, "finding_second", grave, shown=now, **told).status_code == 302

    def test_is_held_to_it_under_the_lock(self, cast, grave):
        edit_finding(grave, by=cast.secretariat, summary="Something else altogether.")
        shown, by = finding_as_shown(grave), cast.second_secretariat
        with pytest.raises(NotAllowed, match="has changed since"):
            agree_to_proposal(grave, proposed=grave.proposed, by=by, shown=shown)
        with pytest.raises(NotAllowed, match="has changed since"):
            drop_proposal(grave, by=by, shown=shown)


def test_an_edit_made_of_a_finding_that_changed_before_the_lock_is_refused(cast, receipt, finding):
    read = finding_as_shown(finding)
    told_otherwise(cast, receipt)
    with pytest.raises(NotAllowed, match="has changed since"):
        edit_finding(finding, by=cast.secretariat, shown=read, summary=TORN["summary"])
    assert Finding.objects.get(pk=finding.pk).summary == CHASED["summary"]
    assert stored(receipt).findings.count() == 1
