"""What a reader finds beside the rows of observations: clues, any of which may be wrong or be about something else.

A row of observations is certain. A clue counts only as far as it agrees with all the rows.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from builder.disclosure.rules.counts import HiddenCount, PublishedCell, Subject
from builder.disclosure.rules.row_facts import Fact, facts
from builder.project.typed import TypedRow


@dataclass(frozen=True, slots=True, eq=False)
class Clue:
    """Something that says a little more of counts than the rows of observations do."""

    facts: tuple[Fact, ...]
    row: TypedRow
    """Where it stands."""
    _: KW_ONLY
    figure: PublishedCell | None = None
    """The figure that it gives, where it gives one."""
    tied: tuple[PublishedCell, ...] = ()
    """Figures that it gives no number for, but ties to others."""
    assumed: str = ""
    """What a reader takes for granted, as the end of a sentence."""
    alternative: bool = False
    """Whether its row can be understood in more than one way, of which this is one."""
    commit: str = ""
    """The commit of the version that it stands in, where it stands in none of today's tables."""
    rate: PublishedCell | None = None
    """The rate that it tells the population of."""
    few: bool = False
    """Whether that population can make it a rate of few people."""
    guess: bool = False
    """Whether it takes the rate to be worked out in a way that is seldom used."""
    revised: bool = False
    """Whether today's rows give another figure for the same cell."""

    @property
    def about(self) -> frozenset[HiddenCount]:
        """The counts that it is about."""
        return frozenset(count for fact in self.facts for count in fact.about)

    @property
    def figures(self) -> tuple[PublishedCell, ...]:
        """The figures that it speaks of: their cells are parts of sums like any others."""
        return (*self.tied, self.figure) if self.figure else self.tied

    @property
    def question(self) -> object:
        """What it is one answer to, where there are others."""
        if self.rate:
            return self.rate.out_of
        return (
            self.figure.cell.any_method if self.figure and not self.assumed else (self.row.table.path, self.row.index)
        )

    @property
    def repeats(self) -> PublishedCell | None:
        """The figure of which it prints the very number, in an earlier version and without a doubt."""
        return self.figure if self.commit and self.facts and not self.assumed else None


class Rows:
    """Which cells have a row of observations, in every package, and what cells are like."""

    def __init__(self, figures: Iterable[PublishedCell]) -> None:
        self._by_cell: dict[Subject, PublishedCell] = {}
        self._methods: dict[tuple[Any, ...], dict[str, None]] = defaultdict(dict)
        self._periods: dict[str, dict[tuple[date, str], set[str]]] = defaultdict(dict)
        self._groups: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for figure in figures:
            cell = figure.cell
            if figure.hidden or figure.number("value") is not None:
                self._by_cell[cell.any_method] = figure
            for key in ((cell.metric, cell.start, cell.duration), (cell.metric,)):
                self._methods[key][cell.method] = None
            self._periods[cell.metric].setdefault((cell.start, cell.duration), set()).add(figure.row.text("source"))
            self._groups[cell.metric][cell.breakdown, cell.group] = None

    def at(self, cell: Subject) -> PublishedCell | None:
        """Return the row of a cell that is shown or hidden, however it was counted."""
        return self._by_cell.get(cell.any_method)

    def as_counted(self, cell: Subject) -> tuple[Subject, ...]:
        """Return a cell of a table that does not say how it was counted, in each way that it could have been."""
        same_period, at_all = (cell.metric, cell.start, cell.duration), (cell.metric,)
        methods = self._methods.get(same_period) or self._methods.get(at_all) or {"": None}
        return tuple(cell._replace(method=method) for method in methods)

    def periods(self, metric: str) -> Mapping[tuple[date, str], Collection[str]]:
        """Return the starts and lengths of the periods of a metric, and the sources of the rows of each."""
        return self._periods.get(metric, {})

    def groups(self, metric: str) -> tuple[tuple[str, str], ...]:
        """Return the breakdowns and groups of a metric; two empty texts stand for everyone."""
        return tuple(self._groups.get(metric, ()))


_NUMBERS = ("value", "numerator", "denominator", "lower", "upper")


def figure_of(like: PublishedCell, row: TypedRow, numbers: dict[str, Decimal]) -> PublishedCell:
    """Return a figure that a row of another table gives, as a row of observations would.

    `like` says of which cell, and which rules hold for it.
    """
    cells: dict[str, Any] = {"status": "", **dict.fromkeys(_NUMBERS), **numbers}
    return replace(like, row=TypedRow(row.table, row.index, cells))


def clue_of(figure: PublishedCell, row: TypedRow, *, assumed: str = "", alternative: bool = False) -> Clue:
    """Return the clue that a figure is; `row` is where it stands."""
    return Clue(tuple(facts(figure)), row, figure=figure, assumed=assumed, alternative=alternative)
