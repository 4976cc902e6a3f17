"""The pictures of every kind of page: nothing is missing, and nothing that is wrong with a page goes unsaid."""

import re

from tests.bench.web import serving
from tests.gallery import PAGES, VIEWS, index, take


def test_every_kind_of_page_is_in_the_site(built_site):
    paths = [built_site / address.split("#")[0] for address in PAGES.values()]
    assert [str(path) for path in paths if not (path if path.suffix else path / "index.html").is_file()] == []


def test_a_picture_of_each_view_is_taken_and_shown_and_what_is_too_wide_is_named(browser, tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    (tmp_path / "wide.html").write_text('<!doctype html><p style="width: 700px">wide', "utf-8")
    kinds = {"wide": "wide.html"}
    with serving(tmp_path) as address:
        pictures = tuple(take(browser, address, folder, kinds))
    names = [f"wide-{view.name}.png" for view in VIEWS]
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    assert re.findall(r'<img src="([^"]+)"', index(pictures, kinds)) == names
    assert [picture.view.name for picture in pictures if picture.faults] == ["light-390", "dark-390", "print"]


def test_pictures_are_of_pages_at_every_width_and_scheme():
    assert [view.name for view in VIEWS] == [
        *(f"{scheme}-{width}" for scheme in ("light", "dark") for width in (390, 768, 1280)),
        "print",
    ]
