"""The questions of the forms in use, and their answers, as a list to choose from."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Stage
from missions.models import Mission
from visits.answer_values import NOT_OBSERVED, SILENT_LABELS
from visits.answered import ADVERSE, FAVOURABLE, NOT_ASKED, OBSERVED
from visits.form_versions import current_versions, definition_of
from visits.question import Question

POLARITIES = [(ADVERSE, _("Adverse")), (FAVOURABLE, _("Favourable"))]
UNOBSERVED = (NOT_OBSERVED, SILENT_LABELS[NOT_OBSERVED])
SEEN = [(OBSERVED, _("Observed")), UNOBSERVED, (NOT_ASKED, _("Answered without being asked"))]

Choices = list[tuple[Any, Any]]


class QuestionChoices:
    """The questions in use in a mission, read with one query."""

    def __init__(self, mission: Mission) -> None:
        self._forms = {
            stage: definition_of(version) for stage, version in current_versions(mission).items()
        }

    def questions(self) -> Choices:
        """Return every question, grouped by stage in the order asked."""
        language = get_language() or "en"
        return [
            (
                stage.label,
                [(each.code, each.label(language)) for each in self._forms[stage].questions],
            )
            for stage in Stage
            if stage in self._forms
        ]

    def answers(self, code: str) -> Choices:
        """Return what a question may be answered with: by what it means, then by its values."""
        question = self._question(code)
        if question is None:
            return [*POLARITIES, *SEEN]
        language = get_language() or "en"
        meant = [*POLARITIES, *SEEN] if question.has_adverse else SEEN
        values = [
            (value, question.value_label(value, language))
            for value in question.values
            if value != NOT_OBSERVED
        ]
        # An open question has no values to list: its numbers and texts are in the visits.
        return [*meant, (_("Answered"), values)] if question.substantive_values else [*meant]

    def _question(self, code: str) -> Question | None:
        return next((each for each in self._all() if each.code == code), None)

    def _all(self) -> Iterator[Question]:
        return (question for form in self._forms.values() for question in form.questions)


def offering(choices: Choices, asked: str) -> Choices:
    """Return choices with what an address asks for among them, whatever form once had it."""
    listed: set[str] = set()
    for value, label in choices:
        listed |= {each for each, _label in label} if isinstance(label, list) else {value}
    return choices if not asked or asked in listed else [*choices, (asked, asked)]
