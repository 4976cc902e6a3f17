"""A build gives the same bytes for the same data, and never half a site."""

import os
import signal
import subprocess
import sys
import time

import pytest

from builder.model.addresses import DATA_TAKEN, KEPT_FREE, OF_PARTNERSHIP, TAKEN
from tests.projects import build, bytes_below, copy_of_project


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project, to build in."""
    return copy_of_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def first(project):
    """The exit code of the first build, and what it said."""
    return build(project)


@pytest.fixture(scope="module")
def built(project, first):
    """The digests of the site that the first build made."""
    assert first.returncode == 0, first.stderr
    return bytes_below(project / "site")


def test_build_is_quiet_when_asked(first):
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "")


def test_names_that_no_package_can_have_are_those_that_a_build_writes_at_the_root(project, built):
    packages = {path.name for path in (project / "datasets").iterdir()}
    written = {path.split("/")[0].split(".")[0] for path in built}
    assert written - packages - {""} == TAKEN - KEPT_FREE
    partnerships = packages - {"national-framework"}
    below = {path.split("/")[1].split(".")[0] for path in built if path.split("/")[0] in partnerships}
    assert below - {"index"} == OF_PARTNERSHIP
    beside_packages = {path.split("/")[1] for path in built if path.startswith("data/") and path.count("/") > 1}
    assert beside_packages - packages == DATA_TAKEN


def test_same_data_gives_the_same_bytes_in_another_folder_at_another_time(built, tmp_path):
    elsewhere = copy_of_project(tmp_path / "another place")
    time.sleep(1.1)
    assert build(elsewhere, TZ="Asia/Tokyo", PYTHONHASHSEED="7").returncode == 0
    assert bytes_below(elsewhere / "site") == built


def test_problem_in_the_data_leaves_the_site_as_it_was(project, built):
    table = project / "datasets" / "worcestershire" / "observations.csv"
    sound = table.read_text("utf-8")
    table.write_text(sound.replace("2006", "2,006;"), "utf-8")
    try:
        result = build(project)
    finally:
        table.write_text(sound, "utf-8")
    assert (result.returncode, bytes_below(project / "site")) == (1, built)


def test_fault_of_a_page_leaves_the_site_as_it_was(project, built):
    page = project / "site_src" / "pages" / "about.md"
    sound = page.read_text("utf-8")
    page.write_text(f"{sound}\n[nowhere](../nowhere/)\n", "utf-8")
    try:
        result = build(project)
    finally:
        page.write_text(sound, "utf-8")
    assert "about/index.html: the link ../nowhere/ leads nowhere" in result.stderr
    assert (result.returncode, bytes_below(project / "site")) == (1, built)


@pytest.mark.parametrize("after", [0.2, 0.6, 1.0, 1.4, 1.8])
def test_killed_build_leaves_the_site_as_it_was(project, built, after):
    command = [sys.executable, "-m", "builder", "build", "--quiet"]
    process = subprocess.Popen(command, cwd=project, start_new_session=True)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert bytes_below(project / "site") == built


def test_build_after_a_killed_one_is_quiet_and_gives_the_same_site(project, built):
    result = build(project)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert bytes_below(project / "site") == built


def test_files_with_the_line_ends_of_windows_give_the_same_bytes(built, tmp_path):
    project = copy_of_project(tmp_path)
    for path in (path for path in project.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if b"\0" not in content:
            path.write_bytes(content.replace(b"\n", b"\r\n"))
    assert build(project).returncode == 0
    assert bytes_below(project / "site") == built
