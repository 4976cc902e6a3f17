"""The second rule: no hidden number can be worked out from what is published."""

from collections.abc import Iterator

from builder.disclosure.accounts import account, contradiction, giving_away
from builder.disclosure.counts import Count
from builder.disclosure.network import Network
from builder.disclosure.readings import readings
from builder.problems import Problem


def find_leaks(network: Network) -> Iterator[Problem]:
    """Yield a problem for each count that must stay hidden and does not."""
    told: set[Count] = set()
    for count, around in network.groups():
        if around.contradictory:
            told.update(around.guarded)
            yield contradiction(network, count)
        else:
            for leak in around.leaks():
                told.add(leak.count)
                yield account(network, around, leak)
    yield from _find_with_clues(network, told)


def _find_with_clues(network: Network, told: set[Count]) -> Iterator[Problem]:
    """Yield a problem for each count that is safe behind the rows of observations alone, and not beside clues."""
    for counts, clues in network.groups_with_clues():
        # An earlier version that prints the very figure is told of by itself.
        repeated = {clue.repeats.counted for clue in clues if clue.repeats}
        told.update(count for count in counts & repeated if network.guarded[count].hidden)
        for reading in readings(network, counts, clues):
            left = counts - told
            if not left:
                break
            around = network.neighbourhood(left, reading=reading)
            for leak in () if around.contradictory else around.leaks(left):
                rows = giving_away(around, leak)
                if not reading.mixes(rows) and (network.guarded[leak.count].hidden or reading.is_usual(rows)):
                    told.add(leak.count)
                    yield account(network, around, leak, reading)
