"""What records hold, as a sentence prints it: ordinary spaces, and braces as brackets."""

import pytest

from missions.models import Area, Meeting, SourceDocument, Station
from reports.drafting import draft_statement
from tests.factories import JudgementFactory
from tests.reports.building import build, many, plain_mission
from tests.reports.naive import PlainFinding
from visits.models import Finding

pytestmark = pytest.mark.django_db
ODD = "{A}\u00a0of\r\nB\u2028 C"
PLAIN = "(A) of B C"


def draft_of_odd_records():
    """Return the sentences of a mission whose records hold no-break spaces, lines and braces."""
    findings = [
        PlainFinding("f1", "voting.interference", "", basis="seen", state="confirmed"),
        PlainFinding("f2", "", "", basis="told", state="confirmed"),
    ]
    visits = many("voting.interference", "yes", 6) + many("opening.admitted", "yes", 1)
    mission = build(plain_mission(*visits, findings=findings, meetings=1))
    for name in ("title", "organisation", "election", "legal_basis"):
        setattr(mission, name, ODD)
    mission.save()
    Area.objects.update(name=ODD)
    Station.objects.update(number="{1}\u00a02")
    Meeting.objects.update(organisation=ODD)
    Finding.objects.update(
        summary=ODD, told_by=ODD, response=ODD, severity="serious", area=Area.objects.first()
    )
    JudgementFactory(mission=mission, key="media", text=f"{ODD}, 12 hours")
    JudgementFactory(mission=mission, key="conclusion", text=ODD, signed_by=ODD)
    SourceDocument.objects.create(
        mission=mission, code="d", title=ODD, issuer=ODD, theme="media", kind="report"
    )
    return draft_statement(mission)


def test_no_sentence_prints_odd_spaces_or_braces():
    draft = draft_of_odd_records()
    sentences = {each.key: each.text for part in draft.sections for each in part.sentences}
    odd = {key for key, text in sentences.items() if text != " ".join(text.split())}
    braces = {key for key, text in sentences.items() if "{" in text or "}" in text}
    assert (odd, braces) == (set(), set())
    for key in ("mission.identity", "mission.legal_basis", "meetings", "areas.groups", "media"):
        assert PLAIN in sentences[key], key
    for key in ("stations.visited", "conclusion", "finding.f2", "matters.finding.f1"):
        assert PLAIN in sentences[key], key


def test_what_is_typed_in_a_claim_with_braces_is_marked_at_its_place():
    draft = draft_of_odd_records()
    sentences = [each for part in draft.sections for each in part.sentences]
    (media,) = [each for each in sentences if each.key == "media"]
    assert [media.text[mark.start : mark.end] for mark in media.marks] == ["12"]
