"""The installation's key: made once, whole, whoever starts first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from config import settings

AT_ONCE = 16


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path / "var")
    return tmp_path / "var"


def test_the_key_of_the_environment_comes_first(folder, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "given")
    assert settings._secret_key() == "given"
    assert not folder.exists()


def test_the_key_is_made_once_and_read_by_its_owner_alone(folder):
    key = settings._secret_key()
    assert len(key) > 50
    assert settings._secret_key() == key
    (path,) = folder.iterdir()
    assert (path.name, path.stat().st_mode & 0o777) == ("secret_key", 0o600)


def test_an_empty_file_is_no_key_and_is_written_anew(folder):
    folder.mkdir()
    (folder / "secret_key").touch()
    key = settings._secret_key()
    assert len(key) > 50
    assert settings._secret_key() == key


@pytest.mark.parametrize("empty_before", [False, True])
def test_processes_that_start_at_once_have_one_key(folder, empty_before):
    folder.mkdir()
    for _attempt in range(20):
        path = folder / "secret_key"
        path.unlink(missing_ok=True)
        if empty_before:
            path.touch()
        start = Barrier(AT_ONCE)

        def first_run(start=start) -> str:
            start.wait()
            return settings._secret_key()

        with ThreadPoolExecutor(AT_ONCE) as starting:
            keys = {each.result() for each in [starting.submit(first_run) for _ in range(AT_ONCE)]}
        assert len(keys) == 1
        assert len(keys.pop()) > 50
