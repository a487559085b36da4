"""An uploaded set-up, checked or taken in: what the page tells of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import DatabaseError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.actions.sent_forms import Added
from missions.models import Account, Mission
from reports.folder.bounds import SETUP, Bounds
from reports.folder.importing import Outcome, import_folder
from reports.folder.problems import FolderRefused, Problem
from reports.uploads import Upload

Once = Callable[[Callable[[], Outcome]], Added[Outcome]]
FILES: dict[str, str | Promise] = {
    "mission": gettext_lazy("Mission"),
    "areas": gettext_lazy("Areas"),
    "stations": gettext_lazy("Stations"),
    "delegations": gettext_lazy("Delegations"),
    "observers": gettext_lazy("Observers"),
    "teams": gettext_lazy("Teams"),
    "deployments": gettext_lazy("Deployments"),
    "questions": gettext_lazy("Questions of the mission's own"),
}


@dataclass(frozen=True)
class Checked:
    """What an upload would do, or did, or why it cannot.

    `led_to`: the page that follows what was taken in, now or a moment ago.
    """

    outcome: Outcome | None = None
    problems: tuple[Problem, ...] = ()
    sentences: tuple[str, ...] = ()
    name: str = ""
    left_out: dict[str, int] = field(default_factory=dict)
    led_to: str = ""

    @property
    def rows(self) -> list[tuple[str | Promise, Any]]:
        """The files in words, each with what is new, changed and as before."""
        counts = self.outcome.counts if self.outcome else {}
        return [(FILES[name], count) for name, count in counts.items()]

    @property
    def left_out_files(self) -> str:
        """The files that were left out, each with the number of its rows."""
        return ", ".join(f"{name} ({rows})" for name, rows in self.left_out.items())

    @property
    def does_something(self) -> bool:
        """Whether anything is new or changed."""
        return any(count.new or count.changed for _name, count in self.rows)

    @property
    def wrong(self) -> int:
        """How many things are wrong."""
        return len(self.problems) + len(self.sentences)


def run(
    upload: Upload,
    mission: Mission | None,
    *,
    by: Account,
    dry_run: bool,
    once: Once | None = None,
) -> Checked:
    """Check an uploaded set-up, or take it in; whatever is wrong is told, and nothing is saved.

    `once` takes it in unless the same page was sent before.
    """
    bounds = Bounds(
        files=SETUP, mission=mission, only_new=mission is None, over_changes=upload.over_changes
    )
    take_in = partial(import_folder, upload.path, by=by, dry_run=dry_run, bounds=bounds)
    try:
        added = once(take_in) if once else Added("", take_in())
    except FolderRefused as refused:
        told = tuple(each.replace(str(upload.path), upload.name) for each in refused.general)
        return Checked(problems=refused.found, sentences=told, name=upload.name)
    except DatabaseError as error:
        why = " ".join(str(error).split())
        sentence = _("Nothing was saved: the database did not take it (%(why)s).")
        return Checked(sentences=(sentence % {"why": why},), name=upload.name)
    left_out = added.made.left_out if added.made else {}
    return Checked(outcome=added.made, name=upload.name, left_out=left_out, led_to=added.led_to)
