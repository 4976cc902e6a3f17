"""Questions about targets, money, dates, areas and sources, which are held against the other tables."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import log
from statistics import median

from builder import wording
from builder.analysis.spread import apart
from builder.checking.asking import ask
from builder.checking.periods import sound_period
from builder.checking.series import Figures, Point
from builder.model.measures import Unit
from builder.project.councils import Council, councils
from builder.project.problems import Problem
from builder.project.typed import TypedRow

_FAR, _OF_MONEY, _OF_PEOPLE = log(5), log(100), log(1.5)
"""How far apart figures of one thing may be: a target from what is measured, sums of money, people of a year."""
_SMALL = 10
_FRACTION = 1
_LONG_PAST, _FAR_AHEAD = 366, 366 * 30
_DAYS = {
    "actions": ("due", "original_due"),
    "milestones": ("due",),
    "targets": ("target_date",),
    "services": ("ends", "may_extend_to"),
}
"""For each table, the days to come that a row names."""
_MONEY = {"funding": ("pounds", ("fund", "area"), "financial_year"), "services": ("annual_cost", (), "")}
"""For each table, its column of pounds, what rows of one thing share, and what puts them in order."""
_NOISE = re.compile(r"\.\d*?(?:0{6,}|9{6,})\d{0,4}$")
"""The digits that arithmetic of computers leaves: 25.169999999999998."""
_YEARS = re.compile(r"\b((?:19|20)\d\d)(?:(?: to |[-–/])((?:19|20)?\d\d)\b)?")


def ask_of_noise(figures: Figures) -> Iterator[Problem]:
    """Ask about numbers with the digits that the arithmetic of a spreadsheet leaves."""
    for rows in figures.own.values():
        for row in rows[:1]:
            fields = [field.name for field in row.table.schema.fields if field.type == "number"]
        for row in rows:
            for field in fields:
                number = row.number(field)
                if number is None or not _NOISE.search(f"{number:f}"):
                    continue
                meant = round(number, 8).normalize()
                yield from ask(
                    row,
                    field,
                    "digits-of-a-computer",
                    f"{number:f} has digits that a spreadsheet adds when it calculates.",
                    f"Does the source print {meant:f}?",
                )


def ask_of_targets(figures: Figures) -> Iterator[Problem]:
    """Ask about targets and baselines of another order than what is measured, and than each other."""
    for row in figures.own.get("targets", ()):
        metric = row.text("metric")
        known = _measured(figures, row)
        base = row.number("baseline_value")
        newest = known[-1] if known else None
        period = sound_period(row, "baseline_period")
        same = next((point for point in known if point.period == period), None)
        yield from _ask_of_fractions(row, figures.unit(metric), base or (newest.value if newest else None))
        measured = [(newest.value, f"the figure {newest.shown}")] if newest and newest.value else []
        if not measured and (usual := figures.usual(metric)):
            measured = [(usual, f"the middle of all figures of its metric, about {usual:,f}")]
        compared = [(base, f"the baseline of {base:,f}")] if base else []
        yield from _ask_of_order(row, "target_value", figures.unit(metric), [*compared, *measured])
        if base is not None and same is None:
            yield from _ask_of_order(row, "baseline_value", figures.unit(metric), measured)
        if base is not None and same and same.value != base and not _agrees(same.value, base):
            yield from ask(
                row,
                "baseline_value",
                "baseline-differs",
                f"The baseline is {base:,f}, and observations.csv gives {same.value:,f} for the same period "
                f"(row {same.row.index + 2}).",
                "Which one is right? Was the figure revised?",
            )


def _ask_of_order(row: TypedRow, field: str, unit: str, compared: Sequence[tuple[Decimal, str]]) -> Iterator[Problem]:
    """Ask about a number that is of another order than all that it is compared with."""
    value = row.number(field)
    if value and compared and all(_is_far(value, other, unit) for other, _ in compared):
        other, name = compared[0]
        fault = f"{value:,f} is {_times(value, other)} {name}."
        remedy = "Is it in the unit of the metric, with the right number of digits?"
        yield from ask(row, field, "target-order", fault, remedy)


def _ask_of_fractions(row: TypedRow, unit: str, measured: Decimal | None) -> Iterator[Problem]:
    goal = row.number("target_value")
    fields = [("target_change", row.number("target_change"))]
    if unit == Unit.PERCENT:
        fields += [("target_points", row.number("target_points"))]
        fields += [("target_value", goal)] if measured is None or measured > 5 * _FRACTION else []
    for field, value in fields if "target_points" in row.cells else fields[:1]:
        if value and abs(value) <= _FRACTION and value != _FRACTION:
            yield from ask(
                row,
                field,
                "fraction",
                f"{value:f} is below 1, and the target is in per cent.",
                f"Is it a fraction? {value:f} as a percentage is {(value * 100).normalize():f}.",
            )


def _measured(figures: Figures, row: TypedRow) -> list[Point]:
    """Return what is measured of what a row promises, oldest first."""
    asked = [row.text(field) if field in row.cells else "" for field in ("metric", "area", "breakdown", "group")]
    return sorted(
        (
            point
            for series in figures.series
            for point in series.known
            if [point.row.text(field) for field in ("metric", "area", "breakdown", "group")] == asked
        ),
        key=lambda point: point.period,
    )


def _agrees(one: Decimal | None, other: Decimal) -> bool:
    """Return whether one of two numbers is the other one, rounded."""
    if one is None:
        return True
    places = min(-int(number.as_tuple().exponent) for number in (one, other))
    return round(one, places) == round(other, places)


def _is_far(one: Decimal, other: Decimal, unit: str) -> bool:
    if one <= 0 or other <= 0 or (unit == Unit.COUNT and max(one, other) < 5 * _SMALL):
        return False
    return abs(apart(float(one), float(other))) >= _FAR


def ask_of_claims(figures: Figures) -> Iterator[Problem]:
    """Ask about what a report printed where it is of another order than all that is measured of the same."""
    for row in figures.own.get("claims", ()):
        known = [point.value for point in _measured(figures, row) if point.value]
        for field in ("from_printed", "to_printed"):
            value = row.number(field)
            if not value or not known:
                continue
            near = min(known, key=lambda one: abs(apart(float(one), float(value))) if value > 0 and one > 0 else 0.0)
            if _is_far(value, near, figures.unit(row.text("metric"))):
                yield from ask(
                    row,
                    field,
                    "claim-order",
                    f"{value:,f} is {_times(value, near)} the nearest figure of the same metric and area ({near:,f}).",
                    "Was it copied rightly from the report?",
                )


def ask_of_money(figures: Figures) -> Iterator[Problem]:
    """Ask about sums of money of another order: than those of the same grant, or than all others."""
    for table, (field, shared, order) in _MONEY.items():
        rows = [row for row in figures.own.get(table, ()) if (row.number(field) or 0) > 0]
        amounts = [float(row.number(field) or 0) for row in rows]
        same: dict[tuple[str, ...], list[TypedRow]] = defaultdict(list)
        for row in rows:
            if order and not row.text(order):
                continue
            same[tuple(row.text(name) for name in shared)].append(row)
        told: set[int] = set()
        for members in same.values() if shared else ():
            members.sort(key=lambda row: row.text(order))
            for earlier, later in pairwise(members):
                before, now = earlier.number(field) or Decimal(1), later.number(field) or Decimal(1)
                if abs(apart(float(now), float(before))) >= _FAR and earlier.index not in told:
                    told.add(later.index)
                    yield from ask(
                        later,
                        field,
                        "money-order",
                        f"£{now:,f} is {_times(now, before)} the £{before:,f} of "
                        f"{earlier.text(order)} (row {earlier.index + 2}).",
                        "Is a digit too many or too few?",
                    )
        for number, row in enumerate(rows):
            others = amounts[:number] + amounts[number + 1 :]
            # Of two sums that are far apart, the smaller one is likelier to be in thousands.
            if len(others) == 1 and amounts[number] > others[0]:
                continue
            alone = all(abs(apart(amounts[number], other)) >= _OF_MONEY / 2 for other in others)
            if others and alone and row.index not in told and abs(apart(amounts[number], median(others))) >= _OF_MONEY:
                yield from ask(
                    row,
                    field,
                    "money-order",
                    f"£{row.number(field):,f} is far from all other sums of this table (about £{median(others):,.0f}).",
                    "Is it in pounds, and not in thousands or millions?",
                )


def ask_of_people(figures: Figures) -> Iterator[Problem]:
    """Ask about populations that change more from one row to the next than people do."""
    before: dict[str, TypedRow] = {}
    for row in sorted(figures.own.get("populations", ()), key=lambda row: row.day("date") or date.min):
        earlier = before.get(row.text("area"))
        before[row.text("area")] = row
        if earlier is None:
            continue
        one, other = row["people"], earlier["people"]
        if isinstance(one, int) and isinstance(other, int) and min(one, other) > 0:
            if abs(apart(one, other)) < _OF_PEOPLE:
                continue
            before[row.text("area")] = earlier
            yield from ask(
                row,
                "people",
                "population-order",
                f"{one:,} is {_times(Decimal(one), Decimal(other))} the {other:,} people of row {earlier.index + 2}.",
                "Is it the same area, with the right number of digits?",
            )


def ask_of_days(figures: Figures) -> Iterator[Problem]:
    """Ask about days to come that were over long before the source of the row was published, or are far away."""
    for table, fields in _DAYS.items():
        for row in figures.own.get(table, ()):
            source = figures.sources.get(row.text("source"))
            published = source.day("published") if source else None
            if published is None or ("basis" in row.cells and row.text("basis") == "reported"):
                continue
            for field in fields:
                day = row.day(field)
                if day is None or -_LONG_PAST < (day - published).days < _FAR_AHEAD:
                    continue
                when = "was over long before" if day < published else "is more than 30 years after"
                yield from ask(
                    row,
                    field,
                    "day-far-away",
                    f"{wording.day(day)} {when} the day of its source ({wording.day(published)}).",
                    "Is the year right?",
                )


def ask_of_codes(figures: Figures) -> Iterator[Problem]:
    """Ask about area codes that the list of England's councils gives to another name, or another kind of area."""
    by_name: dict[str, list[Council]] = defaultdict(list)
    for council in councils().values():
        by_name[_plain(council.name)].append(council)
    for row in figures.own.get("areas", ()):
        code, name = row.text("code"), row.text("name")
        known, called = councils().get(code), by_name.get(_plain(name), [])
        if not code or row["until"]:
            continue
        if known and _plain(known.name) != _plain(name) and not _is_part(known.name, name):
            right = f" {called[0].name} is {called[0].code}." if called else ""
            fault = f"{code} is the code of {known.name}, and this area is called {name}.{right}"
        elif not known and called and code[:3] not in _LEFT_ALONE:
            fault = f"{code} is not in the list of England's councils, where {called[0].name} is {called[0].code}."
        else:
            continue
        yield from ask(row, "code", "code-of-another", fault, "Is it the right code?")


_NO_NAME = frozenset(
    ["council", "county", "city", "borough", "district", "of", "the", "metropolitan", "royal", "unitary", "authority"]
)
"""Words beside the name of a place that tell no two apart."""
_LEFT_ALONE = frozenset({"E23", "E54", "E47", "E22", "E40", "E38"})
"""How codes of other areas begin, such as police forces, which are often called like a county."""


def _plain(name: str) -> str:
    """Return a name as names are compared: small letters, "and", and no "council", "county" or "city"."""
    words = re.findall(r"[a-z]+", name.lower().replace("&", " and "))
    return " ".join(word for word in words if word not in _NO_NAME)


def _is_part(one: str, other: str) -> bool:
    """Return whether one of two names holds the other one, such as "Riverside" and "Riverside without the city"."""
    names = sorted((_plain(one).split(), _plain(other).split()), key=len)
    return bool(names[0]) and set(names[0]) <= set(names[1])


def ask_of_sources(figures: Figures) -> Iterator[Problem]:
    """Ask about figures whose source tells, by all else that is known, of another metric or of another time."""
    rows = figures.own.get("observations", ())
    metrics: dict[str, Counter[str]] = defaultdict(Counter)
    sources: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        metrics[row.text("source")][row.text("metric")] += 1
        sources[row.text("metric")][row.text("source")] += 1
    for row in rows:
        metric, source = row.text("metric"), row.text("source")
        usual, other = _only_other(sources[metric], source), _only_other(metrics[source], metric)
        if usual and other:
            yield from ask(
                row,
                "source",
                "source-of-another",
                f'All other figures of this metric come from "{usual}", and all others of this source are "{other}".',
                "Does this source speak of this metric?",
            )
        period, known = sound_period(row), figures.sources.get(source)
        last = _last_year(known) if known and not known.day("published") else None
        if period and known and last and period.last_day.year > last:
            yield from ask(
                row,
                "period_start",
                "period-after-title",
                f'The period ends in {period.last_day.year}, and its source is called "{known.text("title")}".',
                "Is it the right source, and the right year?",
            )


def _only_other(counted: Counter[str], one: str) -> str:
    """Return the name that all rows but a single one have, if they are several; else an empty text."""
    others = [name for name in counted if name != one]
    return others[0] if counted[one] == 1 and len(others) == 1 and counted[others[0]] > 2 else ""


def _last_year(source: TypedRow) -> int | None:
    """Return the last year that the title of a source names."""
    years = []
    for first, second in _YEARS.findall(source.text("title")):
        years.append(int(first))
        if second:
            years.append(int(second) if len(second) == 4 else int(first[:2] + second))
    return max(years, default=None)


def _times(one: Decimal, other: Decimal) -> str:
    ratio = float(one / other)
    return f"{ratio:,.1f} times" if ratio >= 1 else f"{ratio:.1%} of"
