"""The sentences of intake: what was written, what was left out, and why something was refused."""

from collections.abc import Iterable, Mapping

from builder.project.problems import did_you_mean, listed, shortened

NOT_IN_AN_ADDRESS = '"{}" cannot be in an address. Write a short name such as harbour-town.'
NO_COUNCIL = 'No council of England has the code or name "{}".'
NO_CODE = "Write its code, such as E10000029, or its name. You can add any other area to areas.csv."
NO_ID = "No short name can be made of this: write words with letters or digits."
NO_PERIODS = '"{}" is no year. Write 2024-25 for April 2024 to March 2025, 2024 for the calendar year, or two with ..'
TURNED_ROUND = "The years {} end before they begin."
NO_SERIES = "There is no figure yet that another year could follow. Say which years, and which metrics with --metric:"
NOTHING_TO_ADD = "There is nothing to add: {}."
EVERYTHING_THERE = "every row is there already"
TOO_EARLY = "the next years end after {} was published, on {}"
METRIC_IS_NATIONAL = 'The national framework has "{}" already. Use its short name, {}, and define it nowhere else.'
ROW_IS_THERE = 'There is "{}" in {}.csv already. Change that row, or choose another title.'
FROM_ITS_PAPERS = "What {} has published about drugs and alcohol."
"""The description of a new package, until somebody writes a better one."""


def no_such(kind: str, name: str, known: Mapping[str, str]) -> str:
    """Return that there is no metric or area of a name, with the nearest or all that there are."""
    meant = did_you_mean(name, known)
    if meant:
        return f'There is no {kind} "{shortened(name)}". {meant}'
    return f'There is no {kind} "{shortened(name)}". There are:\n{offered(known)}'


def offered(known: Mapping[str, str]) -> str:
    """Return short names with what they stand for, one on a line."""
    width = max(map(len, known), default=0)
    return "\n".join(f"  {name:{width}}  {title}" for name, title in known.items())


def no_council(given: str, names: Iterable[str]) -> str:
    """Return that no council has a code or a name, with the nearest name."""
    return f"{NO_COUNCIL.format(shortened(given))} {did_you_mean(given, names) or NO_CODE}"


def added(table: str, numbers: Iterable[int], names: Iterable[str] = ()) -> str:
    """Return that rows were added to a table, by the numbers that a spreadsheet gives them."""
    rows = list(numbers)
    which = f"row {rows[0]}" if len(rows) == 1 else f"rows {rows[0]} to {rows[-1]}"
    named = list(names)
    return f"{table}.csv, {which}: {listed(named)}" if named else f"{table}.csv, {which}"


def left_out(names: Iterable[str], why: str) -> str:
    """Return which series were left out, and why."""
    return f"Left out: {listed(sorted(set(names)))}, since {why}."
