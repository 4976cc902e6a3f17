"""The rule that some cells of a row only say something together."""

from collections.abc import Iterator, Mapping

from builder.model.measures import CROSSING
from builder.project.problems import Problem
from builder.project.typed import TypedRow

_TOGETHER = {
    "observations": (("breakdown", "group"),),
    "revisions": (("breakdown", "group"),),
    "findings": (("breakdown", "group"), ("area", "period_start")),
    "targets": (("breakdown", "group"),),
    "services": (("extended_to", "extended_source"),),
    "claims": (
        ("breakdown", "group"),
        ("from_period_start", "from_period_duration"),
        ("to_period_start", "to_period_duration"),
        ("against_area", "comparison_printed"),
    ),
}
"""For each table, pairs of columns of which a row fills both or none."""


def find_pair_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield a problem for every cell that is empty although its partner is filled."""
    for name, pairs in _TOGETHER.items():
        for row in tables.get(name, ()):
            for first, second in pairs:
                if bool(row[first]) != bool(row[second]):
                    empty, filled = (second, first) if row[first] else (first, second)
                    yield row.problem(
                        empty,
                        "half-pair",
                        f'This cell is empty, but "{filled}" is filled, and the two belong together.',
                        "Fill in both, or empty both.",
                    )
                elif first == "breakdown" and not _is_crossing(row):
                    yield row.problem(
                        "group",
                        "crossed-group",
                        f'"{row.text("breakdown")}" names several breakdowns, but the group has not one part for each.',
                        'Write them in the same order, separated by "; ", such as "Female; 18 to 24" for "Sex; Age".',
                    )


def _is_crossing(row: TypedRow) -> bool:
    """Return whether the group of a row has a part for each breakdown, if there are several."""
    breakdowns, groups = row.text("breakdown").split(CROSSING), row.text("group").split(CROSSING)
    return len(breakdowns) in {1, len(groups)}
