"""What the forms of all records have in common: groups of fields, codes, further names."""

import unicodedata
from typing import TYPE_CHECKING, Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms
from django.db.models import Model
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.forms.meanwhile import AS_SHOWN, MeanwhileForm
from missions.forms.years import keep_to_the_years
from missions.models import Mission, Named

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

Group = tuple[str | Promise, tuple[str, ...]]
FURTHER_NAMES = gettext_lazy("Names in other scripts and languages")


DASHES = BLANK_CHOICE_DASH[0][1]


def say_the_blank(field: forms.Field) -> None:
    """Give the empty choice of a list words in place of Django's dashes."""
    words = gettext_lazy("Not said")
    if field.required:
        words = gettext_lazy("Choose one")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = words if field.required else gettext_lazy("None")
    elif isinstance(field, forms.ChoiceField):
        given: list[Any] = list(field.choices)  # type: ignore[arg-type]  # a list once it is set
        if given and given[0] == ("", DASHES):
            field.choices = [("", words), *given[1:]]


class GroupedForm(MeanwhileForm, ModelForm):
    """A form in groups: legends with the names of their fields.

    A field that this form does not have is left out, and so is a group with none.
    """

    use_required_attribute = False
    groups: ClassVar[tuple[Group, ...]] = ()
    # Fields for long texts, which take the whole line.
    wide: ClassVar[frozenset[str]] = frozenset()
    further_names: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            say_the_blank(field)
        keep_to_the_years(self.fields.values())

    @property
    def stored(self) -> bool:
        """Whether the form changes a record that others may change too."""
        return self.instance.pk is not None

    @property
    def helper(self) -> FormHelper:
        """How crispy shows the form: in groups; the page has the rest."""
        self.remember_what_is_shown()
        helper = FormHelper()
        helper.form_tag = False
        groups = [*self.groups]
        if self.further_names:
            groups.append((FURTHER_NAMES, self.further_names))
        present = [(legend, [n for n in names if n in self.fields]) for legend, names in groups]
        helper.layout = Layout(
            *(
                Fieldset(str(legend), *map(self._laid_out, names), css_class="record-group")
                for legend, names in present
                if names
            ),
            *([AS_SHOWN] if AS_SHOWN in self.fields else []),
        )
        return helper

    def _laid_out(self, name: str) -> Field:
        return Field(name, wrapper_class="wide" if name in self.wide else None)


class RecordForm(GroupedForm):
    """A record of a mission.

    A code left empty is proposed from what `code_words` names. Fields that refer to other records
    offer only the mission's own.
    """

    code_words: ClassVar[tuple[str, ...]] = ("name",)

    def __init__(self, mission: Mission, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mission = mission
        if self.instance.pk is None:
            self.instance.mission = mission
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.filter(mission=mission)
        self.further_names = self._add_names()
        if "code" in self.fields:
            self._ask_for_code(self.fields["code"])

    def _ask_for_code(self, field: forms.Field) -> None:
        field.required, field.disabled = False, self.stored
        if self.stored:
            # What phones sent under another record's code would be taken for this one's.
            field.help_text = _("Phones and files know it by this code: it stays.")
        elif not field.help_text:
            field.help_text = _("Short and unique in the mission; left empty, one is made.")

    @property
    def named(self) -> Named | None:
        """The record whose further names the form asks for, if there is one."""
        return self.instance if isinstance(self.instance, Named) else None

    def _add_names(self) -> tuple[str, ...]:
        """Add a field for each script and language in which the record may be named."""
        if self.named is None:
            return ()
        names: dict[str, str] = self.named.names or {}
        # The first language is the one names are written in anyway.
        keys = ["latin", "native", *self.mission.languages.split()[1:], *names]
        labels = {"latin": _("Name, Latin script"), "native": _("Name, in the host's script")}
        for key in dict.fromkeys(keys):
            label = labels.get(key) or _("Name, language “%(code)s”") % {"code": key}
            self.fields[f"names_{key}"] = forms.CharField(
                label=label, required=False, max_length=300, initial=names.get(key, "")
            )
        return tuple(f"names_{key}" for key in dict.fromkeys(keys))

    def clean_code(self) -> str:
        """Return the code, one that no other record of the mission has."""
        code = " ".join(str(self.cleaned_data["code"]).split())
        if ";" in code:
            raise forms.ValidationError(_("A code without “;”, which separates codes in lists."))
        if code and (other := self._others().filter(code=code).first()):
            told = {"code": code, "other": other}
            raise forms.ValidationError(
                _("The code “%(code)s” is taken, by %(other)s: choose another.") % told
            )
        return code

    def clean(self) -> dict[str, Any]:
        """Give a record without a code one, and take the further names together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "code" in self.fields and cleaned.get("code") == "":
            cleaned["code"] = self._proposed(cleaned)
        if self.further_names and self.named is not None:
            told = {name.removeprefix("names_"): cleaned.get(name) for name in self.further_names}
            self.named.names = {key: value for key, value in told.items() if value}
        return cleaned

    def _others(self) -> Any:
        kind: type[Model] = type(self.instance)
        return kind._default_manager.filter(mission=self.mission).exclude(pk=self.instance.pk)

    def _proposed(self, cleaned: dict[str, Any]) -> str:
        if self.instance.pk is not None and self.initial.get("code"):
            return str(self.initial["code"])
        words = " ".join(str(cleaned.get(name) or "") for name in self.code_words)
        taken = set(self._others().values_list("code", flat=True))
        return free_code(words, taken, self.instance._meta.model_name or "")


def free_code(words: str, taken: set[str], otherwise: str) -> str:
    """Return a code of at most 60 characters made from words, one that is not taken.

    Letters lose their marks; words in another script keep their letters.
    """
    plain = unicodedata.normalize("NFKD", words)
    base = (slugify(plain, allow_unicode=False) or slugify(words, allow_unicode=True))[:50]
    base = base or otherwise
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code
