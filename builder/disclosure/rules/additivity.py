"""The relations between counts that the data declares: sums over areas, groups and periods, and linked metrics."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.disclosure.rules.counts import CountedPart, HiddenCount, Holding, PublishedCell, Subject
from builder.disclosure.rules.relations import Relation
from builder.model.measures import Period, Unit

AREA, PERIOD = "area", "period"


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A count that no row publishes, but that relations make a part of others."""

    count: HiddenCount
    source: PublishedCell
    """A figure that it can be worked out from: where a problem about it is shown."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Relations between counts, and the counts in them that have no row."""

    relations: tuple[Relation, ...]
    unlisted: tuple[Unlisted, ...]


def structure(holding: Holding, figures: Sequence[PublishedCell]) -> Structure:
    """Return the relations between some of a package's figures, all of those that share a metric."""
    by_cell = {figure.cell: figure for figure in figures}
    relations: list[Relation] = []
    unlisted: dict[HiddenCount, PublishedCell] = {}
    by_metric: dict[str, list[PublishedCell]] = defaultdict(list)
    for figure in figures:
        by_metric[figure.cell.metric].append(figure)
        if figure.measure.unit == Unit.PERCENT and figure.measure.denominator_metric:
            relations.append(sum_of(figure.out_of, [figure.counted, figure.rest]))
        relations += _links(holding, figure, by_cell)
    for own in by_metric.values():
        for over in own[0].measure.adds_up_over:
            if over == AREA:
                found = _over_areas(holding, own, by_cell)
            elif over == PERIOD:
                found = _over_periods(own)
            else:
                found = ((relation, ()) for relation in _over_groups(own, over))
            for relation, missing in found:
                relations.append(relation)
                for one in missing:
                    unlisted.setdefault(one.count, one.source)
    return Structure(tuple(relations), tuple(Unlisted(count, figure) for count, figure in unlisted.items()))


def sum_of(whole: HiddenCount, parts: Sequence[HiddenCount]) -> Relation:
    """Return that a count is the sum of others."""
    return Relation(((whole, 1), *((part, -1) for part in parts)), 0, 0)


def _same(one: HiddenCount, other: HiddenCount) -> Relation:
    return Relation(((one, 1), (other, -1)), 0, 0)


def _links(holding: Holding, figure: PublishedCell, by_cell: dict[Subject, PublishedCell]) -> Iterator[Relation]:
    """Yield that numerator and denominator are counts of other metrics, also where those have no row."""
    measure = figure.measure
    for metric, mine in ((measure.numerator_metric, figure.counted), (measure.denominator_metric, figure.out_of)):
        if metric not in holding.counts:
            continue
        cell = figure.cell._replace(metric=metric)
        everyone = cell._replace(breakdown="", group="")
        places = [cell, cell.any_method]
        if mine.part is CountedPart.OUT_OF:
            places += [everyone, everyone.any_method]
        place = next((place for place in places if place in by_cell), None)
        if place is not None:
            yield _same(mine, HiddenCount(place, CountedPart.COUNTED))
        elif mine.part is CountedPart.COUNTED or not cell.group:
            # Whether others were counted by the same method cannot be told without a row.
            yield from (
                _same(mine, HiddenCount(place, CountedPart.COUNTED)) for place in dict.fromkeys((cell, cell.any_method))
            )


def _over_areas(
    holding: Holding, figures: Sequence[PublishedCell], by_cell: dict[Subject, PublishedCell]
) -> Iterator[tuple[Relation, tuple[Unlisted, ...]]]:
    """Yield that the parts of an area add up to it, with the parts that have no row.

    Where nobody says that parts are missing they are taken to be all, as a reader may know it. Where some are
    missing they only come to no more than the whole.
    """
    families: dict[Subject, PublishedCell] = {}
    larger = {part: whole for whole, parts in holding.parts_of_areas.items() for part in parts}
    for figure in figures:
        for area in {figure.cell.area, larger.get(figure.cell.area, "")}:
            if area in holding.parts_of_areas:
                families.setdefault(figure.cell._replace(area=area), figure)
    for whole, member in families.items():
        parts = [whole._replace(area=area) for area in holding.parts_of_areas[whole.area]]
        source = by_cell.get(whole, member)
        missing = tuple(
            Unlisted(HiddenCount(cell, CountedPart.COUNTED), source) for cell in parts if cell not in by_cell
        )
        for part in (
            (CountedPart.COUNTED, CountedPart.OUT_OF) if not member.measure.is_count else (CountedPart.COUNTED,)
        ):
            relation = sum_of(HiddenCount(whole, part), [HiddenCount(cell, part) for cell in parts])
            yield replace(relation, high=None) if whole.area in holding.incomplete_areas else relation, missing


def _over_groups(figures: Sequence[PublishedCell], breakdown: str) -> Iterator[Relation]:
    """Yield that the groups of a breakdown add up to their whole; groups without a row are taken not to exist.

    The whole is everyone or, where two breakdowns are crossed, a group of the other one.
    """
    parts: dict[Subject, list[HiddenCount]] = defaultdict(list)
    for figure in figures:
        for whole, over in figure.cell.wholes:
            if over == breakdown:
                parts[whole].append(figure.counted)
    for whole, counts in parts.items():
        yield sum_of(HiddenCount(whole, CountedPart.COUNTED), counts)


def _over_periods(figures: Sequence[PublishedCell]) -> Iterator[tuple[Relation, tuple[Unlisted, ...]]]:
    """Yield that each period is the sum of the stretches into which all periods of its series cut it.

    This holds quarters against years, years against rolling windows, and figures for the year to date.
    """
    series: dict[Subject, list[tuple[int, int, PublishedCell]]] = defaultdict(list)
    for figure in figures:
        period = Period(figure.cell.start, figure.cell.duration)
        if period.unit in {"Y", "M"} and period.start.day == 1:
            first = 12 * period.start.year + period.start.month
            months = period.count * (12 if period.unit == "Y" else 1)
            whole = figure.cell._replace(start=figure.cell.start.min, duration="", method="")
            series[whole].append((first, first + months, figure))
    for whole, members in series.items():
        spans = {(first, beyond) for first, beyond, _ in members}
        if not any(earlier[1] > later[0] for earlier, later in pairwise(sorted(spans))):
            continue
        cuts = sorted({cut for span in spans for cut in span})
        for first, beyond, figure in members:
            within = [cut for cut in cuts if first <= cut <= beyond]
            stretches = [
                HiddenCount(whole._replace(duration=f"{a} to {b}"), CountedPart.COUNTED) for a, b in pairwise(within)
            ]
            yield (
                sum_of(figure.counted, stretches),
                tuple(
                    Unlisted(count, figure)
                    for count, span in zip(stretches, pairwise(within), strict=True)
                    if span not in spans
                ),
            )
