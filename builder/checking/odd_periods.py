"""Questions about periods: years that are missing between two figures, that overlap, or that start elsewhere."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from builder import wording
from builder.checking.asking import ask
from builder.checking.series import Figures, Kind, Point, Series
from builder.project.problems import Problem

_YEAR = 12
_MOST = 0.75
"""The share of a metric's series that must start in one month for another one to be odd."""
_FEWEST = 3


def ask_of_gaps(figures: Figures) -> Iterator[Problem]:
    """Ask about periods that are missing in a series and that no other series of the metric lacks as well."""
    for kind, members in figures.alike.items():
        for series in members:
            usual = _usual_step(series, members, _elsewhere(figures, kind))
            for number, (earlier, later) in enumerate(pairwise(series.points)):
                step = later.months - earlier.months
                length = earlier.period.months or 0
                if usual is None or step < max(2 * usual, length + 1) or later.row.text("status") == "b":
                    continue
                if not _others_have(earlier, later, [one for one in members if one is not series]):
                    continue
                alone = number == 0 and len(series.points) > 2
                missing = step // usual - 1
                first = earlier.months + usual
                last = first + (missing - 1) * usual
                yield from ask(
                    (earlier if alone else later).row,
                    "period_start",
                    "gap",
                    f"{_missing(first, last, usual)} missing between the figures of this series for "
                    f"{wording.period(earlier.period)} and for {wording.period(later.period)}.",
                    'Is the year right? If there are no figures, add rows with x in "status".',
                )


def _usual_step(series: Series, members: Sequence[Series], elsewhere: Sequence[Series]) -> int | None:
    """Return how many months most steps of a series have, or those of its metric where it has too few."""
    own = Counter(later.months - earlier.months for earlier, later in pairwise(series.points))
    most = own.most_common(1)
    if most and most[0][1] >= 2 and most[0][1] * 2 >= own.total() and most[0][0] > 0:
        return most[0][0]
    if own.total() > 2:
        return None
    pooled = Counter(
        later.months - earlier.months
        for one in (*members, *elsewhere)
        if one is not series
        for earlier, later in pairwise(one.points)
    )
    most = pooled.most_common(1)
    is_usual = most and most[0][0] > 0 and most[0][1] >= _FEWEST and most[0][1] * 3 >= pooled.total() * 2
    return most[0][0] if is_usual else None


def _elsewhere(figures: Figures, kind: Kind) -> Sequence[Series]:
    return figures.alike_elsewhere.get(kind, ())


def _others_have(earlier: Point, later: Point, others: Sequence[Series]) -> bool:
    """Return whether another series goes on between two figures; where none spans them, nobody knows better."""
    spanning = [
        one for one in others if one.points[0].months <= earlier.months and one.points[-1].months >= later.months
    ]
    return not spanning or any(earlier.months < point.months < later.months for one in spanning for point in one.points)


def _missing(first: int, last: int, usual: int) -> str:
    years = sorted({(month - 1) // _YEAR for month in (first, last)})
    if usual % _YEAR:
        return "Periods are"
    return f"{years[0]} to {years[-1]} are" if len(years) > 1 else f"The period that starts in {years[0]} is"


def ask_of_overlaps(figures: Figures) -> Iterator[Problem]:
    """Ask about a period that overlaps the one before it where the others of its series do not."""
    for kind, members in figures.alike.items():
        for series in members:
            # Years of two kinds overlap, and are asked about as such.
            if any(point.row.place("period_start") in figures.asked for point in series.points):
                continue
            steps = [later.months - earlier.months for earlier, later in pairwise(series.points)]
            for earlier, later in pairwise(series.points):
                length, step = earlier.period.months, later.months - earlier.months
                others = [one for one in (*members, *_elsewhere(figures, kind)) if one is not series]
                if not length or not 0 < step < length or _rolls(step, steps, others):
                    continue
                yield from ask(
                    later.row,
                    "period_start",
                    "overlap",
                    f"This period ({wording.period(later.period)}) overlaps the one before it "
                    f"({wording.period(earlier.period)}, row {earlier.row.index + 2}).",
                    "Is its first day right?",
                )
                break


def _rolls(step: int, steps: Sequence[int], others: Sequence[Series]) -> bool:
    """Return whether a step is one in which windows roll on, in the series or in others of the metric."""
    if 1 < steps.count(step) >= len(steps) / 2 or (len(steps) == 1 and step % _YEAR == 0):
        return True
    elsewhere = [later.months - earlier.months for one in others for earlier, later in pairwise(one.points)]
    return elsewhere.count(step) >= _FEWEST


def ask_of_start_months(figures: Figures) -> Iterator[Problem]:
    """Ask about a series of years that starts in another month than nearly all others of its metric."""
    alike: dict[tuple[str, ...], list[Series]] = defaultdict(list)
    for kind, members in figures.alike.items():
        for series in members:
            alike[(*kind, series.points[0].row.text("method_version"))].append(series)
    for comparable in alike.values():
        starts = Counter(point.period.start.month for one in comparable for point in one.points)
        for series in comparable:
            months = {point.period.start.month for point in series.points}
            if len(months) > 1 or (series.points[0].period.months or 1) % _YEAR:
                continue
            usual = starts - Counter(point.period.start.month for point in series.points)
            most = usual.most_common(1)
            if not most or most[0][0] in months or most[0][1] < _FEWEST or most[0][1] < _MOST * usual.total():
                continue
            first = series.points[0].period.start
            yield from ask(
                series.points[0].row,
                "period_start",
                "start-month",
                f"This period starts in {first:%B}, and the others of this metric start in "
                f"{date(2000, most[0][0], 1):%B}.",
                f"Is it {date(first.year, most[0][0], 1).isoformat()}?",
            )
