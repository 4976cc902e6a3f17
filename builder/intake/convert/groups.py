"""Names groups of people in one spelling: sexes, ages and substances, however a publisher writes them."""

import re
from collections.abc import Collection, Iterable, Mapping

SEX, AGE, SUBSTANCE = "Sex", "Age", "Substance"

_EVERYONE = frozenset(
    (
        *("", "total", "totals", "all", "all ages", "all persons", "all people", "persons", "person", "people"),
        *("not applicable", "n/a", "both", "both sexes", "all sexes", "all age groups", "mf", "t", "headline"),
    )
)
"""What publishers write in the place of a group where they mean everyone."""
_BREAKDOWNS = {
    **dict.fromkeys(("sex", "gender", "genderdata"), SEX),
    **dict.fromkeys(("age", "agegroup", "ageband", "agegroupdata", "agerange"), AGE),
    **dict.fromkeys(("druggroup", "druggroupdata", "substance", "substances", "drug"), SUBSTANCE),
}
_SEXES = {
    **dict.fromkeys(("m", "male", "males", "men", "man"), "Men"),
    **dict.fromkeys(("f", "female", "females", "women", "woman"), "Women"),
}
_NUMBERED_SEXES = {"1": "Men", "2": "Women"}
_SUBSTANCES = {
    frozenset(("opiate",)): "Opiates",
    frozenset(("non-opiate", "only")): "Non-opiates only",
    frozenset(("alcohol", "only")): "Alcohol only",
    frozenset(("non-opiate", "alcohol")): "Alcohol and non-opiates",
}
_AGE_ENDING = re.compile(r"\s*(?:years?|yrs?\.?)(?: old| of age)?$")
_AGE_RANGE = re.compile(r"(\d{1,3}) ?(?:-|–|to) ?(\d{1,3})")
_AGE_FROM = re.compile(r"(\d{1,3}) ?(?:\+|plus|and over|and older|or over|or older|& over)")
_AGE_BELOW = re.compile(r"(?:<|under|less than|below) ?(\d{1,3})")
_WEEKS = re.compile(r"(\d{1,3}) ?(?:-|–|to) ?(\d{1,3}) (weeks|months)")
_OLDEST = 999


def breakdown_of(column: str) -> str:
    """Return what the people are divided by in a column, such as Sex for "gender"."""
    plain = re.sub(r"[^a-z]", "", column.casefold())
    lowered = column.casefold()
    if plain in _BREAKDOWNS:
        return _BREAKDOWNS[plain]
    if "deprivation" in lowered:
        return "Deprivation"
    if "ethnic" in lowered:
        return "Ethnic group"
    words = " ".join(column.replace("_", " ").split())
    return words[:1].upper() + words[1:]


def is_everyone(category: str) -> bool:
    """Return whether a category of a file stands for everyone."""
    return category.casefold() in _EVERYONE


def spelt(breakdown: str, category: str) -> str:
    """Return a category in the spelling of packages, such as "18 and over" for "18+ yrs"."""
    text = " ".join(category.split())
    if breakdown == SEX:
        return _SEXES.get(text.casefold()) or _NUMBERED_SEXES.get(text) or text
    if breakdown == AGE:
        return _age(text)
    # Publishers number groups to keep them in order.
    text = re.sub(r"^\d\d (?=[A-Za-z])", "", text)
    if breakdown == SUBSTANCE:
        parts = re.sub(r"\bopiates\b", "opiate", text.casefold()).replace("&", " ").replace(" and ", " ").split()
        return _SUBSTANCES.get(frozenset(parts)) or _sentence(text)
    return _sentence(text)


def _sentence(text: str) -> str:
    words = text.capitalize() if text.isupper() and len(text) > 3 else text
    return words.replace(" & ", " and ")


def _age(text: str) -> str:
    lowered = text.casefold()
    plain = _AGE_ENDING.sub("", re.sub(r"^age(?:d|s)? ", "", lowered))
    if found := _WEEKS.fullmatch(lowered):
        return f"{int(found[1])} to {int(found[2])} {found[3]}"
    if found := _AGE_RANGE.fullmatch(plain):
        return f"{int(found[1])} to {int(found[2])}"
    if found := _AGE_FROM.fullmatch(plain):
        return f"{int(found[1])} and over"
    if found := _AGE_BELOW.fullmatch(plain):
        return f"under {int(found[1])}"
    return str(int(plain)) if plain.isdecimal() else _sentence(text)


def _ages(text: str) -> tuple[int, int] | None:
    """Return the youngest and the oldest age of a group as spelt here."""
    if found := re.fullmatch(r"(\d+) to (\d+)", text):
        return int(found[1]), int(found[2])
    if found := re.fullmatch(r"(\d+) and over", text):
        return int(found[1]), _OLDEST
    if found := re.fullmatch(r"under (\d+)", text):
        return 0, int(found[1]) - 1
    return (int(text), int(text)) if text.isdecimal() else None


def categories_of(rows: Iterable[Iterable[tuple[str, str]]]) -> dict[str, tuple[str, ...]]:
    """Return the categories of each breakdown in rows of columns and cells, each once.

    A row without a breakdown that others have is about everyone there, which is an empty category.
    """
    found: dict[str, dict[str, None]] = {}
    names: set[str] = set()
    for row in rows:
        cells = dict(row)
        for name in (name for name in cells if name not in names):
            # The rows before this one have nothing in a column that begins here.
            found[name] = {"": None} if names else {}
        names |= cells.keys()
        for name, categories in found.items():
            categories[cells.get(name, "")] = None
    return {name: tuple(categories) for name, categories in found.items()}


def whole_of(breakdown: str, categories: Collection[str]) -> str:
    """Return the one category that stands for everyone, as the file writes it; empty where that is not clear.

    It is one that says "all" or "total", the only sex or age that there is, or the age group that holds all others.
    """
    known = [category for category in categories if not is_everyone(category)]
    if len(known) < len(categories):
        return ""
    said = [one for one in known if re.match(r"(?:\d\d )?(?:all|total)\b", one.casefold())]
    called = breakdown_of(breakdown)
    if len(said) == 1:
        return said[0]
    if len(known) == 1 and called in {SEX, AGE}:
        return known[0]
    if called == AGE:
        ranges = {one: _ages(spelt(AGE, one)) for one in known}
        for one, span in ranges.items():
            if span and all(other and span[0] <= other[0] and other[1] <= span[1] for other in ranges.values()):
                return one
    return ""


def spelling_of(used: Iterable[str]) -> Mapping[str, str]:
    """Return how a package spells groups that it has already, by how they are spelt here.

    A package that says "Female" goes on saying so.
    """
    by_spelling: dict[str, str] = {}
    for group in used:
        lowered = group.casefold()
        by_spelling.setdefault(_SEXES.get(lowered) or group, group)
        by_spelling.setdefault(_plain(group), group)
    return by_spelling


def as_used(group: str, used: Mapping[str, str]) -> str:
    """Return a group in the spelling that a package uses already."""
    return used.get(group) or used.get(_plain(group)) or group


def _plain(text: str) -> str:
    joined = re.sub(r"\s*(?:[\u2010-\u2015\u2212-]|\bto\b)\s*", "-", " ".join(text.split()).casefold())
    return re.sub(r"(?<=[a-z]{2})s\b", "", joined)
