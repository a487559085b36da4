"""Findings that come inside a visit: logged once, and never changed or dropped unsaid."""

from uuid import uuid4

import pytest

from tests.factories import FindingFactory
from tests.visits.sending import a_visit, following, send, stored
from visits.actions import decide_finding, findings
from visits.models import Finding, Source

pytestmark = pytest.mark.django_db


def a_finding(summary="Ten ballots.", **told):
    return {"id": str(uuid4()), "summary": summary, **told}


def of_findings(receipt):
    return {flag for flag in receipt.flags if flag.startswith("finding")}


@pytest.mark.parametrize("where", ["another visit", "another mission"])
def test_a_finding_whose_number_is_taken_elsewhere_is_flagged(cast, where):
    told = a_finding("Second.")
    if where == "another visit":
        send(a_visit(findings=[{**told, "summary": "First."}]), cast)
    else:
        FindingFactory(mission=cast.other_mission, uuid=told["id"], summary="First.")
    receipt = send(a_visit(findings=[told]), cast)
    assert of_findings(receipt) == {"finding_elsewhere"}
    assert set(stored(receipt).flag_codes) == set(receipt.flags)
    assert Finding.objects.get().summary == "First."


def test_a_finding_told_again_as_it_was_is_not_flagged(cast):
    told = a_finding()
    payload = a_visit(findings=[told])
    one = send(payload, cast)
    decide_finding(Finding.objects.get(), state="confirmed", by=cast.secretariat)
    two = send(following(one, payload, comments="More."), cast)
    assert of_findings(two) == set()


def test_a_finding_corrected_after_a_call_back_stays_and_is_flagged(cast):
    told = a_finding()
    payload = a_visit(findings=[told])
    one = send(payload, cast)
    decide_finding(Finding.objects.get(), state="called_back", by=cast.secretariat)
    two = send(following(one, payload, findings=[{**told, "summary": "Two ballots."}]), cast)
    assert of_findings(two) == {"finding_changed_late"}
    assert "finding_changed_late" in stored(two).flag_codes
    assert Finding.objects.get().summary == "Ten ballots."


def test_a_finding_that_its_team_no_longer_tells_is_flagged_until_it_tells_it_again(cast):
    payload = a_visit(findings=[a_finding()])
    one = send(payload, cast)
    without = following(one, payload, findings=[])
    two = send(without, cast)
    three = send(following(two, without, comments="More."), cast)
    assert of_findings(two) == of_findings(three) == {"finding_withdrawn"}
    four = send(following(three, payload, comments="It was there."), cast)
    assert of_findings(four) == set()


def test_a_visit_imported_again_does_not_withdraw_what_its_own_file_brings(cast):
    payload = a_visit(findings=[a_finding()])
    one = send(payload, cast)
    again = following(one, payload, findings=[])
    two = send(again, cast, source=Source.IMPORT, team=None)
    assert of_findings(two) == set()


def test_a_finding_decided_meanwhile_is_not_rewritten_by_a_late_copy(cast):
    send(a_visit(findings=[a_finding()]), cast)
    stale = Finding.objects.get()  # what an intake has read, without a lock
    decide_finding(Finding.objects.get(), state="confirmed", by=cast.secretariat)
    findings._revise(stale, {"summary": "Nothing happened."}, cast.observer)
    assert Finding.objects.get().summary == "Ten ballots."


def test_a_finding_on_a_question_of_another_stage_is_kept_without_the_question(cast):
    send(a_visit(findings=[a_finding(question="counting.falsification_signs")]), cast)
    finding = Finding.objects.get()
    assert (finding.question, finding.stage, finding.summary) == ("", "voting", "Ten ballots.")
