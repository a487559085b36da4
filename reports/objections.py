"""Nobody both writes a sentence and takes out of the count what speaks against it (rule 7).

Neither first the one nor first the other: a text put back for a moment changes nothing.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from missions.models import Account, AuditRecord, Mission
from missions.rules import NotAllowed
from reports.draft_types import Sentence
from reports.drafting import KINDS, draft_statement
from reports.models import BlockText
from visits.models import (
    Answer,
    Basis,
    Finding,
    FindingState,
    Polarity,
    ReviewDecision,
    Visit,
    VisitState,
)

# The words that one more answer of their own side speaks against, and those that one of the
# other side does.
SAY_LITTLE = frozenset({"none", "few", "some"})
SAY_MUCH = frozenset({"all", "nearly_all", "most", "half", "many"})
TAKE_OUT = (ReviewDecision.SET_ASIDE, ReviewDecision.SET_ASIDE_PROPOSED, ReviewDecision.RETURNED)


def check_not_last_editor(evidence: Visit | Finding, by: Account) -> None:
    """Raise NotAllowed where `by` wrote a sentence that this very evidence speaks against.

    Sentence rule 7: the sentence is changed, or somebody else sets the evidence aside. Of who
    edits nothing it asks one query.
    """
    if not _counts(evidence):
        return
    written = _last_written(evidence.mission_id, by)
    for kind in {kind for kind, _key in written if kind in KINDS}:
        for section in draft_statement(evidence.mission, kind=kind).sections:
            for sentence in section.sentences:
                if (kind, sentence.key) in written and _speaks_against(evidence, sentence):
                    said = _(
                        "You wrote the sentence “{text}”, which this speaks against: change the "
                        "sentence, or somebody else decides on the evidence."
                    )
                    raise NotAllowed(said.format(text=sentence.text))


def _counts(evidence: Visit | Finding) -> bool:
    if isinstance(evidence, Visit):
        return evidence.state == VisitState.VERIFIED
    return evidence.state == FindingState.CONFIRMED


def _last_written(mission: int, by: Account) -> set[tuple[str, str]]:
    """Return the kinds and keys of the sentences whose text `by` was the last to write."""
    later = BlockText.objects.filter(
        block=OuterRef("block"),
        language=OuterRef("language"),
        beside=False,
        number__gt=OuterRef("number"),
    )
    held = BlockText.objects.filter(
        ~Exists(later), ~Q(text=""), beside=False, account=by, block__statement__mission=mission
    )
    return set(held.values_list("block__statement__kind", "block__key"))


def _speaks_against(evidence: Visit | Finding, sentence: Sentence) -> bool:
    if sentence.standing != "contradicted":
        return False
    contrary = {"none": sentence.about, "all": _other(sentence.about)}.get(sentence.stated)
    if isinstance(evidence, Finding):
        return evidence.question == sentence.key and contrary in (None, evidence.polarity)
    answers = Answer.objects.filter(visit=evidence, question=sentence.key, observed=True)
    if contrary is not None:
        answers = answers.filter(adverse=contrary == Polarity.ADVERSE)
    return answers.exists()


def _other(about: str) -> str:
    return Polarity.FAVOURABLE if about == Polarity.ADVERSE else Polarity.ADVERSE


def check_not_own_setting_aside(
    mission: Mission, key: str, about: str, stated: str, by: Account
) -> None:
    """Raise NotAllowed where `by` took evidence out of the count that spoke against this text.

    `key` is the question's code; `about` and `stated` what the text states. A text that gives
    the numbers, or the word that fits, binds nobody.
    """
    if stated not in SAY_LITTLE | SAY_MUCH:
        return
    contrary = about if stated in SAY_LITTLE else _other(about)
    code = _visit_taken_out(mission, key, contrary, by) or _finding_taken_out(
        mission, key, contrary, by
    )
    if code:
        said = _(
            "You took {code} out of the count, and it speaks against this text: let somebody else "
            "write it, or give the numbers without a word."
        )
        raise NotAllowed(said.format(code=code))


def _visit_taken_out(mission: Mission, key: str, contrary: str, by: Account) -> str:
    """Return the code of such a visit, verified before and not now; "" for none."""
    reviewed = Visit.objects.filter(
        mission=mission, revisions__reviews__decision=ReviewDecision.VERIFIED
    ).exclude(state=VisitState.VERIFIED)
    mine = reviewed.filter(
        pk__in=Visit.objects.filter(
            revisions__reviews__account=by, revisions__reviews__decision__in=TAKE_OUT
        )
    )
    answers = Answer.objects.filter(
        visit__in=mine, question=key, observed=True, adverse=contrary == Polarity.ADVERSE
    )
    return answers.order_by("visit__code").values_list("visit__code", flat=True).first() or ""


def _finding_taken_out(mission: Mission, key: str, contrary: str, by: Account) -> str:
    """Return the code of such a finding, which spoke against it before `by` decided; or ""."""
    acts = AuditRecord.objects.filter(
        mission_id=mission.pk,
        account_id=by.pk,
        record_type=Finding._meta.label_lower,
        action__in=("finding decided", "finding edited", "finding change proposed"),
    )
    found = Finding.objects.filter(mission=mission).in_bulk(
        [int(pk) for pk in acts.values_list("record_id", flat=True)]
    )
    speaks = (FindingState.CONFIRMED, key, contrary)
    for pk, changes in acts.order_by("pk").values_list("record_id", "changes"):
        finding = found.get(int(pk))
        if finding is None or _as_before(finding, changes) != speaks:
            continue
        now = (finding.state, finding.question, finding.polarity)
        if now != speaks or finding.basis == Basis.TOLD:
            return finding.code
    return ""


def _as_before(finding: Finding, changes: dict[str, Any]) -> tuple[str, str, str]:
    """Return the state, the question and the polarity of a finding before a change."""

    def was(name: str) -> str:
        return str(changes.get(name, [getattr(finding, name)])[0])

    return was("state"), was("question"), was("polarity")
