"""A workbook that lies where everybody can read it is refused, and what of it nobody sees is said without a name."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from builder.reading.workbooks import WORKBOOK_FAULT, find_workbook_fault
from tests.sound_example import check, lay_out

PLACES = ["riverside.xlsx", "datasets/Figures 2024.xlsx", "datasets/riverside/observations.xlsx", "datasets/tables.ODS"]


def saved(path, creator="", editor="", hidden=0):
    """Save a workbook with an author and hidden sheets."""
    book = Workbook()
    book.properties.creator, book.properties.lastModifiedBy = creator, editor
    for number in range(hidden):
        book.create_sheet().sheet_state = "hidden" if number else "veryHidden"
    book.save(path)
    return path


@pytest.mark.parametrize("place", PLACES)
def test_workbook_is_refused_wherever_it_was_uploaded(place, tmp_path):
    lay_out(tmp_path)
    saved(tmp_path / place, creator="A. Person")
    result = check(tmp_path)
    assert result.exit_code == 1
    assert f"{place}: {WORKBOOK_FAULT} This one holds somebody’s name. Take it away from here:" in result.output
    assert "A. Person" not in result.output


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({}, ""),
        ({"hidden": 1}, " This one holds 1 hidden sheet."),
        ({"hidden": 2, "editor": "A. Person"}, " This one holds 2 hidden sheets and somebody’s name."),
    ],
)
def test_what_nobody_sees_is_counted(held, said, tmp_path):
    assert find_workbook_fault(saved(tmp_path / "a.xlsx", **held)) == WORKBOOK_FAULT + said


def test_file_that_is_no_archive_is_refused_all_the_same(tmp_path):
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert find_workbook_fault(path) == WORKBOOK_FAULT


def test_pages_that_the_message_names_are_there():
    for name in ("in-excel", "something-private"):
        assert Path(f"docs/officers/{name}.md").is_file()
