"""Points out figures that tell a small number together, though no column says that they belong together."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, combinations, permutations
from math import ceil, floor

from builder.disclosure.rules.counts import Holding, PublishedCell, Subject
from builder.disclosure.rules.inverting import half_unit, numerator_of
from builder.disclosure.rules.relations import Limits, meet
from builder.disclosure.rules.row_facts import counted_limits
from builder.model.measures import Unit
from builder.project.problems import Level, Problem

CAUSE = "figures-belong-together"

_AMOUNTS = frozenset({Unit.POUNDS, Unit.DAYS, Unit.YEARS, Unit.NUMBER, Unit.MEAN})
_FOR_EACH = re.compile(r"\b(?:each|per|every|average|mean|a\shead)\b", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:wo)?m[ae]n|(?:fe)?males?|girls?|boys?|adults?|children|child|young|younger|older|old|teenagers?|mothers?|fathers?|"
    r"people|persons|aged?|years?|under|over|above|below|and|to|from|\d+|white|black|asian|mixed|other|ethnic|minority|"
    r"homeless|housed|opiates?|non|crack|cocaine|alcohol|cannabis|heroin|new|existing|residents?|visitors|prisoners|"
    r"disabled|pregnant|veterans|migrants|lesbian|gay|bisexual|heterosexual|transgender",
    re.IGNORECASE,
)
"""Words that tell one group of people from another."""
_SMALL_WORDS = frozenset(
    re.findall(r"\w+", "a all an and are at by for from in is number of on or per share the their to was were who with")
)


def find_unlinked_figures(holding: Holding) -> Iterator[Problem]:
    """Yield a warning for each metric that tells a small number together with one that it is not linked to."""
    by_metric: dict[str, dict[Subject, list[PublishedCell]]] = defaultdict(lambda: defaultdict(list))
    for figure in holding.figures:
        by_metric[figure.row.text("metric")][figure.cell._replace(metric="", method="")].append(figure)
    for figures in by_metric.values():
        yield from chain.from_iterable(map(_two_methods, figures.values()))
    told: set[str] = set()
    for one, other, rule in _pairs(holding, by_metric):
        its = by_metric[other]
        found = (rule(mine, its[cell][0]) for cell, (mine, *_) in by_metric[one].items() if cell in its)
        problem = next(filter(None, found), None)
        if problem and one not in told:
            told.add(one)
            yield problem


Rule = Callable[[PublishedCell, PublishedCell], Problem | None]


def _pairs(holding: Holding, names: Iterable[str]) -> Iterator[tuple[str, str, Rule]]:
    """Yield pairs of metrics whose units and titles fit, and the rule that asks what their figures say together."""
    measures = {name: holding.measures[name] for name in names}
    titles = {name: holding.metric_rows[name].text("title") for name in measures}
    words = {name: _words(title) for name, title in titles.items()}
    for one, other in permutations(measures, 2):
        mine, its = words[one], words[other]
        common = mine & its
        if not common:
            continue
        measure, whole = measures[one], measures[other]
        if measure.is_count and whole.is_count:
            if measure.people and mine - its and all(map(_GROUP.fullmatch, mine ^ its)):
                yield one, other, _group_apart
        elif measure.unit == Unit.PERCENT and whole.is_count:
            if measure.people and its <= mine and not (measure.denominator_metric or measure.standardised):
                yield one, other, _share
        elif {measure.unit, whole.unit} <= _AMOUNTS and mine <= its:
            of_each = [_FOR_EACH.search(titles[name]) for name in (one, other)]
            if of_each[1] and not of_each[0]:
                yield one, other, _for_each


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", title.casefold())) - _SMALL_WORDS


def _group_apart(hidden: PublishedCell, other: PublishedCell) -> Problem | None:
    """Return the warning of a hidden count of a group where another metric shows another group."""
    if not hidden.hidden or other.number("value") is None:
        return None
    what = "shows another group, or everyone, of the same"
    remedy = 'Make one metric of them with a "breakdown", so that the check can tell what to hide.'
    return _warning(hidden, other, what, remedy)


def _share(share: PublishedCell, whole: PublishedCell) -> Problem | None:
    """Return the warning of a percentage that gives a small number of a whole that another metric counts."""
    value, total = share.number("value"), whole.number("value")
    if value is None or not total or share.number("denominator") is not None:
        return None
    low, high = numerator_of(value, int(total), share.measure.base)
    rest = int(total) - (high or 0), int(total) - (low or 0)
    if not _is_small((low, high), share) and not _is_small(rest, share):
        return None
    remedy = 'If it is a share of them, hide one of the two, and write the metric in "denominator_metric" of this one.'
    return _warning(share, whole, "shows what this may be a share of, and both give a small number", remedy)


def _for_each(total: PublishedCell, mean: PublishedCell) -> Problem | None:
    """Return the warning of a total that is a few times what another metric says of each person."""
    whole, each = total.number("value"), mean.number("value")
    if not whole or not each or not 0 < each < whole:
        return None
    low = (whole - half_unit(whole)) / (each + half_unit(each))
    high = (whole + half_unit(whole)) / (each - half_unit(each)) if each > half_unit(each) else whole
    if not _is_small((ceil(low), floor(high)), total):
        return None
    what = "shows how much it is for each, and both give a small number"
    return _warning(total, mean, what, "Leave out one of the two.")


def _two_methods(figures: Sequence[PublishedCell]) -> Iterator[Problem]:
    """Yield a warning for limits of one number by two methods that leave too few numbers between them."""
    for one, other in combinations(figures, 2):
        if not one.measure.is_count or not one.measure.people or one.hidden or other.hidden:
            continue
        limits = counted_limits(one), counted_limits(other)
        both = meet(*limits)
        if both and _is_small(both, one) and not any(_is_small(each, one) for each in limits):
            what = "gives another limit, by another method, and both leave a small number"
            yield _warning(one, other, what, "If both count much the same, hide both.")


def _is_small(limits: Limits, figure: PublishedCell) -> bool:
    low, high = limits
    if low is None or high is None or low > high:
        return False
    return figure.policy.smallest_hidden <= low and high < figure.policy.threshold


def _warning(figure: PublishedCell, other: PublishedCell, what: str, remedy: str) -> Problem:
    return figure.row.problem("value", CAUSE, f"Row {other.row.index + 2} {what}.", remedy, Level.WARNING)
