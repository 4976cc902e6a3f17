"""What a published row says of the counts behind it: as limits, and as relations between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import ceil, floor

from builder.disclosure.rules.counts import HiddenCount, PublishedCell
from builder.disclosure.rules.inverting import UNKNOWN, from_interval, half_unit, narrowed_by_interval, numerator_of
from builder.disclosure.rules.policy import Policy
from builder.disclosure.rules.relations import Limits, Relation
from builder.model.measures import Bound, Status, Unit
from builder.project.typed import TypedRow


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a row of a table says of counts."""

    relation: Relation
    row: TypedRow

    @property
    def about(self) -> tuple[HiddenCount, ...]:
        """The counts that it is about."""
        return tuple(unknown for unknown, _ in self.relation.terms)  # type: ignore[misc]

    @property
    def exact(self) -> bool:
        """Whether it settles one count for good."""
        relation = self.relation
        return len(relation.terms) == 1 and relation.low is not None and relation.low == relation.high


def facts(figure: PublishedCell) -> Iterator[Fact]:
    """Yield what the row of a figure says, hidden or not."""
    if figure.measure.is_count:
        value = figure.number("value")
        if value is not None:
            yield _limits(figure, figure.counted, _of_count(figure, value))
    elif figure.measure.has_counts:
        yield from _facts_of_share(figure)


def counted_limits(figure: PublishedCell) -> Limits:
    """Return what the row alone says of what is counted: value or numerator."""
    value, numerator = figure.number("value"), figure.number("numerator")
    if figure.measure.is_count:
        return UNKNOWN if value is None else _of_count(figure, value)
    if numerator is not None:
        return rounded(numerator, figure.policy)
    return UNKNOWN if value is None or figure.measure.standardised else _numerator(figure, value)


def can_be_few(figure: PublishedCell) -> bool:
    """Return whether the row of a percentage or rate leaves open that it counts few people, or all but a few."""
    low, high = counted_limits(figure)
    denominator = figure.number("denominator")
    few = figure.policy.threshold
    rest_is_few = figure.measure.unit == Unit.PERCENT and denominator is not None and high is not None
    return (low or 0) < few or (rest_is_few and int(denominator or 0) - (high or 0) < few)


def rounded(number: Decimal, policy: Policy) -> Limits:
    """Return what a published count can be before it was rounded; one that is not rounded is what it is."""
    base = policy.rounding_base
    half = Decimal(base) / 2 if base and number % base == 0 else Decimal(0)
    low, high = max(ceil(number - half), 0), floor(number + half)
    # A number with decimals comes from a model: what it stands for lies to both sides.
    return (low, high) if low <= high else (high, low)


def _of_count(figure: PublishedCell, value: Decimal) -> Limits:
    if figure.row.text("status") == Status.LOW:
        return 0, max(figure.policy.threshold - 1, 0)
    low, high = rounded(value, figure.policy)
    match _bound(figure):
        case Bound.MORE_THAN:
            return (low or 0) + 1, None
        case Bound.AT_LEAST:
            return low, None
        case Bound.AT_MOST:
            return 0, high
        case Bound.LESS_THAN:
            return 0, max((high or 0) - 1, 0)
        case _:
            return low, high


def _bound(figure: PublishedCell) -> Bound | None:
    """Return how a figure stands to the number in its row, where that is a limit; clues of other tables have none."""
    written = figure.row.cells.get("bound")
    return Bound(str(written)) if written else None


def _facts_of_share(figure: PublishedCell) -> Iterator[Fact]:
    value, numerator, denominator = (figure.number(field) for field in ("value", "numerator", "denominator"))
    if numerator is not None:
        yield _limits(figure, figure.counted, rounded(numerator, figure.policy))
    if denominator is not None:
        yield _limits(figure, figure.out_of, rounded(denominator, figure.policy))
    if (
        value is None
        or figure.measure.standardised
        or (numerator is not None and denominator is not None and not figure.policy.rounding_base)
    ):
        return
    if numerator is None and denominator is not None and not figure.policy.rounding_base:
        yield _limits(figure, figure.counted, _numerator(figure, value))
        return
    yield from _share(figure, value)
    printed = figure.printed_interval
    if printed and value is not None:
        numerators, denominators = _inverted(value, printed, figure.measure.unit, figure.measure.base)
        yield _limits(figure, figure.counted, numerators)
        yield _limits(figure, figure.out_of, denominators)


def _share(figure: PublishedCell, value: Decimal) -> Iterator[Fact]:
    """Yield that numerator over denominator rounds to the value."""
    half = half_unit(value)
    at_least, at_most = share_between(figure, value - half, value + half)
    bound = _bound(figure)
    if bound not in {Bound.AT_MOST, Bound.LESS_THAN}:
        yield at_least
    if bound not in {Bound.AT_LEAST, Bound.MORE_THAN}:
        yield at_most


def share_between(figure: PublishedCell, low: Decimal, high: Decimal) -> tuple[Fact, Fact]:
    """Return that the percentage or rate of a figure is at least one number, and that it is at most another."""
    scale = Decimal(1).scaleb(max(-int(low.as_tuple().exponent), -int(high.as_tuple().exponent), 0))
    counted, out_of = figure.counted, figure.out_of
    whole = int(scale * figure.measure.base)
    least, most = int(scale * low), int(scale * high)
    return (
        Fact(Relation(tuple(t for t in ((counted, whole), (out_of, -least)) if t[1]), 0, None), figure.row),
        Fact(Relation(((counted, whole), (out_of, -most)), None, 0), figure.row),
    )


def _numerator(figure: PublishedCell, value: Decimal) -> Limits:
    denominator, printed, measure = figure.number("denominator"), figure.printed_interval, figure.measure
    if denominator is None:
        return _inverted(value, printed, measure.unit, measure.base)[0] if printed else UNKNOWN
    limits = numerator_of(value, int(denominator), measure.base)
    if printed and measure.unit == Unit.PERCENT and denominator >= 1:
        limits = narrowed_by_interval(limits, printed, int(denominator))
    match _bound(figure):
        case Bound.MORE_THAN | Bound.AT_LEAST:
            return limits[0], int(denominator) if measure.unit == Unit.PERCENT else None
        case Bound.AT_MOST | Bound.LESS_THAN:
            return 0, limits[1]
        case _:
            return limits


_inverted = cache(from_interval)


def _limits(figure: PublishedCell, count: HiddenCount, limits: Limits) -> Fact:
    return Fact(Relation(((count, 1),), *limits), figure.row)
