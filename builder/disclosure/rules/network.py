"""Everything that is published about counts that depend on each other, in all packages."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder.disclosure.clues.clues import Clue
from builder.disclosure.clues.combinations import Combination, combinations
from builder.disclosure.clues.readers import Guarded, Neighbourhood
from builder.disclosure.rules.additivity import structure
from builder.disclosure.rules.counts import CountedPart, HiddenCount, Holding, PublishedCell, RowKey, key_of
from builder.disclosure.rules.relations import Relation
from builder.disclosure.rules.row_facts import Fact, can_be_few, facts
from builder.disclosure.versions.earlier_rows import Past
from builder.model.measures import Status, Unit
from builder.project.typed import TypedRow


@dataclass(frozen=True, slots=True)
class Assumption:
    """What a reader puts together beside the rows of observations."""

    clues: frozenset[Clue] = frozenset()
    combinations: frozenset[Combination] = frozenset()
    """The combinations whose sums hold."""
    without: frozenset[RowKey] = frozenset()
    """The rows of today that an earlier version did not hold, where it is read instead."""
    dropped: frozenset[Relation] = frozenset()
    """The sums of today that did not hold then."""

    def mixes(self, rows: Iterable[TypedRow]) -> bool:
        """Return whether rows of an earlier version stand beside a row of today that it printed otherwise.

        What such rows give together was true at no time.
        """
        keys = {key_of(row) for row in rows}
        for clue in self.clues:
            if clue.commit and key_of(clue.row) in keys:
                versions = [one.earlier for one in self.combinations if one.earlier and clue in one.clues]
                if versions and all(version.revised & keys for version in versions):
                    return True
        return False

    def is_usual(self, rows: Iterable[TypedRow]) -> bool:
        """Return whether every rate among rows is undone in the usual way: a guess gives no small number away."""
        keys = {key_of(row) for row in rows}
        return not any(clue.guess and key_of(clue.row) in keys for clue in self.clues)


ROWS_ALONE = Assumption()


class Network:
    """Counts, the relations between them, what rows say of them, and which must not be worked out."""

    def __init__(self, holdings: Sequence[Holding], pasts: Sequence[Past] = ()) -> None:
        """Take what packages publish, and what the earlier versions of their tables said."""
        self.guarded: dict[HiddenCount, Guarded] = {}
        self.home: dict[HiddenCount, PublishedCell] = {}
        """For each guarded count, the figure at which a problem about it is shown."""
        self._behind_shares: set[HiddenCount] = set()
        """The counts behind percentages and rates that are shown, which only clues print."""
        self._absent: set[HiddenCount] = set()
        self._relations: dict[HiddenCount, list[Relation]] = defaultdict(list)
        self._figures: dict[HiddenCount, list[PublishedCell]] = defaultdict(list)
        self._clues: dict[HiddenCount, list[Clue]] = defaultdict(list)
        self._relations_of_clues: dict[HiddenCount, list[tuple[Combination, Relation]]] = defaultdict(list)
        self._facts: dict[RowKey, tuple[Fact, ...]] = {}
        self.figures: dict[RowKey, PublishedCell] = {}
        of_shares = frozenset(metric for past in pasts for metric in past.shares)
        active = _active(holdings) | of_shares
        for holding in holdings:
            mine = [f for f in holding.figures if f.cell.metric in active and f.measure.has_counts]
            for figure in mine:
                self._take(figure)
            found = structure(holding, mine)
            for relation in found.relations:
                for unknown, _ in relation.terms:
                    self._relations[unknown].append(relation)  # type: ignore[index]
            for one in found.unlisted:
                figure = one.source
                self._guard(one.count, figure, hidden=False)
        at_stake = of_shares | _linked(holdings, {count.cell.metric for count in self.guarded})
        self.combinations = combinations(holdings, pasts, tuple(self.figures.values()), active, at_stake)
        for combination in self.combinations:
            self._take_combination(combination)

    def neighbourhood(
        self, seeds: Collection[HiddenCount], hide: Collection[RowKey] = (), assumption: Assumption = ROWS_ALONE
    ) -> Neighbourhood:
        """Return all that bears on some counts in a assumption, as if some rows were hidden too."""
        hide = frozenset(hide)
        extra = {
            figure.counted: Guarded(figure.policy, figure.measure.people, hidden=True)
            for figure in (self.figures[key] for key in hide)
        }
        relations: dict[int, Relation] = {}
        known: dict[int, Fact] = {}
        guarded: dict[HiddenCount, Guarded] = {}
        absent: set[HiddenCount] = set()
        waiting, seen = deque(seeds), set(seeds)
        while waiting:
            count = waiting.popleft()
            mine = [fact for fact in self._about(count, assumption) if not _is_hidden(fact, hide)]
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
                if count not in self._behind_shares:
                    guarded.pop(count, None)
                continue
            known.update((id(fact), fact) for fact in mine)
            declared = tuple(self._declared(count, assumption))
            relations.update((id(relation), relation) for relation in declared)
            for relation in (*declared, *(fact.relation for fact in mine)):
                for other, _ in relation.terms:
                    if other not in seen:
                        seen.add(other)  # type: ignore[arg-type]
                        waiting.append(other)  # type: ignore[arg-type]
        return Neighbourhood(tuple(relations.values()), tuple(known.values()), guarded, frozenset(absent))

    def _about(self, count: HiddenCount, assumption: Assumption) -> Iterator[Fact]:
        """Yield what an assumption says of a count. Most counts are never asked for."""
        for figure in self._figures.get(count, ()):
            key = key_of(figure.row)
            if key in assumption.without:
                continue
            if key not in self._facts:
                self._facts[key] = tuple(facts(figure))
            yield from (fact for fact in self._facts[key] if count in fact.about)
        for clue in self._clues.get(count, ()):
            if clue in assumption.clues:
                yield from (fact for fact in clue.facts if count in fact.about)

    def _declared(self, count: HiddenCount, assumption: Assumption) -> Iterator[Relation]:
        for relation in self._relations.get(count, ()):
            if not assumption.dropped or relation not in assumption.dropped:
                yield relation
        for combination, relation in self._relations_of_clues.get(count, ()):
            if combination in assumption.combinations:
                yield relation

    def groups(self) -> Iterator[tuple[HiddenCount, Neighbourhood]]:
        """Yield the guarded counts that depend on each other, group by group, with one of each."""
        seen: set[HiddenCount] = set()
        for count in self.guarded:
            if count not in seen:
                around = self.neighbourhood([count])
                seen.update(around.guarded)
                if count in around.guarded:
                    yield count, around

    def groups_with_clues(self) -> Iterator[tuple[frozenset[HiddenCount], frozenset[Clue]]]:
        """Yield the guarded counts that clues have a bearing on, group by group, with those clues."""
        clues = {
            id(fact): clue for combination in self.combinations for clue in combination.clues for fact in clue.facts
        }
        everything = Assumption(frozenset(clues.values()), frozenset(self.combinations))
        seen: set[HiddenCount] = set()
        for seed in self._clues:
            if seed in seen:
                continue
            # What is settled ties nothing together, but what a clue says of it is asked all the same.
            near, met = set[HiddenCount](), {seed}
            while not met <= seen:
                near.update(other for count in met - seen for other in self._tied_to(count, everything))
                seen |= met
                around = self.neighbourhood(near, assumption=everything)
                mine = frozenset(clues[id(fact)] for fact in around.facts if id(fact) in clues)
                met = {count for clue in mine for count in clue.about}
            if around.guarded and mine:
                yield frozenset(around.guarded), mine

    def _tied_to(self, count: HiddenCount, assumption: Assumption) -> frozenset[HiddenCount]:
        """Return a count and those that a relation ties to it."""
        relations = (*self._declared(count, assumption), *(fact.relation for fact in self._about(count, assumption)))
        return frozenset((count, *(other for relation in relations for other, _ in relation.terms)))  # type: ignore[arg-type]

    def _take_combination(self, combination: Combination) -> None:
        for clue in combination.clues:
            for count in clue.about:
                self._clues[count].append(clue)
            if clue.rate and clue.few:
                self._guard(clue.rate.counted, clue.rate, hidden=False)
            if clue.figure and not clue.figure.measure.is_count and can_be_few(clue.figure):
                self._guard_share(clue.figure)
        for relation in combination.relations:
            for unknown, _ in relation.terms:
                self._relations_of_clues[unknown].append((combination, relation))  # type: ignore[index]

    def _take(self, figure: PublishedCell) -> None:
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

    def _guard_share(self, stated: PublishedCell) -> None:
        """Guard the people behind a percentage or rate that is shown, of which a clue says more than its row."""
        for figure in self._figures.get(stated.counted, ()):
            same = stated.number("value") in {None, figure.number("value")}
            if not figure.hidden and same and figure.number("numerator") is None:
                self._behind_shares |= {figure.counted, figure.rest}
                self._guard(figure.counted, figure, hidden=False)
                if figure.measure.unit == Unit.PERCENT:
                    self._guard(figure.rest, figure, hidden=False)

    def _guard(self, count: HiddenCount, figure: PublishedCell, *, hidden: bool) -> None:
        if (figure.measure.people or hidden) and not (count in self.guarded and self.guarded[count].hidden):
            self.guarded[count] = Guarded(figure.policy, figure.measure.people, hidden)
            self.home[count] = figure


def _is_hidden(fact: Fact, hide: frozenset[RowKey]) -> bool:
    """Return whether a fact goes when rows are hidden: a denominator alone stays."""
    return key_of(fact.row) in hide and not all(count.part is CountedPart.OUT_OF for count in fact.about)


def _active(holdings: Sequence[Holding]) -> frozenset[str]:
    """Return the metrics with a hidden figure, or with a relation that could give a number away."""
    measures = {measure for holding in holdings for measure in holding.measures.values()}
    active = {figure.cell.metric for holding in holdings for figure in holding.figures if figure.hidden}
    active |= {m.name for m in measures if m.adds_up_over or m.numerator_metric or m.denominator_metric}
    for holding in holdings:
        told = {row.text("metric") for table in ("claims", "findings") for row in holding.own.get(table, ())}
        named = (holding.measures[metric] for metric in told if metric in holding.measures)
        active |= {measure.name for measure in named if measure.has_counts and not measure.is_count}
    return _linked(holdings, active)


def _linked(holdings: Sequence[Holding], metrics: Collection[str]) -> frozenset[str]:
    """Return metrics, and those that are the numerator or the denominator of one of them or the other way round."""
    found = set(metrics)
    for measure in (measure for holding in holdings for measure in holding.measures.values()):
        parts = {measure.numerator_metric, measure.denominator_metric} - {""}
        if measure.name in metrics:
            found |= parts
        if not parts.isdisjoint(metrics):
            found |= {measure.name, *parts}
    return frozenset(found)
