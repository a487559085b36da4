"""Finding the texts of a question: the standard forms' by code, a mission's own by its label."""

from typing import Literal

from django.utils.translation import gettext

from reports.quantifiers import without_braces
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


def own_texts(
    label: str, clean_is: Literal["none", "all"], *, adverse: str, favourable: str
) -> QuestionTexts:
    """Return texts for a mission's own question with adverse answers, around its label.

    They quote the question and its answers ("no"): what these mean is not known here.
    """
    question = without_braces(label.strip())

    def around(template: str, answers: str) -> str:
        # The question's own braces became brackets: they would read as placeholders.
        return template.replace("{label}", question).replace("{answers}", answers)

    given = gettext("Asked “{label}”, observers answered {answers} {basis}")
    none = gettext("{Basis} did observers answer {answers} to “{label}”.")
    return QuestionTexts(
        clean_is=clean_is,
        clean=around(none, adverse) if clean_is == "none" else around(f"{given}.", favourable),
        adverse=around(f"{given}.", adverse),
        favourable=around(given, favourable),
        rest=around(gettext("{rest} they answered {answers}"), adverse),
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
    return template.replace("{label}", without_braces(label.strip()))
