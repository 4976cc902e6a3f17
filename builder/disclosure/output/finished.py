"""The audit of the finished site: wherever it shows a hidden figure, no number stands there.

The program never knows a hidden number, so it cannot search for it. It looks at each place where the number
would stand if a stage put it there: rows of downloads and tables, facts of charts, and sentences.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any

from builder.charts.figures.metric import Figure, Point
from builder.disclosure.output.blocks import KINDS, Blocks, PageTable, read_blocks
from builder.disclosure.output.mentions import HiddenFigure, Subject, subjects
from builder.model.measures import Partnership, Site, Status
from builder.project.problems import NotDone
from builder.project.schemas import table_schemas
from builder.tables.metric_file import TOTAL

_PACKED = frozenset({".zip", ".docx", ".xlsx", ".ods", ".odt"})
_NUMBERS = ("value", "numerator", "lower", "upper")
_ABOUT = frozenset(
    (
        *("metric", "metric_title", "unit", "area", "area_code", "area_name", "area_type", "member_codes"),
        *("breakdown", "group", "period_start", "definition", "page", "package"),
        *(
            "period_duration",
            "period_end",
            "period",
            "period_basis",
            "period_printed",
            "denominator",
            "status",
            "value_status",
        ),
        *("partnership", "partnership_title", "in_shared_period"),
        *("method_version", "source", "publisher", "place", "licence", "note", "interval_level"),
        *("source_title", "source_place"),
    )
)
"""The columns of a download that say what a figure is about, and not what it is."""
_AREA, _PARTNERSHIP = "Area", "Partnership"
"""The columns of a page's table that say whose figures they are."""
_COLUMNS_OF_WORDS = ("note", "where it stands", "source", "row in the data")
"""How the names of columns of a page's table begin that hold words, in which a number is no figure."""


class HiddenFigureShown(NotDone):
    """The finished site shows something in the place of hidden figures: one on each line, with the row it is from."""

    remedy = (
        "Take the number out of each row that is named, or hide it in other words. "
        "Where no row is named, it is a fault of the program: please report it, with the page."
    )


def inspect(site: Site, folder: Path, figures: Iterable[tuple[str, Figure]]) -> None:
    """Look at every file below a folder, and at the facts of each chart with the package that it belongs to.

    Raises:
        HiddenFigureShown: A number stands where a hidden figure should.
    """
    found = subjects(site.partnerships)
    if not found:
        return
    faults = [fault for partnership in site.partnerships for fault in _faults_of_model(partnership)]
    faults += _faults_of_charts(found, figures)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            told = _faults_of_file(path.relative_to(folder).as_posix(), path.read_bytes(), found)
            faults += [f"{fault}{_origin(text, site)}" for fault, text in told]
    if faults:
        raise HiddenFigureShown("\n".join(dict.fromkeys(faults)))


def _faults_of_model(partnership: Partnership) -> Iterator[str]:
    for o in partnership.package.observations:
        if o.status is Status.CONFIDENTIAL and any(getattr(o, field) is not None for field in _NUMBERS):
            yield f"the model of {partnership.name}: a hidden figure of {o.metric} holds a number"


def _faults_of_charts(found: Sequence[Subject], figures: Iterable[tuple[str, Figure]]) -> Iterator[str]:
    by_metric: dict[str, list[Subject]] = {}
    for subject in found:
        by_metric.setdefault(subject.metric.metric, []).append(subject)
    for package, figure in figures:
        for subject, hidden in ((s, h) for s in by_metric.get(figure.metric.metric, ()) for h in s.hidden):
            if any(_is_marked(point) for point in _points(package, figure, subject, hidden)):
                yield f"the chart {figure.identifier(package)}: a mark or a number stands for {hidden}"


def _points(package: str, figure: Figure, subject: Subject, hidden: HiddenFigure) -> Iterator[Point]:
    """Yield the points of a chart that stand for a hidden figure.

    A chart is about one package, or, where its rows have panels, about the partnerships that these name.
    """
    o = hidden.observation
    names = (o.group, f"{o.group}, {hidden.area}") if o.group else (hidden.area,)
    for row in figure.rows:
        # What follows in brackets tells a row from another of the same name.
        is_named = row.name in names or row.name.rsplit(" (", 1)[0] in names
        is_meant = (
            row.panel == subject.title if row.panel else (package, figure.breakdown) == (subject.package, o.breakdown)
        )
        if is_named and is_meant:
            yield from (point for point in row.points if point.period == o.period)


def _is_marked(point: Point) -> bool:
    return any(n is not None for n in (point.value, point.lower, point.upper)) or _has_digit(point.value_words)


def _origin(text: str, site: Site) -> str:
    """Return, in brackets, the row of a package with the longest words that a text holds; empty without one."""
    said = " ".join(text.split())
    found = [(len(words), place) for words, place in _written(site) if " ".join(words.split()) in said]
    return f" (from {max(found)[1]})" if found else ""


def _written(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the words of packages that can give a number away, and where they stand.

    A number or a name alone does not: it stands in many texts by chance.
    """
    for package in site.packages:
        for table, rows in package.texts.items():
            names = table_schemas()[table].field_names
            for row, cells in enumerate(rows, start=2):
                for name, cell in zip(names, cells, strict=True):
                    if " " in cell and _has_digit(cell):
                        yield cell, f'{package.name}/{table}.csv, row {row}, "{name}"'
        for narrative in package.narratives:
            for line, words in enumerate(narrative.source.split("\n"), start=1):
                if " " in words and _has_digit(words):
                    yield words, f"{package.name}/narrative/{narrative.name}.md, line {line}"


def _faults_of_file(path: str, content: bytes, found: Sequence[Subject]) -> Iterator[tuple[str, str]]:
    """Yield each fault of a file, with the text in which it is."""
    kind = PurePosixPath(path).suffix
    if kind in _PACKED:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _faults_of_file(f"{path}/{member}", archive.read(member), found)
    elif kind in KINDS:
        text = content.decode("utf-8-sig")
        # Most files speak of few metrics, and are taken apart only for those.
        readable = unescape(text)
        about = [s for s in found if any(map(s.is_named_in, (path, readable)))]
        blocks = read_blocks(kind, text) if about else Blocks()
        for subject in about:
            yield from ((f"{path}: {fault}", text) for fault, text in _faults_of_blocks(path, blocks, subject))


def _faults_of_blocks(path: str, blocks: Blocks, subject: Subject) -> Iterator[tuple[str, str]]:
    metric = subject.metric
    named = subject.is_named_in(path)
    for heading, text in blocks.texts:
        if named or any(map(subject.is_named_in, (heading, text))):
            yield from (
                (f"a text has a number beside {hidden}", text) for hidden in subject.faults(text, heading, path)
            )
    for table in blocks.tables:
        if named or subject.is_named_in(table.caption) or any(metric.title in row for row in table.rows):
            yield from ((f"a table has a number for {hidden}", "") for hidden in _in_table(path, table, subject))
    for row in blocks.rows:
        is_it = row.get("metric") == metric.metric or (named and "metric" not in row)
        # A table of several partnerships says in each row whose it is.
        is_mine = row["partnership"] == subject.package if "partnership" in row else subject.package in path
        if is_it and is_mine and {"area", "period_start"} <= row.keys():
            yield from ((f"a row has a number for {hidden}", "") for hidden in _in_row(row, subject))


def _in_table(path: str, table: PageTable, subject: Subject) -> Iterator[HiddenFigure]:
    """Yield the hidden figures for which a row of a page's table holds a number."""
    words = {number for number, name in enumerate(table.columns) if name.lower().startswith(_COLUMNS_OF_WORDS)}
    for row in table.rows:
        cells = dict(zip(table.columns, row, strict=False))
        if cells.get(_PARTNERSHIP, subject.title) != subject.title:
            continue
        names = {_name(cell) for cell in row}
        # A partnership can be called like its area.
        areas = {_name(cells[_AREA])} if _AREA in cells else names
        for hidden in subject.hidden:
            group = hidden.observation.group
            keys = {hidden.area, group, hidden.metric.title, hidden.period}
            is_its_page = f"/areas/{hidden.observation.area}/" in f"/{path}" and hidden.metric.title in names
            is_place = is_its_page or hidden.area in areas or (group and _AREA not in cells)
            said = [cell for number, cell in enumerate(row) if number not in words and _name(cell) not in keys]
            here = is_place and hidden.period in names and (not group or group in names)
            if here and any(map(_has_digit, said)):
                yield hidden


def _name(cell: str) -> str:
    """Return a name or a period without what stands beside it: "about 2022" and "later period (dates not printed)"."""
    return cell.split(" (", maxsplit=1)[0].removeprefix("about ")


def _in_row(row: Mapping[str, Any], subject: Subject) -> Iterator[HiddenFigure]:
    """Yield the hidden figures for which a row of a download, or an object of a JSON file, holds a number."""
    said = [str(value) for name, value in row.items() if name not in _ABOUT and value is not None]
    if not any(map(_has_digit, said)):
        return
    group = tuple("" if (cell := row.get(name) or "") == TOTAL else cell for name in ("breakdown", "group"))
    for hidden in subject.hidden_at(str(row["area"]), str(row["period_start"])):
        o = hidden.observation
        if group == (o.breakdown, o.group) and row.get("period_duration", o.period.duration) == o.period.duration:
            yield hidden


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
