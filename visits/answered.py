"""Visits by what they answered: by a value, or by what the answer means."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from visits.answer_values import SILENT

# Besides an answer's own value.
ADVERSE, FAVOURABLE, OBSERVED, NOT_ASKED = "adverse", "favourable", "observed", "not_asked"
MEANINGS = {
    ADVERSE: _("an adverse answer"),
    FAVOURABLE: _("a favourable answer"),
    OBSERVED: _("anything but not observed or not applicable"),
    NOT_ASKED: _("an answer that was not asked for"),
}
_SO_ANSWERED = {
    ADVERSE: Q(counted=True, observed=True, adverse=True),
    FAVOURABLE: Q(counted=True, observed=True, adverse=False),
    OBSERVED: Q(counted=True, observed=True),
    # Answered, though by another answer the question did not follow: kept, and says nothing.
    NOT_ASKED: Q(counted=True, observed=False) & ~Q(value__in=SILENT),
}


def so_answered(answer: str) -> Q:
    """Return the condition on answers for a value, or for one of the words above."""
    # A value that was given where it was not asked for is no answer.
    return _SO_ANSWERED.get(answer, Q(value=answer, observed=answer not in SILENT))
