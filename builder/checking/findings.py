"""The rule that a finding which takes its figure from an observation names exactly one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import itemgetter

from builder.project.problems import Problem, shortened
from builder.project.typed import TypedRow

_OBSERVATION = itemgetter("metric", "area", "breakdown", "group", "period_start")
"""What a finding says about the observation that holds its figure."""

_REMEDY = 'give the number in "figure" and empty "area" and "period_start".'


def find_finding_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield a problem for every finding of which no observation, or more than one, holds the figure."""
    known: dict[object, list[TypedRow]] = defaultdict(list)
    for observation in tables.get("observations", ()):
        known[_OBSERVATION(observation.cells)].append(observation)
    for row in tables.get("findings", ()):
        # A reference that is only half there is told of by the rule of pairs.
        whole = row.text("area") and bool(row.text("breakdown")) == bool(row.text("group"))
        if whole and row.day("period_start"):
            yield from _find_observation_problems(row, known[_OBSERVATION(row.cells)])


def _find_observation_problems(row: TypedRow, fitting: list[TypedRow]) -> Iterator[Problem]:
    if not row.text("metric"):
        yield row.problem(
            "metric",
            "observation-without-metric",
            "The row says which observation holds its figure, but not of which metric.",
            'Fill in the metric, or empty "area" and "period_start".',
        )
        return
    cells = (row.text("metric"), row.text("area"), row.text("group"), f"{row['period_start']}")
    meant = shortened(", ".join(filter(None, cells)), 120)
    if not fitting:
        yield row.problem(
            "metric",
            "observation-missing",
            f"No row of observations.csv fits: {meant}.",
            f"Correct the row, or {_REMEDY}",
        )
    elif len(fitting) > 1:
        fault = f"{len(fitting)} rows of observations.csv fit: {meant}."
        yield row.problem("metric", "observation-not-single", fault, f"{_REMEDY[0].upper()}{_REMEDY[1:]}")
