"""The sentences about questions: wording from the library, standing from the evidence."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from reports.draft_types import Evidence, Sentence
from reports.drafting.findings import summary_of
from reports.drafting.material import Material
from reports.figures import QuestionCount
from reports.quantifiers import without_braces
from reports.sentences.library import context_for, own_context, own_texts, texts_for
from reports.sentences.texts import ContextText, QuestionTexts
from reports.sentences.wording import (
    Wording,
    basis,
    choice_context,
    extent_context,
    fill,
    number_context,
    question_text,
    time_context,
    yes_context,
)
from reports.standing import Claim, Contrary, Coverage, against, standing_of, thin
from visits.answer_values import AnswerType
from visits.definition import Question
from visits.models import Polarity


def question_sentence(material: Material, code: str) -> Sentence | None:
    """Return the sentence of a question from verified answers; None where nobody observed it."""
    asked = material.asked(code)
    tally = tally_of(material, code)
    if asked is None or tally is None or not tally.of:
        return None
    question, stage = asked
    if question.has_adverse:
        return _adverse_sentence(material, question, stage, tally)
    return _context_sentence(material, question, stage, tally)


def tally_of(material: Material, code: str) -> QuestionCount | None:
    """Return a question's count, of stations or of visits as its sentence counts."""
    asked = material.asked(code)
    if asked and asked[0].unit == "station":
        return material.counts.by_station.get(code)
    return material.counts.by_visit.get(code)


def texts_of(question: Question, language: str) -> QuestionTexts:
    """Return the hand-written texts of a question, or plain ones around a mission's own label."""
    written = None if question.own else texts_for(question.code)
    if written is not None:
        return written
    labels = {
        adverse: _listed_answers(question, language, adverse=adverse) for adverse in (True, False)
    }
    happened = "yes" in question.adverse
    return own_texts(
        question.label(language),
        "none" if happened else "all",
        adverse=labels[True],
        favourable=labels[False],
    )


def _listed_answers(question: Question, language: str, *, adverse: bool) -> str:
    """Return a question's adverse (or other) answers in words: “no”, or “bad” or “very bad”."""
    quoted = [
        _("“{answer}”").format(answer=without_braces(question.value_label(value, language)))
        for value in question.substantive_values
        if (value in question.adverse) is adverse
    ]
    return get_text_list(quoted, str(_("or")))


def contrary_of(material: Material, code: str, tally: QuestionCount) -> Contrary:
    """Return the verified evidence by polarity that stands beside a question's answers."""
    findings = material.confirmed.get(code, [])
    adverse = sum(finding.polarity == Polarity.ADVERSE for finding in findings)
    question = material.questions[code][0]
    visits = tally.adverse_visits if question.unit == "station" else None
    return Contrary(adverse, len(findings) - adverse, visits)


def coverage_of(material: Material, stage: str, unit: str, tally: QuestionCount) -> Coverage:
    """Return how far a question's answers reach in its stage."""
    by_stage = material.counts.visits_by("stage").get(stage, 0)
    population = material.counts.stations_at(stage) if unit == "station" else by_stage
    areas = [code for code, (_, observed) in tally.by_area.items() if code and observed]
    return Coverage(
        reach=tally.of,
        population=population,
        areas=len(areas),
        areas_seen=len(material.counts.areas_seen),
        thin_below=material.mission.thin_below,
    )


def adverse_areas(material: Material, tally: QuestionCount) -> list[tuple[str, int]]:
    """Return the top-level areas with adverse answers: name and how many."""
    return [
        (without_braces(material.top_names.get(code, _("place not known"))), adverse)
        for code, (adverse, _observed) in sorted(tally.by_area.items())
        if adverse
    ]


def _adverse_sentence(
    material: Material, question: Question, stage: str, tally: QuestionCount
) -> Sentence:
    code = question.code
    contrary = contrary_of(material, code, tally)
    wording = wording_of(material, question, stage, tally)
    claim = Claim(wording.about, wording.stated, wording.n, tally.of)
    return Sentence(
        key=code,
        text=" ".join([wording.text, *named_findings(material, question, claim, contrary)]),
        standing=standing_of(claim, contrary, coverage_of(material, stage, question.unit, tally)),
        about=wording.about,
        stated=wording.stated,
        unit=question.unit,
        figures={"n": wording.n, "of": tally.of},
        against=against(claim, contrary),
        evidence=evidence_of(material, code),
        theme=question.theme,
    )


def wording_of(material: Material, question: Question, stage: str, tally: QuestionCount) -> Wording:
    """Return the library's wording of a question that has adverse answers, for its counts."""
    contrary = contrary_of(material, question.code, tally)
    # An adverse visit which a later one at the same station replaced stands against "all" too.
    replaced = max(0, (contrary.adverse_visits or 0) - tally.adverse)
    return question_text(
        texts_of(question, material.language),
        tally.adverse,
        tally.of,
        stage,
        question.unit,
        urgent=bool(question.urgent),
        areas=adverse_areas(material, tally),
        adverse_findings=contrary.adverse_findings + replaced,
        favourable_findings=contrary.favourable_findings,
        whole=is_whole(material, question, stage, tally),
    )


def is_whole(material: Material, question: Question, stage: str, tally: QuestionCount) -> bool:
    """Return whether every visit of the stage answered, so that the basis needs no more words."""
    visits = material.counts.visits_by("stage").get(stage, 0)
    return question.unit == "visit" and tally.of == visits


def evidence_of(material: Material, code: str) -> Evidence:
    """Return every visit that answered adversely, whatever the wording, and the findings."""
    findings = tuple(sorted(f.code for f in material.confirmed.get(code, [])))
    visits = tuple(material.counts.adverse_visits.get(code, ()))
    return Evidence(visits=visits, findings=findings)


def named_findings(
    material: Material, question: Question, claim: Claim, contrary: Contrary
) -> list[str]:
    """Return the sentences that name what stands against a word the answers alone would bear."""
    told = []
    if claim.n == claim.of and claim.about == "favourable" and contrary.adverse_findings:
        told = _of_polarity(material, question.code, Polarity.ADVERSE)
    if claim.n == claim.of and claim.about == "adverse" and contrary.favourable_findings:
        told = _of_polarity(material, question.code, Polarity.FAVOURABLE)
    replaced = (contrary.adverse_visits or 0) > 0 and claim.n == claim.of
    if replaced and claim.about == "favourable":
        told.append(_("An earlier visit to one of these stations had found otherwise."))
    return told


def _of_polarity(material: Material, code: str, polarity: str) -> list[str]:
    findings = [f for f in material.confirmed.get(code, []) if f.polarity == polarity]
    named = _("A finding of the mission says otherwise: {what}")
    return [named.format(what=summary_of(finding)) for finding in findings]


def _context_sentence(
    material: Material, question: Question, stage: str, tally: QuestionCount
) -> Sentence | None:
    texts = context_texts(question, material.language)
    text = context_text_of(material, texts, question, stage, tally) if texts else ""
    if not text:
        return None
    covered = coverage_of(material, stage, question.unit, tally)
    return Sentence(
        key=question.code,
        text=text,
        standing="thin" if thin(covered) else "backed",
        evidence=evidence_of(material, question.code),
        theme=question.theme,
    )


def context_texts(question: Question, language: str) -> ContextText | None:
    """Return the texts of a question without adverse answers; None for free text."""
    written = None if question.own else context_for(question.code)
    if written is not None:
        return written
    try:
        return own_context(question.label(language), question.type)
    except ValueError:
        return None  # free text feeds no sentence


def context_text_of(
    material: Material, texts: ContextText, question: Question, stage: str, tally: QuestionCount
) -> str:
    """Return what these texts say of a question without adverse answers."""
    if question.type in (AnswerType.YN, AnswerType.YNA):
        whole = is_whole(material, question, stage, tally)
        return yes_context(texts, tally.values["yes"], tally.of, stage, question.unit, whole)
    if question.type == AnswerType.TIME:
        return time_context(texts, dict(tally.values))
    if question.type == AnswerType.NUMBER:
        return number_context(texts, int(tally.total or 0), tally.of, approximate=tally.approximate)
    if question.type == AnswerType.EXTENT:
        return extent_context(texts, dict(tally.values))
    chosen = [
        (without_braces(question.value_label(value, material.language)), tally.values[value])
        for value in question.substantive_values
    ]
    return choice_context(texts, chosen, tally.of, as_written=question.own)


def adverse_only(material: Material, code: str) -> str:
    """Return the adverse side of a question alone, in exact numbers and with its areas."""
    question, stage = material.questions[code]
    tally = tally_of(material, code)
    if tally is None:
        return ""
    areas = adverse_areas(material, tally)
    figures = (tally.adverse, tally.of, stage, question.unit, "", areas)
    whole = is_whole(material, question, stage, tally)
    phrases = {
        name: basis(*figures, exact=True, rated=name == "rated", whole=whole)
        for name in ("basis", "rated")
    }
    template = texts_of(question, material.language).adverse
    return fill(template, of=str(tally.of), **phrases)
