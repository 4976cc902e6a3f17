"""The annual report as facts: sections of finished words, tables and figures, before anything is written.

Each writer arranges this one tree, so the page, the Word file and the print cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from builder.charts.figures import metric as figures


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Words of one kind, perhaps leading somewhere."""

    text: str
    goal: str = ""
    """The address of a page of the site, or one that begins with https://; empty where the words lead nowhere."""
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """Some sentences."""

    content: tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list with bullets or with numbers."""

    items: tuple[tuple[TextSpan, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with a header row, a row name in each first cell and no empty cell."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[TextSpan, ...], ...]
    numeric: frozenset[int] = frozenset()
    """Columns of figures, which are aligned to the right."""
    number: int = 0
    """Its number in the report, in the order of reading, from 1."""

    def __post_init__(self) -> None:
        """Refuse a table that a screen reader could not make sense of.

        Raises:
            ValueError: A cell is empty, or a row has more or fewer cells than there are columns.
        """
        for row in (tuple(TextSpan(column) for column in self.columns), *self.rows):
            if len(row) != len(self.columns) or not all(cell.text.strip() for cell in row):
                raise ValueError(f'The table "{self.caption}" has a row with a gap: {row}')


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart with its source; its text alternative is that of the chart."""

    chart: figures.Figure
    identifier: str
    """The name of the drawing on the whole site."""
    source: str
    number: int = 0
    """Its number in the report, in the order of reading, from 1."""

    @property
    def caption(self) -> str:
        """What the chart shows."""
        return f"{self.chart.metric.title}. {self.chart.subtitle}"


Block = ParagraphBlock | ListBlock | TableBlock | ChartBlock


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A heading with what stands below it, first its own blocks and then its parts."""

    title: str
    anchor: str
    blocks: tuple[Block, ...] = ()
    parts: "tuple[ReportSection, ...]" = ()
    label: str = ""
    """What stands before the title: "4.2", or "Appendix 1"."""
    is_appendix: bool = False

    @property
    def heading(self) -> str:
        """The title with its label."""
        mark = ":" if self.is_appendix else "."
        return f"{self.label}{mark if self.is_appendix or '.' not in self.label else ''} {self.title}".strip()

    def walk(self, level: int = 1) -> "Iterator[tuple[int, ReportSection]]":
        """Yield the section and all its parts in the order of reading, each with its level from 1."""
        yield level, self
        for part in self.parts:
            yield from part.walk(level + 1)


@dataclass(frozen=True)
class Report:
    """The annual progress report of one partnership for one year."""

    partnership: str
    """Short name, used in addresses."""
    year: int
    title: str
    author: str
    day: date
    """The day up to which its sources were published: the day that the report is about."""
    opening: tuple[Block, ...]
    sections: tuple[ReportSection, ...]

    @property
    def name(self) -> str:
        """The name of its files, without their ending."""
        return f"{self.partnership}-{self.year}"

    def walk(self) -> Iterator[tuple[int, ReportSection]]:
        """Yield every section in the order of reading, each with its level from 1."""
        for section in self.sections:
            yield from section.walk()

    @property
    def blocks(self) -> Iterator[Block]:
        """Every block in the order of reading."""
        yield from self.opening
        for _, section in self.walk():
            yield from section.blocks


def numbered(report: Report) -> Report:
    """Return a report whose sections, tables and figures have their numbers, in the order of reading."""
    tables, charts = count(1), count(1)
    sections, appendices = count(1), count(1)

    def block(one: Block) -> Block:
        match one:
            case TableBlock():
                return replace(one, number=next(tables))
            case ChartBlock():
                return replace(one, number=next(charts))
            case _:
                return one

    def section(one: ReportSection, label: str) -> ReportSection:
        own = tuple(block(each) for each in one.blocks)
        parts = tuple(section(part, f"{label}.{number}") for number, part in enumerate(one.parts, start=1))
        return replace(one, label=label, blocks=own, parts=parts)

    opening = tuple(block(one) for one in report.opening)
    labelled = []
    for one in report.sections:
        label = f"Appendix {next(appendices)}" if one.is_appendix else str(next(sections))
        labelled.append(section(one, label))
    return replace(report, opening=opening, sections=tuple(labelled))


def said(text: str, goal: str = "") -> ParagraphBlock:
    """Return a paragraph of plain words."""
    return ParagraphBlock((TextSpan(text, goal),))


def bullets(texts: "tuple[str, ...] | list[str]") -> ListBlock:
    """Return a list of plain words."""
    return ListBlock(tuple((TextSpan(text),) for text in texts))
