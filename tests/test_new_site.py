"""A site of its own needs no copy of the program: a wheel, and the small repository that it writes, are enough."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
import yaml

from tests.projects import FROZEN, bytes_below

ROOT = Path.cwd()
PROGRAM = "council/plainsight"
TITLE = 'Harbour & "Old" Town'


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder into which a wheel of the program was installed, with a command."""
    folder = tmp_path_factory.mktemp("installed")
    sources, wheels = folder / "sources", folder / "wheels"
    # Built from what git would save, so that nothing that lies about here gets in.
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, files):
        if not name.startswith(("tests/", "datasets/")) and Path(name).is_file():
            (sources / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, sources / name)
    shutil.copytree(FROZEN / "national-framework", sources / "datasets" / "national-framework")
    uv = [sys.executable, "-m", "uv"]
    build = [*uv, "build", "--quiet", "--wheel", "--no-build-isolation", "--python", sys.executable]
    subprocess.run([*build, "--out-dir", wheels], cwd=sources, check=True)
    (wheel,) = wheels.glob("plainsight-*.whl")
    target = folder / "target"
    subprocess.run([*uv, "pip", "install", "--quiet", "--no-deps", "--target", target, wheel], check=True)
    shutil.rmtree(sources)
    return target


def run(installed, project, *arguments, **environment):
    """Run the installed program in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "builder", *arguments],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(installed)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def started(installed, tmp_path_factory):
    """A new site in what was an empty folder, and what was said."""
    project = tmp_path_factory.mktemp("project")
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    result = run(installed, project, "new", "site", "harbour-town", "--title", TITLE, "--program", PROGRAM)
    assert result.returncode == 0, result.stderr
    return project, result.stdout


@pytest.fixture
def project(started, tmp_path):
    """A copy of the new site, to change."""
    return shutil.copytree(started[0], tmp_path / "project")


def built(installed, project):
    result = run(installed, project, "build", "--quiet")
    assert result.stdout + result.stderr == ""
    assert result.returncode == 0
    return project / "site"


def test_installed_program_says_its_version(installed, tmp_path):
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", run(installed, tmp_path, "--version").stdout)
    command = (installed / "bin" / "plainsight").read_text("utf-8")
    assert "from builder.__main__ import run" in command


def test_new_site_checks_and_builds(installed, project):
    assert run(installed, project, "check").stdout == "No problems in 1 package.\n"
    site = built(installed, project)
    assert TITLE in unescape((site / "index.html").read_text("utf-8"))
    assert (site / "framework" / "index.html").is_file()


def test_new_site_holds_no_program_and_no_framework(started):
    project, said = started
    names = {path.relative_to(project).as_posix() for path in project.rglob("*") if ".git/" not in path.as_posix()}
    assert {name for name in names if name.endswith(".py") or "national-framework" in name} == set()
    assert {line.removeprefix("Written: ") for line in said.splitlines() if line.startswith("Written: ")} == {
        name for name in names if (project / name).is_file()
    }


def test_figure_that_an_officer_adds_is_published(installed, project):
    package = project / "datasets" / "harbour-town"
    (package / "sources.csv").write_text(
        "source,title,publisher,published,retrieved,licence,address,part_of,note\n"
        "report-2026,Annual report,Harbour Council,2026-06-01,,OGL v3.0,,,\n",
        "utf-8",
    )
    (package / "observations.csv").write_text(
        "metric,area,breakdown,group,period_start,period_duration,period_basis,period_printed,value,numerator,denominator,"
        "lower,upper,status,method_version,source,place,note,bound\n"
        "adults-in-treatment,harbour-town,,,2024-04-01,P1Y,stated,,2150,,,,,,,report-2026,Table 1,,\n",
        "utf-8",
    )
    site = built(installed, project)
    with (site / "data" / "harbour-town" / "metrics" / "adults-in-treatment.csv").open(encoding="utf-8") as stream:
        assert [row["value"] for row in csv.DictReader(stream)] == ["2150"]
    assert "2,150" in (site / "metrics" / "adults-in-treatment" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "text", "page"),
    [
        ("pages/help.md", "---\ntitle: Help\ndescription: x\n---\n\n# Help\n\nOur own words.\n", "help/index.html"),
        ("theme/partials/footer.html", "<footer>Our own words.</footer>\n", "about/index.html"),
    ],
)
def test_file_of_a_project_goes_before_the_programs_of_the_same_name(installed, project, name, text, page):
    own = project / "site_src" / name
    own.parent.mkdir(parents=True)
    own.write_text(text, "utf-8")
    site = built(installed, project)
    # The others stay those of the program.
    assert (site / "methods" / "index.html").is_file()
    assert "Our own words." in (site / page).read_text("utf-8")


def test_fault_in_own_words_is_named_by_the_projects_path(installed, project):
    pages = project / "site_src" / "pages"
    pages.mkdir(parents=True)
    (pages / "help.md").write_text("---\ntitle: Help\n---\n\n# Help\n{{ publishr }}\n", "utf-8")
    result = run(installed, project, "check")
    assert result.returncode == 1
    assert 'site_src/pages/help.md, line 6: "publishr" is not known here. Did you mean "publisher"?' in result.stdout


def test_own_framework_goes_before_the_programs(installed, project):
    shutil.copytree(FROZEN / "national-framework", project / "datasets" / "national-framework")
    assert run(installed, project, "check").stdout == "No problems in 2 packages.\n"


def test_same_site_comes_out_twice(installed, started, project):
    other = shutil.copytree(started[0], project.parent / "other")
    assert bytes_below(built(installed, project)) == bytes_below(built(installed, other))


def test_new_site_needs_an_empty_folder(installed, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all", "utf-8")
    result = run(installed, tmp_path, "new", "site", "harbour-town")
    assert (result.returncode, [path.name for path in tmp_path.iterdir()]) == (1, ["letter.txt"])
    assert 'needs an empty folder, and here is "letter.txt"' in result.stderr


@pytest.mark.parametrize("name", ["Harbour Town", "con", "data", "x" * 61, "../elsewhere", ""])
def test_name_that_no_address_can_have_is_refused(installed, tmp_path, name):
    result = run(installed, tmp_path, "new", "site", name)
    assert (result.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "cannot be in an address" in result.stderr


def test_workflows_call_those_of_the_program_by_its_version(installed, started):
    project, _ = started
    version = run(installed, project, "--version").stdout.strip()
    called = {
        path.name: job["uses"]
        for path in (project / ".github" / "workflows").iterdir()
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    }
    workflows = f"{PROGRAM}/.github/workflows"
    assert called == {
        "check.yml": f"{workflows}/check.yml@v{version}",
        "publish.yml": f"{workflows}/publish.yml@v{version}",
        "nightly.yml": f"{workflows}/publish.yml@v{version}",
    }
    for name in {use.split("/")[-1].partition("@")[0] for use in called.values()}:
        triggers = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text("utf-8"))[True]
        assert "workflow_call" in triggers
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    subprocess.run([*check, *(project / ".github" / "workflows").iterdir()], check=True, capture_output=True)


def test_commands_of_the_workflows_are_those_of_the_new_site(started):
    project, _ = started
    jobs = [
        yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text("utf-8"))["jobs"][job]
        for name, job in (("check.yml", "data"), ("publish.yml", "build"))
    ]
    commands = {step["run"] for job in jobs for step in job["steps"] if step.get("run", "").startswith("make ")}
    assert commands == {"make check FORMAT=github SINCE=HEAD^1", "make published", "make site"}
    for command in commands:
        subprocess.run([*command.split(), "--dry-run"], cwd=project, check=True, capture_output=True)


def test_guides_of_a_new_site_lead_nowhere_dead(started):
    project, _ = started
    for page in [*project.glob("docs/**/*.md"), project / "README.md"]:
        for link in re.findall(r"\]\((?![a-z]+:|#)([^)#\s]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_requirements_of_a_new_site_are_pinned_with_hashes_but_for_the_program(installed, started):
    project, _ = started
    version = run(installed, project, "--version").stdout.strip()
    for name in ("uv.txt", "site.txt"):
        assert (project / "requirements" / name).read_bytes() == (ROOT / "requirements" / name).read_bytes()
    assert (project / "requirements" / "program.txt").read_text("utf-8") == (
        f"plainsight @ https://github.com/{PROGRAM}/releases/download/v{version}/plainsight-{version}-py3-none-any.whl\n"
    )


def test_settings_of_a_new_site_say_that_it_is_a_demonstration_until_somebody_answers_for_it(installed, project):
    settings = project / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("demonstration: yes", "demonstration: no"), "utf-8")
    found = json.loads(run(installed, project, "check", "--format", "json").stdout)
    assert {problem["path"] for problem in found if problem["level"] == "error"} == {"site.yaml"}
