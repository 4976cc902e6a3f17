"""The rule that what reports printed agrees with the data. A claim that fails is a warning, not an error.

The report is published and cannot be changed here; what can be done is to tell its authors and to
show readers the right figure.
"""

from collections.abc import Iterable, Iterator, Mapping

from builder import wording
from builder.analysis.claims import ClaimVerdict, checked_claims
from builder.model.measures import Printed, Site
from builder.project.found import PackageAsFound
from builder.project.problems import Level, Problem
from builder.project.typed import TypedRow

_FAULTS = {
    ClaimVerdict.DOES_NOT_AGREE: "The report printed: {printed}. The data give: {right}.",
    ClaimVerdict.WRONG_UNIT: "The report printed: {printed}. "
    "The difference of two percentages is in percentage points: {right}.",
}
_REMEDY = "If this row copies the report rightly, leave it: the site shows the right figure beside it."


def find_comparison_problems(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield the problems of claims that compare two areas."""
    for row in tables.get("claims", ()):
        other = next((field for field in (*_OF_A_CHANGE, *_OF_A_SHARE) if row[field]), "")
        if row.text("against_area") == row.text("area"):
            yield row.problem(
                "against_area",
                "compared-with-itself",
                "The area is compared with itself.",
                "Name the area that the document compares it with, or empty this cell and the comparison.",
            )
        elif row.text("comparison_printed") and other:
            yield row.problem(
                other,
                "two-claims-in-a-row",
                "The row holds a comparison with another area, and this besides.",
                "Give each its own row.",
            )


_OF_A_CHANGE = ("from_period_start", "from_printed", "change_printed", "direction_printed")
_OF_A_SHARE = ("to_printed", "percent_printed")


def find_claim_warnings(site: Site, packages: Iterable[PackageAsFound]) -> Iterator[Problem]:
    """Yield a warning for every claim that the observations contradict, in packages without problems."""
    tables = {package.name: package.tables.get("claims") for package in packages}
    for partnership in site.partnerships:
        table = tables[partnership.name]
        if table is None:
            continue
        for index, one in enumerate(checked_claims(partnership)):
            fault = _FAULTS.get(one.check.verdict)
            if fault:
                metric = partnership.metrics[one.claim.metric]
                printed, right = wording.claim_printed(one.claim, metric), wording.claim_right(one, metric)
                yield Problem(
                    table.place(index, _column(one.claim.printed)),
                    "claim",
                    fault.format(printed=printed, right=right),
                    _REMEDY,
                    Level.WARNING,
                )


def _column(printed: Printed) -> str:
    """Return the column of the figure that a claim is about."""
    if printed.comparison:
        return "comparison_printed"
    if printed.change is not None:
        return "change_printed"
    if printed.direction:
        return "direction_printed"
    return "percent_printed" if printed.percent is not None else "to_printed"
