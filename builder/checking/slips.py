"""Slips that spreadsheets and hurried hands make: two spellings, ranges made into dates, fractions for percentages.

Most are questions: what looks like a slip can be meant.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from builder.checking.asking import ask
from builder.model.measures import Unit
from builder.project.problems import Level, Problem
from builder.project.typed import TypedRow

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_MONTH = re.compile(r"(\d{1,2})-([A-Za-z]{3})(?:-\d{2,4})?")
_MONTH_YEAR = re.compile(r"([A-Za-z]{3})-(\d{2})")
_WHOLE_DATE = re.compile(r"\d{4}-(\d{2})-(\d{2})(?: .*)?|(\d{1,2})/(\d{1,2})/\d{2,4}")
_RANGE = re.compile(r"(\d{1,2})-(\d{1,2})")
_LAST_MONTH, _LAST_DAY = 12, 31
_HUNDREDFOLD = Decimal(30)
"""How many times as large other values must be for one below 1 to look like a fraction; 100 if all were alike."""

_ALIKE = (("men", "man", "male", "m"), ("women", "woman", "female", "f"))
"""Names of one group, in their plain form."""
_EVERYONE = frozenset(
    {"all", "total", "everyone", "person", "people", "all person", "all people", "all age", "both sexe"}
)
"""What stands for no group but for everyone, in its plain form."""

_KINDS_OF_CODES: Mapping[str, str] = {
    "E92": "country",
    "E12": "region",
    "E10": "county",
    "E06": "unitary",
    "E08": "unitary",
    "E09": "unitary",
    "E07": "district",
    "E23": "police-force",
    "E54": "integrated-care-board",
}
"""The kind of area that a code of the Office for National Statistics begins with."""

Tables = Mapping[str, tuple[TypedRow, ...]]


def find_slip_problems(tables: Tables, national: Tables) -> Iterator[Problem]:
    """Yield what looks like a slip in the observations and areas of a package; `national` is the framework's."""
    observations = tables.get("observations", ())
    yield from _find_spellings(observations, "breakdown", "")
    by_breakdown: dict[str, list[TypedRow]] = defaultdict(list)
    for row in observations:
        by_breakdown[_plain(row.text("breakdown"))].append(row)
    for members in by_breakdown.values():
        yield from _find_dates(members)
        yield from _find_spellings(members, "group", "group")
        by_metric: dict[str, list[TypedRow]] = defaultdict(list)
        for row in members:
            by_metric[row.text("metric")].append(row)
        for one in by_metric.values():
            yield from _find_spellings(one, "group", "group", _meant)
    yield from _find_totals(observations)
    of_percent = {
        row.text("metric")
        for table in (national, tables)
        for row in table.get("metrics", ())
        if row.text("unit") == Unit.PERCENT
    }
    yield from _find_fractions(row for row in observations if row.text("metric") in of_percent)
    yield from _find_area_slips(tables.get("areas", ()))


def _plain(text: str) -> str:
    """Return a name without what tells spellings apart: case, plural s, kind of dash, "to" and double spaces."""
    joined = re.sub(r"\s*(?:[\u2010-\u2015\u2212-]|\bto\b)\s*", "-", " ".join(text.split()).casefold())
    return re.sub(r"(?<=[a-z]{2})s\b", "", joined)


def _meant(text: str) -> str:
    """Return a group by what it means: men and males are one, and so are "65+" and "65 and over"."""
    plain = re.sub(r"\s*(?:year|yr)(?: old)?\b", "", _plain(text.replace("&", " and ")))
    plain = re.sub(r"^(?:aged? )?(\d+)(?: ?\+| ?plus| (?:and|or) (?:over|above|older|more))$", r"\1+", plain)
    plain = re.sub(r"^(?:aged? )?(?:under|below|less than|<) ?(\d+)$", r"<\1", plain)
    return next((names[0] for names in _ALIKE if plain in names), plain)


def _find_totals(rows: tuple[TypedRow, ...]) -> Iterator[Problem]:
    for row in rows:
        if _plain(row.text("group")) in _EVERYONE:
            yield from ask(
                row,
                "group",
                "total-as-group",
                f'The group "{row.text("group")}" stands for everyone.',
                'Leave "breakdown" and "group" empty, so that the figure joins the series of everyone.',
            )
            return


def _find_spellings(
    rows: tuple[TypedRow, ...] | list[TypedRow],
    field: str,
    noun: str,
    plain: Callable[[str], str] = _plain,
) -> Iterator[Problem]:
    first: dict[str, TypedRow] = {}
    told = set()
    for row in rows:
        written = row.text(field)
        earlier = first.setdefault(plain(written), row)
        if earlier.text(field) == written or written in told:
            continue
        told.add(written)
        yield from ask(
            row,
            field,
            "two-spellings",
            f'The {noun or field} "{written}" is spelt "{earlier.text(field)}" in row {earlier.place(field).row}, '
            "so that they count as two.",
            "If they are the same, spell both alike.",
        )


def _find_dates(rows: list[TypedRow]) -> Iterator[Problem]:
    told = set()
    for row in rows:
        group = row.text("group")
        if group in told:
            continue
        told.add(group)
        meant = _range_behind(group)
        if meant:
            fault = f'The group "{group}" is a date: Excel makes one of a range.'
            yield row.problem("group", "range-as-date", fault, f'Write it in words: "{meant}".')
        elif (found := _RANGE.fullmatch(group)) and _is_day(int(found[1]), int(found[2])):
            yield row.problem(
                "group",
                "range-like-date",
                f'Excel will make a date of the group "{group}" when it opens the table.',
                f'Write it in words: "{int(found[1])} to {int(found[2])}".',
                Level.WARNING,
            )


def _range_behind(group: str) -> str:
    """Return the range that Excel made a date of, such as "5 to 9" for 05-Sep; empty where the group is no date."""
    if (found := _DAY_MONTH.fullmatch(group)) and found[2].casefold() in _MONTHS:
        ends = int(found[1]), _MONTHS.index(found[2].casefold()) + 1
    elif (found := _MONTH_YEAR.fullmatch(group)) and found[1].casefold() in _MONTHS:
        ends = _MONTHS.index(found[1].casefold()) + 1, int(found[2])
    elif found := _WHOLE_DATE.fullmatch(group):
        one, other = (int(part) for part in found.groups() if part)
        ends = one, other
    else:
        return ""
    return f"{min(ends)} to {max(ends)}"


def _is_day(one: int, other: int) -> bool:
    return 1 <= min(one, other) <= _LAST_MONTH and max(one, other) <= _LAST_DAY


def _find_fractions(rows: Iterator[TypedRow]) -> Iterator[Problem]:
    by_metric: dict[str, list[tuple[TypedRow, Decimal]]] = defaultdict(list)
    for row in rows:
        value = row.number("value")
        if value and row.number("numerator") is None:
            by_metric[row.text("metric")].append((row, value))
    for members in by_metric.values():
        values = sorted(abs(value) for _, value in members)
        usual = values[len(values) // 2]
        for row, value in members:
            finely = -int(value.as_tuple().exponent) > 1
            alone = usual <= 1 and len(members) > 1 and finely
            if abs(value) <= 1 and (alone or usual >= abs(value) * _HUNDREDFOLD):
                yield from ask(
                    row,
                    "value",
                    "fraction",
                    f"The value {value} is below 1, and the metric is in per cent.",
                    f"Is it a fraction? {value} as a percentage is {(value * 100).normalize():f}.",
                )
                break


def _find_area_slips(rows: tuple[TypedRow, ...]) -> Iterator[Problem]:
    first: dict[str, TypedRow] = {}
    for row in rows:
        code, kind = row.text("code"), row.text("kind")
        earlier = first.setdefault(code, row) if code else row
        expected = _KINDS_OF_CODES.get(code[:3], "")
        if earlier is not row:
            yield row.problem(
                "code",
                "code-twice",
                f"Row {earlier.place('code').row} has the same code, and two areas never share one.",
                "Correct one of the two, or delete the area that stands here twice.",
            )
        elif expected and kind != expected:
            yield from ask(
                row,
                "kind",
                "code-and-kind",
                f'The code {code} is one of a {expected.replace("-", " ")}, but the kind is "{kind}".',
                "Correct one of the two.",
            )
