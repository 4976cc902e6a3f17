"""Asks about every text of a package that says a small number of people beside a place or a year.

Whether such a number is public already no program knows: whoever approves the change decides.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from builder.disclosure.clues.years import years_in
from builder.disclosure.rules.counts import Holding
from builder.disclosure.rules.policy import Policy
from builder.disclosure.rules.quantities import small_numbers_of_people
from builder.disclosure.rules.sentences import columns_of_words, sentences_of
from builder.model.narrative import Narrative, plain_text, spot_at
from builder.project.found import PackageAsFound
from builder.project.problems import Level, Place, Problem
from builder.project.typed import TypedRow

CAUSE = "small-number-in-words"

_REMEDY = 'Write "a few", or leave the number out, unless it is public already: whoever approves this decides.'


def find_small_numbers_in_words(holding: Holding, package: PackageAsFound) -> list[Problem]:
    """Return a warning for each text of a package that says a small number of people beside a place or a year."""
    words = _Words(holding)
    problems = [
        _warning(row.place(field), position)
        for table, rows in holding.own.items()
        for field in columns_of_words(table)
        for row in rows
        if (position := words.position_in_row(row, field)) is not None
    ]
    if any(words.position(text) is not None for text in package.texts_of_descriptor()):
        problems.append(_warning(Place(package.path)))
    for narrative in package.narratives:
        problems += _find_in_narrative(narrative, words)
    return problems


def _find_in_narrative(narrative: Narrative, words: "_Words") -> Iterator[Problem]:
    for text, spots in map(plain_text, narrative.runs):
        # A narrative is about its partnership, which is a place.
        position = words.position(text, is_placed=True)
        if position is not None:
            spot = spot_at(spots, position)
            yield _warning(Place(narrative.path, line=spot.line, character=spot.character))


def _warning(place: Place, position: int | None = None) -> Problem:
    at = "" if position is None else f", at character {position + 1}"
    fault = f"This text says a small number of people beside a place or a year{at}."
    return Problem(place, CAUSE, fault, _REMEDY, Level.ASK)


class _Words:
    """What the texts of one package can say beside a small number."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding

    def position_in_row(self, row: TypedRow, field: str) -> int | None:
        """Return where a text says a small number of people, if its row or its sentence has a place or a year."""
        metric = row.text("metric") if "metric" in row.cells else ""
        measure = self._holding.measures.get(metric)
        if not row.text(field) or (measure and not measure.people):
            return None
        policy = self._holding.policies.of(metric)
        return self.position(row.text(field), policy, is_placed=self._is_placed(row))

    def position(self, text: str, policy: Policy | None = None, *, is_placed: bool = False) -> int | None:
        """Return where a text says a small number of people in a sentence with a place or a year, from 0."""
        policy = policy or self._holding.policies.everything_else
        for start, sentence in sentences_of(text):
            if is_placed or years_in(sentence) or self._places.search(sentence):
                for one in small_numbers_of_people(sentence, policy):
                    return start + one.start
        return None

    def _is_placed(self, row: TypedRow) -> bool:
        cells = row.cells
        return bool(cells.get("area")) or any(isinstance(value, date) for value in cells.values())

    @cached_property
    def _places(self) -> re.Pattern[str]:
        """The names of the package's areas, but for those that are there to compare with."""
        rows = self._holding.own.get("areas", ())
        names = sorted(row.text("name") for row in rows if not row["comparator"] and row.text("name"))
        return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names) or r"(?!)", re.IGNORECASE)
