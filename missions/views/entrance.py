"""Signing in and out, and the start page with one's missions."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from missions.access import View, public, signed_in
from missions.models import Account
from missions.my_missions import my_missions


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


@signed_in
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the only mission one may know of, or list them."""
    missions = my_missions(cast(Account, request.user))
    if len(missions) == 1 and missions[0].address:
        return redirect(missions[0].address)
    return render(request, "missions/start.html", {"missions": missions})
