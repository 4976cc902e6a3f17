"""Everything that is published about counts that depend on each other, in all packages."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from builder.checking.typed import TypedRow
from builder.disclosure.counts import Count, Figure, Holding, Part, printed
from builder.disclosure.known import Fact, facts, rounded
from builder.disclosure.ranges import Relation
from builder.disclosure.readers import Guarded, Neighbourhood
from builder.disclosure.sums import structure
from builder.model import Status, Unit

RowKey = tuple[str, int]
"""The path of a table and the position of a row in it."""


def key_of(row: TypedRow) -> RowKey:
    """Return what tells a row from every other."""
    return row.table.path, row.index


class Network:
    """Counts, the relations between them, what rows say of them, and which must not be worked out."""

    def __init__(self, holdings: Sequence[Holding]) -> None:
        self.guarded: dict[Count, Guarded] = {}
        self.home: dict[Count, Figure] = {}
        """For each guarded count, the figure at which a problem about it is shown."""
        self._absent: set[Count] = set()
        self._relations: dict[Count, list[Relation]] = defaultdict(list)
        self._figures: dict[Count, list[Figure]] = defaultdict(list)
        self._printed: dict[Count, list[Fact]] = defaultdict(list)
        self._facts: dict[RowKey, tuple[Fact, ...]] = {}
        self.figures: dict[RowKey, Figure] = {}
        active = _active(holdings)
        for holding in holdings:
            mine = [f for f in holding.figures if f.cell.metric in active and f.measure.has_counts]
            for figure in mine:
                self._take(figure)
            found = structure(holding, mine)
            for relation in found.relations:
                for unknown, _ in relation.terms:
                    self._relations[unknown].append(relation)  # type: ignore[index]
            for one in found.unlisted:
                figure = one.beside
                self._guard(one.count, figure, hidden=False)
        for holding in holdings:
            self._take_other_tables(holding)

    def neighbourhood(self, seeds: Collection[Count], hide: Collection[RowKey] = ()) -> Neighbourhood:
        """Return all that bears on some counts, as if some rows were hidden too."""
        hide = frozenset(hide)
        extra = {
            figure.counted: Guarded(figure.policy, figure.measure.people, hidden=True)
            for figure in (self.figures[key] for key in hide)
        }
        relations: dict[int, Relation] = {}
        known: dict[int, Fact] = {}
        guarded: dict[Count, Guarded] = {}
        absent: set[Count] = set()
        waiting, seen = deque(seeds), set(seeds)
        while waiting:
            count = waiting.popleft()
            mine = [fact for fact in self._about(count) if not _is_hidden(fact, hide)]
            must_stay_hidden = extra.get(count) or self.guarded.get(count)
            if must_stay_hidden:
                guarded[count] = must_stay_hidden
            if count in self._absent:
                absent.add(count)
                continue
            exact = [fact for fact in mine if fact.exact]
            if exact and not (must_stay_hidden and must_stay_hidden.hidden):
                # What is settled ties nothing together.
                known.update((id(fact), fact) for fact in exact)
                guarded.pop(count, None)
                continue
            known.update((id(fact), fact) for fact in mine)
            ties = [*self._relations.get(count, ()), *(fact.relation for fact in mine)]
            relations.update((id(relation), relation) for relation in self._relations.get(count, ()))
            for relation in ties:
                for other, _ in relation.terms:
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        return Neighbourhood(tuple(relations.values()), tuple(known.values()), guarded, frozenset(absent))

    def _about(self, count: Count) -> Iterator[Fact]:
        """Yield what rows say of a count. Most counts are never asked for."""
        for figure in self._figures.get(count, ()):
            key = key_of(figure.row)
            if key not in self._facts:
                self._facts[key] = tuple(facts(figure))
            yield from (fact for fact in self._facts[key] if count in fact.about)
        yield from self._printed.get(count, ())

    def groups(self) -> Iterator[tuple[Count, Neighbourhood]]:
        """Yield the guarded counts that depend on each other, group by group, with one of each."""
        seen: set[Count] = set()
        for count in self.guarded:
            if count not in seen:
                around = self.neighbourhood([count])
                seen.update(around.guarded)
                if count in around.guarded:
                    yield count, around

    def _take(self, figure: Figure) -> None:
        self.figures[key_of(figure.row)] = figure
        self._figures[figure.counted].append(figure)
        if not figure.measure.is_count:
            self._figures[figure.out_of].append(figure)
        status = figure.row.text("status")
        if status == Status.NOT_APPLICABLE:
            self._absent.add(figure.counted)
        elif figure.hidden or figure.number("value") is None:
            self._guard(figure.counted, figure, hidden=figure.hidden)
        elif not figure.measure.is_count and figure.measure.denominator_metric:
            if figure.number("numerator") is None:
                self._guard(figure.counted, figure, hidden=False)
            if figure.measure.unit == Unit.PERCENT:
                self._guard(figure.rest, figure, hidden=False)

    def _guard(self, count: Count, figure: Figure, *, hidden: bool) -> None:
        if (figure.measure.people or hidden) and not (count in self.guarded and self.guarded[count].hidden):
            self.guarded[count] = Guarded(figure.policy, figure.measure.people, hidden)
            self.home[count] = figure

    def _take_other_tables(self, holding: Holding) -> None:
        """Take figures of counts that other tables print, where observations have no row of their own."""
        rows = {f.cell.any_method for f in self.figures.values() if f.hidden or f.number("value") is not None}
        for one in printed(holding):
            measure, policy = holding.measures[one.row.text("metric")], holding.policies.of(one.row.text("metric"))
            if one.kind == "value" and measure.unit == Unit.COUNT and _whole(one.number) and one.cell not in rows:
                if one.row.table.schema.name == "revisions" and one.field == "old_value":
                    continue
                count = Count(one.cell, Part.COUNTED)
                self._printed[count].append(Fact(Relation(((count, 1),), *rounded(one.number, policy)), one.row))


def _whole(number: Decimal) -> bool:
    return number >= 0 and number == number.to_integral_value()


def _is_hidden(fact: Fact, hide: frozenset[RowKey]) -> bool:
    """Return whether a fact goes when rows are hidden: a denominator alone stays."""
    return key_of(fact.row) in hide and not all(count.part is Part.OUT_OF for count in fact.about)


def _active(holdings: Sequence[Holding]) -> frozenset[str]:
    """Return the metrics with a hidden figure, or with a relation that could give a number away."""
    measures = {figure.measure for holding in holdings for figure in holding.figures}
    active = {figure.cell.metric for holding in holdings for figure in holding.figures if figure.hidden}
    active |= {m.name for m in measures if m.adds_up_over or m.numerator_metric or m.denominator_metric}
    linked = {metric for m in measures if m.name in active for metric in (m.numerator_metric, m.denominator_metric)}
    return frozenset(active | linked)
