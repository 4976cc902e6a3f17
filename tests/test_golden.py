"""A whole small package in, the expected files out: pages, downloads and drawings, to the letter.

Run `make golden` after a change that is meant, and read the difference before committing it.
"""

from pathlib import Path

import pytest

from builder import pipeline
from builder.charts import Painter
from builder.charts.marks import values
from builder.model.settings import Settings
from builder.pages import picture_captions, render_tables
from builder.pipeline.building import Folders, assemble, figures_by_name, paint, set_scenes, text_parts
from builder.project.words import words_of
from builder.tables import package_files
from tests.projects import root

SOUND = Path("tests/broken/_sound")
GOLDEN = Path("tests/golden")
WORDS = {
    "about",
    "accessibility",
    "help",
    "methods",
    "privacy",
    "publish",
    "respond",
    "glossary",
    "assets",
    "dictionary",
    "schemas",
    "find.json",
}
"""Pages that do not come from the package."""


@pytest.fixture(scope="module")
def site():
    return pipeline.check(SOUND).site


@pytest.fixture(scope="module")
def scenes(site):
    return set_scenes(site)


@pytest.fixture(scope="module")
def files(site, scenes):
    """Every page and download in text form that comes from the package, by path."""
    assembly = assemble(site, scenes, Folders(root(), SOUND, root() / "build", root() / "site"))
    everything = (*assembly.files, *package_files.export(site))
    texts = [artefact for artefact in everything if artefact.path.endswith((".md", ".csv", ".json", ".ics"))]
    # This one holds the checksum of the database, which another version of SQLite writes in other bytes.
    mine = [a for a in texts if not WORDS & set(a.path.split("/")) and a.path != "data/datapackage.json"]
    return {a.path: a.content.decode("utf-8") for a in mine if "national-framework" not in a.path}


def test_one_partnership_is_the_home_page(files):
    assert "# Riverside" in files["index.md"]


def test_pages_and_downloads_are_as_expected(files, golden):
    for path, text in files.items():
        golden(GOLDEN / "site" / path, text.replace("\r\n", "\n"))


def test_no_expected_file_is_gone(files):
    expected = {path.relative_to(GOLDEN / "site").as_posix() for path in (GOLDEN / "site").rglob("*") if path.is_file()}
    assert expected - files.keys() == set()


def test_tables_of_figures_are_as_expected(scenes, golden):
    for name, table in render_tables(scenes, words_of(root())).items():
        golden(GOLDEN / name, table)


def test_timeline_is_as_expected(scenes, golden):
    name = "charts/riverside-timeline.html"
    golden(GOLDEN / name, text_parts(scenes, Folders(root(), SOUND, root() / "build", root() / "site"))[name] + "\n")


def test_drawings_are_as_expected(scenes, golden, tmp_path):
    figures = figures_by_name(scenes)
    with Painter(tmp_path) as painter:
        painter.start(figure for _, figure in figures.values())
        for artefact in paint(figures, picture_captions(scenes), painter, Settings()).files:
            if artefact.path.endswith(".svg"):
                golden(GOLDEN / "charts" / Path(artefact.path).name, artefact.content.decode("utf-8"))


def test_words_of_marks_are_as_expected(scenes, golden):
    said = [
        f"{identifier}, {place}: {words}\n"
        for identifier, (_, figure) in figures_by_name(scenes).items()
        for place, words in values(figure)
    ]
    golden(GOLDEN / "charts" / "values.txt", "".join(said))
