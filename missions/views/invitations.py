"""Taking up an account by a link, and the page that shows a new link once."""

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from missions import access_rules
from missions.access import public
from missions.account_forms import TakeUpForm
from missions.actions.invitations import INVITATION_HOURS, take_up
from missions.invitation_mail import send_invitation
from missions.models import Account, LinkPurpose, Mission
from missions.one_time_links import link_of
from missions.qr_code import qr_code
from missions.rules import NotAllowed
from missions.views.links import link_refused


@public
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Let somebody take up their account, with a password or without, and sign them in."""
    form = TakeUpForm(request.POST if request.method == "POST" else None)
    try:
        link = link_of(secret, LinkPurpose.INVITATION)
        access_rules.check_can_use_link(link)
        assert link is not None
        access_rules.check_can_take_up(link)
        if request.method == "POST" and form.is_valid():
            account = take_up(secret, password=form.cleaned_data["password"])
            logout(request)
            # With the second step, where there is one: a link stands in for the password only.
            return perform_login(request, account, redirect_url=reverse("start"))
    except NotAllowed as refusal:
        return link_refused(request, refusal)
    told = {"form": form, "account": link.account}
    return render(request, "missions/invitation.html", told)


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
