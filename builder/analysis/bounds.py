"""What a figure can be of which the source gives a limit only, such as "more than 200"."""

from decimal import Decimal

from builder.model.measures import Bound, Observation

_INFINITY = Decimal("Infinity")


def possible(observation: Observation) -> tuple[Decimal, Decimal]:
    """Return the smallest and the largest value that a figure can have; the same twice where it is exact.

    A limit that the figure does not reach itself counts as reached: nothing here needs to be sharper.
    """
    assert observation.value is not None
    match observation.bound:
        case Bound.MORE_THAN | Bound.AT_LEAST:
            return observation.value, _INFINITY
        case Bound.LESS_THAN | Bound.AT_MOST:
            return -_INFINITY, observation.value
        case _:
            return observation.value, observation.value
