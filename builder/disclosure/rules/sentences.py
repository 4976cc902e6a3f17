"""The rule that no sentence of a package says a number where it speaks of a hidden figure.

In the row of a hidden figure every number counts. Elsewhere a sentence speaks of a hidden figure where it names
all that tells the figure from the one that the sentence stands beside: its area, its group, its years.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from builder.disclosure.clues.years import years_in, years_of
from builder.disclosure.rules.counts import Holding, PublishedCell, Subject
from builder.disclosure.rules.policy import Policy
from builder.disclosure.rules.quantities import Quantity, quantities
from builder.project.problems import Problem
from builder.project.schemas import LIST_SEPARATOR, holds_words, table_schemas
from builder.project.typed import TypedRow

CAUSE = "hidden-figure-repeated"

WORDS = ("note", "place", "period_printed")
"""The columns of words about a figure in its own row."""

_STARTS = ("period_start", "to_period_start", "baseline_period_start")
_LENGTHS = ("period_duration", "to_period_duration", "baseline_period_duration")
_SENTENCE = re.compile(r"(?:(?![.!?;]\s|\n)[\s\S])+[.!?;]?")


def sentences_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a text, each with the position at which it begins."""
    for match in _SENTENCE.finditer(text):
        yield match.start(), match[0]


@dataclass(frozen=True, slots=True)
class Said:
    """A number that a text says of a hidden figure."""

    figure: PublishedCell
    position: int
    """Where the number begins in the text, from 0."""


def find_numbers_in_sentences(holding: Holding) -> Iterator[Problem]:
    """Yield a problem for each text of a package that says a number of a hidden figure."""
    sentences = Sentences(holding)
    for figures in sentences.hidden.values():
        for figure in figures:
            yield from _find_in_own_row(figure, sentences)
    if sentences.hidden:
        for table, rows in holding.own.items():
            fields = columns_of_words(table)
            for row in rows:
                yield from (problem for field in fields for problem in sentences.find(row, field))


def columns_of_words(table: str) -> tuple[str, ...]:
    """Return the columns of a table that can hold a sentence; the name of a group is no sentence."""
    fields = table_schemas()[table].fields if table in table_schemas() else ()
    return tuple(field.name for field in fields if holds_words(field) and field.name not in {"breakdown", "group"})


def _find_in_own_row(figure: PublishedCell, sentences: "Sentences") -> Iterator[Problem]:
    for field in WORDS:
        found = sentences.said_of(figure, figure.row.text(field))
        if found:
            what = {"note": "note", "place": "place", "period_printed": "printed period"}[field]
            fault = f"This figure is hidden, but its {what} holds a number that can be it, at character "
            yield figure.row.problem(
                field, CAUSE, f"{fault}{found[0].start + 1}.", f"Take the number out of the {what}."
            )


def _shown(row: TypedRow) -> set[str]:
    """Return the numbers that a row shows itself, as a sentence would write them."""
    numbers = [value for value in row.cells.values() if isinstance(value, Decimal)]
    return {written for number in numbers for written in (f"{number}", f"{number:,}", f"{number}%")}


def _names(sentence: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence, re.IGNORECASE) is not None


def _is_promise(row: TypedRow) -> bool:
    return row.table.schema.name == "targets"


@dataclass(frozen=True, slots=True)
class _Context:
    """What a row is about, as far as it says so: what its sentences need not name again."""

    area: str = ""
    group: str = ""
    years: frozenset[int] = frozenset()


class Sentences:
    """What sentences of a package call its hidden figures."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self.hidden: dict[str, list[PublishedCell]] = defaultdict(list)
        """The hidden figures of each metric, by its short name."""
        for figure in holding.figures:
            if figure.hidden:
                self.hidden[figure.row.text("metric")].append(figure)

    def find(self, row: TypedRow, field: str) -> Iterator[Problem]:
        """Yield a problem where a text of a row says a number beside the name of a hidden figure."""
        said = self.said(row, field)
        if said:
            fault = (
                f"This text says a number, at character {said.position + 1}, beside the name of a figure that is "
                f"hidden in row {said.figure.row.index + 2} of observations.csv."
            )
            yield row.problem(field, CAUSE, fault, "Take the number out of the text.")

    def said_of(self, figure: PublishedCell, text: str) -> Sequence[Quantity]:
        """Return the numbers of a text that a hidden figure can be, or that tell it."""
        most = self._most(figure)
        found = quantities(text, figure.policy)
        return [one for one in found if one.value is None or most is None or one.value <= most]

    def _most(self, figure: PublishedCell) -> Decimal | None:
        """Return the most that a count can be, by the figures for everyone and for the whole area in its period."""
        if not figure.measure.is_count:
            return None
        cell = figure.cell
        wholes = [cell._replace(breakdown="", group="")]
        wholes += [whole._replace(area=self._larger[cell.area]) for whole in wholes if cell.area in self._larger]
        shown = (self._by_cell[whole].number("value") for whole in wholes if whole != cell and whole in self._by_cell)
        return min((value for value in shown if value is not None), default=None)

    @cached_property
    def _by_cell(self) -> dict[Subject, PublishedCell]:
        return {figure.cell: figure for figure in self._holding.figures}

    @cached_property
    def _larger(self) -> dict[str, str]:
        return {part: whole for whole, parts in self._holding.parts_of_areas.items() for part in parts}

    def said(self, row: TypedRow, field: str) -> Said | None:
        """Return the first number that a text of a row says beside the name of a hidden figure."""
        text = row.text(field)
        if row.cells.get("status") == "c" or not quantities(text, Policy()):
            return None
        for start, sentence in sentences_of(text):
            for figure in self._figures_of(row, sentence):
                numbers = [one for one in self.said_of(figure, sentence) if one.text.strip() not in _shown(row)]
                if numbers and self._speaks_of(sentence, figure, row):
                    return Said(figure, start + numbers[0].start)
        return None

    def _figures_of(self, row: TypedRow, sentence: str) -> Sequence[PublishedCell]:
        """Return the hidden figures of the metrics that a row is about, else of those whose title a sentence names."""
        metrics = self._metrics_of(row)
        if row.cells.get("metric"):
            return [figure for metric in metrics for figure in self.hidden.get(metric, ())]
        named = [metric for title, metric in self._by_title.items() if _names(sentence, title)]
        return [figure for metric in dict.fromkeys((*metrics, *named)) for figure in self.hidden.get(metric, ())]

    def _metrics_of(self, row: TypedRow) -> Sequence[str]:
        """Return the metrics that a row names, itself or by its action."""
        one, several = row.cells.get("metric"), row.cells.get("metrics")
        if one or several:
            return str(one or several).split(LIST_SEPARATOR)
        if row.table.schema.name != "actions" and row.cells.get("action"):
            return self._metrics_of_actions.get(str(row.cells["action"]), ())
        return ()

    @cached_property
    def _metrics_of_actions(self) -> dict[str, Sequence[str]]:
        return {row.text("action"): self._metrics_of(row) for row in self._holding.own.get("actions", ())}

    @cached_property
    def _by_title(self) -> dict[str, str]:
        """The short names of the metrics with hidden figures, by their titles."""
        return {title: metric for title, metric in self._holding.titles.items() if metric in self.hidden}

    def _speaks_of(self, sentence: str, figure: PublishedCell, row: TypedRow) -> bool:
        """Return whether a sentence names all that tells a hidden figure from what its row is about."""
        context, cell = self._context(row), figure.cell
        years, named = years_of(cell.start, cell.duration), years_in(sentence)
        if not cell.group and context.group:
            return False
        names = [] if cell.area == context.area else [self._areas.get(cell.area, "")]
        names += [] if cell.group == context.group else [cell.group]
        if not all(name and _names(sentence, name) for name in names):
            return False
        if named:
            return not years.isdisjoint(named) and (bool(names) or context.years != years or not _is_promise(row))
        if context.years:
            # A promise has numbers of its own, and a row that is shown speaks of itself.
            return context.years == years and (
                bool(names) or row.table.schema.name in {"revisions", "claims", "findings"}
            )
        return bool(names) and cell.start == self._newest[figure.row.text("metric")]

    def _context(self, row: TypedRow) -> _Context:
        cells = row.cells
        area = self._holding.areas.get(str(cells.get("area") or ""), "")
        start = next((day for name in _STARTS if isinstance(day := cells.get(name), date)), None)
        length = next((text for name in _LENGTHS if isinstance(text := cells.get(name), str) and text), "P1Y")
        # A finding that names no area speaks of the whole.
        group = str(cells.get("group") or "")
        return _Context(area or self._whole, group, years_of(start, length) if start else frozenset())

    @cached_property
    def _newest(self) -> dict[str, date]:
        """For each metric, the first day of its newest period."""
        found: dict[str, date] = {}
        for figure in self._holding.figures:
            metric = figure.row.text("metric")
            found[metric] = max(figure.cell.start, found.get(metric, figure.cell.start))
        return found

    @cached_property
    def _areas(self) -> dict[str, str]:
        return {self._holding.areas[row.text("area")]: row.text("name") for row in self._holding.own.get("areas", ())}

    @cached_property
    def _whole(self) -> str:
        """The first area that is no part of another."""
        parts = {part for parts in self._holding.parts_of_areas.values() for part in parts}
        return next((area for area in self._areas if area not in parts), "")
