"""The page of an annual report: the same tree that becomes the Word file, as Markdown that prints on A4."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from markupsafe import Markup

from builder import wording
from builder.model import addresses
from builder.pages import views
from builder.pages.escaping import begins_line, escaped, inline
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import CellView, LinkView, Page
from builder.report import ChartBlock, ListBlock, ParagraphBlock, Report, TableBlock, TextSpan

_BULLET, _NUMBER = Markup("- "), Markup("1. ")
_CHART = Markup(
    '<figure class="chart">\n<p class="subtitle">Figure {}. {}</p>\n'
    '<div data-part="charts/{}.svg"></div>\n<figcaption>{}</figcaption>\n</figure>\n'
)
_TABLE = Markup('<div data-part="{}"></div>\n')


def report_page(scene: Scene, report: Report) -> Page:
    """Return the page of a report as a part of the site."""
    address = scene.addresses.report(report.year)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    file = link(scene.addresses.report_file(report.year, f"{report.name}.docx"))
    page = _page(report, address, link)
    has_chart = any(isinstance(block, ChartBlock) for block in report.blocks)
    return replace(
        page,
        breadcrumbs=scene.breadcrumbs(link),
        partnership=scene.partnership.title,
        values={
            **page.values,
            "files": (LinkView("This report as a Word file", file),),
            "script": link("assets/chart.js") if has_chart else "",
        },
    )


def report_to_print(report: Report, site: str) -> Page:
    """Return the page of a report for a print of its own; links to the site need its address in `site`."""

    def link(goal: str) -> str:
        return f"{site.rstrip('/')}/{goal}" if site else ""

    return _page(report, addresses.HOME, link)


def report_tables(report: Report, link: LinkTo) -> Iterator[tuple[str, views.TableView]]:
    """Yield each table of a report with the name of its part."""
    for block in report.blocks:
        if isinstance(block, TableBlock):
            yield _part(report, block), _table(block, link)


def tables_of_reports(scene: Scene) -> Iterator[tuple[str, views.TableView]]:
    """Yield each table of a partnership's reports with the name of its part."""
    for report in scene.reports:
        address = scene.addresses.report(report.year)
        yield from report_tables(report, lambda goal, start=address: addresses.relative(start, goal))  # type: ignore[misc]


def _page(report: Report, address: str, link: LinkTo) -> Page:
    def written(goal: str) -> str:
        return goal if not goal or goal.startswith("https://") else link(goal)

    sections = tuple(
        {
            "mark": Markup("#" * (level + 1)),  # noqa: S704 -- nothing but signs of our own
            "heading": section.heading,
            "anchor": section.anchor,
            "is_appendix": section.is_appendix,
            "is_main": level == 1,
            "body": _body(report, section.blocks, written),
        }
        for level, section in report.walk()
    )
    return Page(
        address=address,
        template="report.md.jinja",
        title=report.title,
        description=f"What changed in {report.author}, what was promised and what it cost: the annual report of "
        f"{report.year}, with what was published by {wording.day(report.day)}.",
        values={
            "title": report.title,
            "opening": _body(report, report.opening, written),
            "sections": sections,
            "files": (),
            "script": "",
        },
    )


def _body(
    report: Report, blocks: tuple[ParagraphBlock | ListBlock | TableBlock | ChartBlock, ...], link: LinkTo
) -> Markup:
    return Markup("\n").join(_block(report, block, link) for block in blocks)


def _block(report: Report, block: ParagraphBlock | ListBlock | TableBlock | ChartBlock, link: LinkTo) -> Markup:
    match block:
        case ParagraphBlock(content=content):
            return begins_line(_words(content, link)) + "\n"
        case ListBlock(items=items, numbered=numbered):
            mark = _NUMBER if numbered else _BULLET
            return Markup().join(mark + begins_line(_words(item, link)) + "\n" for item in items)
        case TableBlock():
            return _TABLE.format(_part(report, block))
        case ChartBlock(number=number, caption=caption, identifier=identifier, source=source):
            return _CHART.format(number, escaped(caption), identifier, escaped(source))


def _words(content: tuple[TextSpan, ...], link: Callable[[str], str]) -> Markup:
    return Markup().join(_span(span, link) for span in content)


def _span(span: TextSpan, link: Callable[[str], str]) -> Markup:
    words = inline(span.text)
    if span.strong:
        words = Markup("<strong>{}</strong>").format(words)
    if span.emphasis:
        words = Markup("<em>{}</em>").format(words)
    href = link(span.goal)
    return Markup('<a href="{}">{}</a>').format(escaped(href), words) if href else words


def _part(report: Report, table: TableBlock) -> str:
    return f"tables/reports/{report.name}-{table.number}.html"


def _table(table: TableBlock, link: LinkTo) -> views.TableView:
    rows = [[CellView(span.text, _href(span.goal, link)) for span in row] for row in table.rows]
    return views.table(f"Table {table.number}. {table.caption}", table.columns, rows, sorted(table.numeric))


def _href(goal: str, link: LinkTo) -> str:
    return goal if not goal or goal.startswith("https://") else link(goal)
