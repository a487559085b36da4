"""What may be done with a mission's forms: which questions can be left out, and what follows."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from missions.rules import NotAllowed
from visits.balance import RULES
from visits.definition import FormDefinition, Question

ANSWERED = gettext_lazy(
    "Visits answer this question already: it stays with them. Switch it off to ask it no more."
)
CHANGED_MEANWHILE = gettext_lazy(
    "The form was changed since you opened this page. Read the changes again, then publish."
)
NOTHING_NEW = gettext_lazy("The form in use says all this already: there is nothing to publish.")
NO_SUCH_QUESTION = gettext_lazy("The form of this stage has no such question.")

_FIGURES = frozenset(f"counting.{term}" for rule in RULES for term in rule.terms)
# What the software itself does with an answer, and no longer can without it.
_FOLLOWS = {
    "opening.opened_at": gettext_lazy(
        "The form can then no longer propose whether the station opened on time."
    ),
    "opening.on_time": gettext_lazy(
        "The mission can then no longer say how many stations opened late."
    ),
}


def dependants(form: FormDefinition, code: str) -> list[Question]:
    """Return the questions that are asked only because of an answer to this one, in order."""
    gone, found = {code}, []
    for question in form.questions:
        if question.only_if and question.only_if.question in gone:
            gone.add(question.code)
            found.append(question)
    return found


def check_can_switch_off(form: FormDefinition, code: str) -> None:
    """Raise NotAllowed unless a mission may leave this question out of its form.

    An urgent answer reaches the secretariat at once, whatever the host's law says of it; and what
    the software answers itself is no question to anybody.
    """
    if code not in form.codes:
        raise NotAllowed(NO_SUCH_QUESTION)
    language = get_language() or "en"
    for question in (form.question(code), *dependants(form, code)):
        label = {"label": question.label(language)}
        if question.urgent:
            sentence = _(
                "“%(label)s” stays: every mission must hear at once of a grave answer to it."
            )
            raise NotAllowed(sentence % label)
        if question.computed:
            sentence = _("“%(label)s” is answered by the software: it takes nobody's time.")
            raise NotAllowed(sentence % label)


def can_switch_off(form: FormDefinition, code: str) -> bool:
    """Return whether a mission may leave this question out of its form."""
    try:
        check_can_switch_off(form, code)
    except NotAllowed:
        return False
    return True


def what_follows(form: FormDefinition, code: str) -> list[str]:
    """Return a sentence for each thing that is lost when this question is no longer asked."""
    language = get_language() or "en"
    lost = []
    if gone := dependants(form, code):
        labels = ", ".join(f"“{question.label(language)}”" for question in gone)
        lost.append(_("With it goes: %(labels)s") % {"labels": labels})
    if code in _FIGURES:
        lost.append(_("A part of the check whether the protocol's figures add up goes too."))
    if code in _FOLLOWS:
        lost.append(str(_FOLLOWS[code]))
    return lost
