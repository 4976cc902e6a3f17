"""The rule that no earlier version of a table, in any commit, shows a figure that is hidden now."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from builder.disclosure.clues.years import plain_length
from builder.disclosure.rules.counts import Holding, PublishedCell, RowKey, key_of
from builder.disclosure.rules.sentences import WORDS, Sentences, columns_of_words
from builder.disclosure.versions.earlier_rows import OBSERVATIONS, Past
from builder.disclosure.versions.old_tables import OldRow, days_meant, plain
from builder.project.personal_data import without_personal_data
from builder.project.problems import Level, Place, Problem, listed, shortened

RENAMED = "group-renamed-in-history"
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

_DURATION = re.compile(r"p[1-9][0-9]{0,3}[ymwd]")
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
    yield from _find_earlier_sentences(past, hidden)
    yield from _find_renamed_groups(past, hidden)


def _find_earlier_sentences(past: Past, hidden: Mapping[tuple[str, ...], PublishedCell]) -> Iterator[Problem]:
    """Yield a problem for each hidden figure of which a sentence of an earlier version says a number."""
    told: set[tuple[RowKey, str]] = set()
    for figure, table, commit in (*_said_in_own_rows(past, hidden), *_said_elsewhere(past, hidden)):
        if (key_of(figure.row), table) not in told:
            told.add((key_of(figure.row), table))
            where = f"a text of an earlier version of {table}.csv says a number of it: commit {commit}"
            yield figure.row.problem("value", CAUSE, f"This figure is hidden, but {where}.", REMEDY)


def _said_in_own_rows(
    past: Past, hidden: Mapping[tuple[str, ...], PublishedCell]
) -> Iterator[tuple[PublishedCell, str, str]]:
    """Yield the figure, table and commit of each row of a hidden figure that had a number in its words only."""
    sentences = Sentences(past.holding)
    for row in past.rows.get(OBSERVATIONS, ()):
        words = [row.cells[field] for field in WORDS if row.cells.get(field)]
        if not words or _shows_a_number(row):
            continue
        for figure in (hidden[key] for key in _keys(past, row, "period") if key in hidden):
            if any(sentences.said_of(figure, text) for text in words):
                yield figure, OBSERVATIONS, row.commit


def _said_elsewhere(
    past: Past, hidden: Mapping[tuple[str, ...], PublishedCell]
) -> Iterator[tuple[PublishedCell, str, str]]:
    """Yield the figure, table and commit of each text of another table that said a number beside a hidden figure."""
    sentences = Sentences(past.holding)
    for table, rows in past.other_tables.own.items() if hidden else ():
        # What a row of today says is told of there.
        if table == OBSERVATIONS or rows is past.holding.own.get(table):
            continue
        for row in rows:
            for said in filter(None, (sentences.said(row, field) for field in columns_of_words(table))):
                if _is_looked_up(said.figure):
                    yield said.figure, table, row.table.path.rsplit(" ", 1)[-1]


def _find_renamed_groups(past: Past, hidden: Mapping[tuple[str, ...], PublishedCell]) -> Iterator[Problem]:
    """Yield a warning for each hidden figure of a group, where a version shows one of a group that has no row today."""
    groups = {_of_group(_key(figure)) for figure in past.holding.figures}
    places: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for key in hidden:
        if key[3]:
            places[_of_any_group(key)].append(key)
    shown: dict[tuple[str, ...], str] = {}
    for row in past.rows.get(OBSERVATIONS, ()) if places else ():
        for key in _keys_with_numbers(past, row):
            if key[3] and _of_group(key) not in groups:
                shown |= {one: row.commit for one in places.get(_of_any_group(key), ()) if one not in shown}
    for key, commit in shown.items():
        fault = (
            "This figure is hidden, but an earlier version of observations.csv shows one of a group that has no row "
            f"today, for the same area and period: commit {commit}."
        )
        remedy = "If the group only had another name then, tell the person who looks after data protection."
        yield hidden[key].row.problem("value", RENAMED, fault, remedy, Level.WARNING)


def _of_group(key: tuple[str, ...]) -> tuple[str, ...]:
    """Return the metric, breakdown and group of a key."""
    return key[0], key[2], key[3]


def _of_any_group(key: tuple[str, ...]) -> tuple[str, ...]:
    """Return the metric, area, breakdown and period of a key."""
    return (*key[:3], *key[4:])


def _shows_a_number(row: OldRow) -> bool:
    return any(any(map(str.isdigit, row.cells.get(field, ""))) for _, fields in _TABLES[row.kind] for field in fields)


def find_removed_small_numbers(past: Past) -> Iterator[Problem]:
    """Yield a problem for each small number that an earlier version of the observations shows in a row that is gone.

    A row that is deleted instead of hidden leaves its number in the history.
    """
    holding = past.holding
    here = {_key(figure) for figure in holding.figures}
    shown: dict[tuple[str, ...], str] = {}
    for row in past.rows.get(OBSERVATIONS, ()):
        # A table elsewhere, such as an example of a test, is about this package only where it names one of its areas.
        is_ours = row not in past.elsewhere or row.cells.get("area", "").strip() in holding.areas
        if not (is_ours and _shows_small_number(past, row.cells)):
            continue
        keys = list(_keys(past, row, "period"))
        if here.isdisjoint(keys):
            shown.setdefault(keys[0], row.commit)
    for key, commit in shown.items():
        which = ", ".join(filter(None, (*key[:4], f"from {key[4]}")))
        fault = (
            "An earlier version of observations.csv shows a number of people that is too small to be shown, "
            f"in a row that is gone ({shortened(which)}): commit {commit}."
        )
        yield Problem(Place(f"{holding.folder}/{OBSERVATIONS}.csv"), CAUSE, fault, REMEDY)


def _shows_small_number(past: Past, cells: Mapping[str, str]) -> bool:
    metric = past.metric(cells.get("metric", ""))
    measure, policy = past.measure(metric), past.holding.policies.of(metric)
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


def _is_looked_up(figure: PublishedCell) -> bool:
    return figure.hidden and not figure.policy.earlier_versions_accepted


def _key(figure: PublishedCell) -> tuple[str, ...]:
    row = figure.row
    cells = row.table.rows[row.index]
    *about, start, duration = (plain(cells[row.table.columns[field]]) for field in _key_fields("period"))
    return *about, start, _length(start, duration)


def _length(start: str, duration: str) -> str:
    """Return how long a period is, written in one way, where both its cells can be read."""
    if _DURATION.fullmatch(duration):
        try:
            return plain_length(date.fromisoformat(start), duration.upper()).casefold()
        except ValueError:
            return duration
    return duration


def _key_fields(period: str) -> tuple[str, ...]:
    return "metric", "area", "breakdown", "group", f"{period}_start", f"{period}_duration"


def _about(past: Past, row: OldRow, period: str) -> tuple[str, ...]:
    """Return the plain cells of a row that say what a figure is about, with the area as it is called today."""
    metric, area, *rest = (row.cells.get(field, "") for field in _key_fields(period))
    return past.metric(metric), past.area(area), *map(plain, rest)


def _keys(past: Past, row: OldRow, period: str) -> Iterator[tuple[str, ...]]:
    """Yield the key of each cell that a row of an old version can be about."""
    metric, area, breakdown, group, start, duration = _about(past, row, period)
    breakdown = past.breakdown(metric, breakdown, group)
    for day in days_meant(start):
        yield metric, area, breakdown, group, day, _length(day, duration)


def _keys_with_numbers(past: Past, row: OldRow) -> Iterator[tuple[str, ...]]:
    """Yield the key of each cell for which a row of an old version, faulty in any way, holds a number."""
    for period, numbers in _TABLES[row.kind]:
        if any(any(map(str.isdigit, row.cells.get(number, ""))) for number in numbers):
            yield from _keys(past, row, period)
