"""Photos on the pages: how many are here, each with its words, shown only to who may see it."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from missions.enumerations import Role
from tests.cast import account_in
from tests.factories import AttachmentFactory
from tests.visits.reviewing import page_of, text_of
from tests.visits.sending import a_visit, send, stored
from tests.visits.taking_photos import (
    a_picture,
    expected,
    file_of,
    put_chunk,
    put_photo,
    told,
    visit_with,
)
from tests.visits.test_photos_expected import a_finding, take_in
from visits.actions import set_aside_visit
from visits.models import SetAsideReason

BODY = a_picture()


@pytest.fixture
def phone(cast, signed_in):
    return signed_in(cast.observer)


@pytest.fixture
def desk(cast, signed_in):
    return signed_in(cast.secretariat)


def show(client, photo):
    return client.get(reverse("photo_show", args=["here", photo.uuid]))


def address_of(photo):
    return reverse("photo_show", args=["here", photo.uuid])


@pytest.fixture
def visit(cast, phone):
    """A visit with three photos: one here, one begun, one still on the phone."""
    other = b"no picture " * 300
    visit = visit_with(cast, BODY, other, BODY + b"x")
    first, second, _third = visit.attachments.all()
    put_photo(phone, first, BODY)
    put_chunk(phone, second, 0, other[:2048])
    return visit


def test_a_visits_page_shows_which_photos_are_here_and_which_are_not(visit, desk):
    page = text_of(page_of(desk, visit))
    first, second, third = visit.attachments.all()
    assert "1 of 3 photos here" in page
    assert "1 of 3 here" in page
    assert f'<img src="{address_of(first)}" alt="Photo 1 of 3"' in page
    assert "2.0 KB of 3.2 KB have come." in page
    assert "Still on the phone" in page
    assert address_of(second) not in page
    assert address_of(third) not in page


def test_what_is_no_picture_is_offered_as_a_file_and_never_shown(cast, phone, desk):
    body = b"<script>alert(1)</script>"
    photo = expected(cast, body, type="text/html")
    put_photo(phone, photo, body)
    page = text_of(page_of(desk, photo.visit))
    assert "No picture that can be shown: kept as it came." in page
    assert "<img" not in page
    answer = show(desk, photo)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; ")


def test_a_picture_is_answered_so_that_nothing_else_is_made_of_it(cast, phone, desk):
    photo = expected(cast, BODY)
    put_photo(phone, photo, BODY)
    answer = show(desk, photo)
    assert b"".join(answer.streaming_content) == file_of(photo)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'inline; filename="{photo.uuid.hex[:8]}.jpg"'
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = desk.get(address_of(photo), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")


def test_a_photo_is_stored_under_a_name_that_tells_nothing(cast, phone):
    photo = expected(cast, BODY)
    put_photo(phone, photo, BODY)
    photo.refresh_from_db()
    assert photo.file.name == f"attachments/{photo.uuid.hex[:2]}/{photo.uuid.hex}"


def test_a_photo_that_has_not_come_is_not_shown(cast, desk):
    assert show(desk, expected(cast, BODY)).status_code == 404


def test_a_photo_whose_file_is_gone_is_not_found(cast, phone, desk):
    photo = expected(cast, BODY)
    put_photo(phone, photo, BODY)
    photo.refresh_from_db()
    default_storage.delete(photo.file.name)
    assert show(desk, photo).status_code == 404


def test_only_the_own_team_and_reviewers_see_a_photo(cast, phone, signed_in):
    photo = expected(cast, BODY)
    put_photo(phone, photo, BODY)
    photo.refresh_from_db()
    alone = account_in(cast.mission, Role.OBSERVER, "Alone")
    answers = {
        cast.observer: 200,
        cast.secretariat: 200,
        cast.head_of_mission: 200,
        cast.other_observer: 404,
        alone: 404,
        cast.reader: 403,
        cast.outsider: 404,
    }
    found = {account: show(signed_in(account), photo).status_code for account in answers}
    assert found == answers
    assert show(Client(), photo).status_code == 302


def test_the_photo_of_a_finding_is_seen_by_its_team_and_reviewers(cast, phone, desk, signed_in):
    finding = take_in(a_finding(photos=[told(BODY), told(BODY)]), cast)
    photo = finding.attachments.first()
    put_photo(phone, photo, BODY)
    for client in (phone, desk):
        assert show(client, photo).status_code == 200
    assert show(signed_in(cast.other_observer), photo).status_code == 404
    page = text_of(desk.get(reverse("finding_detail", args=["here", finding.uuid])))
    assert "1 of 2 photos here" in page
    assert 'alt="Photo 1 of 2"' in page
    own = text_of(phone.get(reverse("my_findings", args=["here"])))
    assert "1 of 2 photos here" in own
    assert address_of(photo) in own


def test_the_team_sees_how_many_of_its_photos_are_here(visit, phone):
    own = text_of(phone.get(reverse("my_visits", args=["here"])))
    assert "1 of 3 photos here" in own
    assert 'alt="Photo 1 of 3"' in text_of(page_of(phone, visit))


def test_photos_stay_with_a_visit_that_is_set_aside(cast, visit, desk):
    revision = visit.revisions.get()
    set_aside_visit(
        revision, reason=SetAsideReason.DUPLICATE, note="Sent twice.", by=cast.secretariat
    )
    assert "1 of 3 photos here" in text_of(page_of(desk, visit))
    assert show(desk, visit.attachments.first()).status_code == 200


def test_a_photo_that_came_is_in_the_history_of_its_visit(visit, desk):
    acts = [act.what for act in page_of(desk, visit).context["history"]]
    assert acts == ["A photo came", "Received"]


def test_a_visit_without_photos_has_no_section_of_them(cast, desk):
    assert "photos-title" not in text_of(page_of(desk, stored(send(a_visit(), cast))))


@pytest.mark.parametrize("name", ["my_visits", "my_findings"])
def test_more_photos_take_no_more_queries(
    cast, phone, name, django_assert_max_num_queries, django_assert_num_queries
):
    def add():
        visit = visit_with(cast, BODY)
        finding = take_in(a_finding(), cast)
        AttachmentFactory(mission=cast.mission, visit=visit)
        AttachmentFactory(mission=cast.mission, visit=None, finding=finding)

    add()
    phone.get(reverse(name, args=["here"]))
    with django_assert_max_num_queries(15) as asked:
        phone.get(reverse(name, args=["here"]))
    for _each in range(5):
        add()
    with django_assert_num_queries(len(asked)):
        phone.get(reverse(name, args=["here"]))
