"""What happened to a visit or a finding, in words, as the audit has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.enumerations import Theme
from missions.models import Account, AuditRecord
from visits.models import (
    Basis,
    Finding,
    FindingState,
    Polarity,
    Severity,
    Source,
    Visit,
    VisitState,
)

# More than this nobody reads on a page; the audit has it all.
MOST = 100
ACTS: dict[str, Promise] = {
    "visit received": gettext_lazy("Received"),
    "visit revised": gettext_lazy("Received anew"),
    "visit imported": gettext_lazy("Imported"),
    "arrival corrected": gettext_lazy("An import corrected when it was received"),
    "visit verified": gettext_lazy("Verified"),
    "visit returned": gettext_lazy("Returned to the team"),
    "visit set_aside": gettext_lazy("Set aside"),
    "visit set_aside_proposed": gettext_lazy("Proposed to be set aside"),
    "visit verify_proposed": gettext_lazy("Proposed to be verified"),
    "conflicting copy kept": gettext_lazy("Another copy came and was kept beside"),
    "conflicting copy adopted": gettext_lazy("The copy kept beside was taken as a revision"),
    "conflicting copy merged": gettext_lazy("The team merged the copy kept beside"),
    "conflicting copy left": gettext_lazy("The copy kept beside was left aside"),
    "station matched": gettext_lazy("Matched to a station"),
    "station match taken back": gettext_lazy("The match to a station was taken back"),
    "photo received": gettext_lazy("A photo came"),
    "photo not expected": gettext_lazy("A photo was told in a way that is not taken in"),
    "finding logged": gettext_lazy("Logged"),
    "finding revised": gettext_lazy("Told otherwise by the team"),
    "finding edited": gettext_lazy("Edited by the secretariat"),
    "finding decided": gettext_lazy("Decided"),
    "finding change proposed": gettext_lazy("Proposed: a second person is needed"),
    "finding proposal dropped": gettext_lazy("The proposal was not followed"),
}
OPEN_OR_NOT = {False: gettext_lazy("Not confidential"), True: gettext_lazy("Confidential")}


@dataclass(frozen=True)
class Act:
    """One act: what, the details in words, who, when."""

    what: str
    details: tuple[str, ...]
    by: str
    at: datetime


def history_of(record: Visit | Finding) -> list[Act]:
    """Return what happened to a visit or a finding, the newest first; one query."""
    account = Account.objects.filter(pk=OuterRef("account_id"))
    kind = record._meta.label_lower
    acts = AuditRecord.objects.filter(record_type=kind, record_id=str(record.pk))
    named = acts.annotate(name=Subquery(account.values("name")[:1], output_field=CharField()))
    return [_in_words(act, record) for act in named.order_by("-pk")[:MOST]]


def _in_words(act: Any, record: Visit | Finding) -> Act:
    words = str(ACTS.get(act.action, act.action.capitalize()))
    details = _of_finding if isinstance(record, Finding) else _of_visit
    return Act(words, tuple(details(act.changes)), act.name or act.by, act.at)


def _of_finding(changes: dict[str, Any]) -> list[str]:
    """Return the decision, and the names of the other fields that changed, with known words."""
    told = _pair(changes.get("state"), dict(FindingState.choices))
    told += _pair(changes.get("severity"), dict(Severity.choices))
    told += _pair(changes.get("polarity"), dict(Polarity.choices))
    told += _pair(changes.get("theme"), dict(Theme.choices))
    told += _pair(changes.get("basis"), dict(Basis.choices))
    told += _pair(changes.get("confidential"), OPEN_OR_NOT)
    told += [f"{_('question')}: {pair}" for pair in _pair(changes.get("question"), {"": "–"})]
    said = {"state", "severity", "polarity", "theme", "basis", "confidential", "question"}
    fields = {field.name: field for field in Finding._meta.concrete_fields}
    return told + [
        str(fields[name].verbose_name) for name in changes if name in fields and name not in said
    ]


def proposed_in_words(finding: Finding) -> tuple[str, ...]:
    """Return what somebody proposed of a finding, as “before → after”."""
    names = (name for name in finding.proposed if name != "duplicate_of")
    changes = {name: [getattr(finding, name), finding.proposed[name]] for name in names}
    told = _of_finding(changes)
    other = finding.proposed.get("duplicate_of")
    return (*told, _("duplicate of %(code)s") % {"code": other}) if other else tuple(told)


def _of_visit(changes: dict[str, Any]) -> list[str]:
    """Return what changed: the revision, the way it came by, the state, the station."""
    told = []
    if changes.get("revision"):
        told.append(_("revision %(number)s") % {"number": changes["revision"]})
    if changes.get("source") in Source.values:
        told.append(str(Source(changes["source"]).label))
    told += _pair(changes.get("state"), dict(VisitState.choices))
    told += _pair(changes.get("station"), {"": _("not listed")})
    return told


def _pair(change: Any, words: Mapping[Any, Any]) -> list[str]:
    """Return a change as “before → after”; nothing where it is none, or none that is known."""
    if not isinstance(change, list) or len(change) != 2 or change[0] == change[1]:
        return []
    before, after = (str(words.get(each, each)) for each in change)
    return [f"{before} → {after}"]
