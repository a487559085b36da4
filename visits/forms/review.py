"""The forms of review: what is decided, and the page it was decided on."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from visits.as_shown import finding_as_shown
from visits.models import Finding, FindingState, SetAsideReason

VERIFY, RETURN, SET_ASIDE = "verify", "return", "set_aside"
REASONS = [(r.value, r.label) for r in SetAsideReason if r != SetAsideReason.IMPORTED]


def _box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DecisionForm(forms.Form):
    """What every decision on a visit says: the revision meant, and what its page had shown."""

    use_required_attribute = False
    decision = ""
    revision = forms.IntegerField(widget=forms.HiddenInput)
    latest_revision = forms.IntegerField(widget=forms.HiddenInput)
    last_review = forms.IntegerField(widget=forms.HiddenInput)
    # Where the visit is and as what it counts; a page that does not say so showed something else.
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.decision}-%s")
        super().__init__(*args, **kwargs)


class VerifyForm(DecisionForm):
    """Verify, with a note for colleagues if one is needed."""

    decision = VERIFY
    note = forms.CharField(label=_("Note (optional)"), required=False, widget=_box(2))


class ReturnForm(DecisionForm):
    """Return to the team with a question."""

    decision = RETURN
    note = forms.CharField(label=_("What should the team answer?"), required=False, widget=_box(3))


class SetAsideForm(DecisionForm):
    """Set aside for a reason of the list."""

    decision = SET_ASIDE
    reason = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", _("Choose a reason")), *REASONS]
    )
    note = forms.CharField(label=_("Note (optional)"), required=False, widget=_box(2))


DECISION_FORMS: dict[str, type[DecisionForm]] = {
    each.decision: each for each in (VerifyForm, ReturnForm, SetAsideForm)
}


class FindingForm(forms.Form):
    """How far a finding has come; a duplicate names the finding it repeats."""

    use_required_attribute = False
    # A page that does not say what it showed is as one that showed something else.
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("State"), choices=FindingState.choices)
    duplicate_of = forms.CharField(
        label=_("If a duplicate: of the finding with the code"), required=False, max_length=60
    )

    def __init__(self, finding: Finding, typed: Any = None) -> None:
        self.finding = finding
        state = {"state": finding.state, "duplicate_of": finding.duplicate_of or ""}
        super().__init__(typed, initial=state, auto_id=f"finding-{finding.pk}-%s")

    def without_duplicates(self) -> Self:
        """Return the form without the state that names another finding: that is chosen elsewhere.

        What is a duplicate already stays one until it is decided otherwise.
        """
        if self.finding.state != FindingState.DUPLICATE:
            field: Any = self.fields["state"]
            field.choices = [each for each in field.choices if each[0] != FindingState.DUPLICATE]
        return self

    def as_shown(self, finding: Finding) -> str:
        """Return what the page that follows says of this finding, as it stands on it.

        What was typed wrong was not compared with the finding: that page still answers for the
        one before it.
        """
        if self.is_bound and not self.is_valid():
            return str(self.data.get("shown", ""))
        return finding_as_shown(finding)

    def clean_duplicate_of(self) -> Finding | None:
        """Return the finding with this code, which must be another one of the mission."""
        code = self.cleaned_data["duplicate_of"].strip()
        if not code or self.cleaned_data.get("state") != FindingState.DUPLICATE:
            return None
        others = Finding.objects.filter(mission=self.finding.mission_id)
        found = others.exclude(pk=self.finding.pk).filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_("The mission has no other finding with this code."))
        return found


class ProposalForm(forms.Form):
    """The second person's word on what was proposed of a finding, as the page had shown it."""

    agree = forms.TypedChoiceField(
        choices=[("yes", _("Agree")), ("no", _("Leave it as it is"))],
        coerce=lambda word: word == "yes",
    )
    proposed = forms.JSONField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)


class FindingDecisionForm(FindingForm):
    """The decision on a finding's own page: what it repeats is chosen from the likely ones."""

    def __init__(self, finding: Finding, likely: list[tuple[str, str]], typed: Any = None) -> None:
        super().__init__(finding, typed)
        self.fields["duplicate_of"] = forms.ChoiceField(
            label=_("If a duplicate: of which finding?"),
            required=False,
            widget=forms.RadioSelect,
            choices=likely,
        )
