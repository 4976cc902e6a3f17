"""The shapes that templates arrange: finished words and links, nothing to work out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LinkView:
    """A text that leads somewhere, with what stands beside it."""

    text: str
    href: str
    note: str = ""
    verdicts: tuple["VerdictView", ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A label that says whether something got better."""

    words: str
    kind: str
    """One of better, worse, neither, none: which style the label takes."""


@dataclass(frozen=True, slots=True)
class CellView:
    """A table cell: a text or verdicts, perhaps with a link and a quieter note below it."""

    text: str = ""
    href: str = ""
    note: str = ""
    verdicts: tuple[VerdictView, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the cell is only a text, as nearly all cells of long tables are."""
        return not (self.href or self.note or self.verdicts)


@dataclass(frozen=True, slots=True)
class TableView:
    """A real table. The first column names the row; `numeric` columns are aligned to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[CellView, ...], ...]
    numeric: frozenset[int] = frozenset()
    folded: str = ""
    """The words of the fold that it lies in; empty where it stands open."""
    stacked: bool = False
    """Whether its rows become cards on a phone, where it is a part of its own."""


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart with everything that belongs beside it."""

    identifier: str
    """The name of the two parts that the finishing step puts in: the drawing and the table."""
    heading: str
    anchor: str
    subtitle: str
    source: str
    downloads: tuple[LinkView, ...]
    earlier: str = ""
    """The words of the fold with the earlier rows of a long table; empty where it is not long."""


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture of what the text beside it says, without a table or downloads of its own."""

    identifier: str
    """The name of the part that the finishing step puts in."""
    subtitle: str


@dataclass(frozen=True, slots=True)
class LatestValue:
    """The latest figure of an area, and how it changed."""

    where: str
    value: str
    change: str = ""
    spark: str = ""
    """The name of the part that holds the small chart; empty where one period leaves nothing to draw."""


@dataclass(frozen=True, slots=True)
class Move:
    """A figure of one place or group: what it was and what it is, or only what it is."""

    place: str
    """Empty where it needs no name."""
    earlier: str
    """Empty where there is only one figure."""
    later: str
    way: str
    """Whether it went the way that people want; empty where there is only one figure."""
    kind: str
    """One of better, worse, neither: the colour of the way."""
    note: str
    """When both figures were, and whether chance may be why they differ; or when the one was measured."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A metric at the front of a partnership: its figures by place or, where they are many, its finding."""

    title: str
    note: str
    """What holds for all its figures."""
    moves: tuple[Move, ...]
    finding: str = ""


@dataclass(frozen=True, slots=True)
class StandingView:
    """How a partnership stands in words."""

    sentences: tuple[str, ...]
    """Counted by place."""
    note: str
    """How much of it is more than chance; empty where nothing moved."""
    paper: str
    """When its newest paper came out; empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class Card:
    """A metric at a glance: its readings or, where they are too many, its finding."""

    title: str
    href: str
    verdict: VerdictView
    finding: str
    readings: tuple[LatestValue, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """An arrow from no change to a change in per cent, on the scale of its list, as percentages of the width."""

    start: str
    """Where no change is."""
    tip: str
    leftwards: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A metric that changed in a place."""

    title: str
    href: str
    move: Move
    lane: Lane | None
    """None where the size is not known, as from zero."""


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Everything that changed in an area, with what went the wrong way first."""

    name: str
    changes: tuple[Changed, ...]
    more: LinkView


@dataclass(frozen=True, slots=True)
class Single:
    """A figure that was measured once."""

    value: str
    words: str
    href: str
    note: str
    """What gives it meaning, such as the country's figure, and when it was measured."""


@dataclass(frozen=True, slots=True)
class Summed:
    """A subject of the overview in a sentence or two, with a picture of what it counts."""

    title: str
    sentence: str
    link: LinkView | None
    picture: PictureView | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A target with its status, and what the status rests on."""

    sentence: str
    status: VerdictView
    because: str
    note: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term and its definition, as in a list of facts."""

    title: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A part of a page: a heading, an introduction, and tables or cards."""

    title: str
    anchor: str
    introduction: str = ""
    tables: tuple[TableView, ...] = ()
    cards: tuple[Card, ...] = ()
    links: tuple[LinkView, ...] = ()
    terms: tuple[Term, ...] = ()
    folded: str = ""
    """The words of the fold that its links lie in; empty where they stand open."""


@dataclass(frozen=True)
class Page:
    """A page before it is rendered."""

    address: str
    template: str
    title: str
    description: str
    breadcrumbs: tuple[LinkView, ...] = ()
    partnership: str = ""
    narrative: str = ""
    """What an officer wrote about the subject of the page, as Markdown that is safe; empty where there is nothing."""
    everyday_words: str = ""
    """Words that somebody would search for, beside those of the title."""
    as_of: str = ""
    """Of which day the page speaks, as a sentence; empty where no time passes on it, or it says so itself."""
    image: str = ""
    """The address of the picture that stands for the page where somebody shares a link to it."""
    feed: str = ""
    """The address of what is new, for programs that follow what the page is about."""
    minor: bool = False
    """Whether it is one of many of its kind, which a search shows after the pages that gather them."""
    care: str = ""
    """The way to the page of help, where the page may touch somebody who reads it; empty elsewhere."""
    values: dict[str, object] = field(default_factory=dict)


def table(
    caption: str, columns: Sequence[str], rows: Sequence[Sequence[CellView | str]], numeric: Sequence[int] = ()
) -> TableView:
    """Return a table whose plain texts are cells."""
    cells = tuple(tuple(cell if isinstance(cell, CellView) else CellView(cell) for cell in row) for row in rows)
    return TableView(caption, tuple(columns), cells, frozenset(numeric))


def without_empty_columns(table: TableView) -> TableView:
    """Return a table without the columns, other than the first, in which no row holds anything."""
    kept = [
        index
        for index in range(len(table.columns))
        if index == 0 or any(row[index].text or row[index].verdicts or row[index].note for row in table.rows)
    ]
    return TableView(
        table.caption,
        tuple(table.columns[index] for index in kept),
        tuple(tuple(row[index] for index in kept) for row in table.rows),
        frozenset(new for new, index in enumerate(kept) if index in table.numeric),
    )


def anchor(title: str) -> str:
    """Return the place of a section on its page, by its title or the name of its table."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower())
