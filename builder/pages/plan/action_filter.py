"""What the actions of a plan can be filtered by. The page is complete without the filter, which needs a script."""

from collections.abc import Iterable
from dataclasses import dataclass

from builder import wording
from builder.analysis.actions import state_counts
from builder.pages.plan.actions import NONE, area_name, organisation_names, priorities, with_tops
from builder.pages.scene import Scene


@dataclass(frozen=True, slots=True)
class Choice:
    """A list of the filter: what it is called, which attribute it looks at, and what there is to choose."""

    name: str
    title: str
    every: str
    options: tuple[tuple[str, str], ...]
    """Short name and words of each."""


def choices(scene: Scene) -> tuple[Choice, ...]:
    """Return the lists of the filter, each with only what would find something."""
    known, names = priorities(scene), organisation_names(scene)
    actions = scene.actions
    stands_under = {key for one in actions for key in with_tops(scene, one.action.priorities)}
    named = {key for one in actions for key in (one.action.lead, *one.action.partners)}
    home = scene.partnership.home_area.area
    no_priority = [(NONE, wording.NO_PRIORITY)] * any(not one.action.priorities for one in actions)
    no_name = [(NONE, "No organisation is named")] * any(
        not (one.action.lead or one.action.partners) for one in actions
    )
    by_priority = [*((key, known[key].title) for key in known if key in stands_under), *no_priority]
    by_organisation = [*((key, names[key]) for key in names if key in named), *no_name]
    by_state = [(state.value, wording.action_state(state)) for state in state_counts(actions)]
    by_area = [(one.action.area or home, area_name(scene, one)) for one in actions]
    found = (
        _choice("priorities", "Priority", "Every priority", by_priority),
        _choice("organisations", "Organisation", "All, named or not", by_organisation),
        _choice("state", "Status", "Every status", by_state),
        _choice("area", "Area", "Every area", by_area),
    )
    return tuple(one for one in found if len(one.options) > 1)


def _choice(name: str, title: str, every: str, options: Iterable[tuple[str, str]]) -> Choice:
    return Choice(name, title, every, tuple(dict.fromkeys(options)))
