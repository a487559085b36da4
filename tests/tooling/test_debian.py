"""The programs that the tests need from Debian."""

import os
import shutil
from unittest.mock import Mock

import pytest

from scripts import debian
from scripts.postgres import PostgresFailed
from scripts.steps import Refused


@pytest.fixture
def bare_machine(monkeypatch):
    have = {"apt-get"}
    monkeypatch.setattr(shutil, "which", lambda program: program if program in have else None)
    monkeypatch.setattr(debian, "find_programs", Mock(side_effect=PostgresFailed))
    monkeypatch.setattr(debian, "run", Mock())
    return have


def test_somebody_who_is_not_root_is_told_what_to_install(bare_machine, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Refused) as refused:
        debian.install_missing()
    assert str(refused.value) == (
        "The tests need programs this machine lacks: "
        "as root, apt-get install chromium-headless-shell poppler-utils gettext postgresql."
    )
    debian.run.assert_not_called()


def test_root_gets_only_what_is_missing(bare_machine, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    bare_machine |= {"chromium-headless-shell", "msgfmt"}
    debian.install_missing()
    update, install = (call.args[0] for call in debian.run.call_args_list)
    assert update[:2] == ["apt-get", "update"]
    assert install[-2:] == ["poppler-utils", "postgresql"]


def test_nothing_is_installed_where_nothing_is_missing(bare_machine, monkeypatch):
    bare_machine |= set(debian.PROGRAMS)
    monkeypatch.setattr(debian, "find_programs", Mock())
    debian.install_missing()
    debian.run.assert_not_called()


def test_the_long_journeys_need_the_whole_browser_too(bare_machine, monkeypatch):
    bare_machine |= set(debian.PROGRAMS)
    monkeypatch.setattr(debian, "find_programs", Mock())
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Refused, match="apt-get install chromium"):
        debian.install_missing(debian.WHOLE_BROWSER)
