"""The database, as the environment names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings import _database

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = ["foo://x", "postgres://x:y@h:abc/z", "mysql://a/b", "nonsense", "postgres://[x/z"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_of_no_database_is_refused_with_what_was_expected(monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="must be sqlite:////absolute/path or postgres"):
        _database()


@pytest.mark.parametrize(
    ("address", "engine"),
    [("sqlite:////tmp/a.sqlite3", "sqlite3"), ("postgresql://u:p%40@h:5433/z", "postgresql")],
)
def test_both_databases_are_understood(monkeypatch, address, engine):
    monkeypatch.setenv("DATABASE_URL", address)
    assert _database()["ENGINE"] == f"django.db.backends.{engine}"


@pytest.mark.parametrize("command", [["check"], ["import_mission", "nowhere"]])
def test_a_command_says_so_in_one_sentence(command):
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        env={**os.environ, "DATABASE_URL": "postgres://x:secret@h:abc/z"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("ImproperlyConfigured: DATABASE_URL must be sqlite:")
    assert len(done.stderr.splitlines()) == 1 and "secret" not in done.stderr
