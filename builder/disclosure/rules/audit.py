"""The audit of packages that are published together: small numbers first, then what gives a hidden one away."""

from collections.abc import Mapping, Sequence

from builder.disclosure.clues.repeats import find_repeats, hidden_cells
from builder.disclosure.messages.leaks import find_leaks
from builder.disclosure.rules.counts import Holding, Tables
from builder.disclosure.rules.fractions import find_fractions_of_few
from builder.disclosure.rules.network import Network
from builder.disclosure.rules.policy import find_policy_problems
from builder.disclosure.rules.primary import find_small_numbers
from builder.disclosure.rules.sentences import find_numbers_in_sentences
from builder.disclosure.rules.undeclared import find_undeclared_sums
from builder.disclosure.rules.unlinked import find_unlinked_figures
from builder.disclosure.versions.earlier_rows import Past
from builder.project.problems import Problem


def holdings_of(packages: Mapping[str, Tables], national: Tables) -> tuple[Holding, ...]:
    """Return what every package holds; `national` are the tables of the framework."""
    return tuple(Holding(name, tables, national) for name, tables in packages.items())


def find_shown(holdings: Sequence[Holding]) -> list[Problem]:
    """Return a problem for each small number that is shown, and for each rule that is not clear."""
    problems: list[Problem] = []
    for holding in holdings:
        problems += find_policy_problems(holding.own)
        problems += find_small_numbers(holding)
    return problems


def find_recoverable(holdings: Sequence[Holding], pasts: Sequence[Past] = ()) -> list[Problem]:
    """Return a problem for each hidden number that other cells print, or from which it can be worked out.

    `pasts` are the earlier versions of the tables of packages. To be asked only of packages without other
    problems: a wrong figure would give wrong answers.
    """
    hidden = hidden_cells(tuple(holdings))
    problems = [problem for holding in holdings for problem in find_repeats(holding, hidden)]
    problems += [problem for holding in holdings for problem in find_numbers_in_sentences(holding)]
    for holding in holdings:
        problems += (*find_fractions_of_few(holding), *find_unlinked_figures(holding))
    problems += find_leaks(Network(holdings, pasts))
    return problems + list(find_undeclared_sums(holdings, problems))
