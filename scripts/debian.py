"""The programs from Debian that the tests need: installed when root, else named."""

import os
import shutil

from scripts.postgres import PostgresFailed, find_programs
from scripts.steps import Refused, run, say

# The package of each program that is looked for on the PATH.
PROGRAMS = {"chromium": "chromium", "pdftotext": "poppler-utils", "msgfmt": "gettext"}


def missing_packages() -> list[str]:
    """Return the names of the Debian packages that the tests lack here."""
    packages = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    try:
        find_programs()
    except PostgresFailed:
        packages.append("postgresql")
    return packages


def install_missing() -> None:
    """Install the missing packages through apt-get; raises Refused, naming them, when not root."""
    packages = missing_packages()
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
