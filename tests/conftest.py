"""What every test stands on: a database that is whole again after each test, and the cast."""

import gc
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.servers.basehttp import WSGIServer
from django.db import connection
from django.template.base import Template
from django.test import Client
from django.test.signals import template_rendered

from missions.models.append_only import protecting, releasing
from tests.cast import Cast
from tests.kept_cast import KeptCast, keep_cast
from visits.form_versions import publish_standard_forms

triggers = import_module("missions.migrations.0002_audit_is_append_only")
statement_tables = import_module("reports.migrations.0003_texts_are_append_only").TABLES


def pytest_configure() -> None:
    """Set what only tests need, before anything reads it."""
    # Plain names: nothing has to be collected first.
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    # How long an example takes is the machine's matter, which may be busy.
    hypothesis.settings.register_profile("suite", deadline=None)
    hypothesis.settings.load_profile("suite")
    # Passwords of tests protect nothing, and a slow hash at each sign-in costs minutes.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # As many may wait for the tests' server as for gunicorn: ten of fifty phones are soon too many.
    WSGIServer.request_queue_size = 2048


# What a test asks for where it comes to a database.
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what never comes to a database: it ran the same on SQLite."""
    if connection.vendor != "postgresql":
        return
    apart = [each for each in items if not comes_to_a_database(each)]
    items[:] = [each for each in items if comes_to_a_database(each)]
    config.hook.pytest_deselected(items=apart)


def comes_to_a_database(item: pytest.Item) -> bool:
    """Return whether a test, or a fixture of it, may use the database."""
    fixtures = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


def pytest_collection_finish() -> None:
    """Keep the collector of garbage from what stays: the modules and thousands of tests.

    Looking through them again and again took an eighth of the suite's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def own_folders() -> Iterator[None]:
    """Keep what tests upload and serve out of var/, and apart from other runs."""
    with tempfile.TemporaryDirectory(prefix="mushahid-tests-") as folder:
        settings.MEDIA_ROOT = Path(folder) / "media"
        settings.UPLOADS_ROOT = Path(folder) / "uploads"
        settings.PARTIAL_PHOTOS_ROOT = Path(folder) / "partial_photos"
        settings.STATIC_ROOT = Path(folder) / "static"
        settings.STATIC_ROOT.mkdir()
        yield


@pytest.fixture(scope="session", autouse=True)
def contexts_of_pages(django_test_environment: None) -> None:
    """Keep for `answer.context` what a page is made of, and not for each of its hundred parts.

    Django's tests copy the context of every template that another one includes.
    """
    Template._render = _rendered


def _rendered(template: Any, context: Any) -> Any:
    if context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Give SQLite a file of its own for this run and worker: threads share it, runs do not.

    On PostgreSQL each worker gets a database by its name, as pytest-django does it.
    """
    if connection.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        settings.DATABASES["default"]["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """After a test with real transactions is flushed away, make the database whole again.

    A flush empties every table: on SQLite the audit's triggers would refuse it, and the standard
    forms, which a migration made, would be gone.
    """
    operations: Any = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_and_restore(self: Any, sql_list: list[str]) -> None:
        _execute(triggers._undo(connection.vendor))
        _execute(releasing(connection.vendor, *statement_tables))
        flush(self, sql_list)
        _execute(triggers._statements(connection.vendor))
        _execute(protecting(connection.vendor, *statement_tables))
        publish_standard_forms()

    operations.execute_sql_flush = flush_and_restore
    yield
    operations.execute_sql_flush = flush


def _execute(statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Forget what pages keep: after a test is rolled back, its missions' numbers come again."""
    caches["memory"].clear()


@pytest.fixture(scope="session")
def kept_cast(django_db_setup: None, django_db_blocker: Any) -> KeptCast:
    with django_db_blocker.unblock():
        return keep_cast()


@pytest.fixture
def cast(kept_cast: KeptCast, db: None) -> Cast:
    """The standing cast: one account per role, two teams, and people who should see nothing."""
    return kept_cast.put_back()


@pytest.fixture
def signed_in() -> Any:
    """Return a function that gives a client signed in as an account."""

    def client_of(account: Any) -> Client:
        client = Client()
        client.force_login(account)
        return client

    return client_of
