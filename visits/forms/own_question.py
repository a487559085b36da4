"""The form of a question that a mission adds to a form."""

from collections.abc import Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Theme
from missions.models import Mission
from visits.answer_values import TYPE_LABELS
from visits.definition import DefinitionError, compose, parse_definition, standard_forms
from visits.form_page import StageForm
from visits.form_versions import listed, raw_question
from visits.models import MissionQuestion
from visits.own_questions import problems_of

ADVERSE_HELP = _(
    "Which answers count as a problem, with ; between them: yes or no; for a rating bad; very_bad; "
    "for cases few; some; many; for how many of them none; few; half; most; for a list, its "
    "choices. Empty: no answer is a problem."
)


def _one_line(question: Any, language: str) -> str:
    label = question.label(language)
    return label if len(label) <= 70 else f"{label[:69].rstrip()}…"


class OwnQuestionForm(forms.Form):
    """One question: what is asked, how it is answered, and where in the form it stands."""

    use_required_attribute = False
    label = forms.CharField(
        label=_("Question"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One fact a question, something a person can see. As the observer reads it."),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=80,
        validators=[RegexValidator(r"^[a-z0-9_.-]+\Z", _("Expected only a-z, 0-9, _, - and ."))],
        help_text=_(
            "Short, of a-z, 0-9, _ and . such as lights_on. Files and the statement know the "
            "question by it; it never changes."
        ),
    )
    type = forms.ChoiceField(label=_("Answered with"), choices=[*TYPE_LABELS.items()])
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only where the answer is from a list: one choice a line."),
    )
    adverse = forms.CharField(
        label=_("Adverse answers"), required=False, max_length=300, help_text=ADVERSE_HELP
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        required=False,
        choices=[("", _("None")), *Theme.choices],
        help_text=_("Where in a statement its sentence stands."),
    )
    after = forms.ChoiceField(label=_("Asked after"), required=False)
    only_if = forms.ChoiceField(
        label=_("Asked only if"),
        required=False,
        help_text=_("An answer to a question that is asked before it."),
    )

    def __init__(
        self,
        mission: Mission,
        stage_form: StageForm,
        question: MissionQuestion | None = None,
        typed: Any = None,
        *,
        fixed: bool = False,
    ) -> None:
        self.mission, self.stage_form, self.question = mission, stage_form, question
        super().__init__(typed, initial=_initial(question) if question else {})
        # Fields of choices; mypy sees a Field.
        self.fields["after"].choices = list(self._places())  # type: ignore[attr-defined]
        self.fields["only_if"].choices = list(self._conditions())  # type: ignore[attr-defined]
        self._add_languages()
        if question:
            del self.fields["code"]
        for name in ("type", "choices", "adverse") if fixed else ():
            # What an answer means is fixed once there is one; the field shows it.
            self.fields[name].disabled = True

    @property
    def helper(self) -> FormHelper:
        """How crispy shows the form: fields only, the page has the rest."""
        helper = FormHelper()
        helper.form_tag = False
        return helper

    def _add_languages(self) -> None:
        """Add a wording for each further language of the mission, behind the question itself."""
        further = [code for code in self.mission.languages.split() if code != "en"]
        names = self.question.names if self.question else {}
        for code in dict.fromkeys([*further, *names]):
            self.fields[f"label_{code}"] = forms.CharField(
                label=_("Question in %(language)s") % {"language": _language(code)},
                required=False,
                initial=names.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )
        languages = [name for name in self.fields if name.startswith("label_")]
        self.order_fields(["label", *languages])

    def _others(self) -> list[Any]:
        own = self.question.code if self.question else ""
        return [each for each in self.stage_form.whole.questions if each.code != own]

    def _places(self) -> Iterator[tuple[str, str]]:
        language = get_language() or "en"
        yield "", str(_("At the end of the form"))
        for question in self._others():
            yield question.code, _one_line(question, language)
        now = self.question.after if self.question else ""
        if now and now not in self.stage_form.whole.codes:
            yield now, now

    def _conditions(self) -> Iterator[tuple[str, Any]]:
        language = get_language() or "en"
        yield "", str(_("Always"))
        for question in self._others():
            answers = [
                (f"{question.code} = {value}", question.value_label(value, language))
                for value in question.substantive_values
                if not question.computed
            ]
            if answers:
                yield _one_line(question, language), answers

    def clean_code(self) -> str:
        """Return the code, which no question of the mission has yet."""
        code: str = self.cleaned_data["code"].strip()
        if MissionQuestion.objects.filter(mission=self.mission, code=code).exists():
            raise forms.ValidationError(_("The mission has a question with this code already."))
        return code

    def clean_choices(self) -> str:
        """Return the choices as a cell of questions.csv lists them."""
        return "; ".join(listed(self.cleaned_data["choices"].replace("\n", ";")))

    def clean_adverse(self) -> str:
        """Return the adverse answers as a cell of questions.csv lists them."""
        return "; ".join(listed(self.cleaned_data["adverse"].replace(",", ";")))

    def clean(self) -> dict[str, Any]:
        """Check the question by itself, then the form it makes."""
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        question = self.written()
        form = self.stage_form
        standard = {code for code in form.whole.codes if code not in form.own}
        for problem in problems_of(question, standard, {*form.whole.codes, question.code}):
            name = problem.field if problem.field in self.fields else None
            self.add_error(name, _("Expected: %(expected)s.") % {"expected": problem.expected})
        if not self.errors:
            self._compose(question)
        return cleaned

    def _compose(self, question: MissionQuestion) -> None:
        own = {**self.stage_form.own, question.code: question}
        raw = [raw_question(own[code]) for code in sorted(own)]
        try:
            parse_definition(compose(standard_forms()[self.stage_form.stage], raw, ()))
        except DefinitionError as wrong:
            self.add_error(None, str(wrong))

    def fields_written(self) -> dict[str, Any]:
        """Return the fields of the question as the form says them."""
        cleaned = self.cleaned_data
        names = {
            name.removeprefix("label_"): cleaned[name].strip()
            for name in self.fields
            if name.startswith("label_") and cleaned.get(name, "").strip()
        }
        plain = ("type", "choices", "adverse", "theme", "after", "only_if")
        said = {name: cleaned[name] for name in plain}
        return {"label": cleaned["label"].strip(), "names": names, **said}

    def written(self) -> MissionQuestion:
        """Return the question as the form says it, stored nowhere yet."""
        code = self.question.code if self.question else self.cleaned_data["code"]
        stage = self.stage_form.stage
        return MissionQuestion(
            mission=self.mission, code=code, stage=stage, **self.fields_written()
        )


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _initial(question: MissionQuestion) -> dict[str, Any]:
    names = ("label", "type", "adverse", "theme", "after", "only_if")
    shown = {name: getattr(question, name) for name in names}
    return {**shown, "choices": "\n".join(listed(question.choices))}
