"""What changed: every metric with a figure that is new in the year, beside the one before, the wrong way first."""

from dataclasses import dataclass

from builder import wording
from builder.analysis.series import Series
from builder.analysis.summaries import MetricSummary, subjects
from builder.analysis.verdicts import Movement
from builder.model.narrative import ReportPart
from builder.report.document import Block, ListBlock, ReportSection, TableBlock, TextSpan, bullets, said
from builder.report.named import figure_of, name_of
from builder.report.narrated import told
from builder.report.scope import Scope

_WRONG = Movement.BAD

_GROUPS: tuple[tuple[Movement, str], ...] = (
    (Movement.BAD, "Moved the wrong way"),
    (Movement.GOOD, "Moved the right way"),
    (Movement.BOTH, "Went both ways: better in one place, worse in another"),
    (Movement.NEITHER, "Moved, neither good nor bad"),
    (Movement.SAME, "Stayed the same"),
    (Movement.NOT_KNOWN, "May have moved"),
)
"""The groups of changes in the order of the report, and their headings."""

_NONE_WRONG = "No figure moved the wrong way."
"""What the report says where nothing did: the reader must not have to guess it from a gap."""

_FIRST = "Measured once"
_OLD = "No new figure in the year"


@dataclass(frozen=True)
class ChangesOfTheYear:
    """What the figures published in a year say beside those before them."""

    changed: tuple[MetricSummary, ...]
    """Metrics with a figure of the year that has one to be compared with."""
    first: tuple[tuple[MetricSummary, tuple[Series, ...]], ...]
    """Metrics of which no figure of the year has one to be compared with, and the series of those figures."""
    old: tuple[MetricSummary, ...]
    """Metrics without a figure of the year."""

    def group(self, movement: Movement) -> tuple[MetricSummary, ...]:
        """Return the metrics that moved one way, those that did by more than chance first.

        Of a count and its rate only the count: the two are one subject.
        """
        found = (summary for summary in subjects(self.changed) if summary.movement is movement)
        return tuple(sorted(found, key=lambda summary: not summary.is_clear))


def changes_of_the_year(scope: Scope) -> ChangesOfTheYear:
    """Return what changed: each metric with an own series whose latest figure was published in the year."""
    changed: list[MetricSummary] = []
    first: list[tuple[MetricSummary, tuple[Series, ...]]] = []
    old: list[MetricSummary] = []
    for summary in scope.summaries:
        own = [one for one in summary.series if one.latest and not one.area.comparator]
        new = [one for one in own if one.latest and scope.is_new(one.latest.source)]
        if not new:
            old.append(summary)
        elif any(v.told and scope.is_new(v.told.later.source) for v in summary.changed):
            changed.append(summary)
        else:
            first.append((summary, tuple(new)))
    return ChangesOfTheYear(tuple(changed), tuple(first), tuple(old))


def changed_section(scope: Scope) -> ReportSection:
    """Return what changed since the figures before."""
    section = told(scope, ReportPart.CHANGES)
    found = changes_of_the_year(scope)
    groups = [(movement, title, found.group(movement)) for movement, title in _GROUPS]
    parts = [
        ReportSection(title, f"changed-{movement.value}", (_sentences(members) if members else said(_NONE_WRONG),))
        for movement, title, members in groups
        if members or movement is _WRONG
    ]
    first = [sentence for summary, series in found.first for sentence in _first_figures(scope, summary, series)]
    old = [f"{wording.finding(summary)}." for summary in found.old]
    for anchor, title, sentences in (("first", _FIRST, first), ("old", _OLD, old)):
        if sentences:
            parts.append(ReportSection(title, f"changed-{anchor}", (bullets(sentences),)))
    return ReportSection(
        section.title,
        section.anchor,
        (*section.blocks, said(_how(scope)), *_counts(found)),
        (*section.parts, *parts),
    )


def _how(scope: Scope) -> str:
    return (
        f"Each figure that was published in {scope.year} is set beside the newest earlier one that it can be "
        "compared with, and each sentence names both periods. A total and its parts count once, and so do a count and "
        "its rate. “Could be chance” means that chance alone would often move a figure so far."
    )


def _counts(found: ChangesOfTheYear) -> tuple[Block, ...]:
    """Return how many metrics moved which way, and how many of them by more than chance; rows of none are left out."""
    rows = [
        (title, str(len(members)), str(sum(summary.is_clear for summary in members)))
        for movement, title in _GROUPS
        if (members := found.group(movement))
    ]
    rows += [
        (title, str(len(members)), "0") for title, members in ((_FIRST, found.first), (_OLD, found.old)) if members
    ]
    if not rows:
        return ()
    cells = tuple(tuple(TextSpan(text) for text in row) for row in rows)
    return (
        TableBlock(
            "How much changed, and how sure that is", ("What happened", "Metrics", "By more than chance"), cells
        ),
    )


def _sentences(members: tuple[MetricSummary, ...]) -> ListBlock:
    """Return the finding of each metric and, beside that of a whole, what happened in each of its areas."""
    return ListBlock(tuple((TextSpan(text),) for summary in members for text in _lines(summary)))


def _lines(summary: MetricSummary) -> list[str]:
    areas = [summary.verdict_of(s) for s in summary.areas if s not in summary.leading]
    parts = [wording.change_in_area(v.series.area.name, v, summary.metric) for v in areas if v.told]
    return [f"{wording.finding(summary)}.{''.join(f' {part}.' for part in parts)}"]


def _first_figures(scope: Scope, summary: MetricSummary, new: tuple[Series, ...]) -> list[str]:
    """Return the finding about a metric or, where it rests on older figures too, each figure of the year."""
    own = [one for one in summary.series if one.latest and not one.area.comparator]
    if len(new) == len(own):
        return [f"{wording.finding(summary)}."]
    return [f"{name_of(scope, one)}: {figure_of(one)}." for one in new]
