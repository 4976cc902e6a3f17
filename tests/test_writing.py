"""Folders change places in one swap."""

import pytest

from builder.model.artefact import Artefact
from builder.publishing import writing


def folder(path, text):
    writing.write([Artefact("deep/page.html", text.encode())], path)
    return path


@pytest.fixture(params=[True, False], ids=["in one step", "in two steps"])
def _steps(request, monkeypatch):
    if not request.param:
        monkeypatch.setattr(writing, "_exchanged", lambda *_: False)


@pytest.mark.usefixtures("_steps")
def test_swap_puts_the_new_folder_in_place_and_removes_the_old(tmp_path):
    new, current = folder(tmp_path / "new", "new"), folder(tmp_path / "site", "old")
    writing.swap(new, current, tmp_path)
    assert (current / "deep" / "page.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_swap_works_where_there_is_no_folder_yet(tmp_path):
    writing.swap(folder(tmp_path / "new", "new"), tmp_path / "below" / "site", tmp_path)
    assert (tmp_path / "below" / "site" / "deep" / "page.html").read_text() == "new"


def test_fresh_folder_is_empty(tmp_path):
    assert list(writing.fresh(folder(tmp_path / "old", "old")).iterdir()) == []
