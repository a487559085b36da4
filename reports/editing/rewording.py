"""The sentence that an edited text makes on the evidence as it is now."""

from dataclasses import replace

from reports.draft_types import Evidence, Sentence, Standing
from reports.drafting.claims import DOCUMENTED
from reports.drafting.material import Material
from reports.drafting.questions import (
    contrary_of,
    coverage_of,
    evidence_of,
    tally_of,
)
from reports.editing.blocks import Rewording
from reports.editing.bound import Phrases, claim_of
from reports.editing.marks import unbacked
from reports.editing.placeholders import filled
from reports.editing.subjects import Subject, phrases_for
from reports.figures import QuestionCount
from reports.standing import against, standing_of, thin


def reworded(
    material: Material,
    subject: Subject,
    machine: Sentence | None,
    text: Rewording,
    general: Phrases | None = None,
) -> Sentence:
    """Return the edited sentence: its text filled in, with its standing and its marks."""
    phrases = phrases_for(material, subject, text.about, text.stated, text.text, general)
    marked = unbacked(text.text, material.language, subject.backing, text.stated)
    done = filled(text.text, phrases, marked)
    if subject.counted:
        made = _of_question(material, subject, text)
    elif subject.kind == "context":
        made = _of_context(material, subject)
    elif subject.kind == "own":
        made = _of_own(material, text)
    else:
        made = machine or Sentence(key=subject.key, text="", standing="unsourced")
    standing = _lowered(made.standing) if done.marks else made.standing
    return replace(made, text=done.text, marks=done.marks, standing=standing)


def _lowered(standing: Standing) -> Standing:
    """Return the standing of a sentence with something in it that nothing backs."""
    return standing if standing in ("contradicted", "judgement") else "unsourced"


def _of_question(material: Material, subject: Subject, text: Rewording) -> Sentence:
    code = subject.key
    question, stage = material.questions[code]
    tally = tally_of(material, code) or QuestionCount()
    claim = claim_of(material, code, text.about, text.stated, text.text)
    contrary = contrary_of(material, code, tally)
    covered = coverage_of(material, stage, question.unit, tally)
    return Sentence(
        key=code,
        text="",
        standing=standing_of(claim, contrary, covered),
        about=claim.about,
        stated=claim.stated,
        unit=question.unit,
        figures={"n": claim.n, "of": claim.of},
        against=against(claim, contrary),
        evidence=evidence_of(material, code),
        theme=question.theme,
    )


def _of_context(material: Material, subject: Subject) -> Sentence:
    question, stage = material.questions[subject.key]
    tally = tally_of(material, subject.key) or QuestionCount()
    standing: Standing = "unsourced"
    if tally.of:
        standing = "thin" if thin(coverage_of(material, stage, question.unit, tally)) else "backed"
    return Sentence(
        key=subject.key,
        text="",
        standing=standing,
        evidence=evidence_of(material, subject.key),
        theme=question.theme,
    )


def _of_own(material: Material, text: Rewording) -> Sentence:
    """Return an own sentence: as good as the documents bound to it.

    A meeting shows that somebody was met; what the sentence says beyond that was told there.
    """
    sources = [
        each for each in material.papers.get("source", []) if each.code in text.bound.sources
    ]
    meetings = [
        each.code for each in material.papers.get("meeting", []) if each.code in text.bound.meetings
    ]
    standing: Standing = "unsourced"
    if any(source.role in DOCUMENTED for source in sources):
        standing = "backed"
    elif sources or meetings:
        standing = "reported"
    evidence = Evidence(
        meetings=tuple(sorted(meetings)), sources=tuple(sorted(each.code for each in sources))
    )
    return Sentence(key=text.key, text="", standing=standing, evidence=evidence)
