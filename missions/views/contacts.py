"""Whom an observer can call: the list for everybody, and keeping it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.actions.contacts import move_contact, save_contact
from missions.forms.contacts import ContactForm
from missions.models import Contact
from missions.record_pages import FORM_METHODS, RecordPages, delete_page, form_page
from missions.sent_forms import once

CONTACTS = RecordPages("contact", gettext_lazy("Contacts"))


@mission_view(Permission.SEE_CONTACTS)
@require_safe
def contact_list(request: MissionRequest) -> HttpResponse:
    """Show whom one can call, in the order of the mission's own choice."""
    contacts = Contact.objects.filter(mission=request.mission)
    shown = {"contacts": contacts, "may_set_up": Permission.SET_UP in request.may}
    return render(request, "missions/contact_list.html", shown)


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def contact_add(request: MissionRequest) -> HttpResponse:
    """Add a contact, at the end of the list."""
    form = ContactForm(request.mission, request.POST or None)
    page = CONTACTS.page(request, _("Add a contact"), said=_("The contact is added."))
    return form_page(request, form, page, lambda: _save(request, form))


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def contact_edit(request: MissionRequest, pk: int) -> HttpResponse:
    """Change a contact."""
    contact = get_object_or_404(Contact, mission=request.mission, pk=pk)
    form = ContactForm(request.mission, request.POST or None, instance=contact)
    page = CONTACTS.page(request, str(contact), said=_("The contact is saved."), record=contact)
    return form_page(request, form, page, lambda: _save(request, form))


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def contact_delete(request: MissionRequest, pk: int) -> HttpResponse:
    """Ask, then delete a contact."""
    contact = get_object_or_404(Contact, mission=request.mission, pk=pk)
    said = _("“%(contact)s” is deleted.") % {"contact": contact}
    return delete_page(request, contact, back=CONTACTS.back(request), said=said)


@mission_view(Permission.SET_UP)
@require_POST
def contact_move(request: MissionRequest, pk: int) -> HttpResponse:
    """Move a contact one place up or down."""
    contact = get_object_or_404(Contact, mission=request.mission, pk=pk)
    up = request.POST.get("to") == "up"
    moved = once(
        request,
        lambda: move_contact(contact, up=up, by=request.user),
        lambda _nothing: CONTACTS.back(request),
    )
    return redirect(moved.led_to)


def _save(request: MissionRequest, form: ContactForm) -> None:
    save_contact(form.instance, mission=request.mission, by=request.user)
