"""Writes the workbook. The same rows give the same bytes: it holds no date of its making, and nobody's name.

Lists to choose from come from the schemas and from the short names that are there; dates, codes and short names are
text, so that Excel makes nothing else of them. No cell holds a formula, and no sheet is hidden.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import absolute_coordinate
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter

from builder.intake.workbook import layout, words
from builder.intake.workbook.layout import Book, YearRow, year_rows
from builder.project.problems import NotDone
from builder.project.schemas import (
    Field,
    TableSchema,
    choices,
    holds_list,
    holds_words,
    references,
    table_schemas,
)
from builder.wording import time

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 -- it stands for no time: every workbook has the same
_MADE_IN_ARCHIVE = (1980, 1, 1, 0, 0, 0)
_TEXT = "@"
_MOST_IN_PLACE, _MOST_OF_HELP, _MOST_OF_TITLE = 255, 255, 32
"""How many characters Excel takes in a list to choose from, in the help of a column and in the title of that."""
_MOST_IN_A_CELL = 32_767
_DIGITS = 15
"""How many digits a number in Excel has."""
_LAST_ROW = 1_048_576
_NEW_ROWS = 1_000
"""How many rows below the last one of a sheet are offered elsewhere once they are filled in."""
_PLAIN = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What Excel would read as a sign by its number."""
_LISTED = ("metrics", "areas")
"""Tables of which the framework's rows are chosen as often as the package's own."""
_WIDTHS = {"number": 11, "integer": 11, "date": 13, "boolean": 12}
_HEAD = PatternFill("solid", fgColor="FFE7E6E6")
_FILL_IN = PatternFill("solid", fgColor="FFFFF9DB")
_ODD = PatternFill("solid", bgColor="FFF4B6B6")
_NO_NUMBER = PatternFill("solid", bgColor="FFD9C2E9")


def workbook(book: Book) -> bytes:
    """Return the workbook of a package.

    Raises:
        NotDone: A cell holds what no workbook can.
    """
    _refuse_what_cannot_be_held(book)
    made = Workbook(write_only=True)
    made.properties.creator = None
    made.properties.title = book.title
    made.properties.created = made.properties.modified = _MADE
    lists = _lists(book)
    _write_read_me(made, book)
    if book.tables.get("observations"):
        _write_year(made, book, lists)
    for schema in book.schemas:
        _write_table(made, book, schema, lists)
    _write_columns(made, book)
    _write_lists(made, lists)
    return _archive(made)


def _archive(made: Any) -> bytes:
    """Return the bytes of a workbook, in which every file has the same date."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        # The library's own way to save would put the time of saving into the properties.
        ExcelWriter(made, archive).save()
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as again:
        for name in archive.namelist():
            entry = zipfile.ZipInfo(name, _MADE_IN_ARCHIVE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            again.writestr(entry, archive.read(name))
    return packed.getvalue()


def _write_read_me(made: Any, book: Book) -> None:
    sheet = made.create_sheet(layout.README)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    sheet.append([_cell(sheet, book.title, bold=True)])
    sheet.append([_cell(sheet, words.PACKAGE), _cell(sheet, book.name)])
    sheet.append([])
    for sentence in words.READ_ME:
        sheet.append([_cell(sheet, sentence)])
    sheet.append([])
    sheet.append([_cell(sheet, head, bold=True, fill=_HEAD) for head in (words.SHEET, words.ABOUT)])
    about = {layout.YEAR: words.ABOUT_YEAR} if book.tables.get("observations") else {}
    about |= {schema.name: schema.description for schema in book.schemas}
    about |= {layout.COLUMNS: words.ABOUT_COLUMNS, layout.LISTS: words.ABOUT_LISTS}
    for name, said in about.items():
        link = _cell(sheet, name)
        link.hyperlink = Hyperlink(ref="", location=f"'{name}'!A1", display=name)
        link.font = Font(color="FF0B5394", underline="single")
        sheet.append([link, _cell(sheet, said)])


def _write_year(made: Any, book: Book, lists: Mapping[str, list[str]]) -> None:
    """Write the sheet with the next figure of each series."""
    sheet = made.create_sheet(layout.YEAR)
    sheet.freeze_panes = f"D{layout.YEAR_HEADER + 1}"
    columns = layout.YEAR_COLUMNS
    schema = table_schemas()["observations"]
    letters = {name: get_column_letter(place) for place, name in enumerate(columns, 1)}
    for name in columns:
        width = 24 if name in {"metric", "area", "source"} else 34 if name in {layout.TITLE, "note"} else 13
        sheet.column_dimensions[letters[name]].width = width
    sheet.append([_cell(sheet, words.YEAR_TITLE, bold=True)])
    sheet.append([_cell(sheet, words.YEAR_HOW)])
    sheet.append(
        [_cell(sheet, words.YEAR_SOURCE, bold=True), _blank(sheet, _FILL_IN), _cell(sheet, words.YEAR_SOURCE_HELP)]
    )
    sheet.append(
        [_cell(sheet, words.YEAR_PLACE, bold=True), _blank(sheet, _FILL_IN), _cell(sheet, words.YEAR_PLACE_HELP)]
    )
    sheet.append([])
    sheet.append([_cell(sheet, name, bold=name in layout.FIGURE, fill=_HEAD) for name in columns])
    titles = {row["metric"]: row["title"] for table in (book.national, book.tables) for row in table.get("metrics", ())}
    rows = list(year_rows(book))
    for row in rows:
        sheet.append(list(_year_cells(sheet, row, titles, schema)))
    first, last = layout.YEAR_HEADER + 1, layout.YEAR_HEADER + max(len(rows), 1)
    for name in (*layout.FIGURE, *layout.ORIGIN):
        field = schema.get_field(name)
        sheet.data_validations.append(_validation(field, f"{letters[name]}{first}:{letters[name]}{last}", book, lists))
    source = schema.get_field("source")
    sheet.data_validations.append(_validation(source, layout.SOURCE_CELL, book, lists))
    value, before = f"{letters['value']}{first}", f"{letters[layout.BEFORE[-1]]}{first}"
    colour = sheet.conditional_formatting
    where = f"{value}:{letters['value']}{last}"
    both = f"ISNUMBER(${value}),ISNUMBER(${before})"
    colour.add(where, FormulaRule([f"AND({both},OR(${value}>1.5*${before},${value}<0.5*${before}))"], fill=_ODD))
    colour.add(where, FormulaRule([f"ISTEXT(${value})"], fill=_NO_NUMBER))


def _year_cells(sheet: Any, row: YearRow, titles: Mapping[str, str], schema: TableSchema) -> Iterator[Any]:
    """Yield the cells of a row for a new figure."""
    last = row.series.rows[-len(layout.BEFORE) :]
    before = dict(zip(layout.BEFORE[-len(last) :], last, strict=True)) if last else {}
    for name in layout.YEAR_COLUMNS:
        if name in before:
            figure = before[name]
            yield _field_cell(sheet, schema.get_field("value"), figure["value"] or figure["status"])
        elif name in layout.BEFORE:
            yield _blank(sheet)
        elif name == layout.TITLE:
            yield _cell(sheet, titles.get(row.named["metric"], ""))
        elif name == layout.LAST_PERIOD:
            yield _cell(sheet, time.period(row.series.periods[-1]) if last else "")
        elif name in row.named:
            yield _cell(sheet, row.named[name])
        elif name in layout.ORIGIN and row.waiting:
            yield _cell(sheet, row.waiting[name], fill=_FILL_IN)
        else:
            number = schema.get_field(name).type == "number"
            yield _blank(sheet, _FILL_IN, text=not number)


def _write_table(made: Any, book: Book, schema: TableSchema, lists: Mapping[str, list[str]]) -> None:
    """Write the sheet of a table."""
    sheet = made.create_sheet(schema.name)
    rows = book.tables.get(schema.name, ())
    sheet.freeze_panes = "C2" if schema.name == "observations" else "B2"
    if not rows:
        sheet.sheet_properties.tabColor = "FFBFBFBF"
    for place, field in enumerate(schema.fields, 1):
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width = _width(field)
        if not _is_number(field):
            # The cells below the last row too: what is typed there stays as it is typed.
            column.number_format = _TEXT
    sheet.append([_cell(sheet, field.name, bold=field.required, fill=_HEAD) for field in schema.fields])
    for row in rows:
        sheet.append([_field_cell(sheet, field, row[field.name]) for field in schema.fields])
    for place, field in enumerate(schema.fields, 1):
        letter = get_column_letter(place)
        sheet.data_validations.append(_validation(field, f"{letter}2:{letter}{_LAST_ROW}", book, lists))


def _write_columns(made: Any, book: Book) -> None:
    """Write the sheet that explains each column."""
    sheet = made.create_sheet(layout.COLUMNS)
    sheet.freeze_panes = "C2"
    for letter, width in zip("ABCDEF", (20, 26, 28, 90, 14, 50), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, head, bold=True, fill=_HEAD) for head in words.COLUMN_HEADS])
    for schema in book.schemas:
        for field in schema.fields:
            values = ("yes", "no") if field.type == "boolean" else choices(field)
            of = words.SHORT_NAME_OF.format(references(field)) if references(field) else ""
            texts = (
                *(schema.name, field.name, field.title, field.description, words.MUST if field.required else ""),
                ", ".join(values) or of,
            )
            sheet.append([_cell(sheet, text) if text else None for text in texts])


def _write_lists(made: Any, lists: Mapping[str, list[str]]) -> None:
    sheet = made.create_sheet(layout.LISTS)
    sheet.freeze_panes = "A2"
    for place in range(1, len(lists) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 36
    sheet.append([_cell(sheet, name, bold=True, fill=_HEAD) for name in lists])
    for row in range(max(map(len, lists.values()), default=0)):
        sheet.append([_cell(sheet, values[row]) if row < len(values) else None for values in lists.values()])


def _lists(book: Book) -> dict[str, list[str]]:
    """Return the lists to choose from that stand on no other sheet or would be too long for a cell's own, by name."""
    shown = {schema.name for schema in book.schemas}
    named = {references(field) for schema in book.schemas for field in schema.fields if references(field)}
    lists = {table: book.keys(table) for table in sorted(named) if table in _LISTED or table not in shown}
    for schema in book.schemas:
        for field in schema.fields:
            if len(_in_place(choices(field))) > _MOST_IN_PLACE:
                lists[f"{schema.name}.{field.name}"] = list(choices(field))
    return {name: values for name, values in lists.items() if values}


def _validation(field: Field, where: str, book: Book, lists: Mapping[str, list[str]]) -> DataValidation:
    """Return what a column says of itself, what it offers and what it refuses."""
    made = DataValidation(allow_blank=True, sqref=where, showInputMessage=True)
    made.promptTitle = str(field.title)[:_MOST_OF_TITLE]
    made.prompt = _help(field)
    values = ("yes", "no") if field.type == "boolean" else choices(field)
    table = references(field)
    if values or table:
        made.type, made.formula1 = "list", _offered(field, values, table, book, lists)
        made.showErrorMessage = not holds_list(field)
        made.errorStyle, made.errorTitle = ("stop" if values else "warning"), words.CHOOSE
        made.error = words.NOT_IN_THE_LIST if values else words.NO_SHORT_NAME
    elif _is_number(field):
        made.type, made.operator, made.formula1, made.formula2 = (
            "decimal",
            "between",
            "-1000000000000000",
            "1000000000000000",
        )
        made.showErrorMessage, made.errorStyle, made.error = True, "warning", words.NO_NUMBER
    return made


def _offered(field: Field, values: Sequence[str], table: str, book: Book, lists: Mapping[str, list[str]]) -> str:
    """Return where the values stand that a cell can have."""
    if values and len(_in_place(values)) <= _MOST_IN_PLACE:
        return f'"{_in_place(values)}"'
    name = table or next(name for name in lists if name.endswith(f".{field.name}") and lists[name] == list(values))
    if name in lists:
        letter = get_column_letter(list(lists).index(name) + 1)
        return f"{layout.LISTS}!{absolute_coordinate(f'{letter}2:{letter}{len(lists[name]) + 1}')}"
    key = get_column_letter(table_schemas()[table].field_names.index(table_schemas()[table].key_field) + 1)
    last = len(book.tables.get(table, ())) + _NEW_ROWS
    return f"{table}!{absolute_coordinate(f'{key}2:{key}{last}')}"


def _in_place(values: Iterable[str]) -> str:
    return ",".join(values)


def _help(field: Field) -> str:
    """Return what belongs into a column, as long as Excel takes it."""
    text = f"{field.description} {words.SEVERAL}" if holds_list(field) else str(field.description)
    if len(text) <= _MOST_OF_HELP:
        return text
    return text[: _MOST_OF_HELP - 1].rpartition(" ")[0] + "…"


def _width(field: Field) -> int:
    if field.type in _WIDTHS:
        return _WIDTHS[field.type]
    return 44 if holds_words(field) and field.name in {"title", "description", "text", "note", "statement"} else 24


def _is_number(field: Field) -> bool:
    return field.type in {"number", "integer"}


def _refuse_what_cannot_be_held(book: Book) -> None:
    """Refuse a cell that is too long for a workbook, or holds a sign that no XML can hold."""
    for table, rows in book.tables.items():
        for number, row in enumerate(rows, 2):
            for name, text in row.items():
                if len(text) > _MOST_IN_A_CELL or _NOT_IN_XML.search(text):
                    raise NotDone(words.UNHOLDABLE.format(table, number, name))


def _field_cell(sheet: Any, field: Field, text: str) -> Any:
    """Return the cell of a column, if it is filled: a number where Excel keeps all of its digits, else text."""
    if not text:
        return None
    plain = _PLAIN.fullmatch(text) if _is_number(field) else None
    if plain is None or len(text.strip("-0").replace(".", "")) > _DIGITS:
        return _cell(sheet, text)
    cell = WriteOnlyCell(sheet, float(text) if plain[1] else int(text))
    if plain[1]:
        cell.number_format = f"0.{'0' * len(plain[1])}"
    return cell


def _cell(sheet: Any, text: str, *, bold: bool = False, fill: PatternFill | None = None) -> Any:
    """Return a cell with a text, which is never read as a formula."""
    cell = WriteOnlyCell(sheet)
    if text:
        cell.value = _ESCAPED.sub("_x005F_", text)
        cell.data_type = "s"
    cell.number_format = _TEXT
    if bold:
        cell.font = Font(bold=True)
    if fill:
        cell.fill = fill
    return cell


def _blank(sheet: Any, fill: PatternFill | None = None, *, text: bool = True) -> Any:
    cell = WriteOnlyCell(sheet, None)
    if text:
        cell.number_format = _TEXT
    if fill:
        cell.fill = fill
    return cell
