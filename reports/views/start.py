"""The start page: one's missions, and what waits there."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from missions.access import signed_in
from missions.models import Account
from missions.my_missions import invitations_of
from reports.waiting_for_me import installation_of, leads_on, waiting_for_me


@signed_in
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what waits for one in each mission; lead an observer of one mission on to it."""
    account = cast(Account, request.user)
    missions = waiting_for_me(account)
    address = leads_on([each.my for each in missions])
    # Who administers the installation makes missions here.
    invitations = list(invitations_of(account))
    if address and not account.is_administrator and not invitations:
        return redirect(address)
    shown = {
        "missions": missions,
        "installation": installation_of(account),
        "invitations": invitations,
    }
    return render(request, "missions/start.html", shown)
