"""The rule that no earlier version of a table, in any commit, shows a figure that is hidden now."""

from collections.abc import Iterator, Mapping, Sequence

from builder.disclosure.counts import Figure, Holding
from builder.disclosure.earlier_rows import OBSERVATIONS, Past
from builder.disclosure.old_tables import OldRow, days_meant, plain
from builder.privacy import without_personal_data
from builder.problems import Level, Place, Problem, listed, shortened

CAUSE, NOT_CHECKED, NOT_READ = "hidden-figure-in-history", "history-not-checked", "history-not-read"

_TABLES = {
    OBSERVATIONS: (("period", ("value", "numerator", "lower", "upper")),),
    "targets": (("baseline_period", ("baseline_value",)),),
    "revisions": (("period", ("old_value", "new_value")),),
    "claims": (
        ("from_period", ("from_printed", "change_printed")),
        ("to_period", ("to_printed", "change_printed", "numerator_printed", "percent_printed")),
    ),
}
"""For each table that prints figures of cells: the names of its periods, and the numbers of each."""

REMEDY = (
    "Whoever can see the repository can read it there. Tell the person who looks after data protection before "
    "anything else. Then the engineers take the figure out of the history, or, if it is public anyway, a rule in "
    'disclosure.csv says that earlier versions are "accepted", by whom and why.'
)

_MOST_NAMED = 3
"""How many files a message names."""


def must_be_looked_up(holding: Holding) -> bool:
    """Return whether a package hides a figure that earlier versions of its tables could show."""
    return any(_is_looked_up(figure) for figure in holding.figures)


def find_earlier_figures(past: Past) -> Iterator[Problem]:
    """Yield a problem for each hidden figure that an earlier version of a table shows."""
    hidden = {_key(figure): figure for figure in past.holding.figures if _is_looked_up(figure)}
    for table in _TABLES:
        shown: dict[tuple[str, ...], str] = {}
        for row in past.rows.get(table, ()):
            for key in _keys_with_numbers(past, row):
                if key in hidden:
                    shown.setdefault(key, row.commit)
        for key, commit in shown.items():
            fault = f"This figure is hidden, but an earlier version of {table}.csv shows it: commit {commit}."
            yield hidden[key].row.problem("value", CAUSE, fault, REMEDY)


def find_removed_small_numbers(past: Past) -> Iterator[Problem]:
    """Yield a problem for each small number that an earlier version of the observations shows in a row that is gone.

    A row that is deleted instead of hidden leaves its number in the history.
    """
    holding = past.holding
    here = {_key(figure) for figure in holding.figures}
    shown: dict[tuple[str, ...], str] = {}
    for row in past.rows.get(OBSERVATIONS, ()):
        if not _shows_small_number(holding, row.cells):
            continue
        *about, start, duration = _about(past, row, "period")
        keys = [(*about, day, duration) for day in days_meant(start)]
        if here.isdisjoint(keys):
            shown.setdefault(keys[0], row.commit)
    for key, commit in shown.items():
        which = ", ".join(filter(None, (*key[:4], f"from {key[4]}")))
        fault = (
            "An earlier version of observations.csv shows a number of people that is too small to be shown, "
            f"in a row that is gone ({shortened(which)}): commit {commit}."
        )
        yield Problem(Place(f"{holding.folder}/{OBSERVATIONS}.csv"), CAUSE, fault, REMEDY)


def _shows_small_number(holding: Holding, cells: Mapping[str, str]) -> bool:
    metric = plain(cells.get("metric", ""))
    measure, policy = holding.measures.get(metric), holding.policies.of(metric)
    if measure is None or not measure.people or not measure.has_counts or policy.earlier_versions_accepted:
        return False
    written = cells.get("value" if measure.is_count else "numerator", "").strip().replace(",", "")
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


def not_read(holding: Holding, files: Sequence[tuple[str, str]]) -> Problem:
    """Return the note that some files of the history, given by name and commit, are no tables that can be read."""
    named = [f"{shortened(without_personal_data(name))} (commit {commit})" for name, commit in files[:_MOST_NAMED]]
    more = len(files) - _MOST_NAMED
    named += [f"{more} more"] if more > 0 else []
    return Problem(
        Place(f"{holding.folder}/{OBSERVATIONS}.csv"),
        NOT_READ,
        f"Whether these files in earlier versions show a figure that is hidden now was not checked: {listed(named)}.",
        "Open each of them as it was in that commit, and look for every hidden figure.",
        Level.WARNING,
    )


def _is_looked_up(figure: Figure) -> bool:
    return figure.hidden and not figure.policy.earlier_versions_accepted


def _key(figure: Figure) -> tuple[str, ...]:
    row = figure.row
    cells = row.table.rows[row.index]
    return tuple(plain(cells[row.table.columns[field]]) for field in _key_fields("period"))


def _key_fields(period: str) -> tuple[str, ...]:
    return "metric", "area", "breakdown", "group", f"{period}_start", f"{period}_duration"


def _about(past: Past, row: OldRow, period: str) -> tuple[str, ...]:
    """Return the plain cells of a row that say what a figure is about, with the area as it is called today."""
    metric, area, *rest = (row.cells.get(field, "") for field in _key_fields(period))
    return plain(metric), past.area(area), *map(plain, rest)


def _keys_with_numbers(past: Past, row: OldRow) -> Iterator[tuple[str, ...]]:
    """Yield the key of each cell for which a row of an old version, faulty in any way, holds a number."""
    for period, numbers in _TABLES[row.kind]:
        if any(any(map(str.isdigit, row.cells.get(number, ""))) for number in numbers):
            *about, start, duration = _about(past, row, period)
            for day in days_meant(start):
                yield *about, day, duration
