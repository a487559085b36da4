"""The tables of a statement under work: what they refuse."""

import pytest
from django.db import DatabaseError, transaction

from reports.models import (
    Approval,
    ApprovalDecision,
    Block,
    BlockPlacement,
    BlockText,
    Publication,
    PublishedFile,
    Recommendation,
    SignOff,
    Statement,
)
from tests.refusing import is_refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(cast):
    return Statement.objects.create(mission=cast.mission, kind="short")


@pytest.fixture
def block(statement):
    return Block.objects.create(statement=statement, key="voting.interference")


def written(statement, block, cast):
    """One row of each table that is only added to."""
    account = cast.head_of_mission
    signed = SignOff.objects.create(
        statement=statement, number=1, language="en", rendered={}, sha256="0" * 64, account=account
    )
    published = Publication.objects.create(sign_off=signed, account=account)
    return [
        BlockText.objects.create(block=block, language="en", number=1, account=account),
        BlockPlacement.objects.create(block=block, number=1, cut=True, account=account),
        Approval.objects.create(
            statement=statement,
            delegation=cast.delegation,
            decision=ApprovalDecision.APPROVED,
            text_sha256="0" * 64,
            account=account,
        ),
        signed,
        published,
        PublishedFile.objects.create(
            publication=published, name="statement.pdf", content=b"%PDF", sha256="0" * 64
        ),
    ]


def test_what_was_written_in_a_statement_is_never_changed_or_deleted(statement, block, cast):
    rows = written(statement, block, cast)
    for row in rows:
        column = "language" if hasattr(row, "language") else "id"
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{column: getattr(row, column)})
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            type(row).objects.filter(pk=row.pk)._raw_delete("default")
    assert all(type(row).objects.filter(pk=row.pk).exists() for row in rows)


def test_a_mission_has_one_statement_of_a_kind(statement, cast):
    assert is_refused(lambda: Statement.objects.create(mission=cast.mission, kind="short"))


def test_a_sentence_is_one_block_of_its_statement(statement, block):
    assert is_refused(lambda: Block.objects.create(statement=statement, key=block.key))


def test_two_texts_of_a_block_have_not_the_same_number(block, cast):
    for language in ("en", "tr"):
        BlockText.objects.create(block=block, language=language, number=1)
    assert is_refused(lambda: BlockText.objects.create(block=block, language="en", number=1))


def test_a_text_that_was_kept_beside_is_merged_once(block):
    beside = BlockText.objects.create(block=block, language="en", number=1, beside=True)
    BlockText.objects.create(block=block, language="en", number=2, merges=beside)
    assert is_refused(
        lambda: BlockText.objects.create(block=block, language="en", number=3, merges=beside)
    )


def test_a_reservation_says_what_it_is(statement, cast):
    assert is_refused(
        lambda: Approval.objects.create(
            statement=statement,
            delegation=cast.delegation,
            decision=ApprovalDecision.RESERVED,
            text_sha256="0" * 64,
            account=cast.head_of_delegation,
        )
    )


def test_a_recommendation_has_a_number_of_its_own(cast):
    def recommend():
        return Recommendation.objects.create(
            mission=cast.mission,
            number=1,
            text="Train the members of commissions.",
            addressed_to="Central Election Commission",
            theme="administration",
        )

    first = recommend()
    assert is_refused(recommend)
    assert is_refused(lambda: Recommendation.objects.filter(pk=first.pk).update(earlier=first))
