"""What is needed here beside England, as pairs of dots with the widest gap first, before anything is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from builder import wording
from builder.analysis.needs import FindingSummary
from builder.charts.figures.metric import ChartKind, Figure, Row, Sign, point_of
from builder.model.measures import Metric, Observation, Partnership, Unit

_Pair = tuple[Observation, Observation, Metric]
"""A figure here, that of the comparator, and what both measure."""

NAME = "needs-picture"
FEWEST = 2
"""How many pairs a picture has at least."""


def needs_figure(findings: Iterable[FindingSummary], partnership: Partnership) -> Figure | None:
    """Return the percentages that findings give here and for a comparator, or None where there are not two such pairs.

    Each is there once, however many findings tell of it. Whether a gap could be chance is said on the page of its
    metric, so that no interval is drawn.
    """
    pairs: dict[str, _Pair] = {}
    for one in findings:
        own, beside, metric = one.observation, one.benchmark, one.metric
        if own is None or beside is None or metric is None or metric.unit is not Unit.PERCENT:
            continue
        if own.value is not None and beside.value is not None:
            pairs.setdefault(_name(own, metric, partnership), (own, beside, metric))
    if len(pairs) < FEWEST:
        return None
    ranked = sorted(pairs.items(), key=lambda pair: _gap(pair[1]), reverse=True)
    rows = tuple(row for name, pair in ranked for row in _rows(name, pair, partnership))
    title = wording.widest_gap(*_told(ranked, partnership))
    names = dict.fromkeys(partnership.areas[beside.area].name for _, (_, beside, _) in ranked)
    key = (
        (Sign.OWN, partnership.home_area.name),
        (Sign.COMPARATOR, wording.listed(list(names), "or")),
    )
    words = " ".join(
        f"{own.name}: {own.points[0].value_words}, {beside.points[0].value_words} in {beside.panel}."
        for own, beside in zip(rows[::2], rows[1::2], strict=True)
    )
    return Figure(
        name=NAME,
        breakdown="",
        metric=ranked[0][1][2],
        kind=ChartKind.PAIRS,
        title=title,
        subtitle=title,
        # The rows say what they are about; findings are of several periods.
        periods=(),
        rows=rows,
        sources=(),
        text_alternative=f"Pairs of dots, the widest gap first. {title}. {words}",
        key=key,
    )


def _name(own: Observation, metric: Metric, partnership: Partnership) -> str:
    where = "" if own.area == partnership.home_area.area else partnership.areas[own.area].name
    return ", ".join(filter(None, (": ".join(filter(None, (metric.title, own.group))), where)))


def _gap(pair: _Pair) -> float:
    own, beside, _ = pair
    return abs(float(own.value or 0) - float(beside.value or 0))


def _rows(name: str, pair: _Pair, partnership: Partnership) -> tuple[Row, Row]:
    own, beside, metric = pair
    bare = [replace(point_of(one, metric), lower=None, upper=None, limits_words="") for one in (own, beside)]
    country = partnership.areas[beside.area].name
    return (
        Row(name, comparator=False, points=(bare[0],), place=name),
        Row(f"{name}, {country}", comparator=True, points=(bare[1],), panel=country, place=name),
    )


def _told(ranked: Sequence[tuple[str, _Pair]], partnership: Partnership) -> tuple[str, str, str]:
    """Return what is widest apart, its figure here, and that of the comparator with its name."""
    name, (own, beside, metric) = ranked[0]
    country = partnership.areas[beside.area].name
    return name, wording.observed(own, metric), f"{wording.observed(beside, metric)} in {country}"
