"""What reports claimed and partnerships promised, in words."""

from builder.model import Claim, Metric, Target, Unit
from builder.statistics import CheckedClaim, Verdict
from builder.wording.figures import amount, number
from builder.wording.time import day


def claim_printed(claim: Claim, metric: Metric) -> str:
    """Return what a report printed, in one phrase."""
    printed = claim.printed
    if printed.percent is not None and printed.numerator is not None and printed.denominator is not None:
        parts = f"{number(printed.numerator)} of {number(printed.denominator)}"
        return f"{number(printed.percent)}% ({parts})"
    figures = [amount(value, metric) for value in (printed.earlier, printed.later) if value is not None]
    values = " to ".join(figures)
    if printed.change is None and not printed.direction:
        return values
    unit = {"percent": "%", "percentage-points": " percentage points"}.get(printed.unit, "")
    size = f" of {printed.change:,f}{unit}" if printed.change is not None else ""
    text = f"{printed.direction.replace('-', ' ') or 'change'}{size}"
    return f"{text} ({values})" if values else text


def claim_right(checked: CheckedClaim, metric: Metric) -> str:
    """Return what the figures give, in one phrase."""
    check = checked.check
    if check.verdict is Verdict.CANNOT_BE_CHECKED:
        return "no figure to compare with"
    if check.right_value is not None:
        if checked.claim.printed.percent is not None:
            return f"{number(check.right_value, 1)}%"
        return amount(check.right_value, metric)
    if check.right_change is None:
        return "no percentage from zero"
    size = number(abs(check.right_change), 1).removesuffix(".0")
    points = metric.unit is Unit.PERCENT
    way = "increase" if check.right_change > 0 else "decrease" if check.right_change < 0 else "change"
    unit = f" percentage point{'' if size == '1' else 's'}" if points else "%"
    return f"{way} of {size}{unit}"


def claim_verdict(verdict: Verdict) -> str:
    """Return a verdict as a label."""
    words = {Verdict.WRONG_UNIT: "wrong unit: these are percentage points, not per cent"}
    text = words.get(verdict, verdict.value)
    return text[:1].upper() + text[1:]


def target_sentence(target: Target, metric: Metric) -> str:
    """Return what was promised, as a sentence without its full stop."""
    if target.target_value is not None:
        goal = f"Reach {amount(target.target_value, metric)}"
    else:
        assert target.target_change is not None
        verb = "Increase" if target.target_change > 0 else "Reduce"
        goal = f"{verb} by {number(abs(target.target_change))}%"
    if target.baseline_value is None:
        start = "the starting figure is not published"
    else:
        start = f"starting from {amount(target.baseline_value, metric)}"
    return f"{goal} by {day(target.target_date)} ({start})"
