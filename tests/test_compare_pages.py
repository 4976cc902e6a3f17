"""A site of several partnerships sets them side by side; a site of one knows nothing of it."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Resource, Schema

from builder import pipeline
from builder.charts import Painter
from builder.charts.figures.comparison import comparison_figure
from builder.disclosure.output.finished import HiddenFigureShown, inspect
from builder.model import addresses
from builder.model.settings import Settings
from builder.pages import picture_captions, render_tables
from builder.pipeline.building import Folders, assemble, build, figures_by_name, paint, set_scenes
from builder.project.words import words_of
from builder.tables import package_files
from tests.projects import root
from tests.sound_example import SOUND

BESIDE = Path("tests/side_by_side")
GOLDEN = Path("tests/golden/side-by-side")
METRICS = ("adults-in-treatment", "deaths-from-drug-misuse", "naloxone-kits-given", "prison-continuity-of-care")
HIDDEN = "Adults in treatment, East Lakeside, 2023 to 2024"


@pytest.fixture(scope="module")
def datasets(tmp_path_factory):
    """The sound example with a second partnership beside it."""
    folder = tmp_path_factory.mktemp("several") / "datasets"
    shutil.copytree(SOUND, folder)
    return shutil.copytree(BESIDE, folder, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def site(datasets):
    return pipeline.check(datasets).site


@pytest.fixture(scope="module")
def scenes(site):
    return set_scenes(site)


def texts_of(site, scenes):
    """Return every page and download in text form, by path."""
    assembly = assemble(site, scenes, Folders(root(), SOUND, root() / "build", root() / "site"))
    files = (*assembly.files, *package_files.export(site))
    return {a.path: a.content.decode("utf-8") for a in files if a.path.endswith((".md", ".csv", ".json"))}


@pytest.fixture(scope="module")
def files(site, scenes):
    return texts_of(site, scenes)


@pytest.fixture(scope="module")
def alone():
    """The same of the sound example, which has one partnership."""
    one = pipeline.check(SOUND).site
    return one, set_scenes(one)


@pytest.fixture(scope="module")
def built(site, tmp_path_factory):
    """The site of both partnerships, as it is published."""
    folder = tmp_path_factory.mktemp("built")
    folders = Folders(root(), SOUND, folder / "build", folder / "site")
    build(site, folders, lambda _: None)
    return folders.site


def compares(path):
    return path.startswith(("compare/", "data/compare/"))


def test_pages_and_downloads_that_compare_are_as_expected(files, golden):
    for path, text in files.items():
        if compares(path):
            golden(GOLDEN / path, text)


def test_tables_are_as_expected(scenes, golden):
    for name, table in render_tables(scenes, words_of(root())).items():
        if name.startswith("tables/compare-"):
            golden(GOLDEN / name, table)


def test_drawings_are_as_expected(scenes, golden, tmp_path):
    figures = {name: one for name, one in figures_by_name(scenes).items() if one[0] == addresses.COMPARED}
    with Painter(tmp_path) as painter:
        for artefact in paint(figures, picture_captions(scenes), painter, Settings()).files:
            if artefact.path.endswith(".svg"):
                golden(GOLDEN / "charts" / Path(artefact.path).name, artefact.content.decode("utf-8"))


def test_no_expected_file_is_gone(files, scenes):
    expected = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    made = {path for path in files if compares(path)} | set(render_tables(scenes, words_of(root())))
    made |= {
        f"charts/{one.metric.metric}-{one.name}.svg"
        for package, one in figures_by_name(scenes).values()
        if package == addresses.COMPARED
    }
    assert expected - made == set()


def test_each_metric_that_both_publish_has_a_page_and_no_other_has(files):
    assert {path for path in files if path.startswith("compare/")} == {
        "compare/index.md",
        *(f"compare/{metric}/index.md" for metric in METRICS),
    }


@pytest.mark.parametrize(
    "path",
    [
        "index.md",
        "compare/index.md",
        "find/index.md",
        "lakeside/metrics/adults-in-treatment/index.md",
        "riverside/metrics/adults-in-treatment/index.md",
    ],
)
def test_pages_lead_to_the_comparison(files, path):
    assert re.search(r"\((?:\.\./)*compare/|\"(?:\.\./)*compare/|href=\"adults-in-treatment/", files[path])


def test_metric_of_one_partnership_leads_to_no_comparison(files):
    assert "compare/" not in files["lakeside/metrics/visits-to-the-boat/index.md"]


def test_metric_of_one_partnership_is_named_with_its_page(files):
    assert '<a href="../lakeside/metrics/visits-to-the-boat/">Visits to the boat</a>' in files["compare/index.md"]


def test_search_finds_the_comparison(files):
    assert '"location":"compare/prison-continuity-of-care/"' in files["find.json"]


def test_sitemap_navigation_and_pictures_know_the_comparison(built):
    home = (built / "index.html").read_text("utf-8")
    page = (built / "compare" / "prison-continuity-of-care" / "index.html").read_text("utf-8")
    assert "compare/prison-continuity-of-care/" in (built / "sitemap.xml").read_text("utf-8")
    assert re.search(r'class="md-tabs__link"[^>]*>\s*Compare\s*</a>|href="compare/" class="md-tabs__link"', home)
    assert "data/compare/charts/prison-continuity-of-care-areas.png" in page
    assert (built / "data/compare/charts/prison-continuity-of-care-areas.png").read_bytes().startswith(b"\x89PNG")


def test_a_site_of_one_partnership_has_no_comparison_and_no_link_to_one(alone):
    files = texts_of(*alone)
    assert [path for path in files if "compare" in path] == []
    words = [path for path, text in files.items() if "compare/" in text or "compared_" in text]
    assert words == []
    assert [part for part in render_tables(alone[1], words_of(root())) if "compare" in part] == []
    assert [name for name, (package, _) in figures_by_name(alone[1]).items() if package == addresses.COMPARED] == []


def test_partnerships_stand_in_the_order_of_their_names_whatever_their_figures(files):
    tables = [text for path, text in files.items() if re.fullmatch(r"data/compare/metrics/[^.]+\.csv", path)]
    orders = [[row["partnership"] for row in csv.DictReader(io.StringIO(text))] for text in tables]
    assert [order == sorted(order) for order in orders] == [True] * len(METRICS)


def rows_of(files, path):
    return list(csv.DictReader(io.StringIO(files[path])))


def test_hidden_figure_stays_hidden_with_everything_beside_it(files):
    (row,) = [r for r in rows_of(files, "data/compare/compared_figures.csv") if r["area"] == "east-lakeside"]
    emptied = ("value", "numerator", "lower", "upper", "benchmark_value", "against_benchmark")
    assert ([row[name] for name in emptied], row["status"]) == ([""] * 6, "c")
    assert (
        "Hidden to protect people, and not zero: East Lakeside and South Riverside."
        in (files["compare/adults-in-treatment/index.md"])
    )


def test_finished_site_passes_the_audit_of_hidden_figures(site, built, scenes):
    inspect(site, built, figures_by_name(scenes).values())


def test_audit_sees_a_hidden_figure_in_a_chart_that_compares(site, scenes, tmp_path):
    name, package = "compare-adults-in-treatment-areas", addresses.COMPARED
    figure = comparison_figure(scenes[0].shared["adults-in-treatment"])
    rows = [
        replace(row, points=(replace(row.points[0], value=Decimal(3)),)) if row.name == "East Lakeside" else row
        for row in figure.rows
    ]
    with pytest.raises(HiddenFigureShown) as caught:
        inspect(site, tmp_path, [(package, replace(figure, rows=tuple(rows)))])
    assert str(caught.value) == f"the chart {name}: a mark or a number stands for {HIDDEN}"


def test_audit_sees_a_hidden_figure_in_a_table_that_compares(site, files, tmp_path):
    path = "data/compare/compared_figures.csv"
    rows = rows_of(files, path)
    (row,) = [r for r in rows if r["area"] == "east-lakeside"]
    row["value"] = "3"
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, row.keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(stream.getvalue(), "utf-8")
    with pytest.raises(HiddenFigureShown) as caught:
        inspect(site, tmp_path, [])
    assert str(caught.value) == f"{path}: a row has a number for {HIDDEN}"


def test_each_row_leads_to_the_page_of_its_own_partnership(scenes):
    table = render_tables(scenes, words_of(root()))["tables/compare-prison-continuity-of-care-areas.html"]
    assert re.findall(r'data-label="Partnership"><a href="([^"]+)"', table) == [
        f"../../{name}/metrics/prison-continuity-of-care/" for name in ("lakeside", "riverside")
    ]


def test_numbers_that_grow_with_the_area_have_a_table_and_no_chart(scenes, files):
    page = files["compare/adults-in-treatment/index.md"]
    assert "so we draw no chart." in page
    assert 'data-part="tables/compare-adults-in-treatment-areas.html"' in page
    assert "charts/" not in page
    name = "compare-adults-in-treatment-areas"
    assert name not in figures_by_name(scenes) | picture_captions(scenes)
    assert "compare-prison-continuity-of-care-areas" in figures_by_name(scenes)


@pytest.mark.parametrize("name", ["compared_figures", "compared_pairs"])
def test_tables_follow_the_schema_that_is_published_beside_them(files, tmp_path, name):
    (tmp_path / "table.csv").write_text(files[f"data/compare/{name}.csv"], "utf-8")
    schema = Schema.from_descriptor(json.loads(files[f"data/compare/schemas/{name}.json"]))
    report = Resource(path="table.csv", schema=schema, basepath=str(tmp_path)).validate()
    assert (report.valid, report.flatten(["message"])) == (True, [])


def test_columns_are_in_the_dictionary_of_a_site_of_several_only(files, alone):
    words = "Columns of compared&#95;figures.csv"
    here, there = files["data/dictionary/index.md"], texts_of(*alone)["data/dictionary/index.md"]
    assert (words in here, words in there) == (True, False)
