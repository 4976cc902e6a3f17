"""The finished site shows no number in the place of a hidden figure, whichever stage would put it there."""

import json
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from builder import pipeline, wording
from builder.disclosure.output.finished import HiddenFigureShown, inspect
from builder.model.measures import Status
from builder.pipeline.building import Folders, build, figures_by_name, set_scenes
from builder.project.schemas import table_schemas
from builder.tables import metric_file
from tests.projects import FROZEN, root
from tests.sound_example import SOUND

SECRET = "7413"
"""A number that stands nowhere else."""
HIDDEN = "Adults in treatment, South Riverside, 2023 to 2024"
METRIC = "adults-in-treatment"

SENTENCE = f"South Riverside: {SECRET} in 2023 to 2024"
ROW = f"<tr><th>South Riverside</th><td>2023 to 2024</td><td>{SECRET}</td></tr>"


@pytest.fixture(scope="module")
def site():
    return pipeline.check(SOUND).site


def faults(site, folder, figures=()):
    with pytest.raises(HiddenFigureShown) as caught:
        inspect(site, folder, figures)
    return str(caught.value).splitlines()


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


LEAKS = {
    "a sentence of a page": ("index.html", f"<p>Adults in treatment. South Riverside: {SECRET} in 2023 to 2024.</p>"),
    "a sentence of the metric's page": (
        f"metrics/{METRIC}/index.html",
        f"<p>In Riverside it was 1,310 in 2023 to 2024, and in South Riverside {SECRET} in 2023 to 2024.</p>",
    ),
    "the description of a page": (
        "index.html",
        f'<meta name="description" content="Adults in treatment: South Riverside {SECRET} in 2023 to 2024">',
    ),
    "a table of a page": (
        f"metrics/{METRIC}/index.html",
        f"<table><thead><tr><th>Area</th></tr></thead><tbody>{ROW}</tbody></table>",
    ),
    "a text alternative": (
        f"metrics/{METRIC}/index.html",
        f"<svg><desc>North Riverside: 5 (2022 to 2023). South Riverside: {SECRET} (2023 to 2024).</desc></svg>",
    ),
    "a mark of a chart, whose title names the metric": (
        "report/2025/index.html",
        f'<svg><title>Adults in treatment</title><path data-value="South Riverside, 2023 to 2024: {SECRET}"/></svg>',
    ),
    "a drawing": (
        f"data/riverside/charts/{METRIC}-areas.svg",
        f'<svg aria-label="South Riverside: {SECRET} (2023 to 2024)"></svg>',
    ),
    "a download": (
        f"data/riverside/{METRIC}.csv",
        f"metric,area,period_start,value\n{METRIC},south-riverside,2023-04-01,{SECRET}\n",
    ),
    "the table of all figures": (
        "data/figures.csv",
        (
            "partnership,period_start,area,metric,breakdown,group,lower,value_status\n"
            f"riverside,2023-04-01,south-riverside,{METRIC},Total,Total,{SECRET},c\n"
        ),
    ),
    "a column of a download that is new": (
        f"data/riverside/{METRIC}.csv",
        f"area,period_start,change\nsouth-riverside,2023-04-01,{SECRET}\n",
    ),
    "a JSON download": (
        "data/riverside/observations.json",
        json.dumps([{"metric": METRIC, "area": "south-riverside", "period_start": "2023-04-01", "value": int(SECRET)}]),
    ),
    "the search index": (
        "find.json",
        json.dumps(
            {"pages": [{"location": f"metrics/{METRIC}/", "text": f"South Riverside: {SECRET} in 2023 to 2024"}]}
        ),
    ),
    "a feed": (
        "changes/feed.xml",
        f"<feed><entry><title>Adults in treatment</title><summary>&lt;p&gt;{SENTENCE}&lt;/p&gt;</summary></entry>",
    ),
    "a block of data of a page": (
        "data/index.html",
        '<script type="application/ld+json">'
        + json.dumps({"hasPart": [{"name": "Adults in treatment", "description": SENTENCE}]})
        + "</script>",
    ),
    "a catalogue": (
        "data/catalog.jsonld",
        json.dumps([{"name": "Adults in treatment", "description": SENTENCE}]),
    ),
    "a table of the page of the area": (
        "areas/south-riverside/index.html",
        (
            "<table><thead><tr><th>Metric</th><th>Latest figure</th><th>Period</th></tr></thead><tbody>"
            f"<tr><th>Adults in treatment</th><td>{SECRET}</td><td>2023 to 2024</td></tr></tbody></table>"
        ),
    ),
    "a list below a heading that names the metric": (
        "outcomes/increase-treatment/index.html",
        f"<h3>Adults in treatment</h3><dl><dt>South Riverside, 2023 to 2024</dt><dd>{SECRET}</dd></dl>",
    ),
    "an entry of a search index whose heading names the area": (
        "find.json",
        json.dumps([{"title": "Adults in treatment: South Riverside", "text": f"It was {SECRET} in 2023 to 2024."}]),
    ),
    "a table that compares partnerships": (
        f"compare/{METRIC}/index.html",
        (
            "<table><thead><tr><th>Area</th><th>Period</th><th>Number</th><th>Partnership</th></tr></thead><tbody>"
            f"<tr><th>South Riverside</th><td>2023 to 2024</td><td>{SECRET}</td><td>Riverside</td></tr></tbody></table>"
        ),
    ),
    "a calendar": ("next.ics", f"SUMMARY:Adults in treatment, South Riverside, {SECRET} in 2023 to 2024"),
}


@pytest.mark.parametrize("place", LEAKS)
def test_number_in_the_place_of_a_hidden_figure_is_found(site, tmp_path, place):
    name, content = LEAKS[place]
    write(tmp_path, name, content)
    found = faults(site, tmp_path)
    assert [fault.startswith(f"{name}: ") and HIDDEN in fault for fault in found] == [True]
    assert SECRET not in "".join(found)


@pytest.mark.parametrize("place", LEAKS)
def test_words_in_the_place_of_a_hidden_figure_are_no_fault(site, tmp_path, place):
    name, content = LEAKS[place]
    write(
        tmp_path,
        name,
        content.replace(SECRET, '"hidden"' if name.endswith("json") and "value" in content else "hidden"),
    )
    inspect(site, tmp_path, ())


LONGER = "adults-in-treatment-for-alcohol"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param(f"metrics/{LONGER}/index.html", f"<p>{SENTENCE}</p>", id="in a path"),
        pytest.param(f"data/riverside/charts/{LONGER}-areas.svg", f'<svg aria-label="{SENTENCE}"/>', id="in a drawing"),
        pytest.param("index.html", f"<p>Adults in treatment for alcohol. {SENTENCE}.</p>", id="in a sentence"),
        pytest.param("index.html", f"<h3>Adults in treatment for alcohol</h3><p>{SENTENCE}.</p>", id="in a heading"),
    ],
)
def test_metric_whose_name_holds_that_of_another_may_have_numbers(site, tmp_path, name, content):
    (partnership,) = site.partnerships
    known = partnership.metrics[METRIC]
    longer = replace(known, metric=LONGER, title="Adults in treatment for alcohol")
    framework = replace(site.framework, metrics=(*site.framework.metrics, longer))
    write(tmp_path, name, content)
    inspect(replace(site, partnerships=(replace(partnership, framework=framework),)), tmp_path, ())


def with_neighbour(site, hidden_area):
    """Return a site of two partnerships, of which only the first hides a figure: that of an area."""
    (partnership,) = site.partnerships
    observations = tuple(
        replace(o, area=hidden_area) if o.status is Status.CONFIDENTIAL else o
        for o in partnership.package.observations
        if (o.metric, o.area, o.period.start.year) != (METRIC, hidden_area, 2023)
    )
    hiding = replace(partnership, package=replace(partnership.package, observations=observations))
    shown = tuple(o for o in observations if o.status is not Status.CONFIDENTIAL)
    neighbour = replace(partnership.package, name="hillside", title="Hillside", observations=shown)
    return replace(site, partnerships=(hiding, replace(partnership, package=neighbour)))


def test_area_of_a_partnership_that_is_called_like_its_hidden_whole_may_have_a_number(site, tmp_path):
    write(
        tmp_path,
        f"compare/{METRIC}/index.html",
        "<table><thead><tr><th>Area</th><th>Period</th><th>Number</th><th>Partnership</th></tr></thead><tbody>"
        "<tr><th>North Riverside</th><td>2023 to 2024</td><td>610</td><td>Riverside</td></tr></tbody></table>",
    )
    inspect(with_neighbour(site, "riverside"), tmp_path, ())


def test_sentence_without_an_area_is_about_the_partnership_of_its_page(site, tmp_path):
    sentence = f"<p>Adults in treatment rose to {SECRET} in 2023 to 2024.</p>"
    write(tmp_path, f"hillside/metrics/{METRIC}/index.html", sentence)
    inspect(with_neighbour(site, "riverside"), tmp_path, ())
    write(tmp_path, f"riverside/metrics/{METRIC}/index.html", sentence)
    found = faults(with_neighbour(site, "riverside"), tmp_path)
    assert [fault.partition(": ")[0] for fault in found] == [f"riverside/metrics/{METRIC}/index.html"]


def test_number_in_a_package_to_download_is_found(site, tmp_path):
    name, content = LEAKS["a download"]
    with zipfile.ZipFile(tmp_path / "riverside.zip", "w") as archive:
        archive.writestr(name, content)
    assert len(faults(site, tmp_path)) == 1


def test_mark_of_a_chart_is_found(site, tmp_path):
    figures = list(figures_by_name(set_scenes(with_secret(site))).values())
    found = faults(site, tmp_path, figures)
    assert found == [f"the chart riverside-{METRIC}-areas: a mark or a number stands for {HIDDEN}"]


def with_secret(site):
    """Return the site with a number in its hidden figure, as if a stage had let it through."""
    (partnership,) = site.partnerships
    observations = tuple(
        replace(o, value=Decimal(SECRET)) if o.status is Status.CONFIDENTIAL else o
        for o in partnership.package.observations
    )
    return replace(
        site, partnerships=(replace(partnership, package=replace(partnership.package, observations=observations)),)
    )


def test_number_that_a_row_brought_is_traced_to_the_row(site, tmp_path):
    sentence = f"{SENTENCE}, as the treatment service told us."
    (partnership,) = site.partnerships
    first, *others = partnership.package.texts["updates"]
    words = table_schemas()["updates"].field_names.index("text")
    told = (*first[:words], sentence, *first[words + 1 :])
    package = replace(partnership.package, texts={**partnership.package.texts, "updates": (told, *others)})
    write(tmp_path, f"metrics/{METRIC}/index.html", f"<p>{sentence}</p>")
    (fault,) = faults(replace(site, partnerships=(replace(partnership, package=package),)), tmp_path)
    assert fault.endswith(
        'beside Adults in treatment, South Riverside, 2023 to 2024 (from riverside/updates.csv, row 2, "text")'
    )


def test_number_that_a_narrative_brought_is_traced_to_its_line(site, tmp_path):
    (partnership,) = site.partnerships
    first, *others = partnership.package.narratives
    told = replace(first, source=f"# Overview\n\n{SENTENCE}\n")
    package = replace(partnership.package, narratives=(told, *others))
    write(tmp_path, f"metrics/{METRIC}/index.html", f"<p>{SENTENCE}</p>")
    (fault,) = faults(replace(site, partnerships=(replace(partnership, package=package),)), tmp_path)
    assert fault.endswith(f"2023 to 2024 (from riverside/narrative/{first.name}.md, line 3)")


def folders(tmp_path):
    return Folders(root(), SOUND, tmp_path / "build", tmp_path / "site")


def test_site_in_which_every_figure_is_hidden_as_it_should_be_is_built(site, tmp_path):
    build(site, folders(tmp_path), lambda _: None)
    assert (tmp_path / "site" / "index.html").exists()


def test_site_that_shows_a_hidden_figure_is_not_published(site, tmp_path, monkeypatch):
    """A number that gets into the model is found in the page, the chart, its text, its table and the downloads."""
    monkeypatch.setattr("builder.disclosure.output.finished._faults_of_model", lambda _: ())
    with pytest.raises(HiddenFigureShown) as caught:
        build(with_secret(site), folders(tmp_path), lambda _: None)
    assert not (tmp_path / "site").exists()
    places = {fault.split(": ")[0] for fault in str(caught.value).splitlines()}
    assert places == {
        f"the chart riverside-{METRIC}-areas",
        f"metrics/{METRIC}/index.html",
        "areas/south-riverside/index.html",
        "report/2024/index.html",
        f"data/riverside/charts/{METRIC}-areas.svg",
        f"data/riverside/charts/{METRIC}-areas.vl.json",
        f"data/riverside/metrics/{METRIC}.csv",
        f"data/riverside/metrics/{METRIC}.zip/{METRIC}/{METRIC}.csv",
        f"data/riverside/riverside.zip/riverside/metrics/{METRIC}.csv",
        "data/figures.csv",
    }


def test_download_that_shows_a_hidden_figure_is_not_published(site, tmp_path, monkeypatch):
    limits = metric_file._limits
    monkeypatch.setattr(
        metric_file,
        "_limits",
        lambda o, metric: (SECRET, SECRET, "95", "") if o.status is Status.CONFIDENTIAL else limits(o, metric),
    )
    with pytest.raises(HiddenFigureShown):
        build(site, folders(tmp_path), lambda _: None)


def test_wording_that_shows_a_hidden_figure_is_not_published(site, tmp_path, monkeypatch):
    observed = wording.observed
    monkeypatch.setattr(
        wording, "observed", lambda o, metric: SECRET if o.status is Status.CONFIDENTIAL else observed(o, metric)
    )
    with pytest.raises(HiddenFigureShown):
        build(site, folders(tmp_path), lambda _: None)


def test_site_is_looked_through_in_no_time_where_nothing_is_hidden(tmp_path):
    (tmp_path / "page.html").write_bytes(b"\xff")
    inspect(pipeline.check(FROZEN).site, tmp_path, ())
