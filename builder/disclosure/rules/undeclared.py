"""Finds what the figures give away if they add up, where the data do not say so, or say that they do not.

What is not declared is taken as the dangerous case: the areas of a larger one add up unless the data say no, and then
a figure that they give away is an error. Groups and periods often overlap, so for them it is a warning. Where the data
say no, the warning is at that word: it switches the protection off.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from builder.disclosure.clues.readers import Leak, Neighbourhood
from builder.disclosure.messages.explanations import MOST_EXPLAINED, found_out, giving_away, named
from builder.disclosure.rules.additivity import AREA, PERIOD
from builder.disclosure.rules.counts import Holding, Subject
from builder.disclosure.rules.network import Network
from builder.model.measures import NOTHING_ADDS_UP
from builder.project.problems import Level, Place, Problem, listed
from builder.project.typed import TypedRow

CAUSE = "sum-not-declared"
LIKELY = "likely areas"
"""The areas of a larger one as they may be, though `parent` and `comparator` do not say so."""
SWITCHED_OFF = "protection-switched-off"

_TABLES = ("areas", "metrics", "observations")
_ASK = "Whoever looks after data protection must know that this is right: ask before you approve this change."


def find_undeclared_sums(holdings: Sequence[Holding], found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield a problem for each number that figures give away only if they add up, but for places that have one."""
    told = {problem.place for problem in found}
    switches: dict[tuple[Place, str], list[TypedRow]] = defaultdict(list)
    overs = dict.fromkeys(over for one in holdings for figure in one.figures for _, over in figure.cell.wholes)
    for holding in holdings:
        for over, whole_areas in ((AREA, False), (AREA, True), *((over, False) for over in (PERIOD, *overs, LIKELY))):
            assumed = _assuming(holding, over, whole_areas=whole_areas)
            for leak in _leaks(assumed) if assumed else ():
                figure = leak.network.home[leak.leak.count]
                place = figure.row.place("value")
                if place in told:
                    continue
                told.add(place)
                switch = _switch(holding, figure.row, leak.leak.count.cell, whole_areas=whole_areas)
                if switch:
                    switches[switch].append(figure.row)
                else:
                    yield _undeclared(leak, over)
    for (place, what), rows in switches.items():
        yield _switched_off(place, what, rows)


@dataclass(frozen=True, slots=True)
class _Found:
    """A number that can be worked out under an assumption, and among which figures."""

    network: Network
    around: Neighbourhood
    leak: Leak
    is_explained: bool


def _assuming(holding: Holding, over: str, *, whole_areas: bool) -> Holding | None:
    """Return a package as if its figures added up over areas, groups or periods, or None where that is no news."""
    likely_parts = _likely_parts(holding) if over == LIKELY else {}
    if (whole_areas and not holding.incomplete_areas) or (over == LIKELY and not likely_parts):
        return None
    assumed = {
        name: replace(measure, adds_up_over=(AREA if over == LIKELY else over,))
        for name, measure in holding.measures.items()
        if measure.is_count and measure.people and (whole_areas or over not in measure.adds_up_over)
    }
    own = tuple(
        replace(figure, measure=measure)
        for figure in holding.figures
        if (measure := assumed.get(figure.row.text("metric")))
    )
    parts = Counter(whole for figure in own for whole, of in figure.cell.wholes if of == over)
    if not own or (over not in {AREA, LIKELY, PERIOD} and not parts):
        return None
    other = holding.with_tables({name: rows for name, rows in holding.own.items() if name in _TABLES})
    other.measures = assumed
    # One part alone is no sum.
    other.figures = tuple(figure for figure in own if all(parts[whole] != 1 for whole, _ in figure.cell.wholes))
    families = likely_parts or holding.parts_of_areas
    other.parts_of_areas = {whole: its for whole, its in families.items() if len(its) > 1}
    if whole_areas:
        other.incomplete_areas = frozenset()
    return other


def _likely_parts(holding: Holding) -> dict[str, tuple[str, ...]]:
    """Return the parts of areas as they may be, where areas of larger ones are called comparators or name no parent."""
    rows = holding.own.get("areas", ())
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        parent = holding.areas.get(row.text("parent"))
        if parent:
            found[parent] = (*found.get(parent, ()), holding.areas[row.text("area")])
    own = [row for row in rows if not row["comparator"]]
    kinds = Counter(row.text("kind") for row in own)
    alone = [holding.areas[row.text("area")] for row in own if kinds[row.text("kind")] == 1]
    if not found and len(kinds) == 2 and len(alone) == 1:
        found[alone[0]] = tuple(name for row in own if (name := holding.areas[row.text("area")]) != alone[0])
    return {} if found == holding.parts_of_areas else found


def _leaks(assumed: Holding) -> Iterator[_Found]:
    network = Network([assumed])
    explained = 0
    for _, around in network.groups():
        # Where the figures cannot add up, nobody can take them to. Of several that one sum gives away, one is enough.
        leaks = () if around.rules_beliefs_out else (leak for leak in around.leaks() if leak.is_certain)
        for leak in islice(leaks, 1):
            explained += 1
            yield _Found(network, around, leak, explained <= MOST_EXPLAINED)


def _switch(holding: Holding, row: TypedRow, cell: Subject, *, whole_areas: bool) -> tuple[Place, str] | None:
    """Return the place of the word that says that figures do not add up, and that word with what it is about."""
    if whole_areas:
        parent = next((whole for whole, parts in holding.parts_of_areas.items() if cell.area in parts), cell.area)
        area = next(one for one in holding.own["areas"] if holding.areas[one.text("area")] == parent)
        return area.place("parts_complete"), "that areas are missing"
    metric = row.text("metric")
    if NOTHING_ADDS_UP not in holding.measures[metric].adds_up_over:
        return None
    return holding.metric_rows[metric].place("adds_up_over"), "that the figures do not add up"


def _switched_off(place: Place, what: str, rows: Sequence[TypedRow]) -> Problem:
    by_path: Mapping[str, list[int]] = defaultdict(list)
    for row in rows:
        by_path[row.table.path].append(row.index + 2)
    where = listed(f"row{'s' * (len(its) > 1)} {listed(map(str, its))} of {path}" for path, its in by_path.items())
    fault = f'The word "no" says {what}. If it is wrong, what is hidden can be worked out: see {where}.'
    return Problem(place, SWITCHED_OFF, fault, _ASK, Level.WARNING)


def _undeclared(found: _Found, over: str) -> Problem:
    home = found.network.home[found.leak.count]
    rows = f", from {named(giving_away(found.around, found.leak), home)}" if found.is_explained else ""
    parts = {AREA: "the areas", LIKELY: "the areas", PERIOD: "the periods"}.get(over, f'the groups of "{over}"')
    fault = f"{found_out(found.network, found.leak)}{rows}, if {parts} add up."
    if over == AREA:
        remedy = (
            "Hide the figure of one more area, or the whole. If one person can be counted in two areas, "
            'write no in "adds_up_over" of the metric. If areas are missing, write no in "parts_complete" of the whole.'
        )
        return home.row.problem("value", CAUSE, fault, remedy)
    if over == LIKELY:
        remedy = 'If they are parts of a larger one, write it in their "parent" in areas.csv, and no in "comparator".'
        return home.row.problem("value", CAUSE, fault, remedy, Level.WARNING)
    remedy = (
        f'If they do, write {over} in "adds_up_over" of the metric, and the check says what to hide. If one person can '
        "be counted twice, leave it as it is."
    )
    return home.row.problem("value", CAUSE, fault, remedy, Level.WARNING)
