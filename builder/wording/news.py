"""What is new, as the entries of a feed say it."""

from collections.abc import Sequence
from decimal import Decimal

from builder.model.measures import Cell, Metric, Period
from builder.wording.numbers import NOT_PUBLISHED, amount, counted, listed
from builder.wording.time import period

_MOST_NAMED = 12


def corrected(metric: Metric, area: str, group: str, when: Period) -> str:
    """Return which figure was corrected."""
    return f"Corrected: {', '.join(filter(None, (metric.title, area, group, period(when))))}"


def correction(metric: Metric, old: Cell, new: Cell, reason: str) -> str:
    """Return what a corrected figure was and is, and why it changed."""
    before, after = (amount(one, metric) if isinstance(one, Decimal) else NOT_PUBLISHED for one in (old, new))
    return f"{before} became {after}. {reason}"


def new_figures(source: str) -> str:
    """Return from which source figures are new."""
    return f"Figures from {source}"


def of_metrics(titles: Sequence[str]) -> str:
    """Return of which metrics figures are new."""
    named, more = list(titles[:_MOST_NAMED]), len(titles) - _MOST_NAMED
    return f"{counted(len(titles), 'metric')}: {listed([*named, f'{more} more'] if more > 0 else named)}."


def reported(title: str) -> str:
    """Return on which action or priority something was reported."""
    return f"Reported: {title}" if title else "Reported on the plan"


def published(title: str) -> str:
    """Return which document was published."""
    return f"Published: {title}"
