"""The form of a delegation and its head."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from missions.forms.records import Group, RecordForm
from missions.models import Mission
from observers.models import Delegation, DelegationKind, Observer, ObserverRole
from observers.rules import GONE_STATUSES, MAY_HEAD, NO_COUNTRY


class DelegationForm(RecordForm):
    """Who sends how many, and which of its observers heads it."""

    groups: ClassVar[tuple[Group, ...]] = (
        (_("Delegation"), ("name", "code", "kind", "country", "quota", "head")),
    )

    class Meta:
        model = Delegation
        fields = ("name", "code", "kind", "country", "quota")
        help_texts: ClassVar = {
            "name": _("As the statement prints it, such as “Kyrgyzstan”."),
            "country": _("The member state that sends the delegation; empty for any other kind."),
            "kind": _("The statement counts the delegations of member states."),
            "quota": _("How many observers the delegation is asked to send."),
        }

    def __init__(self, mission: Mission, *args: Any, **kwargs: Any) -> None:
        super().__init__(mission, *args, **kwargs)
        self.fields["name"].required = True
        if self.instance.pk is not None:
            # Nobody is of a delegation that is not there yet.
            self._add_head()

    def _add_head(self) -> None:
        observers = Observer.objects.filter(delegation=self.instance, role__in=MAY_HEAD)
        observers = observers.exclude(accreditation_status__in=GONE_STATUSES)
        self.fields["head"] = forms.ModelChoiceField(
            observers.select_related("person").order_by("person__name", "code"),
            label=_("Head of the delegation"),
            required=False,
            empty_label=_("Nobody yet"),
            help_text=_("One of its own observers. Whoever headed it before no longer does."),
            initial=observers.filter(role=ObserverRole.HEAD_OF_DELEGATION).first(),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a member state without its country."""
        cleaned = super().clean()
        if cleaned.get("kind") == DelegationKind.MEMBER_STATE and not cleaned.get("country"):
            self.add_error("country", str(NO_COUNTRY))
        return cleaned
