"""`python -m builder report`: the files it writes, what it says, and how it refuses."""

import os
import re
from pathlib import Path

import pytest

from builder.publishing import NotPrinted, find_browser, print_page
from tests.projects import bytes_below, copy_of_project, run
from tests.sound_example import edit, lay_out

NAME = "derby-and-derbyshire-2025"


def report(folder, *arguments, **environment):
    return run(folder, "report", *arguments, **environment)


@pytest.fixture
def riverside(tmp_path):
    """The sound example in a folder in which the program can be run."""
    lay_out(tmp_path)
    (tmp_path / "builder").symlink_to(Path.cwd() / "builder")
    (tmp_path / "pyproject.toml").symlink_to(Path.cwd() / "pyproject.toml")
    return tmp_path


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_of_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def made(project):
    """What was said and written about Derby and Derbyshire in 2025."""
    result = report(project, "derby-and-derbyshire", "2025", PYTHONHASHSEED="3")
    return result, bytes_below(project / "build" / "reports")


# Wrong use


def test_unknown_partnership_suggests_the_nearest(riverside):
    result = report(riverside, "river-side", "2024")
    assert (result.returncode, 'There is no partnership "river-side". Did you mean "riverside"?' in result.stderr) == (
        2,
        True,
    )


def test_national_framework_has_no_report(riverside):
    result = report(riverside, "national-framework", "2024")
    assert (result.returncode, "is the national framework, which has no annual report" in result.stderr) == (2, True)


def test_year_without_narrative_names_the_file_and_the_years_there_are(riverside):
    result = report(riverside, "riverside", "2042")
    said = (
        "There is no narrative datasets/riverside/narrative/report-2042.md for a report of 2042. There is one for 2024."
    )
    assert (result.returncode, said in " ".join(result.stderr.split())) == (2, True)


def test_package_without_any_report_says_which_file_to_write(riverside):
    (riverside / "datasets/riverside/narrative/report-2024.md").unlink()
    result = report(riverside, "riverside", "2024")
    said = "Write datasets/riverside/narrative/report-2024.md first."
    assert (result.returncode, said in " ".join(result.stderr.split())) == (2, True)


def test_year_that_is_no_number_is_wrong_use(riverside):
    assert report(riverside, "riverside", "lately").returncode == 2


def test_problem_in_the_data_is_shown_and_nothing_is_written(riverside):
    edit(riverside / "datasets/riverside/observations.csv", "1310", '"1,310"')
    result = report(riverside, "riverside", "2024")
    assert (result.returncode, "1 problem in 1 of 2 packages" in result.stdout) == (1, True)
    assert not (riverside / "build").exists()


# Done


def test_word_file_is_written_and_named(made):
    result, files = made
    assert (result.returncode, f"{NAME}.docx" in files, f"build/reports/{NAME}.docx" in result.stdout) == (
        0,
        True,
        True,
    )


def test_pdf_file_is_there_where_a_browser_is(made):
    _, files = made
    assert (f"{NAME}.pdf" in files) is (find_browser() is not None)


def test_same_data_gives_the_same_files_in_another_folder_at_another_time(made, tmp_path):
    _, files = made
    elsewhere = copy_of_project(tmp_path / "another place")
    result = report(elsewhere, "derby-and-derbyshire", "2025", "--quiet", TZ="Asia/Tokyo", PYTHONHASHSEED="7")
    assert (result.returncode, result.stdout, bytes_below(elsewhere / "build" / "reports")) == (0, "", files)


def test_without_a_browser_it_says_so_and_leaves_no_old_pdf_file(project, made):
    assert made[0].returncode == 0
    stale = project / "build" / "reports" / f"{NAME}.pdf"
    stale.write_bytes(b"old")
    result = report(project, "derby-and-derbyshire", "2025", PATH="/nowhere")
    assert (result.returncode, stale.exists(), result.stderr) == (
        0,
        False,
        "There is no PDF file: no Chromium, Chrome or Edge was found to print it.\n",
    )


# The print


needs_browser = pytest.mark.skipif(find_browser() is None, reason="the print is made by a browser, and none is here")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The PDF file as bytes."""
    project = copy_of_project(tmp_path_factory.mktemp("printed"))
    assert report(project, "derby-and-derbyshire", "2025").returncode == 0
    return (project / "build" / "reports" / f"{NAME}.pdf").read_bytes()


@needs_browser
def test_print_is_tagged_a4_with_title_language_and_outline(printed):
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/Lang (en)", b"/Outlines"):
        assert mark in printed
    sizes = {tuple(map(float, size.split()[2:])) for size in re.findall(rb"/MediaBox \[([^\]]+)\]", printed)}
    assert {(round(width * 25.4 / 72), round(height * 25.4 / 72)) for width, height in sizes} == {(210, 297)}
    assert b"Annual progress report 2025: Derby and Derbyshire" in printed


def test_page_that_is_printed_has_the_styles_for_paper(project, made):
    assert made[0].returncode == 0
    site = project / "build" / "print" / "site"
    (styles,) = site.glob("assets/*.css")
    assert f'href="assets/{styles.name}"' in (site / "index.html").read_text("utf-8")
    assert {"@bottom-center", "orphans"} <= set(re.findall("@bottom-center|orphans", styles.read_text("utf-8")))


@needs_browser
def test_print_names_no_file_of_the_machine_that_made_it(printed):
    assert b"file://" not in printed


@needs_browser
def test_print_is_dated_by_the_report(printed):
    assert set(re.findall(rb"/(?:CreationDate|ModDate) \(D:(\d{14})", printed)) == {b"20250130000000"}


def test_browser_that_cannot_start_is_told_plainly(tmp_path):
    with pytest.raises(NotPrinted, match="did not print the page"):
        print_page("/nowhere/chromium", tmp_path / "page.html", _day(), tmp_path / "page.pdf")


def test_browser_that_prints_nothing_is_told_plainly(tmp_path):
    with pytest.raises(NotPrinted, match="it gave no reason"):
        print_page("/bin/false", tmp_path / "page.html", _day(), tmp_path / "page.pdf")


def test_browser_is_asked_on_windows_too_which_knows_no_root(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "geteuid")
    with pytest.raises(NotPrinted, match="it gave no reason"):
        print_page("/bin/false", tmp_path / "page.html", _day(), tmp_path / "page.pdf")


def test_browser_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr("builder.publishing.printing._SECONDS", 0.5)
    with pytest.raises(NotPrinted, match="timed out"):
        print_page(str(slow), tmp_path / "page.html", _day(), tmp_path / "page.pdf")


def _day():
    from datetime import date

    return date(2025, 1, 30)
