"""The preview follows its sources: a change shows, a fault leaves it as it was."""

import shutil
import urllib.request

import pytest

from builder.cli.preview_server import Server, Watcher
from builder.pipeline import Folders, Preview
from builder.project.problems import Level
from tests.projects import FROZEN, copy_of_words

METRIC = "worcestershire/metrics/adults-in-treatment/index.html"


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    folder = tmp_path_factory.mktemp("preview")
    shutil.copytree(FROZEN, folder / "datasets")
    copy_of_words(folder)
    one = Preview(Folders(folder, folder / "datasets", folder / "build", folder / "site"))
    one.refresh(whole=True)
    return one


def change(preview, old, new):
    table = preview.folders.datasets / "worcestershire" / "observations.csv"
    text = table.read_text("utf-8")
    assert old in text
    table.write_text(text.replace(old, new), "utf-8")
    return preview.refresh()


def test_changed_figure_shows_in_its_page_and_its_chart(preview):
    change(preview, ",2006,", ",2016,")
    page = (preview.folders.site / METRIC).read_text("utf-8")
    change(preview, ",2016,", ",2006,")
    assert (">2,016<" in page, "2,006" in page) == (True, False)
    assert ">2,006<" in (preview.folders.site / METRIC).read_text("utf-8")


def test_search_still_knows_every_page_after_a_change(preview):
    index = preview.folders.site / "find.json"
    before = index.read_bytes()
    change(preview, ",2006,", ",2016,")
    change(preview, ",2016,", ",2006,")
    assert index.read_bytes() == before


def test_problem_in_the_data_is_told_and_leaves_the_preview_as_it_was(preview):
    before = (preview.folders.site / METRIC).read_bytes()
    checked = change(preview, ",2006,", ',"2,006",')
    after = (preview.folders.site / METRIC).read_bytes()
    change(preview, ',"2,006",', ",2006,")
    errors = [problem.cause for problem in checked.problems if problem.level is Level.ERROR]
    assert (errors, after) == (["number-signs"], before)


def test_changed_words_show_on_their_page(preview):
    narrative = preview.folders.datasets / "worcestershire" / "narrative" / "overview.md"
    before = narrative.read_text("utf-8")
    narrative.write_text(f"{before}\nThere were {{value: adults-in-treatment}} adults, we say anew.\n", "utf-8")
    preview.refresh()
    page = (preview.folders.site / "worcestershire" / "index.html").read_text("utf-8")
    narrative.write_text(before, "utf-8")
    preview.refresh()
    assert "2,006</a> adults, we say anew." in page
    assert "we say anew" not in (preview.folders.site / "worcestershire" / "index.html").read_text("utf-8")


def test_watcher_tells_new_changed_and_gone_files(tmp_path):
    kept, changed, gone = (tmp_path / name for name in ("kept", "changed", "gone"))
    for path in (kept, changed, gone):
        path.write_text("1")
    watcher = Watcher([tmp_path])
    changed.write_text("22")
    gone.unlink()
    (tmp_path / "new").write_text("1")
    assert {path.name for path in watcher.changed()} == {"changed", "gone", "new"}
    assert watcher.changed() == frozenset()


def test_server_adds_the_reload_to_pages_and_changes_its_version(tmp_path):
    (tmp_path / "index.html").write_text("<html><body>Text</body></html>")
    (tmp_path / "data.csv").write_text("a,b\n")
    server = Server(tmp_path, 0)
    server.start()
    try:

        def get(path):
            with urllib.request.urlopen(server.address + path) as answer:
                return answer.read().decode()

        before = get("-/version")
        server.refresh()
        assert 'src="/-/reload.js"' in get("")
        assert "location.reload" in get("-/reload.js")
        assert get("data.csv") == "a,b\n"
        assert get("-/version") != before
    finally:
        server.stop()
