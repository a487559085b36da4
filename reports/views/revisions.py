"""The revisions of a sentence: its history, and two texts of it made into one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.rules import NotAllowed
from reports.actions.editing import Wording, bound_to, reword_sentence
from reports.draft_types import Evidence
from reports.drafting import Desk
from reports.editing.subjects import Subject
from reports.editing.word_changes import word_changes
from reports.forms.editing import SentenceForm, choice_of
from reports.models import BlockText
from reports.revision_page import revisions_of
from reports.sentence_page import started_from, starting_wording
from reports.views.editing import GONE, address_of, back_to, desk_of, form_view, frame


def _texts(request: MissionRequest, kind: str, key: str) -> Any:
    here = {"block__statement__mission": request.mission, "block__statement__kind": kind}
    texts = BlockText.objects.filter(**here, block__key=key)
    return texts.select_related("account", "parent", "merged_by", "block")


@mission_view(Permission.EDIT_DRAFT)
@form_view
def sentence_merge(request: MissionRequest, kind: str, key: str, pk: int) -> HttpResponse:
    """Two people's texts of one sentence side by side, and one field for the text of both."""
    mine = get_object_or_404(_texts(request, kind, key), pk=pk, beside=True)
    if hasattr(mine, "merged_by"):
        messages.info(request, _("These two texts are merged already."))
        return redirect(address_of(request, kind, key))
    desk = desk_of(request, kind)
    subject = desk.subject(key)
    if subject is None:
        raise Http404(GONE)
    theirs = starting_wording(desk, subject)
    form = _merge_form(request, desk, subject, mine)
    if request.method == "POST" and form.is_valid():
        try:
            return _merge(request, kind, key, form, pk)
        except NotAllowed as refused:
            form.add_error("text", str(refused))
    base = (mine.parent.text if mine.parent else "") or subject.template
    context = {
        "form": form,
        "mine": mine,
        "base": base,
        "theirs": desk.overlay.texts.get(key),
        "my_changes": word_changes(base, mine.text or subject.template),
        "their_changes": word_changes(base, theirs.text),
    }
    return render(request, "reports/sentence_merge.html", frame(request, desk, key, **context))


def _merge_form(
    request: MissionRequest, desk: Desk, subject: Subject, mine: BlockText
) -> SentenceForm:
    if request.method == "POST":
        return SentenceForm(desk, subject, request.POST)
    told = {"about": mine.about, "stated": mine.stated, "bound": choice_of(_rests_on(desk, mine))}
    begun = started_from(desk, subject.key)
    text = mine.text or subject.template
    return SentenceForm(desk, subject, text=text, started_from=begun, **told)


def _rests_on(desk: Desk, mine: BlockText) -> Evidence:
    """Return what an own sentence rests on: as mine has it, unless only theirs changed it."""
    theirs = desk.overlay.texts.get(mine.block.key)
    unchanged = bound_to(mine) == bound_to(mine.parent)
    return theirs.bound if theirs and unchanged else bound_to(mine)


def _merge(
    request: MissionRequest, kind: str, key: str, form: SentenceForm, pk: int
) -> HttpResponse:
    made = reword_sentence(
        mission=request.mission,
        kind=kind,
        key=key,
        wording=form.wording(),
        started_from=form.cleaned_data["started_from"],
        by=request.user,
        merges=pk,
    )
    if made.beside:
        return redirect("sentence_merge", request.mission.slug, kind, key, made.pk)
    return back_to(request, kind, key, _("The two texts are one now. Both are kept."))


@mission_view(Permission.SEE_DRAFT)
@require_safe
def sentence_history(request: MissionRequest, kind: str, key: str) -> HttpResponse:
    """Every text and place a sentence had, with who and when."""
    revisions = revisions_of(request.mission, kind, key)
    if not revisions:
        raise Http404(_("Nobody has edited this sentence."))
    context = {
        "key": key,
        "kind": kind,
        "revisions": revisions,
        "back": address_of(request, kind, key),
        "may_edit": Permission.EDIT_DRAFT in request.may,
    }
    return render(request, "reports/sentence_history.html", context)


@mission_view(Permission.EDIT_DRAFT)
@require_POST
def sentence_reuse(request: MissionRequest, kind: str, key: str, pk: int) -> HttpResponse:
    """Go back to an earlier text of a sentence: it becomes the newest."""
    earlier = get_object_or_404(_texts(request, kind, key), pk=pk)
    desk = desk_of(request, kind)
    wording = Wording(earlier.text, earlier.about, earlier.stated, bound_to(earlier))
    try:
        reword_sentence(
            mission=request.mission,
            kind=kind,
            key=key,
            wording=wording,
            started_from=started_from(desk, key),
            by=request.user,
        )
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("sentence_history", request.mission.slug, kind, key)
    return back_to(request, kind, key, _("The earlier text stands again."))
