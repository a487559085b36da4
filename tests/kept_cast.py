"""The standing cast, made once by its factories and put back as rows for each test after."""

import pickle
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, models, transaction
from django.db.models.sql import InsertQuery

from tests.cast import Cast, make_cast

Statements = list[tuple[str, Any]]


@dataclass(frozen=True)
class KeptCast:
    """A cast that is not in the database: its objects, and the statements that store its rows."""

    objects: bytes
    rows: Statements

    def put_back(self) -> Cast:
        """Store the rows and return the cast, equal to the one that was kept and nobody else's.

        Where a test made records before it, whose numbers the cast's have, a new one is made.
        """
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for sql, values in self.rows:
                    cursor.execute(sql, values)
        except IntegrityError:
            return make_cast()
        cast = pickle.loads(self.objects)
        assert isinstance(cast, Cast)
        return cast


def keep_cast() -> KeptCast:
    """Make a cast, and return it with every row that came with it, which are gone again."""
    with transaction.atomic():
        known = {model: set(_numbers(model)) for model in _stored_models()}
        cast = make_cast()
        new = {
            model: list(model._base_manager.exclude(pk__in=known[model]))
            for model in _stored_models()
        }
        transaction.set_rollback(True)
    rows = [each for model, made in new.items() if made for each in _insertion(model, made)]
    return KeptCast(pickle.dumps(cast), rows)


def _stored_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _numbers(model: type[models.Model]) -> Any:
    return model._base_manager.values_list("pk", flat=True)


def _insertion(model: type[models.Model], made: list[Any]) -> Statements:
    """Return the statements that store these records as they are, their numbers too."""
    query = InsertQuery(model)
    query.insert_values(model._meta.concrete_fields, made, raw=True)
    statements: Statements = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return statements
