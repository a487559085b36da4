"""A mission's set-up as a workbook: sent, checked, taken in; and taken out again."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from missions.access import MissionRequest, Permission, mission_view, signed_in
from missions.models import Account, Mission
from missions.record_pages import FORM_METHODS
from missions.sent_forms import led_before, once, say_once
from reports.actions.exported import record_export
from reports.folder.bounds import SETUP
from reports.folder.exporting import Part
from reports.folder.importing import Outcome
from reports.folder.setup_parts import empty_parts, setup_parts
from reports.folder.tables import TABLES
from reports.folder.writing import write_folder
from reports.forms.upload import UpdateForm, UploadForm
from reports.setup_import import FILES, Checked, run
from reports.uploads import Upload, forget_upload, keep_upload, kept_upload
from reports.views.mission_setup import administrator_of

REFUSED = 409


@signed_in
@require_http_methods(FORM_METHODS)
def mission_upload(request: HttpRequest) -> HttpResponse:
    """Begin a mission with a mission folder or workbook."""
    return _upload_page(request, administrator_of(request), None)


@mission_view(Permission.SET_UP)
@require_http_methods(FORM_METHODS)
def setup_upload(request: MissionRequest) -> HttpResponse:
    """Change this mission's set-up by a mission folder or workbook of it."""
    return _upload_page(request, request.user, request.mission)


@signed_in
@require_safe
def mission_workbook(request: HttpRequest) -> HttpResponse:
    """Give out a workbook to fill in."""
    administrator_of(request)
    return _workbook("mission.xlsx", empty_parts())


@mission_view(Permission.SET_UP)
@require_safe
def setup_workbook(request: MissionRequest) -> HttpResponse:
    """Give out this mission's set-up as a workbook: no visits, and nothing concluded."""
    personal = Permission.SEE_PERSONAL in request.may
    parts = setup_parts(request.mission, personal=personal)
    response = _workbook(f"{request.mission.slug}-set-up.xlsx", parts)
    record_export(request.mission, anonymised=False, by=request.user)
    return response


def _upload_page(request: HttpRequest, account: Account, mission: Mission | None) -> HttpResponse:
    form_class = UploadForm if mission is None else UpdateForm
    if "confirm" in request.POST:
        return _confirm(request, account, mission)
    form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()
    if not form.is_valid():
        return _show(request, mission, form)
    told = form.cleaned_data
    upload = keep_upload(
        told["file"],
        request.session,
        slug=mission.slug if mission else "",
        over_changes=told.get("over_changes", False),
    )
    checked = run(upload, mission, by=account, dry_run=True)
    if checked.wrong:
        forget_upload(upload, request.session)
    again = form_class(initial={"over_changes": upload.over_changes})
    return _show(request, mission, again, checked, upload)


def _confirm(request: HttpRequest, account: Account, mission: Mission | None) -> HttpResponse:
    """Take in what was checked, the same bytes; what is wrong by now is told."""
    slug = mission.slug if mission else ""
    form = UploadForm() if mission is None else UpdateForm()
    upload = kept_upload(request.session, token=request.POST["confirm"], slug=slug)
    if upload is None:
        if before := led_before(request):
            return redirect(before)
        messages.error(
            request, _("The upload is no longer here: it is kept for an hour. Send it again.")
        )
        return _show(request, mission, form, status=REFUSED)
    checked = run(
        upload,
        mission,
        by=account,
        dry_run=False,
        once=lambda take_in: once(request, take_in, _overview),
    )
    forget_upload(upload, request.session)
    if not checked.led_to:
        return _show(request, mission, form, checked, upload, status=REFUSED)
    say_once(request, _("“%(name)s” is taken in.") % {"name": upload.name})
    return redirect(checked.led_to)


def _overview(taken_in: Outcome) -> str:
    return reverse("mission_overview", args=[taken_in.slug])


def _show(
    request: HttpRequest,
    mission: Mission | None,
    form: UploadForm,
    checked: Checked | None = None,
    upload: Upload | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "form": form,
        "new": mission is None,
        "checked": checked,
        "upload": upload,
        "sheets": [(name, FILES[name], TABLES[name]) for name in SETUP],
    }
    return render(request, "reports/setup_upload.html", shown, status=status)


def _workbook(name: str, parts: Iterable[Part]) -> HttpResponse:
    with tempfile.TemporaryDirectory(prefix="mushahid-") as folder:
        path = Path(folder) / name
        write_folder(path, parts)
        # Open before the folder is gone: the bytes stay until the answer is sent.
        file = path.open("rb")
    # A FileResponse is a response; the stubs part the two.
    return FileResponse(file, as_attachment=True, filename=name)  # type: ignore[return-value]
