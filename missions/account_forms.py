"""What is typed to take up an account."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _


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
