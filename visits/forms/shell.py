"""The form of a visit without any visit in it: kept by the field app, filled on the phone."""

from typing import Any
from uuid import UUID

from missions.models import Mission
from visits.answer_values import AnswerType
from visits.balance import RULES, Rule
from visits.forms.layout import Place
from visits.forms.opened import OpenedForm
from visits.forms.visit_form import VisitForm
from visits.models import FormVersion

NOBODY = UUID(int=0)


class ShellPlace(Place):
    """Both ways to say where one is: a station of the list, or one that is not listed."""

    template = "visits/field/place.html"


class ShellForm(VisitForm):
    """Every part that a visit may need; what one does not need is hidden on the phone."""

    place = ShellPlace

    def __init__(self, mission: Mission, version: FormVersion) -> None:
        super().__init__(OpenedForm(mission, None, version.stage, version, NOBODY, None))
        area: Any = self.fields["area"]
        # The phone has the areas with its stations, and fills them in.
        area.choices = area.choices[:1]

    @property
    def replies(self) -> bool:
        """It has the step that answers the secretariat, which a phone hides where none asks."""
        return True

    @property
    def computed(self) -> list[str]:
        """The codes that the software answers: nobody is asked, and a phone sends none."""
        return [each.code for each in self.opened.definition.questions if each.computed]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that the figures of this form must keep; none where it asks for none."""
        numbers = {
            each.code.removeprefix("counting.")
            for each in self.opened.definition.questions
            if each.type is AnswerType.NUMBER and each.code.startswith("counting.")
        }
        return tuple(rule for rule in RULES if numbers.issuperset(rule.terms))
