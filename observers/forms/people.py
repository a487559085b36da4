"""The form of an observer, with what the registry knows of the person."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from missions.forms.records import Group, RecordForm, say_the_blank
from missions.models import Account, Mission
from missions.rules import NotAllowed
from observers.models import Observer, ObserverRole, Person
from observers.rules import steps_from
from observers.same_people import SamePerson, join, same_people

OF_THE_PERSON = ("name", "nationality", "gender", "email", "phone", "languages")
ANOTHER = "another"
SAME_NAME = gettext_lazy(
    "Somebody of a like name or the same e-mail address is known already. Say who it is."
)
OF_THE_OBSERVER = {
    "role": gettext_lazy(
        "Short-term observers come for election day, long-term ones stay for weeks. Interpreters "
        "are counted in no figure."
    ),
    "institution": gettext_lazy("Where they work at home."),
    "institution_kind": gettext_lazy(
        "The statement says which kinds of institution observers come from."
    ),
}
KEPT = gettext_lazy("Chosen, the person keeps what is known of them; what is missing is added.")


def person_fields() -> dict[str, forms.Field]:
    """Return the fields of a person, the name first; only the name is required."""
    fields = forms.fields_for_model(
        Person,
        OF_THE_PERSON,
        help_texts={
            "name": _("As the person writes it, or as in the passport."),
            "languages": _("Such as: en, ru, tr."),
            "phone": _("With the country's code, such as +7 727 250 00 00."),
        },
    )
    fields["name"].required = True
    return {name: field for name, field in fields.items() if field is not None}


class PersonForm(RecordForm):
    """What the forms of an observer share: the person's own fields beside the observer's.

    Where somebody new resembles people who are known, the form asks who it is; `among` are those
    it may show. Sent, `instance` is the observer and `instance.person` the person, not stored yet.
    """

    def __init__(
        self,
        mission: Mission,
        *args: Any,
        among: QuerySet[Person],
        account: Account | None = None,
        **kwargs: Any,
    ) -> None:
        observer = kwargs.get("instance")
        self.person: Person = observer.person if observer and observer.pk else Person()
        self.known: list[SamePerson] = []
        super().__init__(mission, *args, **kwargs)
        if self.instance.pk is None:
            self.instance.person = self.person
            if self.is_bound:
                self._ask_who(among, account)

    def _add_names(self) -> tuple[str, ...]:
        own = person_fields()
        for name, field in own.items():
            field.initial = getattr(self.person, name)
            say_the_blank(field)
        self.fields = own | self.fields
        return super()._add_names()

    @property
    def named(self) -> Person:
        """The person: it is they who have further names."""
        return self.person

    def _ask_who(self, among: QuerySet[Person], account: Account | None) -> None:
        """Add the question who it is, where the name or the e-mail address is like somebody's."""
        said = [self.data.get(name, "") for name in ("name", *self.further_names)]
        email = self.data.get("email", "")
        self.known = same_people(said, email, among=among, mission=self.mission, account=account)
        if not self.known:
            return
        choices = [(str(each.person.pk), _told(each)) for each in self.known if not each.here]
        self.fields["same_person"] = forms.ChoiceField(
            label=_("Is it one of these?"),
            choices=[*choices, (ANOTHER, _("No: another person of the same or a like name"))],
            widget=forms.RadioSelect,
            error_messages={"required": SAME_NAME},
            help_text=f"{self._already_here()} {KEPT if choices else ''}".strip(),
        )

    def _already_here(self) -> str:
        """Return who of them observes in this mission already, as a sentence."""
        here = [f"{each.person} ({each.here.code})" for each in self.known if each.here]
        if not here:
            return ""
        return _("Observers of this mission already: %(who)s.") % {"who": ", ".join(here)}

    def clean(self) -> dict[str, Any]:
        """Give the person what was typed, and take the person of the registry that was chosen."""
        cleaned = super().clean()
        for name in OF_THE_PERSON:
            if name in self.fields:
                setattr(self.person, name, cleaned.get(name) or "")
        chosen = cleaned.get("same_person", ANOTHER)
        for each in self.known:
            if str(each.person.pk) == chosen:
                self._join(each.person)
        return cleaned

    def _join(self, person: Person) -> None:
        try:
            join(self.instance, person)
        except NotAllowed as refused:
            self.add_error("same_person", str(refused))

    def _proposed(self, cleaned: dict[str, Any]) -> str:
        """Return the delegation's code with the next number: no code says a person's name."""
        if self.instance.pk is not None:
            return str(self.initial["code"])
        delegation = cleaned.get("delegation") or getattr(self.instance, "delegation", None)
        stem = delegation.code[:50] if delegation else "o"
        taken = set(Observer.objects.filter(mission=self.mission).values_list("code", flat=True))
        return next(code for n in range(1, len(taken) + 2) if (code := f"{stem}-{n}") not in taken)


def _told(each: SamePerson) -> str:
    """Return a person of the registry in words: enough to know them by."""
    parts = [str(each.person), countries.name(str(each.person.nationality or ""))]
    parts += [f"{seen.mission} ({seen.delegation})" for seen in each.observations]
    parts.append(_("the same e-mail address") if each.same_email else "")
    return " · ".join(part for part in parts if part)


class ObserverForm(PersonForm):
    """An observer as the mission's administrator keeps them."""

    groups: ClassVar[tuple[Group, ...]] = (
        (gettext_lazy("Who is it?"), ("same_person",)),
        (gettext_lazy("Person"), OF_THE_PERSON),
        (
            gettext_lazy("In this mission"),
            ("delegation", "role", "institution", "institution_kind", "code"),
        ),
        (
            gettext_lazy("Accreditation and pledge"),
            ("accreditation_status", "accreditation_number", "pledge_signed_on"),
        ),
    )

    class Meta:
        model = Observer
        fields = (
            "delegation",
            "role",
            "institution",
            "institution_kind",
            "code",
            "accreditation_status",
            "accreditation_number",
            "pledge_signed_on",
        )
        widgets: ClassVar = {"pledge_signed_on": forms.DateInput({"type": "date"}, "%Y-%m-%d")}
        help_texts: ClassVar = {
            **OF_THE_OBSERVER,
            "accreditation_status": gettext_lazy(
                "With the host's election commission: nominated by the state, submitted to the "
                "commission, then accredited or refused. The statement counts the accredited."
            ),
            "accreditation_number": gettext_lazy("As on the card; only once accredited."),
            "pledge_signed_on": gettext_lazy(
                "The day the observer signed the pledge to keep the Code of Conduct."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            status = self.initial["accreditation_status"]
            open_ones = {status, *steps_from(status)}
            field = self.fields["accreditation_status"]
            choices = Observer._meta.get_field("accreditation_status").choices or ()
            # A field of choices; mypy sees a Field.
            field.choices = [each for each in choices if each[0] in open_ones]  # type: ignore[attr-defined]
        else:
            self.initial.setdefault("accreditation_status", "nominated")


class NominationForm(PersonForm):
    """Somebody a delegation names; the delegation, status and number are not its to say."""

    ROLES: ClassVar = (
        ObserverRole.SHORT_TERM,
        ObserverRole.LONG_TERM,
        ObserverRole.HEAD_OF_DELEGATION,
        ObserverRole.INTERPRETER,
    )
    groups: ClassVar[tuple[Group, ...]] = (
        (gettext_lazy("Who is it?"), ("same_person",)),
        (gettext_lazy("Person"), OF_THE_PERSON),
        (gettext_lazy("In this mission"), ("role", "institution", "institution_kind")),
    )

    class Meta:
        model = Observer
        fields = ("role", "institution", "institution_kind")
        help_texts: ClassVar = OF_THE_OBSERVER

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {*self.ROLES, self.instance.role}
        field = self.fields["role"]
        # A field of choices; mypy sees a Field.
        field.choices = [(r.value, r.label) for r in ObserverRole if r in own]  # type: ignore[attr-defined]
        if self.instance.pk and self.person.observations.exclude(pk=self.instance.pk).exists():
            # What the registry says of somebody who observes elsewhere is not one delegation's.
            for name in (*OF_THE_PERSON, *self.further_names):
                del self.fields[name]
            self.further_names = ()

    def clean(self) -> dict[str, Any]:
        """Give a new nomination its code."""
        cleaned = super().clean()
        if not self.instance.code:
            self.instance.code = self._proposed(cleaned)
        return cleaned
