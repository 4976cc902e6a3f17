"""Clues in the table of populations: a rate of everyone in an area, and how many people live there.

Nothing says that a rate was worked out with the population that the table gives. A reader will try it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from operator import itemgetter

from builder.disclosure.clues.clues import Clue
from builder.disclosure.rules.counts import Holding, PublishedCell
from builder.disclosure.rules.inverting import half_unit, numerator_of
from builder.disclosure.rules.relations import Relation
from builder.disclosure.rules.row_facts import Fact
from builder.model.measures import Period, Unit
from builder.project.typed import TypedRow

ASSUMED = "the rate is of everyone who lives there"

_LATER_ESTIMATE = 20
"""One part in so many: by how much an estimate of a population is corrected later, or grows in a few years, at most.

Used only where no whole number of people gives the printed rate with the population as it stands.
"""

Populations = Mapping[str, Mapping[date, tuple[int, TypedRow]]]
"""For each area by its name across packages, and each day: the people, and the row that says so."""


def populations(holdings: Iterable[Holding]) -> Populations:
    """Return the populations that any package publishes, and those that follow as the rest of a larger area."""
    found: dict[str, dict[date, tuple[int, TypedRow]]] = defaultdict(dict)
    holdings = tuple(holdings)
    for holding in holdings:
        for row in holding.own.get("populations", ()):
            day, people, area = row.day("date"), row["people"], holding.areas.get(row.text("area"))
            if day and isinstance(people, int) and area:
                found[area].setdefault(day, (people, row))
    for holding in holdings:
        for whole, parts in holding.parts_of_areas.items():
            _add_rest(found, whole, parts)
    return found


def _add_rest(found: dict[str, dict[date, tuple[int, TypedRow]]], whole: str, parts: tuple[str, ...]) -> None:
    """Add the one population of a sum over areas that is not published."""
    for day in {day for area in (whole, *parts) for day in found.get(area, ())}:
        known = {area: found[area][day] for area in (whole, *parts) if day in found.get(area, {})}
        missing = [area for area in (whole, *parts) if area not in known]
        if len(missing) != 1:
            continue
        row = next(iter(known.values()))[1]
        of_parts = sum(known[part][0] for part in parts if part in known)
        people = of_parts if missing == [whole] else known[whole][0] - of_parts
        if people > 0:
            found[missing[0]][day] = people, row


def clues_of_rates(figures: Iterable[PublishedCell], people: Populations, at_stake: Collection[str]) -> Iterator[Clue]:
    """Yield what populations say of rates whose own rows, and whose metrics, do not say what they are of.

    Of a metric that is not at stake, only what can give a small number away.
    """
    for figure in figures:
        value, measure = figure.number("value"), figure.measure
        if measure.unit != Unit.RATE or measure.standardised or measure.denominator_metric or value is None:
            continue
        if figure.number("denominator") is not None:
            continue
        tried = tuple(_tried(figure, people.get(figure.cell.area, {})))
        if figure.cell.group:
            # A group is no more than everyone.
            tried = tried[-1:]
        for population, row, usual in tried:
            limits = (0, population) if figure.cell.group else _limits(figure, population)
            few = (value - half_unit(value)) * population / measure.base < figure.policy.threshold
            if limits and (few or figure.cell.metric in at_stake):
                relation = Relation(((figure.out_of, 1),), *limits)
                fact = Fact(relation, row)
                yield Clue(
                    (fact,), row, assumed=ASSUMED, alternative=len(tried) > 1, rate=figure, guess=not usual, few=few
                )


def _tried(figure: PublishedCell, of_area: Mapping[date, tuple[int, TypedRow]]) -> Iterator[tuple[int, TypedRow, bool]]:
    """Yield the populations with which a reader would try to undo a rate, and whether that is the usual way."""
    period = Period(figure.cell.start, figure.cell.duration)
    days = [day for day in of_area if period.start <= day <= period.last_day]
    if not days:
        before = [day for day in of_area if day < period.start]
        after = [day for day in of_area if day > period.last_day]
        days = [*([max(before)] if before else []), *([min(after)] if after else [])]
    years = period.count if period.unit == "Y" else period.count // 12 if period.unit == "M" else 1
    for people, row in sorted((of_area[day] for day in days), key=itemgetter(0)):
        # Several years are counted in years of people's lives, or against the people of one day.
        for times in sorted({1, max(years, 1)}):
            yield people * times, row, times == max(years, 1)


def _limits(figure: PublishedCell, population: int) -> tuple[int, int] | None:
    """Return the denominators that agree with a population, or None where no whole number gives the rate."""
    value, base = figure.number("value"), figure.measure.base
    assert value is not None
    low, high = numerator_of(value, population, base)
    if low is not None and high is not None and low <= high:
        return population, population
    around = population - population // _LATER_ESTIMATE, population + population // _LATER_ESTIMATE
    low, high = numerator_of(value, around[0], base)[0], numerator_of(value, around[1], base)[1]
    return around if low is not None and high is not None and low <= high else None
