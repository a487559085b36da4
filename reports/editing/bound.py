"""What is bound to a sentence: the placeholders people may use, and what they say now."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from reports.drafting.material import Material
from reports.drafting.mission_figures import figures_of
from reports.drafting.questions import adverse_areas, context_text_of, is_whole, tally_of
from reports.editing.blocks import LIVE
from reports.editing.placeholders import asks
from reports.figures import QuestionCount
from reports.quantifiers import number, quantifier, stated_allowed
from reports.sentences.populations import every_one_of, population_of
from reports.sentences.texts import ContextText
from reports.sentences.wording import basis, rest
from reports.standing import Claim
from visits.answer_values import AnswerType
from visits.definition import Question

Phrases = dict[str, str]
_CONTEXT_NAMES: dict[str, tuple[str, ...]] = {
    AnswerType.YN: ("basis", "count"),
    AnswerType.YNA: ("basis", "count"),
    AnswerType.TIME: ("earliest", "latest", "times", "count"),
    AnswerType.NUMBER: ("total", "count"),
}


def mission_phrases(material: Material) -> Phrases:
    """Return the mission's figures in words, without those that must not be printed."""
    withheld = material.mission.withheld
    figures = figures_of(material)
    return {name: number(each.value) for name, each in figures.items() if name not in withheld}


def claim_of(material: Material, code: str, about: str, stated: str, text: str) -> Claim:
    """Return what a text about a question claims on the counts as they are now.

    A live word is the table's, where it may stand; a text that shows none claims its numbers.
    """
    question, _stage = material.questions[code]
    tally = tally_of(material, code) or QuestionCount()
    n = tally.adverse if about == "adverse" else tally.of - tally.adverse
    if stated != LIVE:
        return Claim(about, stated, n, tally.of)
    word = quantifier(n, tally.of) if tally.of else ""
    shown = asks(text, "quantifier", "basis", "rated")
    allowed = shown and stated_allowed(about, word, bool(question.urgent))
    return Claim(about, word if allowed else "", n, tally.of)


def question_phrases(material: Material, code: str, claim: Claim, text: str) -> Phrases:
    """Return what a text about a question may say, as its claim words it."""
    question, stage = material.questions[code]
    tally = tally_of(material, code) or QuestionCount()
    word = "" if asks(text, "quantifier") else claim.stated
    return {
        "basis": _basis(material, question, stage, claim, word),
        "rated": _basis(material, question, stage, claim, word, rated=True),
        "population": population_of(claim.of, stage, question.unit, _asked(material, code)),
        "n": number(claim.n),
        "of": number(claim.of),
        "quantifier": _word(claim),
        "rest": rest(
            claim.of - claim.n,
            question.unit,
            _areas(material, question, tally, claim.about == "favourable"),
            stage=stage,
        ),
    }


def matter_phrases(material: Material, code: str) -> Phrases:
    """Return what a text on an adverse pattern may say: exact numbers with their areas."""
    question, stage = material.questions[code]
    tally = tally_of(material, code) or QuestionCount()
    areas = adverse_areas(material, tally)
    whole = is_whole(material, question, stage, tally)
    figures = (tally.adverse, tally.of, stage, question.unit, "", areas)
    return {
        "basis": basis(*figures, exact=True, whole=whole),
        "rated": basis(*figures, exact=True, rated=True, whole=whole),
        "n": number(tally.adverse),
        "of": number(tally.of),
        "population": population_of(tally.of, stage, question.unit, _asked(material, code)),
    }


def context_phrases(material: Material, code: str) -> Phrases:
    """Return what a text on a question without adverse answers may say; nothing unanswered."""
    question, stage = material.questions[code]
    tally = tally_of(material, code)
    names = _CONTEXT_NAMES.get(question.type, ("list", "count"))
    if tally is None or not tally.of:
        return dict.fromkeys(names, _nobody())
    texts = {name: ContextText(f"{{{name}}}", f"{{{name}}}") for name in names}
    return {
        name: context_text_of(material, each, question, stage, tally)
        for name, each in texts.items()
    }


def _nobody() -> str:
    return _("in no visit in which this was checked")


def _asked(material: Material, code: str) -> str:
    question, stage = material.questions[code]
    tally = tally_of(material, code) or QuestionCount()
    return "whole" if is_whole(material, question, stage, tally) else "checked"


def _areas(
    material: Material, question: Question, tally: QuestionCount, wanted: bool
) -> list[tuple[str, int]]:
    """Return the areas of adverse answers, which a question with an urgent answer names."""
    return adverse_areas(material, tally) if wanted and question.urgent else []


def _basis(
    material: Material, question: Question, stage: str, claim: Claim, word: str, rated: bool = False
) -> str:
    """Return the figure with its basis, in the word that the text claims where it claims one."""
    tally = tally_of(material, question.code)
    if tally is None or not claim.of:
        return _nobody()
    whole = is_whole(material, question, stage, tally)
    if word == "all":
        # Said as claimed, whether or not it still holds: its standing tells.
        return every_one_of(claim.of, stage, question.unit, "whole" if whole else "checked")
    areas = _areas(material, question, tally, claim.about == "adverse")
    places = (claim.n, claim.of, stage, question.unit, word, areas)
    return basis(*places, exact=bool(question.urgent), rated=rated, whole=whole)


def _word(claim: Claim) -> str:
    """Return the table's word, or the number where no word may stand."""
    words = {
        "none": _("none"),
        "all": _("all"),
        "nearly_all": _("nearly all"),
        "most": _("most"),
        "half": _("half"),
        "many": _("many"),
        "some": _("some"),
        "few": _("few"),
    }
    return words.get(claim.stated, number(claim.n))


def listed_names(names: list[str]) -> str:
    """Return placeholders as people type them: “{n}”, “{of}” or “{basis}”."""
    return get_text_list([f"{{{name}}}" for name in names], str(_("or")))
