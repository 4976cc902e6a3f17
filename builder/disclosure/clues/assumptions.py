"""The ways in which a reader can put clues together: all that agree, each that does not, and each earlier version."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from builder.disclosure.clues.clues import Clue
from builder.disclosure.clues.combinations import Combination
from builder.disclosure.rules.counts import HiddenCount
from builder.disclosure.rules.network import Assumption, Network


def assumptions(network: Network, counts: Collection[HiddenCount], clues: Collection[Clue]) -> Iterator[Assumption]:
    """Yield what a reader can put together from clues that bear on some counts."""
    mine = [_only(combination, clues) for combination in network.combinations]
    parts = [
        part for combination, its in zip(network.combinations, mine, strict=True) for part in _parts(combination, its)
    ]
    agreeing, left_out = _agreeing(network, counts, parts)
    yield agreeing
    # What can be understood in more than one way, and what does not agree with the rest.
    alternatives = [
        Assumption(frozenset({clue}), frozenset({combination}))
        for combination, its in zip(network.combinations, mine, strict=True)
        for clue in its
        if clue.alternative
    ]
    for together in _in_step(alternatives):
        yield _agreeing(network, counts, [*parts, *together])[0]
    for one in (*alternatives, *left_out):
        yield _both(agreeing, one)
        if agreeing.clues:
            yield one
    today = frozenset(
        clue
        for part in parts
        for clue in part.clues
        if not clue.commit and not any(b.earlier for b in part.combinations)
    )
    for combination, its in zip(network.combinations, mine, strict=True):
        if combination.earlier and its:
            then = Assumption(
                frozenset(its), frozenset({combination}), combination.earlier.changed, combination.dropped
            )
            yield Assumption(then.clues | today, agreeing.combinations | then.combinations, then.without, then.dropped)
            yield then


def _in_step(alternatives: Sequence[Assumption]) -> Iterator[tuple[Assumption, ...]]:
    """Yield the first answers to all questions, the second to all, and so on, as a reader who keeps to one rule."""
    by_question: dict[object, list[Assumption]] = defaultdict(list)
    for one in alternatives:
        for clue in one.clues:
            by_question[clue.question].append(one)
    if len(by_question) > 1:
        for step in range(max(map(len, by_question.values()))):
            yield tuple(answers[min(step, len(answers) - 1)] for answers in by_question.values())


def _only(combination: Combination, clues: Collection[Clue]) -> tuple[Clue, ...]:
    return tuple(clue for clue in combination.clues if clue in clues)


def _parts(combination: Combination, clues: tuple[Clue, ...]) -> Iterator[Assumption]:
    """Yield what of a combination is believed or left out as one: a whole version, or else each clue."""
    plain = [clue for clue in clues if not clue.alternative and not clue.revised]
    together = frozenset({combination})
    if combination.earlier and plain:
        yield Assumption(frozenset(plain), together)
    elif not combination.earlier:
        yield from (Assumption(frozenset({clue}), together) for clue in plain)


def _agreeing(
    network: Network, counts: Collection[HiddenCount], parts: Collection[Assumption]
) -> tuple[Assumption, tuple[Assumption, ...]]:
    """Return what agrees with the rows of observations and with each other, and what does not."""
    sums = Assumption(
        combinations=frozenset(combination for combination in network.combinations if not combination.clues)
    )
    return _added(network, counts, sums, tuple(parts))


def _added(
    network: Network, counts: Collection[HiddenCount], agreeing: Assumption, parts: tuple[Assumption, ...]
) -> tuple[Assumption, tuple[Assumption, ...]]:
    """Return an assumption with all of some parts that agree with it, and the others; few are tried one by one."""
    everything = agreeing
    for part in parts:
        everything = _both(everything, part)
    if not network.neighbourhood(counts, assumption=everything).contradictory:
        return everything, ()
    if len(parts) <= 1:
        return agreeing, parts
    half = len(parts) // 2
    with_first, out_of_first = _added(network, counts, agreeing, parts[:half])
    with_both, out_of_second = _added(network, counts, with_first, parts[half:])
    return with_both, (*out_of_first, *out_of_second)


def _both(one: Assumption, other: Assumption) -> Assumption:
    return Assumption(one.clues | other.clues, one.combinations | other.combinations)
