"""The programs from Debian that the tests need: installed when root, else named."""

import os
import shutil
from collections.abc import Mapping

from scripts.postgres import PostgresFailed, find_programs
from scripts.steps import Refused, run, say

# The package of each program that is looked for on the PATH. The browser is Chromium without
# windows of its own: the journeys cost half in it (docs/decisions/tests.md).
BROWSER, WHOLE_BROWSER = "chromium-headless-shell", "chromium"
PROGRAMS = {BROWSER: BROWSER, "pdftotext": "poppler-utils", "msgfmt": "gettext"}


def missing_packages(programs: Mapping[str, str] = PROGRAMS) -> list[str]:
    """Return the names of the Debian packages that the tests lack here."""
    packages = [package for program, package in programs.items() if not shutil.which(program)]
    try:
        find_programs()
    except PostgresFailed:
        packages.append("postgresql")
    return packages


def install_missing(*others: str) -> None:
    """Install missing packages, `others` too, through apt-get.

    Raises Refused, naming them, when not root.
    """
    packages = missing_packages({**PROGRAMS, **{name: name for name in others}})
    if not packages:
        return
    command = f"apt-get install {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Refused(f"The tests need programs this machine lacks: as root, {command}.")
    say(f"Installing from Debian: {', '.join(packages)} ...")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    failing = f"Debian's packages cannot be installed: try {command} yourself."
    run(["apt-get", "update", "-qq"], failing, quiet)
    run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], failing, quiet)
