"""What the tests of this room share."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def query_count() -> Callable[[Callable[[], object]], int]:
    """Return a function that says how many queries an act takes."""

    def count(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as asked:
            act()
        return len(asked)

    return count
