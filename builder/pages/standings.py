"""How many metrics got better, worse and so on: as labels, as a scoreboard, as groups of cards."""

from collections import Counter
from collections.abc import Collection

from builder import wording
from builder.pages.scene import LinkTo, Scene, judged
from builder.pages.views import Glance, Link, Tile, Verdict
from builder.statistics import Judgement, Leaning, MetricSummary

_GROUPS: tuple[tuple[Judgement, Leaning | None, str], ...] = (
    (Judgement.BETTER, None, "better"),
    (Judgement.WORSE, None, "worse"),
    (Judgement.MIXED, None, "different from area to area"),
    (Judgement.NO_CLEAR_CHANGE, None, "with no clear change"),
    (Judgement.NEITHER, None, "neither better nor worse"),
    (Judgement.NOT_TESTED, Leaning.GOOD, "in the right direction, not tested"),
    (Judgement.NOT_TESTED, Leaning.BAD, "in the wrong direction, not tested"),
    (Judgement.NOT_TESTED, Leaning.NONE, "changed, not tested"),
)
"""The groups of metrics that can be compared, in the order of the page, and the words after their count."""

_COUNTED = {
    Judgement.BETTER: "better",
    Judgement.WORSE: "worse",
    Judgement.MIXED: "mixed",
    Judgement.NO_CLEAR_CHANGE: "with no clear change",
    Judgement.NEITHER: "neither better nor worse",
    Judgement.NOT_TESTED: "not tested",
    None: "with one period only",
}
"""The words after a count of metrics, in the order of the page."""


def verdict_counts(summaries: Collection[MetricSummary]) -> tuple[Verdict, ...]:
    """Return how many metrics got better, worse and so on, each as a label."""
    counts = Counter(summary.judgement for summary in summaries)
    return tuple(
        Verdict(f"{counts[judgement]} {words}", judged(judgement).kind)
        for judgement, words in _COUNTED.items()
        if counts[judgement]
    )


def scoreboard(scene: Scene, link: LinkTo) -> tuple[Tile, ...]:
    """Return what a reader asks first: what got better, what worse, what nobody can say, what was promised.

    Nothing is counted of what is not published: none promised is not the same as nothing known of promises.
    """
    judgements = Counter(summary.judgement for summary in scene.summaries.values())
    better, worse = judgements[Judgement.BETTER], judgements[Judgement.WORSE]
    counts = [
        (better, "better", "better"),
        (worse, "worse", "worse"),
        (len(scene.summaries) - better - worse, "unclear", "none"),
    ]
    counts = counts if scene.summaries else []
    if scene.actions:
        counts.append((sum(one.is_promise for one in scene.actions), "promised", "promised"))
    overview = link(scene.addresses.overview)
    return tuple(
        Tile(str(count), words, f"{overview}#{words}" if count else overview, kind if count else "zero")
        for count, words, kind in counts
    )


def glances(scene: Scene, link: LinkTo) -> tuple[Glance, ...]:
    """Return the metrics by what can be said of them: what is clear with its finding, the rest by name."""
    groups = (
        (
            judgement,
            words,
            [s for s in scene.summaries.values() if s.judgement is judgement and leaning in {None, s.leaning}],
        )
        for judgement, leaning, words in _GROUPS
    )
    return tuple(
        Glance(
            Verdict(f"{len(summaries)} {words}", judged(judgement).kind),
            tuple(
                Link(summary.metric.title, link(scene.addresses.metric(summary.metric.metric))) for summary in summaries
            ),
            tuple(wording.finding(summary) for summary in summaries) if judgement in _CLEAR else (),
            anchor=judgement.value if judgement in _CLEAR else "",
        )
        for judgement, words, summaries in groups
        if summaries
    )


_CLEAR = (Judgement.BETTER, Judgement.WORSE)
