"""What a reviewer may decide on a visit, and deciding on just the visit that was looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from missions.models import Account, Mission
from missions.rules import NotAllowed
from visits import rules
from visits.actions import return_visit, set_aside_visit, verify_visit
from visits.actions.standing import drops_urgent
from visits.as_shown import visit_as_shown
from visits.forms.review import (
    DECISION_FORMS,
    RETURN,
    SET_ASIDE,
    VERIFY,
    DecisionForm,
    FindingForm,
)
from visits.models import (
    Finding,
    Review,
    ReviewDecision,
    SetAsideReason,
    Visit,
    VisitRevision,
    VisitState,
)
from visits.visit_page import VisitPage

OUTDATED = _(
    "The team sent a newer revision, or somebody decided on this visit or said that it was at "
    "another station, after you opened the page. Nothing was changed and what you typed is kept: "
    "read the visit again, then decide."
)
MEANS: dict[str, Promise] = {
    VERIFY: _("Verified, the visit counts in the statement."),
    RETURN: _("The team is asked, and the visit waits for its answer."),
    SET_ASIDE: _("The visit is kept, and does not count."),
}
PROPOSES = _(
    "This visit is urgent: that takes two people. You propose; a second person sets it aside."
)
PROPOSES_BESIDE_FINDING = _(
    "This visit holds a confirmed grave finding: that takes two people. You propose; a second "
    "person sets it aside."
)
SECOND = _("Somebody proposed this. With you as the second person the visit no longer counts.")
SECOND_BESIDE = _(
    "Somebody proposed this. With you as the second person this revision is set aside; revision "
    "%(standing)s keeps counting."
)
BESIDE = _("This revision is kept, and does not count; revision %(standing)s keeps counting.")
PROPOSES_TO_VERIFY = _(
    "This revision takes back a verified urgent answer: that takes two people. You propose; a "
    "second person verifies it."
)
SECOND_TO_VERIFY = _(
    "Somebody proposed this. With you as the second person this revision counts, and the urgent "
    "answer that it takes back no longer does."
)
BUTTONS: dict[str, Promise] = {
    VERIFY: _("Verify revision %(number)s"),
    RETURN: _("Return to the team"),
    SET_ASIDE: _("Set revision %(number)s aside"),
}
PROPOSE_BUTTON = _("Propose to set revision %(number)s aside")
PROPOSE_TO_VERIFY_BUTTON = _("Propose to verify revision %(number)s")
# The decision that a review already holds is not offered again.
DONE = {
    VERIFY: ReviewDecision.VERIFIED,
    RETURN: ReviewDecision.RETURNED,
    SET_ASIDE: ReviewDecision.SET_ASIDE,
}
DECIDED: dict[str, Promise] = {
    ReviewDecision.VERIFIED: _("Visit %(code)s is verified: it counts."),
    ReviewDecision.RETURNED: _("Visit %(code)s went back to its team with your question."),
    ReviewDecision.SET_ASIDE: _("Visit %(code)s is set aside: it does not count."),
    ReviewDecision.SET_ASIDE_PROPOSED: _(
        "You proposed to set visit %(code)s aside. It is done once a second person agrees."
    ),
    ReviewDecision.VERIFY_PROPOSED: _(
        "You proposed to verify revision %(number)s of visit %(code)s. It is done once a second "
        "person agrees."
    ),
}
# Where another revision than the one decided on says what the visit is now.
STILL_COUNTS: dict[str, Promise] = {
    ReviewDecision.RETURNED: _(
        "Revision %(number)s of visit %(code)s went back to its team with your question. "
        "Revision %(standing)s keeps counting."
    ),
    ReviewDecision.SET_ASIDE: _(
        "Revision %(number)s of visit %(code)s is set aside. Revision %(standing)s keeps counting."
    ),
}
OTHER_SHOWN: dict[str, Promise] = {
    ReviewDecision.RETURNED: _(
        "Revision %(number)s of visit %(code)s went back to its team with your question. "
        "Revision %(standing)s is shown now; the visit does not count."
    ),
    ReviewDecision.SET_ASIDE: _(
        "Revision %(number)s of visit %(code)s is set aside. Revision %(standing)s is shown now; "
        "the visit does not count."
    ),
}


def _check_set_aside(visit: Visit, revision: VisitRevision, by: Account) -> None:
    rules.check_settable_aside(revision, SetAsideReason.DUPLICATE, by)


def _no_further_check(visit: Visit, revision: VisitRevision, by: Account) -> None:
    """Returning a visit takes no more than being allowed to review it."""


# What each decision takes beyond being allowed to review the visit at all.
CHECKS: dict[str, Callable[[Visit, VisitRevision, Account], None]] = {
    VERIFY: rules.check_verifiable,
    RETURN: _no_further_check,
    SET_ASIDE: _check_set_aside,
}


@dataclass(frozen=True)
class Offer:
    """One decision: its form, what it will do, and the rule's sentence where it is not allowed."""

    form: DecisionForm
    button: str
    means: str
    refusal: str
    opened: bool

    @property
    def decision(self) -> str:
        """The name of the decision."""
        return self.form.decision


def offers(
    page: VisitPage, revision: VisitRevision, *, by: Account, bound: DecisionForm | None = None
) -> list[Offer]:
    """Return what `by` may decide on a revision now; `bound` is a form that was refused.

    A decision that holds is not offered again.
    """
    decisions = [each.decision for each in page.reviews if each.revision_id == revision.pk]
    decided = decisions[-1] if decisions else ""
    seen = {
        "revision": revision.number,
        "latest_revision": page.visit.latest_revision,
        "last_review": max((review.pk for review in page.reviews), default=0),
        "shown": visit_as_shown(page.visit),
    }
    about = (page.visit, revision, by)
    refused = _refusal(rules.check_can_review, *about)
    return [
        _offer(kind, page, revision, decided, seen, bound, refused or _refusal(check, *about))
        for kind, check in CHECKS.items()
        if DONE[kind] != decided
    ]


def _offer(
    kind: str,
    page: VisitPage,
    revision: VisitRevision,
    decided: str,
    seen: dict[str, Any],
    bound: DecisionForm | None,
    refusal: str,
) -> Offer:
    means, button = _words(kind, page, revision, decided)
    typed = bound.data if bound is not None and bound.decision == kind else {}
    shown = {name: typed[name] for name in ("note", "reason") if name in typed}
    proposed = kind == SET_ASIDE and decided == ReviewDecision.SET_ASIDE_PROPOSED
    # Who agrees, agrees to the reason; another one may be chosen.
    reason = _last_reason(page, revision) if proposed else ""
    return Offer(
        form=DECISION_FORMS[kind](initial={**seen, "reason": reason, **shown}),
        button=str(button) % {"number": revision.number},
        means=str(means) % {"standing": page.visit.standing_revision},
        refusal=refusal,
        opened=bool(typed) or (proposed and not refusal),
    )


def _last_reason(page: VisitPage, revision: VisitRevision) -> str:
    reasons = [each.reason for each in page.reviews if each.revision_id == revision.pk]
    return reasons[-1] if reasons else ""


def _words(
    kind: str, page: VisitPage, revision: VisitRevision, decided: str
) -> tuple[Promise, Promise]:
    """Return what a decision will do, and the words on its button."""
    beside = page.counts and page.standing != revision
    if kind == SET_ASIDE and decided == ReviewDecision.SET_ASIDE_PROPOSED:
        return SECOND_BESIDE if beside else SECOND, BUTTONS[kind]
    if kind == SET_ASIDE and revision.urgent:
        return PROPOSES, PROPOSE_BUTTON
    if kind == SET_ASIDE and any(rules.is_grave(finding) for finding in page.findings):
        return PROPOSES_BESIDE_FINDING, PROPOSE_BUTTON
    if kind == SET_ASIDE and beside:
        return BESIDE, BUTTONS[kind]
    if kind == VERIFY and decided == ReviewDecision.VERIFY_PROPOSED:
        return SECOND_TO_VERIFY, BUTTONS[kind]
    if kind == VERIFY and page.follows_urgent(revision) and drops_urgent(page.visit, revision):
        return PROPOSES_TO_VERIFY, PROPOSE_TO_VERIFY_BUTTON
    return MEANS[kind], BUTTONS[kind]


def _refusal(check: Callable[..., None], *about: Any) -> str:
    try:
        check(*about)
    except NotAllowed as refused:
        return str(refused)
    return ""


@dataclass(frozen=True)
class FindingDesk:
    """A finding with the form to decide on it, or the rule's sentence why not."""

    finding: Finding
    form: FindingForm
    refusal: str
    opened: bool

    @property
    def shown(self) -> str:
        """What the form says that this page shows of the finding."""
        return self.form.as_shown(self.finding)


def finding_desks(
    page: VisitPage, reviewing: list[Offer], *, by: Account, bound: FindingForm | None = None
) -> list[FindingDesk]:
    """Return the forms for a visit's findings; `bound` is one that was refused.

    `reviewing` is what `by` is offered on the visit itself.
    """
    # Who may decide depends on the finding's team and the visit's: asked once a team, not once a
    # finding, and not for the visit's own team where its review is open.
    refusals: dict[int | None, str] = {}
    if any(not offer.refusal for offer in reviewing):
        refusals[page.visit.team_id] = ""
    for finding in page.findings:
        if finding.team_id not in refusals:
            check = rules.check_can_decide_finding
            refusals[finding.team_id] = _refusal(check, finding, by)
    return [_finding_desk(each, refusals[each.team_id], bound) for each in page.findings]


def _finding_desk(finding: Finding, refusal: str, bound: FindingForm | None) -> FindingDesk:
    if bound is not None and bound.finding.pk == finding.pk:
        return FindingDesk(finding, bound, refusal, opened=True)
    return FindingDesk(finding, FindingForm(finding).without_duplicates(), refusal, opened=False)


def decided_sentence(visit: Visit, review: Review) -> str:
    """Return what a review did, as a sentence, worded by what the visit is now."""
    now, number = Visit.objects.get(pk=visit.pk), review.revision.number
    said = {"code": now.code, "number": number, "standing": now.standing_revision}
    sentences = DECIDED
    if now.standing_revision != number and review.decision in STILL_COUNTS:
        sentences = STILL_COUNTS if now.state == VisitState.VERIFIED else OTHER_SHOWN
    return str(sentences[review.decision]) % said


def copy_refusal(reviewing: list[Offer]) -> str:
    """Return the sentence why who is offered this may not decide on the copies beside, or ""."""
    # The same rule as for the visit, which was asked already.
    own = str(rules.OWN_TEAM)
    return own if any(offer.refusal == own for offer in reviewing) else ""


@transaction.atomic
def decide(visit: Visit, form: DecisionForm, *, by: Account) -> Review:
    """Decide as a posted form says, and return the review.

    Raises NotAllowed where the visit is no longer what the page had shown, or a rule refuses.
    """
    revision = _looked_at(visit, form)
    note = form.cleaned_data["note"]
    if form.decision == VERIFY:
        return verify_visit(revision, by=by, note=note.strip())
    if form.decision == RETURN:
        return return_visit(revision, question=note, by=by)
    return set_aside_visit(revision, reason=form.cleaned_data["reason"], by=by, note=note)


def _looked_at(visit: Visit, form: DecisionForm) -> VisitRevision:
    """Lock the visit and return the revision that was decided on, as the page had shown it."""
    if not form.is_valid():
        raise NotAllowed(OUTDATED)
    # The mission first, as the import locks them: neither can then wait for the other in a ring.
    Mission.objects.select_for_update(no_key=True).get(pk=visit.mission_id)
    locked = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    reviews = Review.objects.filter(revision__visit=locked).order_by("-pk")
    last = reviews.values_list("pk", flat=True).first() or 0
    now = (locked.latest_revision, last, visit_as_shown(locked))
    said = form.cleaned_data
    if now != (said["latest_revision"], said["last_review"], said["shown"]):
        raise NotAllowed(OUTDATED)
    revision = locked.revisions.filter(number=said["revision"]).first()
    if revision is None:
        raise NotAllowed(OUTDATED)
    return revision
