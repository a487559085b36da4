"""A copy kept beside a visit, and the revision it is compared with, as two versions to merge."""

from typing import Any

from django.utils.translation import get_language

from missions.rules import NotAllowed
from visits import rules
from visits.form_versions import definition_of
from visits.merging import Merge
from visits.models import VisitConflict, VisitRevision
from visits.payload import UnreadableVisit, load_payload


def merge_of(copy: VisitConflict, revision: VisitRevision) -> Merge:
    """Return a copy beside a revision of its visit. Raises NotAllowed for two stages.

    Where it is known what the copy was made from, that says who changed what.
    """
    latest, told = _told(revision), _told(copy)
    if latest.get("stage") != told.get("stage"):
        raise NotAllowed(rules.OTHER_STAGE)
    base = copy.visit.revisions.filter(sha256=copy.parent_sha256).first()
    return Merge(
        latest=latest,
        copy=told,
        base=_told(base) if base else None,
        form=definition_of(revision.form_version),
        language=get_language() or "en",
    )


def _told(sent: VisitRevision | VisitConflict) -> dict[str, Any]:
    try:
        return load_payload(bytes(sent.payload))
    except UnreadableVisit:
        return {}
