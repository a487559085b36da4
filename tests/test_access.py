"""Access: every address has its stamp and its line in the table, and keeps to it."""

import html
import pickle
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from missions.access import MissionRequest, Permission, mission_view, permissions_of, role_in
from missions.enumerations import Role
from missions.forms.years import FAR_AWAY
from missions.models import Account, AuditRecord, Mission, OneTimeLink, SentForm
from missions.sent_forms import NUMBER
from reports.models import BlockPlacement
from tests.access_table import EVERYBODY, INSIDE, OUTSIDE, Line, World, make_world, table
from tests.cast import Cast, make_cast

# Django's own pages, which cannot wear our stamp: looking for superusers, and static files.
EXEMPT_NAMESPACES = {"admin"}
EXEMPT_ROUTES = ("static/", "media/")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ROOMS = ("missions", "observers", "visits", "reports")
# What is written beside a record: every act is told, a link is made anew by who asks for it, and
# of the places of a sentence the newest holds.
BESIDE = {AuditRecord, BlockPlacement, OneTimeLink, SentForm}
# By the type of the field, "" for a list to choose from.
ODD = {
    "date": ("0001-01-01", "9999-12-31"),
    "datetime-local": ("0001-01-01T00:00", "9999-12-31T23:59"),
    "checkbox": ("9" * 30,),
    "": ("9" * 30,),
}
ADDS = ("_add", "_new", "_invite", "_report")
SENTENCE = "Your role in this mission does not let you open this page or do this."


def addresses(
    patterns: list[Any] | None = None, before: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """The name, the whole route and the view of every address of the installation."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace not in EXEMPT_NAMESPACES:
                yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and not route.startswith(EXEMPT_ROUTES):
            yield pattern.name or "", route, pattern.callback


ADDRESSES = list(addresses())
TABLE = table()
ROUTES = {name: route for name, route, _view in ADDRESSES}
SIGNED_IN = [who for who in EVERYBODY if who != "anonymous"]
ClientOf = Callable[[str], Client]
each_line = pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line.method}-{line.name}")


def objects_in(route: str) -> set[str]:
    """The parts of a route that name an object."""
    return {name for kind, name in re.findall(r"<(\w+):(\w+)>", route) if kind in ("uuid", "int")}


@pytest.mark.parametrize(("name", "route", "view"), ADDRESSES, ids=[a[1] or "/" for a in ADDRESSES])
def test_every_view_wears_a_stamp(name, route, view):
    stamp = getattr(view, "access", None)
    assert stamp is not None, (
        f"The view of “{route}” has no stamp: give it @mission_view(Permission.X), @signed_in or "
        "@public from missions/access.py."
    )
    assert isinstance(stamp, Permission) == route.startswith("missions/<slug:slug>/")


def test_every_address_has_its_line_in_the_table():
    listed = {line.name for line in TABLE}
    new = {route for name, route, _view in ADDRESSES if name not in listed}
    assert not new, f"Say in tests/access_lines who may use {sorted(new)}, and by which method."
    gone = listed - set(ROUTES)
    assert not gone, f"tests/access_lines has addresses that no longer exist: {sorted(gone)}."


def test_a_name_means_one_address():
    assert len(ROUTES) == len(ADDRESSES)


@each_line
def test_a_line_tries_another_missions_object_wherever_an_object_is_named(line: Line):
    assert bool(objects_in(ROUTES[line.name])) == (line.foreign is not None)


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[bytes]:
    """The world and everybody's session in it, which all tests of this file have in common.

    They stand in a transaction of their own, and what a test does in a savepoint within it.
    """
    with django_db_blocker.unblock(), undone():
        world = make_world(make_cast())
        sessions = {who: session_of(getattr(world.cast, who)) for who in SIGNED_IN}
        yield pickle.dumps((world, sessions))


def session_of(account: Account) -> str:
    """The key of a new session of an account."""
    client = Client()
    client.force_login(account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def unpacked(made_once: bytes, db: None) -> Any:
    """The world and the sessions as they were made: no test meets what another one changed."""
    return pickle.loads(made_once)


@pytest.fixture
def world(unpacked: Any) -> World:
    return unpacked[0]


@pytest.fixture
def cast(world: World) -> Cast:
    """The cast of the world: there is one at a time."""
    return world.cast


@pytest.fixture
def client_of(unpacked: Any) -> ClientOf:
    """What gives a new browser in which this person is signed in."""

    def client_of(who: str) -> Client:
        client = Client()
        if who != "anonymous":
            client.cookies[settings.SESSION_COOKIE_NAME] = unpacked[1][who]
        return client

    return client_of


def address(line: Line, world: World, keys: dict[str, Any], slug: str = "here") -> str:
    return reverse(line.name, kwargs={**({"slug": slug} if line.in_mission else {}), **keys})


def ask(client: Client, line: Line, world: World, keys: dict[str, Any], slug: str = "here") -> Any:
    """What the client is answered at the line's address, with the line's body."""
    path, body = address(line, world, keys, slug), line.body(world, keys)
    if isinstance(body, bytes):
        return client.generic(line.method, path, body, content_type="application/json")
    return getattr(client, line.method.lower())(path, body)


def is_asked_to_sign_in(answer: Any) -> bool:
    """Whether somebody is led to the page for it, or a device is told."""
    if answer.status_code == 401:
        return answer["Content-Type"] == "application/json" and "error" in answer.json()
    return answer["Location"].startswith(reverse("login"))


def text_of(answer: Any) -> str:
    """The page, without the token that is another one each time."""
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())


@contextmanager
def undone() -> Iterator[None]:
    """Leave the world as it was: the next person meets it as the first one did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@each_line
def test_everybody_is_answered_as_the_table_says(world, client_of, line):
    wrong = []
    for who in EVERYBODY:
        with undone():
            answer = ask(client_of(who), line, world, line.keys(world))
            if answer.status_code != line.expected(who):
                wrong.append(f"{who}: {answer.status_code}, not {line.expected(who)}")
            elif line.in_mission and who == "anonymous":
                assert is_asked_to_sign_in(answer)
            elif answer.status_code == 403:
                assert SENTENCE in answer.content.decode(), who
    assert not wrong, "\n".join(wrong)


def unseen_in(client: Client, line: Line, world: World, keys: dict[str, Any]) -> dict[str, Any]:
    """What the line's form carries unseen, such as the number that its page was opened with."""
    if ("GET", line.name) not in {(other.method, other.name) for other in TABLE}:
        # A button on another page.
        return {NUMBER: str(uuid4())}
    page = client.get(address(line, world, keys)).content.decode()
    fields = re.findall(r'<input type="hidden"[^>]* name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in fields if "csrf" not in name}


def rows() -> Counter[str]:
    """How many records there are of each kind."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return Counter(
        {each.__name__: each._default_manager.count() for each in models if each not in BESIDE}
    )


@pytest.mark.parametrize(
    "line", [line for line in TABLE if line.method != "GET"], ids=lambda line: line.name
)
def test_the_same_sent_twice_adds_nothing_the_second_time(world, client_of, line):
    client, keys = client_of(line.allowed[0]), line.keys(world)
    body = line.body(world, keys)
    if isinstance(body, dict):
        body = {**unseen_in(client, line, world, keys), **body}
    sent = replace(line, body=lambda world, keys: body)
    before = rows()
    first = ask(client, sent, world, keys)
    after = rows()
    second = ask(client, sent, world, keys)
    assert rows() == after
    if line.name.endswith(ADDS):
        assert sum((after - before).values()) > 0
        assert second.status_code == 302, "nobody is told that it is wrong"
        # A page that shows a link shows it once.
        assert second["Location"] == first.get("Location", second["Location"])


FIELD = re.compile(r'<(?:input type="([\w-]+)"[^>]*?|select) name="([^"]+)"')


@pytest.mark.parametrize(
    "line", [line for line in TABLE if line.method == "POST"], ids=lambda line: line.name
)
def test_no_field_takes_a_day_or_a_number_that_no_database_holds(world, client_of, line):
    client, keys = client_of(line.allowed[0]), line.keys(world)
    page = client.get(address(line, world, keys)).content.decode()
    told = {**unseen_in(client, line, world, keys), **line.body(world, keys)}
    for kind, name in dict.fromkeys(FIELD.findall(page)):
        for odd in ODD.get(kind, ()):
            body = {**told, name: odd}
            with undone():
                answer = ask(
                    client, replace(line, body=lambda *_about, body=body: body), world, keys
                )
                assert answer.status_code < 500, (name, odd)
                # A day alone begins no document for a claim.
                if kind.startswith("date") and line.name != "claim_edit":
                    assert str(FAR_AWAY) in answer.content.decode(), (name, odd)


@pytest.mark.parametrize(
    "line", [line for line in TABLE if line.method == "GET"], ids=lambda line: line.name
)
def test_no_list_is_narrowed_to_what_no_database_holds(world, client_of, line):
    client, path = client_of(line.allowed[0]), address(line, world, line.keys(world))
    fields = FIELD.findall(client.get(path).getvalue().decode(errors="replace"))
    for which in (0, -1):
        query = {name: ODD[kind][which] for kind, name in fields if kind in ODD}
        assert client.get(path, {**query, "page": "9" * 30}).status_code < 500


@each_line
def test_an_object_of_another_mission_is_not_there(world, client_of, line):
    if line.foreign is None:
        assert not objects_in(ROUTES[line.name])
        return
    for who in line.allowed:
        answer = ask(client_of(who), line, world, line.foreign(world))
        assert answer.status_code == line.foreign_status, who
        assert "elsewhere" not in answer.content.decode()


@each_line
def test_a_mission_that_does_not_exist_and_one_that_is_not_ones_own_answer_alike(
    world, client_of, line
):
    if not line.in_mission:
        assert "slug" not in ROUTES[line.name]
        return
    client = client_of("observer")
    other = ask(client, line, world, line.keys(world), slug="elsewhere")
    none = ask(client, line, world, line.keys(world), slug="nowhere")
    assert (other.status_code, none.status_code) == (404, 404)
    assert text_of(other).replace("elsewhere", "nowhere") == text_of(none)


@pytest.mark.parametrize("name", sorted({line.name for line in TABLE if line.in_mission}))
def test_no_address_answers_to_a_method_that_is_not_in_the_table(world, client_of, name):
    lines = [line for line in TABLE if line.name == name]
    path = address(lines[0], world, lines[0].keys(world))
    client = client_of(lines[0].allowed[0])
    for method in set(METHODS) - {line.method for line in lines}:
        assert client.generic(method, path).status_code == 405, method


@each_line
def test_an_account_that_was_closed_is_nobody(world, client_of, line):
    if not line.in_mission:
        return
    account = getattr(world.cast, line.allowed[0])
    client = client_of(line.allowed[0])
    account.is_active = False
    account.save()
    assert is_asked_to_sign_in(ask(client, line, world, line.keys(world)))


def test_the_table_knows_every_role():
    assert {*Role.values} <= {*INSIDE}
    assert not {*OUTSIDE} & {*INSIDE}


class TestRoles:
    """What a role is, and whose."""

    def test_a_role_is_of_one_mission(self, cast):
        assert role_in(cast.secretariat, cast.mission) == Role.SECRETARIAT
        assert role_in(cast.secretariat, cast.other_mission) == ""
        assert role_in(cast.outsider, cast.other_mission) == Role.SECRETARIAT

    def test_an_administrator_of_the_installation_is_administrator_everywhere(self, cast):
        for mission in (cast.mission, cast.other_mission):
            assert role_in(cast.installation_administrator, mission) == Role.ADMINISTRATOR

    def test_a_superuser_is_nobody_in_a_mission(self, cast):
        cast.outsider.is_superuser = True
        assert role_in(cast.outsider, cast.mission) == ""
        assert cast.mission not in Mission.objects.visible_to(cast.outsider)

    def test_one_sees_the_missions_one_has_a_role_in(self, cast):
        assert list(Mission.objects.visible_to(cast.reader)) == [cast.mission]
        assert list(Mission.objects.visible_to(cast.outsider)) == [cast.other_mission]
        assert Mission.objects.visible_to(cast.installation_administrator).count() == 2

    def test_no_role_may_do_nothing(self):
        assert permissions_of("") == frozenset()

    def test_an_administrator_reviews_and_drafts_nothing(self):
        may = permissions_of(Role.ADMINISTRATOR)
        assert not may & {
            Permission.REVIEW_VISITS,
            Permission.REVIEW_FINDINGS,
            Permission.SEE_DRAFT,
            Permission.ACKNOWLEDGE,
        }

    def test_only_the_head_of_mission_acknowledges(self):
        may = {role for role in Role if Permission.ACKNOWLEDGE in permissions_of(role)}
        assert may == {Role.HEAD_OF_MISSION}


def test_a_missions_pages_are_in_its_own_time(world, rf):
    @mission_view(Permission.SEE_STATIONS)
    def page(request: MissionRequest) -> Any:
        return timezone.get_current_timezone_name()

    request = rf.get("/")
    request.user = world.cast.secretariat
    assert page(request, "here") == "Asia/Almaty"
