"""What waits for the secretariat: visits to review, stations to match, new findings."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import ngettext

from missions.models import Account, Mission
from reports.waiting_for_me.things import Things, Waiting, way
from visits.models import Finding, FindingState, Visit, VisitState


def for_reviewers(account: Account, missions: Sequence[Mission]) -> Things:
    """Return what waits for review in these missions; two queries."""
    del account  # The same waits for everybody who reviews.
    visits, findings = _visits(missions), _findings(missions)
    return {
        mission.pk: [
            each
            for each in (
                _urgent(mission, visits.get(mission.pk, {}).get("urgent", 0)),
                _waiting(mission, visits.get(mission.pk, {}).get("waits", 0)),
                _not_listed(mission, visits.get(mission.pk, {}).get("not_listed", 0)),
                _new(mission, findings.get(mission.pk, 0)),
            )
            if each is not None
        ]
        for mission in missions
    }


def _visits(missions: Sequence[Mission]) -> dict[int, dict[str, Any]]:
    not_listed = Q(station=None) & ~Q(state=VisitState.SET_ASIDE)
    rows = Visit.objects.filter(mission__in=missions).order_by().values("mission")
    counted = rows.annotate(
        waits=Count("pk", filter=Q(awaits_review=True)),
        urgent=Count("pk", filter=Q(urgent_waits=True)),
        not_listed=Count("pk", filter=not_listed),
    )
    return {row["mission"]: dict(row) for row in counted}


def _findings(missions: Sequence[Mission]) -> dict[int, int]:
    new = Finding.objects.filter(mission__in=missions, state=FindingState.NEW).order_by()
    return dict(new.values("mission").annotate(n=Count("pk")).values_list("mission", "n"))


def _urgent(mission: Mission, n: int) -> Waiting | None:
    words = ngettext(
        "%(n)d visit holds an urgent answer that waits",
        "%(n)d visits hold an urgent answer that waits",
        n,
    )
    address = way(mission, "visit_waiting", "state=all&urgent=on")
    words %= {"n": n}
    return Waiting(words, address, "exclamation-triangle-fill", urgent=True) if n else None


def _waiting(mission: Mission, n: int) -> Waiting | None:
    words = ngettext("%(n)d visit waits for review", "%(n)d visits wait for review", n)
    words %= {"n": n}
    return Waiting(words, way(mission, "visit_waiting"), "hourglass-split") if n else None


def _not_listed(mission: Mission, n: int) -> Waiting | None:
    words = ngettext(
        "%(n)d visit is at a station not listed: match it",
        "%(n)d visits are at stations not listed: match them",
        n,
    )
    words %= {"n": n}
    return Waiting(words, way(mission, "visit_unlisted"), "geo-alt") if n else None


def _new(mission: Mission, n: int) -> Waiting | None:
    words = ngettext("%(n)d finding is new", "%(n)d findings are new", n)
    words %= {"n": n}
    return Waiting(words, way(mission, "finding_list", "state=new"), "flag") if n else None
