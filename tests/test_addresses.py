"""Addresses stay: what was published is still there, or its page leads to what took its place."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builder import pipeline
from builder.model.measures import Redirect
from builder.pipeline.building import Folders, assemble, set_scenes
from builder.publishing import LostAddress, keep_addresses, read_ledger, visitors_files
from builder.publishing.ledger import owner_of, promised
from builder.reading import read_redirects
from builder.tables import package_files
from tests.projects import FROZEN, ROOT, build, copy_of_words, root
from tests.sound_example import SOUND

KINDS = Path("tests/published_addresses.txt")
HOME = "https://drugs.example/open/"
BEFORE = (
    "hillside/metrics/old-name/index.html",
    "data/hillside/metrics/old-name.csv",
    "data/hillside/metrics/old-name.zip",
    "data/hillside/charts/old-name-areas.svg",
    "embed/hillside/old-name/index.html",
)
STAYING = ("index.html", "hillside/index.html", "hillside/plan/index.html", "riverside/index.html", "addresses.txt")
NAMES = ("hillside", "riverside")


def addresses_of(datasets):
    """Return what the program publishes of packages and must stay, without drawing anything."""
    site = pipeline.check(datasets).site
    scenes = set_scenes(site)
    pages = assemble(site, scenes, Folders(root(), datasets, root() / "build", root() / "site")).addresses
    reports = [scene.addresses.report_file(one.year, f"{one.name}.docx") for scene in scenes for one in scene.reports]
    files = [file.path for file in (*package_files.export(site), *visitors_files(site, pages))]
    return {*filter(None, pages), *reports, *files}


def test_addresses_that_the_program_published_are_published_by_it_still(request):
    now = {*addresses_of(SOUND), *addresses_of(FROZEN)}
    if request.config.getoption("--golden"):
        before = KINDS.read_text("utf-8").split() if KINDS.exists() else []
        KINDS.write_text("".join(f"{one}\n" for one in sorted({*before, *now})), "utf-8")
    kept = set(KINDS.read_text("utf-8").split())
    assert sorted(kept - now) == []
    assert sorted(now - kept) == [], "make golden adds what is new, and takes nothing away"


def lay_out(folder, *paths):
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, "utf-8")
    return folder


@pytest.fixture
def site(tmp_path):
    renamed = (path.replace("old-name", "new-name") for path in BEFORE)
    return lay_out(tmp_path, *STAYING, *renamed)


@pytest.fixture
def published(tmp_path_factory):
    return promised(lay_out(tmp_path_factory.mktemp("before"), *STAYING, *BEFORE))


def keep(site, published, *rows):
    redirects = [Redirect(start, goal, row) for row, (start, goal) in enumerate(rows, start=2)]
    keep_addresses(site, published, redirects, NAMES)


def test_drawings_and_styles_are_no_promise(published):
    assert published == {
        *("hillside/", "hillside/plan/", "riverside/", "addresses.txt"),
        *("hillside/metrics/old-name/", "embed/hillside/old-name/"),
        *("data/hillside/metrics/old-name.csv", "data/hillside/metrics/old-name.zip"),
    }


def test_site_that_loses_an_address_is_refused_with_the_row_to_write(site, published):
    with pytest.raises(LostAddress) as caught:
        keep(site, published)
    said = str(caught.value)
    assert said.endswith("\nhillside/metrics/old-name/,hillside/metrics/new-name/".replace("\n", "\n  "))
    assert said.count("old-name") == 2, "files go with their page, and nobody has to name them"


def test_row_that_was_offered_is_taken_and_everything_of_the_metric_leads_on(site, published):
    keep(site, published, ("hillside/metrics/old-name/", "hillside/metrics/new-name/"))
    page = (site / "hillside/metrics/old-name/index.html").read_text("utf-8")
    assert re.findall(r'(?:href="|url=)([^"]*)"', page) == ["../new-name/", "../new-name/"]
    assert (site / "data/hillside/metrics/old-name.csv").read_text() == "data/hillside/metrics/new-name.csv"
    assert 'href="../new-name/"' in (site / "embed/hillside/old-name/index.html").read_text("utf-8")
    assert not (site / "data/hillside/charts/old-name-areas.svg").exists()


def test_old_address_stays_in_the_list_for_ever(site, published):
    keep(site, published, ("hillside/metrics/old-name/", "hillside/metrics/new-name/"))
    told = read_ledger((site / "addresses.txt").read_text("utf-8"))
    assert published < told
    assert "hillside/metrics/new-name/" in told


def test_address_in_whose_place_nothing_came_says_so(site, published):
    keep(site, published, ("hillside/metrics/old-name/", ""))
    assert "This page is gone" in (site / "hillside/metrics/old-name/index.html").read_text("utf-8")
    assert not (site / "data/hillside/metrics/old-name.csv").exists()


def test_lost_action_is_offered_the_page_of_the_plan(site, published):
    with pytest.raises(LostAddress, match=r"hillside/plan/lost/,hillside/plan/$"):
        keep(site, {*published, "hillside/plan/lost/"}, ("hillside/metrics/old-name/", ""))


def test_partnership_with_a_new_name_takes_one_row(tmp_path):
    before = ("uphill/index.html", "uphill/plan/index.html", "data/uphill/uphill.zip", "data/uphill/metrics/deaths.csv")
    after = [path.replace("uphill", "hillside") for path in before]
    keep(lay_out(tmp_path, *after), {"uphill/", "uphill/plan/", *before[2:]}, ("uphill/", "hillside/"))
    assert 'href="../../hillside/plan/"' in (tmp_path / "uphill/plan/index.html").read_text("utf-8")
    assert (tmp_path / "data/uphill/uphill.zip").read_text() == "data/hillside/hillside.zip"
    assert (tmp_path / "data/uphill/metrics/deaths.csv").read_text() == "data/hillside/metrics/deaths.csv"


@pytest.mark.parametrize(
    ("start", "goal", "fault"),
    [
        ("hillside/plan/", "hillside/", "redirects.csv, row 2: hillside/plan/ is still there. Delete this row."),
        (
            "hillside/metrics/old-name/",
            "hillside/metrics/new-nam/",
            'redirects.csv, row 2: hillside/metrics/new-nam/ is not there. Did you mean "hillside/metrics/new-name/"?',
        ),
    ],
)
def test_row_that_leads_astray_is_refused(site, published, start, goal, fault):
    with pytest.raises(LostAddress) as caught:
        keep(site, published, (start, goal))
    assert str(caught.value).splitlines()[0] == fault


def test_site_that_was_never_published_has_nothing_to_keep(site):
    keep(site, ())
    assert (site / "addresses.txt").exists()


def test_page_that_a_host_shows_in_the_place_of_the_list_says_nothing():
    assert read_ledger("<!doctype html>\n<p>Not found</p>\n../../etc/passwd\n/root\n") == frozenset()


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("data/riverside/metrics/deaths.csv-metadata.json", "metrics/deaths/"),
        ("embed/riverside/deaths/", "metrics/deaths/"),
        ("data/riverside/plan.csv", "data/"),
        ("data/riverside/schemas/observations.json", "data/"),
        ("plan/x/", "plan/x/"),
        ("data/dictionary/", "data/dictionary/"),
    ],
)
def test_files_of_a_site_of_one_belong_to_pages_at_its_root(address, owner):
    assert owner_of(address, ["riverside"]) == owner


# The table of redirects


def redirects(tmp_path, text):
    path = tmp_path / "redirects.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_redirects(path, HOME)


def test_project_without_the_table_has_no_redirects(tmp_path):
    assert read_redirects(tmp_path / "redirects.csv", HOME) == ((), [])


def test_addresses_can_be_copied_from_a_browser(tmp_path):
    rows, problems = redirects(
        tmp_path, f"\ufefffrom,to\r\n{HOME}hillside/old,/hillside/new/\r\n,\r\nplan/x/,{HOME}\r\n"
    )
    assert problems == []
    assert [(one.start, one.goal, one.row) for one in rows] == [
        ("hillside/old/", "hillside/new/", 2),
        ("plan/x/", "/", 4),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("old,new\na/,b/\n", "redirects.csv, row 1: The first row must be: from,to"),
        (
            "from,to\na/,https://elsewhere.example/\n",
            'redirects.csv, row 2: "https://elsewhere.example/" in the column to is',
        ),
        ("from,to\na/#x,b/\n", 'redirects.csv, row 2: "a/#x/" in the column from is no address of this site.'),
        ("from,to\n../a/,b/\n", 'redirects.csv, row 2: "../a/" in the column from is no address of this site.'),
        ("from,to\n,b/\n", "redirects.csv, row 2: The column from is empty."),
        ("from,to\na/,b/\na/,c/\n", "redirects.csv, row 3: The address a/ stands in row 2 too."),
        ("from,to\na/,b/\nb/,c/\n", "redirects.csv, row 2: This leads to b/, which row 3 says is no more."),
        ("from,to\na/,b\xe9/\n".encode("latin-1"), "redirects.csv: This file cannot be read as text."),
    ],
)
def test_faults_of_the_table_are_found_with_their_place(tmp_path, text, fault):
    _, problems = redirects(tmp_path, text)
    assert str(problems[0]).startswith(fault)


# The whole way


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = copy_of_words(tmp_path_factory.mktemp("project"))
    shutil.copytree(SOUND, folder / "datasets")
    assert build(folder, PYTHONPATH=str(ROOT)).returncode == 0
    (folder / "published.txt").write_bytes((folder / "site/addresses.txt").read_bytes())
    return folder


def rebuilt(project):
    command = [sys.executable, "-m", "builder", "build", "--quiet", "--published", "published.txt"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def test_renamed_metric_stops_the_build_until_a_row_says_so(project):
    old, new = "naloxone-kits-given", "naloxone-kits-handed-out"
    for path in [*(project / "datasets").rglob("*.csv"), *(project / "datasets").rglob("*.md")]:
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        path.rename(path.with_name(path.name.replace(old, new)))
    refused = rebuilt(project)
    assert refused.returncode == 1
    row = f"metrics/{old}/,metrics/{new}/"
    assert row in refused.stderr
    (project / "redirects.csv").write_text(f"from,to\n{row}\n", "utf-8")
    taken = rebuilt(project)
    assert (taken.returncode, taken.stderr) == (0, "")
    assert f'url=../{new}/"' in (project / f"site/metrics/{old}/index.html").read_text("utf-8")
    files = [(project / f"site/data/riverside/metrics/{name}.csv").read_bytes() for name in (old, new)]
    assert files[0] == files[1]
    assert f"metrics/{old}/" in (project / "site/addresses.txt").read_text("utf-8")


def test_workflow_is_told_where_the_list_is(project):
    def asked(**environment):
        command = [sys.executable, "-m", "builder", "ledger"]
        return subprocess.run(
            command,
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    assert asked(SITE_URL=HOME).stdout == f"{HOME}addresses.txt\n"
    assert asked().returncode == 2
