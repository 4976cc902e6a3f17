"""Each figure of a page leads to the line of the table that it comes from, in the commit that was built."""

import csv
import re

import pytest

from builder import pipeline
from builder.model.settings import Environment
from builder.pages import render_tables
from builder.pipeline.building import set_scenes
from builder.project.words import words_of
from tests.projects import FROZEN, ROOT, root, run

COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = "https://github.com/council/figures"
LINK = re.compile(
    rf'<a href="{REPOSITORY}/blob/{COMMIT}/datasets/([^/"]+)/observations\.csv\?plain=1#L(\d+)">line (\d+)</a>'
)


def tables(**environment):
    site = pipeline.check(FROZEN, environment=Environment(**environment)).site
    return site, render_tables(set_scenes(site), words_of(root()))


@pytest.fixture(scope="module")
def known():
    return tables(repository=REPOSITORY, commit=COMMIT)


def test_every_figure_of_every_chart_leads_to_its_line(known):
    site, parts = known
    for partnership in site.partnerships:
        lines = (FROZEN / partnership.name / "observations.csv").read_text("utf-8").splitlines()
        header = next(csv.reader(lines[:1]))
        own = {o.line: o for o in partnership.package.observations}
        led = set()
        for part, html in parts.items():
            for package, line, said in LINK.findall(html):
                if package == partnership.name:
                    assert line == said, part
                    led.add(int(line))
        assert led, partnership.name
        for line in led:
            row = dict(zip(header, next(csv.reader([lines[line - 1]])), strict=True))
            o = own[line]
            assert (row["metric"], row["area"], row["group"], row["place"]) == (o.metric, o.area, o.group, o.place)
            assert row["value"] == ("" if o.value is None else str(o.value))


def test_row_of_a_figure_leads_to_that_figure(known):
    _, parts = known
    rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", parts["tables/worcestershire-adults-in-treatment-areas.html"])
    lines = (FROZEN / "worcestershire/observations.csv").read_text("utf-8").splitlines()
    assert rows
    for row in rows:
        ((_, line, _),) = LINK.findall(row)
        value = dict(zip(*csv.reader([lines[0], lines[int(line) - 1]]), strict=True))["value"]
        assert f"{int(value):,}" in row


@pytest.mark.parametrize("given", [{}, {"repository": REPOSITORY}, {"commit": COMMIT}])
def test_without_repository_or_commit_there_is_no_link_and_no_column(given):
    _, parts = tables(**given)
    assert [part for part, html in parts.items() if "Row in the data" in html or "/blob/" in html] == []


def test_name_of_a_commit_that_is_none_is_refused(tmp_path):
    result = run(tmp_path, "ledger", SITE_COMMIT="main", PYTHONPATH=str(ROOT))
    assert (result.returncode, "Write the whole name of a commit" in result.stderr) == (2, True)
