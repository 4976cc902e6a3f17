"""The rule that nothing personal is published: it is refused in every cell, descriptor and narrative.

A message names the place and the kind of what was found, never the text itself.
"""

from collections.abc import Iterable, Iterator

from builder.checking.narratives import plain_text
from builder.found import PackageAsFound, TableAsFound
from builder.narrative import Narrative
from builder.privacy import personal_data_in
from builder.problems import Place, Problem

ALLOWED = "allowed_contacts"
"""The descriptor's list of official contacts that may be published, each with approver and reason."""

_REMEDY = (
    "Delete it, and tell whoever looks after data protection if it was saved before. "
    f"An official contact may be published if datapackage.yaml lists it under {ALLOWED}."
)


def find_personal_data_problems(package: PackageAsFound) -> list[Problem]:
    """Return a problem for every cell, and every line of a descriptor or narrative, that holds personal data."""
    allowed = frozenset(_allowed_texts(package.descriptor.get(ALLOWED)))
    problems = [problem for table in package.tables.values() for problem in _find_in_table(table, allowed)]
    texts = _texts({key: value for key, value in package.descriptor.items() if key != ALLOWED})
    kinds = dict.fromkeys(kind for text in texts for kind, found in personal_data_in(text) if found not in allowed)
    place = Place(package.path)
    for narrative in package.narratives:
        problems += _find_in_narrative(narrative, allowed)
    return [*problems, *(Problem(place, "personal-data", f"The file holds {kind}.", _REMEDY) for kind in kinds)]


def without_repeats(problems: Iterable[Problem], personal: Iterable[Problem]) -> list[Problem]:
    """Return problems without those of cells that hold personal data, which might repeat it."""
    cells = {(p.place.path, p.place.row, p.place.column, p.place.line) for p in personal}
    return [p for p in problems if (p.place.path, p.place.row, p.place.column, p.place.line) not in cells]


def _find_in_table(table: TableAsFound, allowed: frozenset[str]) -> Iterator[Problem]:
    # Few cells differ and fewer still are suspect, so each different text is looked at once.
    kinds = {
        text: kind
        for text in {cell for row in table.rows for cell in row}
        for kind, found in personal_data_in(text)
        if found not in allowed
    }
    if not kinds:
        return
    for index, row in enumerate(table.rows):
        for field, cell in zip(table.header, row, strict=True):
            if cell in kinds:
                fault = f"This cell holds {kinds[cell]}."
                yield Problem(table.place(index, field), "personal-data", fault, _REMEDY)


def _find_in_narrative(narrative: Narrative, allowed: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each line that holds personal data, also where marks or a line end stand in between."""
    lines = list(enumerate(narrative.source.split("\n"), start=1))
    found = {(number, kind): text for number, line in lines for kind, text in personal_data_in(line)}
    for text, spots in map(plain_text, narrative.runs):
        inside = {kind: part for kind, part in personal_data_in(" ".join(text.split())) if part not in found.values()}
        found |= {(spots[0][1].line, kind): part for kind, part in inside.items()}
    for (number, kind), text in found.items():
        if text not in allowed:
            place = Place(narrative.path, line=number)
            yield Problem(place, "personal-data", f"This line holds {kind}.", _REMEDY)


def _allowed_texts(entries: object) -> Iterator[str]:
    if isinstance(entries, list):
        yield from (entry["text"] for entry in entries)


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)
