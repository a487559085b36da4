"""Taking up what one was invited to: an account by its link, a role by a code or a link."""

from typing import cast

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from missions import access_rules
from missions.access import public, signed_in
from missions.account_forms import RoleForm, TakeUpForm
from missions.actions.taking_up import role_of
from missions.address_proof import AddressProof, proved_just_now
from missions.models import Account, LinkPurpose, Membership
from missions.my_missions import first_page, invitations_of
from missions.one_time_links import link_of
from missions.record_pages import FORM_METHODS
from missions.rules import NotAllowed
from missions.views.links import link_refused
from observers.actions.taking_up import take_up_account, take_up_role, take_up_role_by_link


@public
@sensitive_post_parameters()
@never_cache
@require_http_methods(FORM_METHODS)
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Let somebody take up their account, with a password or without, and sign them in."""
    form = TakeUpForm(request.POST if request.method == "POST" else None)
    try:
        link = link_of(secret, LinkPurpose.INVITATION)
        access_rules.check_can_use_link(link)
        assert link is not None
        access_rules.check_can_take_up(link)
        if request.method == "POST" and form.is_valid():
            account = take_up_account(secret, password=form.cleaned_data["password"])
            logout(request)
            # With the second step, where there is one: a link stands in for the password only.
            return perform_login(request, account, redirect_url=reverse("start"))
    except NotAllowed as refusal:
        return link_refused(request, refusal)
    told = {"form": form, "account": link.account}
    return render(request, "missions/invitation.html", told)


@signed_in
@sensitive_post_parameters()
@never_cache
@require_http_methods(FORM_METHODS)
def role_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a code to one's address; with it the role one was given counts."""
    account = cast(Account, request.user)
    role = get_object_or_404(invitations_of(account), pk=pk)
    if request.POST.get("act") == "send":
        return _send(request, role)
    proof = AddressProof.under_way(request, role)
    proved = proved_just_now(request, account)
    sent = request.POST if request.method == "POST" else None
    form = RoleForm(sent, code=proof is not None and not proved)
    if request.method == "POST" and form.is_valid() and _is_shown(request, form, proof, proved):
        password = form.cleaned_data["password"]
        take_up_role(role, by=account, session=request.session.session_key, password=password)
        if proof:
            proof.abort()
        return _is_in(request, account, role)
    shown = {"role": role, "form": form, "sent": proof is not None, "proved": proved}
    shown |= {"ends": account.address_proved_at is None}
    return render(request, "observers/taking_up/role.html", shown)


def _send(request: HttpRequest, role: Membership) -> HttpResponse:
    if AddressProof.begin(request, role) is None:
        messages.error(request, _("Too many codes were sent. Wait a quarter of an hour."))
    return redirect("role_take_up", role.pk)


def _is_shown(
    request: HttpRequest, form: RoleForm, proof: AddressProof | None, proved: bool
) -> bool:
    """Whether the address is shown to be theirs; else it is said why not."""
    if proved:
        return True
    if proof is None:
        messages.error(request, _("No code works now. Press “Send the code” for a new one."))
    elif not proof.is_right(form.cleaned_data["code"]):
        form.add_error("code", _("This is not the code, or its time is over."))
    else:
        return True
    return False


@signed_in
@sensitive_post_parameters()
@never_cache
@require_http_methods(FORM_METHODS)
def role_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Let who is signed in take a role up, by the link that its mission handed over."""
    account = cast(Account, request.user)
    form = RoleForm(request.POST if request.method == "POST" else None, code=False)
    try:
        link = link_of(secret, LinkPurpose.ROLE)
        access_rules.check_can_use_link(link)
        assert link is not None
        role = role_of(link)
        access_rules.check_can_take_up_role(link, role, account)
        assert role is not None
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["password"]
            key = request.session.session_key
            take_up_role_by_link(secret, by=account, session=key, password=password)
            return _is_in(request, account, role)
    except NotAllowed as refusal:
        return link_refused(request, refusal)
    shown = {"role": role, "form": form, "proved": True, "by_link": True}
    shown |= {"ends": account.address_proved_at is None}
    return render(request, "observers/taking_up/role.html", shown)


def _is_in(request: HttpRequest, account: Account, role: Membership) -> HttpResponse:
    account.refresh_from_db()
    # Their password is another one, or none: this session goes on, the others do not.
    update_session_auth_hash(request, account)
    messages.success(request, _("You are in %(mission)s now.") % {"mission": role.mission.title})
    return redirect(first_page(role.mission, role.role) or "start")
