"""The private PostgreSQL of the tests."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import dj_database_url
import psycopg2
import pytest

from scripts import postgres
from scripts.steps import ROOT

SCRIPT = [sys.executable, "scripts/postgres.py", "run", "--"]
TELL = [sys.executable, "-u", "-c", "import os; print(os.environ['DATABASE_URL']); input()"]


def is_up(address: str) -> bool:
    named = dj_database_url.parse(address)
    try:
        psycopg2.connect(
            host=named["HOST"],
            port=named["PORT"],
            user=named["USER"],
            password=named["PASSWORD"],
            dbname=named["NAME"],
        ).close()
    except psycopg2.OperationalError:
        return False
    return True


@pytest.fixture
def folder_for_clusters(monkeypatch):
    # Not tmp_path: the server's account must be able to reach its folder.
    with TemporaryDirectory(prefix="mushahid-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        monkeypatch.setattr("tempfile.tempdir", name)
        monkeypatch.setenv("TMPDIR", name)
        yield folder


def test_a_cluster_lives_as_long_as_its_block_and_leaves_nothing(folder_for_clusters):
    with postgres.cluster() as address:
        assert is_up(address)
    assert not is_up(address)
    assert list(folder_for_clusters.iterdir()) == []


def test_a_cluster_goes_when_its_block_fails(folder_for_clusters):
    with pytest.raises(ZeroDivisionError), postgres.cluster() as address:
        raise ZeroDivisionError
    assert not is_up(address)
    assert list(folder_for_clusters.iterdir()) == []


@pytest.mark.parametrize("stopped_by", [signal.SIGINT, signal.SIGTERM])
def test_a_cluster_goes_when_its_command_is_stopped(folder_for_clusters, stopped_by):
    run = subprocess.Popen(
        [*SCRIPT, *TELL], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    address = run.stdout.readline().strip()
    assert is_up(address)
    run.send_signal(stopped_by)
    run.communicate(timeout=30)
    assert run.returncode == 130
    assert not is_up(address)
    assert list(folder_for_clusters.iterdir()) == []


def test_the_server_ends_even_when_its_starter_is_killed(folder_for_clusters):
    run = subprocess.Popen(
        [*SCRIPT, *TELL], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    address = run.stdout.readline().strip()
    assert is_up(address)
    run.kill()
    run.communicate(timeout=30)
    until = time.monotonic() + 20
    while is_up(address) and time.monotonic() < until:
        time.sleep(0.1)
    assert not is_up(address)


def test_the_commands_exit_code_is_passed_on():
    command = [*SCRIPT, sys.executable, "-c", "raise SystemExit(7)"]
    assert subprocess.run(command, cwd=ROOT).returncode == 7


def test_postgresql_that_is_missing_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "LIBRARY", tmp_path)
    with pytest.raises(postgres.PostgresFailed, match="^PostgreSQL is missing: apt install"):
        postgres.find_programs()


def test_the_newest_postgresql_is_taken_by_number_not_by_spelling(tmp_path, monkeypatch):
    for version in ("9.6", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    monkeypatch.setattr(postgres, "LIBRARY", tmp_path)
    assert postgres.find_programs() == tmp_path / "17" / "bin"


def test_a_wrong_call_is_told_how_it_is_called(capsys):
    assert postgres.main(["start"]) == 2
    assert "run -- COMMAND" in capsys.readouterr().err
    assert os.environ.get("DATABASE_URL", "") != "start"
