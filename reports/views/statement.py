"""The draft statement: read beside its evidence, downloaded, its patterns acknowledged."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.rules import NotAllowed
from reports.actions.acknowledging import acknowledge_pattern
from reports.drafting import KINDS, draft_statement
from reports.exports import FORMATS
from reports.exports import render as render_file
from reports.exports.layout import KIND_LABELS
from reports.exports.pdf import TypesettingError
from reports.statement_live import changed_since, shown_digests, version_now, version_of
from reports.statement_page import anchor_of, statement_page

# The most wanted first.
BUTTONS = {
    "docx": "file-earmark-word",
    "pdf": "file-earmark-pdf",
    "html": "filetype-html",
    "md": "markdown",
    "json": "filetype-json",
}


# What the address of a provisional draft says; it counts what was sent and not yet decided on too.
PROVISIONAL = "submitted"


def _is_provisional(request: MissionRequest) -> bool:
    return request.GET.get("include") == PROVISIONAL


@mission_view(Permission.SEE_DRAFT)
@require_safe
def statement_draft(request: MissionRequest) -> HttpResponse:
    """The draft of a kind, every sentence with its standing and its evidence."""
    mission, provisional = request.mission, _is_provisional(request)
    try:
        kind = request.GET.get("kind", KINDS[0])
        draft = draft_statement(mission, kind=kind, include_submitted=provisional)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("statement_draft", mission.slug)
    context = {
        "page": statement_page(mission, draft),
        "draft": draft,
        "kinds": [(kind, KIND_LABELS[kind]) for kind in KINDS],
        "formats": [
            {"name": name, "label": FORMATS[name].label, "icon": icon}
            for name, icon in BUTTONS.items()
        ],
        "version": version_of(mission, draft),
        "shown": shown_digests(draft),
        "may_edit": Permission.EDIT_DRAFT in request.may and not provisional,
    }
    return render(request, "reports/statement_draft.html", context)


@mission_view(Permission.SEE_DRAFT)
@require_safe
def statement_changes(request: MissionRequest, kind: str) -> HttpResponse:
    """Nothing (204) while the draft's page shows what the records say; else what reads otherwise.

    The page names the version it has, and the digests of the sentences it shows.
    """
    if kind not in KINDS:
        raise Http404(_("There is no such statement."))
    mission, had, shown = request.mission, request.GET.get("version"), request.GET.get("shown", "")
    if had == version_now(mission, kind):
        return HttpResponse(status=204)
    draft = draft_statement(mission, kind=kind, include_submitted=_is_provisional(request))
    context = {
        "draft": draft,
        "version": version_of(mission, draft),
        "shown": shown,
        "changed": changed_since(draft, shown),
        "rearranged": shown != shown_digests(draft),
    }
    return render(request, "reports/statement/live.html", context)


@mission_view(Permission.SEE_DRAFT)
@require_safe
def statement_download(request: MissionRequest, kind: str, suffix: str) -> HttpResponse:
    """The same draft as a file."""
    if kind not in KINDS or suffix not in FORMATS:
        raise Http404(_("There is no such file."))
    provisional = _is_provisional(request)
    draft = draft_statement(request.mission, kind=kind, include_submitted=provisional)
    try:
        content = render_file(draft, suffix)
    except TypesettingError as failed:
        messages.error(request, str(failed))
        return redirect(_address(request, kind))
    mark = "-provisional" if provisional else ""
    name = f"{request.mission.slug}-{kind}{mark}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=FORMATS[suffix].content_type, headers=headers)


@mission_view(Permission.ACKNOWLEDGE)
@require_POST
def pattern_acknowledge(request: MissionRequest) -> HttpResponse:
    """Keep that the head of mission has seen an adverse pattern, as the page showed it."""
    kind, pattern = request.POST.get("kind", ""), request.POST.get("pattern", "")
    page = _address(request, kind if kind in KINDS else KINDS[0])
    anchor = anchor_of(pattern)
    try:
        acknowledge_pattern(
            mission=request.mission,
            pattern=pattern,
            evidence_digest=request.POST.get("digest", ""),
            by=request.user,
        )
    except NotAllowed as refused:
        messages.error(request, str(refused), extra_tags=anchor)
    else:
        said = _("You have acknowledged this adverse pattern on the evidence shown.")
        messages.success(request, said, extra_tags=anchor)
    # The message carries the sentence's place: it is shown there too.
    return redirect(f"{page}#{anchor}")


def _address(request: MissionRequest, kind: str) -> str:
    return reverse("statement_draft", args=[request.mission.slug], query={"kind": kind})
