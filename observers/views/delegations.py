"""Delegations: the list, adding, editing and deleting one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.lists import list_response
from missions.record_pages import FORM_METHODS, RecordPages, delete_page, form_page
from observers.actions import remove_delegation, save_delegation
from observers.delegation_counts import counted
from observers.forms.delegations import DelegationForm
from observers.lists.adding import PEOPLE_LIST, adding
from observers.lists.delegations import DelegationFilter, DelegationTable
from observers.models import Delegation

DELEGATIONS = RecordPages("delegation", gettext_lazy("Delegations"))


@mission_view(Permission.SEE_PEOPLE)
@require_safe
def delegation_list(request: MissionRequest) -> HttpResponse:
    """List the delegations, with who is named against the quota."""
    return list_response(
        request,
        template=PEOPLE_LIST,
        name="delegations",
        title=_("Delegations"),
        table=DelegationTable,
        filters=DelegationFilter,
        records=counted(Delegation.objects.filter(mission=request.mission)),
        adding=adding(
            request,
            "delegation_add",
            _("Add a delegation"),
            nothing=_("No delegation yet"),
            advice=_("Add each member state that sends observers, and the secretariat."),
            otherwise=_("The mission's administrators add them."),
        ),
        context={"may_edit": Permission.EDIT_PEOPLE in request.may},
    )


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def delegation_add(request: MissionRequest) -> HttpResponse:
    """Add a delegation."""
    form = DelegationForm(request.mission, request.POST or None)
    page = DELEGATIONS.page(request, _("Add a delegation"), said=_("The delegation is added."))
    return form_page(request, form, page, lambda: _save(request, form))


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def delegation_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change a delegation, or choose another head for it."""
    delegation = get_object_or_404(Delegation, mission=request.mission, pk=pk)
    form = DelegationForm(request.mission, request.POST or None, instance=delegation)
    said = _("The delegation is saved.")
    page = DELEGATIONS.page(request, str(delegation), said=said, record=delegation)
    return form_page(request, form, page, lambda: _save(request, form))


@mission_view(Permission.EDIT_PEOPLE)
@require_http_methods(FORM_METHODS)
def delegation_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then delete a delegation that nobody is of."""
    delegation = get_object_or_404(Delegation, mission=request.mission, pk=pk)
    return delete_page(
        request,
        delegation,
        back=DELEGATIONS.back(request),
        said=_("“%(delegation)s” is deleted.") % {"delegation": delegation},
        delete=lambda: remove_delegation(delegation, by=request.user),
    )


def _save(request: MissionRequest, form: DelegationForm) -> None:
    head = form.cleaned_data.get("head")
    save_delegation(form.instance, head=head, by=request.user)
