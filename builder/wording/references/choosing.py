"""Chooses the observation that a reference means: by area, group, method and period.

Nothing is guessed: where two observations could be meant, the officer is asked which.
"""

from collections.abc import Sequence

from builder import wording
from builder.analysis.earlier import earlier_of
from builder.analysis.series import Series
from builder.model.measures import Observation, Partnership, Period
from builder.model.narrative import Reference
from builder.project.problems import did_you_mean, listed, shortened
from builder.wording.references.unresolved import Unresolved

_MOST_NAMED = 4
"""How many choices a message names."""


def chosen(
    series: Sequence[Series], reference: Reference, partnership: Partnership
) -> tuple[Series, Observation] | Unresolved:
    """Return the one observation of a metric's series that is meant.

    It is the latest with a number unless a period is given.
    """
    candidates = _candidates(series, reference, partnership)
    if isinstance(candidates, Unresolved):
        return candidates
    if reference.within:
        return _in_period(candidates, reference.within, reference)
    if len(candidates) > 1:
        return _several_methods(candidates, reference)
    one = candidates[0]
    return one, one.latest or one.observations[-1]


def pair(
    series: Sequence[Series], reference: Reference, partnership: Partnership
) -> tuple[Series, Observation, Observation] | Unresolved:
    """Return the earlier and the later observation that a change is between, and their series."""
    candidates = _candidates(series, reference, partnership)
    if isinstance(candidates, Unresolved):
        return candidates
    later = _later(candidates, reference)
    if isinstance(later, Unresolved):
        return later
    one, last = later
    if not reference.since:
        before = earlier_of(one, last).newest if last.value is not None else _before(one, last)
        if before:
            return one, before, last
        if _before(one, last):
            when = wording.period(last.period)
            fault = f"{_described(reference)} has no earlier figure that can be compared with {when}."
            return Unresolved(fault, "Name the earlier period after “since”, or write {value: …} for each.")
        fault = f"{_described(reference)} has one period only, so there is no change."
        return Unresolved(fault, "Write {value: …} instead.")
    since = _in_period([one], reference.since, reference)
    if isinstance(since, Unresolved):
        return since
    if since[1].period >= last.period:
        fault = f'"{shortened(reference.since)}" is not before {wording.period(last.period)}.'
        return Unresolved(fault, "Name an earlier period after “since”.")
    return one, since[1], last


def _before(series: Series, later: Observation) -> Observation | None:
    """Return the figure before another one, whether or not the two can be compared."""
    return next((o for o in reversed(series.with_value) if o.period < later.period), None)


def _later(candidates: Sequence[Series], reference: Reference) -> tuple[Series, Observation] | Unresolved:
    """Return the observation that a change leads to: that of the period given, or else the latest."""
    if reference.within:
        return _in_period(candidates, reference.within, reference)
    if reference.since:
        found = _in_period(candidates, reference.since, reference)
        if isinstance(found, Unresolved):
            return found
        one = found[0]
    else:
        several = [one for one in candidates if len(one.with_value) > 1] or list(candidates)
        if len(several) > 1:
            return _several_methods(several, reference)
        one = several[0]
    return one, one.latest or one.observations[-1]


def _candidates(
    series: Sequence[Series], reference: Reference, partnership: Partnership
) -> tuple[Series, ...] | Unresolved:
    """Return the series of the area, group and method that a reference names; several where methods differ."""
    areas = {one.area.area: one.area.name for one in series}
    area = reference.area or partnership.home_area.area
    if area not in areas:
        return _no_area(reference, areas, partnership)
    own = [one for one in series if one.area.area == area]
    if reference.group:
        groups = [one for one in own if reference.group.casefold() in _group_names(one)]
        known = [one.group for one in own if one.breakdown]
        if not groups:
            fault = f'{_described(reference)} has no group "{shortened(reference.group)}".'
            return Unresolved(fault, did_you_mean(reference.group, known) or _choose("group: ", known))
        if len({one.breakdown for one in groups}) > 1:
            fault = f'The group "{shortened(reference.group)}" is part of {listed([one.breakdown for one in groups])}.'
            return Unresolved(fault, f'Write "group: {groups[0].breakdown}: {groups[0].group}".')
    else:
        groups = [one for one in own if not one.breakdown]
        if not groups:
            fault = f"{_described(reference)} is published by group only."
            return Unresolved(fault, _choose("group: ", [one.group for one in own]))
    if not reference.method:
        return tuple(groups)
    methods = [one for one in groups if one.method_version.casefold() == reference.method.casefold()]
    if methods:
        return tuple(methods)
    known = [one.method_version for one in groups if one.method_version]
    fault = f'{_described(reference)} was not counted by the method "{shortened(reference.method)}".'
    return Unresolved(fault, did_you_mean(reference.method, known) or "Leave the method out.")


def _group_names(series: Series) -> frozenset[str]:
    if not series.breakdown:
        return frozenset()
    return frozenset({series.group.casefold(), f"{series.breakdown}: {series.group}".casefold()})


def _no_area(reference: Reference, areas: dict[str, str], partnership: Partnership) -> Unresolved:
    if not reference.area:
        fault = f'"{reference.subject}" has no figure for {partnership.home_area.name} as a whole.'
        return Unresolved(fault, f"Name an area, as in {{{reference.kind}: {reference.subject}, {next(iter(areas))}}}.")
    if reference.area in partnership.areas:
        fault = f'"{reference.subject}" has no figure for {partnership.areas[reference.area].name}.'
        return Unresolved(fault, _choose("", list(areas)))
    by_name = {name.casefold(): key for key, name in areas.items()}
    fault = f'There is no area "{shortened(reference.area)}".'
    meant = by_name.get(reference.area.casefold())
    remedy = f'Did you mean "{meant}"?' if meant else did_you_mean(reference.area, areas) or _choose("", list(areas))
    return Unresolved(fault, remedy)


def _in_period(
    candidates: Sequence[Series], words: str, reference: Reference
) -> tuple[Series, Observation] | Unresolved:
    found = [(one, o) for one in candidates for o in one.observations if _is(o.period, words)]
    if len(found) == 1:
        return found[0]
    if found:
        return _several_methods([one for one, _ in found], reference)
    periods = list(dict.fromkeys(wording.period(o.period) for one in candidates for o in one.observations))
    fault = f'{_described(reference)} has no figure for "{shortened(words)}".'
    return Unresolved(fault, did_you_mean(words, periods) or _choose("in ", periods))


def _is(period: Period, words: str) -> bool:
    start = period.start
    return words.casefold() in {start.isoformat(), f"{start:%Y-%m}", wording.period(period).casefold()}


def _several_methods(candidates: Sequence[Series], reference: Reference) -> Unresolved:
    fault = f"{_described(reference)} was counted in {len(candidates)} ways, so it is not clear which is meant."
    latest = [o for one in candidates if (o := one.latest)]
    if not reference.within and len({o.period for o in latest}) == len(candidates):
        return Unresolved(fault, _choose("in ", [wording.period(o.period) for o in latest]))
    return Unresolved(fault, _choose("method: ", [one.method_version for one in candidates if one.method_version]))


def _described(reference: Reference) -> str:
    where = f", {shortened(reference.area)}" if reference.area else ""
    return f'"{reference.subject}{where}"'


def _choose(before: str, choices: Sequence[str]) -> str:
    """Return a remedy that names what could be added."""
    if not choices:
        return "Leave it out."
    quoted = [f'"{before}{choice}"' for choice in dict.fromkeys(choices)][:_MOST_NAMED]
    return f"Write {quoted[0]}." if len(quoted) == 1 else f"Write one of {listed(quoted)}."
