"""Publishing versions of the observation forms, and finding the one in use."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from missions.models import Mission
from visits.definition import (
    FormDefinition,
    definition_sha256,
    parse_definition,
    standard_forms,
)
from visits.models import FormVersion


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


def current_version(mission: Mission, stage: str) -> FormVersion:
    """Return the version a new visit of this stage is pinned to."""
    version = FormVersion.objects.current(mission).filter(stage=stage).last()
    if version is None:
        raise FormVersion.DoesNotExist(f"no form for stage {stage!r}: run `manage.py migrate`")
    return version


def current_versions(mission: Mission) -> dict[str, FormVersion]:
    """Return the versions in use, by stage; one query."""
    return {version.stage: version for version in FormVersion.objects.current(mission)}


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
