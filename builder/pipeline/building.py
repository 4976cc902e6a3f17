"""The second half of the pipeline: assemble, publish, draw, finish, swap."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from builder.analysis.partnerships import shared_metrics
from builder.analysis.publication import Publication
from builder.charts.figures import Drawable
from builder.charts.figures.comparison import comparison_figures
from builder.charts.figures.metric import Caption, Figure, figures_of
from builder.charts.figures.timeline import timeline_of
from builder.intake.workbook.layout import book_of_package
from builder.model import addresses
from builder.model.artefact import Artefact, NavigationEntry, text_artefact
from builder.model.measures import Site
from builder.model.settings import SETTINGS_FILE, Settings
from builder.pipeline.words import evidence_of
from builder.project.words import WORDS_FOLDER, Words, shown, words_of
from builder.report import ChartBlock as ReportFigure
from builder.report import reports_of

if TYPE_CHECKING:
    from builder.charts import Painter
    from builder.pages import Scene

Progress = Callable[[str], None]
"""Told what is being done, in a few words."""


@dataclass(frozen=True)
class Folders:
    """Where a build reads and writes."""

    root: Path
    """The project: datasets, words and the publisher's configuration."""
    datasets: Path
    build: Path
    site: Path

    @property
    def settings(self) -> Path:
        """The file of settings."""
        return self.root / SETTINGS_FILE

    @property
    def words(self) -> Words:
        """Templates, hand-written pages, styles."""
        return words_of(self.root)

    @property
    def kept(self) -> Mapping[Path, str]:
        """The folders that nothing may be put into, with what they are."""
        return {
            self.datasets: "the folder of data packages",
            self.root / WORDS_FOLDER: "the folder of words",
            self.root / "builder": "the folder of the program",
            Path(__file__).parents[1]: "the folder of the program",
            self.build: "the folder that builds work in",
            self.root / ".git": "the folder in which git keeps the history",
        }

    @property
    def docs(self) -> Path:
        """The assembled tree that the publisher reads."""
        return self.build / "docs"

    @property
    def charts(self) -> Path:
        """The drawings of earlier builds."""
        return self.build / "charts"

    @property
    def configuration(self) -> Path:
        """The publisher's configuration of this build."""
        return self.build / "mkdocs.yml"


@dataclass(frozen=True)
class Built:
    """What a build made."""

    pages: int
    charts: int
    charts_drawn: int
    """How many charts were not in the cache."""


@dataclass(frozen=True)
class Assembly:
    """What the publisher reads."""

    files: tuple[Artefact, ...]
    pages: int
    navigation: tuple[NavigationEntry, ...]
    timestamp: int
    """The date that the site is about, in seconds, which stands for the time of building."""

    @property
    def addresses(self) -> list[str]:
        """The address of each page."""
        return [file.path.removesuffix("index.md") for file in self.files if file.path.endswith(".md")]


@dataclass(frozen=True)
class Parts:
    """Drawn charts: as parts of pages by name, and as files to download or to share."""

    texts: Mapping[str, str]
    files: tuple[Artefact, ...]


Figures = Mapping[str, tuple[str, Figure]]
"""The figures of a site by their name on it: package and facts."""

Captions = Mapping[str, Caption]
"""The words of each figure's picture, by the same name."""


def build(
    site: Site, folders: Folders, progress: Progress, *, for_disk: bool = False, published: Collection[str] = ()
) -> Built:
    """Build the site and put it in its place in one swap; `for_disk`, so that it opens without a server.

    Charts are drawn while the pages are written and MkDocs builds them, and the long tables and the
    downloads are made meanwhile, since all of these are put in afterwards. Of the addresses that were `published`
    before, each must still be there, or be among the site's redirects.

    Raises:
        LostAddress: It is not.
        SiteNotBuilt: MkDocs refused.
        BrokenSite: A finished page has a fault, or is missing.
        HiddenFigureShown: A number stands in the place of a hidden figure.
        NotOurs: Something stands in the place of the site that no build made.
    """
    # Imported here, so that checking starts without what only building needs.
    from builder import publishing
    from builder.charts import Painter
    from builder.disclosure.output.finished import inspect
    from builder.pages import picture_captions
    from builder.publishing import writing
    from builder.tables import package_files

    progress("Writing the pages")
    scenes = set_scenes(site)
    figures = figures_by_name(scenes)
    captions = picture_captions(scenes)
    with writing.passing_folder(folders.build) as aside, Painter(folders.charts) as painter:
        charts = (*(figure for _, figure in figures.values()), *charts_of_pages(scenes).values())
        drawn = painter.start(charts)
        painter.start_pictures((figure, captions[name]) for name, (_, figure) in figures.items())
        assembly = assemble(site, scenes, folders)
        docs, new_site = aside / "docs", aside / "site"
        writing.write(assembly.files, docs)
        publishing.write_configuration(folders.root, docs, assembly.navigation, folders.configuration, site.settings)

        progress("Building the site and drawing the charts")
        mkdocs = publishing.MkDocs(folders.configuration, new_site, assembly.timestamp)
        try:
            texts = text_parts(scenes, folders)
            exports = package_files.export(site, [scene.publication for scene in scenes])
            exports += workbooks(site)
            parts = paint(figures, captions, painter, site.settings)
            reports = paint_reports(scenes, painter, site.settings.address)
            visited = publishing.visitors_files(site, assembly.addresses)
            mkdocs.wait()
        finally:
            mkdocs.stop()

        progress("Putting the charts in and checking every link")
        for folder in (docs, new_site):
            writing.write((*parts.files, *reports.files, *exports, *visited), folder)
        # That of MkDocs says of each page the same day, and holds what ours says rightly.
        (new_site / "sitemap.xml.gz").unlink(missing_ok=True)
        names = [partnership.name for partnership in site.partnerships]
        publishing.keep_addresses(new_site, published, site.redirects, names)
        try:
            publishing.finish(new_site, {**texts, **parts.texts, **reports.texts})
        except publishing.BrokenSite as fault:
            raise publishing.BrokenSite([_explained(one, folders.words) for one in fault.faults]) from fault
        inspect(site, new_site, figures.values())
        _refuse_missing_pages(assembly, new_site)
        if for_disk:
            publishing.name_files(new_site)
        writing.mark(new_site)
        writing.swap(docs, folders.docs, folders.build)
        writing.swap(new_site, folders.site, folders.build)
    return Built(assembly.pages, len(figures), drawn)


def _explained(fault: str, words: Words) -> str:
    """Return a fault of a finished page with the file to mend, or with whose fault it is."""
    page = f"pages/{fault.partition('/')[0]}.md"
    if words.holds(page):
        return f"{shown(page)}, which becomes {fault}. Mend the words there."
    return f"{fault}. If no narrative or page says it, it is a fault of the program: please report it."


def _refuse_missing_pages(assembly: Assembly, site: Path) -> None:
    """Compare the pages that were assembled with those that are there.

    Raises:
        BrokenSite: Some are missing, as when something else changes the folder during a build.
    """
    from builder.publishing import BrokenSite

    pages = (file.path.removesuffix(".md") + ".html" for file in assembly.files if file.path.endswith(".md"))
    missing = [path for path in (*pages, "404.html") if not (site / path).is_file()]
    if missing:
        raise BrokenSite([f"{path}: the page is missing" for path in missing])


def set_scenes(site: Site) -> "tuple[Scene, ...]":
    """Return what the pages of each partnership draw on."""
    from builder.pages import Scene

    publications = [Publication(partnership, partnership.day) for partnership in site.partnerships]
    published = [(one.partnership, one.summaries) for one in publications]
    shared = {one.summary.metric.metric: one for one in shared_metrics(published)}
    scenes = []
    for one in publications:
        figures = {metric: figures_of(summary) for metric, summary in one.by_metric.items()}
        scenes.append(Scene(site, one, figures, reports_of(site, one.partnership), shared))
    return tuple(scenes)


def figures_by_name(scenes: "tuple[Scene, ...]") -> Figures:
    """Return every figure of the site."""
    own = [
        (scene.partnership.name, figure)
        for scene in scenes
        for figures in (*scene.figures.values(), scene.money_figures)
        for figure in figures
    ]
    compared = [(addresses.COMPARED, figure) for figure in comparison_figures(scenes[0].shared.values())]
    return {figure.identifier(package): (package, figure) for package, figure in (*own, *compared)}


def assemble(site: Site, scenes: "tuple[Scene, ...]", folders: Folders) -> Assembly:
    """Return every page of a site, with the styles and scripts that they use.

    Raises:
        BrokenSite: The record on accessibility has a fault, or two pages have one address.
    """
    from builder.pages import navigation, render_pages
    from builder.publishing import BrokenSite

    evidence, problems = evidence_of(folders.words)
    if evidence is None:
        raise BrokenSite([str(problem) for problem in problems])
    pages = render_pages(site, scenes, folders.words, evidence)
    twice = [path for path, number in Counter(page.path for page in pages).items() if number > 1]
    if twice:
        raise BrokenSite([f"{path}: two pages have this address. Please report it" for path in twice])
    return Assembly(
        files=(*pages, *assets(folders.words, site.settings)),
        pages=sum(page.path.endswith(".md") for page in pages),
        navigation=navigation(site, scenes, folders.words),
        timestamp=int(datetime.combine(site.day, time(), UTC).timestamp()),
    )


def text_parts(scenes: "tuple[Scene, ...]", folders: Folders) -> dict[str, str]:
    """Return the parts of pages that need no painter, by name: long tables, timelines, what programs read."""
    from builder.charts import draw_timeline
    from builder.pages import TIMELINE, render_tables
    from builder.tables import linked_data

    parts = render_tables(scenes, folders.words)
    parts |= linked_data.page_parts(scenes[0].site, [scene.publication for scene in scenes])
    for scene in scenes:
        timeline = timeline_of(scene.partnership, scene.actions, scene.partnership.day)
        if timeline:
            parts[TIMELINE.format(scene.partnership.name)] = draw_timeline(timeline, scene.addresses)
    return parts


def paint(figures: Figures, captions: Captions, painter: "Painter", settings: Settings) -> Parts:
    """Return every figure drawn, and the pictures to share."""
    from builder.charts import spark
    from builder.pages import site_caption

    texts = {
        part: spark(row)
        for package, figure in figures.values()
        if not figure.breakdown
        for part, row in figure.sparks(package)
    }
    files = [Artefact(addresses.PREVIEW, painter.card(site_caption(settings)))]
    for identifier, (package, figure) in figures.items():
        texts[f"charts/{identifier}.svg"] = painter.paint_for_page(figure, identifier)
        address = addresses.chart_file(package, figure.metric.metric, figure.name)
        files.append(text_artefact(address, painter.standing_alone(painter.paint(figure, identifier))))
        address = addresses.picture_file(package, figure.metric.metric, figure.name)
        files.append(Artefact(address, painter.picture(figure, captions[identifier])))
        address = addresses.specification_file(package, figure.metric.metric, figure.name)
        files.append(Artefact(address, painter.specification(figure)))
    return Parts(texts, tuple(files))


def workbooks(site: Site) -> list[Artefact]:
    """Return the workbook of each partnership, for the officers who change its tables."""
    from builder.intake.workbook.writing import workbook

    packages = [partnership.package for partnership in site.partnerships]
    return [
        Artefact(addresses.workbook_file(package.name), workbook(book_of_package(package, site.framework)))
        for package in packages
    ]


def charts_of_pages(scenes: "tuple[Scene, ...]") -> dict[str, Drawable]:
    """Return every chart without files of its own by its name on the site: pictures, and those of annual reports."""
    of_reports = {
        block.identifier: block.chart
        for scene in scenes
        for report in scene.reports
        for block in report.blocks
        if isinstance(block, ReportFigure)
    }
    return {**of_reports, **{name: picture for scene in scenes for name, picture in scene.pictures.items()}}


def paint_reports(scenes: "tuple[Scene, ...]", painter: "Painter", address: str) -> Parts:
    """Return the charts that only pages hold drawn, and the annual reports as Word files."""
    from builder.report.word import word_file

    texts = {
        f"charts/{name}.svg": painter.paint_for_page(chart, name) for name, chart in charts_of_pages(scenes).items()
    }
    files = (
        Artefact(
            scene.addresses.report_file(report.year, f"{report.name}.docx"),
            word_file(report, lambda one: painter.bitmap(one.chart), address),
        )
        for scene in scenes
        for report in scene.reports
    )
    return Parts(texts, tuple(files))


def assets(words: Words, settings: Settings) -> list[Artefact]:
    """Return the styles, scripts and pictures that every page uses, in the colour of the site."""
    from builder.publishing import own_colours

    files = {name: _with_unix_lines(path.read_bytes()) for name, path in words.files("assets/**/*")}
    files[addresses.STYLES] += own_colours(settings.accent_colour).encode()
    return [Artefact(path, content) for path, content in files.items()]


def _with_unix_lines(content: bytes) -> bytes:
    """Return a text with the line ends that it has in the repository, also where git gave it those of Windows."""
    return content if b"\0" in content else content.replace(b"\r\n", b"\n")
