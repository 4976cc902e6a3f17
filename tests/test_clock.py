"""Every partnership has a clock of its own: what is late is judged on a day that each page names."""

import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from builder import pipeline, wording
from builder.model.addresses import TAKEN
from builder.model.settings import Day, Environment, Settings
from builder.pipeline.building import Folders, assemble, set_scenes
from builder.project.problems import Level
from builder.publishing import MkDocs
from builder.tables import package_files
from tests.sound_example import SOUND, check, lay_out

ROOT = Path.cwd()
NEWEST = date(2024, 9, 12)
"""When the newest source of the sound example was published."""
NEW_SOURCE = "later-report,A later report,Riverside Council,2026-02-01,,Open Government Licence v3.0,,,\n"


@pytest.fixture
def datasets(tmp_path):
    """The sound example with a second partnership next to it."""
    shutil.copytree(SOUND, tmp_path / "datasets")
    return shutil.copytree(Path("tests/side_by_side"), tmp_path / "datasets", dirs_exist_ok=True)


def published(datasets, **options):
    """Return every page and download, by path."""
    site = pipeline.check(datasets, **options).site
    files = assemble(site, set_scenes(site), Folders(ROOT, datasets, ROOT / "build", ROOT / "site")).files
    return {file.path: file.content for file in (*files, *package_files.export(site))}


def overview(**options):
    return published(SOUND, **options)["index.md"].decode()


def test_source_of_one_partnership_changes_nothing_that_is_said_of_another(datasets):
    before = published(datasets)
    with (datasets / "lakeside" / "sources.csv").open("a", encoding="utf-8") as table:
        table.write(NEW_SOURCE)
    after = published(datasets)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed
    assert {path for path in changed if "riverside" in path} == set()


def test_own_newest_source_brings_the_clock_forward(datasets):
    late = "2 are late"
    assert late not in published(datasets)["riverside/plan/index.md"].decode()
    with (datasets / "riverside" / "sources.csv").open("a", encoding="utf-8") as table:
        table.write(NEW_SOURCE)
    shutil.rmtree(datasets / "riverside" / "narrative")  # Its report of 2024 speaks of figures as they were then.
    assert late in published(datasets)["riverside/plan/index.md"].decode()


def test_chosen_day_before_the_newest_source_gives_way_with_a_warning(tmp_path, monkeypatch):
    lay_out(tmp_path)
    monkeypatch.setenv("SITE_DAY", "2020-01-01")
    checked = check(tmp_path)
    assert checked.exit_code == 0
    assert (
        "Warning: datasets/riverside/sources.csv: The day to judge on is 2020-01-01, but the newest source is of "
        "2024-09-12, so what is late is judged on that day. Whoever looks after the site can set the variable SITE_DAY "
        "to a later day, or delete it."
    ) in checked.output
    site = pipeline.check(SOUND, environment=Environment(day=date(2020, 1, 1))).site
    assert site.partnerships[0].day == NEWEST


@pytest.mark.parametrize("day", [date(2024, 9, 12), date(2025, 1, 1)])
def test_chosen_day_from_the_newest_source_on_holds_without_a_warning(day):
    checked = pipeline.check(SOUND, environment=Environment(day=day))
    assert [problem for problem in checked.problems if problem.level is Level.WARNING] == []
    assert checked.site.partnerships[0].day == day


@pytest.mark.parametrize("day", [date.min, date(1969, 12, 31), date.max])
def test_day_that_no_gzip_file_can_name_builds(tmp_path, day):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Riverside\nsite_url: https://riverside.example/\n", "utf-8")
    timestamp = int(datetime.combine(day, time(), UTC).timestamp())
    MkDocs(tmp_path / "mkdocs.yml", tmp_path / "site", timestamp).wait()
    assert (tmp_path / "site/sitemap.xml.gz").exists()


def test_real_site_is_judged_on_the_day_of_building_and_a_demonstration_is_not():
    today = Environment(today=date(2025, 3, 1))
    real = pipeline.check(SOUND, settings=Settings(day=Day.TODAY), environment=today).site
    shown = pipeline.check(SOUND, settings=Settings(day=Day.NEWEST_SOURCE), environment=today).site
    assert real.partnerships[0].day == date(2025, 3, 1)
    assert shown.partnerships[0].day == NEWEST


def test_partnership_without_a_dated_source_of_its_own_has_the_newest_national_one(datasets):
    lines = (datasets / "lakeside" / "sources.csv").read_text("utf-8")
    (datasets / "lakeside" / "sources.csv").write_text(lines.replace("2025-09-30", ""), "utf-8")
    site = pipeline.check(datasets).site
    lakeside = next(one for one in site.partnerships if one.name == "lakeside")
    assert lakeside.day == max(source.published for source in site.framework.sources)


def test_each_page_of_a_partnership_says_of_which_day_it_speaks():
    site = pipeline.check(SOUND).site
    files = assemble(site, set_scenes(site), Folders(ROOT, SOUND, ROOT / "build", ROOT / "site")).files
    said = "This page speaks as of 12 September 2024, the date of the newest paper."
    silent = {file.path for file in files if file.path.endswith(".md") and said not in file.content.decode()}
    assert {path for path in silent if path.split("/")[0] not in TAKEN} == {"report/2024/index.md"}


def test_overview_says_how_old_its_newest_paper_is():
    assert "The newest paper is dated 12 September 2024." in overview()
    later = overview(environment=Environment(day=date(2026, 7, 11)))
    assert "The newest paper is dated 12 September 2024, and is 21 months old." in later
    assert "This page speaks as of 11 July 2026. The newest paper is 21 months old." in later


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2024, 9, 13), "1 day"),
        (date(2024, 10, 11), "29 days"),
        (date(2024, 10, 12), "1 month"),
        (date(2026, 9, 11), "23 months"),
        (date(2026, 9, 12), "2 years"),
        (date(2029, 9, 11), "4 years"),
    ],
)
def test_age_is_in_whole_days_months_or_years(today, words):
    assert wording.age(NEWEST, today) == words
