"""Finding the texts of a question: the standard forms' by code, a mission's own by its label."""

from typing import Literal

from django.utils.translation import gettext

from reports.sentences import counting, opening, tabulation, voting
from reports.sentences.texts import ContextText, QuestionTexts

_STAGES = {
    "opening": opening,
    "voting": voting,
    "counting": counting,
    "tabulation": tabulation,
}


def texts_for(code: str) -> QuestionTexts | None:
    """Return the texts of a standard question with adverse answers, else None."""
    stage = _STAGES.get(code.partition(".")[0])
    return stage.TEXTS.get(code) if stage else None


def context_for(code: str) -> ContextText | None:
    """Return the texts of a standard question without adverse answers, else None."""
    stage = _STAGES.get(code.partition(".")[0])
    return stage.CONTEXT.get(code) if stage else None


def own_texts(label: str, clean_is: Literal["none", "all"]) -> QuestionTexts:
    """Return texts for a mission's own question with adverse answers, around its label.

    They speak of favourable and adverse answers: what an answer means is not known here.
    """
    adverse = gettext("To the question “{label}” observers gave an adverse answer {basis}.")
    favourable = gettext("To the question “{label}” observers gave a favourable answer {basis}")
    none = gettext("{Basis} did observers give an adverse answer to the question “{label}”.")
    return QuestionTexts(
        clean_is=clean_is,
        clean=_around(label, none if clean_is == "none" else f"{favourable}."),
        adverse=_around(label, adverse),
        favourable=_around(label, favourable),
        rest=gettext("{rest} an adverse one"),
    )


def own_context(label: str, type: str) -> ContextText:
    """Return texts for a mission's own question without adverse answers, by its answer type.

    Raises ValueError for a type that has no sentence (free text) or that is unknown.
    """
    if type in {"yn", "yna"}:
        yes = gettext("To the question “{label}” observers answered yes {basis}.")
        return _both(label, yes, yes)
    if type == "time":
        return _both(
            label,
            gettext("Asked “{label}”, observers noted {earliest}."),
            gettext("Asked “{label}”, observers noted {count} times, {times}."),
        )
    if type == "number":
        return _both(
            label,
            gettext("Asked “{label}”, observers noted {total}."),
            gettext("Asked “{label}”, observers noted {count} figures, {total} in all."),
        )
    if type in {"choice", "choices", "extent", "share", "scale"}:
        return _both(
            label,
            gettext("Asked “{label}”, observers answered: {list}."),
            gettext("Asked “{label}”, observers answered {count} times: {list}."),
        )
    raise ValueError(f"No sentence can be made of answers of the type “{type}”.")


def _both(label: str, one: str, many: str) -> ContextText:
    return ContextText(one=_around(label, one), many=_around(label, many))


def _around(label: str, template: str) -> str:
    """Return the template with the label in it, its other placeholders kept.

    Braces of the label become brackets: they would read as placeholders.
    """
    return template.replace("{label}", label.strip().replace("{", "(").replace("}", ")"))
