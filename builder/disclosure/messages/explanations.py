"""Tells of a hidden number that can be worked out: which rows give it away, and what to hide next."""

from collections import defaultdict
from collections.abc import Sequence

from builder.disclosure.clues.readers import Leak, Neighbourhood
from builder.disclosure.messages.next_rows import MOST_HIDDEN_NEXT, rows_to_hide_next
from builder.disclosure.rules.counts import HiddenCount, PublishedCell, RowKey, key_of
from builder.disclosure.rules.network import ROWS_ALONE, Assumption, Network
from builder.disclosure.rules.row_facts import Fact
from builder.disclosure.versions.earlier import REMEDY as HISTORY_REMEDY
from builder.project.problems import Level, Problem, listed
from builder.project.typed import TypedRow

CAUSE = "hidden-figure-recoverable"
CONTRADICTION = "hidden-figure-contradiction"
DOUBT = "hidden-figure-undecided"

MOST_EXPLAINED = 10
"""How many leaks are explained: to mend one closes others, and explaining takes far longer than finding."""
_MOST_NAMED = 6
"""How many rows a message names."""


def account(network: Network, around: Neighbourhood, leak: Leak, assumption: Assumption = ROWS_ALONE) -> Problem:
    """Return the problem of a number that can be worked out from what an assumption puts together."""
    home = network.home[leak.count]
    rows = giving_away(around, leak)
    keys = {key_of(row) for row in rows}
    assumed = sorted({clue.assumed for clue in assumption.clues if clue.assumed and key_of(clue.row) in keys})
    condition = f", if {listed(assumed)}" if assumed else ""
    fault = f"{found_out(network, leak)}, from {named(rows, home)}{condition}."
    return home.row.problem("value", CAUSE, fault, _remedy(network, leak, rows, assumption))


def brief_account(network: Network, leak: Leak) -> Problem:
    """Return the problem of a number that can be worked out, after others have been explained."""
    remedy = "Mend the ones that are explained first, and check again: that closes others, or explains them."
    return network.home[leak.count].row.problem("value", CAUSE, f"{found_out(network, leak)} too.", remedy)


def doubt(network: Network, leak: Leak) -> Problem:
    """Return the warning of a number of which it was not found out whether it can be worked out."""
    return network.home[leak.count].row.problem(
        "value",
        DOUBT,
        "We could not find out whether the published figures leave this one hidden: there are too many ways to look.",
        "Hide one more figure around it, or ask the person who looks after data protection.",
        Level.WARNING,
    )


def found_out(network: Network, leak: Leak) -> str:
    """Return what can be found out of a number. How few values are left is told, never which: a check is public."""
    hidden = network.guarded[leak.count].hidden
    subject = "This hidden figure" if hidden else "A number of people that is too small to be shown"
    how = "can be worked out exactly" if leak.values == 1 else f"can be narrowed down to {leak.values} numbers"
    return f"{subject} {how}{' by a reader who takes hidden figures to be small' if leak.guessing else ''}"


def giving_away(around: Neighbourhood, leak: Leak) -> list[TypedRow]:
    """Return rows that give a count away together, and none of which could be missing."""
    needed = defaultdict[RowKey, list[Fact]](list)
    for fact in around.facts:
        needed[key_of(fact.row)].append(fact)
    # The rows that were met last are the farthest, and the first to be done without: many at once, then fewer.
    size = len(needed)
    while size:
        keys = list(needed)
        for end in range(len(keys), 0, -size):
            without = keys[max(end - size, 0) : end]
            fewer = around.with_facts([fact for key, its in needed.items() if key not in without for fact in its])
            if fewer.gives_away(leak):
                for key in without:
                    del needed[key]
        size //= 2
    return [needed[key][0].row for key in sorted(needed)]


def named(rows: Sequence[TypedRow], home: PublishedCell) -> str:
    """Return rows as a sentence names them: rows 3 and 4 and row 7 of claims.csv."""
    by_path: dict[str, list[int]] = {}
    own = home.row.table.path
    for row in sorted(rows, key=lambda row: row.table.path != own)[:_MOST_NAMED]:
        by_path.setdefault(row.table.path, []).append(row.index + 2)
    parts = []
    for path, numbers in by_path.items():
        plural = "s" if len(numbers) > 1 else ""
        parts.append(f"row{plural} {listed(map(str, numbers))}{_of(path, home)}")
    more = len(rows) - _MOST_NAMED
    if more > 0:
        parts.append(f"{more} more row{'s' if more > 1 else ''}")
    return listed(parts)


def _of(path: str, home: PublishedCell) -> str:
    mine = home.row.table.path
    if path == mine:
        return ""
    same_folder = path.rsplit("/", 1)[0] == mine.rsplit("/", 1)[0]
    return f" of {path.rsplit('/', 1)[-1] if same_folder else path}"


def _remedy(network: Network, leak: Leak, rows: Sequence[TypedRow], assumption: Assumption) -> str:
    home = network.home[leak.count]
    past = {key_of(clue.row) for clue in assumption.clues if clue.commit}
    if any(key_of(row) in past for row in rows):
        return HISTORY_REMEDY
    elsewhere = [row for row in rows if key_of(row) not in network.figures]
    populations = [row for row in elsewhere if row.table.schema.name == "populations"]
    if len(elsewhere) > len(populations):
        taken = [row for row in elsewhere if row not in populations]
        stated = " and out of what it says" if any(row.table.schema.name == "findings" for row in taken) else ""
        return f"Take the figure out of {named(taken, home)}{stated}."
    offer = rows_to_hide_next(network, leak, rows, giving_away, assumption)
    otherwise = ' If the rate is of other people, give their number in "denominator".' if populations else ""
    if not offer:
        return f"Leave out more of the figures around it: hiding {MOST_HIDDEN_NEXT} more rows is not enough.{otherwise}"
    more = named([network.figures[key].row for key in sorted(offer)], home)
    return f'Hide {more} too: empty the figures, and write c in "status".{otherwise}'


def contradiction(network: Network, count: HiddenCount) -> Problem:
    """Return the problem of figures that cannot all be right."""
    return network.home[count].row.problem(
        "value",
        CONTRADICTION,
        "The published figures around this one contradict each other, so it cannot be told what they give away.",
        'Correct the one that is wrong, or what "adds_up_over" in metrics.csv says.',
    )
