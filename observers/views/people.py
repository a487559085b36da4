"""Observers: the list with its quick actions, adding, editing and deleting one."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.forms.keys import may_be_a_key
from missions.lists import list_response
from missions.record_pages import FORM_METHODS, RecordPages, delete_page, form_page
from missions.rules import NotAllowed
from observers.actions import accredit, remove_observer, save_observer, sign_pledges
from observers.forms.people import ObserverForm
from observers.lists.adding import adding
from observers.lists.people import ObserverFilter, ObserverTable, hidden_from
from observers.models import Delegation, Observer
from observers.rules import check_can_remove_observer
from observers.same_people import people_known_to

OBSERVERS = RecordPages("observer", gettext_lazy("Observers"))


@mission_view(Permission.SEE_PEOPLE)
@require_safe
def observer_list(request: MissionRequest) -> HttpResponse:
    """List the observers; personal columns for who may see them."""
    observers = Observer.objects.filter(mission=request.mission)
    return list_response(
        request,
        template="observers/observer_list.html",
        name="observers",
        title=_("Observers"),
        table=ObserverTable,
        filters=ObserverFilter,
        records=observers.select_related("person", "delegation", "place__team"),
        table_options={"exclude": hidden_from(request.may)},
        adding=adding(
            request,
            "observer_add",
            _("Add an observer"),
            nothing=_("No observer yet"),
            advice=_(
                "Add observers one by one; focal points can nominate those of their own delegation."
            ),
            otherwise=_(
                "The mission's administrators add them, and the delegations nominate them."
            ),
            kept="delegation",
            icon="person-plus",
        ),
        context={
            "may_edit": Permission.EDIT_PEOPLE in request.may,
            "may_see_personal": Permission.SEE_PERSONAL in request.may,
        },
    )


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def observer_add(request: MissionRequest) -> HttpResponse:
    """Add an observer: somebody new, or somebody the registry knows."""
    code = request.GET.get("delegation", "")
    delegation = Delegation.objects.filter(mission=request.mission, code=code).first()
    form = _form(request, initial={"delegation": delegation})
    page = OBSERVERS.page(request, _("Add an observer"), said=_("The observer is added."))
    return form_page(request, form, page, lambda: save_observer(form.instance, by=request.user))


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def observer_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change an observer and what the registry says of the person."""
    observer = _observer(request, pk)
    form = _form(request, instance=observer)
    said, lead = _("The observer is saved."), _elsewhere(observer)
    page = OBSERVERS.page(request, str(observer), said=said, record=observer, lead=lead)
    return form_page(request, form, page, lambda: save_observer(form.instance, by=request.user))


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def observer_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then delete an observer who is in no team."""
    observer = _observer(request, pk)
    try:
        check_can_remove_observer(observer)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("observer_edit", request.mission.slug, pk)
    return delete_page(
        request,
        observer,
        back=OBSERVERS.back(request),
        said=_("“%(name)s” is no longer an observer of this mission.") % {"name": observer},
        delete=lambda: remove_observer(observer, by=request.user),
    )


@mission_view(Permission.EDIT_PEOPLE)
@require_POST
def observer_mark(request: MissionRequest) -> HttpResponse:
    """Note of all who are ticked that they signed the pledge today, or are accredited."""
    chosen = _ticked(request)
    act = request.POST.get("act", "")
    if not chosen:
        messages.warning(request, _("Nobody was ticked, so nothing was changed."))
    elif act == "pledge":
        _sign(request, chosen)
    elif act == "accredited":
        _accredit(request, chosen)
    else:
        raise Http404
    return redirect(_back(request))


def _sign(request: MissionRequest, chosen: Sequence[Observer]) -> None:
    today = timezone.localdate()
    done = sign_pledges(chosen, on=today, mission=request.mission, by=request.user)
    kept = len(chosen) - done.changed
    now = ngettext(
        "%(n)d pledge is noted as signed today.",
        "%(n)d pledges are noted as signed today.",
        done.changed,
    )
    before = ngettext(
        "%(n)d observer had signed before; the day stays.",
        "%(n)d observers had signed before; their days stay.",
        kept,
    )
    _say(request, (done.changed, now), (kept, before))


def _accredit(request: MissionRequest, chosen: Sequence[Observer]) -> None:
    done = accredit(chosen, mission=request.mission, by=request.user)
    kept = len(chosen) - done.changed - len(done.refused)
    now = ngettext(
        "%(n)d observer is accredited now.", "%(n)d observers are accredited now.", done.changed
    )
    before = ngettext(
        "%(n)d observer was accredited already.",
        "%(n)d observers were accredited already.",
        kept,
    )
    _say(request, (done.changed, now), (kept, before))
    for sentence in done.refused:
        messages.error(request, sentence)


def _say(request: MissionRequest, *told: tuple[int, str]) -> None:
    """Say what became of how many, and nothing of none."""
    for number, sentence in told:
        if number:
            messages.success(request, sentence % {"n": number})


def _ticked(request: MissionRequest) -> Sequence[Observer]:
    """Return the observers whose boxes are ticked; 404 where one is not of this mission."""
    keys = set(request.POST.getlist("observer"))
    if not all(map(may_be_a_key, keys)):
        raise Http404
    found = list(Observer.objects.filter(mission=request.mission, pk__in=keys))
    if len(found) != len(keys):
        raise Http404
    return found


def _back(request: MissionRequest) -> str:
    """Return the list as it was narrowed, which the form carries."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return OBSERVERS.back(request)


def _form(request: MissionRequest, **more: object) -> ObserverForm:
    return ObserverForm(
        request.mission,
        request.POST or None,
        among=people_known_to(request.user, request.mission),
        account=request.user,
        **more,
    )


def _observer(request: MissionRequest, pk: int) -> Observer:
    observers = Observer.objects.select_related("person", "delegation", "mission")
    return get_object_or_404(observers, mission=request.mission, pk=pk)


def _elsewhere(observer: Observer) -> str:
    """Return a sentence where the person observes in other missions too."""
    others = observer.person.observations.exclude(pk=observer.pk).count()
    if not others:
        return ""
    said = ngettext(
        "This person observes in %(n)d other mission too: what you change of the person is "
        "changed there as well.",
        "This person observes in %(n)d other missions too: what you change of the person is "
        "changed there as well.",
        others,
    )
    return said % {"n": others}
