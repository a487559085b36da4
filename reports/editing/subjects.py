"""What a sentence that somebody edits is about, and the text from which editing begins."""

from dataclasses import dataclass
from typing import Literal

from reports.draft_types import Evidence, Sentence
from reports.drafting.claims import CLAIMED_WITH_A_SOURCE, CONCLUSION
from reports.drafting.fixed import day
from reports.drafting.material import Material
from reports.drafting.patterns import PREFIX
from reports.drafting.questions import (
    context_texts,
    contrary_of,
    named_findings,
    tally_of,
    texts_of,
    wording_of,
)
from reports.editing.blocks import LIVE
from reports.editing.bound import (
    Phrases,
    claim_of,
    context_phrases,
    matter_phrases,
    mission_phrases,
    question_phrases,
)
from reports.editing.marks import words_of
from reports.editing.placeholders import filled
from reports.figures import QuestionCount
from reports.models import Block
from reports.quantifiers import without_braces
from visits.definition import Question
from visits.models import Basis, Finding

FINDING = "finding."
METHOD = "method."
NOTHING = Evidence()
Kind = Literal["question", "context", "matter", "finding", "record", "own"]


@dataclass(frozen=True)
class Subject:
    """A sentence as it can be edited: `template` is the machine's text with its placeholders.

    `about` and `stated` are what the template states. `backing` are the typed numbers and words
    that its records hold; `told` where it must keep saying that it was reported to the mission.
    """

    key: str
    kind: Kind
    template: str
    about: str = ""
    stated: str = ""
    backing: frozenset[str] = frozenset()
    told: bool = False
    urgent: bool = False

    @property
    def counted(self) -> bool:
        """Whether the text says what it speaks of, and what it states."""
        return self.kind == "question"


def is_machines(key: str) -> bool:
    """Return whether a sentence's words are not edited: scope and method, and what is claimed."""
    return key in ("scope", CONCLUSION, *CLAIMED_WITH_A_SOURCE) or key.startswith(METHOD)


def is_own(material: Material, key: str) -> bool:
    """Return whether a key is of a sentence that people wrote beside all records' own."""
    return key.startswith(Block.OWN) and key not in material.questions


def subject_of(
    material: Material, key: str, machine: Sentence | None, bound: Evidence = NOTHING
) -> Subject | None:
    """Return what a sentence is about; None where the records know nothing of it any longer.

    `machine` is the machine's own sentence, if it makes one; `bound` what an own one rests on.
    """
    if key in material.questions:
        return _of_question(material, key, machine)
    if key.startswith(PREFIX) and key.removeprefix(PREFIX) in material.questions:
        return _of_pattern(material, key, machine) if machine else None
    if is_own(material, key):
        return Subject(key, "own", "", backing=_held(material, bound))
    if machine is None:
        return None
    if key.startswith((FINDING, f"{PREFIX}{FINDING}")):
        return _of_finding(material, key, machine)
    text = without_braces(machine.text)
    return Subject(key, "record", text, backing=_words(material, [machine.text]))


def _words(material: Material, texts: list[str]) -> frozenset[str]:
    return words_of(texts, material.language)


def _of_question(material: Material, code: str, machine: Sentence | None) -> Subject:
    question, stage = material.questions[code]
    tally = tally_of(material, code) or QuestionCount()
    if not question.has_adverse:
        return _of_context(material, question, tally)
    texts = texts_of(question, material.language)
    written = [str(texts.clean), str(texts.adverse), str(texts.favourable), str(texts.rest)]
    template, about, stated = f"{texts.favourable}.", "favourable", ""
    named: list[str] = []
    if tally.of:
        wording = wording_of(material, question, stage, tally)
        claim = claim_of(material, code, wording.about, wording.stated, wording.template)
        named = named_findings(material, question, claim, contrary_of(material, code, tally))
        template, about = wording.template, wording.about
        # "In none did observers see" cannot be said of anything else; other words may live.
        stated = wording.stated if wording.stated in ("none", "all", "") else LIVE
    elif machine is not None:
        template = without_braces(machine.text)
    return Subject(
        key=code,
        kind="question",
        template=" ".join([template, *map(without_braces, named)]),
        about=about,
        stated=stated,
        backing=_words(material, [*written, *_summaries(material.confirmed.get(code, []))]),
        urgent=bool(question.urgent),
    )


def _of_context(material: Material, question: Question, tally: QuestionCount) -> Subject:
    texts = context_texts(question, material.language)
    template = str(texts.one if tally.of == 1 else texts.many) if texts else ""
    labels = [question.value_label(each, material.language) for each in question.substantive_values]
    backing = _words(material, [template, question.label(material.language), *map(str, labels)])
    return Subject(question.code, "context", template, backing=backing)


def _of_pattern(material: Material, key: str, machine: Sentence) -> Subject:
    code = key.removeprefix(PREFIX)
    question, _stage = material.questions[code]
    texts = texts_of(question, material.language)
    template = str(texts.adverse)
    phrases = matter_phrases(material, code)
    # What the machine adds of the commission's response, as it stands.
    from_library = filled(template, phrases, []).text
    tail = machine.text[len(from_library) :].strip() if machine.figures.get("n") else ""
    if not machine.figures.get("n"):
        template = machine.text
    backing = [template, tail, *_summaries(material.confirmed.get(code, []))]
    return Subject(
        key=key,
        kind="matter",
        template=" ".join(part for part in (template, without_braces(tail)) if part),
        about="adverse",
        backing=_words(material, backing),
    )


def _of_finding(material: Material, key: str, machine: Sentence) -> Subject:
    code = key.removeprefix(PREFIX).removeprefix(FINDING)
    finding = next((each for each in material.findings if each.code == code), None)
    return Subject(
        key=key,
        kind="finding",
        template=without_braces(machine.text),
        about=machine.about,
        backing=_words(material, [machine.text]),
        told=finding is not None and finding.basis == Basis.TOLD,
    )


def _summaries(findings: list[Finding]) -> list[str]:
    return [f"{each.summary} {each.response}" for each in findings if not each.confidential]


def _held(material: Material, bound: Evidence) -> frozenset[str]:
    """Return the numbers and words that the sources and meetings bound to a sentence hold."""
    texts = []
    for paper in material.papers.get("source", []):
        if paper.code in bound.sources:
            texts.append(f"{paper.text} {paper.person} {paper.more}")
    for paper in material.papers.get("meeting", []):
        if paper.code in bound.meetings:
            dates = [day(date) for date in (paper.date, paper.end_date) if date]
            texts.append(" ".join([paper.text, paper.person, paper.role, *dates]))
    return _words(material, texts)


def phrases_for(
    material: Material,
    subject: Subject,
    about: str,
    stated: str,
    text: str,
    general: Phrases | None = None,
) -> Phrases:
    """Return every placeholder a text on this subject may use, with what it says now.

    `general` are the mission's figures in words, where they were worked out before.
    """
    figures = mission_phrases(material) if general is None else general
    if subject.kind == "question":
        claim = claim_of(material, subject.key, about, stated, text)
        return question_phrases(material, subject.key, claim, text) | figures
    if subject.kind == "matter":
        return matter_phrases(material, subject.key.removeprefix(PREFIX)) | figures
    if subject.kind == "context":
        return context_phrases(material, subject.key) | figures
    return figures
