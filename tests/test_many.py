"""A site of many partnerships: it leads to each by region and by place, and no page grows with all of them."""

import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from builder import pipeline
from builder.model import measures
from builder.pages import render_tables
from builder.pages.places import ELSEWHERE, region_of
from builder.pipeline.building import Folders, assemble, build, set_scenes
from builder.project.words import words_of
from tests.bench.many import upper_tier, write_many
from tests.projects import root
from tests.sound_example import SOUND

MANY = measures.MANY + 1
COUNCILS = [council.name for council in upper_tier()[:MANY]]
COMPARED = "compare/deaths-from-drug-misuse/index.md"


@pytest.fixture(scope="module")
def scenes(tmp_path_factory):
    """One partnership more than a site leads to one by one."""
    datasets = tmp_path_factory.mktemp("many") / "datasets"
    write_many(datasets, MANY)
    return set_scenes(pipeline.check(datasets).site)


@pytest.fixture(scope="module")
def assembly(scenes):
    return assemble(scenes[0].site, scenes, Folders(root(), SOUND, root() / "build", root() / "site"))


@pytest.fixture(scope="module")
def pages(assembly):
    return {one.path: one.content.decode("utf-8") for one in assembly.files if one.path.endswith(".md")}


def overviews(text):
    """Return how often a page leads to the overview of each partnership."""
    return Counter(re.findall(r'href="(?:\.\./)*([a-z-]+-partnership)/"', text))


def test_as_many_as_a_row_holds_are_not_many(scenes):
    site = scenes[0].site
    assert site.has_many
    assert not replace(site, partnerships=site.partnerships[:-1]).has_many


def test_one_entry_of_the_navigation_leads_to_all(assembly):
    titles = [entry.title for entry in assembly.navigation]
    assert titles == ["Home", "Areas", "Compare", "National framework", "Data", "About"]
    first, *partnerships = assembly.navigation[1].goal
    assert (first.title, first.goal) == ("Find your area", "areas/index.md")
    assert [entry.title for entry in partnerships] == sorted(f"{name} partnership" for name in COUNCILS)


@pytest.mark.parametrize("page", ["index.md", "areas/index.md"])
def test_regions_lead_to_each_partnership_once(scenes, pages, page):
    folds = re.findall(r"<summary>([A-Z][^<]*): \d+ partnerships?</summary>\s*(<ul.*?</ul>)", pages[page], re.DOTALL)
    found = {region: set(overviews(links)) for region, links in folds}
    expected = {}
    for scene in scenes:
        expected.setdefault(region_of(scene.partnership), set()).add(scene.partnership.name)
    assert found == expected
    assert len(expected) > 1


def test_each_district_and_town_leads_to_its_partnership(pages):
    places = dict(re.findall(r'<li>([^<:]+): <a href="\.\./([a-z-]+)/">', pages["areas/index.md"]))
    assert places["Chesterfield"] == places["Long Eaton"] == places["Derbyshire"] == "derbyshire-partnership"
    assert places["South Cambridgeshire"] == "cambridgeshire-partnership"
    assert "Leeds" not in places


def test_partnership_of_which_nobody_knows_the_region_stands_apart(scenes):
    (area, *_) = scenes[0].partnership.areas.values()
    nowhere = {area.area: replace(area, code="")}
    assert region_of(replace_areas(scenes[0].partnership, nowhere)) == ""
    assert ELSEWHERE == "In no single region"


def replace_areas(partnership, areas):
    """Return a partnership with other areas."""
    package = replace(partnership.package, areas=tuple(areas.values()))
    return replace(partnership, package=package)


@pytest.mark.parametrize(
    "page", ["index.md", "about/index.md", "find/index.md", "compare/index.md", "methods/index.md"]
)
def test_page_of_the_whole_site_lists_no_partnership_twice(pages, page):
    assert [name for name, count in overviews(pages[page]).items() if count > 1] == []
    assert pages[page].count(COUNCILS[0]) <= 1


def test_compared_metric_shows_ten_figures_and_the_others_by_region(scenes, pages):
    tables = render_tables(scenes, words_of(root()))
    open_part, *regions = re.findall(r'<div data-part="(tables/[^"]+)"></div>', pages[COMPARED])
    rows = {part: len(re.findall("<tr", tables[part])) - 1 for part in (open_part, *regions)}
    shared = scenes[0].shared["deaths-from-drug-misuse"]
    assert rows[open_part] == 10
    assert sum(rows[part] for part in regions) == len(shared.entries) > 10
    assert len(regions) > 1


def test_lists_of_every_partnership_are_folded(pages):
    unfolded = re.sub(r"<details.*?</details>", "", pages[COMPARED], flags=re.DOTALL)
    assert [name for name in COUNCILS if name in unfolded] == []
    assert 'data-part="charts/' not in unfolded


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A site of two partnerships, built as if they were many."""
    folder = tmp_path_factory.mktemp("two")
    datasets = shutil.copytree(SOUND, folder / "datasets")
    shutil.copytree(Path("tests/side_by_side"), datasets, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measures, "MANY", 1)
        site = pipeline.check(datasets).site
        build(site, Folders(root(), SOUND, folder / "build", folder / "site"), lambda _: None)
    return folder / "site"


@pytest.mark.parametrize("page", ["riverside/index.html", "riverside/plan/index.html"])
def test_page_of_a_partnership_has_the_navigation_of_its_own_only(built, page):
    html = (built / page).read_text("utf-8")
    assert re.search(r'class="md-tabs__link">\s*Areas\s*</a>', html)
    assert re.search(r'href="(?:\.\./)+areas/" class="md-nav__link"', html)
    assert re.search(r'href="(?:\.\./|\./)*money/" class="md-nav__link"', html)
    assert "lakeside" not in html.partition("<body")[2]
