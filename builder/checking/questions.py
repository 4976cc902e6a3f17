"""Every question about figures and facts that are possible but odd, in the order in which a cell is asked.

A cell is asked one thing. A package with an error is asked nothing yet.
"""

from collections.abc import Callable, Iterable, Iterator

from builder.checking import odd_facts, odd_figures, odd_periods
from builder.checking.series import Figures, Tables
from builder.project.problems import Level, Problem
from builder.project.typed import TypedRow

QUESTIONS: tuple[Callable[[Figures], Iterator[Problem]], ...] = (
    odd_facts.ask_of_noise,
    odd_figures.ask_of_nothing,
    odd_figures.ask_of_swapped,
    odd_figures.ask_of_another_order,
    odd_figures.ask_among_areas,
    odd_figures.ask_of_parts,
    odd_figures.ask_of_shares,
    odd_figures.ask_of_repeats,
    odd_periods.ask_of_gaps,
    odd_periods.ask_of_overlaps,
    odd_periods.ask_of_start_months,
    odd_facts.ask_of_targets,
    odd_facts.ask_of_claims,
    odd_facts.ask_of_money,
    odd_facts.ask_of_people,
    odd_facts.ask_of_days,
    odd_facts.ask_of_codes,
    odd_facts.ask_of_sources,
)


def find_questions(
    own: Tables, national: Tables, elsewhere: Iterable[tuple[TypedRow, ...]], known: Iterable[Problem]
) -> list[Problem]:
    """Return what is asked of a package; `elsewhere` has the observations of others, `known` what is asked already."""
    figures = Figures(own, national, tuple(elsewhere), {one.place for one in known if one.level is Level.ASK})
    found = []
    for question in QUESTIONS:
        for problem in question(figures):
            if problem.place not in figures.asked:
                figures.asked.add(problem.place)
                found.append(problem)
    return found
