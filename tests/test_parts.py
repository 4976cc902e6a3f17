"""Charts, long tables and downloads are made beside MkDocs, put in afterwards, and never out of date."""

import csv

import pytest

from builder.charts import Painter, svg
from builder.charts.figures.metric import Caption
from builder.pages import render_tables
from builder.pipeline import Folders, Preview, build, check
from builder.pipeline.building import figures_by_name, set_scenes
from builder.project.words import words_of
from tests.bench.generate import PARTNERSHIP, Size, write_datasets
from tests.projects import bytes_below, copy_of_words, root

NUMBER = svg._WORKERS_FROM
"""As many charts as make the painter start processes of its own."""


@pytest.fixture(scope="module")
def scenes(tmp_path_factory):
    datasets = tmp_path_factory.mktemp("generated") / "datasets"
    write_datasets(datasets, Size(metrics=NUMBER, areas=2, periods=2))
    return set_scenes(check(datasets).site)


@pytest.fixture(scope="module")
def figures(scenes):
    return [figure for _, figure in figures_by_name(scenes).values()]


def painted(memory, figures):
    with Painter(memory) as painter:
        drawn = painter.start(figures)
        return drawn, [painter.paint_for_page(figure, f"chart-{number}") for number, figure in enumerate(figures)]


def test_remembered_chart_is_not_drawn_again(tmp_path, figures, monkeypatch):
    before = painted(tmp_path, figures[:2])
    monkeypatch.setattr(svg, "_draw_into", None)
    assert painted(tmp_path, figures[:2]) == (0, before[1])


def test_chart_is_drawn_anew_where_the_code_that_draws_it_changed(tmp_path, figures, monkeypatch):
    painted(tmp_path, figures[:1])
    monkeypatch.setattr(svg, "_drawn_by", lambda: "another way")
    with Painter(tmp_path) as painter:
        assert painter.start(figures[:1]) == 1


def everything(memory, figures):
    """Return all that a painter gives of some figures."""
    with Painter(memory) as painter:
        painter.start(figures)
        return [
            (
                painter.paint(figure, "chart"),
                painter.specification(figure),
                painter.picture(figure, CAPTION),
                painter.bitmap(figure),
                painter.card(CAPTION),
            )
            for figure in figures
        ]


CAPTION = Caption("A site", "A place", "A heading", "A subtitle", "A source")


def files(memory, ending):
    return sorted(memory.glob(f"*{ending}"))


def swap(memory, ending):
    one, other = files(memory, ending)[:2]
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def change(how):
    """Return a way to damage every remembered file of a kind."""

    def damage(memory, ending):
        for path in files(memory, ending):
            path.write_bytes(how(path.read_bytes()))

    return damage


def remove(memory, ending):
    for path in files(memory, ending):
        path.unlink()


@pytest.mark.parametrize("ending", [".svg", ".json", ".png"])
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(swap, id="two change places"),
        pytest.param(remove, id="gone"),
        pytest.param(change(lambda _: b""), id="empty"),
        pytest.param(change(lambda _: b"{"), id="garbage"),
        pytest.param(change(lambda content: content[: len(content) // 2]), id="cut"),
        pytest.param(change(lambda content: content[:-1]), id="without its last byte"),
        pytest.param(change(lambda content: content.replace(b"1", b"2", 1)), id="edited"),
        pytest.param(change(lambda content: content + b"\n"), id="longer"),
        pytest.param(change(lambda content: content.split(b"\n<!-- ")[0]), id="without its digest"),
    ],
)
def test_damaged_file_of_the_memory_is_made_again(tmp_path, figures, damage, ending):
    sound = everything(tmp_path, figures[:2])
    remembered = bytes_below(tmp_path)
    damage(tmp_path, ending)
    assert bytes_below(tmp_path) != remembered
    assert everything(tmp_path, figures[:2]) == sound
    assert bytes_below(tmp_path) == remembered


def test_damaged_drawing_counts_as_one_to_draw(tmp_path, figures):
    everything(tmp_path, figures[:2])
    remove(tmp_path, ".json")
    files(tmp_path, ".svg")[0].write_bytes(b"")
    assert painted(tmp_path, figures[:2])[0] == 2


def test_file_that_cannot_be_read_back_is_a_fault_of_the_system(tmp_path, figures, monkeypatch):
    monkeypatch.setattr(svg, "recall", lambda _: None)
    with pytest.raises(OSError, match=r"Input/output error.*\.svg"):
        painted(tmp_path, figures[:1])


def test_workers_draw_the_same_bytes_as_the_process_itself(tmp_path, figures):
    by_workers = painted(tmp_path / "workers", figures)
    assert by_workers == (
        NUMBER,
        [
            painted(tmp_path / "here", [f])[1][0].replace("chart-0", f"chart-{number}")
            for number, f in enumerate(figures)
        ],
    )


def test_each_figure_has_a_table_with_all_its_figures_and_those_of_every_benchmark(scenes):
    tables = render_tables(scenes, words_of(root()))
    rows = {part: tables[part].count('<th scope="row">') for part in tables if not part.startswith("tables/areas/")}
    expected = {
        f"tables/{figure.identifier(scene.partnership.name)}.html": sum(
            len(series.observations)
            for series in scene.summaries[metric].series
            if series.breakdown == figure.breakdown
        )
        for scene in scenes
        for metric, figures in scene.figures.items()
        for figure in figures
    }
    assert rows == expected


def test_preview_shows_a_changed_figure_that_only_the_table_holds(tmp_path):
    write_datasets(tmp_path / "datasets", Size(metrics=1, areas=2, periods=6))
    copy_of_words(tmp_path)
    preview = Preview(Folders(tmp_path, tmp_path / "datasets", tmp_path / "build", tmp_path / "site"))
    preview.refresh(whole=True)

    path = tmp_path / "datasets" / PARTNERSHIP / "observations.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    rows[3][rows[0].index("value")] = "51234"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    preview.refresh()
    page = (tmp_path / "site" / "metrics" / "example-metric-1" / "index.html").read_text("utf-8")
    assert "51,234</td>" in page


def test_hand_written_page_can_link_to_a_download_in_markdown(tmp_path):
    write_datasets(tmp_path / "datasets", Size(metrics=1, areas=1, periods=1))
    copy_of_words(tmp_path)
    with (tmp_path / "site_src" / "pages" / "about.md").open("a", encoding="utf-8") as stream:
        stream.write(f"\n[Metrics](../data/{PARTNERSHIP}/metrics.csv)\n")
    folders = Folders(tmp_path, tmp_path / "datasets", tmp_path / "build", tmp_path / "site")
    build(check(folders.datasets).site, folders, lambda _: None)
    page = (folders.site / "about" / "index.html").read_text("utf-8")
    assert f'href="../data/{PARTNERSHIP}/metrics.csv"' in page
