"""What somebody had typed on a phone and not sent, read with the form it was typed into.

A field that cannot be read is left out: the rest of what was seen is worth more than the field.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from missions.enumerations import Stage
from missions.models import Mission
from observers.models import Team
from visits.finding_payload import UnreadableFinding
from visits.forms import VisitForm
from visits.forms.finding_report import FindingReportForm
from visits.forms.opened import sent_visit
from visits.payload import UnreadableVisit, build_payload
from visits.reading import read_moment
from visits.surroundings import Surroundings

Draft = dict[str, Any]
Typed = TypeVar("Typed", bound=forms.Form)


def draft_visit(
    draft: Draft, *, mission: Mission, team: Team, device: str, photos: list[Any]
) -> bytes:
    """Return a draft of a visit as bytes to send; the same draft always gives the same.

    `photos` are told with it, as a payload tells them. Raises UnreadableVisit.
    """
    stage = str(draft.get("stage") or "")
    if stage not in Stage.values:
        raise UnreadableVisit(_("The draft does not say of which stage it is."))
    station = Surroundings(mission).station(str(draft.get("station") or ""))
    told = draft.get("told")
    sent = _typed(draft) | {"form": draft.get("form"), "parent": draft.get("parent")}
    opened = sent_visit(mission, team, stage, _number(draft), station, sent)
    if isinstance(told, dict):
        opened = replace(opened, told=told)
    form = _readable(lambda data: VisitForm(opened, data), _data(draft))
    keys = json.loads(form.payload(device=device, device_time=str(draft.get("at") or "")))
    return build_payload(**keys | ({"photos": photos} if photos else {}))


def draft_finding(draft: Draft, *, mission: Mission, team: Team, photos: list[Any]) -> bytes:
    """Return a draft of a finding as bytes to send; `photos` are told with it.

    Raises UnreadableFinding.
    """
    try:
        number = _number(draft)
        form = _readable(lambda data: FindingReportForm(mission, number, data), _data(draft))
    except UnreadableVisit as unreadable:
        raise UnreadableFinding(str(unreadable)) from None
    keys = json.loads(form.payload(team))
    return build_payload(**keys | ({"photos": photos} if photos else {}))


def _number(draft: Draft) -> UUID:
    try:
        return UUID(str(draft.get("number")))
    except ValueError:
        raise UnreadableVisit(_("The draft has no number of its own.")) from None


def _typed(draft: Draft) -> Draft:
    typed = draft.get("typed")
    return typed if isinstance(typed, dict) else {}


def _data(draft: Draft) -> QueryDict:
    """Return what was typed as a page would send it."""
    data = QueryDict(mutable=True)
    for name, value in _typed(draft).items():
        values = value if isinstance(value, list) else [value]
        data.setlist(str(name), [str(each) for each in values if each is not None])
    if not data.get("arrived_at"):
        data["arrived_at"] = _minute(draft.get("at"))
    return data


def _minute(at: Any) -> str:
    """Return when a draft was last touched as a form's field writes it."""
    moment = read_moment(at)
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M") if moment else ""


def _readable(make: Callable[[QueryDict], Typed], data: QueryDict) -> Typed:
    """Return the form with what can be read of the data. Raises UnreadableVisit with why not."""
    form = make(data)
    if form.is_valid():
        return form
    for name in form.errors:
        data.pop(name, None)
    form = make(data)
    if not form.is_valid():
        why = [str(sentence) for listed in form.errors.values() for sentence in listed]
        raise UnreadableVisit(" ".join(why))
    return form
