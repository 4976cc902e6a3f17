"""Questions about single figures: of another order than those around them, swapped, repeated, nothing, or too large.

Each limit follows the spread of the figures themselves, and what chance does to small counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import log, prod
from statistics import median

from builder.analysis.spread import apart, chance_of_a_repeat, middle, usual_deviation
from builder.checking.asking import ask, is_answered
from builder.checking.series import Figures, Point, Series, kind_of
from builder.model.measures import GROWS_WITH_THE_AREA, Period, Status, Unit, wholes_of
from builder.project.problems import Problem

_ALWAYS, _UNKNOWN, _SHIFT = log(3), log(5), log(5)
"""How far a figure must be from its neighbours: where their spread is known, where not, and where it stays there."""
_DEVIATIONS = 4
"""How many usual steps a step must be long to be odd."""
_AMONG, _FEWEST_AMONG = log(4), 5
"""How far a figure must be from those of other areas, and of how many."""
_REPEATED = 0.0075
"""How unlikely it must be that a figure comes again."""
_ALL_REPEATED = 0.001
_UNKNOWN_CHANGE = 0.03
"""How much a figure changes, as a share of it, where nothing is known."""
_NEVER_NONE = 10
"""The count of which chance makes none once in 20,000 times."""
_GRAINS = (1000, 500, 100, 50, 10, 5)
_WHOLE, _SLACK = Decimal(100), Decimal("1.5")
_STILL_SHARES = Decimal(130)
_SWAPPED, _CLOSER = log(1.25), 0.6
"""How far a figure must be from the one before it to look swapped, and how much closer the other one must be."""
_TENTH = 0.35
"""How far, as a logarithm, a ratio may be from ten or a hundred to be called that."""


def ask_of_another_order(figures: Figures) -> Iterator[Problem]:
    """Ask about each figure that is many times, or a small part of, those before and after it in its series."""
    for members in figures.alike.values():
        pooled = usual_deviation(step for one in members for step in one.steps()) if len(members) > 1 else None
        for series in members:
            yield from _ask_in_series(figures, series, pooled)


def _ask_in_series(figures: Figures, series: Series, pooled: float | None) -> Iterator[Problem]:
    before: Point | None = None
    odd: Point | None = None
    points = [point for point in series.sized if point.row.place("value") not in figures.asked]
    for number, point in enumerate(points):
        after = points[number + 1] if number + 1 < len(points) else None
        other = _odd_beside(figures, series, pooled, point, (before, after))
        if other is None or (odd and abs(apart(point.size, odd.size)) < _ALWAYS):
            # What stays on a new level is asked about once.
            before = point
            continue
        odd = point
        where = "before" if other.period < point.period else "after"
        fault = f"{point.value:,f} is {_times(point, other)} the figure {where} it ({other.shown})."
        if _is_small(figures, point):
            fault = f"This figure is far below the one {where} it ({other.shown})."
        yield from ask(point.row, "value", "other-order", fault, _slip(point, other))


def _odd_beside(
    figures: Figures,
    series: Series,
    pooled: float | None,
    point: Point,
    beside: tuple[Point | None, Point | None],
) -> Point | None:
    """Return the neighbour that a figure is oddly far from, if there is one."""
    if point.row.text("status") == Status.BREAK:
        return None
    before, after = beside
    if not any(other and abs(apart(point.size, other.size)) > _ALWAYS for other in beside):
        return None
    own = usual_deviation(series.steps(but=point))
    usual = own if own is not None else pooled

    def far(other: Point | None, least: float = 0.0) -> float:
        """Return how far a figure is from another one, beyond what is usual; 0 where it is not."""
        if other is None:
            return 0.0
        limit = _UNKNOWN if usual is None else max(_ALWAYS, _DEVIATIONS * usual)
        distance = apart(point.size, other.size)
        return distance if abs(distance) > max(limit, least, 4 * figures.chance(point, other)) else 0.0

    if before and after:
        back, ahead = far(before), far(after)
        if back * ahead > 0 or (far(before, _SHIFT) and abs(apart(point.size, after.size)) < abs(back) / 2):
            return before
        return None
    if before:
        return before if far(before) else None
    others_agree = len(series.sized) > 2 and all(abs(step) <= _ALWAYS for step in series.steps(but=point))
    return after if far(after) and others_agree else None


def ask_among_areas(figures: Figures) -> Iterator[Problem]:
    """Ask about each share, rate or mean that is far from all others of its metric, in whatever area and period."""
    for (metric, *_), (own, elsewhere) in figures.of_one_kind.items():
        sizes = [float(value) for row in (*own, *elsewhere) if (value := row.number("value")) and value > 0]
        if figures.unit(metric) in {*GROWS_WITH_THE_AREA, ""} or len(sizes) <= _FEWEST_AMONG:
            continue
        centre, spread = middle(sizes)
        for row in own:
            size = float(row.number("value") or 0)
            if size <= 0 or abs(apart(size, centre)) <= max(_AMONG, _DEVIATIONS * spread):
                continue
            others = [one for one in sizes if one != size]
            if others and not min(others) <= size <= max(others):
                extreme = "highest" if size > centre else "lowest"
                yield from ask(
                    row,
                    "value",
                    "far-from-others",
                    f"{row.number('value'):,f} would be by far the {extreme} of {len(sizes)} figures of this metric: "
                    f"the others are {min(others):,g} to {max(others):,g}.",
                    "Is the decimal point in its place?",
                )


def ask_of_swapped(figures: Figures) -> Iterator[Problem]:
    """Ask about two figures of one period that would fit better the other way round: of two areas or two groups.

    Where several others would fit as well, none of them stands out, and nothing is asked.
    """
    moves: dict[tuple[str, Period], list[_Move]] = defaultdict(list)
    for members in figures.alike.values():
        pooled = usual_deviation(step for series in members for step in series.steps()) or 0.0
        for series in members:
            for earlier, later in pairwise(series.sized):
                moves[later.row.text("metric"), later.period].append(_Move(figures, series, pooled, (earlier, later)))
    told: set[Point] = set()
    for _, moved in sorted(moves.items(), key=lambda item: item[0][1]):
        for one in moved:
            if not one.is_odd or told & {one.point, one.before}:
                continue
            fitting = [other for other in moved if _are_swapped(one, other)]
            if len(fitting) != 1 or is_answered(fitting[0].point.row, "value"):
                continue
            other = fitting[0].point
            told |= {one.point, other}
            figures.asked.add(other.row.place("value"))
            yield from ask(
                one.point.row,
                "value",
                "swapped",
                f"{_name(figures, one.point)} {one.point.value:,f} and {_name(figures, other)} {other.value:,f} "
                f"(row {other.row.index + 2}) would fit better the other way round.",
                "Look which is which in the source.",
            )


class _Move:
    """A figure and the one before it."""

    def __init__(self, figures: Figures, series: Series, pooled: float, pair: tuple[Point, Point]) -> None:
        self.before, self.point = pair
        self.step = apart(self.point.size, self.before.size)
        self.is_odd = abs(self.step) > _SWAPPED
        if self.is_odd:
            own = usual_deviation(series.steps(but=self.point), 2) or 0.0
            self.is_odd = abs(self.step) > 4 * max(own, pooled, figures.chance(*pair))


def _are_swapped(one: _Move, other: _Move) -> bool:
    """Return whether two figures are further from those before them than if they changed places."""
    if one.step * other.step >= 0:
        return False
    rows = one.point.row, other.point.row
    same = [rows[0].text(field) == rows[1].text(field) for field in ("area", "group")]
    if rows[0].text("breakdown") != rows[1].text("breakdown") or not any(same):
        return False
    steps = [abs(one.step), abs(other.step)]
    swapped = [abs(apart(one.point.size, other.before.size)), abs(apart(other.point.size, one.before.size))]
    fits = sum(step * step for step in swapped) < sum(step * step for step in steps) / 3
    return fits and max(swapped) < _CLOSER * max(steps)


def ask_of_repeats(figures: Figures) -> Iterator[Problem]:
    """Ask about figures that are last year's again, where that is unlikely."""
    repeats: dict[tuple[str, Period], list[tuple[Point, float]]] = defaultdict(list)
    moved: set[tuple[str, Period]] = set()
    for members in figures.alike.values():
        pooled = [abs(step) for one in members for step in one.steps() if step]
        for series in members:
            again = [later for earlier, later in pairwise(series.sized) if earlier.value == later.value]
            moved |= {(point.row.text("metric"), point.period) for point in series.sized[1:] if point not in again}
            for point in again if len(again) == 1 else ():
                chance = _chance_of_a_repeat(figures, series, pooled, point)
                repeats[point.row.text("metric"), point.period].append((point, chance))
    for key, found in repeats.items():
        if len(found) > 2 and key not in moved and prod(chance for _, chance in found) < _ALL_REPEATED:
            fault = f"All {len(found)} figures of this metric for this period are those of the period before."
            yield from ask(found[0][0].row, "value", "repeated", fault, "Were last year's rows copied and not changed?")
            continue
        for point, chance in found:
            if chance < _REPEATED:
                fault = f"{point.value:,f} is the figure of the period before again."
                yield from ask(point.row, "value", "repeated", fault, "Was last year's row copied and not changed?")


def _chance_of_a_repeat(figures: Figures, series: Series, pooled: Sequence[float], point: Point) -> float:
    if _is_small(figures, point):
        return 1.0
    changes = [
        abs(later.size - earlier.size) for earlier, later in pairwise(series.sized) if later.value != earlier.value
    ]
    usual = usual_deviation(changes, 3)
    if usual is None:
        share = usual_deviation(pooled, 3)
        usual = point.size * (_UNKNOWN_CHANGE if share is None else share)
    chance = figures.chance(point, point) * point.size
    return chance_of_a_repeat(max(usual, chance), _grain(series))


def _grain(series: Series) -> float:
    """Return how far apart the figures of a series are that can be: 1, or 0.1, or 10 where all are rounded to that."""
    values = [point.value for point in series.known if point.value is not None]
    decimals = max(-int(value.as_tuple().exponent) for value in values)
    if decimals > 0:
        return 10.0**-decimals
    return next((float(grain) for grain in _GRAINS if not any(value % grain for value in values)), 1.0)


def ask_of_nothing(figures: Figures) -> Iterator[Problem]:
    """Ask about each zero in a series of figures that chance does not bring to zero."""
    for series in figures.series:
        sizes = [point.size for point in series.sized]
        none = [point for point in series.known if point.value == 0]
        if not sizes or len(none) * 4 > len(sizes) + 3:
            continue
        usual = median(sizes)
        counts = figures.unit(kind_of(series)[0]) == Unit.COUNT
        if usual < _NEVER_NONE if counts else len(sizes) < 3 or min(sizes) < usual / 4:
            continue
        for point in none:
            if counts and len(sizes) == 1 and usual < 3 * _NEVER_NONE:
                continue
            yield from ask(
                point.row,
                "value",
                "zero",
                f"This is 0, and the other figures of the series are about {usual:,g}.",
                'If there is no figure, leave the cell empty and write x in "status".',
            )


def ask_of_parts(figures: Figures) -> Iterator[Problem]:
    """Ask about each count of a part that is above that of its whole: an area in a larger one, a group of everyone."""
    for points in figures.beside.values():
        if figures.unit(points[0].row.text("metric")) != Unit.COUNT:
            continue
        by_key = {
            (point.row.text("area"), point.row.text("breakdown"), point.row.text("group")): point for point in points
        }
        for (area, breakdown, group), point in by_key.items():
            wholes = [((area, *whole), "everyone in it") for whole, _ in wholes_of(breakdown, group)]
            wholes += [((one, breakdown, group), figures.areas[one].text("name")) for one in _larger(figures, area)]
            above = [
                (by_key[key], name)
                for key, name in wholes
                if key in by_key
                and point.size > by_key[key].size
                and by_key[key].row.place("value") not in figures.asked
            ]
            for whole, name in above[:1]:
                yield from ask(
                    point.row,
                    "value",
                    "part-above-whole",
                    f"{point.value:,f} is above the {whole.value:,f} of {name} (row {whole.row.index + 2}), "
                    "of which it is a part.",
                    "Is one of the two wrong, or were they swapped?",
                )


def _larger(figures: Figures, area: str) -> list[str]:
    """Return the areas that an area is a part of: its parent, and England."""
    own = figures.areas.get(area)
    if own is None:
        return []
    country = [key for key, row in figures.areas.items() if row.text("kind") == "country" and key != area]
    return [key for key in (own.text("parent"), *country) if key in figures.areas and own.text("kind") != "country"]


def ask_of_shares(figures: Figures) -> Iterator[Problem]:
    """Ask about shares of one whole, over the groups of a breakdown, that come to more than all of it."""
    sets: dict[tuple[str, str], list[list[Point]]] = defaultdict(list)
    for (metric, _), points in figures.beside.items():
        if figures.unit(metric) != Unit.PERCENT or not _may_add_up(figures, metric):
            continue
        by_set: dict[tuple[str, str], list[Point]] = defaultdict(list)
        for point in points:
            by_set[point.row.text("area"), point.row.text("breakdown")].append(point)
        for (area, breakdown), members in by_set.items():
            # Where everyone has a figure too, each group has a share of its own.
            if breakdown and len(members) > 1 and (area, "") not in by_set:
                sets[metric, breakdown].append(members)
    for alike in sets.values():
        sums = [sum((point.value or Decimal(0) for point in members), Decimal(0)) for members in alike]
        for number, (members, added) in enumerate(zip(alike, sums, strict=True)):
            others = sums[:number] + sums[number + 1 :]
            are_shares = sum(abs(one - _WHOLE) <= _SLACK for one in others) * 2 > len(others) > 1
            if added > _WHOLE + _SLACK and (are_shares or (len(members) > 2 and added <= _STILL_SHARES)):
                yield from ask(
                    max(members, key=lambda point: point.size).row,
                    "value",
                    "shares-above-whole",
                    f"The {len(members)} groups of this breakdown come to {added:f}% together in this period.",
                    "Is one of them wrong? If a person can be in several groups, "
                    'write no in "adds_up_over" of metrics.csv.',
                )


def _may_add_up(figures: Figures, metric: str) -> bool:
    return figures.metrics[metric].text("adds_up_over") != "no" if metric in figures.metrics else False


def _name(figures: Figures, point: Point) -> str:
    area = point.row.text("area")
    name = figures.areas[area].text("name") if area in figures.areas else area
    group = point.row.text("group")
    return f"{name}, {group}," if group else name


def _is_small(figures: Figures, point: Point) -> bool:
    """Return whether a figure is a count so small that chance may be all there is, and that no message may repeat."""
    return figures.unit(point.row.text("metric")) == Unit.COUNT and point.size < _NEVER_NONE


def _times(point: Point, other: Point) -> str:
    ratio = point.size / other.size
    for size, more, less in ((10, "ten times", "a tenth of"), (100, "a hundred times", "a hundredth of")):
        if abs(abs(log(ratio)) - log(size)) < _TENTH / 5:
            return f"about {more if ratio > 1 else less}"
    return f"{ratio:,.1f} times" if ratio > 1 else f"{ratio:.0%} of"


def _slip(point: Point, other: Point) -> str:
    distance = abs(apart(point.size, other.size))
    by_ten = min(abs(distance - log(size)) for size in (10, 100, 1000)) < _TENTH
    if not by_ten:
        return "Is it of this metric, area and period?"
    more = point.size > other.size
    if point.value is not None and point.value != point.value.to_integral_value():
        return "Is the decimal point in its place?"
    return f"Is a digit too {'many' if more else 'few'}?"
