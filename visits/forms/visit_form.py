"""The form of a visit, made from the version of the observation form it is pinned to."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from visits.answer_values import AnswerType, read_number
from visits.balance import figures_of, imbalances
from visits.definition import Question, QuestionGroup
from visits.forms import header
from visits.forms.answers import QuestionFields
from visits.forms.fields import small_text
from visits.forms.layout import Buttons, Place, QuestionBlock, Reply, Step
from visits.forms.opened import OpenedForm
from visits.payload import told_answers


class VisitForm(forms.Form):
    """One visit. Everything but the arrival may be left; what cannot be read is pointed at."""

    use_required_attribute = False
    # How the form says which station it is about.
    place: type[Place] = Place

    def __init__(self, opened: OpenedForm, data: Any = None, *, asked: str = "") -> None:
        """`asked` is the secretariat's question that the visit came back with."""
        self.opened = opened
        self.asked = asked
        language = get_language() or "en"
        self.groups = [
            (
                group,
                [QuestionFields(each, language) for each in group.questions if not each.computed],
            )
            for group in opened.definition.groups
        ]
        self.language = language
        self.imbalances: list[str] = []
        super().__init__(data, initial=self._initial())
        self._add_fields()
        self.helper = self._helper()

    @property
    def questions(self) -> list[QuestionFields]:
        """The fields of every question that is asked, in order."""
        return [each for _group, questions in self.groups for each in questions]

    @property
    def replies(self) -> bool:
        """Whether it has the step that answers the secretariat.

        Words typed to a question that was answered meanwhile are not thrown away either.
        """
        return bool(self.asked or self.data.get("reply"))

    def _add_fields(self) -> None:
        if self.opened.station is None:
            self.fields |= header.not_listed_fields(self.opened.mission)
        self.fields |= header.time_fields() | header.station_fields(self.opened.stage)
        for question in self.questions:
            self.fields |= question.fields()
        self.fields["comments"] = forms.CharField(
            label=_("Anything else about this visit?"), required=False, widget=small_text()
        )
        self.fields["reply"] = forms.CharField(
            label=_("Your answer to the secretariat"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields["figures_confirmed"] = forms.BooleanField(
            label=_("These are the figures of the protocol"), required=False
        )

    def _initial(self) -> dict[str, Any]:
        told, shown = self.opened.told, dict(self.opened.told)
        # It was said to an earlier question.
        shown.pop("reply", None)
        for name in ("arrived_at", "departed_at"):
            shown[name] = self.opened.moment(name)
        answers = told_answers(told)
        for question in self.questions:
            code = question.question.code
            shown |= question.initial(answers.get(code), self.opened.finding_of(code))
        return shown

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*self.steps())
        return helper

    def steps(self) -> list[Step]:
        """Return the steps in order: the visit, the station, each group of questions, the end.

        Before them the answer to the secretariat, where it asks something.

        Keys of groups have no hyphens, so that no group can bear the key of one of the others.
        """
        place = header.NOT_LISTED if self.opened.station is None else ()
        details = [_detail(name) for name in header.STATION_DETAILS[self.opened.stage]]
        visit = ("arrived_at", "chosen_by", "accompanied_by_official")
        first = Step("the-visit", _("The visit"), self.place(*place), *map(_detail, visit))
        last = Step("the-end", _("Before you send"), Field("departed_at"), Field("comments"))
        groups = [
            Step(group.key, group.title(self.language), *map(QuestionBlock, questions))
            for group, questions in self.groups
        ]
        station = Step("the-station", _("The station"), *details)
        answer = [Step("the-answer", _("Your answer"), Reply())] if self.replies else []
        return [*answer, first, station, *groups, last]

    def shown_values(self, question: QuestionFields) -> list[str]:
        """Return the values a question shows now, typed or sent before."""
        shown = self[question.answer].value() or []
        return [shown] if isinstance(shown, str) else list(shown)

    def clean(self) -> dict[str, Any]:
        """Check what no field can see alone."""
        cleaned = self.cleaned_data
        for question in self.questions:
            for name, sentence in question.problems(cleaned).items():
                self.add_error(name, sentence)
        nowhere = not (cleaned.get("station_number") or cleaned.get("place"))
        if self.opened.station is None and nowhere:
            self.add_error("station_number", _("Write the station's number, or the place."))
        self._ask_about_figures(cleaned)
        return cleaned

    def _ask_about_figures(self, cleaned: dict[str, Any]) -> None:
        """Ask once where the figures of a protocol do not add up; the second time they pass."""
        self.imbalances = imbalances(self._figures(cleaned))
        asked = self.data.get("figures_asked") or cleaned.get("figures_confirmed")
        if self.imbalances and not asked:
            self.add_error("figures_confirmed", self.imbalances)

    def _figures(self, cleaned: dict[str, Any]) -> dict[str, int | None]:
        numbers: dict[str, int | None] = {}
        for question in self.questions:
            text = cleaned.get(question.answer)
            if question.question.type is AnswerType.NUMBER and text:
                number, approximate = read_number(text)
                numbers[question.question.code] = None if approximate else number
        return figures_of(numbers)

    def payload(self, **more: str) -> bytes:
        """Return the visit as it is sent; the same page sent twice gives the same bytes.

        `more` is what the page says besides the form, as who called.
        """
        cleaned = self.cleaned_data
        told = [(each.question.code, each.told(cleaned)) for each in self.questions]
        plain = [*header.NOT_LISTED, *header.STATION_DETAILS[self.opened.stage]]
        plain += ["chosen_by", "accompanied_by_official", "comments", "reply"]
        return self.opened.payload(
            **{name: cleaned.get(name) or "" for name in plain},
            arrived_at=cleaned["arrived_at"].isoformat(),
            departed_at=cleaned["departed_at"].isoformat() if cleaned["departed_at"] else "",
            answers={code: answer for code, answer in told if answer},
            findings=self._findings(cleaned),
            figures_confirmed=bool(self.imbalances and cleaned["figures_confirmed"]) or "",
            **more,
        )

    def _findings(self, cleaned: dict[str, Any]) -> list[dict[str, Any]]:
        opened = self.opened
        told = [
            each.told_finding(cleaned, opened.uuid, opened.finding_of(each.question.code))
            for each in self.questions
        ]
        return [finding for finding in told if finding]


def _asked(group: QuestionGroup) -> list[Question]:
    return [question for question in group.questions if not question.computed]


def _detail(name: str) -> Any:
    return Buttons(name) if name in header.BUTTONS else Field(name)
