"""The rule that no earlier version of a table, in any commit, shows a figure that is hidden now."""

from collections.abc import Iterable, Iterator, Mapping

from builder.disclosure.counts import Figure, Holding
from builder.disclosure.old_tables import days_meant, rows_of
from builder.problems import Level, Place, Problem, shortened

CAUSE, NOT_CHECKED = "hidden-figure-in-history", "history-not-checked"

OBSERVATIONS = "observations"
TABLES = {
    OBSERVATIONS: (("period", ("value", "numerator", "lower", "upper")),),
    "targets": (("baseline_period", ("baseline_value",)),),
    "revisions": (("period", ("old_value", "new_value")),),
    "claims": (
        ("from_period", ("from_printed", "change_printed")),
        ("to_period", ("to_printed", "change_printed", "numerator_printed", "percent_printed")),
    ),
}
"""For each table that prints figures of cells: the names of its periods, and the numbers of each."""

_REMEDY = (
    "Whoever can see the repository can read it there. Tell the person who looks after data protection before "
    "anything else. Then the engineers take the figure out of the history, or, if it is public anyway, a rule in "
    'disclosure.csv says that earlier versions are "accepted", by whom and why.'
)


def must_be_looked_up(holding: Holding) -> bool:
    """Return whether a package hides a figure that earlier versions of its table could show."""
    return any(_is_looked_up(figure) for figure in holding.figures)


def find_earlier_figures(holding: Holding, table: str, versions: Iterable[tuple[str, bytes]]) -> Iterator[Problem]:
    """Yield a problem for each hidden figure that an earlier version of a table shows.

    `versions` are pairs of a commit and the table as it was in it.
    """
    hidden = {_key(figure): figure for figure in holding.figures if _is_looked_up(figure)}
    shown: dict[tuple[str, ...], str] = {}
    for commit, content in versions:
        for key in _keys_with_numbers(content, table):
            if key in hidden:
                shown[key] = commit
    for key, commit in shown.items():
        fault = f"This figure is hidden, but an earlier version of {table}.csv shows it: commit {commit}."
        yield hidden[key].row.problem("value", CAUSE, fault, _REMEDY)


def find_removed_small_numbers(holding: Holding, path: str, versions: Iterable[tuple[str, bytes]]) -> Iterator[Problem]:
    """Yield a problem for each small number that an earlier version of the observations shows in a row that is gone.

    `path` is the place of the table. A row that is deleted instead of hidden leaves its number in the history.
    """
    here = {_key(figure) for figure in holding.figures}
    shown: dict[tuple[str, ...], str] = {}
    for commit, content in versions:
        for row in rows_of(content):
            if not _shows_small_number(holding, row):
                continue
            *about, start, duration = (_plain(row.get(field, "")) for field in _key_fields("period"))
            keys = [(*about, day, duration) for day in days_meant(start)]
            if here.isdisjoint(keys):
                shown[keys[0]] = commit
    for key, commit in shown.items():
        which = ", ".join(filter(None, (*key[:4], f"from {key[4]}")))
        fault = (
            "An earlier version of observations.csv shows a number of people that is too small to be shown, "
            f"in a row that is gone ({shortened(which)}): commit {commit}."
        )
        yield Problem(Place(path), CAUSE, fault, _REMEDY)


def _shows_small_number(holding: Holding, row: Mapping[str, str]) -> bool:
    metric = _plain(row.get("metric", ""))
    measure, policy = holding.measures.get(metric), holding.policies.of(metric)
    if measure is None or not measure.people or not measure.has_counts or policy.earlier_versions_accepted:
        return False
    written = row.get("value" if measure.is_count else "numerator", "").strip().replace(",", "")
    return written.isdecimal() and policy.is_small(int(written))


def not_checked(holding: Holding, gap: str) -> Problem:
    """Return the note that earlier versions were not looked at."""
    first = next(figure for figure in holding.figures if figure.hidden)
    return Problem(
        Place(first.row.table.path),
        NOT_CHECKED,
        f"Whether earlier versions show a figure that is hidden now was not checked: {gap}.",
        "Check it where the whole history is, as the check of a pull request does.",
        Level.WARNING,
    )


def _is_looked_up(figure: Figure) -> bool:
    return figure.hidden and not figure.policy.earlier_versions_accepted


def _key(figure: Figure) -> tuple[str, ...]:
    row = figure.row
    cells = row.table.rows[row.index]
    return tuple(_plain(cells[row.table.columns[field]]) for field in _key_fields("period"))


def _key_fields(period: str) -> tuple[str, ...]:
    return "metric", "area", "breakdown", "group", f"{period}_start", f"{period}_duration"


def _keys_with_numbers(content: bytes, table: str) -> Iterator[tuple[str, ...]]:
    """Yield the key of each cell for which an old version, faulty in any way, holds a number."""
    for row in rows_of(content):
        for period, numbers in TABLES[table]:
            if any(any(map(str.isdigit, row.get(number, ""))) for number in numbers):
                *about, start, duration = (_plain(row.get(field, "")) for field in _key_fields(period))
                for day in days_meant(start):
                    yield *about, day, duration


def _plain(cell: str) -> str:
    return " ".join(cell.split()).casefold()
