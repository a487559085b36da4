"""What no visit can carry, on its own page: the conclusion, participation and media."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from missions.access import MissionRequest, Permission, mission_view
from missions.rules import NotAllowed
from missions.sent_forms import led_before, once
from reports.actions.claims import (
    CLAIMS,
    sign_conclusion,
    text_digest,
    withdraw_claim,
    write_claim,
)
from reports.actions.records import keep_record
from reports.drafting import KINDS, Desk
from reports.drafting.claims import CONCLUSION, judgement
from reports.drafting.papers import Paper
from reports.forms.claims import ClaimForm, ClaimSourceForm, KnownSourceForm
from reports.sentence_page import sentence_at
from reports.statement_page import anchor_of, shown_sentences
from reports.views.editing import address_of, back_to, desk_of, form_view, frame

TITLES = {
    CONCLUSION: gettext_lazy("The conclusion"),
    "participation": gettext_lazy("Participation"),
    "media": gettext_lazy("Media"),
}


@mission_view(Permission.EDIT_DRAFT)
@form_view
def claim_edit(request: MissionRequest, kind: str, key: str) -> HttpResponse:
    """Write a claim, with the document that carries it; a conclusion is signed here too."""
    if key not in CLAIMS:
        raise Http404(_("There is no such claim."))
    desk = desk_of(request, kind)
    claim = judgement(desk.material, key)
    forms = _forms(request, desk, key, claim.text if claim else "")
    if request.method == "POST":
        try:
            written = _written(request, kind, key, forms)
        except NotAllowed as refused:
            forms["form"].add_error("text", str(refused))
        else:
            if written:
                return back_to(request, kind, key, _("What the mission says is saved."))
    return _page(request, desk, key, claim, forms)


def _forms(request: MissionRequest, desk: Desk, key: str, text: str) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    begun = {"text": text, "started_from": text_digest(text)}
    forms: dict[str, Any] = {"form": ClaimForm(data, initial=begun)}
    if key != CONCLUSION:
        forms["known"] = KnownSourceForm(desk, key, data)
        forms["source"] = ClaimSourceForm(request.mission, key, data)
    return forms


def _valid(forms: dict[str, Any]) -> bool:
    """Return whether the forms that say something are valid: a document nobody began is none."""
    told = [each for name, each in forms.items() if name != "source" or each.begun]
    # Each of them is asked, so that all errors show at once.
    return all([each.is_valid() for each in told])  # noqa: C419


def _written(request: MissionRequest, kind: str, key: str, forms: dict[str, Any]) -> bool:
    """Write what was sent, if it is right; return whether it is written, now or a moment ago."""
    if not _valid(forms):
        return bool(led_before(request))
    page = address_of(request, kind, key)
    once(request, lambda: _save(request, key, forms), lambda _nothing: page)
    return True


@transaction.atomic
def _save(request: MissionRequest, key: str, forms: dict[str, Any]) -> None:
    typed = forms["form"].cleaned_data
    told: dict[str, Any] = {"mission": request.mission, "by": request.user}
    write_claim(key=key, text=typed["text"], started_from=typed["started_from"], **told)
    if key == CONCLUSION:
        return
    known = forms["known"].chosen(request.mission)
    if known is not None:
        known.theme = key
        keep_record(known, **told)
    if forms["source"].begun:
        keep_record(forms["source"].instance, **told)


def _page(
    request: MissionRequest,
    desk: Desk,
    key: str,
    claim: Paper | None,
    forms: dict[str, Any],
) -> HttpResponse:
    sentence = sentence_at(desk, key)
    shown = shown_sentences(request.mission, desk.draft, [sentence]) if sentence else []
    digest = text_digest(claim.text if claim else "")
    changed = forms["form"].is_bound and forms["form"]["started_from"].value() != digest
    context = {
        **forms,
        "title": TITLES[key],
        "claim": claim,
        "digest": digest,
        "changed": changed,
        "shown": shown[0] if shown else None,
        "sources": [
            paper
            for paper in desk.material.papers.get("source", [])
            if paper.theme == key != CONCLUSION
        ],
        "may_sign": key == CONCLUSION and Permission.SIGN in request.may,
        "waiting": sum(each.pattern for each in desk.draft.blockers),
    }
    return render(request, "reports/claim_edit.html", frame(request, desk, key, **context))


@mission_view(Permission.EDIT_DRAFT)
@require_POST
def claim_withdraw(request: MissionRequest, kind: str, key: str) -> HttpResponse:
    """Take back what was said about participation or media."""
    if kind not in KINDS or key not in CLAIMS:
        raise Http404(_("There is no such claim."))
    try:
        withdraw_claim(mission=request.mission, key=key, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The claim is withdrawn. The history keeps what it said."))
    return redirect(address_of(request, kind))


@mission_view(Permission.SIGN)
@require_POST
def conclusion_sign(request: MissionRequest, kind: str) -> HttpResponse:
    """The head of mission signs the conclusion as read."""
    if kind not in KINDS:
        raise Http404(_("There is no such statement."))
    digest = request.POST.get("digest", "")
    try:
        sign_conclusion(mission=request.mission, digest=digest, by=request.user)
    except NotAllowed as refused:
        messages.error(request, str(refused), extra_tags=anchor_of(CONCLUSION))
        return redirect("claim_edit", request.mission.slug, kind, CONCLUSION)
    return back_to(request, kind, CONCLUSION, _("You have signed the conclusion."))
