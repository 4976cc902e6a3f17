"""The policy of each package and metric: which numbers of people are small, and what a reader is told of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from builder import wording
from builder.project.problems import Level, Problem
from builder.project.typed import TypedRow

DEFAULT_THRESHOLD = 5
"""The smallest number of people shown where a package says nothing else.

Source: Office for National Statistics (2006), Review of the Dissemination of Health Statistics: Confidentiality
Guidance, and the rule of thumb in use since that counts below 5 need care.
"""
PEOPLE, THINGS = "people", "things"


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for the figures of one metric in one package."""

    threshold: int = DEFAULT_THRESHOLD
    zeros_shown: bool = True
    rounding_base: int | None = None
    earlier_versions_accepted: bool = False

    @property
    def smallest_hidden(self) -> int:
        """The smallest number that is hidden for being small."""
        return 1 if self.zeros_shown else 0

    @property
    def values_left_open(self) -> int:
        """How many values a hidden small number can have, for all that its being hidden says."""
        return max(self.threshold - self.smallest_hidden, 2)

    def is_small(self, count: int) -> bool:
        """Return whether a number of people must be hidden."""
        return self.smallest_hidden <= count < self.threshold


@dataclass(frozen=True)
class Policies:
    """The policies of one package."""

    by_metric: Mapping[str, Policy]
    everything_else: Policy

    def of(self, metric: str) -> Policy:
        """Return what holds for a metric, by its short name."""
        return self.by_metric.get(metric, self.everything_else)


def policies(tables: Mapping[str, tuple[TypedRow, ...]]) -> Policies:
    """Return the policies that a package declares; of two for one metric, the first."""
    by_metric: dict[str, Policy] = {}
    for row in tables.get("disclosure", ()):
        by_metric.setdefault(row.text("metric"), _policy(row))
    return Policies(by_metric, by_metric.get("", Policy()))


def find_policy_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield a problem for every rule about figures that have one already."""
    first: dict[str, TypedRow] = {}
    for row in tables.get("disclosure", ()):
        earlier = first.setdefault(row.text("metric"), row)
        if earlier is not row:
            which = f'The metric "{row.text("metric")}" has' if row.text("metric") else "The whole package has"
            yield row.problem(
                "metric",
                "rule-twice",
                f"{which} a rule already, in row {earlier.index + 2}.",
                "Keep one of the two.",
            )


def find_rules(tables: Mapping[str, tuple[TypedRow, ...]], today: date | None) -> Iterator[Problem]:
    """Yield a warning for every rule, so that whoever approves a change sees it, or an error for one of a day to come.

    `today` is None where nothing may depend on the clock.
    """
    for row in tables.get("disclosure", ()):
        approved = row.day("approved_on")
        if today and approved and approved > today:
            yield row.problem(
                "approved_on",
                "rule-not-approved",
                f"The rule is approved on {approved.isoformat()}, which is a day to come.",
                "Correct the date, or wait until the rule is approved.",
            )
        else:
            yield row.problem(
                "rule",
                "rule-of-its-own",
                f"A rule of its own holds here. {_said(row)}.",
                "Whoever looks after data protection must have approved it: ask before you approve this change.",
                Level.WARNING,
            )


def _said(row: TypedRow) -> str:
    policy, metric = _policy(row), row.text("metric")
    said = wording.disclosure_rule(
        policy.threshold,
        policy.rounding_base,
        zeros_hidden=not policy.zeros_shown,
        earlier_accepted=policy.earlier_versions_accepted,
    )
    about = f'the metric "{metric}"' if metric else "every metric without a rule of its own"
    return f"Of {about}: {said}"


def _policy(row: TypedRow) -> Policy:
    threshold, base = row["threshold"], row["rounding_base"]
    return Policy(
        threshold=threshold if isinstance(threshold, int) else DEFAULT_THRESHOLD,
        zeros_shown=row.text("zeros") != "hidden",
        rounding_base=base if isinstance(base, int) else None,
        earlier_versions_accepted=row.text("earlier_versions") == "accepted",
    )
