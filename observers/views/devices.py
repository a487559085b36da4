"""Where the people of a mission are signed in, and cutting off a lost phone."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.actions.sessions import end_session, end_sessions
from missions.models import Membership
from missions.rules import NotAllowed
from missions.sessions import devices_of


@mission_view(Permission.GIVE_ACCESS)
@require_safe
def device_list(request: MissionRequest, pk: int) -> HttpResponse:
    """Show the devices on which somebody of the mission is signed in."""
    membership = _membership(request, pk)
    devices = devices_of(membership.account, request.session.session_key)
    shown = {"membership": membership, "devices": devices}
    shown["others"] = [each for each in devices if not each.is_this]
    return render(request, "observers/device_list.html", shown)


@mission_view(Permission.GIVE_ACCESS)
@require_POST
def device_end(request: MissionRequest, pk: int, session: int) -> HttpResponse:
    """Sign one device out."""
    membership = _membership(request, pk)
    found = get_object_or_404(UserSession, user=membership.account, pk=session)
    try:
        end_session(found, by=request.user, mission=request.mission)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The device is signed out."))
    return redirect("device_list", request.mission.slug, pk)


@mission_view(Permission.GIVE_ACCESS)
@require_POST
def device_end_all(request: MissionRequest, pk: int) -> HttpResponse:
    """Sign all devices of an account out, but the one this is asked on."""
    membership = _membership(request, pk)
    keep = request.session.session_key
    try:
        ended = end_sessions(
            membership.account, by=request.user, keep=keep, mission=request.mission
        )
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        said = ngettext("%d device is signed out.", "%d devices are signed out.", ended)
        messages.success(request, said % ended)
    return redirect("device_list", request.mission.slug, pk)


def _membership(request: MissionRequest, pk: int) -> Membership:
    """Return the role; 404 where nobody took it up: the account is none of this mission's yet."""
    taken_up = request.mission.memberships.taken_up().select_related("account")
    return get_object_or_404(taken_up, pk=pk)
