"""A table that rows are added to keeps every other byte: its line ends, its quotation marks, its byte order mark."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.intake.table_text import new_table, read_table
from builder.project.schemas import table_schemas

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=12)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(CELLS, min_size=width, max_size=width).filter(any),
        min_size=1,
        max_size=6,
    )
)
FILE = "source,title,note\na,One,\nb,Two,\n"


def written(rows, line_end, quoting, mark):
    lines = []
    for row in rows:
        stream = io.StringIO(newline="")
        csv.writer(stream, lineterminator="\r\n", quoting=quoting).writerow(row)
        lines.append(stream.getvalue().removesuffix("\r\n") + line_end)
    return (mark + "".join(lines)).encode()


@given(
    TABLES,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["", "\ufeff"]),
)
def test_file_that_is_read_and_written_keeps_its_bytes(rows, line_end, quoting, mark):
    content = written(rows, line_end, quoting, mark)
    table = read_table(content)
    assert table.content == content
    assert [row.cells for row in table.rows] == [tuple(row) for row in rows[1:]]


@given(TABLES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]), CELLS)
def test_row_that_is_added_leaves_every_other_byte(rows, line_end, mark, cell):
    names = [f"column-{number}" for number in range(len(rows[0]))]
    content = written([names, *rows], line_end, csv.QUOTE_MINIMAL, mark)
    changed = read_table(content).with_rows([{"column-0": cell}])
    assert changed.content.startswith(content)
    assert changed.content.decode("utf-8-sig").endswith(line_end)
    assert read_table(changed.content).rows[-1].cells[0] == cell


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FILE, FILE + 'c,"One, two",\n'),
        (FILE.replace("\n", "\r\n"), FILE.replace("\n", "\r\n") + 'c,"One, two",\r\n'),
        (FILE.removesuffix("\n"), FILE + 'c,"One, two",\n'),
        ('"source","title"\n"a","One"\n', '"source","title"\n"a","One"\n"c","One, two"\n'),
    ],
)
def test_row_that_is_added_is_written_as_the_others_are(before, after):
    changed = read_table(before.encode()).with_rows([{"source": "c", "title": "One, two"}])
    assert changed.content.decode() == after


def test_column_that_a_file_did_without_comes_behind_the_others_when_it_is_needed():
    table = read_table(b"\xef\xbb\xbfsource,title\r\na,One\r\n")
    assert table.with_rows([{"source": "b", "note": ""}]).content == b"\xef\xbb\xbfsource,title\r\na,One\r\nb,\r\n"
    wider = table.with_rows([{"source": "b", "note": "New"}])
    assert wider.content == b"\xef\xbb\xbfsource,title,note\r\na,One,\r\nb,,New\r\n"


def test_new_table_has_the_columns_that_every_file_of_its_kind_must_have():
    schema = table_schemas()["observations"]
    assert new_table(schema).content.decode() == ",".join(schema.needed_names) + "\n"
