"""What `python -m builder changes` says of edits to the sound example, each against a golden file."""

import contextlib
import csv
import io
import json
import random
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder import pipeline
from builder.analysis.altered import figures_to_keep_quiet
from builder.cli import changes_listing
from builder.cli.commands import main
from builder.project.problems import Place
from tests.projects import copy_of_words
from tests.sound_example import edit, git, lay_out, publish, rewrite

GOLDEN = Path(__file__).parent / "golden" / "changes"
KITS = "naloxone-kits-given"
DAY = date(2025, 6, 30)


@pytest.fixture
def project(published, tmp_path):
    return shutil.copytree(published, tmp_path / "project")


def report(project, *, errors=0, since=""):
    return pipeline.changes(project / "datasets", since, errors, DAY)


def table(project, name):
    return project / "datasets" / "riverside" / f"{name}.csv"


def of_table(name, change):
    return lambda project: rewrite(table(project, name), change)


def removed(name, place=0):
    return of_table(name, lambda rows: rows.pop(place))


def cells(name, place=0, **new):
    return of_table(name, lambda rows: rows[place].update(new))


def copied(name, place=0, **new):
    return of_table(name, lambda rows: rows.append({**rows[place], **new}))


def both(*edits):
    def apply(project):
        for one in edits:
            one(project)

    return apply


def revised(old, new):
    about = {"revision": "kits", "metric": KITS, "area": "riverside", "breakdown": "", "group": ""}
    when = {"period_start": "2022-04-01", "period_duration": "P1Y", "revised_on": "2024-09-12", "reason": "Counted."}
    return both(cells("observations", value=new), copied("revisions", **about, **when, old_value=old, new_value=new))


def everywhere(old, new, also=lambda _: None):
    """Return an edit that gives something another short name wherever it is named, and then makes another one."""

    def apply(project):
        for path in (project / "datasets" / "riverside").rglob("*.*"):
            text = path.read_text("utf-8")
            path.write_text(re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text), "utf-8", newline="")
            if path.stem == old:
                path.rename(path.with_stem(new))
        also(project)

    return apply


def revised_twice(project):
    revised("305", "310")(project)
    copied("revisions", -1, revision="first", old_value="300", new_value="305", revised_on="2024-07-01")(project)


def new_package(project):
    folder = project / "datasets"
    shutil.copytree(folder / "riverside", folder / "lakeside")


SCENARIOS = {
    "figure-changed-without-revision": cells("observations", value="310"),
    "figure-changed-with-revision": revised("300", "310"),
    "revision-with-another-old-value": revised("299", "310"),
    "figure-changed-with-two-revisions": revised_twice,
    "metric-renamed": everywhere(KITS, "kits-of-naloxone", cells("metrics", title="Kits of naloxone")),
    "area-renamed": everywhere("north-riverside", "riverside-north"),
    "figure-hidden": cells("observations", value="", status="c"),
    "small-figure-grew": cells("observations", value="310"),
    "figure-removed": removed("observations"),
    "figure-of-a-new-year": copied("observations", period_start="2030-04-01", value="3000"),
    "note-of-a-figure": cells("observations", note="A new note."),
    "due-date-moved": cells("actions", due="2027-03-31", original_due=""),
    "due-date-was-a-slip": cells("actions", due="2027-03-31", original_due="", reason="The year was mistyped."),
    "due-date-moved-and-first-kept": cells("actions", due="2027-03-31"),
    "action-done": cells("actions", status="done"),
    "action-new": copied("actions", action="another-action"),
    "action-removed": removed("actions"),
    "action-renamed": cells("actions", 1, action="learn-what-is-needed"),
    "text-changed": cells("actions", title="Jane Doe of Evesham gives out naloxone"),
    "target-changed": cells("targets", target_value="5000"),
    "definition-changed": cells("metrics", definition="Another definition."),
    "narrative-changed": lambda project: (project / "datasets/riverside/narrative/overview.md").write_text("New.\n"),
    "source-new": copied("sources", source="another-source"),
    "most-figures-removed": of_table("observations", lambda rows: rows.__delitem__(slice(1, None))),
    "table-of-revisions-missing": both(
        lambda project: table(project, "revisions").unlink(), cells("observations", value="310")
    ),
    "first-date-was-another": cells("actions", original_due="2024-09-30"),
    "fix-and-decision": both(removed("observations"), cells("actions", due="2027-03-31", original_due="")),
    "grant-changed": cells("funding", pounds="1234567"),
    "package-new": new_package,
    "package-removed": lambda project: shutil.rmtree(project / "datasets" / "riverside"),
    "table-that-cannot-be-read": lambda project: table(project, "targets").write_bytes(b"\xff\xfea\x00"),
}


def test_there_are_scenarios_enough():
    assert len(SCENARIOS) >= 20


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_change_is_said_as_expected(project, golden, name):
    if name == "small-figure-grew":
        cells("observations", value="3")(project)
        publish(project)
    SCENARIOS[name](project)
    golden(GOLDEN / f"{name}.txt", changes_listing.text_report(report(project, since="HEAD")) + "\n")


def test_nothing_changed_says_nothing(project):
    found = report(project)
    assert (found.packages, found.report.verdict) == ((), "Nothing has changed in the packages.")


def rewritten(path, change, *, line_end="\r\n", quoting=csv.QUOTE_ALL, mark="\ufeff"):
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    written = io.StringIO()
    csv.writer(written, lineterminator=line_end, quoting=quoting).writerows(change(rows))
    path.write_text(mark + written.getvalue(), "utf-8", newline="")


@pytest.mark.parametrize("seed", range(3))
def test_what_excel_changes_in_form_says_nothing(project, seed):
    order = random.Random(seed)

    def shuffled(rows):
        header, *rest = rows
        order.shuffle(rest)
        columns = order.sample(range(len(header)), len(header))
        return [[row[column] for column in columns] for row in (header, *rest)]

    for path in sorted((project / "datasets").glob("*/*.csv")):
        rewritten(path, shuffled)
    for path in sorted((project / "datasets").rglob("*.md")):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert report(project).texts == {}
    assert report(project).packages == ()


def test_zeros_behind_a_number_say_nothing(project):
    cells("observations", value="300.00")(project)
    assert report(project).packages == ()


@pytest.mark.parametrize("seed", range(3))
def test_same_changes_in_any_row_order_give_the_same_words(project, seed):
    both(cells("observations", value="310"), removed("observations", 1), copied("updates", update="z"))(project)
    expected = [said.split(" (row ")[0] for part in report(project).report.parts for said in part.lines]
    for name in ("observations", "updates"):
        of_table(name, random.Random(seed).shuffle)(project)
    found = [said.split(" (row ")[0] for part in report(project).report.parts for said in part.lines]
    assert found == expected


def test_ready_row_makes_the_change_ready(project):
    cells("observations", value="310")(project)
    found = report(project)
    assert found.report.verdict == "Needs a decision: 1 published figure that changed without a revision."
    (row,) = found.report.parts[0].paste
    path = table(project, "revisions")
    path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n{row}\n", "utf-8", newline="")
    assert report(project).report.verdict == "Ready: no row that changed needs a decision."


def test_text_is_never_repeated(project):
    SCENARIOS["text-changed"](project)
    found = report(project)
    shown = (changes_listing.text_report, changes_listing.markdown_report, changes_listing.json_report)
    assert not any("Jane" in show(found) or "Evesham" in show(found) for show in shown)


def test_no_figure_is_repeated_while_the_check_finds_errors(project):
    both(cells("observations", value="7531"), copied("observations", period_start="2030-04-01", value="8642"))(project)
    found = report(project, errors=1)
    assert found.report.verdict == (
        "Needs a fix: 1 error of the check. Needs a decision: 1 published figure that changed without a revision."
    )
    shown = (changes_listing.text_report, changes_listing.markdown_report, changes_listing.json_report)
    assert not any(digits in show(found) for digits in ("7531", "7,531", "8642", "8,642") for show in shown)


def test_markdown_escapes_what_data_hold(project):
    git(project, "checkout", "-q", "-b", "work")
    edit(table(project, "areas"), "North Riverside", "<img src=x> [a](b)")
    cells("observations", 1, value="190")(project)
    said = changes_listing.markdown_report(report(project))
    assert "<img" not in said
    assert "](b)" not in said


def test_long_markdown_ends_with_what_is_left_out(project):
    cells("observations", value="310")(project)
    removed("actions")(project)
    found = report(project)
    whole = changes_listing.markdown_report(found)
    short = changes_listing.markdown_report(found, limit=len(whole) - 1)
    assert len(short) < len(whole)
    assert "parts are left out" in short
    assert "left out" not in whole


def test_json_has_the_documented_keys(project):
    cells("observations", value="310")(project)
    told = json.loads(changes_listing.json_report(report(project)))
    assert list(told) == ["commit", "verdict", "packages", "texts", "pages"]
    (package,) = told["packages"]
    assert package["rows"] == [
        {
            "table": "observations",
            "key": [KITS, "riverside", "", "", "", "2022-04-01", "P1Y", ""],
            "kind": "changed",
            "row": 2,
            "fields": ["value"],
            "revision": "missing",
        }
    ]


def test_old_state_that_does_not_check_is_compared(project):
    cells("actions", status="nonsense")(project)
    publish(project)
    cells("actions", status="in-progress")(project)
    (package,) = report(project, since="HEAD").packages
    assert [row.fields for row in package.rows] == [("status",)]


def test_command_compares_with_where_the_branch_left_main(project):
    git(project, "checkout", "-q", "-b", "work")
    cells("observations", value="310")(project)
    publish(project)
    with contextlib.chdir(project):
        result = CliRunner().invoke(main, ["changes"])
    assert result.exit_code == 0
    assert "300 becomes 310 (+10)" in result.stdout


@pytest.mark.parametrize("since", ["nowhere", "--output=x"])
def test_unknown_commit_is_a_message(project, since):
    with contextlib.chdir(project):
        result = CliRunner().invoke(main, ["changes", f"--since={since}"])
    assert result.exit_code == 1
    assert f'What changed since "{since}" cannot be said' in result.stderr


@pytest.fixture(scope="module")
def with_words(tmp_path_factory):
    """Return a published project that has the words of its pages too."""
    folder = tmp_path_factory.mktemp("with-words")
    lay_out(folder)
    copy_of_words(folder)
    shutil.copytree(folder / "datasets" / "riverside", folder / "datasets" / "lakeside")
    edit(folder / "datasets/lakeside/datapackage.yaml", "name: riverside", "name: lakeside")
    edit(folder / "datasets/lakeside/datapackage.yaml", "title: Riverside", "title: Lakeside")
    publish(folder)
    return folder


@pytest.fixture
def site(with_words, tmp_path):
    return shutil.copytree(with_words, tmp_path / "project")


def said(project, *arguments):
    with contextlib.chdir(project):
        result = CliRunner().invoke(main, ["changes", "--since", "main", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


SEEN = {
    "seen-new-figure": both(
        copied("sources", source="later", published="2026-01-31", retrieved=""),
        copied("observations", 7, period_start="2024-04-01", period_printed="", value="1500", source="later"),
    ),
    "seen-action-done": cells("actions", status="done", evidence="https://example.org/report"),
    "seen-later-source": copied("sources", source="later", published="2026-01-31", retrieved=""),
    "seen-metric-renamed": SCENARIOS["metric-renamed"],
    "seen-national-title": lambda project: edit(
        project / "datasets/national-framework/metrics.csv", "Adults in treatment", "Adults who get treatment"
    ),
}


@pytest.mark.parametrize(
    ("was", "now", "is_quiet"),
    [("3", {"value": "310"}, True), ("300", {"value": "", "status": "c"}, True), ("300", {"value": "310"}, False)],
)
def test_heading_in_which_a_figure_stood_that_may_be_hidden_today_is_not_repeated(project, was, now, is_quiet):
    cells("observations", value=was)(project)
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--allow-empty", "--message", "Publish")
    cells("observations", **now)(project)
    (package,) = report(project, since="HEAD").packages
    assert figures_to_keep_quiet(package) == ({KITS} if is_quiet else set())


@pytest.mark.parametrize("name", sorted(SEEN))
def test_what_readers_see_is_said_as_expected(site, golden, name):
    SEEN[name](site)
    told = said(site)
    # Which pages there are is for other tests to say.
    golden(GOLDEN / f"{name}.txt", re.split(r"\n\d+ pages? ", told)[0])


def test_pages_that_change_and_move_are_named(site):
    SEEN["seen-metric-renamed"](site)
    told = json.loads(said(site, "--format", "json"))["pages"]
    assert "riverside/metrics/naloxone-kits-given/" in told["gone"]
    assert told["new"] == ["riverside/metrics/kits-of-naloxone/"]
    assert {"riverside/", "riverside/plan/train-pharmacies/"} <= {*told["changed"]}
    assert not {"lakeside/", "riverside/duties/", "about/", *told["new"]} & {*told["changed"]}


def test_pages_that_only_speak_of_another_day_are_counted(site):
    SEEN["seen-later-source"](site)
    told = said(site)
    assert re.search(r"^  - besides, \d+ pages that only speak of another day$", told, re.MULTILINE)
    assert "lakeside/" not in told


def summary(project, monkeypatch, **github):
    for name in ("SERVER_URL", "REPOSITORY", "SHA"):
        monkeypatch.delenv(f"GITHUB_{name}", raising=False)
    for name, value in github.items():
        monkeypatch.setenv(f"GITHUB_{name}", value)
    return said(project, "--format", "markdown")


ON_GITHUB = {"SERVER_URL": "https://github.example", "REPOSITORY": "riverside/site", "SHA": "0123abc"}


def faulty(project):
    """Change figures without a revision, one of them slightly off, put somebody into a text and leave out a title."""
    cells("observations", value="310")(project)
    cells("observations", 10, value="45.1")(project)
    cells("updates", text="Mr Harrow came to the hostel.")(project)
    cells("actions", title="")(project)


def headings(markdown):
    return [line.removeprefix("## ") for line in markdown.splitlines() if line.startswith("## ")]


def test_summary_has_changes_then_questions_then_faults_then_what_comes_next(project, monkeypatch):
    faulty(project)
    told = summary(project, monkeypatch, **ON_GITHUB)
    assert headings(told) == ["What this changes", "Questions", "Faults", "Warnings", "What happens next"]
    assert "Mend each fault on the same branch" in told
    assert "A colleague who did not make the change" not in told


def test_summary_of_a_sound_change_says_who_approves(project, monkeypatch):
    cells("actions", due="2027-03-31")(project)
    told = summary(project, monkeypatch)
    assert headings(told) == ["What this changes", "What happens next"]
    assert "A colleague who did not make the change" in told


def test_summary_links_to_lines_where_github_says_of_which_commit(project, monkeypatch):
    faulty(project)
    place = "https://github.example/riverside/site/blob/0123abc/datasets/riverside/"
    told = summary(project, monkeypatch, **ON_GITHUB)
    assert f"- [datasets/riverside/actions.csv, cell B2 (row 2, &#34;title&#34;)]({place}actions.csv#L2): " in told


def test_link_to_prose_shows_its_lines():
    links = changes_listing.Links.of("https://github.example", "riverside/site", "0123abc")
    place = Place("datasets/riverside/narrative/a plan.md", line=4, character=2)
    address = "https://github.example/riverside/site/blob/0123abc/datasets/riverside/narrative/a%20plan.md?plain=1#L4"
    assert links.to(place) == address


@pytest.mark.parametrize("missing", sorted(ON_GITHUB))
def test_summary_links_nowhere_where_github_does_not_say(project, monkeypatch, missing):
    faulty(project)
    told = summary(project, monkeypatch, **{name: one for name, one in ON_GITHUB.items() if name != missing})
    assert "](" not in told
    assert "- datasets/riverside/actions.csv, cell B2" in told


def test_summary_of_very_much_keeps_what_comes_next(project, monkeypatch):
    def many(rows):
        first = dict(rows[0])
        rows += [{**first, "update": f"u{at}", "text": f"Mr Harrow came {'again ' * 20}{at}."} for at in range(900)]

    of_table("updates", many)(project)
    of_table("observations", lambda rows: [row.update(note="x" * 60) for row in rows])(project)
    told = summary(project, monkeypatch, **ON_GITHUB)
    assert len(told) <= changes_listing.MAXIMUM_MARKDOWN
    assert headings(told)[-1] == "What happens next"
    assert "and 870 more\n" in told


def test_summary_of_very_many_revisions_fits(project, monkeypatch):
    def year(row, start, value):
        return {**row, "period_start": f"{start}-04-01", "value": value}

    of_table("observations", lambda rows: rows.extend(year(rows[0], one, "400") for one in range(1900, 2018)))(project)
    publish(project)
    of_table("observations", lambda rows: [row.update(value="411") for row in rows[-118:]])(project)
    told = summary(project, monkeypatch)
    assert len(told) <= changes_listing.MAXIMUM_MARKDOWN
    assert told.count(",WRITE HERE WHY IT CHANGED\n    ") == 99
    assert "There are 18 more of them" in told


def test_text_of_a_package_writes_no_markdown_and_no_html(project, monkeypatch):
    edit(table(project, "areas"), "North Riverside", "<img src=x> [a](javascript:b)")
    cells("observations", 1, value="190")(project)
    cells("updates", text="Mr Harrow came to <b>the</b> hostel.")(project)
    told = summary(project, monkeypatch, **ON_GITHUB)
    assert "<img" not in told
    assert "<b>" not in told
    assert "](javascript" not in told


def test_page_of_the_preview_is_sound_and_leads_to_pages_that_change(site, tmp_path):
    SEEN["seen-new-figure"](site)
    edit(table(site, "areas"), "South Riverside", "South <i>Riverside</i>")
    file = tmp_path / "changes.html"
    said(site, "--page", str(file))
    page = file.read_text("utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    metric = "riverside/metrics/adults-in-treatment/"
    assert f'<a href="{metric}index.html">{metric}</a>' in page
    assert '<a href="index.html">the home page</a>' in page
    assert "<i>" not in page
    assert re.findall(r"<h(\d)>", page)[0] == "1"
    assert page.count("<h1>") == 1
    assert "<script" not in page
