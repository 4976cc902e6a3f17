"""The pages of a partnership that have a name of their own: what each is called, and when there is one.

Whatever leads to these pages asks here, so that nothing leads to a page that is not there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from builder.pages.governance import claims, duties, money, needs, people
from builder.pages.plan import coverage, plan
from builder.pages.reference import plain
from builder.pages.scene import Scene


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page of a partnership."""

    name: str
    """The end of its address."""
    title: str
    """What the navigation calls it."""
    invitation: str
    """What the overview calls it, where there is more room."""
    is_there: Callable[[Scene], bool]
    of_papers: bool = True
    """Whether it shows what the partnership published, beside its figures."""


_PAGES = (
    NamedPage("plan", "The plan", "The plan: what was promised", plan.has_plan),
    NamedPage(
        "coverage",
        "What the plan covers",
        "What the plan covers, and what no action covers",
        coverage.has_coverage,
    ),
    NamedPage(duties.PAGE, "National duties", "National duties: met or not", duties.has_duties, of_papers=False),
    NamedPage(people.PAGE, "Who is responsible", "Who is responsible", people.has_people),
    NamedPage(money.PAGE, "Money", "Money: grants and contracts", money.has_money),
    NamedPage(needs.PAGE, "What people need", "What the needs assessment found", needs.has_needs),
    NamedPage("claims", "Checked reports", "We checked the published reports", claims.has_claims),
    *(NamedPage(one.name, one.title, one.title, partial(plain.has_plain, one.name)) for one in plain.PAGES),
    NamedPage("data", "Data", "Take the data away", lambda _: True, of_papers=False),
)


def named_pages(scene: Scene) -> tuple[NamedPage, ...]:
    """Return the named pages that a partnership has, in the order of the navigation."""
    return tuple(page for page in _PAGES if page.is_there(scene))
