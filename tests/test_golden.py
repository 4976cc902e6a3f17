"""A whole small package in, the expected files out: pages, downloads and a drawing, to the letter.

Run `make golden` after a change that is meant, and read the difference before committing it.
"""

from pathlib import Path

import pytest

from builder import pipeline
from builder.pipeline.building import Folders, assemble, paint

ROOT = Path.cwd()
SOUND = Path("tests/broken/_sound")
GOLDEN = Path("tests/golden")
WORDS = {"about", "accessibility", "help", "methods", "privacy", "respond", "glossary", "assets"}
"""Pages that do not come from the package."""


@pytest.fixture(scope="module")
def assembly():
    """Everything that a site with one partnership is made of."""
    site = pipeline.check(SOUND).site
    return assemble(site, Folders(ROOT, SOUND, ROOT / "build", ROOT / "site"))


@pytest.fixture(scope="module")
def files(assembly):
    """Every page and download in text form, by path."""
    texts = [artefact for artefact in assembly.files if artefact.path.endswith((".md", ".csv", ".json"))]
    return {a.path: a.content.decode("utf-8") for a in texts if a.path.split("/")[0] not in WORDS}


def test_one_partnership_is_the_home_page(files):
    assert "# Riverside" in files["index.md"]


def test_pages_and_downloads_are_as_expected(files, golden):
    for path, text in files.items():
        if "national-framework" not in path and "dictionary" not in path:
            golden(GOLDEN / "site" / path, text)


def test_no_expected_file_is_gone(files):
    expected = {path.relative_to(GOLDEN / "site").as_posix() for path in (GOLDEN / "site").rglob("*") if path.is_file()}
    assert expected - files.keys() == set()


def test_drawings_are_as_expected(assembly, golden, tmp_path):
    for artefact in paint(assembly.figures, tmp_path).files:
        golden(GOLDEN / "charts" / Path(artefact.path).name, artefact.content.decode("utf-8"))
