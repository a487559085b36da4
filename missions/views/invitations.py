"""The page that shows a new link once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from missions.actions.invitations import INVITATION_HOURS
from missions.actions.taking_up import ROLE_LINK_HOURS
from missions.invitation_mail import send_invitation
from missions.models import Account, Membership, Mission
from missions.qr_code import qr_code


def show_link(
    request: HttpRequest,
    account: Account,
    secret: str,
    *,
    back: str,
    mission: Mission | None = None,
    by_mail: bool = False,
) -> HttpResponse:
    """Return the page with a new link, which no other page shows again; send it, where wanted."""
    address = request.build_absolute_uri(reverse("invitation", args=[secret]))
    days = INVITATION_HOURS // 24
    assert isinstance(request.user, Account)
    sent = by_mail and send_invitation(
        account, mission=mission, by=request.user, address=address, works_for_days=days
    )
    told = {"account": account, "address": address, "days": days, "back": back}
    told |= {"sent": sent, "not_sent": by_mail and not sent, "picture": qr_code(address)}
    answer = render(request, "missions/new_link.html", told)
    answer["Cache-Control"] = "no-store"
    return answer


def show_role_link(
    request: HttpRequest, membership: Membership, secret: str, *, back: str
) -> HttpResponse:
    """Return the page with a new link to a role: for paper, as a code does the same by mail."""
    address = request.build_absolute_uri(reverse("role_link", args=[secret]))
    told = {"account": membership.account, "address": address, "back": back}
    told |= {"days": ROLE_LINK_HOURS // 24, "picture": qr_code(address), "role": membership}
    answer = render(request, "missions/new_link.html", told)
    answer["Cache-Control"] = "no-store"
    return answer
