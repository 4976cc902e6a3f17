"""What reports claimed and partnerships promised, in words."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from builder.analysis.chance import Comparison
from builder.analysis.claims import CheckedClaim, ClaimVerdict, Obstacle
from builder.analysis.targets import Reservation, TargetProgress, TargetReason, TargetStatus
from builder.model.measures import Area, Claim, Metric, Target, Unit
from builder.wording.numbers import amount, bounded, counted, decimals_apart, decimals_of, listed, number, observed
from builder.wording.time import day, period, within


def claim_printed(claim: Claim, metric: Metric) -> str:
    """Return what a report printed, in one phrase."""
    printed = claim.printed
    if claim.against:
        word = printed.comparison.replace("-", " ")
        return f"{word} {'to' if printed.comparison == Comparison.SIMILAR else 'than'} {claim.against.name}"
    if printed.percent is not None and printed.numerator is not None and printed.denominator is not None:
        parts = f"{number(printed.numerator)} of {number(printed.denominator)}"
        return f"{bounded(printed.value_bound, _as_printed(printed.percent))}% ({parts})"
    if printed.percent is not None and printed.change is None and not printed.direction:
        return f"{bounded(printed.value_bound, _as_printed(printed.percent))}%"
    figures = [
        bounded(bound, amount(value, metric, decimals_of(value)))
        for value, bound in ((printed.earlier, None), (printed.later, printed.value_bound))
        if value is not None
    ]
    values = " to ".join(figures)
    if printed.change is None and not printed.direction:
        return values
    unit = {"percent": "%", "percentage-points": " percentage points"}.get(printed.unit, "")
    size = f" of {bounded(printed.change_bound, f'{printed.change:,f}')}{unit}" if printed.change is not None else ""
    text = f"{printed.direction.replace('-', ' ') or 'change'}{size}"
    return f"{text} ({values})" if values else text


def _as_printed(value: Decimal) -> str:
    """Return a number with every digit that the report printed."""
    return number(value, decimals_of(value))


_OBSTACLES = {
    Obstacle.NO_FIGURE: "no figure to compare with",
    Obstacle.LIMIT: "a limit only: {figures}",
    Obstacle.BREAK: "counted in another way in between: {figures}",
    Obstacle.OTHER_METHOD: "the two places are counted in different ways: {figures}",
    Obstacle.NO_TEST: "{figures}, without what a test of chance needs",
    Obstacle.NO_POLARITY: "{figures}, and nothing says whether more is better",
}


def claim_right(checked: CheckedClaim, metric: Metric) -> str:
    """Return what the figures give, in one phrase."""
    check = checked.check
    printed = checked.claim.printed
    if checked.claim.against:
        return _right_beside(checked, checked.claim.against, metric)
    both = [o for o in (checked.earlier, checked.later) if o and o.value is not None]
    figures = " to ".join(observed(o, metric) for o in both)
    if check.verdict is ClaimVerdict.CANNOT_BE_CHECKED:
        return _OBSTACLES[check.obstacle or Obstacle.NO_FIGURE].format(figures=figures)
    if any(o.bound for o in both):
        return figures
    if check.right_value is not None:
        if printed.percent is not None:
            return f"{number(check.right_value, max(1, decimals_of(printed.percent)))}%"
        return amount(check.right_value, metric, decimals_of(check.right_value))
    if check.right_change is None:
        return "no percentage from zero"
    # As precise as what was printed, so that two numbers that differ never look the same.
    decimals = max(1, decimals_of(printed.change)) if printed.change is not None else 1
    size = number(abs(check.right_change), decimals)
    size = size.rstrip("0").rstrip(".") if "." in size else size
    way = "increase" if check.right_change > 0 else "decrease" if check.right_change < 0 else "change"
    unit = "%"
    if metric.unit is Unit.PERCENT:
        unit = f" percentage point{'' if size == '1' else 's'}"
    elif printed.unit == "count":
        unit = ""
    text = f"{way} of {size}{unit}"
    return f"{text} ({figures})" if check.figures_wrong else text


def _right_beside(checked: CheckedClaim, against: Area, metric: Metric) -> str:
    """Return the figures of two places that a report compares, in one phrase."""
    own, beside = checked.later, checked.beside
    if own is None or beside is None or own.value is None or beside.value is None:
        return _OBSTACLES[Obstacle.NO_FIGURE]
    decimals = decimals_apart(own.value, beside.value)
    figures = f"{observed(own, metric, decimals)}, {observed(beside, metric, decimals)} in {against.name}"
    if checked.check.obstacle:
        return _OBSTACLES[checked.check.obstacle].format(figures=figures)
    is_of_chance = checked.claim.printed.comparison.startswith(("significantly", Comparison.SIMILAR))
    if is_of_chance and checked.check.verdict is ClaimVerdict.DOES_NOT_AGREE:
        similar = checked.claim.printed.comparison == Comparison.SIMILAR
        return f"{figures}: {'more than chance' if similar else 'chance alone could make the difference'}"
    return figures


def claim_verdict(verdict: ClaimVerdict) -> str:
    """Return a verdict as a label."""
    words = {ClaimVerdict.WRONG_UNIT: "wrong unit: these are percentage points, not per cent"}
    text = words.get(verdict, verdict.value)
    return text[:1].upper() + text[1:]


def promised(value: Decimal, metric: Metric) -> str:
    """Return a value to reach with its unit, which may have been worked out and so have too many decimals."""
    return amount(value, metric, 0 if metric.unit is Unit.COUNT else min(1, decimals_of(value.normalize())))


def target_value(target: Target, goal: Decimal, metric: Metric) -> str:
    """Return the value to reach `goal` of a target as it was promised, such as "more than 60%"."""
    return promised(goal, metric) if target.target_value is None else _promised_size(target, metric)


def target_sentence(target: Target, metric: Metric) -> str:
    """Return what was promised, as a sentence without its full stop."""
    if target.benchmark:
        goal = f"Reach the figure of {target.benchmark.name} for the same period"
    elif target.target_value is not None:
        goal = f"Reach {_promised_size(target, metric)}"
    else:
        assert target.size is not None
        goal = f"{'Increase' if target.size > 0 else 'Reduce'} by {_promised_size(target, metric)}"
    if target.baseline_value is None:
        start = "the starting figure is not published"
    else:
        when = f" in {period(target.baseline_period)}" if target.baseline_period else ""
        start = f"starting from {amount(target.baseline_value, metric)}{when}"
    whom = f"{target.breakdown}, {target.group}: " if target.group else ""
    # A benchmark moves by itself, so nobody needs to know where the promise starts.
    known = f" ({start})" if target.benchmark is None or target.baseline_value is not None else ""
    return f"{whom}{goal} by {day(target.target_date)}{known}"


def _promised_size(target: Target, metric: Metric) -> str:
    """Return what is to be reached or changed, with its hedge, such as "more than 20%" or "between 3 and 5 points"."""
    sizes = [size for size in (target.size, target.other_end) if size is not None]
    ends = sorted(sizes if target.target_value is not None else map(abs, sizes))
    if target.target_value is not None:
        words = [amount(end, metric) for end in ends]
    elif target.target_points is not None:
        unit = f" percentage point{'' if ends[-1] == 1 else 's'}"
        words = [number(end) for end in ends[:-1]] + [f"{number(ends[-1])}{unit}"]
    else:
        words = [f"{number(end)}%" for end in ends]
    return bounded(target.bound, f"between {listed(words)}" if len(words) > 1 else words[0])


_TARGET_STATUSES = {
    TargetStatus.MET: "met",
    TargetStatus.ON_TRACK: "on track",
    TargetStatus.CLOSE: "close to the line",
    TargetStatus.BEHIND: "behind",
    TargetStatus.NOT_YET_DUE: "not yet due",
    TargetStatus.CANNOT_SAY: "cannot say",
}
CANNOT_SAY = _TARGET_STATUSES[TargetStatus.CANNOT_SAY]
_RESERVATIONS = {
    Reservation.PROVISIONAL: "provisional",
    Reservation.ROUNDED: "on a rounded figure",
    Reservation.BORDERLINE: "narrowly",
}


def target_status(found: TargetProgress) -> str:
    """Return how a partnership stands to a target, in a few words, such as "met (provisional)"."""
    words = listed([_RESERVATIONS[one] for one in found.reservations])
    return f"{_TARGET_STATUSES[found.status]}{f' ({words})' if words else ''}"


_TARGET_REASONS = {
    TargetReason.REACHED: "the figure has reached the target",
    TargetReason.ON_THE_LINE: "the figure is at least as far as steady progress would have it",
    TargetReason.NEAR_THE_LINE: "the figure is short of steady progress by no more than chance alone moves it",
    TargetReason.SHORT_OF_THE_LINE: "the figure is not as far as steady progress would have it",
    TargetReason.MISSED: "the date has passed, and the figure had not reached the target",
    TargetReason.TOO_EARLY: "there is no newer figure than the one that the target starts from",
    TargetReason.NO_START: "without a starting figure nobody can say how far it should be by now",
    TargetReason.NO_BASELINE: "the target is a change from a starting figure that is not published",
    TargetReason.NO_FIGURE: "there is no figure to hold against it",
    TargetReason.NO_FIGURE_YET: "the date has passed, and there is no figure from then or later",
    TargetReason.ONLY_A_LIMIT: "the source gives only a limit, which leaves open whether the target is reached",
    TargetReason.COUNTED_ANEW: "the figures are counted in another way than the starting figure",
    TargetReason.NO_BENCHMARK: "the area to catch up with has no figure for the same period",
    TargetReason.BELOW_BENCHMARK: "the figure has not caught up yet",
    TargetReason.NO_DIRECTION: "nothing says whether the figure should rise or fall",
}


def target_standing(found: TargetProgress, metric: Metric) -> str:
    """Return how a partnership stands to a target, as a sentence with the figures that it rests on."""
    parts = [_TARGET_REASONS[found.reason]]
    if found.figure and found.reason is TargetReason.COUNTED_ANEW:
        parts.append(f"the first such figure is {observed(found.figure, metric)} {within(found.figure)}")
    elif found.figure:
        parts.append(f"the figure is {observed(found.figure, metric)} {within(found.figure)}")
    if found.goal is not None and found.target.target_value is None:
        if found.target.benchmark:
            parts.append(f"in {found.target.benchmark.name} it is {promised(found.goal, metric)}")
        else:
            parts.append(f"the target comes to {promised(found.goal, metric)}")
    if found.expected is not None:
        parts.append(f"steady progress would give {promised(found.expected, metric)} by then")
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}"


_CLAIM_STATES = {
    ClaimVerdict.AGREES: "Right",
    ClaimVerdict.AGREES_AFTER_ROUNDING: "Right after rounding",
    ClaimVerdict.WRONG_UNIT: "Wrong unit",
    ClaimVerdict.DOES_NOT_AGREE: "Wrong",
    ClaimVerdict.CANNOT_BE_CHECKED: "Cannot be checked",
}


def claim_state(verdict: ClaimVerdict) -> str:
    """Return a verdict in a word or two, for a picture."""
    return _CLAIM_STATES[verdict]


def claims_counted(verdicts: Sequence[ClaimVerdict]) -> str:
    """Return how many printed changes and figures are right, as the title of a picture."""
    counts = Counter(verdicts)
    found = [f"{counts[one]} {words.lower()}" for one, words in _CLAIM_STATES.items() if counts[one]]
    return f"{counted(len(verdicts), 'printed change or figure', 'printed changes and figures')}: {listed(found)}"
