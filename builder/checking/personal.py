"""The rule that nothing personal is published: it is refused in every cell, descriptor and narrative.

What only may be about one person is asked about. A message names the place and the kind of what was found, never the
text itself.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from builder.model.narrative import Narrative, plain_text, spot_at
from builder.project.found import PackageAsFound, TableAsFound
from builder.project.personal_data import AboutOnePerson, PersonalData, bare, hints_in, personal_data_in
from builder.project.problems import Level, Place, Problem
from builder.project.schemas import Field, holds_words, pattern_of, references

CAUSE, HINT = "personal-data", "may-be-personal"

ALLOWED = "allowed_contacts"
"""The descriptor's list of official contacts that may be published, each with approver and reason."""

_REMEDY = (
    "Delete it, and tell whoever looks after data protection if it was saved before. "
    f"An official contact may be published if datapackage.yaml lists it under {ALLOWED}."
)
_LOOK_AGAIN = "Neighbours may know who is meant. Leave out what leads to one person, unless it is rightly public."
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE_CODES = frozenset({PersonalData.POSTCODE, PersonalData.NUMBER_PLATE})
"""What codes look like, so that a column of codes may hold it."""
_CAN_GO_ON = re.compile(r"[\d@][^\n]{0,12}$|\b(?:born|dob|birth|at|passport|number)\W{0,3}$", re.IGNORECASE)
"""How a cell ends that the next one can go on from."""
_MOST_JOINED = 40
"""How many characters on each side of the border of two cells are looked at together."""

Allowed = frozenset[str]
"""The letters and digits of each contact that may be published."""


def find_personal_data_problems(package: PackageAsFound) -> list[Problem]:
    """Return a problem for every cell, and every line of a descriptor or narrative, that holds personal data.

    A text that may be about one person is asked about.
    """
    allowed = frozenset(map(bare, _allowed_texts(package.descriptor.get(ALLOWED))))
    problems = [problem for table in package.tables.values() for problem in _find_in_table(table, allowed)]
    texts = list(package.texts_of_descriptor(but=ALLOWED))
    place = Place(package.path)
    kinds = dict.fromkeys(kind for text in texts for kind in _kinds_in(text, allowed))
    problems += [Problem(place, CAUSE, f"The file holds {kind}.", _REMEDY) for kind in kinds]
    hints = dict.fromkeys(kind for text in texts for kind, _ in hints_in(text))
    problems += [_warning(place, "The file", kind) for kind in hints]
    for narrative in package.narratives:
        problems += _find_in_narrative(narrative, allowed)
    return problems


def without_repeats(problems: Iterable[Problem], personal: Iterable[Problem]) -> list[Problem]:
    """Return problems without the others of rows and lines that hold personal data, which might repeat it."""
    rows = {_row(p.place) for p in personal if p.level is Level.ERROR}
    return [p for p in problems if p.cause == CAUSE or _row(p.place) not in rows]


def _row(place: Place) -> tuple[str, int, int]:
    return place.path, place.row, 0 if place.row else place.line


def _kinds_in(text: str, allowed: Allowed) -> list[PersonalData]:
    return list(dict.fromkeys(kind for kind, found in personal_data_in(text) if bare(found) not in allowed))


def _find_in_table(table: TableAsFound, allowed: Allowed) -> Iterator[Problem]:
    columns = [(table.columns[field.name], field) for field in table.schema.fields if field.name in table.columns]
    for column, field in columns:
        # Few cells differ and fewer still are suspect, so each different text is looked at once.
        different = {row[column] for row in table.rows}
        found = {text: kind for text in different if (kind := _kind_in_cell(text, field, allowed))}
        hints = {text: kinds for text in different if (kinds := list(hints_in(text)))} if holds_words(field) else {}
        for index, row in enumerate(table.rows) if found or hints else ():
            text = row[column]
            if text in found:
                yield Problem(table.place(index, field.name), CAUSE, f"This cell holds {found[text]}.", _REMEDY)
            for hint, position in hints.get(text, ()):
                yield _warning(table.place(index, field.name), "This cell", hint, position)
    yield from _find_in_two_cells(table, sorted((column, f.name) for column, f in columns if holds_words(f)), allowed)


def _kind_in_cell(text: str, field: Field, allowed: Allowed) -> PersonalData | None:
    """Return what a cell holds beyond what its column is for, such as a plain number or a code."""
    if field.type in {"number", "integer"} and _NUMBER.fullmatch(text):
        return None
    if field.type == "date" and _DATE.fullmatch(text):
        return None
    is_code = bool(pattern_of(field) or references(field))
    return next((kind for kind in _kinds_in(text, allowed) if not (is_code and kind in _LIKE_CODES)), None)


def _find_in_two_cells(table: TableAsFound, words: list[tuple[int, str]], allowed: Allowed) -> Iterator[Problem]:
    """Yield a problem where a cell and the next one with words hold something personal only together."""
    known: dict[tuple[str, str], list[PersonalData]] = {}
    for index, row in enumerate(table.rows):
        filled = [(row[column], name) for column, name in words if row[column]]
        for (text, name), (following, _) in pairwise(filled):
            if not _CAN_GO_ON.search(text[-_MOST_JOINED:]):
                continue
            parts = text[-_MOST_JOINED:], following[:_MOST_JOINED]
            if parts not in known:
                together, *apart = (_kinds_in(part, allowed) for part in (" ".join(parts), *parts))
                known[parts] = [kind for kind in together if not any(kind in kinds for kinds in apart)]
            for kind in known[parts]:
                fault = f"This cell and the next one with words hold {kind} together."
                yield Problem(table.place(index, name), CAUSE, fault, _REMEDY)


def _find_in_narrative(narrative: Narrative, allowed: Allowed) -> Iterator[Problem]:
    """Yield a problem for each line that holds personal data, also where marks or a line end stand in between."""
    lines = list(enumerate(narrative.source.split("\n"), start=1))
    found = {(number, kind): text for number, line in lines for kind, text in personal_data_in(line)}
    for text, spots in map(plain_text, narrative.runs):
        inside = {kind: part for kind, part in personal_data_in(" ".join(text.split())) if part not in found.values()}
        found |= {(spots[0][1].line, kind): part for kind, part in inside.items()}
        for hint, position in hints_in(text):
            spot = spot_at(spots, position)
            place = Place(narrative.path, line=spot.line, character=spot.character)
            yield _warning(place, "The text from here", hint)
    for (number, kind), text in found.items():
        if bare(text) not in allowed:
            place = Place(narrative.path, line=number)
            yield Problem(place, CAUSE, f"This line holds {kind}.", _REMEDY)


def _warning(place: Place, where: str, kind: AboutOnePerson, position: int | None = None) -> Problem:
    at = "" if position is None else f", from character {position + 1}"
    return Problem(place, HINT, f"{where} {kind}{at}.", _LOOK_AGAIN, Level.ASK)


def _allowed_texts(entries: object) -> Iterator[str]:
    if isinstance(entries, list):
        yield from (entry["text"] for entry in entries)
