"""The solver of the disclosure audit: three answers, and no truthful table is ever accused."""

import random
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.disclosure.rules.ranges import Component, Left
from builder.disclosure.rules.relations import Contradiction, Relation
from builder.disclosure.rules.solver import Feasibility, Solver
from builder.project.problems import Level
from tests.disclosure_example import AREAS, HIDDEN, figure, recoverable

MOST = 4


def relation(low, high, **factors):
    return Relation(tuple(factors.items()), low, high)


@st.composite
def systems(draw):
    """Return relations between a few unknowns from 0 to 4, some of which can hold and some not."""
    unknowns = ("a", "b", "c", "d")[: draw(st.integers(2, 4))]
    factors = st.integers(-5, 5).filter(bool)
    relations = []
    for _ in range(draw(st.integers(1, 4))):
        chosen = draw(st.lists(st.sampled_from(unknowns), min_size=2, unique=True))
        low = draw(st.integers(-8, 12))
        relations.append(Relation(tuple((u, draw(factors)) for u in chosen), low, low + draw(st.integers(0, 3))))
    return unknowns, relations


def solutions(unknowns, relations):
    """Return every whole solution, by trying all."""
    for values in product(range(MOST + 1), repeat=len(unknowns)):
        one = dict(zip(unknowns, values, strict=True))
        if all(r.low <= sum(factor * one[u] for u, factor in r.terms) <= r.high for r in relations):
            yield one


@settings(max_examples=300)
@given(systems())
def test_component_finds_every_value_and_no_other(system):
    unknowns, relations = system
    expected = {u: {one[u] for one in solutions(unknowns, relations)} for u in unknowns}
    try:
        component = Component(dict.fromkeys(unknowns, (0, MOST)), relations)
    except Contradiction:
        assert not any(expected.values())
        return
    # That nothing fits cannot always be proved: then no value of what is tied together is found, and none is certain.
    if any(expected.values()):
        left = {u: component.how_many(u, MOST + 1) for u in unknowns}
        assert left == {u: Left(len(values), is_certain=True) for u, values in expected.items()}


def test_refusal_of_everything_counts_with_a_proof_only():
    halves = [relation(1, 1, a=2, b=-2)]
    solver = Solver({"a": (0, 9), "b": (0, 9)}, [*halves, relation(0, 0, a=1, b=-1)])
    assert solver.can_all_hold() is Feasibility.IMPOSSIBLE
    # No whole numbers fit, but fractions do: nothing that could be proved.
    odd = [relation(1, 1, a=2, b=3, c=-6), relation(4, 4, a=2, b=-3, c=6)]
    unknowns = dict.fromkeys("abc", (0, 9))
    assert not list(solutions("abc", odd))
    assert Solver(unknowns, odd).can_all_hold() is Feasibility.UNDECIDED


def test_contradiction_in_a_ring_is_proved():
    ring = [
        relation(5, 5, a=1, b=1),
        relation(5, 5, b=1, c=1),
        relation(5, 5, a=1, c=1, d=1),
        relation(11, 11, b=2, d=1),
    ]
    unknowns = dict.fromkeys("abcd", (0, None))
    assert Solver(unknowns, ring).can_all_hold() is Feasibility.POSSIBLE
    assert Solver(unknowns, [*ring, relation(3, 3, a=1, c=-1)]).can_all_hold() is Feasibility.IMPOSSIBLE


def test_factors_beyond_floating_point_are_not_decided():
    large = [relation(0, 0, a=10**9 + 7, b=-(10**9 + 9)), relation(0, 9, a=1, b=1)]
    assert Solver({"a": (0, None), "b": (0, None)}, large).can_all_hold() is Feasibility.UNDECIDED


def truthful_rates(seed, base):
    """Return the rows of a county and its districts with true rates, half of them without denominators, one hidden."""
    chance = random.Random(seed)
    number = chance.randint(4, 10)
    people = [chance.randint(200, 900) * (1 if base == 100 else 400) for _ in range(number)]
    counted = [chance.randint(5, total // 4 if base == 100 else 400) for total in people]
    hidden = chance.randrange(number)
    counted[hidden] = chance.randint(1, 4)
    metric = {"metric": "share", "unit": "percent"} if base == 100 else {"metric": "rate", "unit": "rate"}
    if base != 100:
        metric["rate_base"] = str(base)

    def row(area, of, out_of, **cells):
        value = (Decimal(of) * base / out_of).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return figure(value, area, metric=metric["metric"], **cells)

    rows = [row("county", sum(counted), sum(people), numerator=sum(counted), denominator=sum(people))]
    for place, (of, out_of) in enumerate(zip(counted, people, strict=True)):
        if place == hidden:
            rows.append(figure(HIDDEN, f"district-{place}", metric=metric["metric"]))
        else:
            rows.append(row(f"district-{place}", of, out_of, denominator=out_of if chance.random() < 0.5 else ""))
    districts = [
        {"area": f"district-{place}", "name": f"{place}", "kind": "district", "parent": "county", "comparator": "no"}
        for place in range(number)
    ]
    return rows, {"metrics": [metric | {"adds_up_over": "area"}], "areas": [AREAS[0], *districts]}


@pytest.mark.parametrize("base", [100, 100_000])
@pytest.mark.parametrize("seed", range(40))
def test_truthful_rates_are_never_called_a_contradiction(seed, base):
    rows, tables = truthful_rates(seed, base)
    assert "hidden-figure-contradiction" not in {problem.cause for problem in recoverable(*rows, **tables)}


@pytest.mark.parametrize("seed", range(10))
def test_figures_that_cannot_be_true_are_never_called_sound(seed):
    rows, tables = truthful_rates(seed, 100)
    # Fewer in the whole than in its parts.
    wrong = rows[0] | {"numerator": 5, "value": round(Decimal(500) / rows[0]["denominator"], 1)}
    assert recoverable(wrong, *rows[1:], **tables) != []


def test_doubt_is_a_warning_and_accuses_nobody(monkeypatch):
    monkeypatch.setattr("builder.disclosure.rules.solver._LARGEST_FACTOR", 0)
    rows, tables = truthful_rates(1, 100)
    found = recoverable(*rows, **tables)
    assert {(problem.level, problem.cause) for problem in found} == {(Level.WARNING, "hidden-figure-undecided")}
