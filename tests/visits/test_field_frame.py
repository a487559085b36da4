"""The field app as a whole: what a device keeps of it, in which version, and how much that is."""

import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from visits import field_app

pytestmark = pytest.mark.django_db

# Over the wire, the first time, with everything that makes the app work without a network.
MOST_BYTES = 150_000
WORKER = reverse("field_worker")


def served(address: str) -> bytes:
    """The bytes of a static file, by its address."""
    return Path(str(finders.find(address.removeprefix("/static/")))).read_bytes()


def worker_told() -> dict:
    text = Client().get(WORKER).content.decode()
    return json.loads(re.search(r"^work\((.*)\);$", text, re.MULTILINE)[1])


@pytest.fixture
def shells(cast, signed_in):
    """The pages that the observer's device keeps, by address, as they come over the wire."""
    client = signed_in(cast.observer)
    day = client.get(reverse("field_day", args=["here"])).json()
    pressed = {"headers": {"Accept-Encoding": "gzip, deflate, br"}}
    return {path: client.get(path, **pressed) for path in day["pages"]}


def test_the_first_load_weighs_less_than_150_kilobytes(shells, signed_in, cast):
    files = [served(address) for address, _hash in field_app.files_with_hashes()]
    day = signed_in(cast.observer).get(
        reverse("field_day", args=["here"]), headers={"Accept-Encoding": "gzip"}
    )
    worker = Client().get(WORKER, headers={"Accept-Encoding": "gzip"})
    weights = {
        # As whitenoise answers a browser that speaks https, where alone the app works.
        "files": sum(len(brotli.compress(each)) for each in files),
        "pages": sum(len(answer.content) for answer in shells.values()),
        "day": len(day.content),
        "worker": len(worker.content),
    }
    assert sum(weights.values()) < MOST_BYTES, weights


def test_every_file_that_a_page_names_is_kept_with_it(shells):
    kept = {address for address, _hash in field_app.files_with_hashes()}
    assert len(shells) >= 7
    for path, answer in shells.items():
        named = re.findall(
            r"(?:src|href)=\"(/static/[^\"#]+)", brotli.decompress(answer.content).decode()
        )
        # A phone asks for the picture of its home screen when it puts the app there.
        assert {each for each in named if "/icons/" not in each} <= kept, path


def test_every_module_that_a_kept_module_imports_is_kept_too():
    kept = {address for address, _hash in field_app.files_with_hashes()}
    for address in (each for each in kept if each.endswith(".js")):
        for named in re.findall(r"(?:from|import)[\s(]+\"(\.[^\"]+)\"", served(address).decode()):
            imported = (Path(address).parent / named).as_posix()
            assert str(Path("/", *_plain(imported))) in kept, f"{address} imports {named}"


def _plain(path: str) -> list[str]:
    parts: list[str] = []
    for part in path.strip("/").split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return parts


def test_a_page_says_the_version_that_the_worker_has(shells):
    version = worker_told()["version"]
    assert {answer["Field-App"] for answer in shells.values()} == {version}


def test_the_worker_knows_the_hash_of_each_file_as_it_is_served():
    for address, integrity in worker_told()["files"]:
        digest = b64encode(hashlib.sha256(served(address)).digest()).decode()
        assert integrity == f"sha256-{digest}", address


def test_another_file_makes_another_version(monkeypatch):
    before = field_app.version()
    monkeypatch.setattr(field_app, "STATIC_FILES", (*field_app.STATIC_FILES, "css/records.css"))
    field_app._counted_once.cache_clear()
    assert field_app.version() != before
    field_app._counted_once.cache_clear()


def test_the_worker_may_answer_for_every_page_and_is_asked_for_each_time():
    answer = Client().get(WORKER)
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer["Cache-Control"]


def test_the_manifest_begins_at_the_field_app_and_its_pictures_are_there(cast, signed_in):
    answer = signed_in(cast.observer).get(reverse("field_manifest", args=["here"]))
    told = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert told["start_url"] == reverse("field_home", args=["here"])
    assert told["start_url"].startswith(told["scope"])
    assert {(each["sizes"], each["purpose"]) for each in told["icons"]} >= {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for each in told["icons"]:
        width = int.from_bytes(served(each["src"])[16:20])
        assert each["sizes"] == f"{width}x{width}"


def test_a_page_of_the_app_holds_nothing_of_who_asked_for_it(cast, signed_in):
    path = reverse("field_outbox", args=["here"])
    observer, other = (signed_in(who).get(path) for who in (cast.observer, cast.other_observer))
    assert observer.content == other.content
    assert "csrf" not in observer.content.decode()


def test_the_policy_lets_a_page_run_its_worker_and_show_a_photo_from_memory(cast, signed_in):
    policy = (
        signed_in(cast.observer)
        .get(reverse("field_outbox", args=["here"]))
        .headers["Content-Security-Policy"]
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
    assert "'self'" in rules["worker-src"]
    assert "'self'" in rules["manifest-src"]
    assert "blob:" in rules["img-src"]
    assert "script-src" not in rules or "unsafe" not in rules["script-src"]
