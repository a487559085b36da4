"""What is typed to take up an account."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from missions.models import Account


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        help_text=_("At least 8 characters. Four words that do not belong together are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Password again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    @property
    def helper(self) -> FormHelper:
        """How crispy shows the form: fields only, the page has the rest."""
        helper = FormHelper()
        helper.form_tag = False
        return helper

    def clean_password(self) -> str:
        """Return the password; raises ValidationError for one that is too easy to guess."""
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Return what was typed; the two passwords must be the same."""
        typed: dict[str, Any] = super().clean() or {}
        again = typed.get("password_again")
        if again is not None and again != typed.get("password", again):
            self.add_error("password_again", _("The two passwords are not the same."))
        return typed


class FirstAdministratorForm(PasswordForm):
    """Who the first administrator is."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("With this address you sign in."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    field_order = ("name", "email")

    def account_said(self) -> dict[str, str]:
        """Return name, e-mail and password for the action that opens the account."""
        return {key: str(self.cleaned_data[key]) for key in ("name", "email", "password")}


class TakeUpForm(PasswordForm):
    """A password, or none: codes by e-mail are enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def clean_password(self) -> str:
        """Return the password, or "" where none is wanted."""
        return super().clean_password() if self.cleaned_data["password"] else ""


class RoleForm(TakeUpForm):
    """The code that was sent, where one is asked for, and a new password or none."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    field_order = ("code", "password", "password_again")

    def __init__(self, *args: Any, code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = True
        if not code:
            del self.fields["code"]


class AdministratorForm(forms.Form):
    """Who else administers the installation."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    by_mail = forms.BooleanField(
        label=_("Send the invitation by e-mail"),
        required=False,
        initial=True,
        help_text=_("Otherwise print the link that is shown next."),
    )

    @property
    def helper(self) -> FormHelper:
        """How crispy shows the form: its fields in a box."""
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout(Fieldset(_("Account"), *self.fields, css_class="record-group"))
        return helper

    def clean_email(self) -> str:
        """Return the address; raises ValidationError where somebody has an account with it."""
        email = str(self.cleaned_data["email"]).strip().lower()
        if Account.objects.filter(email=email).exists():
            raise forms.ValidationError(
                _("There is an account with this address: make it an administrator from the list.")
            )
        return email
