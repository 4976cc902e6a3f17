"""The workbook and the way back: what an officer does not touch keeps its bytes, and what is changed arrives."""

import contextlib
import csv
import io
import re
import shutil
import zipfile
from datetime import date, datetime, time

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from openpyxl.styles import Font
from python_calamine import CalamineWorkbook

from builder import pipeline
from builder.cli.commands import main
from builder.intake import Desk
from builder.intake.workbook.layout import book_of
from builder.intake.workbook.reading import read_book
from builder.intake.workbook.taking_in import take_in
from builder.intake.workbook.writing import workbook
from builder.pipeline.building import workbooks
from builder.project.schemas import choices, is_optional, table_schemas
from tests.projects import FROZEN
from tests.sound_example import SOUND, edit, lay_out

FOLDERS = {"frozen": FROZEN, "sound": SOUND}
PACKAGES = [(name, path.name) for name, folder in FOLDERS.items() for path in sorted(folder.iterdir()) if path.is_dir()]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DAY_ONE = date(1899, 12, 30)
"""The day that Excel counts as 0, which makes 1 March 1900 and all later days right."""


def run(folder, *arguments):
    """Run the program in a folder, and return its exit code and all that it says."""
    with contextlib.chdir(folder):
        result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture
def project(tmp_path):
    lay_out(tmp_path)
    return tmp_path


@pytest.fixture
def book(project):
    """The workbook of the sound example, open to be changed."""
    assert run(project, "workbook", "riverside", "--output", "riverside.xlsx")[0] == 0
    return load_workbook(project / "riverside.xlsx")


def taken(project, book):
    """Save a workbook as an officer would, take it in, and return what was said."""
    book.save(project / "riverside.xlsx")
    return run(project, "take-in", "riverside.xlsx")


def package(project):
    return project / "datasets" / "riverside"


def lines(project, table="observations"):
    return (package(project) / f"{table}.csv").read_text("utf-8").splitlines()


def column(sheet, name, row=1):
    return next(cell.column for cell in sheet[row] if cell.value == name)


@pytest.mark.parametrize(("folder", "name"), PACKAGES)
def test_workbook_that_nobody_changed_changes_nothing(folder, name, tmp_path):
    datasets = shutil.copytree(FOLDERS[folder], tmp_path / "datasets")
    before = bytes_of(datasets / name)
    assert run(tmp_path, "workbook", name, "--output", "book.xlsx") == (0, "Written: book.xlsx\n")
    assert run(tmp_path, "take-in", "book.xlsx") == (0, "Nothing is different.\n")
    assert bytes_of(datasets / name) == before


@pytest.mark.parametrize(("folder", "name"), PACKAGES)
def test_same_data_give_the_same_bytes(folder, name):
    desk = pipeline.desk_of(FOLDERS[folder], name)
    assert workbook(book_of(desk)) == workbook(book_of(desk))


def test_workbook_of_the_site_is_the_one_of_the_command():
    site = pipeline.check(SOUND).site
    assert site is not None
    (made,) = workbooks(site)
    assert made.path == "data/riverside/riverside.xlsx"
    assert made.content == workbook(book_of(pipeline.desk_of(SOUND, "riverside")))


def as_excel_saves(content):
    """Return a workbook as programs keep it: numbers as decimals, days as numbers, empty rows behind the others."""
    book = load_workbook(io.BytesIO(content))
    for name, schema in table_schemas().items():
        if name not in book.sheetnames:
            continue
        sheet = book[name]
        last = sheet.max_row
        for row in sheet.iter_rows(min_row=2, max_row=last):
            for cell, field in zip(row, schema.fields, strict=False):
                if isinstance(cell.value, int):
                    cell.value = float(cell.value)
                elif field.type == "date" and cell.value:
                    day = date.fromisoformat(cell.value)
                    by_turns = cell.row % 3
                    cell.value = (day - DAY_ONE).days if by_turns == 0 else datetime.combine(day, time())
                    cell.number_format = "General" if by_turns == 0 else "dd/mm/yyyy"
                elif field.type == "boolean" and cell.value in {"yes", "no"} and cell.row % 2:
                    cell.value = cell.value == "yes"
        for number in range(last + 1, last + 4):
            sheet.cell(number, 2).font = Font(bold=True)
            sheet.cell(number, 40).font = Font(bold=True)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(("folder", "name"), PACKAGES)
def test_what_programs_do_on_saving_changes_nothing(folder, name):
    desk = pipeline.desk_of(FOLDERS[folder], name)
    saved = as_excel_saves(workbook(book_of(desk)))
    assert take_in(desk, read_book(saved, "saved.xlsx")).added.files == {}


TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=0xD7FF, exclude_characters="\x7f"), max_size=9) | (
    st.sampled_from(["=1+1", "_x0041_", "10-14", "2024-25", "007", "1E5", "TRUE", "two\nlines", "“£”", "12.50 "])
)
NUMBERS = st.decimals(-(10**9), 10**12, allow_nan=False, places=3).map(str) | st.sampled_from(
    ["0", "0.0", "10.50", "0.1", "12345678901234567890", "0.12345678901234567", "-3", "007"]
)


@st.composite
def files(draw):
    """Return the file of some table as some program may have written it: any order of columns, any line end."""
    schema = draw(st.sampled_from([schema for schema in table_schemas().values() if len(schema.fields) < 12]))
    names = draw(st.permutations([one.name for one in schema.fields if not is_optional(one) or draw(st.booleans())]))

    def cell(name):
        field = schema.get_field(name)
        if field.type in {"number", "integer"}:
            return NUMBERS | TEXTS
        values = ("yes", "no") if field.type == "boolean" else choices(field)
        if field.type == "date":
            return st.dates(date(1900, 3, 1), date(2100, 1, 1)).map(str) | st.just("")
        return st.sampled_from(values) if values else TEXTS

    rows = draw(
        st.lists(
            st.tuples(*map(cell, names)).filter(lambda row: any(one.strip() for one in row)), min_size=1, max_size=5
        )
    )
    end, mark = draw(st.sampled_from(["\n", "\r\n"])), draw(st.sampled_from(["", "\ufeff"]))
    stream = io.StringIO(newline="")
    quoting = draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]))
    csv.writer(stream, lineterminator="\r\n", quoting=quoting).writerows([names, *rows])
    return schema.name, (mark + stream.getvalue().replace("\r\n", end)).encode()


@pytest.mark.uncounted
@settings(max_examples=15)
@given(st.lists(files(), min_size=1, max_size=6).map(dict))
def test_any_tables_keep_their_bytes(contents):
    desk = Desk("made-up", "Made up", is_framework=True, contents=contents, national={})
    made = workbook(book_of(desk))
    assert take_in(desk, read_book(made, "made-up.xlsx")).added.files == {}


def test_changed_cell_changes_its_row_and_no_other(project, book):
    before = lines(project)
    sheet = book["observations"]
    sheet.cell(9, column(sheet, "value")).value = 1311.0
    assert taken(project, book) == (0, "Written: datasets/riverside/observations.csv: 1 changed\n")
    after = lines(project)
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        (before[9], before[9].replace("1310", "1311"))
    ]


def test_line_ends_marks_and_order_of_columns_stay_where_a_cell_changes(project):
    path = package(project) / "sources.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(row[::-1] for row in rows)
    path.write_bytes(b"\xef\xbb\xbf" + stream.getvalue().encode())
    before = path.read_bytes()
    run(project, "workbook", "riverside", "--output", "riverside.xlsx")
    book = load_workbook(project / "riverside.xlsx")
    book["sources"].cell(2, 2).value = "Riverside report"
    assert taken(project, book)[0] == 0
    assert path.read_bytes() == before.replace(b'"Riverside annual report 2024"', b'"Riverside report"')


def test_new_row_stands_where_it_was_put_and_at_the_end_of_a_sorted_sheet(project, book):
    sheet = book["sources"]
    sheet.insert_rows(3)
    for place, text in enumerate(("plan-2024", "Plan", "Riverside", "2024-01-01", None, "OGL v3.0"), 1):
        sheet.cell(3, place).value = text
    assert taken(project, book) == (0, "Written: datasets/riverside/sources.csv: 1 new\n")
    assert [line.split(",")[0] for line in lines(project, "sources")] == [
        *("source", "annual-report-2024", "plan-2024", "annual-report-2024-tables"),
    ]
    upside_down = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)][::-1]
    before = lines(project, "sources")
    for number, row in enumerate([["plan-2025", *upside_down[0][1:]], *upside_down], 2):
        for place, text in enumerate(row, 1):
            sheet.cell(number, place).value = text
    sheet.cell(2, 2).value = "Another plan"
    assert taken(project, book) == (0, "Written: datasets/riverside/sources.csv: 1 new\n")
    assert lines(project, "sources")[:-1] == before
    assert lines(project, "sources")[-1].startswith("plan-2025,Another plan,")


def test_row_that_is_taken_away_goes_and_a_new_key_keeps_its_place(project, book):
    sheet = book["observations"]
    sheet.delete_rows(13)
    sheet.cell(6, column(sheet, "group")).value = "Women"
    sheet.cell(7, column(sheet, "group")).value = "Men"
    book.save(project / "riverside.xlsx")
    added = take_in(
        pipeline.desk_of(SOUND, "riverside"), read_book((project / "riverside.xlsx").read_bytes(), "")
    ).added
    assert added.said == ("observations.csv: 2 changed, 1 removed",)
    before = (SOUND / "riverside" / "observations.csv").read_text("utf-8")
    (gone,) = [line for line in before.splitlines(keepends=True) if ",england," in line]
    expected = before.replace("Female", "Women").replace("Sex,Male", "Sex,Men").replace(gone, "")
    assert added.files == {"observations.csv": expected.encode()}


def test_column_that_the_file_does_without_is_added_when_it_is_filled(project, book):
    sheet = book["areas"]
    sheet.cell(2, column(sheet, "parts_complete")).value = "yes"
    assert taken(project, book)[0] == 0
    assert lines(project, "areas")[:2] == [
        "area,code,name,kind,parent,comparator,comparator_reason,parts_complete",
        "riverside,,Riverside,partnership,,no,,yes",
    ]


def test_table_that_is_not_there_yet_is_begun(project, book):
    sheet = book["populations"]
    for place, text in enumerate(("riverside", "2023-06-30", 250000), 1):
        sheet.cell(2, place).value = text
    names = [cell.value for cell in sheet[1]]
    sheet.cell(2, names.index("source") + 1).value = "annual-report-2024"
    sheet.cell(2, names.index("place") + 1).value = "Page 2"
    assert taken(project, book) == (0, "Written: datasets/riverside/populations.csv: 1 new\n")
    assert "riverside,2023-06-30,250000" in lines(project, "populations")[1]


def fill_year(book, metric, area, group=None, **cells):
    """Fill cells of the sheet for a new year in, in the row of a series."""
    sheet = book["Add a year"]
    place = {cell.value: cell.column for cell in sheet[6]}
    for row in sheet.iter_rows(min_row=7):
        named = {name: row[number - 1].value for name, number in place.items()}
        if (named["metric"], named["area"], named["group"]) == (metric, area, group):
            for name, value in cells.items():
                row[place[name] - 1].value = value
            return row[0].row
    raise LookupError(metric)


def with_report(book):
    """Add the source of a new year, and say that the figures of the sheet come from it."""
    sheet = book["sources"]
    new = ("report-2025", "Report 2025", "Riverside Council", "2025-09-01", None, "OGL v3.0")
    for place, text in enumerate(new, 1):
        sheet.cell(4, place).value = text
    book["Add a year"]["B3"].value, book["Add a year"]["B4"].value = "report-2025", "Table 1"


def test_next_figures_become_rows_with_what_is_said_once_for_all(project, book):
    before = lines(project)
    with_report(book)
    fill_year(book, "adults-in-treatment", "riverside", value=1402.0)
    fill_year(book, "naloxone-kits-given", "riverside", "Female", value=150, status="p", place="Table 9")
    assert taken(project, book) == (
        0,
        "Written: datasets/riverside/observations.csv: 2 new\nWritten: datasets/riverside/sources.csv: 1 new\n",
    )
    assert lines(project) == [
        *before,
        "naloxone-kits-given,riverside,Sex,Female,2024-04-01,P1Y,stated,,150,,,,,p,,report-2025,Table 9,,",
        "adults-in-treatment,riverside,,,2024-04-01,P1Y,stated,,1402,,,,,,,report-2025,Table 1,,",
    ]
    assert taken(project, book) == (0, "Nothing is different.\n")


def test_figures_before_and_the_next_period_stand_beside_the_new_cell(book):
    sheet = book["Add a year"]
    row = fill_year(book, "adults-in-treatment", "riverside")
    shown = {sheet.cell(6, place).value: sheet.cell(row, place).value for place in range(1, sheet.max_column + 1)}
    assert (shown["what is measured"], shown["second last figure"], shown["last figure"], shown["last period"]) == (
        *("Adults in treatment", 1200, 1310, "2023 to 2024"),
    )
    assert (shown["period_start"], shown["period_duration"], shown["value"]) == ("2024-04-01", "P1Y", None)
    hidden = fill_year(book, "adults-in-treatment", "south-riverside")
    assert sheet.cell(hidden, column(sheet, "last figure", 6)).value == "c"


def test_year_without_a_source_is_refused_by_its_row(project, book):
    row = fill_year(book, "adults-in-treatment", "riverside", value=1402)
    code, said = taken(project, book)
    assert (code, f'Sheet "Add a year", row {row}: nothing says in which source.' in said) == (1, True)
    assert said.endswith("Nothing was changed.\n")


def test_rows_that_wait_are_filled_on_either_sheet(project):
    asked = ("2021-22..2022-23", "--source", "annual-report-2024", "--place", "Table 7", "--area", "south-riverside")
    run(project, "new", "year", "riverside", *asked, "--metric", "adults-in-treatment")
    run(project, "workbook", "riverside", "--output", "riverside.xlsx")
    book = load_workbook(project / "riverside.xlsx")
    fill_year(book, "adults-in-treatment", "south-riverside", value=500)
    sheet = book["observations"]
    assert sheet.cell(17, column(sheet, "period_start")).value == "2022-04-01"
    sheet.cell(17, column(sheet, "value")).value = 510
    assert taken(project, book) == (0, "Written: datasets/riverside/observations.csv: 2 changed\n")
    assert lines(project)[-2:] == [
        "adults-in-treatment,south-riverside,,,2021-04-01,P1Y,stated,,500,,,,,,,annual-report-2024,Table 7,,",
        "adults-in-treatment,south-riverside,,,2022-04-01,P1Y,stated,,510,,,,,,,annual-report-2024,Table 7,,",
    ]


def test_percentage_that_excel_keeps_as_a_fraction_is_read_as_it_is_shown(project, book):
    with_report(book)
    row = fill_year(book, "prison-continuity-of-care", "riverside", value=0.476)
    sheet = book["Add a year"]
    sheet.cell(row, column(sheet, "value", 6)).number_format = "0.0%"
    assert taken(project, book)[0] == 0
    assert ",47.6,,,,,,,report-2025," in lines(project)[-1]


def test_digits_that_are_of_the_machine_are_not_taken_in(project, book):
    with_report(book)
    fill_year(book, "prison-continuity-of-care", "riverside", value=25.169999999999998)
    taken(project, book)
    assert ",25.17,,,,,,,report-2025," in lines(project)[-1]


def test_what_the_check_refuses_changes_nothing_and_names_the_cell_of_the_workbook(project, book):
    before = bytes_of(package(project))
    sheet = book["observations"]
    sheet.cell(9, column(sheet, "value")).value = "1,310"
    sheet.cell(12, column(sheet, "source")).value = "report-2042"
    with_report(book)
    row = fill_year(book, "prison-continuity-of-care", "riverside", value=146)
    code, said = taken(project, book)
    assert code == 1
    assert 'riverside.xlsx, sheet observations, cell I9 (row 9, "value"): "1,310" is not a number we can read.' in said
    assert 'riverside.xlsx, sheet observations, cell P12 (row 12, "source"): "report-2042" is not in the table' in said
    assert f'riverside.xlsx, sheet Add a year, cell M{row} (row {row}, "value"): The value 146 is not between' in said
    assert bytes_of(package(project)) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda book: book["areas"].cell(1, 2, "codes"), 'Sheet "areas": "codes" is no column of this table.'),
        (lambda book: book["areas"].delete_cols(2), 'Sheet "areas": the column code is missing in its first row.'),
        (lambda book: book["areas"].delete_rows(2, 9), 'Sheet "areas" has no rows, but areas.csv has.'),
        (lambda book: book["Add a year"].delete_rows(1), 'Sheet "Add a year": row 6'),
    ],
)
def test_sheet_that_is_not_as_it_was_made_is_refused_in_words(project, book, change, said):
    change(book)
    code, output = taken(project, book)
    assert (code, said in output) == (1, True), output


def test_sheet_that_is_not_there_changes_nothing(project, book):
    for name in ("actions", "Read me", "Lists"):
        del book[name]
    book.save(project / "riverside.xlsx")
    assert run(project, "take-in", "riverside.xlsx")[1].startswith(
        "Error: riverside.xlsx does not say of which package"
    )
    assert run(project, "take-in", "riverside.xlsx", "--package", "riverside") == (0, "Nothing is different.\n")


def test_file_that_is_no_workbook_is_refused_in_words(project):
    (project / "a.xlsx").write_bytes(b"a,b\n1,2\n")
    assert "a.xlsx cannot be read as an Excel workbook (.xlsx)." in run(project, "take-in", "a.xlsx")[1]
    with zipfile.ZipFile(project / "b.xlsx", "w") as archive:
        archive.writestr("a.txt", "nothing")
    assert "b.xlsx cannot be read as an Excel workbook (.xlsx)." in run(project, "take-in", "b.xlsx")[1]


def test_cell_that_no_workbook_can_hold_is_named(project):
    edit(package(project) / "sources.csv", "Riverside annual report 2024,", "Riverside \x02 annual report 2024,")
    assert 'sources.csv, row 2, "title": a workbook cannot hold this cell.' in run(project, "workbook", "riverside")[1]


def parts(content):
    """Return every part of a workbook that is XML, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if "xml" in name}


@pytest.fixture(scope="module", params=PACKAGES, ids=str)
def made(request):
    """A workbook that the program made, as its parts, and the rows it was made from."""
    folder, name = request.param
    book = book_of(pipeline.desk_of(FOLDERS[folder], name))
    content = workbook(book)
    return book, content, parts(content)


def test_workbook_holds_no_formula_no_hidden_sheet_no_name_of_a_person_and_no_time(made):
    _, content, found = made
    sheets = [part for name, part in found.items() if name.startswith("xl/worksheets/")]
    assert [cell for sheet in sheets for cell in sheet.iter(f"{MAIN}f")] == []
    assert {one.get("state", "visible") for one in found["xl/workbook.xml"].iter(f"{MAIN}sheet")} == {"visible"}
    assert list(found["xl/workbook.xml"].iter(f"{MAIN}definedName")) == []
    core = {etree.QName(one).localname: one.text for one in found["docProps/core.xml"]}
    assert set(core) == {"title", "created", "modified"}
    assert {core["created"], core["modified"]} == {"2000-01-01T00:00:00Z"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert [name for name in found if "comments" in name or "external" in name.lower() or "vba" in name.lower()] == []


def test_workbook_keeps_to_what_excel_opens(made):
    """Limits of Excel, from Microsoft's "Excel specifications and limits" and the rules of SpreadsheetML."""
    _, _, found = made
    names = [one.get("name") for one in found["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    assert [name for name in names if len(name) > 31 or re.search(r"[\\/?*\[\]:]", name)] == []
    assert len({name.casefold() for name in names}) == len(names)
    for name, part in found.items():
        if not name.startswith("xl/worksheets/"):
            continue
        order = [etree.QName(one).localname for one in part]
        known = [
            "sheetPr",
            "sheetViews",
            "sheetFormatPr",
            "cols",
            "sheetData",
            "conditionalFormatting",
            "dataValidations",
        ]
        known += ["hyperlinks", "pageMargins"]
        assert sorted(order, key=known.index) == order
        for one in part.iter(f"{MAIN}dataValidation"):
            assert len(one.get("prompt", "")) <= 255
            assert len(one.get("promptTitle", "")) <= 32
            assert len(one.get("error", "")) <= 255
            formula = one.findtext(f"{MAIN}formula1") or ""
            assert len(formula) <= 257
            assert one.get("type") != "list" or re.fullmatch(r'"[^"]+"|\w+!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+', formula)
        assert [text for text in part.itertext() if len(text) > 32_767] == []


def test_each_list_to_choose_from_holds_what_the_table_may_hold(made):
    book, content, found = made
    sheets = {one.get("name"): number for number, one in enumerate(found["xl/workbook.xml"].iter(f"{MAIN}sheet"), 1)}
    opened = load_workbook(io.BytesIO(content))
    seen = 0
    for schema in book.schemas:
        part = found[f"xl/worksheets/sheet{sheets[schema.name]}.xml"]
        offered = [one.findtext(f"{MAIN}formula1") for one in part.iter(f"{MAIN}dataValidation")]
        for field, formula in zip(schema.fields, offered, strict=True):
            if choices(field) and formula.startswith('"'):
                assert formula.strip('"').split(",") == list(choices(field))
            elif formula and "!" in formula:
                sheet, where = formula.replace("$", "").split("!")
                values = [cell.value for row in opened[sheet][where] for cell in row if cell.value]
                table = field.custom.get("references")
                own = {row[table_schemas()[table].key_field] for row in book.tables.get(table, ())} if table else ()
                assert set(values) >= set(own if table else choices(field))
                seen += 1
    assert seen > 10


def test_other_reader_finds_the_same_cells(made):
    """Calamine is written in another language by other people, and reads what is there as a spreadsheet would."""
    book, content, _ = made
    other = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name, rows in book.tables.items():
        schema = table_schemas()[name]
        found = other.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert found[0] == list(schema.field_names)
        for row, cells in zip(rows, found[1:], strict=True):
            for field, cell in zip(schema.fields, cells, strict=True):
                text = row[field.name]
                assert cell == (float(text) if isinstance(cell, int | float) else text.replace("\r\n", "\n"))
                assert not (field.type in {"date", "string", "boolean"} and isinstance(cell, int | float))


def test_workbook_of_a_package_with_a_faulty_table_says_what_to_mend(project):
    (package(project) / "sources.csv").write_text("source;title\n", "utf-8")
    assert "The cells are separated by semicolons, not by commas." in run(project, "workbook", "riverside")[1]
    assert 'There is no package "river". Did you mean "riverside"?' in run(project, "workbook", "river")[1]
