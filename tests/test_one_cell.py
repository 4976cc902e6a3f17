"""The same cell gives the sentence, chart, table, CSV, text alternative and search: one change moves them all."""

import csv
import html
import io
import json
import re
import zipfile

import pytest

from builder import pipeline
from tests.projects import root
from tests.sound_example import edit, lay_out

OLD, NEW = "1310", "1873"
ROW = "adults-in-treatment,riverside,,,2023-04-01,P1Y,stated,2023/24,{},"
CLAIMS = "  - name: claims\n    path: claims.csv\n"
METRIC_PAGE = "metrics/adults-in-treatment/index.html"


def number(digits):
    """Return what finds a number, with and without its comma, that is not a part of another."""
    return re.compile(rf"(?<![\w.-]){digits[0]},?{digits[1:]}(?![\w-])")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The sound example with one cell changed, built."""
    folder = tmp_path_factory.mktemp("one-cell")
    package = lay_out(folder) / "riverside"
    edit(package / "observations.csv", ROW.format(OLD), ROW.format(NEW))
    # What a report once printed does not follow the data: that is its purpose.
    edit(package / "datapackage.yaml", CLAIMS, "")
    (package / "claims.csv").unlink()
    checked = pipeline.check(folder / "datasets")
    assert checked.problems == ()
    folders = pipeline.Folders(root(), folder / "datasets", folder / "build", folder / "site")
    pipeline.build(checked.site, folders, lambda _: None)
    return folders.site


def text_of(path):
    """Return the text of a file of the site; of an archive, that of all its files."""
    if path.suffix in {".zip", ".docx"}:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if not name.endswith(".png")]
            return "\n".join(archive.read(name).decode("utf-8") for name in names)
    # The database holds its texts as they are, between bytes that are none.
    return path.read_bytes().decode("utf-8", "replace")


def page(built, path):
    return (built / path).read_text("utf-8")


def between(text, start, end):
    """Return the parts of a text from `start` to the next `end`."""
    return re.findall(f"{start}.*?{end}", text, re.DOTALL)


def narrative(built):
    (section,) = between(page(built, "index.html"), 'id="in-words"', "</p>")
    return section


def finding(built):
    (heading,) = between(page(built, METRIC_PAGE), 'id="areas"', "</h2>")
    return heading


def text_alternative(built):
    _, wide = between(page(built, METRIC_PAGE), "<svg[^>]*role=", "</svg>")
    return " ".join(between(wide, "<title", "</title>") + between(wide, "<desc", "</desc>"))


def marks(built):
    _, wide = between(page(built, METRIC_PAGE), "<svg[^>]*role=", "</svg>")
    return re.sub(r"<(title|desc).*?</\1>", "", wide, flags=re.DOTALL)


def table(built):
    return " ".join(between(page(built, METRIC_PAGE), "<tbody", "</tbody>"))


def index(built):
    pages = json.loads((built / "find.json").read_text("utf-8"))["pages"]
    mine = [page for page in pages if page["location"].rstrip("/") not in HAND_WRITTEN]
    return " ".join(f"{page['title']} {page['text']}" for page in mine)


HAND_WRITTEN = {path.stem for path in (root() / "site_src" / "pages").glob("*.md")}
PLACES = {
    "sentence of the narrative": narrative,
    "finding of the metric": finding,
    "marks of the chart": marks,
    "text alternative of the chart": text_alternative,
    "table of the figures": table,
    "chart as a picture": lambda site: page(site, "data/riverside/charts/adults-in-treatment-areas.svg"),
    "file of the metric": lambda site: page(site, "data/riverside/metrics/adults-in-treatment.csv"),
    "table of observations": lambda site: page(site, "data/riverside/observations.csv"),
    "package as one file": lambda site: text_of(site / "data/riverside/riverside.zip"),
    "page of the outcome": lambda site: page(site, "outcomes/increase-treatment/index.html"),
    "page of the area": lambda site: page(site, "areas/riverside/index.html"),
    "annual report": lambda site: page(site, "report/2024/index.html"),
    "annual report as a Word file": lambda site: text_of(site / "report/2024/riverside-2024.docx"),
    "search": index,
}


@pytest.mark.parametrize("place", PLACES)
def test_changed_cell_shows_in_the(place, built):
    assert number(NEW).search(html.unescape(PLACES[place](built)))


def test_old_number_is_nowhere_on_the_site(built):
    # Pages that are written by hand show examples of their own, in the search too; assets are the theme's.
    others = {"assets", *HAND_WRITTEN}
    paths = [p for p in built.rglob("*") if p.is_file() and not others & {*p.relative_to(built).parts}]
    texts = {path: text_of(path) for path in paths if path.suffix not in {".gz", ".png", ".ico"}}
    texts[built / "find.json"] = index(built)
    assert [path for path, text in texts.items() if number(OLD).search(html.unescape(text))] == []


def test_change_is_worked_out_anew_in_the_narrative(built):
    assert "up 56.1%" in narrative(built)


def test_narrative_in_the_package_is_as_it_was_written(built):
    with zipfile.ZipFile(built / "data/riverside/riverside.zip") as archive:
        assert "{value: adults-in-treatment}" in archive.read("riverside/narrative/overview.md").decode()
        rows = csv.DictReader(io.StringIO(archive.read("riverside/observations.csv").decode("utf-8")))
        assert NEW in {row["value"] for row in rows}
