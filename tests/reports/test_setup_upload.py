"""A mission's set-up uploaded: checked first, saved only when right and confirmed."""

import io
import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from missions.models import Area, AuditRecord, Mission, Station
from observers.models import Observer, Team
from reports.folder.setup_parts import setup_parts
from reports.uploads import KEPT_FOR
from tests.cast import Cast
from tests.factories import AccountFactory, VisitFactory
from tests.reports.folder.small import (
    SLUG,
    Folder,
    csv_bytes,
    folder,
    with_cell,
    with_detail,
    write_workbook,
    write_zip,
    zipped,
)
from visits.models import Finding, MissionQuestion, Visit

NEW = reverse("mission_upload")
OWN = reverse("setup_upload", args=[SLUG])


@pytest.fixture(autouse=True)
def kept(settings, tmp_path: Path) -> Path:
    """The folder in which uploads wait, one of its own for each test."""
    settings.UPLOADS_ROOT = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def account(db: None) -> Any:
    return AccountFactory(is_administrator=True)


@pytest.fixture
def client(account, signed_in) -> Client:
    return signed_in(account)


def plain(response: Any) -> str:
    """The page as text, with its spaces made one."""
    return " ".join(re.sub("<[^>]*>", " ", response.content.decode()).split())


def workbook(tmp_path: Path, content: Folder, name: str = "mission.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, write_workbook(tmp_path / name, content).read_bytes())


def check(client: Client, file: SimpleUploadedFile, address: str = NEW, **more: Any) -> Any:
    return client.post(address, {"file": file, **more})


def confirm(client: Client, checked: Any, address: str = NEW) -> Any:
    token = checked.context["upload"].token
    return client.post(address, {"confirm": token}, follow=True)


def begin(client: Client, tmp_path: Path) -> Mission:
    """The small mission, begun with an upload."""
    confirm(client, check(client, workbook(tmp_path, folder())))
    return Mission.objects.get(slug=SLUG)


def test_a_mission_begins_with_a_workbook_and_only_after_the_confirmation(
    client, tmp_path, account
):
    checked = check(client, workbook(tmp_path, folder()))
    text = plain(checked)
    assert "Nothing is wrong in mission.xlsx" in text
    assert "Stations 2 0 0" in text
    assert not Mission.objects.exists()
    assert f"/missions/{SLUG}/" in confirm(client, checked).redirect_chain[-1][0]
    assert Station.objects.count() == 2
    assert Team.objects.get().members.count() == 2
    assert MissionQuestion.objects.get().code == "own.light"
    assert set(AuditRecord.objects.values_list("account_id", flat=True)) == {account.pk}


def test_a_zipped_folder_does_as_well(client, tmp_path):
    path = write_zip(tmp_path / "mission.zip", zipped(folder(), inside="mission/"))
    checked = check(client, SimpleUploadedFile("mission.zip", path.read_bytes()))
    confirm(client, checked)
    assert Observer.objects.count() == 3


def test_visits_and_all_that_was_concluded_are_left_out_and_that_is_said(client, tmp_path):
    checked = check(client, workbook(tmp_path, folder()))
    text = plain(checked)
    left_out = "meetings (1), visits (2), answers (4), findings (2), sources (1), judgements (1)"
    assert f"Left out: {left_out}." in text
    assert "come by the command import_mission only" in text
    confirm(client, checked)
    assert not Visit.objects.exists()
    assert not Finding.objects.exists()
    assert not Mission.objects.get().meetings.exists()


def test_everything_wrong_is_told_at_once_with_its_place(client, tmp_path, kept):
    content = with_cell("stations", 1, "area", "nowhere")
    content["stations"][2][1] = ""
    content["areas"][1][2] = "planet"
    content["observers"][1][3] = "KZ"
    response = check(client, workbook(tmp_path, content))
    text = plain(response)
    assert "Nothing is saved: 4 things are wrong in mission.xlsx" in text
    assert "sheet stations 2 area “nowhere” the code of a row of areas" in text
    assert "sheet stations 3 number nothing a value, which is required" in text
    assert "sheet areas 2 kind “planet” one of region, city" in text
    assert "sheet observers 2 nationality “KZ” an observer who is no national of the host" in text
    assert not Mission.objects.exists()
    assert not list(kept.iterdir())


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("mission.csv", b"code", "“mission.csv” is no workbook (.xlsx) and no zipped folder"),
        (
            "mission.zip",
            b"no zip at all",
            "mission.zip was not read: it cannot be opened as a .zip.",
        ),
        ("mission.xlsx", b"no workbook", "mission.xlsx was not read: it cannot be opened"),
        ("mission.xlsx", b"", "This file is empty."),
        ("mission.xlsx", b"x" * (20 * 1024 * 1024 + 1), "This file is larger than 20 MB"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(client, kept, name, content, sentence):
    text = plain(check(client, SimpleUploadedFile(name, content)))
    assert sentence in text
    assert str(kept) not in text


def test_a_bomb_is_refused(client, tmp_path):
    bomb = {"mission.csv": csv_bytes(folder()["mission"]), "areas.csv": b"0" * 30_000_000}
    path = write_zip(tmp_path / "bomb.zip", bomb)
    text = plain(check(client, SimpleUploadedFile("bomb.zip", path.read_bytes())))
    assert "it would unpack to far more than a mission holds" in text


def test_no_file_is_asked_for(client):
    assert "Choose the file to upload." in plain(client.post(NEW, {}))


def test_a_mission_that_is_here_is_not_begun_again(client, tmp_path):
    begin(client, tmp_path)
    text = plain(check(client, workbook(tmp_path, with_detail("title", "Another"))))
    assert f"A mission with the short name “{SLUG}” is here already." in text


def test_the_address_of_a_page_is_no_short_name(client, tmp_path):
    text = plain(check(client, workbook(tmp_path, with_detail("slug", "upload"))))
    assert "“upload” cannot be a mission&#x27;s short name" in text


def test_a_changed_row_updates_the_mission_and_nothing_is_deleted(client, tmp_path):
    begin(client, tmp_path)
    content = with_cell("stations", 1, "name", "School of music")
    del content["stations"][2]
    checked = check(client, workbook(tmp_path, content), OWN)
    assert "Stations 0 1 0" in plain(checked)
    confirm(client, checked, OWN)
    assert set(Station.objects.values_list("name", flat=True)) == {"School of music", "School 2"}


def test_a_file_with_nothing_new_is_not_confirmed(client, tmp_path):
    begin(client, tmp_path)
    text = plain(check(client, workbook(tmp_path, folder()), OWN))
    assert "there is nothing to save" in text
    assert "Save these changes" not in text


def test_an_upload_to_one_mission_touches_no_other(client, cast: Cast, tmp_path, signed_in):
    administrator = signed_in(cast.administrator)
    address = reverse("setup_upload", args=["here"])
    for slug in ("elsewhere", "no-such-mission"):
        content = folder(mission=with_detail("slug", slug)["mission"])
        text = plain(check(administrator, workbook(tmp_path, content), address))
        assert f"This file is of the mission with the short name “{slug}”" in text
        assert "Nothing was read further." in text
    assert Area.objects.filter(mission=cast.other_mission).count() == 1


def test_a_confirmation_sent_twice_leads_to_the_mission_twice(client, tmp_path):
    checked = check(client, workbook(tmp_path, folder()))
    number = checked.content.decode().split('name="opened" value="')[1].split('"')[0]
    sent = {"confirm": checked.context["upload"].token, "opened": number}
    answers = [client.post(NEW, sent) for _click in range(2)]
    overview = reverse("mission_overview", args=[SLUG])
    assert [each.headers.get("Location") for each in answers] == [overview] * 2
    assert Mission.objects.filter(slug=SLUG).count() == 1


def test_what_was_checked_for_one_mission_is_not_confirmed_for_another(
    client, cast: Cast, tmp_path
):
    checked = check(client, workbook(tmp_path, folder()))
    response = confirm(client, checked, reverse("setup_upload", args=["here"]))
    assert response.status_code == 409
    assert not Mission.objects.filter(slug=SLUG).exists()


def test_another_session_confirms_nothing(client, tmp_path, signed_in):
    checked = check(client, workbook(tmp_path, folder()))
    other = signed_in(AccountFactory(is_administrator=True))
    assert confirm(other, checked).status_code == 409
    assert not Mission.objects.exists()


def test_other_bytes_than_were_checked_are_not_taken_in(client, tmp_path):
    checked = check(client, workbook(tmp_path, folder()))
    checked.context["upload"].path.write_bytes(b"other bytes")
    response = confirm(client, checked)
    assert "The upload is no longer here: it is kept for an hour." in plain(response)
    assert not Mission.objects.exists()


def test_an_upload_is_kept_for_an_hour_and_not_longer(client, tmp_path):
    checked = check(client, workbook(tmp_path, folder()))
    path = checked.context["upload"].path
    long_ago = time.time() - KEPT_FOR - 1
    os.utime(path, (long_ago, long_ago))
    assert confirm(client, checked).status_code == 409
    assert not path.exists()


def test_what_somebody_else_forgets_at_the_same_moment_stops_nobody(client, tmp_path, kept):
    kept.mkdir()
    (kept / "gone").symlink_to(kept / "nowhere")  # listed, and not there any more
    assert check(client, workbook(tmp_path, folder())).context["checked"].wrong == 0


def test_of_two_files_sent_one_after_the_other_only_the_last_is_kept(client, tmp_path, kept):
    first = check(client, workbook(tmp_path, folder()))
    last = check(client, workbook(tmp_path, folder()))
    assert list(kept.iterdir()) == [last.context["upload"].path]
    assert confirm(client, first).status_code == 409


def test_nothing_stays_behind_once_it_is_taken_in(client, tmp_path, kept):
    begin(client, tmp_path)
    assert not list(kept.iterdir())


def test_a_row_changed_here_is_refused_by_name_unless_the_file_is_to_overrule(client, tmp_path):
    mission = begin(client, tmp_path)
    station = Station.objects.get(code="s1")
    edit = reverse("station_edit", args=[mission.slug, station.pk])
    typed = {"number": "101", "name": "Changed here", "area": station.area_id}
    client.post(edit, {**typed, "kind": "polling_station", "code": "s1"})
    content = with_cell("stations", 1, "name", "Changed there")
    text = plain(check(client, workbook(tmp_path, content), OWN))
    assert "s1 was changed here since the last import" in text
    checked = check(client, workbook(tmp_path, content), OWN, over_changes="on")
    assert re.search(r'name="over_changes"[^>]* checked', checked.content.decode())
    confirm(client, checked, OWN)
    station.refresh_from_db()
    assert station.name == "Changed there"


def test_the_set_up_is_taken_out_as_a_workbook_that_says_nothing_new(client, tmp_path):
    mission = begin(client, tmp_path)
    VisitFactory(mission=mission, team=Team.objects.get())
    response = client.get(reverse("setup_workbook", args=[SLUG]))
    content = b"".join(response.streaming_content)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == [
        *("mission", "areas", "stations", "delegations", "observers", "teams", "deployments"),
        "questions",
    ]
    assert f'filename="{SLUG}-set-up.xlsx"' in response["Content-Disposition"]
    text = plain(check(client, SimpleUploadedFile("again.xlsx", content), OWN))
    assert "there is nothing to save" in text
    assert AuditRecord.objects.filter(action="exported").count() == 1


def test_without_the_right_to_them_a_workbook_has_no_personal_columns(client, tmp_path):
    mission = begin(client, tmp_path)
    parts = {
        part.name: (part.header, list(part.rows)) for part in setup_parts(mission, personal=False)
    }
    header, rows = parts["observers"]
    assert {"code", "name", "delegation"} <= set(header)
    assert not {"email", "phone", "nationality", "accreditation_number"} & set(header)
    assert "one@example.org" not in {cell for row in rows for cell in row}


def test_an_empty_workbook_filled_in_is_a_mission(client, tmp_path):
    content = b"".join(client.get(reverse("mission_workbook")).streaming_content)
    book = load_workbook(io.BytesIO(content))
    typed = dict(folder()["mission"][1:])
    for row in book["mission"].iter_rows(min_row=2):
        row[1].value = typed.get(row[0].value)
    book["areas"].append(["north", "North", "region"])
    out = io.BytesIO()
    book.save(out)
    confirm(client, check(client, SimpleUploadedFile("filled.xlsx", out.getvalue())))
    assert Area.objects.get().mission.slug == SLUG


def test_the_page_takes_few_queries(client, tmp_path):
    begin(client, tmp_path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(OWN).status_code == 200
    assert len(captured) <= 15
