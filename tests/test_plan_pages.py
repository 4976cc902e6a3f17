"""A plan is shown as it was published: what is missing is said and counted, never invented."""

import csv
import io
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from builder import pipeline
from builder.model.settings import Environment
from builder.pipeline.building import Folders, assemble, set_scenes, text_parts
from builder.tables import package_files
from tests.projects import FROZEN, root
from tests.sound_example import SOUND, lay_out, rewrite

BARE = {"action", "title", "priorities", "source", "place"}
"""What is left of an action in a plan of priorities and interventions only."""


def pages(site):
    scenes = set_scenes(site)
    assembly = assemble(site, scenes, Folders(root(), SOUND, root() / "build", root() / "site"))
    return {file.path: file.content.decode() for file in assembly.files if file.path.endswith(".md")}


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The sound example with nothing but titles and priorities in its plan."""
    datasets = lay_out(tmp_path_factory.mktemp("bare"))
    package = datasets / "riverside"
    shutil.rmtree(package / "narrative")  # It speaks of a target, which is taken away too.
    rows = list(csv.DictReader(io.StringIO((package / "actions.csv").read_text("utf-8"), newline="")))
    with (package / "actions.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: value if name in BARE else "" for name, value in row.items()} for row in rows)
    descriptor = package / "datapackage.yaml"
    text = descriptor.read_text("utf-8")
    for name in ("milestones", "updates", "targets"):
        (package / f"{name}.csv").unlink()
        text = text.replace(f"  - name: {name}\n    path: {name}.csv\n", "")
    descriptor.write_text(text, "utf-8")
    return pipeline.check(datasets)


def test_plan_of_priorities_and_interventions_only_is_accepted(bare):
    assert bare.problems == ()


def test_plan_of_priorities_and_interventions_only_reports_its_gaps(bare):
    text = pages(bare.site)["plan/index.md"]
    assert "No promise has a named lead, a start date or a due date." in text
    assert text.count("has not said how they are going") == 1
    assert "Not said: who leads" not in text


def test_plan_without_dates_has_no_timeline_and_no_calendar(bare):
    text = pages(bare.site)["plan/index.md"]
    assert "## When" not in text
    assert "plan.ics" not in text
    assert not [file.path for file in package_files.export(bare.site) if file.path.endswith(".ics")]


def test_every_action_of_every_partnership_has_a_page_and_is_on_the_plan():
    site = pipeline.check(FROZEN).site
    found = pages(site)
    for partnership in site.partnerships:
        plan = found[f"{partnership.name}/plan/index.md"]
        for action in partnership.package.plan.actions:
            assert f'href="{action.action}/"' in plan
            assert f"{partnership.name}/plan/{action.action}/index.md" in found


def test_priorities_stand_under_the_priority_that_they_are_part_of():
    text = pages(pipeline.check(FROZEN).site)["northamptonshire/plan/index.md"]
    promised = text[
        text.index('id="promised-break-supply-chains"') : text.index('id="promised-treatment-and-recovery"')
    ]
    assert '<h3 id="promised-p1-1">1.1 Work with communities' in promised
    assert "<summary>Break drug supply chains: 21 actions" in text


def test_every_action_is_listed_by_organisation_by_status_and_by_area():
    site = pipeline.check(FROZEN).site
    found = pages(site)
    for partnership in site.partnerships:
        sections = re.split(r"^## ", found[f"{partnership.name}/actions/index.md"], flags=re.MULTILINE)[1:]
        every = {f"../plan/{action.action}/" for action in partnership.package.plan.actions}
        for section in sections:
            assert set(re.findall(r'href="([^"]+)"', section)) == every


def test_work_that_was_only_reported_is_not_counted_as_promised():
    text = pages(pipeline.check(FROZEN).site)["derby-and-derbyshire/plan/index.md"]
    promised = text[text.index("## What is promised") : text.index("## What was reported {")]
    assert "give-out-more-naloxone" not in promised
    assert "start-on-prevention" in promised


def test_promise_in_numbers_without_a_figure_is_shown_with_its_goal_on_the_plan_and_beside_its_action():
    found = pages(pipeline.check(FROZEN).site)
    for page in ("index.md", "2024-support-after-release/index.md"):
        text = found[f"northamptonshire/plan/{page}"]
        assert "Reach 75% by 31 March 2025" in text
        assert "No figure is published for it." in text


def test_same_plan_is_judged_on_the_date_of_the_site():
    site = pipeline.check(SOUND).site
    (one,) = site.partnerships
    sources = tuple(replace(source, published=date(2025, 6, 1)) for source in one.package.sources)
    # Without its narratives: the report of 2024 would speak of figures that now come from later.
    package = replace(one.package, sources=sources, narratives=())
    later = replace(site, partnerships=(replace(one, package=package),))
    assert "So far 1 is late and 1 under way." in pages(site)["plan/index.md"]
    assert "So far 2 are late. It has not said how the other one is going." in pages(later)["plan/index.md"]


def test_plan_is_judged_on_a_chosen_day_and_says_so():
    text = pages(pipeline.check(SOUND, environment=Environment(day=date(2025, 6, 1))).site)["plan/index.md"]
    assert "So far 2 are late. It has not said how the other one is going." in text
    assert "This is how things stood on 1 June 2025, the day this site was brought up to date." in text


def test_timeline_has_a_line_for_each_dated_promise():
    (scene,) = set_scenes(pipeline.check(SOUND).site)
    parts = text_parts((scene,), Folders(root(), SOUND, root(), root()))
    (html,) = [text for name, text in parts.items() if "timeline" in name]
    assert html.count('<span class="title">') == 4


def test_derived_tables_and_calendar_travel_with_the_package():
    files = {file.path: file.content for file in package_files.export(pipeline.check(SOUND).site)}
    names = zipfile.ZipFile(io.BytesIO(files["data/riverside/riverside.zip"])).namelist()
    wanted = {"action_states.csv", "coverage.csv", "actions.csv", "milestones.csv", "updates.csv", "plan.ics"}
    assert {f"riverside/{name}" for name in wanted} <= set(names)


def test_coverage_file_gives_the_counts_of_the_page():
    site = pipeline.check(FROZEN).site
    files = {
        file.path: file.content.decode() for file in package_files.export(site) if file.path.endswith("coverage.csv")
    }
    page = unescape(pages(site)["northamptonshire/coverage/index.md"])
    rows = list(csv.DictReader(io.StringIO(files["data/northamptonshire/coverage.csv"])))
    commitments = [row for row in rows if row["goal"] == "commitment"]
    assert len(commitments) == 15
    for row in commitments:
        words = f"{row['promised']} promised" if row["promised"] != "0" else "none"
        assert re.search(rf">{re.escape(row['title'])}</a></th>.*data-label=\"In all\">{words}</td></tr>", page)


def test_key_of_a_timeline_names_the_marks_that_it_has():
    real = pages(pipeline.check(FROZEN).site)["northamptonshire/plan/index.md"]
    assert "The upright line is 19 March 2024. A diamond is due.\n" in real
    sound = pages(pipeline.check(SOUND).site)["plan/index.md"]
    assert "a triangle is late" in sound


def test_promise_in_numbers_without_a_figure_is_in_the_annual_report():
    site = pipeline.check(FROZEN).site
    (report,) = [one for scene in set_scenes(site) for one in scene.reports if one.name.startswith("northamptonshire")]
    (table,) = [block for block in report.blocks if getattr(block, "caption", "") == "Promises in numbers"]
    assert [row[3].text for row in table.rows if "75%" in row[2].text] == ["Cannot say: no figure is published for it"]


def test_commitment_without_an_action_leads_to_the_figures_that_are_reported_about_it(tmp_path):
    datasets = lay_out(tmp_path)

    def add(rows):
        lines = {"commitment": "lines", "number": "3", "title": "Close lines", "metrics": "adults-in-treatment"}
        rows.extend([{**rows[0], **lines}, {**rows[0], "commitment": "money", "number": "4", "title": "Take money"}])

    rewrite(datasets / "national-framework" / "commitments.csv", add)
    page = pages(pipeline.check(datasets).site)["coverage/index.md"]
    assert "For 1 without an action, results are reported all the same." in page
    assert (
        "- Close lines: results are reported, and no action is written down. "
        '<a href="../metrics/adults-in-treatment/">Adults in treatment</a>.\n' in page
    )
    assert "- Take money\n" in page
    assert 'data-label="In all">results reported, no action written down</td>' in page


def test_proposal_stands_apart_and_is_on_no_timeline_and_in_no_calendar(tmp_path):
    datasets = lay_out(tmp_path)

    def propose(rows):
        rows.append({**rows[1], "action": "meet", "title": "Hold a meeting", "basis": "proposed", "due": "2022-10-31"})

    rewrite(datasets / "riverside" / "actions.csv", propose)
    site = pipeline.check(datasets).site
    page = pages(site)["plan/index.md"]
    assert "Its papers name 1 thing that was proposed and not promised." in page
    assert page.index("## What was proposed") < page.index(">Hold a meeting<")
    assert page.count("Hold a meeting") == 1
    files = {file.path: file.content.decode("utf-8", "replace") for file in package_files.export(site)}
    assert "Hold a meeting" not in next(text for path, text in files.items() if path.endswith("plan.ics"))
    parts = text_parts(set_scenes(site), Folders(root(), SOUND, root(), root()))
    assert "Hold a meeting" not in next(text for name, text in parts.items() if "timeline" in name)
