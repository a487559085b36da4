"""All that the page of one finding shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from missions.models import Account
from missions.rules import NotAllowed
from visits import rules
from visits.as_shown import finding_as_shown
from visits.finding_list import in_a_line, likely_duplicates
from visits.forms.review import FindingDecisionForm, ProposalForm
from visits.models import Basis, Finding, FindingState, VisitState
from visits.photo_list import ShownPhotos, shown_photos
from visits.question_words import question_in_words
from visits.visit_history import Act, history_of, proposed_in_words

PROPOSED = _(
    "You proposed to take finding %(code)s back or to make it weigh less. It is confirmed and "
    "grave: it is done once a second person agrees."
)
DECIDED = _("Finding %(code)s is decided.")
VISIT_SET_ASIDE = _(
    "Its visit was set aside: the finding therefore stands in no draft, also when it is confirmed."
)
VISIT_NOT_VERIFIED = _(
    "Its visit is not verified yet: the finding stands in no draft before that, also when it is "
    "confirmed."
)


def decided_finding(finding: Finding) -> str:
    """Return what a decision on a finding did, as a sentence."""
    said = str(PROPOSED if finding.proposed else DECIDED) % {"code": finding.code}
    return f"{said} {held_back(finding)}".strip()


def held_back(finding: Finding) -> str:
    """Return why a finding that a draft would tell stands in none: its visit; "" for no such."""
    visit = finding.visit
    if visit is None or visit.state == VisitState.VERIFIED or not _may_be_told(finding):
        return ""
    return str(VISIT_SET_ASIDE if visit.state == VisitState.SET_ASIDE else VISIT_NOT_VERIFIED)


def _may_be_told(finding: Finding) -> bool:
    if finding.state == FindingState.NOT_CONFIRMED:
        return finding.basis == Basis.TOLD
    return finding.state not in (FindingState.REFUTED, FindingState.DUPLICATE)


@dataclass
class FindingPage:
    """A finding with what may be decided on it; `words` search what it may be a duplicate of."""

    finding: Finding
    by: Account
    words: str = ""
    typed: Any = None

    @cached_property
    def refusal(self) -> str:
        """The rule's sentence why this person may not decide; "" where they may."""
        try:
            rules.check_can_decide_finding(self.finding, self.by)
        except NotAllowed as refused:
            return str(refused)
        return ""

    @cached_property
    def form(self) -> FindingDecisionForm:
        """The decision, with the likely findings that this one repeats."""
        likely = likely_duplicates(self.finding, self.words)
        kept = self.finding.duplicate_of
        if kept is not None and kept.pk not in {each.pk for each in likely}:
            likely = [kept, *likely]
        choices = [(each.code, in_a_line(each)) for each in likely]
        return FindingDecisionForm(self.finding, choices, self.typed)

    @property
    def shown(self) -> str:
        """What the decision's form says that this page shows."""
        return self.form.as_shown(self.finding)

    @cached_property
    def photos(self) -> ShownPhotos:
        """The photos of a finding that was told by itself, those on their way among them."""
        return shown_photos(self.finding.attachments.all())

    @cached_property
    def proposal(self) -> ProposalForm | None:
        """The second person's word on what somebody proposed; None where nothing waits."""
        if not rules.takes_two(self.finding, self.finding.proposed):
            return None
        shown = finding_as_shown(self.finding)
        return ProposalForm(initial={"proposed": self.finding.proposed, "shown": shown})

    @property
    def proposed(self) -> tuple[str, ...]:
        """What is proposed, as “before → after”."""
        return proposed_in_words(self.finding)

    @property
    def second_refusal(self) -> str:
        """The rule's sentence why this person may not agree; "" where they may."""
        try:
            rules.check_second_person(self.finding, self.by)
        except NotAllowed as refused:
            return str(refused)
        return ""

    @property
    def held_back(self) -> str:
        """Why it stands in no draft, whatever is decided here; "" where nothing holds it back."""
        return held_back(self.finding)

    @property
    def takes_two(self) -> bool:
        """Whether taking the finding back or making it weigh less takes two people."""
        return rules.is_grave(self.finding)

    @property
    def question(self) -> str:
        """The question it speaks to, in words; "" for none."""
        code = self.finding.question
        return question_in_words(self.finding.mission, code, "")[0] if code else ""

    @property
    def first_summary(self) -> str:
        """The summary as it was told, where the secretariat has worded it otherwise."""
        return str(self.finding.told.get("summary", ""))

    @cached_property
    def history(self) -> list[Act]:
        """What happened to the finding, the newest first."""
        return history_of(self.finding)
