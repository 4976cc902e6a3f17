"""What the packages of today alter in those of a commit: read both, compare, and put it into words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from builder.analysis.altered import AlteredPackage, Renames, altered_package, renames
from builder.project.found import TableAsFound
from builder.project.personal_data import without_personal_data
from builder.project.problems import NotDone
from builder.project.schemas import table_schemas
from builder.reading import History, NoAnswer, altered_texts, commit_of, read_table_text, tables_at
from builder.wording.altered import Known, Report, report
from builder.wording.seen import NOTHING_SEEN, Seen

_NATIONAL = frozenset({"ambitions", "commitments", "duties", "expected_members", "outcomes"})
"""The tables that only the national framework has."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is not as it was in a commit: row by row, and in words."""

    commit: str
    """The full name of the commit compared with."""
    packages: tuple[AlteredPackage, ...]
    report: Report
    texts: Mapping[str, tuple[str, ...]]
    """For each package, the narratives and descriptors that are not as they were."""
    seen: Seen = NOTHING_SEEN
    """What readers see otherwise, where both sites can be made."""


def changes(datasets: Path, since: str, errors: int, today: date, see: "See | None" = None) -> Changes:
    """Compare every package with what it was in a commit; without one, where this work left the main branch.

    `see` says what readers see otherwise, given the commit and the packages.

    Tables that could not be read then or now are named, and the others are compared all the same. `errors` is how
    many the check finds now.

    Raises:
        NotDone: Git does not give the commit.
    """
    try:
        commit = commit_of(datasets, since)
        before = tables_at(datasets, commit)
        texts = altered_texts(datasets, commit)
    except NoAnswer as fault:
        asked = f'"{since}"' if since else "the main branch"
        raise NotDone(
            f"What changed since {asked} cannot be said: {fault}. Name a commit or a branch with --since."
        ) from fault
    compared = compare(datasets, before)
    known = Known(errors, compared.names, compared.revision_columns, today)
    seen = see(commit, compared) if see and (compared.packages or texts) else NOTHING_SEEN
    return Changes(commit, compared.packages, report(compared.packages, known, texts, seen), texts, seen)


@dataclass(frozen=True, slots=True)
class Compared:
    """The packages of today beside those of a commit."""

    packages: tuple[AlteredPackage, ...]
    """Those that are not as they were."""
    tables: Mapping[str, Mapping[str, TableAsFound]]
    """For each of them, its tables of today that can be read."""
    names: Mapping[str, str]
    """Titles of metrics and names of areas, by their short names."""
    renamed: Mapping[str, Renames] = field(default_factory=dict)
    """For each of the packages, what has another short name in it or in the national framework."""

    @property
    def revision_columns(self) -> dict[str, tuple[str, ...]]:
        """For each package with a table of revisions, its columns in their order."""
        return {name: tables["revisions"].header for name, tables in self.tables.items() if "revisions" in tables}


def compare(datasets: Path, before: Mapping[str, Mapping[str, bytes]]) -> Compared:
    """Compare every package with its earlier tables, given as contents by package and name.

    What only has another short name counts under the new one.
    """
    history = History(datasets)
    here = {path.name for path in datasets.iterdir() if path.is_dir() and path.name[0] != "."}
    after = {name: tables for name in sorted(here) if (tables := history.tables_of_today(name))}
    names: dict[str, str] = {}
    then, now, unread = {}, {}, {}
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        folder = f"{datasets.name}/{without_personal_data(name)}"
        now[name], unread_now = _read(new or {}, folder)
        then[name], unread_then = (now[name], []) if old == new else _read(old or {}, folder)
        names |= _names(then[name]) | _names(now[name])
        unread[name] = {*unread_then, *unread_now}
    own = {name: renames(then[name], now[name]) for name in then if before.get(name) != after.get(name)}
    # A package draws on the rows of the national framework, and on no other package.
    national = {
        table: pairs
        for name, renamed in own.items()
        if not _NATIONAL.isdisjoint(then[name])
        for table, pairs in renamed.items()
    }
    altered = []
    told: dict[str, Renames] = {}
    for name, tables_then in then.items():
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        renamed = {**national, **own.get(name, {})}
        found = altered_package(
            name, None if old is None else tables_then, None if new is None else now[name], unread[name], renamed
        )
        altered += [found] if found else []
        told[name] = renamed
    return Compared(tuple(altered), {one.name: now[one.name] for one in altered}, names, told)


See = Callable[[str, Compared], Seen]
"""Says what readers see otherwise of packages that are not as they were in a commit."""


def _read(contents: Mapping[str, bytes], package: str) -> tuple[dict[str, TableAsFound], list[str]]:
    """Return the tables of a package that can be read, and the names of the others."""
    tables: dict[str, TableAsFound] = {}
    unread = []
    for name, content in contents.items():
        table, _ = read_table_text(content, table_schemas()[name], f"{package}/{name}.csv")
        if table is None:
            unread.append(name)
        else:
            tables[name] = table
    return tables, unread


def _names(tables: Mapping[str, TableAsFound]) -> dict[str, str]:
    """Return the titles of metrics and the names of areas."""
    found: dict[str, str] = {}
    for table, key, title in (("metrics", "metric", "title"), ("areas", "area", "name")):
        if table in tables:
            one = tables[table]
            found |= {one.cell(index, key): one.cell(index, title) for index in range(len(one.rows))}
    return found
