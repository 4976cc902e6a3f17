"""One conversion: a file, a mapping and the tables of a package give new texts of these tables, or a proposal."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from builder.intake.convert import words
from builder.intake.convert.figures import Made, figures_of
from builder.intake.convert.fingertips import read_fingertips
from builder.intake.convert.known import Known
from builder.intake.convert.mapping import (
    LEAVE_OUT,
    NOTHING_MAPPED,
    Conversion,
    Entry,
    SourceEntry,
    read_mapping,
    with_proposals,
)
from builder.intake.convert.merging import Merged, is_same_number, merged
from builder.intake.convert.ndtms import read_ndtms
from builder.intake.convert.printed import Printed
from builder.intake.convert.proposing import proposals, source_of
from builder.intake.convert.sheets import Sheet, read_sheets
from builder.intake.convert.tables import LISTS, Layout, proposed, read_by_layout
from builder.intake.desk import Desk
from builder.intake.short_names import short_name
from builder.intake.table_text import TableText
from builder.project.problems import NotDone
from builder.reading.downloads import ONS_DEATHS

_FEW_CHANGES = 2
"""Up to how many figures a publisher corrects without anybody asking whether this is the same table."""
_OF_A_REVISION = ("metric", "area", "breakdown", "group", "period_start", "period_duration")
_NEEDED_OF_A_SOURCE = ("title", "publisher", "licence")


class Asked(Protocol):
    """What somebody asks for."""

    @property
    def kind(self) -> str:
        """The kind of file."""

    @property
    def file(self) -> Path:
        """Where the file is."""

    @property
    def sheet(self) -> str:
        """The sheet of a workbook that is meant; empty where there is one only."""

    @property
    def table(self) -> str:
        """The name of the table in the mapping; empty to know it by its columns."""

    @property
    def today(self) -> date:
        """The day on which this is done."""

    @property
    def retrieved(self) -> date:
        """The day on which the file was downloaded."""

    @property
    def replaces(self) -> bool:
        """Whether figures of other sources give way too."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A mapping that says more than before, for somebody to look at."""

    mapping: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Converted:
    """The tables that change, by the names of their files, and what is said of it."""

    files: Mapping[str, bytes]
    said: tuple[str, ...]
    verdicts: tuple[tuple[Mapping[str, str], str], ...] = ()
    """Rows with how their publisher says that their area stands to England, such as worse."""


def convert_file(asked: Asked, content: bytes, mapping: str, desk: Desk) -> Converted | Proposed:
    """Return what a file makes of the tables of a package, or what its mapping must say first.

    `mapping` is the text of the mapping of the package that lies on the desk; empty where it has none.

    Raises:
        NotDone: The file or the mapping cannot be read, or they leave a question open.
    """
    conversion = read_mapping(mapping, "convert.yaml") if mapping else NOTHING_MAPPED
    known = Known(desk, conversion.areas)
    printed, layout = _printed(asked, read_sheets(content, asked.file.name), conversion, known)
    entries = conversion.entries.get(asked.kind, {})
    unknown = [one for one in printed if one.indicator not in entries]
    if unknown or layout:
        return _proposal(asked.kind, unknown, layout, known, conversion)
    entries, conversion = _with_usual_sources(asked.kind, printed, entries, conversion, known)
    made = figures_of(printed, entries, conversion, known)
    if made.faults:
        raise NotDone(words.reasons(made.faults))
    return _converted(asked, made, known, conversion)


def _with_usual_sources(
    kind: str, printed: Sequence[Printed], entries: Mapping[str, Entry], conversion: Conversion, known: Known
) -> tuple[Mapping[str, Entry], Conversion]:
    """Return entries and mapping with the usual source of each entry that names a metric and no source."""
    titles = {one.indicator: one.title for one in printed}
    completed, sources = dict(entries), dict(conversion.sources)
    for key, entry in entries.items():
        if key in titles and entry.metric not in {"", LEAVE_OUT} and not entry.source:
            metric = known.metrics.get(entry.metric, {})
            name, cells = source_of(kind, key, titles[key], metric, known)
            completed[key] = replace(entry, source=name)
            if cells:
                sources.setdefault(name, SourceEntry(name, cells, entry.line))
    return completed, replace(conversion, sources=sources)


def _printed(
    asked: Asked, sheets: Sequence[Sheet], conversion: Conversion, known: Known
) -> tuple[list[Printed], tuple[str, Layout] | None]:
    """Return what a file prints, and the layout that was guessed for it where the mapping has none."""
    match asked.kind:
        case "fingertips":
            return list(read_fingertips(_chosen(sheets, sheets, asked.sheet))), None
        case "ndtms":
            return list(read_ndtms(_chosen(sheets, sheets, asked.sheet))), None
    areas = [row["name"] for row in known.areas.values()]
    layouts = [(sheet, *_layout(asked, sheet, conversion, areas)) for sheet in sheets]
    # A workbook has sheets on which something else stands, such as its contents.
    sheet = _chosen(sheets, [sheet for sheet, _, layout, _ in layouts if layout], asked.sheet)
    _, name, layout, is_guessed = next(one for one in layouts if one[0] is sheet)
    if layout is None:
        raise NotDone(words.no_layout(sheet.header))
    missing = [question for question, answer in layout.questions() if not answer]
    if missing and not is_guessed:
        raise NotDone(words.layout_incomplete(name, missing))
    return list(read_by_layout(sheet, layout, name)), (name, layout) if is_guessed else None


def _chosen(sheets: Sequence[Sheet], fitting: Sequence[Sheet], name: str) -> Sheet:
    """Return the sheet that is meant: the one with a name, or the only one that fits."""
    if name:
        found = next((sheet for sheet in sheets if sheet.name == name), None)
        if found is None:
            raise NotDone(words.no_sheet(name, (sheet.name for sheet in sheets)))
        return found
    if len(fitting) > 1:
        raise NotDone(words.several_sheets(sheet.name for sheet in fitting))
    return fitting[0] if fitting else sheets[0]


def _layout(
    asked: Asked, sheet: Sheet, conversion: Conversion, areas: Collection[str]
) -> tuple[str, Layout | None, bool]:
    """Return the name and the layout by which a sheet is read, and whether it was guessed."""
    if asked.table in conversion.layouts:
        return asked.table, conversion.layouts[asked.table], False
    if not asked.table:
        for name, layout in conversion.layouts.items():
            if layout.fits(sheet):
                return name, layout, False
    usual = "deaths" if asked.kind == ONS_DEATHS else sheet.name or asked.file.stem
    name = short_name(asked.table or usual, conversion.layouts)
    return name, proposed(sheet, areas), True


def _proposal(
    kind: str,
    unknown: Sequence[Printed],
    layout: tuple[str, Layout] | None,
    known: Known,
    conversion: Conversion,
) -> Proposed:
    found = proposals(kind, unknown, known)
    sections: dict[str, dict[str, Any]] = {"sources": {}, "tables": {}, kind: {}}
    if layout:
        sections["tables"][layout[0]] = _layout_lines(layout[1])
    for one in found:
        sections[kind][one.key] = dict(one.entry)
        name = str(one.entry.get("source", ""))
        if one.source and name not in conversion.sources:
            sections["sources"][name] = dict(one.source)
    others = [one.key for one in found if one.is_left_out]
    said = [one.said for one in found if not one.is_left_out]
    return Proposed(
        with_proposals(conversion.text, sections), (*said, *([words.others_left_out(others)] if others else []))
    )


def _layout_lines(layout: Layout) -> dict[str, Any]:
    """Return what a mapping says of a layout: also what is empty and must be filled in."""
    lines = {name: list(value) if name in LISTS else value for name, value in asdict(layout).items()}
    open_ones = {name for name, value in layout.questions() if not value}
    return {name: value for name, value in lines.items() if value or name in open_ones}


def _converted(asked: Asked, made: Made, known: Known, conversion: Conversion) -> Converted:
    def is_replaced(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
        return asked.replaces or before.get("source") == after["source"]

    joined = merged(known.desk.table("observations"), made.rows, is_replaced)
    if len(joined.changed) > max(joined.same, _FEW_CHANGES) and not asked.replaces:
        raise NotDone(words.another_table(len(joined.changed), joined.same))
    files: dict[str, bytes] = {}
    if joined.new or joined.changed:
        found = {
            "observations": joined.table,
            "sources": _with_sources(asked, joined, known, conversion),
            "revisions": _with_revisions(asked, joined, known, conversion),
        }
        files = {f"{name}.csv": table.content for name, table in found.items() if table.rows}
        files = {
            name: content
            for name, content in files.items()
            if content != known.desk.contents.get(name.removesuffix(".csv"))
        }
    said = (
        words.counted(joined.same, len(joined.changed), len(joined.new), len(joined.kept)),
        *words.changes(joined.changed),
        *words.left_out(made.other_areas, made.other_groups, made.crossed, made.not_mapped, made.only_99_8),
        *words.notices(made.repeated, made.without_counts, made.small_hidden),
    )
    return Converted(files, said, tuple(made.verdicts))


def _with_sources(asked: Asked, joined: Merged, known: Known, conversion: Conversion) -> TableText:
    """Return the sources with each new one, and with the day on which known ones were taken from last."""
    table = known.desk.table("sources")
    named = dict.fromkeys(row["source"] for row in (*joined.new, *(after for _, after in joined.changed)))
    retrieved = asked.retrieved.isoformat()

    def is_older(row: Mapping[str, str]) -> bool:
        return row["source"] in named and "" < row["retrieved"] < retrieved

    rows = tuple(
        table.row({**values, "retrieved": retrieved}) if is_older(values := table.values(row)) else row
        for row in table.rows
    )
    new = [_source_row(conversion.sources[name], retrieved) for name in named if name not in known.sources]
    return replace(table, rows=rows).with_rows(new)


def _source_row(source: SourceEntry, retrieved: str) -> dict[str, str]:
    missing = [name for name in _NEEDED_OF_A_SOURCE if not source.cells.get(name)]
    if missing:
        raise NotDone(words.source_incomplete(source.line, source.name, missing))
    return {**source.cells, "source": source.name, "retrieved": retrieved}


def _with_revisions(asked: Asked, joined: Merged, known: Known, conversion: Conversion) -> TableText:
    """Return the revisions with a row for each value that changed."""
    table = known.desk.table("revisions")
    taken = {table.values(row)["revision"] for row in table.rows}
    rows = []
    for before, after in joined.changed:
        if is_same_number(before["value"], after["value"]):
            continue
        name = short_name(f"{after['metric']} {after['area']} {after['group']} {after['period_start'][:4]}", taken)
        taken.add(name)
        source = known.sources.get(after["source"]) or conversion.sources[after["source"]].cells
        rows.append(
            {
                **{key: after[key] for key in _OF_A_REVISION},
                "revision": name,
                "old_value": before.get("value", ""),
                "new_value": after["value"],
                "revised_on": asked.today.isoformat(),
                "reason": words.reason_of_revision(source["title"]),
            }
        )
    return table.with_rows(rows)
