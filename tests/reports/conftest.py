"""Whole missions for the tests of statements, drafted once a run."""

import pytest

from tests.cases.drafted import Statement, said, statement, undone


@pytest.fixture(scope="session")
def founding(django_db_setup: None, django_db_blocker: object) -> dict[str, Statement]:
    """The founding mission's statements as `manage.py demo` leaves it, by kind."""
    with django_db_blocker.unblock(), undone():
        said("demo")
        return {
            kind: statement("kazakhstan-2019", "--kind", kind) for kind in ("short", "preliminary")
        }
