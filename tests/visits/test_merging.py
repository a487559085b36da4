"""The team merges two versions of its visit: nothing is lost, and each difference is chosen."""

import json
import re
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from missions.models import AuditRecord
from observers.models import TeamMember
from tests.factories import ObserverFactory
from tests.visits.sending import (
    QUIET_ANSWERS,
    URGENT_ANSWERS,
    a_visit,
    changed,
    following,
    send,
    stored,
)
from visits.actions import adopt_copy, leave_copy, set_aside_visit, verify_visit
from visits.definition import parse_definition, standard_forms
from visits.flags import Flag
from visits.merging import BOTH, COPY, LATEST, Merge
from visits.models import Finding, SetAsideReason, Source, VisitState

pytestmark = pytest.mark.django_db
FINDING = "0195a1b2-c3d4-7100-8000-000000000001"
OTHER = "0195a1b2-c3d4-7100-8000-000000000002"
FORM = parse_definition(standard_forms()["voting"])


def page(visit, copy) -> str:
    return reverse("visit_merge", args=["here", visit.uuid, copy.sha256])


def two_versions(cast, mine, theirs):
    """A visit with a latest revision of one phone, and a copy of the other beside it."""
    first = a_visit()
    receipt = send(first, cast)
    send(following(receipt, first, **mine), cast)
    told = following(receipt, first, device="other phone", **theirs)
    assert send(told, cast, by=cast.second_secretariat).outcome == "conflict"
    visit = stored(receipt)
    return visit, visit.conflicts.get()


def post(client, visit, copy, **choices):
    """Send the choices as the page has them, with the latest version it was shown."""
    text = client.get(page(visit, copy)).content.decode()
    parent = re.search(r'name="parent" value="(\w+)"', text)
    assert parent
    ticked = dict(re.findall(r'name="choice-([^"]+)"\s+value="(\w+)"\s+checked', text))
    chosen = {f"choice-{name}": value for name, value in {**ticked, **choices}.items()}
    return client.post(page(visit, copy), {"parent": parent[1], **chosen})


def merged(visit) -> dict:
    visit.refresh_from_db()
    return json.loads(bytes(visit.revisions.get(number=visit.latest_revision).payload))


@pytest.fixture
def client(cast, signed_in):
    return signed_in(cast.observer)


MINE = {"comments": "Quiet.", "answers": {**QUIET_ANSWERS, "voting.queue": {"value": "none"}}}
THEIRS = {
    "comments": "The chair left.",
    "voted_so_far": 120,
    "answers": {"voting.interference": {"value": "no"}, "voting.station_ready": {"value": "no"}},
}


def test_the_page_tells_what_agrees_once_and_what_differs_twice_with_whose_it_is(cast, client):
    visit, copy = two_versions(cast, MINE, THEIRS)
    text = unescape(client.get(page(visit, copy)).content.decode())
    assert "4 places where they differ" in text
    assert "Quiet." in text
    assert "The chair left." in text
    assert "You,\n" in text
    assert "Second Secretariat,\n" in text
    assert "other phone" in text
    agreed = text.split("merge-agreed")[1]
    assert FORM.question("voting.interference").label("en") in agreed
    assert FORM.question("voting.station_ready").label("en") not in agreed


def test_what_is_chosen_is_the_next_revision_and_the_copy_is_merged(cast, client):
    visit, copy = two_versions(cast, MINE, THEIRS)
    answer = post(client, visit, copy, comments=BOTH)
    assert "/received/" in answer["Location"]
    told = merged(visit)
    assert told["comments"] == "Quiet.\n\nThe chair left."
    assert told["voted_so_far"] == 120
    # Each changed another answer of what both had: both changes hold.
    assert told["answers"]["voting.queue"] == {"value": "none"}
    assert told["answers"]["voting.station_ready"] == {"value": "no"}
    assert told["parent"] == visit.revisions.get(number=2).sha256
    copy.refresh_from_db()
    assert (copy.decision, copy.resolved_by) == ("merged", cast.observer)
    assert visit.latest_revision == 3
    assert visit.revisions.get(number=3).source == Source.FORM
    assert AuditRecord.objects.filter(action="conflicting copy merged").count() == 1
    assert bytes(copy.payload)


def test_what_both_changed_has_to_be_chosen_and_the_rest_is_kept(cast, client):
    told = [{"answers": {**QUIET_ANSWERS, "voting.queue": {"value": v}}} for v in ("none", "long")]
    visit, copy = two_versions(cast, *told)
    text = client.post(page(visit, copy), {"parent": "0" * 64}).content.decode()
    assert "Choose one for each place where the two differ" in text
    assert "merge-missing" in text
    visit.refresh_from_db()
    assert visit.latest_revision == 2
    post(client, visit, copy, **{"answer-voting.queue": COPY})
    assert merged(visit)["answers"]["voting.queue"] == {"value": "long"}


def test_findings_of_both_phones_are_kept(cast, client):
    one = {"id": FINDING, "summary": "A man with a list.", "question": "voting.interference"}
    two = {**one, "summary": "Two men with a list."}
    other = {"id": OTHER, "summary": "No ramp."}
    visit, copy = two_versions(cast, {"findings": [one]}, {"findings": [two, other]})
    post(client, visit, copy, **{f"finding-{FINDING}": BOTH})
    summaries = set(Finding.objects.filter(visit=visit).values_list("summary", flat=True))
    assert summaries == {"A man with a list.", "Two men with a list.", "No ramp."}


def test_findings_that_nobody_gave_a_number_are_kept_too(cast, client):
    one, two = {"summary": "A man with a list."}, {"summary": "No ramp."}
    visit, copy = two_versions(cast, {"findings": [one]}, {"findings": [one, two]})
    post(client, visit, copy)
    assert merged(visit)["findings"] == [one, two]


def test_a_finding_without_a_number_that_the_latest_version_took_out_stays_out(cast, client):
    one, two = {"summary": "A man with a list."}, {"summary": "No ramp."}
    first = a_visit(findings=[one])
    receipt = send(first, cast)
    send(following(receipt, first, findings=[], comments="He was a clerk."), cast)
    told = following(receipt, first, device="other phone", findings=[one, two])
    send(told, cast, by=cast.second_secretariat)
    visit = stored(receipt)
    post(client, visit, visit.conflicts.get())
    assert merged(visit)["findings"] == [two]


def test_photos_of_both_are_kept_whatever_is_chosen(cast, client):
    def photo():
        return {"id": str(uuid4()), "sha256": "a" * 64, "size": 10, "type": "image/jpeg"}

    one, two = photo(), photo()
    mine, theirs = {"photos": [one], "comments": "x"}, {"photos": [two], "comments": "y"}
    visit, copy = two_versions(cast, mine, theirs)
    post(client, visit, copy, comments=LATEST)
    assert merged(visit)["photos"] == [one, two]


def test_another_version_that_comes_meanwhile_keeps_what_was_chosen(cast, client):
    visit, copy = two_versions(cast, MINE, THEIRS)
    text = client.get(page(visit, copy)).content.decode()
    parent = re.search(r'name="parent" value="(\w+)"', text)[1]
    ticked = dict(re.findall(r'name="(choice-[^"]+)"\s+value="(\w+)"\s+checked', text))
    latest = revision_of_number(visit, 2)
    send(changed(bytes(latest.payload), parent=latest.sha256, voted_so_far=99), cast)
    answer = client.post(page(visit, copy), {"parent": parent, **ticked}, follow=True)
    text = answer.content.decode()
    assert "What you chose is kept" in text
    copy.refresh_from_db()
    assert copy.decision == "merged"
    again = visit.conflicts.get(resolved_at=None)
    assert json.loads(bytes(again.payload))["comments"] == "Quiet.\n\nThe chair left."
    visit.refresh_from_db()
    assert visit.awaits_review
    # Only what came meanwhile is asked; what was chosen is ticked.
    post(client, visit, again, voted_so_far=LATEST)
    told = merged(visit)
    assert (told["voted_so_far"], told["comments"]) == (99, "Quiet.\n\nThe chair left.")
    assert told["answers"]["voting.station_ready"] == {"value": "no"}
    assert not visit.conflicts.filter(resolved_at=None).exists()


def revision_of_number(visit, number):
    return visit.revisions.get(number=number)


@pytest.mark.parametrize(
    ("decide", "sentence"),
    [
        (
            lambda copy, by: adopt_copy(copy, by=by),
            "took this version as the latest",
        ),
        (
            lambda copy, by: leave_copy(copy, note="Old.", by=by),
            "left this version",
        ),
    ],
)
def test_what_the_secretariat_decided_meanwhile_is_said(cast, client, decide, sentence):
    visit, copy = two_versions(cast, MINE, THEIRS)
    parent = revision_of_number(visit, 2).sha256
    decide(copy, cast.secretariat)
    sent = client.post(page(visit, copy), {"parent": parent, "choice-comments": "both"})
    assert sent.status_code == 409
    for text in (sent.content.decode(), client.get(page(visit, copy)).content.decode()):
        assert sentence in text
        assert "Nothing more is to be done here." in text


def test_sending_the_choice_twice_merges_once(cast, client):
    visit, copy = two_versions(cast, MINE, THEIRS)
    post(client, visit, copy)
    parent = revision_of_number(visit, 2).sha256
    answer = client.post(page(visit, copy), {"parent": parent, "choice-comments": "both"})
    assert "The team has merged this copy already." in answer.content.decode()
    visit.refresh_from_db()
    assert visit.latest_revision == 3


def test_an_urgent_answer_that_is_not_chosen_is_said_to_the_reviewer(cast, client):
    visit, copy = two_versions(
        cast,
        {"answers": {"voting.interference": {"value": "not_observed"}}},
        {"answers": URGENT_ANSWERS},
    )
    post(client, visit, copy, **{"answer-voting.interference": LATEST})
    visit.refresh_from_db()
    assert Flag.URGENT_MERGED_AWAY in visit.flag_codes
    assert not visit.urgent_waits
    assert visit.awaits_review


def test_a_verified_visit_counts_until_the_merged_version_is_reviewed(cast, client):
    visit, copy = two_versions(cast, MINE, THEIRS)
    verify_visit(revision_of_number(visit, 2), by=cast.secretariat)
    post(client, visit, copy)
    visit.refresh_from_db()
    assert (visit.state, visit.standing_revision, visit.latest_revision) == ("verified", 2, 3)
    assert visit.awaits_review


def test_a_visit_that_is_set_aside_is_spoken_of_first(cast, client):
    visit, copy = two_versions(cast, MINE, THEIRS)
    set_aside_visit(
        revision_of_number(visit, 2), reason=SetAsideReason.DUPLICATE, by=cast.secretariat
    )
    visit.refresh_from_db()
    assert visit.state == VisitState.SET_ASIDE
    assert "call the secretariat before" in client.get(page(visit, copy)).content.decode()


def test_the_teams_pages_lead_to_it_and_the_other_team_is_not_let_in(cast, client, signed_in):
    visit, copy = two_versions(cast, MINE, THEIRS)
    for name, args in (("my_visits", ["here"]), ("visit_detail", ["here", visit.uuid])):
        assert page(visit, copy) in client.get(reverse(name, args=args)).content.decode()
    received = reverse("visit_received", args=["here", visit.uuid, copy.sha256])
    assert page(visit, copy) in client.get(received).content.decode()
    assert signed_in(cast.other_observer).get(page(visit, copy)).status_code == 404
    text = signed_in(cast.secretariat).get(reverse("visit_detail", args=["here", visit.uuid]))
    assert page(visit, copy) not in text.content.decode()


def test_the_teams_other_member_merges_too(cast, signed_in):
    visit, copy = two_versions(cast, MINE, THEIRS)
    observer = ObserverFactory(mission=cast.mission, person__account=cast.reader)
    TeamMember.objects.create(team=cast.north_team, observer=observer)
    cast.reader.memberships.update(role="observer")
    assert signed_in(cast.reader).get(page(visit, copy)).status_code == 200


VALUES = st.sampled_from(["yes", "no", "not_observed", ""])
CODES = st.sampled_from(["voting.interference", "voting.station_ready", "own.new"])
SAID = st.fixed_dictionaries(
    {
        "comments": st.sampled_from(["", "a", "b"]),
        "voted_so_far": st.sampled_from([None, 0, 7, 8]),
        "answers": st.dictionaries(
            CODES, st.builds(lambda v, c: {"value": v, "comment": c}, VALUES, st.sampled_from("xy"))
        ),
        "something_else": st.sampled_from(["kept"]),
    }
)


@given(latest=SAID, copy=SAID, base=st.none() | SAID, pick=st.randoms())
@settings(max_examples=60, deadline=None)
def test_whatever_is_chosen_nothing_is_made_up_and_the_choice_is_what_is_sent(
    latest, copy, base, pick
):
    merge = Merge(latest, copy, base, FORM, "en")
    chosen = {
        part.name: pick.choice([LATEST, COPY, *([BOTH] if part.may_keep_both else [])])
        for part in merge.parts({})
    }
    assert not merge.undecided(chosen)
    made = merge.merged(chosen)
    assert made["something_else"] == "kept"
    for place in merge.places:
        choice = chosen.get(place.name, LATEST)
        if choice == BOTH:
            assert place.words(made).split("\n\n") == [place.words(latest), place.words(copy)]
        else:
            assert place.told(made) == place.told(copy if choice == COPY else latest)


def test_two_copies_merged_from_the_same_page_take_nothing_from_each_other(cast, client):
    visit, copy = two_versions(cast, MINE, THEIRS)
    first = bytes(visit.revisions.get(number=1).payload)
    told = {"device": "third phone", "comments": "A bus came."}
    third = following(send(first, cast), first, **told)
    assert send(third, cast, by=cast.second_secretariat).outcome == "conflict"
    other = visit.conflicts.exclude(pk=copy.pk).get()
    shown = visit.revisions.get(number=visit.latest_revision).sha256
    # Both pages were open before either was sent.
    pages = [(each, client.get(page(visit, each)).content.decode()) for each in (copy, other)]
    for each, text in pages:
        names = set(re.findall(r'name="choice-([^"]+)"', text))
        chosen = {f"choice-{name}": COPY for name in names}
        client.post(page(visit, each), {"parent": shown, **chosen})
    waiting = visit.conflicts.filter(resolved_at=None)
    told = [merged(visit), *(json.loads(bytes(each.payload)) for each in waiting)]
    assert {each["comments"] for each in told} == {"The chair left.", "A bus came."}
