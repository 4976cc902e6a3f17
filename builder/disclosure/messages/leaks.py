"""The second rule: no hidden number can be worked out from what is published."""

from collections.abc import Iterator

from builder.disclosure.clues.assumptions import assumptions
from builder.disclosure.clues.readers import Leak, Neighbourhood
from builder.disclosure.messages.explanations import (
    MOST_EXPLAINED,
    account,
    brief_account,
    contradiction,
    doubt,
    giving_away,
)
from builder.disclosure.rules.counts import HiddenCount
from builder.disclosure.rules.network import ROWS_ALONE, Assumption, Network
from builder.project.problems import Problem


def find_leaks(network: Network) -> Iterator[Problem]:
    """Yield a problem for each count that must stay hidden and does not, or that it is not known of."""
    told: set[HiddenCount] = set()
    explained = 0
    for count, around in network.groups():
        if around.contradictory:
            told.update(around.guarded)
            yield contradiction(network, count)
            continue
        for leak in around.leaks():
            told.add(leak.count)
            explained += leak.is_certain
            yield _told(network, around, leak, explained)
    for leak, around, assumption in _find_with_clues(network, told):
        explained += leak.is_certain
        yield _told(network, around, leak, explained, assumption)


def _told(
    network: Network, around: Neighbourhood, leak: Leak, explained: int, assumption: Assumption = ROWS_ALONE
) -> Problem:
    if not leak.is_certain:
        return doubt(network, leak)
    if explained > MOST_EXPLAINED:
        return brief_account(network, leak)
    return account(network, around, leak, assumption)


def _find_with_clues(network: Network, told: set[HiddenCount]) -> Iterator[tuple[Leak, Neighbourhood, Assumption]]:
    """Yield what clues give away of the counts that are safe behind the rows of observations alone, and how."""
    for counts, clues in network.groups_with_clues():
        # An earlier version that prints the very figure is told of by itself.
        repeated = {clue.repeats.counted for clue in clues if clue.repeats}
        told.update(count for count in counts & repeated if network.guarded[count].hidden)
        for assumption in assumptions(network, counts, clues):
            left = counts - told
            if not left:
                break
            around = network.neighbourhood(left, assumption=assumption)
            for leak in () if around.contradictory else around.leaks(left):
                # Clues are guesses of ours already: what may follow from one is no reason to warn.
                if not leak.is_certain:
                    continue
                rows = giving_away(around, leak)
                if not assumption.mixes(rows) and (network.guarded[leak.count].hidden or assumption.is_usual(rows)):
                    told.add(leak.count)
                    yield leak, around, assumption
