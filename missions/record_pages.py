"""The two pages that every record of the set-up has: its form, and the question before deleting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise

from missions.access import MissionRequest
from missions.actions.keeping import delete_record
from missions.deleting import dependents_of, way_to
from missions.rules import NotAllowed
from missions.sent_forms import led_before, once, say_once

REFUSED = 409
FORM_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class FormPage:
    """What the page of a form says besides the fields.

    `back`: the address of the list, also where one is led once all is stored. `delete`: the
    address of the page that asks before deleting. `said`: what is said once it is stored, ""
    where `save` says it. `adds`: sent twice, as a double click does, the form adds once.
    """

    title: str
    back: str
    back_label: str
    said: str
    lead: str = ""
    delete: str = ""
    button: str = ""
    adds: bool = False


@dataclass(frozen=True)
class RecordPages:
    """The pages of one kind of record: how their addresses begin, and what its list is called.

    `listed` is the name of the list's address, where it is another than the kind's own.
    """

    kind: str
    label: str | Promise
    listed: str = ""

    def back(self, request: MissionRequest) -> str:
        """Return the address of the list."""
        return reverse(self.listed or f"{self.kind}_list", args=[request.mission.slug])

    def page(
        self,
        request: MissionRequest,
        title: str,
        *,
        said: str,
        record: Model | None = None,
        lead: str = "",
    ) -> FormPage:
        """Return what the page of a form says: it adds, or leads to deleting a stored `record`."""
        address = [request.mission.slug, record.pk] if record else []
        delete = reverse(f"{self.kind}_delete", args=address) if record else ""
        told = (title, self.back(request), str(self.label), said, lead, delete)
        return FormPage(*told, adds=record is None)


def form_page(
    request: HttpRequest,
    form: BaseForm,
    page: FormPage,
    save: Callable[[], object],
    template: str = "components/record_form.html",
    **more: Any,
) -> HttpResponse:
    """Show a record's form; sent and right, `save` stores it and the list follows.

    Where `save` returns an address, that page follows instead.

    What `save` refuses (NotAllowed) stands above the form; everything typed stays. `template`
    extends components/record_form.html, where a page has more than the form.
    """
    status = 200
    if request.method == "POST":
        try:
            next_page = _sent(request, form, page, save)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
            status = REFUSED
        else:
            if next_page:
                say_once(request, page.said)
                return redirect(next_page)
    return render(request, template, {"form": form, "page": page, **more}, status=status)


def _sent(request: HttpRequest, form: BaseForm, page: FormPage, save: Callable[[], object]) -> str:
    """Store what was sent, if it is right and new; return the page that follows, "" for none."""

    def leads_to(made: object) -> str:
        return made if isinstance(made, str) else page.back

    if not form.is_valid():
        return led_before(request) if page.adds else ""
    return once(request, save, leads_to).led_to if page.adds else leads_to(save())


def delete_page(
    request: MissionRequest,
    record: Model,
    *,
    back: str,
    said: str,
    parts: tuple[type[Model], ...] = (),
    delete: Callable[[], None] | None = None,
    lead: str = "",
) -> HttpResponse:
    """Ask before deleting a record, or say what depends on it; sent, delete it and go `back`.

    `parts`: models whose rows go with the record; `lead` says so. `delete` stands in for
    `delete_record` where a record needs an action of its own.
    """
    if request.method == "POST":
        try:
            _delete(request, record, parts, delete)
        except NotAllowed as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, said)
            return redirect(back)
    found = [(each, way_to(each, record, request)) for each in dependents_of(record, parts)]
    shown = {"record": record, "dependents": found, "back": back, "lead": lead}
    status = REFUSED if request.method == "POST" else 200
    return render(request, "components/confirm_delete.html", shown, status=status)


def _delete(
    request: MissionRequest,
    record: Model,
    parts: tuple[type[Model], ...],
    delete: Callable[[], None] | None,
) -> None:
    if delete is not None:
        delete()
    else:
        delete_record(record, mission=request.mission, by=request.user, parts=parts)
