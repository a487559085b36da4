"""Where one is signed in."""

from typing import cast

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from missions.access import signed_in
from missions.actions.sessions import end_session, end_sessions
from missions.models import Account
from missions.sessions import devices_of


@signed_in
@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """Show the devices one is signed in on."""
    devices = devices_of(cast(Account, request.user), request.session.session_key)
    return render(request, "missions/session_list.html", {"devices": devices})


@signed_in
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's sessions."""
    account = cast(Account, request.user)
    end_session(get_object_or_404(UserSession, user=account, pk=pk), by=account)
    messages.success(request, _("The session is ended: that device is signed out."))
    return redirect("session_list")


@signed_in
@require_POST
def session_end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions but this."""
    account = cast(Account, request.user)
    ended = end_sessions(account, by=account, keep=request.session.session_key)
    told = ngettext("%d session is ended.", "%d sessions are ended.", ended)
    messages.success(request, told % ended)
    return redirect("session_list")
