"""Who may not take evidence out of the count: the last editor of a sentence it contradicts."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from missions.models import Account
from missions.rules import NotAllowed
from reports.draft_types import Sentence
from reports.drafting import KINDS, draft_statement
from reports.models import BlockText
from visits.models import Answer, Finding, FindingState, Polarity, Visit, VisitState


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
