"""Storing, changing and deleting one record of a mission, as its set-up pages do."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Field, Model
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext_lazy as _

from missions import audit
from missions.deleting import check_can_delete
from missions.models import Account, Mission
from missions.rules import NotAllowed

CODE_TAKEN = _("Somebody gave this code to another record a moment ago: choose another.")
GONE = _("Somebody deleted this record meanwhile.")
CODE_STAYS = _(
    "Phones, files and what was sent name it by its code “%(code)s”, which stays: change its name,"
    " or delete it and add another."
)
# What the project keeps for itself says nothing to who reads the history.
UNTOLD = frozenset({"id", "mission", "import_digest", "evidence_version"})
Changes = dict[str, list[Any]]


def lock_mission(mission: Mission) -> None:
    """Lock a mission before any of its records, as reviews and imports do.

    The other order round, two would wait for each other. Call it in a transaction.
    """
    rows = Mission.objects.select_for_update(no_key=True).filter(pk=mission.pk)
    list(rows.values_list("pk"))


@transaction.atomic
def save_record(record: Model, *, mission: Mission, by: Account | str | None) -> Changes:
    """Store a new or a changed record and return its changes, {field: [before, after]}.

    Where nothing changed, nothing is written. Raises NotAllowed where a code was taken meanwhile
    or would change, or the record is gone.
    """
    lock_mission(mission)
    before = _stored(record)
    if before is None and not record._state.adding:
        raise NotAllowed(GONE)
    changes = changes_of(before, record)
    if before is not None and not changes:
        return {}
    if before is not None and "code" in changes:
        raise NotAllowed(CODE_STAYS % {"code": changes["code"][0]})
    # Only what changed: what others count up meanwhile, as a mission's evidence, stays theirs.
    written = None if before is None else list(changes)
    try:
        with transaction.atomic():
            record.save(update_fields=written)
    except IntegrityError:
        raise NotAllowed(CODE_TAKEN) from None
    action = "created" if before is None else "changed"
    audit.record(by=by, action=action, record=record, mission=mission, changes=changes)
    return changes


@transaction.atomic
def delete_record(
    record: Model,
    *,
    mission: Mission,
    by: Account | str | None,
    parts: tuple[type[Model], ...] = (),
) -> None:
    """Delete a record that nothing depends on; `parts` are models whose rows go with it.

    Raises NotAllowed with what depends on it.
    """
    lock_mission(mission)
    # Locked, so that nothing comes to depend on it between the asking and the deleting.
    stored = _stored(record)
    if stored is None:
        raise NotAllowed(GONE)
    check_can_delete(stored, parts)
    told = {name: [before, ""] for name, (_nothing, before) in changes_of(None, stored).items()}
    audit.record(by=by, action="deleted", record=stored, mission=mission, changes=told)
    try:
        stored.delete()
    except ProtectedError:
        check_can_delete(stored, ())
        raise


def changes_of(before: Model | None, record: Model) -> Changes:
    """Return the fields in which two states of a record differ, as the audit tells them.

    `before` None: everything that a new record says.
    """
    changes: Changes = {}
    for field in record._meta.concrete_fields:
        was, now = _told(before, field) if before else "", _told(record, field)
        if was != now and field.name not in UNTOLD and not (before is None and now in (None, {})):
            changes[field.name] = [was, now]
    return changes


def _told(record: Model, field: "Field[Any, Any]") -> Any:
    """Return a field's value; of another record its code, where it has one."""
    value = getattr(record, field.name)
    if isinstance(value, Model):
        return getattr(value, "code", value.pk)
    return value if isinstance(value, dict | bool | int | None) else str(value)


def _stored(record: Model) -> Model | None:
    """Return the record as it is stored, locked; None for one that is not."""
    if record.pk is None:
        return None
    return type(record)._default_manager.select_for_update().filter(pk=record.pk).first()
