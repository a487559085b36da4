"""The forms of a mission: what is asked, what is left out, its own questions, publishing."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from missions.access import MissionRequest, Permission, mission_view
from missions.rules import NotAllowed
from missions.sent_forms import led_before, once, say_once
from visits.actions import own_forms
from visits.form_page import StageForm, preview_version, stage_forms
from visits.form_versions import versions_of
from visits.forms import VisitForm
from visits.forms.opened import OpenedForm
from visits.forms.own_question import OwnQuestionForm
from visits.models import MissionQuestion
from visits.own_questions import answered


def _form_of(request: MissionRequest, stage: str) -> StageForm:
    form = stage_forms(request.mission, stage).get(stage)
    if form is None:
        raise Http404(_("There is no such stage."))
    return form


def _question_of(request: MissionRequest, stage: str, pk: int) -> MissionQuestion:
    own = MissionQuestion.objects.filter(mission=request.mission, stage=stage)
    return get_object_or_404(own.select_related("mission"), pk=pk)


@mission_view(Permission.SET_UP)
@require_safe
def form_list(request: MissionRequest) -> HttpResponse:
    """Show the form in use of each stage, and whether something waits to be published."""
    forms = stage_forms(request.mission).values()
    return render(request, "visits/form_list.html", {"forms": forms})


@mission_view(Permission.SET_UP)
@require_safe
def form_detail(request: MissionRequest, stage: str) -> HttpResponse:
    """Show a form with all its questions, those left out among them, and its versions."""
    form = _form_of(request, stage)
    shown = {"form": form, "groups": list(form.groups())}
    shown["versions"] = versions_of(request.mission, stage)
    return render(request, "visits/form_detail.html", shown)


@mission_view(Permission.SET_UP)
@require_safe
def form_preview(request: MissionRequest, stage: str) -> HttpResponse:
    """Show what is prepared as the observer will see it, and what it changes."""
    form = _form_of(request, stage)
    version = form.version if form.problem else preview_version(form)
    opened = OpenedForm(request.mission, None, stage, version, uuid4(), None)
    shown = {"form": form, "visit_form": VisitForm(opened), "opened": opened}
    return render(request, "visits/form_preview.html", shown)


@mission_view(Permission.SET_UP)
@require_POST
def form_publish(request: MissionRequest, stage: str) -> HttpResponse:
    """Publish what is prepared, if it is still what was read."""
    _form_of(request, stage)
    sha256 = request.POST.get("sha256", "")
    try:
        version = own_forms.publish_stage(
            mission=request.mission, stage=stage, sha256=sha256, by=request.user
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("form_preview", request.mission.slug, stage)
    told = _("This mission's version %(number)s is published: new visits are asked by it.")
    messages.success(request, told % {"number": version.number})
    return redirect("form_detail", request.mission.slug, stage)


@mission_view(Permission.SET_UP)
@require_POST
def question_switch(request: MissionRequest, stage: str) -> HttpResponse:
    """Switch a question off, or on again, in what is published next."""
    _form_of(request, stage)
    code, turn = request.POST.get("question", ""), request.POST.get("turn", "")
    act = own_forms.switch_off if turn == "off" else own_forms.switch_on
    try:
        act(mission=request.mission, stage=stage, code=code, by=request.user)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        off = _("Switched off. It takes effect when you publish the form.")
        on = _("Switched on again. It takes effect when you publish the form.")
        messages.success(request, off if turn == "off" else on)
    return redirect("form_detail", request.mission.slug, stage)


def _show_question(request: MissionRequest, form: OwnQuestionForm, **more: Any) -> HttpResponse:
    shown = {"form": form, "stage_form": form.stage_form, "question": form.question, **more}
    return render(request, "visits/question_form.html", shown)


@mission_view(Permission.SET_UP)
@require_http_methods(["GET", "HEAD", "POST"])
def question_add(request: MissionRequest, stage: str) -> HttpResponse:
    """Show the form of a new question of the mission, and store what is sent."""
    stage_form = _form_of(request, stage)
    form = OwnQuestionForm(request.mission, stage_form, typed=request.POST or None)
    try:
        next_page = _added(request, form, stage)
    except NotAllowed as refusal:
        form.add_error("code", str(refusal))
        next_page = ""
    if not next_page:
        return _show_question(request, form, adds=True)
    say_once(request, _("Added. It is asked once you publish the form."))
    return redirect(next_page)


def _added(request: MissionRequest, form: OwnQuestionForm, stage: str) -> str:
    """Store a new question, if it is right and new; return the page that follows, "" for none."""
    if not form.is_valid():
        return led_before(request)
    return once(
        request,
        lambda: own_forms.add_question(question=form.written(), by=request.user),
        lambda question: reverse("form_detail", args=[request.mission.slug, stage]),
    ).led_to


@mission_view(Permission.SET_UP)
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: MissionRequest, stage: str, pk: int) -> HttpResponse:
    """Show a question of the mission to change it, and store what is sent."""
    stage_form, question = _form_of(request, stage), _question_of(request, stage, pk)
    fixed = bool(answered(request.mission, [question.code]))
    form = OwnQuestionForm(request.mission, stage_form, question, request.POST or None, fixed=fixed)
    told = {"fixed": own_forms.meaning_is_fixed(question) if fixed else ""}
    if not form.is_valid():
        return _show_question(request, form, **told)
    try:
        own_forms.change_question(question=question, fields=form.fields_written(), by=request.user)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _show_question(request, form, **told)
    messages.success(request, _("Saved. It is asked this way once you publish the form."))
    return redirect("form_detail", request.mission.slug, stage)


@mission_view(Permission.SET_UP)
@require_http_methods(["GET", "HEAD", "POST"])
def question_delete(request: MissionRequest, stage: str, pk: int) -> HttpResponse:
    """Ask whether to delete a question of the mission, and delete it."""
    stage_form, question = _form_of(request, stage), _question_of(request, stage, pk)
    refused = ""
    try:
        if request.method == "POST":
            own_forms.delete_question(question=question, by=request.user)
            messages.success(request, _("Deleted. Publish the form to ask it no more."))
            return redirect("form_detail", request.mission.slug, stage)
        own_forms.check_can_delete(stage_form, question)
    except NotAllowed as refusal:
        refused = str(refusal)
    shown = {"stage_form": stage_form, "question": question, "refused": refused}
    return render(request, "visits/question_delete.html", shown)
