"""What no visit can carry: the head's judgement, participation, media, an unanswered question."""

from django.utils.translation import gettext as _

from missions.enumerations import SourceKind
from reports.draft_types import Evidence, Sentence, Standing
from reports.drafting.fixed import day, listed, stages_not_seen, stages_seen
from reports.drafting.material import Material
from reports.drafting.papers import Paper
from reports.drafting.questions import tally_of

CONCLUSION = "conclusion"
CLAIMED_WITH_A_SOURCE = ("participation", "media")
DOCUMENTED = frozenset(
    {
        SourceKind.OFFICIAL_FIGURE,
        SourceKind.MEDIA_MONITORING,
        SourceKind.REPORT,
        SourceKind.LAW,
    }
)


def judgement(material: Material, key: str) -> Paper | None:
    """Return what is claimed under a key, if anything is."""
    found = material.papers.get("judgement", [])
    return next((paper for paper in found if paper.code == key), None)


def signed(paper: Paper | None) -> bool:
    """Return whether a judgement carries a name and a date."""
    return bool(paper and paper.person and paper.date)


def conclusion(material: Material) -> Sentence | None:
    """The head of mission's judgement, named as such."""
    claimed = judgement(material, CONCLUSION)
    if claimed is None:
        return None
    parts = [_("This is the head of mission's judgement."), " ".join(claimed.text.split())]
    parts.append(_rests_on(material))
    if signed(claimed) and claimed.date:
        entered = _("Judgement entered by {person} on {day}.")
        parts.append(entered.format(person=claimed.person, day=day(claimed.date)))
    return Sentence(key=CONCLUSION, text=" ".join(parts), standing="judgement")


def _rests_on(material: Material) -> str:
    """Return the scope the judgement is tied to: the stages seen, and those not (rule 8)."""
    seen, unseen = stages_seen(material), stages_not_seen(material)
    if not seen.words:
        return _("This judgement rests on no visit.")
    text = _("This judgement rests on visits at these stages: {seen}.")
    if seen.numbered:
        text = _("This judgement rests on these visits: {seen}.")
    text = text.format(seen=seen.words)
    if not unseen:
        return text
    without = _("The mission did not follow {unseen}.").format(unseen=listed(unseen))
    return f"{text} {without}"


def sourced_claim(material: Material, key: str) -> Sentence | None:
    """Participation or media, where someone claims it: as good as the sources named for it."""
    claimed = judgement(material, key)
    if claimed is None:
        return None
    sources = [paper for paper in material.papers.get("source", []) if paper.theme == key]
    text = " ".join(claimed.text.split())
    if sources:
        named = "; ".join(_named(source) for source in sources)
        text = " ".join([text, _("Source: {sources}.").format(sources=named)])
    codes = tuple(sorted(source.code for source in sources))
    return Sentence(
        key=key,
        text=text,
        standing=_standing(sources),
        evidence=Evidence(sources=codes),
        theme=key,
    )


def _named(source: Paper) -> str:
    return f"{source.text}, {source.person}" if source.person else source.text


def _standing(sources: list[Paper]) -> Standing:
    if not sources:
        return "unsourced"
    return "backed" if any(source.role in DOCUMENTED for source in sources) else "reported"


def unanswered_claims(material: Material) -> list[Sentence]:
    """Claims about questions that no counted visit answered: drafted, and unsourced."""
    found = []
    for paper in material.papers.get("judgement", []):
        asked, tally = material.asked(paper.code), tally_of(material, paper.code)
        if asked and not (tally and tally.of):
            question, _stage = asked
            found.append(
                Sentence(
                    key=paper.code,
                    text=" ".join(paper.text.split()),
                    standing="unsourced",
                    about="favourable" if question.has_adverse else "",
                    unit=question.unit if question.has_adverse else "",
                    # Of what is context nothing is counted as good or bad.
                    figures={"n": 0, "of": 0} if question.has_adverse else {},
                    theme=question.theme,
                )
            )
    return found
