"""Rules about the metrics themselves."""

from collections.abc import Iterator, Mapping

from builder.checking.typed import TypedRow
from builder.model import Unit
from builder.problems import Problem


def find_metric_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield a problem for every rate that does not say for how many people it is."""
    for row in tables.get("metrics", ()):
        if row.text("unit") == Unit.RATE and row["rate_base"] is None:
            yield row.problem(
                "rate_base",
                "no-rate-base",
                "The metric is a rate, but nothing says for how many people.",
                "Fill in the number, such as 100000.",
            )
