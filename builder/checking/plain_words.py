"""Finds words that label people, and dates, ranges and percentages in another style than that of GOV.UK.

These are warnings: a text can be right for a reason that no program knows. Official titles and whatever stands
between quotation marks are as printed, and are left alone.
"""

import re
from collections.abc import Iterable, Iterator

from builder.model.narrative import plain_text, spot_at
from builder.project.found import PackageAsFound
from builder.project.problems import Level, Place, Problem, shortened
from builder.project.schemas import holds_words
from builder.project.vocabulary import SiteText, Vocabulary

_TITLES = frozenset({("documents", "title"), ("sources", "title"), ("organisations", "name"), ("groups", "name")}) | {
    ("funding", "fund")
}
"""Tables and columns that hold names which others gave."""
_AS_PRINTED = frozenset({"place", "search_words", "period_printed", "printed", "publisher"})
"""Columns that say what stands in a source, or what people type."""
_LEFT_ALONE = re.compile(r'"[^"]*"|“[^”]*”|`[^`]*`|\{\{.*?\}\}|\{%.*?%\}|\]\([^)]*\)|<[^>]*>|https?://\S+')
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_STYLES = (
    (re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?(?:{_MONTHS})\b"), "Write the day as 30 January 2025."),
    (re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/])"), "Write the day as 30 January 2025."),
    (
        re.compile(r"(?<![\d/-])(?:19|20)\d\d ?[-–/] ?(?:(?:19|20)\d\d|\d\d)(?![\d/-])"),
        'Write a range of years in words, such as "2022 to 2023".',
    ),
    (re.compile(r"\b\d[\d,.]* ?(?:percent|per cent)\b"), "Write the sign: 42.2%."),
    (re.compile(r"\d %"), "Write the sign next to the number: 42.2%."),
)


def find_word_warnings(texts: Iterable[SiteText], titles: Iterable[str], vocabulary: Vocabulary) -> list[Problem]:
    """Return a warning for each label and each date, range or percentage in another style.

    `titles` are names from the data, which may hold a label beside those of the vocabulary.
    """
    known = sorted({*titles, *vocabulary.titles}, key=len, reverse=True)
    labels = [(label.pattern, label.instead) for label in vocabulary.labels]
    any_label = re.compile("|".join(pattern.pattern for pattern, _ in labels), re.IGNORECASE) if labels else None
    official = [title for title in known if any_label and any_label.search(title)]
    allowed = re.compile("|".join(re.escape(title) for title in official) or r"(?!)", re.IGNORECASE)
    warnings = []
    for text in texts:
        own = _LEFT_ALONE.sub(" … ", text.text)
        if any_label and any_label.search(own):
            plain = allowed.sub(" … ", own)
            warnings += [
                _warning(text, "label", f'"{match[0]}" labels people.', f'Write "{instead}", if it is no title.')
                for pattern, instead in labels
                for match in pattern.finditer(plain)
            ]
        for pattern, remedy in _STYLES:
            warnings += [
                _warning(text, "style", f'"{shortened(match[0])}" is not in the style of this site.', remedy)
                for match in pattern.finditer(own)
            ]
    return warnings


def texts_of(package: PackageAsFound) -> Iterator[SiteText]:
    """Yield every cell of a package that is a text of our own, and each paragraph of its narratives."""
    for name, table in package.tables.items():
        fields = [
            field.name
            for field in table.schema.fields
            if holds_words(field)
            and field.name in table.columns
            and field.name not in _AS_PRINTED
            and (name, field.name) not in _TITLES
        ]
        for index, row in table.sound_rows():
            for field in fields:
                if cell := row[table.columns[field]]:
                    yield SiteText(table.place(index, field), cell)
    for narrative in package.narratives:
        for text, spots in map(plain_text, narrative.runs):
            if spots:
                spot = spot_at(spots, 0)
                yield SiteText(Place(narrative.path, line=spot.line, character=spot.character), text)


def titles_of(package: PackageAsFound) -> Iterator[str]:
    """Yield every name in a package that others gave."""
    for name, column in sorted(_TITLES):
        table = package.tables.get(name)
        if table and column in table.columns:
            yield from (row[table.columns[column]] for _, row in table.sound_rows() if row[table.columns[column]])


def _warning(text: SiteText, cause: str, fault: str, remedy: str) -> Problem:
    return Problem(text.place, cause, fault, remedy, Level.WARNING)
