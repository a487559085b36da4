"""What waits for the head of mission: patterns to acknowledge, the conclusion to sign."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from missions.models import Account, Mission
from reports.drafting.material import gather_patterns
from reports.drafting.patterns import matters, unacknowledged
from reports.waiting_for_me.things import Things, Waiting, way

CONCLUSION = "conclusion"


def for_the_head(account: Account, missions: Sequence[Mission]) -> Things:
    """Return what waits for the head of the newest of these missions; nine queries.

    Whether a pattern is acknowledged on today's evidence is only known by counting it; the
    missions before the newest say so on their own statement page.
    """
    del account
    mission = missions[0]
    material = gather_patterns(mission)
    if not material.counts.counting_visits:
        return {}
    open_patterns = len(unacknowledged(material, matters(material)))
    papers = material.papers.get("judgement", [])
    signed = any(paper.code == CONCLUSION and paper.person for paper in papers)
    return {mission.pk: [*_patterns(mission, open_patterns), *_conclusion(mission, signed)]}


def _patterns(mission: Mission, n: int) -> list[Waiting]:
    if not n:
        return []
    words = ngettext(
        "%(n)d adverse pattern waits for you to acknowledge it",
        "%(n)d adverse patterns wait for you to acknowledge them",
        n,
    )
    return [Waiting(words % {"n": n}, way(mission, "statement_draft"), "eye", urgent=True)]


def _conclusion(mission: Mission, signed: bool) -> list[Waiting]:
    if signed:
        return []
    words = _("The conclusion is not signed")
    return [Waiting(words, way(mission, "statement_draft"), "pencil")]
