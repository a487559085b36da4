"""Which tests run on both databases, and which would only run twice."""

import pytest

from tests.conftest import comes_to_a_database


def test_a_test_that_never_comes_to_a_database_need_not_run_on_the_second(request):
    assert not comes_to_a_database(request.node)


def test_a_test_with_the_cast_runs_on_both(cast, request):
    assert comes_to_a_database(request.node)


@pytest.mark.django_db
def test_a_test_that_is_marked_runs_on_both(request):
    assert comes_to_a_database(request.node)


def test_a_test_with_real_transactions_runs_on_both(transactional_db, request):
    assert comes_to_a_database(request.node)
