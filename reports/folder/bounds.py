"""How far an import may go: which files it takes in, and which mission it may touch."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from missions.models import Mission
from reports.folder.problems import FolderRefused
from reports.folder.rows import Row
from reports.folder.sheets import Sheet
from reports.folder.tables import TABLES

# What a mission is set up with: no evidence, and nothing anybody concluded.
SETUP = (
    "mission",
    "areas",
    "stations",
    "delegations",
    "observers",
    "teams",
    "deployments",
    "questions",
)
# Addresses beside those of the missions.
RESERVED = frozenset({"new", "upload"})


@dataclass(frozen=True)
class Bounds:
    """What an import may do.

    `mission`: the one mission it may change; `only_new`: it may only make one. `over_changes`: its
    rows may write over what was changed here since the last import.
    """

    files: tuple[str, ...] = tuple(TABLES)
    mission: Mission | None = None
    only_new: bool = False
    over_changes: bool = False

    def within(self, sheets: dict[str, Sheet]) -> tuple[dict[str, Sheet], dict[str, int]]:
        """Return the sheets that are taken in; and of the others that say something, the rows."""
        taken = {name: sheet for name, sheet in sheets.items() if name in self.files}
        others = {name: _rows(sheet.rows) for name, sheet in sheets.items() if name not in taken}
        return taken, {name: rows for name, rows in others.items() if rows}

    def check_mission(self, row: Row | None) -> None:
        """Raise FolderRefused, before anything is read here, where the mission is not the one."""
        slug = str(row.values.get("slug") or "") if row else ""
        if not slug:
            return
        if self.mission is not None and slug != self.mission.slug:
            told = {"slug": slug, "own": self.mission.slug}
            raise FolderRefused(
                _(
                    "This file is of the mission with the short name “%(slug)s”; here only "
                    "“%(own)s” is changed. Nothing was read further."
                )
                % told
            )
        if slug in RESERVED:
            said = _(
                "“%(slug)s” cannot be a mission's short name: it is the address of a page of its "
                "own, which the mission would hide. Give it another short name in mission.csv."
            )
            raise FolderRefused(said % {"slug": slug})
        if self.only_new and Mission.objects.filter(slug=slug).exists():
            raise FolderRefused(
                _(
                    "A mission with the short name “%(slug)s” is here already. To change it, "
                    "upload the file on its own page, under Set-up."
                )
                % {"slug": slug}
            )


ANY = Bounds()


def _rows(rows: list[tuple[int, list[Any]]]) -> int:
    """Return how many rows below the head say something."""
    return max(0, sum(any(cell.strip() for cell in cells) for _line, cells in rows) - 1)
