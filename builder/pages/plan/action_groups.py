"""The actions of a plan under the priorities that they belong to, and these under the priorities they are part of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder import wording
from builder.analysis.actions import ActionSummary, state_counts
from builder.analysis.coverage import top_priority
from builder.model.plan import Priority
from builder.pages.plan.actions import ActionCard, card, priorities, shared_gaps
from builder.pages.scene import LinkTo, Scene

MAXIMUM_OPEN = 6
"""How many actions a plan shows without being opened; a longer one lies in a fold for each priority at the top."""

_NO_PRIORITY = "no-priority"


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """A priority with its actions, what was reported about it, and the priorities that are part of it."""

    title: str
    anchor: str
    cards: tuple[ActionCard, ...] = ()
    more: tuple[str, ...] = ()
    """What was reported about the priority itself."""
    folded: str = ""
    """The words of the fold in which all below the title lies; empty where it stands open."""
    parts: tuple["ActionGroup", ...] = ()


def action_groups(
    scene: Scene,
    summaries: Sequence[ActionSummary],
    link: LinkTo,
    prefix: str,
    updates: Mapping[str, tuple[str, ...]],
) -> tuple[ActionGroup, ...]:
    """Return actions under each priority that has any, in the order of the data, those without one last.

    `prefix` begins each anchor; `updates` are reports about a priority itself, by its short name.
    """
    known, shared = priorities(scene), shared_gaps(scene)
    fold = len(scene.actions) > MAXIMUM_OPEN

    def group(key: str, below: Sequence[str] | None = None) -> ActionGroup:
        """Return a priority; one at the top has those `below` it, and lies in a fold with them."""
        title = _heading(known[key]) if key in known else wording.NO_PRIORITY
        mine = [one for one in summaries if key in (one.action.priorities or (_NO_PRIORITY,))]
        every = [one for one in summaries if {key, *(below or ())} & {*(one.action.priorities or (_NO_PRIORITY,))}]
        told = any(updates.get(one) for one in (key, *(below or ())))
        is_folded = fold and below is not None
        return ActionGroup(
            title=title,
            anchor=f"{prefix}-{key}",
            cards=tuple(card(scene, one, link, key, shared) for one in mine),
            more=updates.get(key, ()),
            folded=wording.folded_priority(title, state_counts(every), told=told) if is_folded else "",
            parts=tuple(group(part) for part in below or ()),
        )

    used = {key for one in summaries for key in one.action.priorities or (_NO_PRIORITY,)} | updates.keys()
    below: dict[str, list[str]] = {}
    for key in (*known, _NO_PRIORITY):
        if key in used:
            top = top_priority(known[key], known.values()).priority if key in known else key
            below.setdefault(top, []).append(key)
    return tuple(group(top, [key for key in keys if key != top]) for top, keys in below.items())


def _heading(priority: Priority) -> str:
    return f"{priority.number} {priority.title}" if "." in priority.number else priority.title
