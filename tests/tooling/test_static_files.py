"""Static files as an installation serves them: with their hashes in their names."""

import re
import shutil
from pathlib import Path

import pytest

from config.static_files import StaticFiles
from scripts.steps import ROOT

MODULES = ("js/*.js", "js/field/*.js", "vendor/idb.js")
IMPORT = re.compile(r"^(?:import|export)\b[^;]*?[\"'](\.[^\"']+)[\"']", re.MULTILINE)
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """Our modules as collectstatic leaves them."""
    names = [path for pattern in MODULES for path in (ROOT / "static").glob(pattern)]
    kept = {path.relative_to(ROOT / "static").as_posix(): path for path in names}
    for name, path in kept.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, tmp_path / name)
    storage = StaticFiles(location=str(tmp_path), base_url="/static/")
    found = {name: (storage, name) for name in kept}
    for _name, _hashed, processed in storage.post_process(found):
        assert not isinstance(processed, Exception), processed
    return tmp_path


def test_a_module_imports_others_by_names_that_carry_their_hashes(collected):
    imported = [
        (path, named)
        for path in collected.rglob("*.js")
        if HASHED.search(path.name)
        for named in IMPORT.findall(path.read_text())
    ]
    assert len(imported) > 20
    for path, named in imported:
        assert HASHED.search(named), f"{path.name} imports {named}"
        assert (path.parent / named).is_file(), f"{path.name} imports {named}"
