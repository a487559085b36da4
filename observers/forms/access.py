"""The forms by which people are let into a mission."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from missions.enumerations import Role
from missions.models import Account, Membership, Mission
from observers.actions.access import FOR_A_DELEGATION
from observers.models import Delegation, Observer
from observers.rules import NEEDS_DELEGATION, NEEDS_OBSERVER
from observers.teams import is_tied

ROLE_HELP = _(
    "Observers log visits. The secretariat reviews and drafts. Administrators set up, let people "
    "in, and review nothing."
)


class AccessForm(forms.Form):
    """Which role somebody has, for which delegation, and which observer they are."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, help_text=ROLE_HELP)
    delegation = forms.ModelChoiceField(
        Delegation.objects.none(),
        required=False,
        label=_("Delegation"),
        empty_label=_("No delegation"),
        help_text=_("For a head of delegation or a focal point: the one they act for."),
    )
    observer = forms.ModelChoiceField(
        Observer.objects.none(),
        required=False,
        label=_("Is the observer"),
        empty_label=_("No observer, or not said yet"),
        help_text=_(
            "For an observer: who they are, since they log for the team they are in. Offered are "
            "observers with no account yet; who is not among them is added first, under People › "
            "Observers."
        ),
    )

    def __init__(self, mission: Mission, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mission = mission
        people = Observer.objects.filter(mission=mission, person__account=None)
        self.choices_of("delegation").queryset = Delegation.objects.filter(mission=mission)
        self.choices_of("observer").queryset = people.select_related("person")

    def choices_of(self, name: str) -> Any:
        """Return the field that offers records for choice."""
        return self.fields[name]

    @property
    def helper(self) -> FormHelper:
        """How crispy shows the form: its fields in a box."""
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout(Fieldset(_("Access"), *self.fields, css_class="record-group"))
        return helper

    def clean(self) -> dict[str, Any]:
        """Return what was chosen; a role for a delegation names it, an observer's its person."""
        chosen: dict[str, Any] = super().clean() or {}
        if chosen.get("role") in FOR_A_DELEGATION and not chosen.get("delegation"):
            self.add_error("delegation", NEEDS_DELEGATION)
        if chosen.get("role") == Role.OBSERVER and not self._is_said():
            self.add_error("observer", NEEDS_OBSERVER)
        return chosen

    def account(self) -> Account | None:
        """Return the account that is given the role; None where there is none yet."""
        return None

    def _is_said(self) -> bool:
        """Return whether it is said who it is: here, before, or by a choice that is refused."""
        account = self.account()
        chosen = self.cleaned_data.get("observer") or "observer" in self.errors
        return bool(chosen) or (account is not None and is_tied(account, self.mission))

    def said(self) -> dict[str, Any]:
        """Return role, delegation and observer, for the action."""
        return {name: self.cleaned_data[name] for name in ("role", "delegation", "observer")}


class InviteForm(AccessForm):
    """Who is let in."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("Who has an account with this address keeps it, and gets the role."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    by_mail = forms.BooleanField(
        label=_("Send the invitation by e-mail"),
        required=False,
        initial=True,
        help_text=_("Otherwise print the link that is shown next."),
    )
    field_order = ("email", "name", "role", "delegation", "observer", "by_mail")

    def account(self) -> Account | None:
        """Return the account of the address; None where there is none yet."""
        return Account.objects.filter(email__iexact=self.cleaned_data.get("email", "")).first()


class ChangeForm(AccessForm):
    """Another role of somebody who is in the mission."""

    def __init__(self, membership: Membership, *args: Any, **kwargs: Any) -> None:
        scope = getattr(membership, "scope", None)
        initial = {"role": membership.role, "delegation": scope and scope.delegation_id}
        super().__init__(membership.mission, *args, initial=initial, **kwargs)
        self.membership = membership
        if Observer.objects.filter(
            mission=membership.mission, person__account=membership.account
        ).exists():
            # Who they are is said once: an account does not become another person.
            self.fields["observer"].disabled = True
            self.fields["observer"].widget = forms.HiddenInput()

    def account(self) -> Account | None:
        """Return whose role it is."""
        account: Account = self.membership.account
        return account
