"""The rule that totals equal the sum of their parts, where a metric declares that they do."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from builder.model.measures import NOTHING_ADDS_UP, Unit, wholes_of
from builder.project.problems import Problem, did_you_mean, shortened
from builder.project.schemas import LIST_SEPARATOR
from builder.project.typed import TypedRow, keys_meant

AREA = "area"
"""The word in `adds_up_over` for the areas that belong to a larger one."""
PERIOD = "period"
"""The word in `adds_up_over` for shorter periods that make up a longer one."""
_AREAS = "areas"
"""What the parts of an area are called."""
_SHARES = frozenset({Unit.PERCENT, Unit.RATE})
"""The units of which not the values add up, but the numerators."""

_SAME = ("metric", "period_start", "period_duration", "period_order", "method_version")


def find_sum_problems(
    tables: Mapping[str, tuple[TypedRow, ...]], national: Mapping[str, tuple[TypedRow, ...]]
) -> list[Problem]:
    """Return a problem for every total that differs from the sum of its parts.

    A total is left alone where one of its parts is not published. Areas may come to less than the larger one that
    they are part of, unless the package says that they are all of it: many partnerships show some districts only.
    """
    observations = tables.get("observations", ())
    own_metrics = tables.get("metrics", ())
    crossed = {row.text("breakdown") for row in observations} - {""}
    breakdowns = {breakdown for one in crossed for breakdown in one.split(LIST_SEPARATOR)}
    by_metric: dict[str, list[TypedRow]] = defaultdict(list)
    for observation in observations:
        by_metric[observation.text("metric")].append(observation)
    problems = [
        problem
        for row in own_metrics
        for problem in _find_unknown_words(row, breakdowns | {AREA, PERIOD, NOTHING_ADDS_UP})
    ]
    for row in (*national.get("metrics", ()), *own_metrics):
        mine = by_metric.get(row.text("metric"), [])
        field = "numerator" if row.text("unit") in _SHARES else "value"
        for over in _adds_up_over(row):
            if over == AREA:
                problems += _find_area_problems(mine, tables.get("areas", ()), field)
            elif over != PERIOD:
                problems += _find_breakdown_problems(mine, over, field)
    return problems


def _find_unknown_words(metric: TypedRow, known: set[str]) -> Iterator[Problem]:
    for word in _adds_up_over(metric):
        if word in known:
            continue
        meant = keys_meant(word)
        written = f'Put a semicolon and a space between them: "{LIST_SEPARATOR.join(meant)}".'
        yield metric.problem(
            "adds_up_over",
            "unknown-breakdown",
            f'"{shortened(word)}" is neither "area", "period" nor a breakdown of the observations.',
            written if known.issuperset(meant) else did_you_mean(word, known) or "Correct it, or empty the cell.",
        )


def _adds_up_over(metric: TypedRow) -> list[str]:
    return [over for over in metric.text("adds_up_over").split(LIST_SEPARATOR) if over]


def _find_area_problems(rows: list[TypedRow], areas: tuple[TypedRow, ...], field: str) -> Iterator[Problem]:
    children: dict[str, set[str]] = defaultdict(set)
    for area in areas:
        if area.text("parent") and not area["comparator"]:
            children[area.text("parent")].add(area.text("area"))
    complete = {area.text("area") for area in areas if area.text("parts_complete") == "yes"}
    same = (*_SAME, "breakdown", "group")
    by_cell = {(*_key(row, same), row.text("area")): row for row in rows}
    for total in rows:
        parts = [by_cell.get((*_key(total, same), child)) for child in children[total.text("area")]]
        whole = total.text("area")
        yield from _compare(total, parts, _AREAS, field, must_be_all=whole in complete)


def _find_breakdown_problems(rows: list[TypedRow], breakdown: str, field: str) -> Iterator[Problem]:
    same = (*_SAME, "area")
    parts: dict[tuple[object, ...], list[TypedRow | None]] = defaultdict(list)
    for row in rows:
        for whole, over in wholes_of(row.text("breakdown"), row.text("group")):
            if over == breakdown:
                parts[*_key(row, same), *whole].append(row)
    for total in rows:
        mine = parts[*_key(total, same), total.text("breakdown"), total.text("group")]
        yield from _compare(total, mine, f'groups of "{breakdown}"', field)


def _key(row: TypedRow, fields: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row[field] for field in fields)


def _compare(
    total: TypedRow, parts: list[TypedRow | None], what: str, field: str, *, must_be_all: bool = True
) -> Iterator[Problem]:
    values = [part.number(field) if part else None for part in parts]
    known = [value for value in values if value is not None]
    whole = total.number(field)
    if not parts or len(known) < len(values) or whole is None:
        return
    added = sum(known, Decimal(0))
    if added > whole or (must_be_all and added < whole):
        otherwise = 'take the word out of "adds_up_over" in metrics.csv'
        if what == _AREAS and added < whole:
            otherwise = 'write no in "parts_complete" of the area in areas.csv'
        yield total.problem(
            field,
            "sum",
            f"The {field} is {whole}, but its {what} add up to {added}.",
            f"Correct the figure that is wrong, or {otherwise}.",
        )
