"""Publishing versions of the observation forms, and finding the one in use."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from django.db import models, transaction

from missions import audit
from missions.models import Account, Mission
from missions.models.prepared import Given, Prepared
from visits.composition import compose
from visits.definition import (
    FormDefinition,
    definition_sha256,
    parse_definition,
    standard_forms,
)
from visits.models import FormVersion, MissionQuestion, SwitchedOffQuestion

_CONDITION = re.compile(r"\s*([a-z0-9_.-]+)\s*=\s*(\S.*?)\s*", re.DOTALL)


def publish_standard_forms(model: Any = FormVersion) -> None:
    """Store the packaged standard forms that are not stored yet; `model` as in a migration."""
    for stage, raw in standard_forms().items():
        _publish(model, None, stage, raw)


def _publish(model: Any, mission: Mission | None, stage: str, raw: dict[str, Any]) -> Any:
    """Return the newest version of (mission, stage), made from `raw` unless it already says so."""
    parse_definition(raw)
    sha256 = definition_sha256(raw)
    newest = model.objects.filter(mission=mission, stage=stage).order_by("-number").first()
    if newest and newest.sha256 == sha256:
        return newest
    number = newest.number + 1 if newest else 1
    return model.objects.create(
        mission=mission, stage=stage, number=number, definition=raw, sha256=sha256
    )


def listed(text: str) -> list[str]:
    """Return the values of a cell that lists several, separated by semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()]


def condition(text: str) -> dict[str, str] | None:
    """Return the raw condition written as "question = value"; None where it is none."""
    match = _CONDITION.fullmatch(text)
    return {"question": match[1], "value": match[2]} if match else None


def raw_question(question: MissionQuestion) -> dict[str, Any]:
    """Return a mission's own question as a form's definition has it, with its place `after`."""
    return {
        "code": question.code,
        "type": question.type,
        "label": {"en": question.label, **question.names},
        "theme": question.theme,
        "choices": [
            {"value": value, "label": {"en": value.replace("_", " ")}}
            for value in listed(question.choices)
        ],
        "adverse": listed(question.adverse),
        "only_if": condition(question.only_if),
        "after": question.after,
    }


def mission_forms(
    questions: Iterable[MissionQuestion], switched_off: Collection[str] = ()
) -> dict[str, dict[str, Any]]:
    """Return the raw form of every stage that a mission adds questions to or takes them from.

    `switched_off` are the codes it does not ask; what depends on them goes with them.
    """
    own: dict[str, list[dict[str, Any]]] = {}
    for question in sorted(questions, key=lambda each: each.code):
        own.setdefault(question.stage, []).append(raw_question(question))
    standard = standard_forms()
    composed = {
        stage: compose(raw, own.get(stage, ()), switched_off) for stage, raw in standard.items()
    }
    return {stage: raw for stage, raw in composed.items() if stage in own or raw != standard[stage]}


def prepared_forms(mission: Mission) -> dict[str, dict[str, Any]]:
    """Return the raw form of every stage as the mission wants it now, published or not."""
    own = MissionQuestion.objects.filter(mission=mission)
    return standard_forms() | mission_forms(own, _switched_off(mission))


def _switched_off(mission: Mission) -> set[str]:
    rows = SwitchedOffQuestion.objects.filter(mission=mission)
    return set(rows.values_list("question", flat=True))


@transaction.atomic
def publish_mission_forms(
    mission: Mission, *, by: Account | str | None = None
) -> list[FormVersion]:
    """Publish the forms with the mission's own questions and without those it switched off.

    Return the versions in use of these. Nothing is published, nor audited, where the newest
    version says the same already. Raises DefinitionError where the questions make no form.
    """
    own = MissionQuestion.objects.filter(mission=mission)
    forms = mission_forms(own, _switched_off(mission))
    # A stage whose own questions moved away asks the standard ones alone again.
    known = FormVersion.objects.filter(mission=mission).values_list("stage", flat=True)
    left = set(known) - set(forms)
    forms |= {stage: raw for stage, raw in standard_forms().items() if stage in left}
    return [publish_form(mission, stage, raw, by=by) for stage, raw in forms.items()]


@transaction.atomic
def publish_form(
    mission: Mission, stage: str, raw: dict[str, Any], *, by: Account | str | None = None
) -> FormVersion:
    """Publish a mission's form of one stage, audited; return the version in use.

    Nothing happens where the mission's newest version says the same. Raises DefinitionError.
    """
    known = FormVersion.objects.filter(mission=mission, stage=stage)
    before = set(known.values_list("pk", flat=True))
    version: FormVersion = _publish(FormVersion, mission, stage, raw)
    if version.pk not in before:
        told = {"stage": version.stage, "number": version.number, "sha256": version.sha256}
        audit.record(by=by, action="form published", record=version, mission=mission, changes=told)
    return version


def version_that_asks(mission: Mission, stage: str, codes: Collection[str]) -> FormVersion | None:
    """Return the newest version of a stage that has all these questions; None where none has."""
    versions = reversed(FormVersion.objects.current(mission).filter(stage=stage))
    wanted = set(codes)
    return next((each for each in versions if wanted <= set(definition_of(each).codes)), None)


def current_version(mission: Mission, stage: str) -> FormVersion:
    """Return the version a new visit of this stage is pinned to."""
    version = FormVersion.objects.current(mission).filter(stage=stage).last()
    if version is None:
        raise FormVersion.DoesNotExist(f"no form for stage {stage!r}: run `manage.py migrate`")
    return version


def current_versions(mission: Mission) -> dict[str, FormVersion]:
    """Return the versions in use, by stage; one query."""
    return {version.stage: version for version in _CURRENT.all(mission=mission.pk)}


def versions_of(mission: Mission, stage: str) -> list[FormVersion]:
    """Return every version of a stage that the mission may have used, newest first.

    Each has `pinned_visits`: how many of the mission's visits are pinned to it.
    """
    pinned = models.Count("visits", filter=models.Q(visits__mission=mission))
    versions = FormVersion.objects.current(mission).filter(stage=stage).defer("definition")
    return list(reversed(versions.annotate(pinned_visits=pinned)))


# Without the definitions, which are the size of a book and kept parsed (`definition_of`).
_CURRENT: Prepared[FormVersion] = Prepared(
    lambda: FormVersion.objects.current(cast(Any, Given("mission"))).defer("definition")
)


@dataclass(frozen=True)
class _Carried:
    """Carries a version into the cache without being part of its key."""

    version: FormVersion = field(compare=False)


@lru_cache(maxsize=256)
def _parsed(sha256: str, carried: _Carried) -> FormDefinition:
    # A published version never changes, so its parsed form may be kept by its hash.
    return parse_definition(carried.version.definition)


def definition_of(version: FormVersion) -> FormDefinition:
    """Return the parsed definition of a version."""
    return _parsed(version.sha256, _Carried(version))
