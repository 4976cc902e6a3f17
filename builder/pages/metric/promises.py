"""Promises in numbers, each with how the partnership stands to it, or with the word that no figure is published."""

from dataclasses import dataclass

from builder import wording
from builder.pages.metric.sureness import targets
from builder.pages.scene import Scene
from builder.pages.views import Promise, VerdictView


@dataclass(frozen=True, slots=True)
class NumberPromise:
    """A target with its title, and the metric whose page shows the figures; the metric is empty where none does."""

    title: str
    metric: str
    address: str
    promise: Promise


def promises_in_numbers(scene: Scene) -> tuple[NumberPromise, ...]:
    """Return every target of a partnership, in the order of the data."""
    today = scene.partnership.day
    standing = {
        progress.target.target: promise
        for summary in scene.summaries.values()
        for progress, promise in zip(summary.progress_on(today), targets(summary, today), strict=True)
    }
    return tuple(
        NumberPromise(
            title=target.title,
            metric=target.metric,
            address=scene.addresses.metric(target.metric) if target.target in standing else "",
            promise=standing.get(target.target)
            or Promise(
                sentence=wording.target_sentence(target, scene.partnership.metrics[target.metric]),
                status=VerdictView("Cannot say", "none"),
                because="No figure is published for it",
                note=target.note,
            ),
        )
        for target in scene.partnership.package.targets
    )
