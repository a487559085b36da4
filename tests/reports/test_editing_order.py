"""The order of sentences after any moves, and their paragraphs."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.editing.order import Move, moved, paragraphs

# Many cases, however slow the machine is.
many = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SECTIONS = ("a", "b", "c")


@st.composite
def orders_and_moves(draw):
    keys = [f"k{number}" for number in range(draw(st.integers(0, 9)))]
    order = {section: [] for section in SECTIONS}
    for key in keys:
        order[draw(st.sampled_from(SECTIONS))].append(key)
    known = st.sampled_from([*keys, "new1", "new2"])
    moves = [
        Move(draw(known), draw(st.sampled_from(SECTIONS)), draw(st.one_of(st.just(""), known)))
        for _number in range(draw(st.integers(0, 8)))
    ]
    return order, moves


@many
@given(orders_and_moves())
def test_each_sentence_stands_exactly_once_whatever_was_moved(case):
    order, moves = case
    placed = moved(order, moves)
    standing = [key for keys in placed.values() for key in keys]
    expected = {key for keys in order.values() for key in keys} | {move.key for move in moves}
    assert sorted(standing) == sorted(expected)
    last = {move.key: move for move in moves}
    assert all(key in placed[move.section] for key, move in last.items())


@many
@given(orders_and_moves())
def test_what_nobody_moved_keeps_its_order(case):
    order, moves = case
    gone = {move.key for move in moves}
    placed = moved(order, moves)
    for section, keys in order.items():
        left = [key for key in keys if key not in gone]
        assert [key for key in placed[section] if key not in gone] == left


@many
@given(orders_and_moves())
def test_one_whose_sentence_before_stands_unmoved_stands_behind_it(case):
    order, moves = case
    gone = {move.key for move in moves}
    placed = moved(order, moves)
    for move in {move.key: move for move in moves}.values():
        if move.after in order[move.section] and move.after not in gone:
            keys = placed[move.section]
            between = keys[keys.index(move.after) + 1 : keys.index(move.key)]
            assert keys.index(move.after) < keys.index(move.key) and set(between) <= gone


def test_of_two_behind_one_sentence_the_later_move_stands_closer():
    placed = moved({"a": ["x", "y"]}, [Move("p", "a", "x"), Move("q", "a", "x")])
    assert placed == {"a": ["x", "q", "p", "y"]}


def test_two_behind_each_other_go_to_the_end():
    placed = moved({"a": ["x", "y", "z"]}, [Move("x", "a", "y"), Move("y", "a", "x")])
    assert placed == {"a": ["z", "x", "y"]}


def test_without_the_sentence_before_it_stands_at_the_end_of_its_section():
    assert moved({"a": ["x"], "b": ["y"]}, [Move("x", "b", "gone")]) == {"a": [], "b": ["y", "x"]}


def test_a_moved_sentence_is_a_paragraph_of_its_own_unless_it_stands_within_one():
    homes = {"x": 1, "y": 1, "z": 2}
    assert paragraphs(["x", "m", "y", "z"], homes) == [0, 0, 0, 1]
    assert paragraphs(["x", "y", "m", "n", "z"], homes) == [0, 0, 1, 2, 3]
    assert paragraphs(["m", "x"], homes) == [0, 1]
    assert paragraphs([], homes) == []
