"""The rule that no sentence of a package says a number where it speaks of a hidden figure.

In the row of a hidden figure every number counts. Elsewhere a sentence speaks of a hidden figure where it names
all that tells the figure from the one that the sentence stands beside: its area, its group, its years.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from builder.checking.typed import TypedRow
from builder.disclosure.counts import Figure, Holding
from builder.disclosure.years import years_in, years_of
from builder.problems import Problem

CAUSE = "hidden-figure-repeated"

TEXTS: Mapping[str, tuple[str, ...]] = {
    "observations": ("note",),
    "targets": ("title", "note"),
    "revisions": ("reason",),
    "claims": ("note",),
    "findings": ("statement",),
    "metrics": ("definition", "inclusion_basis", "limitations"),
    "actions": ("title", "description", "reason", "evidence"),
    "milestones": ("title",),
    "updates": ("text",),
    "duties_met": ("evidence",),
    "funding": ("note",),
    "groups": ("purpose",),
    "populations": ("note",),
    "priorities": ("title", "description"),
    "recommendations": ("title",),
    "services": ("title", "description", "next_step", "note"),
    "sources": ("note",),
}
"""The columns of sentences, by table. A row that is about no metric speaks of those that a sentence names by title."""
WORDS = ("note", "place", "period_printed")
"""The columns of words about a figure in its own row."""

_COUNTED = (
    "people|persons?|adults?|children|child|women|woman|men|man|girls?|boys?|residents?|patients?|clients?|users?|"
    "deaths?|died|admissions?|offences?|arrests?|cases?|referrals?|kits?"
)
_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = re.compile(
    rf"""
    (?<![\w.,£-])[0-9]+(?:[.,][0-9]+)*%?(?![\w-])
    |\b(?:{_SMALL}|(?:{_TENS})(?:[ -](?:one|{_SMALL}))?|(?:a|one)\ (?:hundred|dozen|couple)|dozen)\b
    |\b(?:one|no|a\ single|only\ one)\ (?:{_COUNTED})\b|\b(?:none|nobody|no\ one|zero)\b
    |\b(?:a|one|two|three)[ -](?:thirds?|quarters?\ of|fifths?|tenths?)\b|\bhalf\ (?:of|the)\b(?!\ year)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\b(?:tables?|pages?|pp?\.|sections?|paragraphs?|figures?|slides?|rows?|notes?|charts?|appendix|annex|chapters?|"
    r"lines?|cells?|columns?|indicators?|items?|parts?|ages?|aged)\s+[0-9]+(?:\.[0-9]+)*[a-z]?"
    r"(?:\s*(?:,|and|to|or|-|\N{EN DASH})\s*[0-9]+(?:\.[0-9]+)*)*"
    r"|\b[0-9]{1,2}\s+(?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)|\b(?:19|20)[0-9]{2}(?:\s*(?:/|-|to)\s*[0-9]{2,4})?\b",
    re.IGNORECASE,
)
"""Numbers that say where or when something stands."""
_STARTS = ("period_start", "to_period_start", "baseline_period_start")
_LENGTHS = ("period_duration", "to_period_duration", "baseline_period_duration")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")


def find_numbers_in_sentences(holding: Holding) -> Iterator[Problem]:
    """Yield a problem for each text of a package that says a number of a hidden figure."""
    for figure in holding.figures:
        if figure.hidden:
            yield from _find_in_own_row(figure)
    sentences = Sentences(holding)
    if sentences.hidden:
        for table, fields in TEXTS.items():
            for row in holding.own.get(table, ()):
                yield from (problem for field in fields for problem in sentences.find(row, field))


def _find_in_own_row(figure: Figure) -> Iterator[Problem]:
    for field in WORDS:
        if numbers_in(figure.row.text(field)):
            what = {"note": "note", "place": "place", "period_printed": "printed period"}[field]
            fault = f"This figure is hidden, but its {what} holds a number."
            yield figure.row.problem(field, CAUSE, fault, f"Take the number out of the {what}.")


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text, in figures or words, that can count something."""
    return _NUMBER.findall(_HARMLESS.sub("", text))


def _shown(row: TypedRow) -> set[str]:
    """Return the numbers that a row shows itself, as a sentence would write them."""
    numbers = [value for value in row.cells.values() if isinstance(value, Decimal)]
    return {written for number in numbers for written in (f"{number}", f"{number:,}", f"{number}%")}


def _names(sentence: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence, re.IGNORECASE) is not None


def _is_promise(row: TypedRow) -> bool:
    return row.table.schema.name == "targets"


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a row is about, as far as it says so: what its sentences need not name again."""

    area: str = ""
    group: str = ""
    years: frozenset[int] = frozenset()


class Sentences:
    """What sentences of a package call its hidden figures."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self.hidden: dict[str, list[Figure]] = defaultdict(list)
        """The hidden figures of each metric, by its short name."""
        for figure in holding.figures:
            if figure.hidden:
                self.hidden[figure.row.text("metric")].append(figure)

    def find(self, row: TypedRow, field: str) -> Iterator[Problem]:
        """Yield a problem where a text of a row says a number beside the name of a hidden figure."""
        meant = self.meant(row, field)
        if meant:
            fault = (
                f"This text says a number beside the name of a figure that is hidden in row {meant.row.index + 2} "
                "of observations.csv."
            )
            yield row.problem(field, CAUSE, fault, "Take the number out of the text.")

    def meant(self, row: TypedRow, field: str) -> Figure | None:
        """Return the hidden figure beside whose name a text of a row says a number."""
        text = row.text(field)
        if not numbers_in(text) or row.cells.get("status") == "c":
            return None
        for sentence in _SENTENCE.split(text):
            if set(numbers_in(sentence)) - _shown(row):
                figures = self._figures_of(row, sentence)
                meant = next((one for one in figures if self._speaks_of(sentence, one, row)), None)
                if meant:
                    return meant
        return None

    def _figures_of(self, row: TypedRow, sentence: str) -> Sequence[Figure]:
        """Return the hidden figures of the metric that a row is about, else of those whose title a sentence names."""
        metric = row.cells.get("metric")
        if metric:
            return self.hidden.get(str(metric), ())
        return [figure for title, figures in self._by_title.items() if _names(sentence, title) for figure in figures]

    @cached_property
    def _by_title(self) -> dict[str, list[Figure]]:
        titles = self._holding.titles
        return {title: self.hidden[metric] for title, metric in titles.items() if metric in self.hidden}

    def _speaks_of(self, sentence: str, figure: Figure, row: TypedRow) -> bool:
        """Return whether a sentence names all that tells a hidden figure from what its row is about."""
        beside, cell = self._beside(row), figure.cell
        years, named = years_of(cell.start, cell.duration), years_in(sentence)
        if not cell.group and beside.group:
            return False
        names = [] if cell.area == beside.area else [self._areas.get(cell.area, "")]
        names += [] if cell.group == beside.group else [cell.group]
        if not all(name and _names(sentence, name) for name in names):
            return False
        if named:
            return not years.isdisjoint(named) and (bool(names) or beside.years != years or not _is_promise(row))
        if beside.years:
            # A promise has numbers of its own, and a row that is shown speaks of itself.
            return beside.years == years and (
                bool(names) or row.table.schema.name in {"revisions", "claims", "findings"}
            )
        return bool(names) and cell.start == self._newest[figure.row.text("metric")]

    def _beside(self, row: TypedRow) -> _Beside:
        cells = row.cells
        area = self._holding.areas.get(str(cells.get("area") or ""), "")
        start = next((day for name in _STARTS if isinstance(day := cells.get(name), date)), None)
        length = next((text for name in _LENGTHS if isinstance(text := cells.get(name), str) and text), "P1Y")
        # A finding that names no area speaks of the whole.
        group = str(cells.get("group") or "")
        return _Beside(area or self._whole, group, years_of(start, length) if start else frozenset())

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
