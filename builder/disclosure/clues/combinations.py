"""Gathers clues: those of today's tables, those of tables that are gone, and those of each earlier version.

Each combination brings the sums that its figures take part in.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from builder.disclosure.clues.clues import Clue, Rows, clue_of
from builder.disclosure.clues.other_tables import clues_of_other_tables
from builder.disclosure.clues.populations import Populations, clues_of_rates, populations
from builder.disclosure.clues.stated import clues_of_findings
from builder.disclosure.rules.additivity import structure, sum_of
from builder.disclosure.rules.counts import Holding, PublishedCell, key_of
from builder.disclosure.rules.relations import Relation
from builder.disclosure.versions.earlier_rows import EarlierVersion, Past
from builder.model.measures import Unit


@dataclass(frozen=True, slots=True, eq=False)
class Combination:
    """Clues that stand together, and the sums that their figures bring."""

    clues: tuple[Clue, ...]
    relations: tuple[Relation, ...] = ()
    """Sums that the rows of today do not give."""
    earlier: EarlierVersion | None = None
    """The version that the clues are the figures of, where they are those of one."""
    dropped: frozenset[Relation] = frozenset()
    """Sums of today that did not hold in that version."""


def combinations(
    holdings: Sequence[Holding],
    pasts: Sequence[Past],
    figures: Sequence[PublishedCell],
    active: Collection[str],
    at_stake: Collection[str],
) -> tuple[Combination, ...]:
    """Return every clue about the active metrics; `figures` are the rows of observations of these in all packages.

    Of earlier versions only the metrics at stake are looked at.
    """
    rows = Rows(figures)
    own: dict[str, list[PublishedCell]] = {holding.name: [] for holding in holdings}
    for holding in holdings:
        own[holding.name] += [figure for figure in holding.figures if figure.cell.metric in active]
    people = populations([*holdings, *(past.other_tables for past in pasts)])
    of_rates = partial(clues_of_rates, people=people, at_stake=at_stake)
    found = {holding.name: [_of_today(holding, own[holding.name], rows, of_rates, active)] for holding in holdings}
    for past in pasts:
        mine = own[past.holding.name]
        found[past.holding.name].append(_of_gone_tables(past, mine, rows, at_stake))
        found[past.holding.name] += _of_versions(past, mine, rows, people, at_stake)
    for holding in holdings:
        found[holding.name].append(_of_all(found[holding.name], holding, own[holding.name]))
    return tuple(
        combination
        for of_package in found.values()
        for combination in of_package
        if combination.clues or combination.relations
    )


def _of_today(
    holding: Holding,
    own: Sequence[PublishedCell],
    rows: Rows,
    of_rates: Callable[[Iterable[PublishedCell]], Iterator[Clue]],
    active: Collection[str],
) -> Combination:
    clues = list(_of_other_tables(holding, rows, active))
    clues += [replace(one, rate=None) for one in of_rates(_figures(clues))]
    clues += of_rates(own)
    return Combination(tuple(clues), _new_sums(holding, own, _figures(clues)))


def _of_gone_tables(past: Past, own: Sequence[PublishedCell], rows: Rows, active: Collection[str]) -> Combination:
    """Return what rows of other tables said that are gone."""
    clues = [
        replace(clue, commit=_commit(clue))
        for clue in _of_other_tables(past.other_tables, rows, active)
        if _counts(clue)
    ]
    return Combination(tuple(clues), _new_sums(past.holding, own, _figures(clues)))


def _of_all(found: Sequence[Combination], holding: Holding, own: Sequence[PublishedCell]) -> Combination:
    """Return the sums over areas and periods in which clues of several places take part together.

    Groups are left out: which of them there were may differ from one place to the other.
    """
    figures = [figure for combination in found for figure in _figures(combination.clues) if not figure.cell.group]
    return Combination((), _new_sums(holding, own, figures))


def _figures(clues: Iterable[Clue]) -> list[PublishedCell]:
    return [figure for clue in clues for figure in clue.figures]


def _of_other_tables(holding: Holding, rows: Rows, active: Collection[str]) -> Iterator[Clue]:
    for clue in (*clues_of_other_tables(holding, rows), *clues_of_findings(holding, rows)):
        if any(count.cell.metric in active for count in clue.about):
            yield clue


def _counts(clue: Clue) -> bool:
    return not any(figure.policy.earlier_versions_accepted for figure in clue.figures)


def _commit(clue: Clue) -> str:
    return clue.row.table.path.rsplit(" ", 1)[-1]


def _new_sums(holding: Holding, own: Sequence[PublishedCell], more: Iterable[PublishedCell]) -> tuple[Relation, ...]:
    """Return the sums that figures of other tables bring, beyond those of a package's own rows."""
    by_cell = {figure.cell: figure for figure in more}
    metrics = {cell.metric for cell in by_cell}
    mine = [figure for figure in own if figure.cell.metric in metrics]
    cells = {figure.cell for figure in mine}
    unlisted = [figure for cell, figure in by_cell.items() if cell not in cells]
    known = set(structure(holding, mine).relations)
    rest = (sum_of(one.out_of, [one.counted, one.rest]) for one in by_cell.values() if one.measure.unit == Unit.PERCENT)
    return tuple(r for r in (*_whole_sums(holding, [*unlisted, *mine]), *rest) if r not in known)


def _whole_sums(holding: Holding, figures: Sequence[PublishedCell]) -> Iterator[Relation]:
    """Yield the sums of figures, leaving out those over some of the groups only that are known of a breakdown.

    Of groups that have a row today the others are taken not to exist; a clue seldom tells of all.
    """
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figure in figures:
        groups[figure.cell.metric, figure.cell.breakdown].add(figure.cell.group)
    for relation in structure(holding, figures).relations:
        cells = [unknown.cell for unknown, _ in relation.terms]  # type: ignore[attr-defined]
        parts = {cell.group for cell in cells if cell.group}
        over = {(cell.metric, cell.breakdown) for cell in cells if cell.group}
        of_groups = len({cell.metric for cell in cells}) == 1 and parts and any(not cell.group for cell in cells)
        if not of_groups or (len(parts) > 1 and all(parts >= groups[one] for one in over)):
            yield relation


def _of_versions(
    past: Past, own: Sequence[PublishedCell], rows: Rows, people: Populations, at_stake: Collection[str]
) -> Iterator[Combination]:
    """Yield what each earlier version of the observations said."""
    made: dict[int, tuple[Clue, ...]] = {}
    for earlier in past.earlier(at_stake):
        clues: list[Clue] = []
        for figure in earlier.gone:
            if id(figure) not in made:
                found = replace(clue_of(figure, figure.row), revised=_is_revised(figure, rows))
                of_rate = (replace(clue, rate=None) for clue in clues_of_rates((figure,), people, at_stake))
                made[id(figure)] = tuple(replace(clue, commit=earlier.commit) for clue in (found, *of_rate))
            clues += made[id(figure)]
        gone = earlier.gone
        metrics = {figure.cell.metric for figure in gone}
        now = [figure for figure in own if figure.cell.metric in metrics]
        today = frozenset(structure(past.holding, now).relations)
        as_it_was = _as_it_was(earlier, gone, now)
        rest = (sum_of(one.out_of, [one.counted, one.rest]) for one in gone if one.measure.unit == Unit.PERCENT)
        brought = tuple(r for r in (*_whole_sums(past.holding, as_it_was), *rest) if r not in today)
        dropped = today.difference(structure(past.holding, as_it_was).relations)
        yield Combination(tuple(clues), brought, earlier, dropped)


def _is_revised(figure: PublishedCell, rows: Rows) -> bool:
    here = rows.at(figure.cell)
    return here is not None and not here.hidden


def _as_it_was(
    earlier: EarlierVersion, gone: Sequence[PublishedCell], now: Sequence[PublishedCell]
) -> list[PublishedCell]:
    """Return the figures of a version, and those of today that it may only not have published yet.

    Where a breakdown had groups that it has no more, those of today did not exist.
    """
    then = {figure.cell: figure for figure in gone}
    groups = {(figure.cell.metric, figure.cell.breakdown, figure.cell.group) for figure in now}
    renamed = {
        (figure.cell.metric, figure.cell.breakdown)
        for figure in gone
        if (figure.cell.metric, figure.cell.breakdown, figure.cell.group) not in groups
    }
    kept = [
        figure
        for figure in now
        if figure.cell not in then
        and not (key_of(figure.row) in earlier.changed and (figure.cell.metric, figure.cell.breakdown) in renamed)
    ]
    return [*then.values(), *kept]
