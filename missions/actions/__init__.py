"""Every write of this room; and the bulk writes that an import needs of any room's records."""

from missions.actions.accounts import give_role, open_account, set_password
from missions.actions.exports import note_list_taken
from missions.actions.keeping import delete_record, save_record
from missions.actions.records import (
    Change,
    create_many,
    move_evidence_on,
    remember_digests,
    save_mission,
    update_many,
)

__all__ = [
    "Change",
    "create_many",
    "delete_record",
    "give_role",
    "move_evidence_on",
    "note_list_taken",
    "open_account",
    "remember_digests",
    "save_mission",
    "save_record",
    "set_password",
    "update_many",
]
