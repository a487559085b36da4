"""The thread of the server that seals the audit."""

from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from config import gunicorn
from missions import audit


class Worker:
    """A worker that lives for a number of turns."""

    def __init__(self, turns: int) -> None:
        self.turns = turns
        self.age = 2  # not the first, which greets who comes first
        self.log = SimpleNamespace(exception=Mock())

    @property
    def alive(self) -> bool:
        self.turns -= 1
        return self.turns >= 0


@pytest.fixture
def sealing(monkeypatch):
    sealing = Mock(return_value=0)
    monkeypatch.setattr(audit, "seal_pending", sealing)
    monkeypatch.setattr(gunicorn, "SEALING_SECONDS", 0)
    return sealing


def test_the_server_seals_every_turn_until_the_worker_ends(sealing):
    worker = Worker(turns=3)
    gunicorn.seal_for_ever(worker)
    assert sealing.call_count == 3
    worker.log.exception.assert_not_called()


def test_a_turn_that_fails_is_logged_and_the_next_one_tries_again(sealing):
    sealing.side_effect = [RuntimeError("the database is away"), 2]
    worker = Worker(turns=2)
    gunicorn.seal_for_ever(worker)
    assert sealing.call_count == 2
    worker.log.exception.assert_called_once()


def test_a_worker_leaves_ctrl_c_to_the_master(sealing, monkeypatch):
    told = Mock()
    monkeypatch.setattr(gunicorn.signal, "signal", told)
    gunicorn.post_worker_init(Worker(turns=0))
    told.assert_called_once_with(gunicorn.signal.SIGINT, gunicorn.signal.SIG_IGN)
