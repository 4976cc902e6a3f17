"""Figures that moved, in a few words beside them: which way they went, whether chance may be why, and when."""

from collections.abc import Sequence

from builder.analysis.benchmarks import COUNTRY
from builder.analysis.changes import Change, Direction, Leaning
from builder.analysis.series import Series
from builder.analysis.summaries import MetricSummary
from builder.analysis.verdicts import SeriesVerdict
from builder.model.measures import Metric, Observation, Unit
from builder.wording.changes import both_figures
from builder.wording.numbers import counted, listed, number, observed
from builder.wording.subjects import about, group_name
from builder.wording.time import observed_in, within
from builder.wording.verdicts import STAR, chance_label, judged_series

NO_FIGURES = "No figures published."
NOTHING_MOVED = "No figure went the right way or the wrong way."
_WAYS = {Leaning.GOOD: "right way", Leaning.BAD: "wrong way"}


def which_way(verdict: SeriesVerdict) -> str:
    """Return which way a figure went: "better" or "worse" by more than chance, else "right way" or "wrong way"."""
    if verdict.change is None or verdict.direction in {Direction.SAME, Direction.UNKNOWN}:
        return judged_series(verdict).removesuffix(STAR)
    if verdict.is_clear and verdict.leaning is not Leaning.NONE:
        return judged_series(verdict).removesuffix(STAR)
    return _WAYS.get(verdict.leaning, verdict.direction.value)


def chance_beside(verdict: SeriesVerdict) -> str:
    """Return whether chance may be why a figure moved; a star where that holds on the assumption only."""
    if verdict.chance is None or verdict.direction is Direction.UNKNOWN:
        return ""
    return f"{chance_label(verdict.chance)}{STAR if verdict.if_equally_long else ''}"


def places_counted(counts: Sequence[tuple[str, int, int]]) -> str:
    """Return how many figures of each place moved the right and the wrong way, as sentences.

    "In Derby 6 figures moved the right way and 3 the wrong way. In Derbyshire 5 the right way and 4 the wrong way."
    """
    sentences: list[str] = []
    for place, good, bad in counts:
        ways = [f"{count} {way}" for count, way in ((good, "the right way"), (bad, "the wrong way")) if count]
        if not sentences:
            first = good or bad
            ways[0] = ways[0].replace(f"{first} the", f"{counted(first, 'figure')} moved the", 1)
        sentences.append(f"In {place} {listed(ways)}.")
    return " ".join(sentences)


def clear_of(clear: int, total: int) -> str:
    """Return how many of some changes are more than chance, as a sentence; empty where nothing changed."""
    if total == 0:
        return ""
    if total == 1:
        return f"This change is {'' if clear else 'not '}more than chance."
    which = {0: "None", total: "All"}.get(clear, str(clear))
    return f"{which} of these {total} changes {'is' if clear < 2 else 'are'} more than chance."


def see_all(figures: int) -> str:
    """Return what somebody sees who goes on to a partnership."""
    return "See what was published" if figures == 0 else f"See {'all ' * (figures > 1)}{counted(figures, 'figure')}"


def mostly_once(once: int, total: int) -> str:
    """Return that most figures were published once only, as a sentence; empty where it is not most of them."""
    if total == 0 or once * 2 <= total:
        return ""
    which = counted(total, "figure was", "figures were") if once == total else f"{once} of {total} figures were"
    return f"We cannot tell much: {which} published only once."


def bare_figures(change: Change, metric: Metric) -> tuple[str, str]:
    """Return both figures of a change without what a rate is a rate of, which stands beside them."""
    base = per_base(metric)
    earlier, later = (words.replace(f" {base}", "") if base else words for words in both_figures(change, metric))
    return earlier, later


def per_base(metric: Metric) -> str:
    """Return what a rate is a rate of, such as "per 100,000"; empty for all else."""
    return f"per {metric.rate_base:,}" if metric.unit is Unit.RATE else ""


def when_compared(change: Change) -> str:
    """Return the periods of both figures of a change: "2019, then 2020", or nothing where no dates are printed."""
    if not change.later.period.is_dated:
        return ""
    return f"{observed_in(change.earlier)}, then {observed_in(change.later)}"


def once(observation: Observation, metric: Metric, *, is_alone: bool = True) -> str:
    """Return when a figure was measured that has no other beside it, and what it comes to in a year.

    It is not alone where there are earlier figures that it cannot be compared with.
    """
    years = (observation.period.months or 0) / 12
    when = f"measured once, {within(observation)}"
    if not is_alone:
        when = f"{within(observation)}; no earlier figure can be compared with it"
    if metric.unit is not Unit.COUNT or years <= 1 or observation.bound or observation.value is None:
        return when
    a_year = observation.value * 12 / (observation.period.months or 12)
    return f"{when}: about {number(a_year, 0)} a year"


def country_beside(summary: MetricSummary, series: Series) -> str:
    """Return the country's figure of the same group and time, such as "England: 82%"; empty where there is none."""
    latest = series.latest
    if latest is None or not latest.period.is_dated or summary.metric.unit in {Unit.COUNT, Unit.POUNDS}:
        return ""
    for other in summary.series:
        if other.area.kind == COUNTRY and (other.breakdown, other.group) == (series.breakdown, series.group):
            same = [o for o in other.with_value if o.period.is_same_time_as(latest.period)]
            if same:
                return f"{other.area.name}: {observed(same[0], summary.metric)}"
    return ""


def place_of(series: Series, home_area: str, *, alone: bool) -> str:
    """Return whose figure stands in a row: the group or the place; empty for a place that stands alone."""
    if series.breakdown:
        return group_name(series)
    if alone:
        return ""
    return "Whole area" if series.area.area == home_area else series.area.name


def large_number(summary: MetricSummary) -> tuple[str, str]:
    """Return a figure that was measured once, and what it counts: "36" and "county lines closed"."""
    (series,) = summary.leading
    assert series.latest is not None
    metric = summary.metric
    words = f"{metric.counted or metric.title}{about(series, summary.home_area)}"
    return observed(series.latest, metric), words


def both_ways(count: int, places: int) -> str:
    """Return that some figures went both ways, before a list of them."""
    one, other = ("one place", "the other") if places == 2 else ("some places", "others")
    return f"{counted(count, 'figure')} moved the right way in {one} and the wrong way in {other}:"


_MOST_PLACES = 3
"""How many places are named one by one."""


def which_way_where(right: Sequence[str], wrong: Sequence[str]) -> str:
    """Return where a figure went which way: "right way: Derby; wrong way: Derbyshire"."""
    return f"{_WAYS[Leaning.GOOD]}: {_where(right)}; {_WAYS[Leaning.BAD]}: {_where(wrong)}"


def _where(places: Sequence[str]) -> str:
    return listed(list(places)) if len(places) <= _MOST_PLACES else f"{len(places)} places"


def all_once(count: int) -> str:
    """Return the words of the fold with everything that was measured once."""
    return "The figure that was measured once" if count == 1 else f"All {count} figures that were measured once"
