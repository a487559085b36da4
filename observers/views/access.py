"""Who may do what in a mission: the list, inviting, another role, a new link, the end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from missions import access_rules
from missions.access import MissionRequest, Permission, mission_view
from missions.actions.invitations import LetIn, end_role, make_invitation
from missions.actions.taking_up import make_role_link
from missions.invitation_mail import send_notice
from missions.lists import list_response
from missions.models import Membership
from missions.record_pages import REFUSED, FormPage, form_page
from missions.rules import NotAllowed
from missions.sent_forms import led_before, once, say_once
from missions.views.invitations import show_link, show_role_link
from observers.actions.access import change_access, invite
from observers.forms.access import ChangeForm, InviteForm
from observers.lists.access import AccessFilter, AccessTable, access_of, state_of
from observers.models import Observer
from observers.rules import needs_role_link

FORM_METHODS = ["GET", "HEAD", "POST"]
INVITED_ALREADY = gettext_lazy(
    "They are invited. A link that you did not get to see is lost: make a new one here."
)


@mission_view(Permission.GIVE_ACCESS)
@require_safe
def access_list(request: MissionRequest) -> HttpResponse:
    """List who has a role in the mission."""
    return list_response(
        request,
        template="observers/access_list.html",
        name="accounts",
        title=_("Accounts"),
        table=AccessTable,
        filters=AccessFilter,
        records=access_of(request.mission),
    )


@mission_view(Permission.GIVE_ACCESS)
@require_http_methods(FORM_METHODS)
def access_invite(request: MissionRequest) -> HttpResponse:
    """Let somebody in; a new account's link is shown once, and sent where that is wanted."""
    form = InviteForm(request.mission, request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _invited(request, form)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
            status = REFUSED
    elif before := led_before(request):
        return redirect(before)
    page = _page(request, _("Invite somebody"), button=_("Invite"), adds=True)
    told = {"form": form, "page": page}
    return render(request, "components/record_form.html", told, status=status)


def _invited(request: MissionRequest, form: InviteForm) -> HttpResponse:
    typed = form.cleaned_data
    told = {"email": typed["email"], "name": typed["name"], **form.said()}
    added = once(
        request,
        lambda: invite(mission=request.mission, by=request.user, **told),
        lambda made: reverse("access_edit", args=[request.mission.slug, made.membership.pk]),
    )
    made = added.made
    if made is None:
        say_once(request, INVITED_ALREADY)
        return redirect(added.led_to)
    if made.secret:
        return _link(request, made.membership, made.secret, by_mail=typed["by_mail"])
    _say_that_they_have_a_role(request, made, by_mail=typed["by_mail"])
    return redirect(_list(request))


def _say_that_they_have_a_role(request: MissionRequest, made: LetIn, *, by_mail: bool) -> None:
    account = made.membership.account
    messages.success(
        request,
        _("%(name)s has an account. The role counts once they take it up with a code by e-mail.")
        % {"name": account.name},
    )
    address = request.build_absolute_uri(reverse("role_take_up", args=[made.membership.pk]))
    if by_mail and not send_notice(
        account, mission=request.mission, by=request.user, address=address
    ):
        messages.error(request, _("The e-mail about it could not be sent."))


@mission_view(Permission.GIVE_ACCESS)
@require_http_methods(FORM_METHODS)
def access_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change an account's role; from here also a new link, and the end of the access."""
    membership = _membership(request, pk)
    form = ChangeForm(membership, request.POST or None)
    page = _page(request, membership.account.name, said=_("The role is saved."))
    return form_page(
        request,
        form,
        page,
        lambda: change_access(membership, by=request.user, **form.said()),
        template="observers/access_edit.html",
        **_around(request, membership),
    )


def _around(request: MissionRequest, membership: Membership) -> dict[str, Any]:
    """Return what the page says of the account besides its role."""
    no_link = ""
    try:
        if needs_role_link(membership):
            access_rules.check_can_hand_over_role(membership, by=request.user)
        else:
            access_rules.check_can_make_link(membership.account, by=request.user)
    except NotAllowed as refusal:
        no_link = str(refusal)
    of_account = Observer.objects.filter(
        mission=request.mission, person__account=membership.account
    )
    return {
        "membership": membership,
        "state": state_of(membership)[1],
        "observer": of_account.select_related("person").first(),
        "no_link": no_link,
        "by_role_link": needs_role_link(membership),
        "own": membership.account_id == request.user.pk,
    }


@mission_view(Permission.GIVE_ACCESS)
@require_POST
def access_link(request: MissionRequest, pk: int) -> HttpResponse:
    """Make a new link for an account and show it once."""
    membership = _membership(request, pk)
    try:
        if needs_role_link(membership):
            secret = make_role_link(membership, by=request.user)
            return show_role_link(request, membership, secret, back=_list(request))
        secret = make_invitation(membership.account, mission=request.mission, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect(_list(request))
    return _link(request, membership, secret, by_mail="by_mail" in request.POST)


@mission_view(Permission.GIVE_ACCESS)
@require_POST
def access_end(request: MissionRequest, pk: int) -> HttpResponse:
    """Take an account's access to the mission away."""
    membership = _membership(request, pk)
    try:
        end_role(membership, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        told = {"name": membership.account.name}
        messages.success(request, _("%(name)s has no access to this mission any more.") % told)
    return redirect(_list(request))


def _link(
    request: MissionRequest, membership: Membership, secret: str, *, by_mail: bool
) -> HttpResponse:
    return show_link(
        request,
        membership.account,
        secret,
        back=_list(request),
        mission=request.mission,
        by_mail=by_mail,
    )


def _membership(request: MissionRequest, pk: int) -> Membership:
    return get_object_or_404(access_of(request.mission), pk=pk)


def _list(request: MissionRequest) -> str:
    return reverse("access_list", args=[request.mission.slug])


def _page(request: MissionRequest, title: str, *, said: str = "", **more: Any) -> FormPage:
    return FormPage(title, _list(request), _("Accounts"), said=said, **more)
