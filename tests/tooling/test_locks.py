"""The lock files: everything by hash, nothing by address."""

import json
import re
import tomllib

import pytest

from scripts.steps import ROOT

LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-node.lock"]
PACKAGES_TO_RUN_IT = 45


def entries(name: str) -> dict[str, str]:
    """The entries of a lock file: what is required, and the hashes below it."""
    text = re.sub(r"^ *#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE)
    text = text.replace("\\\n", " ")
    return dict(line.split(None, 1) for line in text.splitlines() if line.strip())


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_one_version_and_hashes(name):
    assert entries(name)
    for package, rest in entries(name).items():
        assert re.fullmatch(r"[\w.-]+==[\w.]+", package)
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", rest), package


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_says_where_packages_came_from(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"://|--index|--find-links|--extra-index|file:| @ ", text)


def test_the_front_end_lock_has_checksums_and_no_addresses():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    fetched = {name: package for name, package in packages.items() if name}
    assert "node_modules/bootstrap" in fetched
    for name, package in fetched.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


def test_the_test_lock_holds_the_very_versions_that_run():
    assert set(entries("requirements.lock")) <= set(entries("requirements-test.lock"))


def test_what_the_project_asks_for_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    locked = {package.split("==")[0] for package in entries("requirements-test.lock")}
    names = {re.split(r"[<>=\[]", words)[0].lower().replace("_", "-") for words in asked}
    assert names <= locked


def test_few_packages_are_needed_to_run_it():
    assert len(entries("requirements.lock")) <= PACKAGES_TO_RUN_IT
