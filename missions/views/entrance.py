"""Signing in and out."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.utils.translation import gettext_lazy as _

from missions.access import View, public


class SignInForm(AuthenticationForm):
    """E-mail and password."""

    error_messages = {
        "invalid_login": _(
            "This e-mail address and password do not match. Check both; capital letters count "
            "in the password."
        ),
        "inactive": _("This account is closed. Ask your secretariat."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            # Refused: it is the password that is typed again.
            del self.fields["username"].widget.attrs["autofocus"]
            self.fields["password"].widget.attrs["autofocus"] = True

    @property
    def helper(self) -> FormHelper:
        """How crispy shows the form: fields only, the page has the rest."""
        helper = FormHelper()
        helper.form_tag = False
        return helper


_login = LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True)
sign_in = public(cast(View, _login))
sign_out = public(LogoutView.as_view())
