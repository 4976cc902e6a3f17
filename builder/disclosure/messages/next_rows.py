"""Which rows to hide next, so that a hidden number can no longer be worked out: secondary suppression.

What is offered has been tried: with those rows hidden too, neither the number nor theirs can be worked out.
"""

from collections.abc import Callable, Sequence

from builder.disclosure.clues.readers import Leak, Neighbourhood
from builder.disclosure.rules.counts import RowKey, key_of
from builder.disclosure.rules.network import Assumption, Network
from builder.disclosure.rules.row_facts import counted_limits
from builder.project.typed import TypedRow

MOST_HIDDEN_NEXT = 3
"""How many more rows are offered to be hidden before leaving figures out is better."""


def rows_to_hide_next(
    network: Network,
    leak: Leak,
    rows: Sequence[TypedRow],
    giving_away: Callable[[Neighbourhood, Leak], Sequence[TypedRow]],
    assumption: Assumption,
) -> tuple[RowKey, ...]:
    """Return rows among those that give a count away, smallest numbers first; none where a few are not enough."""
    chosen: tuple[RowKey, ...] = ()
    for _ in range(MOST_HIDDEN_NEXT):
        candidates = _candidates(network, rows, chosen)
        for key in candidates:
            if not _left(network, leak, (*chosen, key), assumption)[1]:
                return (*chosen, key)
        if not candidates:
            break
        chosen = (*chosen, candidates[0])
        around, left = _left(network, leak, chosen, assumption)
        rows = giving_away(around, left[0])
    return ()


def _left(
    network: Network, leak: Leak, hide: Sequence[RowKey], assumption: Assumption
) -> tuple[Neighbourhood, list[Leak]]:
    """Return what could still be worked out of a count and of some rows, if those rows were hidden."""
    counts = [leak.count, *(network.figures[key].counted for key in hide)]
    around = network.neighbourhood(counts, hide, assumption)
    return around, around.leaks([count for count in counts if count in around.guarded])


def _candidates(network: Network, rows: Sequence[TypedRow], chosen: Sequence[RowKey]) -> list[RowKey]:
    """Return the rows that could be hidden, those with the smallest numbers first; a zero hides nothing."""
    sizes: dict[RowKey, int] = {}
    for row in rows:
        figure = network.figures.get(key_of(row))
        if figure and not figure.hidden and key_of(row) not in chosen:
            low, high = counted_limits(figure)
            if high != 0:
                sizes[key_of(row)] = low or 0
    return sorted(sizes, key=lambda key: (sizes[key], key))
