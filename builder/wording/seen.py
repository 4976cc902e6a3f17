"""What readers see otherwise after a change: headings of figures, how promises and targets stand, and which pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from builder.analysis.altered import AlteredPackage, Kind, Renames, figures_to_keep_quiet
from builder.analysis.publication import Publication
from builder.wording.findings import finding
from builder.wording.plan import action_state, due_words
from builder.wording.targets import target_status
from builder.wording.time import day

_NO_HEADING = "no figure"


@dataclass(frozen=True, slots=True)
class SeenOfPackage:
    """What readers see otherwise of one partnership."""

    title: str
    headings: tuple[str, ...]
    """A line for each figure whose heading is another one now."""
    standings: tuple[str, ...]
    """A line where another day is spoken of, and for each promise and each target that stands otherwise."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers see otherwise of the site."""

    packages: Mapping[str, SeenOfPackage] = field(default_factory=dict)
    """By the short names of packages; those of which readers see the same are left out."""
    changed: tuple[str, ...] = ()
    """The addresses of pages that say something else now, in their order."""
    dated: int = 0
    """How many more pages only speak of another day."""
    new: tuple[str, ...] = ()
    """Those of pages that are new."""
    gone: tuple[str, ...] = ()
    """Those of pages that are gone."""


NOTHING_SEEN = Seen()
"""That readers see the same, or that it is not known, as there is no site before or now."""


def seen_of_package(
    before: Publication | None, after: Publication, altered: AlteredPackage | None, renamed: Renames
) -> SeenOfPackage | None:
    """Return what readers see otherwise of a partnership; None where that is nothing, or where all of it is new."""
    if before is None or (altered is not None and altered.kind is not Kind.CHANGED):
        return None
    quiet = figures_to_keep_quiet(altered)
    headings = tuple(_headings(before, after, renamed.get("metrics", {}), quiet))
    standings = (*_day(before, after), *_promises(before, after, renamed.get("actions", {})), *_targets(before, after))
    return SeenOfPackage(after.partnership.title, headings, standings) if headings or standings else None


def _headings(
    before: Publication, after: Publication, renamed: Mapping[str, str], quiet: frozenset[str]
) -> Iterator[str]:
    old = {renamed.get(name, name): finding(summary) for name, summary in before.by_metric.items()}
    new = {name: finding(summary) for name, summary in after.by_metric.items()}
    for name in dict.fromkeys((*new, *old)):
        was, now = old.get(name, _NO_HEADING), new.get(name, _NO_HEADING)
        if was == now:
            continue
        if name in quiet:
            yield f"Now: {now}. What it was is not repeated, as a small number may have stood in it."
        else:
            yield f"Before: {was}. Now: {now}."


def _day(before: Publication, after: Publication) -> Iterator[str]:
    if before.day != after.day:
        yield f"What is late, and what is due, is judged on {day(after.day)}, no longer on {day(before.day)}."


def with_day_of(text: str, before: Publication, after: Publication) -> str:
    """Return what a page said, with the day that it spoke of as that of now."""
    return text.replace(day(before.day), day(after.day))


def _promises(before: Publication, after: Publication, renamed: Mapping[str, str]) -> Iterator[str]:
    old = {renamed.get(one.action.action, one.action.action): one for one in before.actions}
    for now in after.actions:
        was = old.get(now.action.action)
        if was is None or was.state is now.state:
            continue
        states = f'from "{action_state(was.state)}" to "{action_state(now.state)}"'
        due = f" (due {due_words(now)})" if now.is_late else ""
        yield f"Action {now.action.action}: {states}{due}."


def _targets(before: Publication, after: Publication) -> Iterator[str]:
    old = {
        one.target.target: target_status(one) for summary in before.summaries for one in summary.progress_on(before.day)
    }
    for summary in after.summaries:
        for one in summary.progress_on(after.day):
            was, now = old.get(one.target.target), target_status(one)
            if was is not None and was != now:
                yield f'Target {one.target.target}: from "{was}" to "{now}".'
