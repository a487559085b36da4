"""Who may see and do what: decided here, once.

Every view wears a stamp: `@public`, `@signed_in`, or `@mission_view(Permission.X)`. A view with
no stamp fails tests/test_access.py.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from missions.enumerations import Role
from missions.models import Account, Membership, Mission
from missions.models.prepared import Given, Prepared

View = Callable[..., HttpResponse]


class Permission(StrEnum):
    """What may be done in a mission, as verbs."""

    SEE_OVERVIEW = "see the overview"
    LOG_VISITS = "log visits"
    SEE_STATIONS = "see the stations"
    SEE_VISITS = "see visits"
    REVIEW_VISITS = "review visits"
    REVIEW_FINDINGS = "review findings"
    SEE_DRAFT = "see the draft statement"
    ACKNOWLEDGE = "acknowledge adverse patterns"
    ENTER_VISITS = "enter visits for a team"
    EDIT_RECORDS = "keep meetings and source documents"
    EDIT_DRAFT = "edit the draft statement"
    SIGN = "sign the conclusion"
    SEE_CONTACTS = "see the mission's contacts"
    SEARCH = "search the mission"
    SEE_HISTORY = "see the history of a record"
    SEE_PEOPLE = "see delegations, observers and teams"
    SEE_PERSONAL = "see personal fields"
    SEE_OWN_DELEGATION = "see the own delegation"
    NOMINATE = "nominate for the own delegation"
    EDIT_PEOPLE = "manage delegations, observers and teams"
    SET_UP = "set up the mission"
    GIVE_ACCESS = "give access"


_EVERYBODY = frozenset({Permission.SEE_CONTACTS, Permission.SEARCH})
_SECRETARIAT = _EVERYBODY | {
    Permission.SEE_OVERVIEW,
    Permission.SEE_STATIONS,
    Permission.SEE_VISITS,
    Permission.REVIEW_VISITS,
    Permission.REVIEW_FINDINGS,
    Permission.ENTER_VISITS,
    Permission.EDIT_RECORDS,
    Permission.SEE_DRAFT,
    Permission.EDIT_DRAFT,
    Permission.SEE_HISTORY,
    Permission.SEE_PEOPLE,
}
ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.OBSERVER: _EVERYBODY
    | {Permission.LOG_VISITS, Permission.SEE_STATIONS, Permission.SEE_VISITS},
    Role.HEAD_OF_DELEGATION: _EVERYBODY | {Permission.SEE_OVERVIEW, Permission.SEE_OWN_DELEGATION},
    Role.FOCAL_POINT: _EVERYBODY | {Permission.SEE_OWN_DELEGATION, Permission.NOMINATE},
    Role.SECRETARIAT: _SECRETARIAT,
    Role.HEAD_OF_MISSION: _SECRETARIAT | {Permission.ACKNOWLEDGE, Permission.SIGN},
    Role.ADMINISTRATOR: _EVERYBODY
    | {
        Permission.SEE_OVERVIEW,
        Permission.SEE_STATIONS,
        Permission.SEE_HISTORY,
        Permission.SEE_PEOPLE,
        Permission.SEE_PERSONAL,
        Permission.EDIT_PEOPLE,
        Permission.SET_UP,
        Permission.GIVE_ACCESS,
    },
    Role.READER: frozenset({Permission.SEE_OVERVIEW}),
}


def role_in(account: Account, mission: Mission) -> str:
    """Return the account's role in the mission; "" where it has none, or took none up.

    An administrator of the installation who is nothing else in the mission is its administrator.
    """
    own = mission.memberships.taken_up().filter(account=account)
    role = own.values_list("role", flat=True).first()
    return role or (Role.ADMINISTRATOR if account.is_administrator else "")


def permissions_of(role: str) -> frozenset[Permission]:
    """Return what a role may do; nothing for no role."""
    return ROLE_PERMISSIONS.get(role, frozenset())


class MissionRequest(HttpRequest):
    """A request inside a mission, as `mission_view` hands it on."""

    user: Account
    mission: Mission
    role: str
    may: frozenset[Permission]


def public(view: View) -> View:
    """Stamp a view that anyone may open, signed in or not."""
    stamped = login_not_required(view)
    # mypy knows no attributes of functions.
    stamped.access = "public"  # type: ignore[attr-defined]
    return stamped


def signed_in(view: View) -> View:
    """Stamp a view that every signed-in account may open, in no mission."""
    # mypy knows no attributes of functions.
    view.access = "signed in"  # type: ignore[attr-defined]
    return view


class AccountRequest(HttpRequest):
    """A request of somebody who is signed in, in no mission."""

    user: Account


def for_the_installation(view: View) -> View:
    """Stamp a view that administrators of the installation may open; for others it is not there."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not getattr(request.user, "is_administrator", False):
            raise Http404
        return view(request, *args, **kwargs)

    return signed_in(entered)


def _with_role() -> QuerySet[Mission]:
    taken_up = Membership.objects.taken_up()
    membership = taken_up.filter(mission=OuterRef("pk"), account=Given("account"))
    found = Mission.objects.filter(slug=Given("slug")).order_by()
    return found.annotate(role=Subquery(membership.values("role")))


# Composed once: every request to a mission's page asks it.
_WITH_ROLE: Prepared[Mission] = Prepared(_with_role)


def _place_in(account: Account, slug: str) -> tuple[Mission | None, str]:
    """Return the mission and the account's role there, in one query for who has one."""
    own: Any = _WITH_ROLE.first(account=account.pk, slug=slug)
    if own is not None and own.role:
        return own, own.role
    mission = Mission.objects.visible_to(account).filter(slug=slug).first()
    return mission, role_in(account, mission) if mission else ""


# Where one is led who may not open a page, by what one may do instead: the name of an address.
Instead = dict[Permission, str]


def _enter(
    request: HttpRequest, slug: str, permission: Permission, instead: Instead
) -> HttpResponse | None:
    """Make the request one of the mission; return where to go instead, if anywhere."""
    account = request.user
    if not isinstance(account, Account):  # LoginRequiredMiddleware came before this
        raise PermissionDenied
    mission, role = _place_in(account, slug)
    if mission is None:
        # Outsiders must not learn that the mission exists.
        raise Http404(_("There is no such mission."))
    may = permissions_of(role)
    # For the page of a refusal, which says by the role who can help; mypy sees no MissionRequest.
    request.role = role  # type: ignore[attr-defined]
    if permission not in may:
        for other, url_name in instead.items():
            if other in may:
                return redirect(url_name, slug)
        raise PermissionDenied(
            _("Your role in this mission does not let you open this page or do this.")
        )
    # From here on the request is a MissionRequest.
    request.mission, request.may = mission, may  # type: ignore[attr-defined]
    return None


def mission_view(
    permission: Permission, *, instead: Instead | None = None
) -> Callable[[View], View]:
    """Stamp a view of /missions/<slug>/…: the mission, the permission, the mission's timezone.

    Answers 404 to who may not know of the mission. Who lacks the permission is led to what
    `instead` names for another one they have, else answered 403 with a sentence.
    """

    def stamp(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            elsewhere = _enter(request, slug, permission, instead or {})
            if elsewhere is not None:
                return elsewhere
            # As _enter has just made it.
            with timezone.override(request.mission.zone):  # type: ignore[attr-defined]
                return view(request, *args, **kwargs)

        # mypy knows no attributes of functions.
        entered.access = permission  # type: ignore[attr-defined]
        return entered

    return stamp


def for_devices(view: View) -> View:
    """Have a mission's view tell every refusal as JSON: a device cannot read a page.

    Stands above the stamp. Who is not signed in is told 401 (SignInRequired) and not led away.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404 as missing:
            return told_to_device(str(missing), 404)
        except PermissionDenied as refused:
            return told_to_device(str(refused), 403)

    # mypy knows no attributes of functions.
    answered.answers_devices = True  # type: ignore[attr-defined]
    return answered


def told_to_device(sentence: str, status: int) -> JsonResponse:
    """Return a refusal as devices read it."""
    return JsonResponse({"error": sentence}, status=status)


class SignInRequired(LoginRequiredMiddleware):
    """Leads who is not signed in to the page for it; tells a device, which keeps what it has."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[Any, Any],
    ) -> HttpResponseBase | None:
        """Return the way to sign in, or 401 where a device asked; None lets the view answer."""
        if getattr(view_func, "answers_devices", False) and not request.user.is_authenticated:
            return told_to_device(_("Sign in, then this is sent."), 401)
        return super().process_view(request, view_func, view_args, view_kwargs)
