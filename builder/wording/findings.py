"""The finding about a metric as one sentence."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from builder.analysis.benchmarks import COUNTRY
from builder.analysis.changes import Change, Direction
from builder.analysis.summaries import MetricSummary
from builder.analysis.verdicts import SeriesVerdict
from builder.model.measures import Metric, Observation
from builder.wording.changes import VERBS, both_figures, change_sentence
from builder.wording.numbers import decimals_apart, listed, observed
from builder.wording.subjects import about, group_name
from builder.wording.time import within
from builder.wording.verdicts import MAXIMUM_NAMED, chance_label

MAXIMUM_GROUPS = 3
"""How many groups a sentence names one by one."""


def finding(summary: MetricSummary) -> str:
    """Return the finding about a metric as one sentence, without a full stop."""
    metric = summary.metric
    if len(summary.changed) == 1 and len(summary.leading) == 1:
        verdict = summary.changed[0]
        return finding_of(verdict, summary.home_area) + _beside(summary, summary.leading[0].latest)
    if summary.changed:
        return _several_changes(summary)
    if any(series.latest for series in summary.areas):
        return _levels(summary)
    if summary.leading:
        return _groups(summary)
    return f"{metric.title}: no figure can be shown"


def finding_of(verdict: SeriesVerdict, home_area: str) -> str:
    """Return what happened to one series, and whether chance could explain it, without a full stop.

    `home_area` needs no name.
    """
    assert verdict.told is not None
    metric = verdict.series.metric
    words = change_sentence(f"{metric.title}{about(verdict.series, home_area)}", verdict.told, metric)
    label = _chance(verdict)
    return f"{words}, {label}" if label else words


def _chance(verdict: SeriesVerdict) -> str:
    """Return whether chance could explain a change, for a heading: where nobody can tell, the page says why."""
    known = verdict.step is not None and not verdict.step.reasons
    return chance_label(verdict.chance) if verdict.has_trend or known else ""


def _beside(summary: MetricSummary, observation: Observation | None) -> str:
    """Return the country's figure of the same time, to be added to a sentence; other comparators stand in a list."""
    if observation is None or observation.value is None or not observation.period.is_dated:
        return ""
    for benchmark in summary.comparable_benchmarks:
        same = [o for o in benchmark.with_value if o.period.is_same_time_as(observation.period)]
        if same and benchmark.area.kind == COUNTRY:
            return f", compared with {observed(same[0], summary.metric)} in {benchmark.area.name}"
    return ""


def _several_changes(summary: MetricSummary) -> str:
    metric, verdicts = summary.metric, summary.changed
    if len(verdicts) > MAXIMUM_NAMED:
        return f"{metric.title}: of {_many(verdicts)}, {_counts(verdicts)}"
    periods = {_periods(v.told) for v in verdicts if v.told}
    shared = periods.pop() if len(periods) == 1 else ""
    labels = {_chance(v) for v in verdicts}
    one_label = labels.pop() if len(labels) == 1 else None
    parts = []
    for direction, verb in ((Direction.UP, VERBS[Direction.UP]), (Direction.DOWN, VERBS[Direction.DOWN])):
        places = [
            _place(v, summary.home_area, periods=not shared, chance=one_label is None)
            for v in verdicts
            if v.direction is direction
        ]
        if places:
            parts.append(f"{verb} {listed(places)}")
    others = [v for v in verdicts if v.direction in {Direction.SAME, Direction.UNKNOWN}]
    places = [_place(v, summary.home_area, periods=not shared, chance=False) for v in others]
    if places:
        still = all(v.direction is Direction.SAME for v in others)
        parts.append(f"{'stayed the same' if still else 'may have changed'} {listed(places)}")
    text = f"{metric.title} {listed(parts, 'but') if len(parts) > 1 else parts[0]}"
    return f"{text}{shared}{f', {one_label}' if one_label else ''}"


def _periods(told: Change) -> str:
    return f" between {_bare(told.earlier)} and {_bare(told.later)}"


def _bare(observation: Observation) -> str:
    """Return a period after "between", without the preposition that it has elsewhere."""
    words = within(observation)
    for preposition in ("in ", "from ", "on ", "as reported on "):
        words = words.removeprefix(preposition)
    return words.replace("around ", "about ", 1)


def _place(verdict: SeriesVerdict, home_area: str, *, periods: bool, chance: bool) -> str:
    """Return whose figure changed, with both figures and what else tells it from the others."""
    told = verdict.told
    assert told is not None
    earlier, later = both_figures(told, verdict.series.metric)
    when = (f" {within(told.earlier)}", f" {within(told.later)}") if periods else ("", "")
    values = f"from {earlier}{when[0]} to {later}{when[1]}"
    if told.direction is Direction.SAME:
        values = f"at {later}" + (f"{when[0]} and{when[1]}" if periods else "")
    elif told.direction is Direction.UNKNOWN:
        values = f"{earlier}{when[0]}, then {later}{when[1]}"
    label = _chance(verdict) if chance else ""
    return f"{about(verdict.series, home_area).strip()} ({values}{f', {label}' if label else ''})".strip()


def _many(verdicts: Sequence[SeriesVerdict]) -> str:
    return f"{len(verdicts)} {'groups' if verdicts[0].series.breakdown else 'areas'}"


def _counts(verdicts: Sequence[SeriesVerdict]) -> str:
    """Return in how many places figures rose, fell and so on, and in how many by more than chance."""
    counts = Counter(v.direction for v in verdicts)
    clear = Counter(v.direction for v in verdicts if v.is_clear)
    verbs = {**VERBS, Direction.SAME: "stayed the same", Direction.UNKNOWN: "may have changed"}
    parts = [
        f"it {verb} in {counts[way]}" + (f" ({clear[way]} by more than chance)" if clear[way] else "")
        for way, verb in verbs.items()
        if counts[way]
    ]
    return listed([part if number == 0 else part.removeprefix("it ") for number, part in enumerate(parts)])


def _levels(summary: MetricSummary) -> str:
    metric = summary.metric
    levels = [(series, o) for series in summary.leading if (o := series.latest)]
    if len(levels) > 1:
        return f"{metric.title}{_each([(s.area.name, o) for s, o in levels], metric, 'areas')}"
    series, latest = levels[0]
    text = f"{_level(latest, metric)}{about(series, summary.home_area)} {within(latest)}{_beside(summary, latest)}"
    return text[0].upper() + text[1:]


def _each(named: Sequence[tuple[str, Observation]], metric: Metric, noun: str) -> str:
    """Return each of several figures with its name, and with its own period where they have not all the same."""
    values = [o.value for _, o in named if o.value is not None]
    decimals = decimals_apart(*values)
    periods = dict.fromkeys(within(o) for _, o in named)
    shown = named if len(named) <= MAXIMUM_NAMED else named[: MAXIMUM_NAMED - 1]
    one_period = len(periods) == 1
    parts = [f"{name} {observed(o, metric, decimals)}{'' if one_period else f' {within(o)}'}" for name, o in shown]
    rest = len(named) - len(shown)
    if rest:
        parts.append(f"and {rest} more {noun}")
    when = f" {next(iter(periods))}" if one_period else ""
    return f"{when}: {', '.join(parts)}"


def _level(observation: Observation, metric: Metric) -> str:
    if not metric.counted:
        return f"{metric.title}: {observed(observation, metric)}"
    return f"{observed(observation, metric)} {metric.counted}"


def _groups(summary: MetricSummary) -> str:
    """Return the figures of groups of the newest period: one of another period would stand beside them unmarked."""
    metric = summary.metric
    own = [series for series in summary.leading if series.breakdown == summary.leading[0].breakdown]
    latest = [(series, o) for series in own if (o := series.latest)]
    newest = max((o.period for _, o in latest), key=lambda period: period.last_day)
    same = [(series, o) for series, o in latest if o.period.is_same_time_as(newest)]
    areas = {series.area.name for series, _ in same if series.area.area != summary.home_area}
    where = f" in {areas.pop()}" if len(areas) == 1 else ""
    ranked = sorted(same, key=lambda pair: pair[1].value or Decimal(0), reverse=True)
    decimals = decimals_apart(*(o.value for _, o in ranked if o.value is not None))
    named = [(group_name(s), observed(o, metric, decimals)) for s, o in ranked]
    # "Decile 1 9" would be read as another number.
    shown = listed([f"{group} ({value})" if group[-1:].isdigit() else f"{group} {value}" for group, value in named])
    if len(named) > MAXIMUM_GROUPS:
        (first, most), (last, least) = named[0], named[-1]
        shown = f"highest for {first} ({most}), lowest for {last} ({least})"
    return f"{metric.title}{where}: {shown}, {within(ranked[0][1])}"
