"""Puts the sections of an annual report in order, as committees read them."""

from builder import wording
from builder.model.as_of import report_years
from builder.model.measures import Partnership, Row, Site
from builder.model.narrative import ReportPart
from builder.report.analysed import analysis_section, area_appendices
from builder.report.changed import changed_section
from builder.report.document import ListBlock, Report, ReportSection, TextSpan, numbered, said
from builder.report.funded import finance_section
from builder.report.narrated import opening, told
from builder.report.promised import plan_section
from builder.report.scope import Scope, scope_of
from builder.report.sourced import background_section, printed_section


def report_of(site: Site, partnership: Partnership, year: int) -> Report:
    """Return the annual report of a partnership for a year, with what was known by 31 December of it."""
    scope = scope_of(site, partnership, year)
    return numbered(
        Report(
            partnership=partnership.name,
            year=year,
            title=f"Annual progress report {year}: {partnership.title}",
            author=partnership.title,
            day=scope.day,
            opening=(*opening(scope), said(_how(scope))),
            sections=tuple(section for section in _sections(scope) if section),
        )
    )


def reports_of(site: Site, partnership: Partnership) -> tuple[Report, ...]:
    """Return every annual report of a partnership for which there is a narrative, newest first."""
    return tuple(report_of(site, partnership, year) for year in reversed(report_years(partnership.package)))


def _how(scope: Scope) -> str:
    return (
        f"Every figure of this report comes from published data. "
        f"It takes what was published by 31 December {scope.year}; "
        f"the newest source is dated {wording.day(scope.day)}."
    )


def _sections(scope: Scope) -> tuple[ReportSection | None, ...]:
    return (
        _purpose(scope),
        _recommendations(scope),
        _if_told(scope, ReportPart.REASONS),
        changed_section(scope),
        analysis_section(scope),
        plan_section(scope),
        finance_section(scope),
        _if_told(scope, ReportPart.OPTIONS),
        _if_told(scope, ReportPart.CONSULTATION),
        _or_gap(scope, ReportPart.IMPLICATIONS, "No implications were published with this report."),
        printed_section(scope),
        background_section(scope),
        *area_appendices(scope),
    )


def _purpose(scope: Scope) -> ReportSection:
    title = scope.partnership.title
    return _or_gap(
        scope,
        ReportPart.PURPOSE,
        f"This report tells how {title} does on drugs and alcohol: what got better and worse, "
        "what was done of what was promised, and what it cost.",
    )


def _recommendations(scope: Scope) -> ReportSection:
    section = told(scope, ReportPart.RECOMMENDATIONS)
    rows = [row for row in scope.rows("recommendations") if scope.is_new(str(row["source"]))]
    blocks = section.blocks
    if rows:
        items = tuple((TextSpan(_recommendation(row)),) for row in rows)
        blocks = (*blocks, said(f"The papers of {scope.year} recommend:"), ListBlock(items, numbered=True))
    if not blocks and not section.parts:
        blocks = (said("No recommendations were published with this report."),)
    return ReportSection(section.title, section.anchor, blocks, section.parts)


def _recommendation(row: Row) -> str:
    made_to = f" (made to: {row['made_to']})" if row["made_to"] else ""
    return f"{row['title']}{made_to}."


def _or_gap(scope: Scope, part: ReportPart, otherwise: str) -> ReportSection:
    section = told(scope, part)
    if section.blocks or section.parts:
        return section
    return ReportSection(section.title, section.anchor, (said(otherwise),))


def _if_told(scope: Scope, part: ReportPart) -> ReportSection | None:
    section = told(scope, part)
    return section if section.blocks or section.parts else None
