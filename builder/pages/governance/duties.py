"""The page of national duties: what the guidance asks, whether published papers show it, by when it is due."""

from dataclasses import dataclass

from builder import wording
from builder.analysis.duties import DutyStanding, Standing
from builder.model import addresses
from builder.model.governance import Evidence
from builder.pages import views
from builder.pages.governance.people import joint_sentence
from builder.pages.scene import Scene, source_words
from builder.pages.views import CellView, LinkView, Page, Term, VerdictView
from builder.tables.governance import DUTY_STANDINGS

PAGE = "duties"

_KINDS = {
    Standing.MET: "better",
    Standing.MET_LATE: "neither",
    Standing.MET_TIME_NOT_KNOWN: "neither",
    Standing.MET_UNDATED: "better",
    Standing.PARTLY: "neither",
    Standing.NOT_DUE_YET: "promised",
    Standing.OVERDUE: "worse",
    Standing.NO_EVIDENCE: "none",
}
"""The style of the label of each standing."""


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty with all that is known about it."""

    title: str
    anchor: str
    verdict: VerdictView
    due: str
    description: str
    terms: tuple[Term, ...]


def has_duties(scene: Scene) -> bool:
    """Return whether the framework names duties."""
    return bool(scene.site.framework.governance.duties)


def standings(scene: Scene) -> tuple[DutyStanding, ...]:
    """Return how each national duty stands for a partnership, on the date that the site is about."""
    return scene.publication.duties


def duties_line(scene: Scene) -> str:
    """Return in a sentence or two how a partnership stands with its duties; empty where there are none."""
    return wording.duties_sentence(standings(scene)) if has_duties(scene) else ""


def duties_page(scene: Scene) -> Page:
    """Return the page of a partnership's national duties."""
    address = scene.addresses.page(PAGE)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    found = standings(scene)
    rows = [
        [
            CellView(one.duty.title, f"#{one.duty.duty}"),
            CellView(verdicts=(standing_verdict(one),)),
            CellView(wording.duty_due(one)),
            CellView(wording.met_on(one.decisive) if one.decisive else ""),
        ]
        for one in found
    ]
    table = views.table("National duties", ["Duty", "How it stands", "When it is due", "When it was met"], rows)
    package = scene.partnership.name
    return Page(
        address=address,
        template="duties.md.jinja",
        title=f"National duties: {scene.partnership.title}",
        description=f"What the national guidance asks of {scene.partnership.title}, and what published papers show.",
        breadcrumbs=scene.breadcrumbs(link),
        partnership=scene.partnership.title,
        values={
            "title": "National duties",
            "lead": duties_line(scene),
            "joint": joint_sentence(scene),
            "judged_on": wording.day(scene.partnership.day),
            "why_then": scene.why_then,
            "picture": scene.picture("duties-picture"),
            "table": views.without_empty_columns(table),
            "duties": tuple(_view(scene, one) for one in found),
            "methods": f"{link(addresses.METHODS)}#duties",
            "links": (
                LinkView("How each duty stands as CSV", link(addresses.table_file(package, DUTY_STANDINGS.name))),
                *(
                    (LinkView("Evidence for duties as CSV", link(addresses.table_file(package, "duties_met"))),)
                    if scene.partnership.package.governance.duties_met
                    else ()
                ),
                LinkView("National duties as CSV", link(addresses.table_file(scene.site.framework.name, "duties"))),
            ),
        },
    )


def standing_verdict(one: DutyStanding) -> VerdictView:
    """Return how a duty stands, as a label."""
    return VerdictView(wording.duty_standing(one.standing), _KINDS[one.standing])


def _view(scene: Scene, one: DutyStanding) -> DutyView:
    duty = one.duty
    guidance = scene.partnership.sources[duty.source]
    terms = [Term("How often", wording.duty_repeats(duty.repeats).capitalize())]
    if duty.first_due:
        terms.append(Term("First due", wording.day(duty.first_due)))
    for number, occurrence in enumerate(reversed(one.occurrences)):
        timely = wording.met_in_time(occurrence)
        when = wording.met_on(occurrence)
        terms.append(
            Term("When it was met before" if number else "When it was met", f"{when}. {timely}" if timely else when)
        )
        terms.append(_evidence(scene, occurrence.evidence))
    if not one.occurrences:
        terms.append(Term("Evidence", "None in the papers published here. It may have been done all the same."))
    terms.append(Term("Who asks for it", f"{source_words(guidance)}. {duty.place}"))
    return DutyView(
        title=duty.title,
        anchor=duty.duty,
        verdict=standing_verdict(one),
        due=wording.duty_due(one),
        description=duty.description,
        terms=tuple(terms),
    )


def _evidence(scene: Scene, evidence: Evidence) -> Term:
    source = scene.partnership.sources[evidence.source]
    address = source.address if source.address.startswith("https://") else ""
    return Term("What shows it", f"{evidence.evidence} ({source_words(source)}: {evidence.place})", address)
