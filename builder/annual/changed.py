"""What changed since last year: every figure that is new in the year beside the one before it, the worse ones first."""

from dataclasses import dataclass

from builder import wording
from builder.annual.named import figure_of, name_of
from builder.annual.narrated import Part, told
from builder.annual.scope import Scope
from builder.annual.tree import Block, Listing, Section, Span, Table, bullets, said
from builder.statistics import Change, Judgement, Leaning, MetricSummary, Series, change

_WORSE = "got-worse"

_GROUPS: tuple[tuple[str, str, Judgement, Leaning | None], ...] = (
    (_WORSE, "Got worse", Judgement.WORSE, None),
    ("moved-the-bad-way", "Moved in the wrong direction, but not tested", Judgement.NOT_TESTED, Leaning.BAD),
    ("got-better", "Got better", Judgement.BETTER, None),
    ("moved-the-good-way", "Moved in the right direction, but not tested", Judgement.NOT_TESTED, Leaning.GOOD),
    ("no-clear-change", "No clear change", Judgement.NO_CLEAR_CHANGE, None),
    ("neither", "Changed, but neither better nor worse", Judgement.NEITHER, None),
    ("not-tested", "Changed, but not tested", Judgement.NOT_TESTED, Leaning.NONE),
)
"""The groups of changes in the order of the report: anchor, heading, and what belongs there."""

_NONE_WORSE = "No figure got worse by so much that chance alone would rarely do it."
"""What the report says where nothing got worse: the reader must not have to guess it from a gap."""

_FIRST = "Only one figure so far"
_OLD = "No new figure in the year"


@dataclass(frozen=True, slots=True)
class Changed:
    """The change of a metric in one area, or for one group of people there."""

    summary: MetricSummary
    series: Series
    change: Change


@dataclass(frozen=True)
class ChangesOfTheYear:
    """What the figures published in a year say beside those before them."""

    changes: tuple[Changed, ...]
    first: tuple[tuple[MetricSummary, tuple[Series, ...]], ...]
    """Metrics of which no figure of the year has one to be compared with, and the series of those figures."""
    old: tuple[MetricSummary, ...]
    """Metrics without a figure of the year."""

    def group(self, judgement: Judgement, leaning: Leaning | None) -> tuple[Changed, ...]:
        """Return the changes of which one thing can be said."""
        return tuple(
            one for one in self.changes if one.change.judgement is judgement and leaning in {None, one.change.leaning}
        )


def changes_of_the_year(scope: Scope) -> ChangesOfTheYear:
    """Return what changed: each of the partnership's own series whose latest figure was published in the year."""
    changes: list[Changed] = []
    first: list[tuple[MetricSummary, tuple[Series, ...]]] = []
    old: list[MetricSummary] = []
    for summary in scope.summaries:
        own = [one for one in summary.series if one.latest and not one.area.comparator]
        new = [one for one in own if one.latest and scope.is_new(one.latest.source)]
        compared = [Changed(summary, one, found) for one in new if (found := change(one))]
        changes += compared
        if not new:
            old.append(summary)
        elif not compared:
            first.append((summary, tuple(new)))
    return ChangesOfTheYear(tuple(changes), tuple(first), tuple(old))


def changed_section(scope: Scope) -> Section:
    """Return what changed since last year."""
    section = told(scope, Part.CHANGES)
    found = changes_of_the_year(scope)
    groups = [(anchor, title, found.group(judgement, leaning)) for anchor, title, judgement, leaning in _GROUPS]
    parts = [
        Section(title, f"changed-{anchor}", (_sentences(scope, members) if members else said(_NONE_WORSE),))
        for anchor, title, members in groups
        if members or anchor == _WORSE
    ]
    first = [sentence for summary, series in found.first for sentence in _first_figures(scope, summary, series)]
    old = [f"{wording.finding(summary)}." for summary in found.old]
    for anchor, title, sentences in (("first", _FIRST, first), ("old", _OLD, old)):
        if sentences:
            parts.append(Section(title, f"changed-{anchor}", (bullets(sentences),)))
    return Section(
        section.title,
        section.anchor,
        (*section.blocks, said(_how(scope)), *_counts(found)),
        (*section.parts, *parts),
    )


def _how(scope: Scope) -> str:
    return (
        f"Each figure that was published in {scope.year} is set beside the figure before it. "
        "That figure can be more than a year old: each sentence names both periods. "
        "We say that something got better or worse only if chance alone would rarely make such a change."
    )


def _counts(found: ChangesOfTheYear) -> tuple[Block, ...]:
    counted = [(title, len(found.group(judgement, leaning))) for _, title, judgement, leaning in _GROUPS]
    rows = [
        *((title, wording.counted(number, "figure")) for title, number in counted),
        (_FIRST, wording.counted(len(found.first), "metric")),
        (_OLD, wording.counted(len(found.old), "metric")),
    ]
    cells = tuple((Span(title), Span(number)) for title, number in rows)
    return (Table("How much changed, and how sure that is", ("What we can say", "How many"), cells),)


def _sentences(scope: Scope, members: tuple[Changed, ...]) -> Listing:
    return Listing(tuple(_sentence(scope, one) for one in members))


def _sentence(scope: Scope, one: Changed) -> tuple[Span, ...]:
    if one.change.judgement is Judgement.NOT_TESTED:  # as the heading says, so the sentence need not
        steps = wording.then_and_now(one.change, one.series.metric)
        return (Span(f"{name_of(scope, one.series)}: {steps}, {wording.signed_change(one.change)}."),)
    return (Span(f"{wording.change_of(one.series, one.change, scope.partnership.home_area.area)}."),)


def _first_figures(scope: Scope, summary: MetricSummary, new: tuple[Series, ...]) -> list[str]:
    """Return the finding about a metric or, where it rests on older figures too, each figure of the year."""
    own = [one for one in summary.series if one.latest and not one.area.comparator]
    if len(new) == len(own):
        return [f"{wording.finding(summary)}."]
    return [f"{name_of(scope, one)}: {figure_of(one)}." for one in new]
