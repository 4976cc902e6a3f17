"""Rules about narratives: each has a page, each reference and link leads somewhere, numbers come from the data."""

import re
from collections.abc import Iterable, Iterator

from builder.analysis.publication import Publication
from builder.model.as_of import known_by, newest_day
from builder.model.measures import Partnership, Site
from builder.model.narrative import (
    FIGURE_SIGN,
    Inline,
    Link,
    Narrative,
    ReportPart,
    Spot,
    Text,
    heading_words,
    pieces,
    plain_text,
    spot_at,
)
from builder.project.problems import Level, Place, Problem, did_you_mean, listed, shortened
from builder.wording.references import (
    Citations,
    ReferenceWords,
    TypedNumber,
    Unresolved,
    find_typed_numbers,
    suggestions,
)

PAGE_TABLES = {
    "plan": ("actions", "milestones", "priorities", "recommendations", "targets", "updates"),
    "money": ("funding", "services"),
    "needs": ("findings",),
}
"""For each page that a narrative may stand on, the tables of which it needs one."""

LINKED_PAGES = ("plan", "duties", "partners", "money", "needs", "changes", "claims", "data")
"""The pages of a partnership that a link may name, as in page:plan."""

_REPORT = "report-"
"""How the names of annual reports begin; the year follows."""

_MOST_SUGGESTED = 2
_UNIT_TWICE = re.compile(rf"£\s?{FIGURE_SIGN}|{FIGURE_SIGN}\s?(?:%|per ?cent\b)")


def find_narrative_problems(site: Site) -> Iterator[Problem]:
    """Yield a problem for all that leads nowhere in narratives, and a warning for each number typed by hand."""
    for partnership in site.partnerships:
        by_year: dict[int, Citations] = {}
        today = Citations(Publication(partnership, partnership.day))
        for narrative in partnership.package.narratives:
            citations = today
            if narrative.name.startswith(_REPORT):
                citations = _citations_of_year(narrative, partnership, by_year)
            yield from _find_page_problems(narrative, partnership, citations)
            yield from _find_heading_problems(narrative)
            for run in narrative.runs:
                yield from _find_piece_problems(narrative, run, citations, today)
                yield from _find_typed_numbers(narrative, run, citations)
    for narrative in site.framework.narratives:
        fault = "Only a partnership has narratives, so this file would not be published."
        yield Problem(Place(narrative.path), "narrative-page", fault, "Move it into the folder of a partnership.")


def _citations_of_year(narrative: Narrative, partnership: Partnership, by_year: dict[int, Citations]) -> Citations:
    """Return what an annual report can refer to: only what was known by the end of its year."""
    year = int(narrative.name.removeprefix(_REPORT))
    if year not in by_year:
        known = known_by(partnership, year)
        by_year[year] = Citations(Publication(known, newest_day(known, year)))
    return by_year[year]


def _find_heading_problems(narrative: Narrative) -> Iterator[Problem]:
    """Yield a problem for each heading of an annual report that no section of it has."""
    if not narrative.name.startswith(_REPORT):
        return
    for section in narrative.sections:
        words = heading_words(section)
        if section.heading is None or words in set(ReportPart):
            continue
        first = next(pieces(section.heading.content))
        spot = first.spots[0][1] if isinstance(first, Text) else first.spot
        remedy = did_you_mean(words, list(ReportPart)) or f"The sections are {listed(list(ReportPart))}."
        fault = f'An annual report has no section "{shortened(words)}".'
        yield Problem(_place(narrative, spot), "report-section", fault, remedy)


def _find_page_problems(narrative: Narrative, partnership: Partnership, citations: Citations) -> Iterator[Problem]:
    folder, _, key = narrative.name.rpartition("/")
    fault = remedy = ""
    if folder == "outcomes":
        outcomes = [outcome.outcome for outcome in partnership.framework.outcomes]
        if key not in outcomes:
            fault, remedy = f'There is no outcome "{shortened(key)}".', did_you_mean(key, outcomes)
            remedy = remedy or f"The outcomes are {listed(outcomes)}."
    elif folder == "metrics" and (key not in partnership.metrics or citations.summary(key) is None):
        with_page = {o.metric for o in partnership.package.observations}
        fault = f'There is no page for a metric "{shortened(key)}".'
        remedy = did_you_mean(key, with_page) or "Name the file after a metric that has figures."
    elif key in PAGE_TABLES and not any(partnership.package.tables.get(name) for name in PAGE_TABLES[key]):
        fault = f'There is no page "{key}", as it has nothing to show.'
        tables = listed([f"{name}.csv" for name in PAGE_TABLES[key]]).replace(" and ", " or ")
        remedy = f"Add {tables} first, or remove this file."
    if fault:
        yield Problem(Place(narrative.path), "narrative-page", fault, remedy)


def _find_piece_problems(
    narrative: Narrative, run: tuple[Inline, ...], citations: Citations, today: Citations
) -> Iterator[Problem]:
    for piece in pieces(run):
        found: ReferenceWords | Unresolved | None = None
        match piece:
            case Text():
                continue
            case Link():
                found = _link_fault(piece.target, citations)
            case _:
                found = citations.answer(piece)
                if isinstance(found, Unresolved) and isinstance(today.answer(piece), ReferenceWords):
                    fault = f"No source of this was published by the end of {narrative.name.removeprefix(_REPORT)}."
                    found = Unresolved(fault, "A report takes only what was known in its year: leave it out.")
        if isinstance(found, Unresolved):
            yield Problem(_place(narrative, piece.spot), "reference", found.fault, found.remedy)


def _link_fault(target: str, citations: Citations) -> Unresolved | None:
    """Return why a link leads nowhere; addresses of other sites are not asked."""
    partnership = citations.partnership
    kind, _, key = target.partition(":")
    match kind:
        case "metric":
            if key in partnership.metrics and citations.summary(key):
                return None
            known: Iterable[str] = {o.metric for o in partnership.package.observations}
        case "outcome":
            known = [outcome.outcome for outcome in partnership.framework.outcomes]
        case "area":
            figures = (o for o in partnership.package.observations if o.value is not None and not o.breakdown)
            known = {o.area for o in figures if not partnership.areas[o.area].comparator}
        case "page":
            known = [page for page in LINKED_PAGES if page == "data" or _has_page(page, partnership)]
        case _:
            return None
    if kind != "metric" and key in known:
        return None
    remedy = did_you_mean(key, known) or "Name one that has a page, or leave the link out."
    return Unresolved(f'There is no page{"" if kind == "page" else f" for the {kind}"} "{shortened(key)}".', remedy)


def _has_page(page: str, partnership: Partnership) -> bool:
    if page == "duties":
        return bool(partnership.framework.tables.get("duties"))
    tables = PAGE_TABLES | {
        "partners": ("groups", "members", "organisations"),
        "changes": ("revisions", "documents"),
        "claims": ("claims",),
    }
    return any(partnership.package.tables.get(name) for name in tables[page])


def _find_typed_numbers(narrative: Narrative, run: tuple[Inline, ...], citations: Citations) -> Iterator[Problem]:
    text, spots = plain_text(run)
    for match in _UNIT_TWICE.finditer(text):
        fault = "A figure from the data brings its unit along, so the sign beside it would stand there twice."
        place = _place(narrative, spot_at(spots, match.start()))
        yield Problem(place, "unit-twice", fault, "Delete the sign.")
    for typed in find_typed_numbers(text):
        found = suggestions(typed, citations)
        if not (typed.surely or found):
            continue
        place = _place(narrative, spot_at(spots, typed.start))
        fault, remedy = _words_about(typed, [(one.written, one.meaning) for one in found])
        yield Problem(place, "typed-number", fault, remedy, Level.WARNING)


def _words_about(typed: TypedNumber, found: list[tuple[str, str]]) -> tuple[str, str]:
    shown = f'"{shortened(typed.text)}" is typed by hand, so it stays when the data change.'
    if not found:
        return shown, "Write a figure from the data in its place, such as {value: …}, or leave it out."
    written, meaning = zip(*found[:_MOST_SUGGESTED], strict=True)
    fault = f"{shown} It is {' and '.join(meaning)}."
    return fault, f"Write {' or '.join(written)}."


def _place(narrative: Narrative, spot: Spot) -> Place:
    return Place(narrative.path, line=spot.line, character=spot.character)
