"""The pipeline for one annual report: a Word file, and a PDF file where a browser is there to print it."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from builder.model.measures import Partnership, Site
from builder.model.settings import Settings
from builder.pipeline.building import Folders, Progress, assets
from builder.report import ChartBlock, Report, report_of


@dataclass(frozen=True)
class Asked:
    """Which report is asked for, and what can print it."""

    partnership: Partnership
    year: int
    browser: str | None
    """The path of a browser; None where none was found."""


@dataclass(frozen=True)
class Reported:
    """The files of a report."""

    word: Path
    pdf: Path | None
    without_pdf: str
    """Why there is no PDF file, as a sentence; empty where there is one."""


def report(site: Site, asked: Asked, folders: Folders, progress: Progress) -> Reported:
    """Write the annual report of a partnership for a year into build/reports.

    Raises:
        SiteNotBuilt: MkDocs refused.
        HiddenFigureShown: A number stands in the place of a hidden figure.
    """
    from builder import publishing
    from builder.charts import Painter
    from builder.disclosure.output.finished import inspect
    from builder.publishing import writing
    from builder.report.word import word_file

    progress("Working out the report")
    made = report_of(site, asked.partnership, asked.year)
    files = folders.build / "reports"
    files.mkdir(parents=True, exist_ok=True)
    unseen = writing.fresh(folders.build / "print" / "unseen")
    with Painter(folders.charts) as painter:
        progress("Writing the Word file")
        charts = {block.identifier: block.chart for block in made.blocks if isinstance(block, ChartBlock)}
        painter.start(charts.values())
        content = word_file(made, lambda one: painter.bitmap(one.chart), site.settings.address)
        drawn = {f"charts/{name}.svg": painter.paint_for_page(chart, name) for name, chart in charts.items()}
    word, pdf = files / f"{made.name}.docx", files / f"{made.name}.pdf"
    written = unseen / word.name
    written.write_bytes(content)
    inspect(site, unseen, ((asked.partnership.name, chart) for chart in charts.values()))
    written.replace(word)
    # What an earlier run printed may not be this report.
    pdf.unlink(missing_ok=True)
    if asked.browser is None:
        return Reported(word, None, "There is no PDF file: no Chromium, Chrome or Edge was found to print it.")
    progress("Printing the PDF file")
    try:
        publishing.print_page(asked.browser, _page(made, drawn, site.settings, folders), made.day, pdf)
    except publishing.NotPrinted as fault:
        return Reported(word, None, f"There is no PDF file: {fault}")
    return Reported(word, pdf, "")


def _page(made: Report, drawn: dict[str, str], settings: Settings, folders: Folders) -> Path:
    """Build the page of one report alone, with the styles of the site, and return its file."""
    from builder import publishing
    from builder.model.artefact import NavigationEntry
    from builder.pages import render_report
    from builder.publishing import writing

    page, tables = render_report(made, settings.address, folders.words)
    folder = folders.build / "print"
    docs, site = writing.fresh(folder / "docs"), writing.fresh(folder / "site")
    writing.write((page, *assets(folders.words, settings)), docs)
    configuration = folder / "mkdocs.yml"
    navigation = (NavigationEntry(made.title, page.path),)
    publishing.write_configuration(folders.root, docs, navigation, configuration, settings)
    timestamp = int(datetime.combine(made.day, time(), UTC).timestamp())
    publishing.MkDocs(configuration, site, timestamp).wait()
    return publishing.finish_alone(site, {**tables, **drawn})
