"""How the visit form lies on the page: steps of questions, one group each."""

from typing import Any

from crispy_forms.layout import Div, LayoutObject
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from visits.definition import Question
from visits.forms.answers import FINDING_PARTS, QuestionFields


class Step(Div):
    """One screen of the form; without JavaScript, one section of a long page."""

    template = "visits/log/step.html"

    def __init__(self, key: str, title: str | Promise, *fields: Any) -> None:
        super().__init__(*fields, css_id=f"step-{key}")
        self.key = key
        self.title = title


class Buttons(LayoutObject):
    """Choices of the header as large buttons."""

    template = "visits/log/buttons.html"

    def __init__(self, name: str) -> None:
        self.fields = [name]

    def render(self, form: Any, context: Any, **kwargs: Any) -> SafeString:
        """Return the field as a group of buttons."""
        name = self.fields[0]
        form.rendered_fields.add(name)
        return render_to_string(self.template, {"field": form[name]})


class Place(LayoutObject):
    """The station one came to, or the fields of one that is not listed."""

    template = "visits/log/place.html"

    def __init__(self, *names: str) -> None:
        self.fields = list(names)

    def render(self, form: Any, context: Any, **kwargs: Any) -> SafeString:
        """Return the station in words, or what to write of one that is not listed."""
        form.rendered_fields.update(self.fields)
        shown = {"form": form, "fields": [form[name] for name in self.fields]}
        return render_to_string(self.template, context.flatten() | shown)


class Reply(LayoutObject):
    """The words to the secretariat, which may be sent at once."""

    template = "visits/log/reply.html"
    fields: list[str] = []

    def render(self, form: Any, context: Any, **kwargs: Any) -> SafeString:
        """Return the field with a button of its own."""
        form.rendered_fields.add("reply")
        return render_to_string(self.template, {"field": form["reply"]})


class QuestionBlock(LayoutObject):
    """One question: its answer as large buttons, its comment, the finding it may ask for."""

    template = "visits/log/question.html"

    def __init__(self, fields: QuestionFields) -> None:
        self.question = fields
        self.fields: list[str] = []

    def render(self, form: Any, context: Any, **kwargs: Any) -> SafeString:
        """Return the question with what was answered and what is wrong with it."""
        names, values = self.question, form.shown_values(self.question)
        form.rendered_fields.update(names.fields())
        parts = [form[names.part(part)] for part in FINDING_PARTS] if names.finding else []
        shown = {
            "answer": form[names.answer],
            "silent": form[names.silent] if names.silent else None,
            "comment": form[names.comment],
            "finding": parts,
            "is_urgent": names.question.is_urgent(values),
            "finding_open": any(
                part.errors or (part.data if form.is_bound else part.initial)
                for part in parts
                if part.name.endswith("summary")
            ),
        }
        return render_to_string(self.template, _about(names.question, names.language) | shown)


def _about(question: Question, language: str) -> dict[str, Any]:
    asks_comment = [value for value in question.values if question.asks_comment([value])]
    return {
        "question": question,
        "help": question.help(language),
        "condition": question.only_if,
        "urgent_values": " ".join(sorted(question.urgent)),
        "comment_values": " ".join(asks_comment),
        "is_text": question.type in ("text", "number", "time"),
    }
