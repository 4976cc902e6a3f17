"""Rules about the metrics themselves."""

from collections.abc import Iterator, Mapping

from builder.model.measures import Unit
from builder.project.problems import Problem
from builder.project.typed import TypedRow

_IN_WORDS = frozenset({Unit.MEAN, Unit.NUMBER})


def find_metric_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield a problem for every rate that does not say for how many people it is, and each number without its words."""
    for row in tables.get("metrics", ()):
        if row.text("unit") in _IN_WORDS and not row.text("unit_words"):
            yield row.problem(
                "unit_words",
                "no-unit-words",
                f'The unit is "{row.text("unit")}", but nothing says of what.',
                'Write the words that follow the number, such as "kilograms".',
            )
        if row.text("unit") == Unit.RATE and row["rate_base"] is None:
            yield row.problem(
                "rate_base",
                "no-rate-base",
                "The metric is a rate, but nothing says for how many people.",
                "Fill in the number, such as 100000.",
            )
