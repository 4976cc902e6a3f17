"""The second half of the pipeline: assemble, publish, draw, finish, swap."""

from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, time
from multiprocessing import get_context
from pathlib import Path

from builder.artefacts import Artefact, NavigationEntry, text_artefact
from builder.figures import Figure, figures_of
from builder.model import Site
from builder.statistics import metric_summaries

Progress = Callable[[str], None]
"""Told what is being done, in a few words."""

_WORKERS_FROM = 60
"""How many charts to draw make a second process worth its start."""


@dataclass(frozen=True)
class Folders:
    """Where a build reads and writes."""

    root: Path
    """The project: datasets, words and the publisher's configuration."""
    datasets: Path
    build: Path
    site: Path

    @property
    def words(self) -> Path:
        """Templates, hand-written pages, styles."""
        return self.root / "site_src"

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
    """Everything but the charts: what the publisher reads, and what is still to be drawn."""

    files: tuple[Artefact, ...]
    pages: int
    navigation: tuple[NavigationEntry, ...]
    figures: Mapping[str, tuple[str, Figure]]
    """By the figure's name on the site: its package and its facts."""
    timestamp: int
    """The date that the site is about, in seconds, which stands for the time of building."""


@dataclass(frozen=True)
class Parts:
    """Drawn charts: as parts of pages by name, and as files to download."""

    texts: Mapping[str, str]
    files: tuple[Artefact, ...]
    drawn: int
    """How many were not in the cache."""


def build(site: Site, folders: Folders, progress: Progress) -> Built:
    """Build the site and put it in its place in one swap.

    Charts are drawn while MkDocs builds the pages, since they are put in afterwards.

    Raises:
        SiteNotBuilt: MkDocs refused.
        BrokenSite: A finished page has a fault.
    """
    # Imported here, so that checking starts without what only building needs.
    from builder import publishing, writing

    progress("Writing the pages")
    assembly = assemble(site, folders)
    docs = writing.fresh(folders.build / "docs.new")
    writing.write(assembly.files, docs)
    publishing.write_configuration(folders.root, docs, assembly.navigation, folders.configuration)

    progress("Building the site and drawing the charts")
    new_site = writing.fresh(folders.build / "site.new")
    mkdocs = publishing.MkDocs(folders.configuration, new_site, assembly.timestamp)
    try:
        parts = paint(assembly.figures, folders.charts)
        mkdocs.wait()
    finally:
        mkdocs.stop()

    progress("Putting the charts in and checking every link")
    writing.write(parts.files, docs)
    writing.write(parts.files, new_site)
    publishing.finish(new_site, parts.texts)
    writing.swap(docs, folders.docs)
    writing.swap(new_site, folders.site)
    return Built(assembly.pages, len(parts.texts), parts.drawn)


def assemble(site: Site, folders: Folders) -> Assembly:
    """Return every page and download of a site, and the figures that belong in them."""
    from builder import downloads
    from builder.pages import Scene, navigation, render_pages

    scenes = []
    for partnership in site.partnerships:
        summaries = {summary.metric.metric: summary for summary in metric_summaries(partnership)}
        figures = {metric: figures_of(summary) for metric, summary in summaries.items()}
        scenes.append(Scene(site, partnership, summaries, figures))
    pages = render_pages(site, tuple(scenes), folders.words)
    return Assembly(
        files=(*pages, *downloads.export(site), *_assets(folders.words)),
        pages=len(pages),
        navigation=navigation(site, tuple(scenes), folders.words),
        figures={
            figure.identifier(scene.partnership.name): (scene.partnership.name, figure)
            for scene in scenes
            for figures in scene.figures.values()
            for figure in figures
        },
        timestamp=int(datetime.combine(site.published, time(), UTC).timestamp()),
    )


def paint(figures: Mapping[str, tuple[str, Figure]], cache: Path) -> Parts:
    """Return every figure drawn, taking from the cache what was drawn before."""
    from builder import addresses
    from builder.charts import Painter, draw

    painter = Painter(cache)
    specifications = {identifier: draw(figure) for identifier, (_, figure) in figures.items()}
    missing = painter.missing(specifications.values())
    if len(missing) >= _WORKERS_FROM:
        # Drawing holds the interpreter's lock, so threads would gain nothing; a forked copy would hang.
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            list(pool.map(painter.remember, missing, chunksize=8))
    texts: dict[str, str] = {}
    files = []
    for identifier, (package, figure) in figures.items():
        svg = painter.paint(specifications[identifier], identifier, figure.title, figure.text_alternative)
        texts[f"charts/{identifier}.svg"] = svg
        address = addresses.chart_file(package, figure.metric.metric, figure.name)
        files.append(text_artefact(address, painter.standing_alone(svg)))
    return Parts(texts, tuple(files), len(missing))


def _assets(words: Path) -> list[Artefact]:
    """Return the styles, scripts and pictures that every page uses."""
    folder = words / "assets"
    return [
        Artefact(f"assets/{path.relative_to(folder).as_posix()}", path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
