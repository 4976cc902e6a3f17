"""Any tables of a package can be missing: either an officer is told what to do, or every page is sound without them."""

import random
import shutil
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import pipeline
from builder.pages import render_pages
from builder.pipeline.building import Folders, set_scenes
from builder.pipeline.words import evidence_of
from builder.project.problems import Level
from builder.project.schemas import table_schemas
from builder.project.words import words_of
from tests.subsets import FRAMEWORK, PARTNERSHIP, ROOT, find_page_faults, lay_out_subset, table_names

NEEDED = ("areas", "sources")
"""The tables without which a partnership can publish nothing."""
TABLES = tuple(name for name in table_names(PARTNERSHIP) if name not in NEEDED)
COLUMNS = tuple((name, field.name) for name in TABLES for field in table_schemas()[name].fields if not field.required)
"""Every column of the partnership's tables in which cells may be empty."""


def with_tables(names, package=PARTNERSHIP):
    """Return a change that leaves a package some of its tables."""
    return lambda one, tables: {n: rows for n, rows in tables.items() if one != package or n in names}


def without(*names, package=PARTNERSHIP):
    return with_tables(set(table_names(package)) - set(names), package)


def faults(folder, change, **how):
    """Return what is broken on the pages of a subset; nothing where an officer is told of a problem instead."""
    datasets = lay_out_subset(folder, change, **how)
    content = tuple((path.name, path.read_text("utf-8")) for path in sorted(datasets.rglob("*.*")))
    if content not in _LOOKED_AT:
        checked = pipeline.check(datasets)
        assert checked.site or any(problem.level is Level.ERROR for problem in checked.problems)
        _LOOKED_AT[content] = find_page_faults(checked.site, folder) if checked.site else []
    return _LOOKED_AT[content]


_LOOKED_AT = {}
"""What was found for each content of all files: many subsets become the same once their loose ends are gone."""


def site_of(folder, *names):
    """Return the site of a partnership that publishes nothing but some tables."""
    datasets = lay_out_subset(folder, with_tables((*NEEDED, *names)))
    shutil.rmtree(datasets / PARTNERSHIP / "narrative")
    checked = pipeline.check(datasets)
    assert checked.problems == ()
    return checked.site


def page(site, address=""):
    """Return a page of a site as Markdown."""
    pages = render_pages(site, set_scenes(site), words_of(ROOT), evidence_of(words_of(ROOT))[0])
    return next(one.content.decode() for one in pages if one.path == f"{address}index.md")


def every_three(names):
    """Return subsets in which any three names occur in each way: all there, all missing, and each mixture."""
    chance = random.Random(1)
    missing = {
        (three, there) for three in combinations(range(len(names)), 3) for there in product((False, True), repeat=3)
    }

    def new(row):
        return {(three, tuple(row[i] for i in three)) for three in combinations(range(len(names)), 3)} & missing

    found = []
    while missing:
        rows = [tuple(chance.random() < 0.5 for _ in names) for _ in range(10)]
        best = max(rows, key=lambda row: len(new(row)))
        missing -= new(best)
        found.append(tuple(name for name, there in zip(names, best, strict=True) if there))
    return found


def test_full_example_has_every_table():
    assert {*table_names(FRAMEWORK), *table_names(PARTNERSHIP)} == table_schemas().keys()


def test_full_example_is_sound(tmp_path):
    for beside in (False, True):
        checked = pipeline.check(lay_out_subset(tmp_path / "x", without(), beside=beside, tidy=False))
        assert {problem.cause for problem in checked.problems} <= {"rule-of-its-own"}
        assert find_page_faults(checked.site, tmp_path / "x") == []


@pytest.mark.parametrize("package", [FRAMEWORK, PARTNERSHIP])
@pytest.mark.parametrize("tidy", [False, True])
def test_any_table_can_be_missing(package, tidy, tmp_path):
    for number, name in enumerate(table_names(package)):
        change = without(name, package=package)
        assert (name, faults(tmp_path / "x", change, tidy=tidy, beside=number % 2 == 0)) == (name, [])


def test_any_three_tables_of_the_framework_can_be_there_or_missing(tmp_path):
    for number, names in enumerate(every_three([name for name in table_names(FRAMEWORK) if name not in NEEDED])):
        change = with_tables((*NEEDED, *names), package=FRAMEWORK)
        assert (names, faults(tmp_path / "x", change, beside=number % 2 == 0)) == (names, [])


def test_any_three_tables_can_be_there_or_missing(tmp_path):
    for number, names in enumerate(every_three(TABLES)):
        change = with_tables((*NEEDED, *names))
        assert (names, faults(tmp_path / "x", change, beside=number % 2 == 0)) == (names, [])


@pytest.mark.parametrize("first", TABLES)
def test_any_two_tables_are_enough(first, tmp_path):
    for number, second in enumerate(TABLES[TABLES.index(first) :]):
        change = with_tables((*NEEDED, first, second))
        assert (second, faults(tmp_path / "x", change, beside=number % 2 == 0)) == (second, [])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    there=st.frozensets(st.sampled_from(TABLES)),
    empty=st.frozensets(st.sampled_from(COLUMNS), max_size=4),
    beside=st.booleans(),
    tidy=st.booleans(),
)
def test_columns_can_be_empty_too(tmp_path, there, empty, beside, tidy):
    def change(package, tables):
        if package != PARTNERSHIP:
            return tables
        kept = with_tables((*NEEDED, *there))(package, tables)
        return {n: [{c: "" if (n, c) in empty else v for c, v in r.items()} for r in rows] for n, rows in kept.items()}

    assert faults(tmp_path / "x", change, beside=beside, tidy=tidy) == []


@pytest.mark.parametrize("names", [(), ("targets",), ("funding",), ("observations", "metrics"), ("actions",)])
def test_small_package_builds(names, tmp_path):
    site = site_of(tmp_path / "x", *names)
    built = pipeline.build(site, Folders(ROOT, tmp_path, tmp_path / "build", tmp_path / "site"), lambda _: None)
    assert built.pages > 0
    assert (tmp_path / "site" / "plan" / "index.html").exists() == bool({"actions", "targets"} & {*names})


def test_partnership_that_has_just_begun_says_so(tmp_path):
    overview = page(site_of(tmp_path / "x"))
    assert "Nothing has been published about drugs and alcohol in Riverside yet." in overview
    assert "Nothing has been published about a plan yet." in overview
    assert "The newest paper" not in overview
    assert 'class="tile' not in overview


def test_partnership_without_figures_leads_to_what_it_published(tmp_path):
    overview = page(site_of(tmp_path / "x", "targets"))
    assert "No figure about drugs and alcohol has been published here yet." in overview
    assert "The partnership has promised 2 things in numbers. No action has been published yet." in overview
    assert '<a href="plan/">The plan: what was promised</a>' in overview


def test_paper_without_a_date_is_not_called_the_newest(tmp_path):
    def undated(package, tables):
        kept = with_tables((*NEEDED, "targets"))(package, tables)
        return kept | {"sources": [row | {"published": "", "retrieved": ""} for row in kept["sources"]]}

    site = pipeline.check(lay_out_subset(tmp_path / "x", undated)).site
    assert "The newest paper" not in page(site)


def test_need_is_not_called_unanswered_where_no_action_is_published(tmp_path):
    needs = page(site_of(tmp_path / "x", "findings"), "needs/")
    assert "No action has been published yet that could answer them." in needs
    assert "No action answers this" not in needs
    assert "Needs that no action answers" not in needs
