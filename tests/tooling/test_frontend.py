"""The front-end files that the install makes."""

from xml.etree import ElementTree

import pytest

from scripts import frontend
from scripts.steps import Refused

SVG = "{http://www.w3.org/2000/svg}"


def symbols(text: str) -> dict[str, ElementTree.Element]:
    return {found.attrib["id"]: found for found in ElementTree.fromstring(text)}


def test_the_sprite_holds_each_listed_icon_and_no_other():
    made = symbols((frontend.VENDOR / "icons.svg").read_text())
    assert set(made) == set(frontend.icon_names())
    for name, symbol in made.items():
        assert symbol.tag == f"{SVG}symbol", name
        assert symbol.attrib["viewBox"] == "0 0 16 16", name
        assert len(symbol) > 0, name


def test_the_list_of_icons_names_each_once_in_order():
    names = frontend.icon_names()
    assert names == sorted(set(names))


def test_an_icon_that_does_not_exist_is_refused_by_name():
    with pytest.raises(Refused, match="names no-such-icon, which bootstrap-icons does not have"):
        frontend.sprite(["house", "no-such-icon"])


def test_the_pages_get_single_files_with_their_maps():
    for name in frontend.FILES:
        made = frontend.VENDOR / frontend.vendor_name(name)
        assert made.read_bytes() == (frontend.PACKAGES / name).read_bytes()


def test_a_second_build_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(frontend, "VENDOR", tmp_path / "vendor")
    frontend.build()
    before = {file: file.stat().st_mtime_ns for file in frontend.VENDOR.iterdir()}
    frontend.build()
    assert {file: file.stat().st_mtime_ns for file in frontend.VENDOR.iterdir()} == before
    assert len(before) == len(frontend.FILES) + 2
