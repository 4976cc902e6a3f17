"""Turns what a file prints into rows of observations, by a mapping: areas, groups, periods, numbers and status."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal

from builder.analysis.chance import Comparison
from builder.intake.convert import words
from builder.intake.convert.groups import as_used, breakdown_of, categories_of, is_everyone, spelt, whole_of
from builder.intake.convert.known import Known
from builder.intake.convert.mapping import HIDE, LEAVE_OUT, Conversion, Entry
from builder.intake.convert.merging import FIGURES
from builder.intake.convert.numbers import Number, read_number
from builder.intake.convert.periods import Span, read_period
from builder.intake.convert.printed import Printed
from builder.model.measures import CROSSING, WITHOUT_VALUE, Bound, Status, Unit
from builder.project.problems import did_you_mean

Row = dict[str, str]
"""A row of observations.csv: the text of each cell by its column."""

_MOST_DECIMALS = 15
"""As many as a cell can have."""
_ALL_DIGITS = Context(prec=60)
"""Room for the digits before and behind the point."""
_SMALL_LIMIT = 10
"""Up to which limit a count that is only said to lie below it is a small number that the source hides."""
_SMALL = 5
"""The smallest number of people that the check takes where a package says nothing else."""
_SAME_DIGITS = Decimal("0.00005")
"""How far apart, as a share, a value and what its count gives may be: the same as in the check."""
_NOTES = (
    (re.compile(r"suppress|disclosure control|small (?:count|number)", re.IGNORECASE), Status.CONFIDENTIAL),
    (re.compile(r"combined", re.IGNORECASE), Status.NOT_APPLICABLE),
    (re.compile(r"missing|not available|cannot be calculated", re.IGNORECASE), Status.NOT_AVAILABLE),
    (re.compile(r"estimated", re.IGNORECASE), Status.ESTIMATED),
    (re.compile(r"data quality|reliab|caution", re.IGNORECASE), Status.UNRELIABLE),
)
"""What the notes of publishers say of a value, the first that fits."""
_STATUS_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("", "normal", "normal value", "undefined", "final", "a", "n"), ""),
    **dict.fromkeys(("low reliability", "unreliable", "u"), Status.UNRELIABLE),
    **dict.fromkeys(("provisional", "provisional value", "p"), Status.PROVISIONAL),
    **dict.fromkeys(("estimated", "estimated value", "e"), Status.ESTIMATED),
    **dict.fromkeys(("revised", "r"), Status.REVISED),
    **dict.fromkeys(("time series break", "break", "b"), Status.BREAK),
    **dict.fromkeys(("confidential", "suppressed", "c", "[c]"), Status.CONFIDENTIAL),
    **dict.fromkeys(("missing", "missing value", "not available", "x", "[x]", "m"), Status.NOT_AVAILABLE),
    **dict.fromkeys(("not applicable", "z", "[z]"), Status.NOT_APPLICABLE),
}
_POWERS = {
    **dict.fromkeys(("", "unit", "units", "0"), 0),
    **dict.fromkeys(("hundreds", "2"), 2),
    **dict.fromkeys(("thousand", "thousands", "3"), 3),
    **dict.fromkeys(("million", "millions", "6"), 6),
    **dict.fromkeys(("billion", "billions", "9"), 9),
}
"""Publishers name what a number is counted in by words, or by the power of ten."""
_LENGTHS = {"y": 12, "q": 3, "m": 1}


@dataclass
class Made:
    """The rows that a file gives, what of it was left out, and what must be settled first."""

    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What keeps the file from being taken in: sentences with their places."""
    verdicts: list[tuple[Row, str]] = field(default_factory=list)
    """Rows with how the publisher says that their area stands to England."""
    not_mapped: int = 0
    """How many numbers are of indicators that are left out."""
    other_areas: Counter[str] = field(default_factory=Counter)
    other_groups: Counter[str] = field(default_factory=Counter)
    crossed: Counter[tuple[str, ...]] = field(default_factory=Counter)
    repeated: int = 0
    without_counts: int = 0
    """How many rows go without count and denominator, which do not give the value."""
    only_99_8: int = 0
    small_hidden: int = 0
    """How many counts are hidden, of which the source says only that they are below some number."""


def figures_of(printed: Iterable[Printed], entries: Mapping[str, Entry], conversion: Conversion, known: Known) -> Made:
    """Return the rows of observations of what a file prints."""
    made = Made()
    by_indicator: dict[str, list[Printed]] = defaultdict(list)
    for one in printed:
        by_indicator[one.indicator].append(one)
    found: dict[tuple[str, ...], tuple[Row, str, str]] = {}
    for indicator, members in by_indicator.items():
        entry = entries[indicator]
        if entry.metric == LEAVE_OUT:
            made.not_mapped += len(members)
            continue
        fault = _entry_fault(indicator, entry, known, conversion)
        if fault:
            made.faults.append(fault)
            continue
        for row, one in _rows(members, entry, known, made):
            _keep(row, one, found, made)
    made.rows = [row for row, _, _ in found.values()]
    made.verdicts = [(row, compared) for row, _, compared in found.values() if compared in set(Comparison)]
    return made


def _entry_fault(indicator: str, entry: Entry, known: Known, conversion: Conversion) -> str:
    if not entry.metric:
        return words.metric_missing(entry.line, indicator, entry.title, known.nearest_metric(entry.title or indicator))
    if entry.metric not in known.metrics:
        return words.metric_unknown(entry.line, entry.metric, did_you_mean(entry.metric, known.metrics))
    if entry.source not in known.sources and entry.source not in conversion.sources:
        return words.source_unknown(entry.line, entry.source)
    return ""


_KEY = ("metric", "area", "breakdown", "group", "method_version", "period_start", "period_duration")


def _keep(row: Row, one: Printed, found: dict[tuple[str, ...], tuple[Row, str, str]], made: Made) -> None:
    """Keep a row, but for one that stands in the file twice; two that contradict each other are a fault."""
    key = tuple(row[name] for name in _KEY)
    earlier = found.setdefault(key, (row, one.cell, one.compared.casefold()))
    if earlier[0] is row:
        return
    if all(earlier[0][name] == row[name] for name in FIGURES):
        made.repeated += 1
    else:
        made.faults.append(words.contradiction(one.cell, earlier[1], one.place))


def _rows(members: Sequence[Printed], entry: Entry, known: Known, made: Made) -> Iterator[tuple[Row, Printed]]:
    wholes = _wholes(members, entry)
    metric = known.metrics[entry.metric]
    for one in members:
        area = known.area_of(one.code, one.area)
        if not area or area == LEAVE_OUT:
            made.other_areas[" ".join(filter(None, (one.code, one.area))) or words.NO_AREA] += 1
            continue
        parts = [(name, part) for name, part in one.groups if not is_everyone(part) and wholes.get(name) != part]
        unwanted = [name for name, _ in parts if entry.breakdowns is not None and name not in entry.breakdowns]
        if unwanted:
            made.other_groups[unwanted[0]] += 1
            continue
        if len(parts) > 1 and not entry.crossed:
            made.crossed[tuple(name for name, _ in parts)] += 1
            continue
        cells = _cells(one, entry, metric, made)
        if cells is None:
            continue
        named = [(_breakdown(name, entry), _group(name, part, entry, known)) for name, part in parts]
        yield (
            {
                "metric": entry.metric,
                "area": area,
                "breakdown": CROSSING.join(name for name, _ in named),
                "group": CROSSING.join(group for _, group in named),
                **cells,
                "method_version": entry.method_version,
                "source": entry.source,
                "place": one.place,
            },
            one,
        )


def _wholes(members: Sequence[Printed], entry: Entry) -> dict[str, str]:
    """Return, for each breakdown of an indicator, the category that stands for everyone."""
    categories = categories_of(one.groups for one in members)
    return {name: entry.everyone.get(name) or whole_of(name, found) for name, found in categories.items()}


def _breakdown(name: str, entry: Entry) -> str:
    return breakdown_of(name) if entry.breakdowns is None else entry.breakdowns[name]


def _group(name: str, part: str, entry: Entry, known: Known) -> str:
    if part in entry.groups:
        return entry.groups[part]
    breakdown = _breakdown(name, entry)
    return as_used(spelt(breakdown, part), known.spellings.get(breakdown, {}))


def _cells(one: Printed, entry: Entry, metric: Mapping[str, str], made: Made) -> Row | None:
    """Return the cells of a row that say when and how much; None where there is a fault."""
    span = read_period(one.period, entry.years)
    if span is None or not _is_as_long(span, one.length):
        made.faults.append(words.unknown_period(one.cell, one.period, one.length if span else ""))
        return None
    number, fault = _number(one, entry)
    if number is None:
        made.faults.append(fault)
        return None
    if (
        number.bound in {Bound.LESS_THAN, Bound.AT_MOST}
        and metric["unit"] == Unit.COUNT
        and (number.value or 0) <= _SMALL_LIMIT
    ):
        made.small_hidden += 1
        number = Number(None, Status.CONFIDENTIAL)
    if entry.small == HIDE and _is_small(one, number, metric):
        made.small_hidden += 1
        number = Number(None, Status.CONFIDENTIAL)
    lower, upper, fault = _limits(one, number, entry)
    if fault:
        made.faults.append(fault)
        return None
    made.only_99_8 += one.only_99_8
    numerator, denominator = _counts(one, number, entry, metric, made)
    status = number.status
    notes = [one.note]
    if one.rounding and number.value is not None:
        notes.append(words.rounded_to(one.rounding))
        status = Status.LOW if number.value == 0 else status
    if number.is_about:
        notes.append(words.ABOUT)
    return {
        "period_start": span.start.isoformat(),
        "period_duration": span.duration,
        "period_basis": "implied" if span.is_read else "stated",
        "period_printed": span.printed,
        "value": _text(number.value, entry.decimals),
        "numerator": numerator,
        "denominator": denominator,
        "lower": _text(lower, entry.decimals),
        "upper": _text(upper, entry.decimals),
        "status": status or "",
        "note": " ".join(_sentence(note) for note in notes if note),
        "bound": number.bound or "",
    }


def _is_small(one: Printed, number: Number, metric: Mapping[str, str]) -> bool:
    """Return whether a number, or the count behind it, is one of people who must not be shown."""
    if metric.get("counts") == "things":
        return False
    count = read_number(one.count)
    values = [number.value if metric["unit"] == Unit.COUNT else None, count.value if count else None]
    return any(value is not None and 0 < value < _SMALL for value in values)


def _is_as_long(span: Span, length: str) -> bool:
    """Return whether a period is as long as the file says apart, where it does."""
    found = re.fullmatch(r"(\d+)([yqm])", length.casefold())
    if not found:
        return True
    months = int(span.duration[1:-1]) * (12 if span.duration[-1] == "Y" else 1)
    return months == int(found[1]) * _LENGTHS[found[2]]


def _number(one: Printed, entry: Entry) -> tuple[Number | None, str]:
    """Return the number of a row with its status, or why there is none."""
    number = read_number(one.value, entry.marks)
    if number is None:
        return None, words.unreadable_number(one.cell, one.value)
    given = entry.marks.get(one.mark, _STATUS_WORDS.get(one.mark.casefold()))
    if given is None:
        return None, words.unknown_mark(one.cell, one.mark)
    power = _POWERS.get(one.multiplier.casefold())
    if power is None:
        return None, words.unknown_multiplier(one.cell, one.multiplier)
    of_note = next((status for pattern, status in _NOTES if pattern.search(one.note)), None)
    status = number.status or (Status(given) if given else None) or of_note
    value = number.value.scaleb(power) if number.value is not None and power else number.value
    if value is None and status not in WITHOUT_VALUE:
        status = Status.NOT_AVAILABLE
    if value is not None and status in WITHOUT_VALUE:
        status = number.status if number.status not in WITHOUT_VALUE else None
    return Number(value, status, number.bound, number.is_about), ""


def _limits(one: Printed, number: Number, entry: Entry) -> tuple[Decimal | None, Decimal | None, str]:
    """Return the limits of a value, or what is wrong with them."""
    lower, upper = read_number(one.lower, entry.marks), read_number(one.upper, entry.marks)
    if lower is None or upper is None:
        return None, None, words.unreadable_number(one.cell, one.lower if lower is None else one.upper)
    if number.value is None or (lower.value is None and upper.value is None):
        return None, None, ""
    if lower.value is None or upper.value is None or not lower.value <= number.value <= upper.value:
        return None, None, words.wrong_limits(one.cell, one.value, one.lower, one.upper)
    return lower.value, upper.value, ""


def _counts(one: Printed, number: Number, entry: Entry, metric: Mapping[str, str], made: Made) -> tuple[str, str]:
    """Return count and denominator as they go beside a value: where they give it, or where it is standardised."""
    if not entry.counts or number.value is None or metric["unit"] not in {Unit.PERCENT, Unit.RATE}:
        return "", ""
    count, whole = (read_number(text, entry.marks) for text in (one.count, one.denominator))
    numerator, denominator = count.value if count else None, whole.value if whole else None
    if metric.get("standardised") == "yes":
        return _text(numerator, None), _text(denominator, None)
    if numerator is None or not denominator:
        return "", ""
    base = Decimal(metric["rate_base"] or 100) if metric["unit"] == Unit.RATE else Decimal(100)
    expected = base * numerator / denominator
    decimals = -int(number.value.as_tuple().exponent)
    if abs(number.value - expected) > max(Decimal(5).scaleb(-decimals - 1), expected * _SAME_DIGITS):
        made.without_counts += 1
        return "", ""
    return _text(numerator, None), _text(denominator, None)


def _text(value: Decimal | None, decimals: int | None) -> str:
    """Return a number as a cell holds it, with no more decimals than asked for, half away from zero."""
    if value is None:
        return ""
    has = max(0, -int(value.as_tuple().exponent))
    most = min(has, _MOST_DECIMALS if decimals is None else decimals)
    return f"{value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP, _ALL_DIGITS):f}"


def _sentence(note: str) -> str:
    return note if note.endswith((".", "!", "?")) else f"{note}."
