"""Editing the draft statement: a sentence's text, place and cut, and sentences of one's own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from missions.access import MissionRequest, Permission, mission_view
from missions.rules import NotAllowed
from reports.actions.adding import add_sentence
from reports.actions.editing import (
    check_text,
    cut_sentence,
    place_sentence,
    put_sentence_back,
    restore_wording,
    reword_sentence,
)
from reports.drafting import KINDS, Desk, open_desk
from reports.drafting.patterns import PREFIX
from reports.editing.subjects import Subject, is_machines
from reports.exports.layout import KIND_LABELS
from reports.forms.editing import AddForm, CutForm, PlaceForm, SentenceForm, choice_of
from reports.rules import MACHINES_WORDS
from reports.sentence_page import (
    preview,
    sentence_at,
    sentence_page,
    started_from,
    starting_wording,
)
from reports.statement_page import anchor_of, shown_sentences

GONE = gettext_lazy("The records no longer carry this sentence.")
form_view = require_http_methods(["GET", "HEAD", "POST"])


def desk_of(request: MissionRequest, kind: str) -> Desk:
    """Return the draft with its material; 404 for a kind there is not."""
    if kind not in KINDS:
        raise Http404(_("There is no such statement."))
    return open_desk(request.mission, kind=kind)


def address_of(request: MissionRequest, kind: str, key: str = "") -> str:
    """Return the address of the draft's page, at a sentence."""
    page = reverse("statement_draft", args=[request.mission.slug], query={"kind": kind})
    return f"{page}#{anchor_of(key)}" if key else page


def back_to(request: MissionRequest, kind: str, key: str, said: str = "") -> HttpResponse:
    """Lead back to a sentence on the page; what is said is shown there too."""
    if said:
        messages.success(request, said, extra_tags=anchor_of(key))
    return redirect(address_of(request, kind, key))


def frame(request: MissionRequest, desk: Desk, key: str = "", **more: Any) -> dict[str, Any]:
    """Return what the pages of a sentence have in common."""
    kind = desk.draft.kind
    back = address_of(request, kind, key)
    return {"draft": desk.draft, "kind_label": KIND_LABELS[kind], "back": back, "key": key} | more


@mission_view(Permission.EDIT_DRAFT)
@form_view
def sentence_edit(request: MissionRequest, kind: str, key: str) -> HttpResponse:
    """A sentence's text with its placeholders; saving is a revision, a preview saves nothing."""
    desk = desk_of(request, kind)
    subject = desk.subject(key)
    if subject is None or sentence_at(desk, key) is None:
        raise Http404(GONE)
    if is_machines(key):
        messages.info(request, MACHINES_WORDS)
        return redirect(address_of(request, kind, key))
    form = _sentence_form(request, desk, subject)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if "preview" not in request.POST:
                return _save(request, kind, key, form)
            check_text(desk, key, form.wording())
            made = preview(desk, key, form.wording())
            context["preview"] = made and shown_sentences(request.mission, desk.draft, [made])[0]
        except NotAllowed as refused:
            form.add_error("text", str(refused))
    wording = form.wording() if form.is_bound and form.is_valid() else None
    page = sentence_page(desk, subject, wording or starting_wording(desk, subject))
    context |= {"form": form, "page": page, "subject": subject}
    return render(request, "reports/sentence_edit.html", frame(request, desk, key, **context))


def _sentence_form(request: MissionRequest, desk: Desk, subject: Subject) -> SentenceForm:
    if request.method == "POST":
        return SentenceForm(desk, subject, request.POST)
    begun = starting_wording(desk, subject)
    return SentenceForm(
        desk,
        subject,
        text=begun.text,
        about=begun.about,
        stated=begun.stated,
        bound=choice_of(begun.bound),
        started_from=started_from(desk, subject.key),
    )


def _save(request: MissionRequest, kind: str, key: str, form: SentenceForm) -> HttpResponse:
    made = reword_sentence(
        mission=request.mission,
        kind=kind,
        key=key,
        wording=form.wording(),
        started_from=form.cleaned_data["started_from"],
        by=request.user,
    )
    if made.beside:
        return redirect("sentence_merge", request.mission.slug, kind, key, made.pk)
    return back_to(request, kind, key, _("Your text is saved."))


@mission_view(Permission.EDIT_DRAFT)
@require_POST
def sentence_restore(request: MissionRequest, kind: str, key: str) -> HttpResponse:
    """Go back to the machine's own text."""
    desk = desk_of(request, kind)
    try:
        restore_wording(
            mission=request.mission,
            kind=kind,
            key=key,
            started_from=started_from(desk, key),
            by=request.user,
        )
    except NotAllowed as refused:
        messages.error(request, str(refused), extra_tags=anchor_of(key))
        return redirect(address_of(request, kind, key))
    return back_to(request, kind, key, _("The sentence has the machine’s own text again."))


def _act(request: MissionRequest, kind: str, key: str) -> dict[str, Any]:
    return {"mission": request.mission, "kind": kind, "key": key, "by": request.user}


@mission_view(Permission.EDIT_DRAFT)
@form_view
def sentence_place(request: MissionRequest, kind: str, key: str) -> HttpResponse:
    """Where a sentence stands."""
    desk = desk_of(request, kind)
    sentence = sentence_at(desk, key)
    if sentence is None:
        raise Http404(GONE)
    held = desk.overlay.places.get(key)
    place = f"{held.section}:{held.after}" if held and held.section else ""
    form = PlaceForm(desk, key, request.POST if request.method == "POST" else None, place=place)
    if request.method == "POST" and form.is_valid():
        section, after = form.place_chosen()
        told = _act(request, kind, key)
        try:
            place_sentence(**told, section=section, after=after)
        except NotAllowed as refused:
            form.add_error("place", str(refused))
        else:
            moved = _("The sentence is moved. “Put back” undoes it.")
            return back_to(request, kind, key, moved if section else _("It is back in its place."))
    context = {"form": form, "sentence": sentence}
    return render(request, "reports/sentence_place.html", frame(request, desk, key, **context))


@mission_view(Permission.EDIT_DRAFT)
@form_view
def sentence_cut(request: MissionRequest, kind: str, key: str) -> HttpResponse:
    """Take a sentence out; a matter takes the head of mission's reason."""
    desk = desk_of(request, kind)
    sentence = sentence_at(desk, key)
    if sentence is None:
        raise Http404(GONE)
    form = CutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = _act(request, kind, key)
        try:
            cut_sentence(**told, reason=form.cleaned_data["reason"])
        except NotAllowed as refused:
            form.add_error("reason", str(refused))
        else:
            said = _("The sentence is cut and stands here, at the foot. “Put back” undoes it.")
            return back_to(request, kind, key, said)
    context = {
        "form": form,
        "shown": shown_sentences(request.mission, desk.draft, [sentence])[0],
        "matter": key.startswith(PREFIX),
    }
    return render(request, "reports/sentence_cut.html", frame(request, desk, key, **context))


@mission_view(Permission.EDIT_DRAFT)
@require_POST
def sentence_put_back(request: MissionRequest, kind: str, key: str) -> HttpResponse:
    """Put a cut sentence back where it stood."""
    if kind not in KINDS:
        raise Http404(_("There is no such statement."))
    try:
        put_sentence_back(mission=request.mission, kind=kind, key=key, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect(address_of(request, kind))
    return back_to(request, kind, key, _("The sentence is put back."))


@mission_view(Permission.EDIT_DRAFT)
@form_view
def sentence_add(request: MissionRequest, kind: str) -> HttpResponse:
    """A sentence of people's own, bound to a record."""
    desk = desk_of(request, kind)
    place = request.GET.get("place", "")
    if "find" in request.POST:
        # Narrows what it may rest on, and saves nothing.
        form = AddForm(desk, **{name: request.POST.get(name, "") for name in AddForm.base_fields})
    else:
        form = AddForm(desk, request.POST if request.method == "POST" else None, place=place)
    if form.is_bound and form.is_valid():
        section, after = form.place_chosen()
        try:
            key = add_sentence(
                mission=request.mission,
                kind=kind,
                section=section,
                after=after,
                wording=form.wording(),
                bound=form.bound_to(),
                by=request.user,
                number=form.cleaned_data["number"],
            )
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            return back_to(request, kind, key, _("The sentence is added."))
    spoken = [(address_of(request, kind, code), label) for code, label in form.spoken]
    shown = frame(request, desk, form=form, spoken=spoken)
    return render(request, "reports/sentence_add.html", shown)
