"""Knows the order of the stages, and is the only module that knows more than one of them."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, time
from multiprocessing import get_context
from pathlib import Path

from builder.artefacts import Artefact, text_artefact
from builder.checking import find_problems, parse
from builder.figures import Figure, figures_of
from builder.model import Site
from builder.problems import Level, Problem, sorted_problems
from builder.reading import read
from builder.statistics import metric_summaries

Progress = Callable[[str], None]
"""Told what is being done, in a few words."""

_WORKERS_FROM = 60
"""How many charts to draw make a second process worth its start."""


@dataclass(frozen=True)
class Checked:
    """What checking gives: the problems and, where none is an error, the trusted model."""

    packages: int
    """How many packages were checked."""
    problems: tuple[Problem, ...]
    site: Site | None


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


@dataclass(frozen=True)
class Built:
    """What a build made."""

    pages: int
    charts: int
    charts_drawn: int
    """How many charts were not in the cache."""


def package_names(datasets: Path) -> tuple[str, ...]:
    """Return the names of the package folders, in alphabetical order."""
    return tuple(sorted(path.name for path in datasets.iterdir() if path.is_dir() and path.name[0] != "."))


def check(datasets: Path, only: frozenset[str] = frozenset()) -> Checked:
    """Read and check every package of a folder.

    With `only`, problems of other packages are left out: they were not asked for.
    """
    names = package_names(datasets)
    packages, problems = [], []
    for name in names:
        package, found = read(datasets / name, f"{datasets.name}/{name}")
        packages.append(package)
        problems += found
    problems += find_problems(packages)
    asked = only or frozenset(names)
    prefixes = tuple(f"{datasets.name}/{name}/" for name in asked)
    shown = sorted_problems(
        problem
        for problem in problems
        if problem.place.path == datasets.name or problem.place.path.startswith(prefixes)
    )
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    return Checked(len(asked), shown, None if errors else parse(packages))


def build(site: Site, folders: Folders, progress: Progress) -> Built:
    """Build the site and put it in its place in one swap.

    Charts are drawn while MkDocs builds the pages, since they are put in afterwards.

    Raises:
        SiteNotBuilt: MkDocs refused.
        BrokenSite: A finished page has a fault.
    """
    # Imported here, so that checking starts without what only building needs.
    from builder import downloads, publishing, writing
    from builder.pages import Scene, navigation, render_pages

    progress("Working out the figures")
    scenes = []
    for partnership in site.partnerships:
        summaries = {summary.metric.metric: summary for summary in metric_summaries(partnership)}
        figures = {metric: figures_of(summary) for metric, summary in summaries.items()}
        scenes.append(Scene(site, partnership, summaries, figures))

    progress("Writing the pages")
    pages = render_pages(site, tuple(scenes), folders.words)
    docs = writing.fresh(folders.build / "docs.new")
    writing.write((*pages, *downloads.export(site), *_assets(folders.words)), docs)
    configuration = folders.build / "mkdocs.yml"
    publishing.write_configuration(
        folders.root, docs, navigation(site, tuple(scenes), folders.words), configuration
    )

    progress("Building the site and drawing the charts")
    new_site = writing.fresh(folders.build / "site.new")
    timestamp = int(datetime.combine(site.published, time(), UTC).timestamp())
    mkdocs = publishing.MkDocs(configuration, new_site, timestamp)
    try:
        parts, drawn = _paint(
            {
                figure.identifier(scene.partnership.name): (scene.partnership.name, figure)
                for scene in scenes
                for figures in scene.figures.values()
                for figure in figures
            },
            folders.build / "charts",
        )
        mkdocs.wait()
    finally:
        mkdocs.stop()

    progress("Putting the charts in and checking every link")
    writing.write(parts.files, docs)
    writing.write(parts.files, new_site)
    publishing.finish(new_site, parts.texts)
    writing.swap(docs, folders.docs)
    writing.swap(new_site, folders.site)
    return Built(len(pages), len(parts.texts), drawn)


@dataclass(frozen=True)
class _Parts:
    """Drawn charts: as parts of pages by name, and as files to download."""

    texts: dict[str, str]
    files: tuple[Artefact, ...]


def _paint(figures: dict[str, tuple[str, Figure]], cache: Path) -> tuple[_Parts, int]:
    """Draw every figure that the cache does not hold, and return all of them with the number drawn."""
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
    return _Parts(texts, tuple(files)), len(missing)


def _assets(words: Path) -> list[Artefact]:
    """Return the styles, scripts and pictures that every page uses."""
    folder = words / "assets"
    return [
        Artefact(f"assets/{path.relative_to(folder).as_posix()}", path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
