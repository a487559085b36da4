"""Signing out, and how one gets an account."""

from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from missions.access import public

sign_out = public(LogoutView.as_view())


@public
@require_safe
def no_account(request: HttpRequest) -> HttpResponse:
    """Say how one gets an account."""
    return render(request, "account/no_account.html")
