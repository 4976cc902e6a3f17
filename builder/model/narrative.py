"""What an officer writes in words: a small tree of headings, paragraphs, lists, links and references.

A reference such as {value: adults-in-treatment, derby} stands for a figure of the data. The tree holds
no figure itself and no markup, only what was meant, with the place of each piece in its file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

FIGURE_SIGN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a figure where the words around it are looked at."""


class ReportPart(StrEnum):
    """The sections of a report that a narrative can speak in; each begins with a heading of this name."""

    PURPOSE = "Purpose"
    RECOMMENDATIONS = "Recommendations"
    REASONS = "Reasons for the recommendations"
    CHANGES = "What changed since last year"
    ANALYSIS = "Information and analysis"
    PLAN = "The plan"
    FINANCE = "Finance"
    OPTIONS = "Options considered"
    CONSULTATION = "Consultation"
    IMPLICATIONS = "Implications"
    BACKGROUND = "Background papers"


class ReferenceKind(StrEnum):
    """What a reference stands for; the word before its colon."""

    VALUE = "value"
    """A figure with its unit."""
    CHANGE = "change"
    """How far a figure went up or down."""
    INTERVAL = "interval"
    """The 95% interval of a figure."""
    PERIOD = "period"
    """The period of a figure, as a table gives it."""
    WHEN = "when"
    """The period of a figure after a preposition, such as "in 2022"."""
    VERDICT = "verdict"
    """Whether a metric got better or worse."""
    SENTENCE = "sentence"
    """The finding about a metric, as the heading of its page gives it."""
    TARGET = "target"
    """A promise in numbers."""
    STATUS = "status"
    """How far an action is."""
    DATE = "date"
    """The day by which something is due: an action, a step or a promise in numbers."""
    AMOUNT = "amount"
    """A sum of money: a grant, or the yearly cost of a service."""
    FIGURE = "figure"
    """The figure of a finding of the needs assessment."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a file: line and character, both from 1."""

    line: int
    character: int


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they stand, without any meaning of their signs."""

    text: str
    spots: tuple[tuple[int, Spot], ...]
    """For positions in the text, in rising order, where they stand in the file; the first is 0."""

    def spot(self, position: int) -> Spot:
        """Return where a character of the text stands in the file."""
        start, spot = next(pair for pair in reversed(self.spots) if pair[0] <= position)
        return Spot(spot.line, spot.character + position - start)


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure of the data, to be put in where this stands."""

    kind: ReferenceKind
    subject: str
    """The key of a metric, or of whatever else the kind is about."""
    area: str
    """Empty for the whole partnership."""
    group: str
    """Empty for everyone."""
    within: str
    """The period, as its first month or day or in words; empty for the latest."""
    since: str
    """For a change, the period that it is counted from; empty for the one before."""
    method: str
    """The method version, where a figure was counted in several ways."""
    written: str
    """The reference as it stands in the file, on one line."""
    spot: Spot


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry weight."""

    content: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words in another voice."""

    content: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: an https address, or a page of the partnership such as metric:deaths."""

    content: "tuple[Inline, ...]"
    target: str
    spot: Spot


Inline = Text | Reference | Strong | Emphasis | Link


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows. Level 2 begins a section, level 3 a part of it."""

    level: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with bullets or with numbers."""

    numbered: bool
    items: tuple[tuple[Inline, ...], ...]


Block = Heading | Paragraph | Listing


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below one heading of level 2; the heading is None before the first one."""

    heading: Heading | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Narrative:
    """One narrative file of a package."""

    name: str
    """What it is about: overview, plan, metrics/deaths, outcomes/treatment, report-2024 …"""
    path: str
    """The path of the file, as messages name it."""
    source: str
    """The text of the file, with line feeds."""
    blocks: tuple[Block, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The narrative divided at its headings of level 2."""
        parts: list[tuple[Heading | None, list[Block]]] = [(None, [])]
        for block in self.blocks:
            if isinstance(block, Heading) and block.level == 2:
                parts.append((block, []))
            else:
                parts[-1][1].append(block)
        return tuple(Section(heading, tuple(blocks)) for heading, blocks in parts if heading or blocks)

    @property
    def runs(self) -> tuple[tuple[Inline, ...], ...]:
        """The pieces of each heading, paragraph and list item."""
        runs: list[tuple[Inline, ...]] = []
        for block in self.blocks:
            match block:
                case Listing(items=items):
                    runs += items
                case Heading(content=content) | Paragraph(content=content):
                    runs.append(content)
        return tuple(runs)


def pieces(run: tuple[Inline, ...]) -> Iterator[Text | Reference | Link]:
    """Yield the texts, references and links of a run in the order of reading, a link before its words."""
    for piece in run:
        match piece:
            case Text() | Reference():
                yield piece
            case Link(content=content):
                yield piece
                yield from pieces(content)
            case Strong(content=content) | Emphasis(content=content):
                yield from pieces(content)


def heading_words(section: Section) -> str:
    """Return the heading of a section of a narrative as it is written; empty for what stands before the first."""
    return "" if section.heading is None else "".join(_plain(piece) for piece in section.heading.content).strip()


def plain_text(run: Iterable[Inline]) -> tuple[str, list[tuple[int, Spot]]]:
    """Return the words of a run without its marks, and for rising positions where they stand in the file."""
    text = ""
    spots: list[tuple[int, Spot]] = []
    for piece in pieces(tuple(run)):
        match piece:
            case Text(text=words, spots=own):
                spots += [(len(text) + position, spot) for position, spot in own]
                text += words
            case Link():
                continue
            case _:
                spots.append((len(text), piece.spot))
                text += FIGURE_SIGN
    return text, spots


def spot_at(spots: list[tuple[int, Spot]], position: int) -> Spot:
    """Return where a position of a run's words, as `plain_text` gives them, stands in the file."""
    start, spot = next(pair for pair in reversed(spots) if pair[0] <= position)
    return Spot(spot.line, spot.character + position - start)


def _plain(piece: Inline) -> str:
    match piece:
        case Text(text=text):
            return text
        case Reference(written=written):
            return written
        case Strong(content=content) | Emphasis(content=content) | Link(content=content):
            return "".join(_plain(inner) for inner in content)
        case _:
            assert_never(piece)
