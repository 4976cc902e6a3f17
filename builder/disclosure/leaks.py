"""The second rule: no hidden number can be worked out from what is published. Says what gives it away, and a cure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from builder.checking.typed import TypedRow
from builder.disclosure.counts import Count, Figure
from builder.disclosure.known import Fact
from builder.disclosure.network import Network, RowKey, key_of
from builder.disclosure.next_rows import MOST_HIDDEN_NEXT, rows_to_hide_next
from builder.disclosure.readers import Leak, Neighbourhood
from builder.problems import Problem, listed

CAUSE = "hidden-figure-recoverable"
CONTRADICTION = "hidden-figure-contradiction"

_MOST_NAMED = 6
"""How many rows a message names."""


def find_leaks(network: Network) -> Iterator[Problem]:
    """Yield a problem for each count that must stay hidden and does not."""
    for count, around in network.groups():
        if around.contradictory:
            yield _contradiction(network, count)
        else:
            yield from (_problem(network, around, leak) for leak in around.leaks())


def _problem(network: Network, around: Neighbourhood, leak: Leak) -> Problem:
    home = network.home[leak.count]
    rows = giving_away(around, leak)
    hidden = network.guarded[leak.count].hidden
    subject = "This hidden figure" if hidden else "A number of people that is too small to be shown"
    # How few values are left is told, and never which: the report of a check is public.
    how = "can be worked out exactly" if leak.values == 1 else f"can be narrowed down to {leak.values} numbers"
    guess = " by a reader who takes hidden figures to be small" if leak.guessing else ""
    fault = f"{subject} {how}{guess}, from {_named(rows, home)}."
    return home.row.problem("value", CAUSE, fault, _remedy(network, leak, rows))


def giving_away(around: Neighbourhood, leak: Leak) -> list[TypedRow]:
    """Return rows that give a count away together, and none of which could be missing."""
    needed = defaultdict[RowKey, list[Fact]](list)
    for fact in around.facts:
        needed[key_of(fact.row)].append(fact)
    # The rows that were met last are the farthest, and the first to be done without.
    for key in list(needed)[::-1]:
        fewer = around.with_facts([fact for other, facts in needed.items() if other != key for fact in facts])
        if any(one.values <= leak.values for one in fewer.leaks([leak.count])):
            del needed[key]
    return [needed[key][0].row for key in sorted(needed)]


def _named(rows: Sequence[TypedRow], home: Figure) -> str:
    """Return rows as a sentence names them: rows 3 and 4 and row 7 of claims.csv."""
    by_path: dict[str, list[int]] = {}
    for row in rows[:_MOST_NAMED]:
        by_path.setdefault(row.table.path, []).append(row.index + 2)
    parts = []
    for path, numbers in by_path.items():
        plural = "s" if len(numbers) > 1 else ""
        parts.append(f"row{plural} {listed(map(str, numbers))}{_of(path, home)}")
    more = len(rows) - _MOST_NAMED
    if more > 0:
        parts.append(f"{more} more row{'s' if more > 1 else ''}")
    return listed(parts)


def _of(path: str, home: Figure) -> str:
    mine = home.row.table.path
    if path == mine:
        return ""
    same_folder = path.rsplit("/", 1)[0] == mine.rsplit("/", 1)[0]
    return f" of {path.rsplit('/', 1)[-1] if same_folder else path}"


def _remedy(network: Network, leak: Leak, rows: Sequence[TypedRow]) -> str:
    home = network.home[leak.count]
    elsewhere = [row for row in rows if key_of(row) not in network.figures]
    if elsewhere:
        return f"Take the figure out of {_named(elsewhere, home)}."
    offer = rows_to_hide_next(network, leak, rows, giving_away)
    if not offer:
        return f"Leave out more of the figures around it: hiding {MOST_HIDDEN_NEXT} more rows is not enough."
    named = _named([network.figures[key].row for key in sorted(offer)], home)
    return f'Hide {named} too: empty the figures, and write c in "status".'


def _contradiction(network: Network, count: Count) -> Problem:
    return network.home[count].row.problem(
        "value",
        CONTRADICTION,
        "The published figures around this one contradict each other, so it cannot be told what they give away.",
        'Correct the one that is wrong, or what "adds_up_over" in metrics.csv says.',
    )
