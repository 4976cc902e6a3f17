"""Finished pages hold their charts, and every fault of a link is found."""

import pytest

from builder.publishing import BrokenSite, finish, name_files

PAGE = '<html><body><h1 id="top">Page</h1>{}</body></html>'


def site(tmp_path, **pages):
    for name, body in pages.items():
        folder = tmp_path / name if name != "home" else tmp_path
        folder.mkdir(exist_ok=True)
        (folder / "index.html").write_text(PAGE.format(body), "utf-8")
    return tmp_path


def faults(folder, parts=None):
    with pytest.raises(BrokenSite) as caught:
        finish(folder, parts or {})
    return str(caught.value)


def test_part_is_put_in_its_place(tmp_path):
    finish(site(tmp_path, home='<div data-part="a.svg"></div>'), {"a.svg": "<svg></svg>"})
    assert "<svg></svg>" in (tmp_path / "index.html").read_text()


def test_part_that_is_missing_is_a_fault(tmp_path):
    assert faults(site(tmp_path, home='<div data-part="a.svg"></div>')) == "index.html: the part a.svg is missing"


@pytest.mark.parametrize("link", ["other/", "other/#top", "#top", "./", "other/index.html", "https://example.org/"])
def test_link_that_leads_somewhere_is_no_fault(tmp_path, link):
    finish(site(tmp_path, home=f'<a href="{link}">x</a>', other="text"), {})


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("nowhere/", "the link nowhere/ leads nowhere"),
        ("other/#gone", "the link other/#gone leads to a place that is not on its page"),
        ("#gone", "the link #gone leads to a place that is not on its page"),
        ("../outside/", "the link ../outside/ leads nowhere"),
        ("javascript:alert(1)", "the address javascript:alert(1) is not safe"),
    ],
)
def test_link_that_leads_nowhere_is_a_fault(tmp_path, link, fault):
    assert faults(site(tmp_path, home=f'<a href="{link}">x</a>', other="text")) == f"index.html: {fault}"


@pytest.mark.parametrize(
    "element",
    [
        '<script src="https://example.org/x.js"></script>',
        '<img src="//example.org/x.png">',
        '<link rel="stylesheet" href="https://example.org/x.css">',
    ],
)
def test_page_that_asks_another_host_is_a_fault(tmp_path, element):
    assert "it asks another host for a file" in faults(site(tmp_path, home=element))


WRITTEN = (
    "<table>\n<thead>\n<tr>\n<th>who</th>\n</tr>\n</thead>\n"
    "<tbody>\n<tr>\n<td>FRANK</td>\n<td>text</td>\n</tr>\n</tbody>\n</table>"
)


def test_table_written_in_markdown_gets_the_caption_above_it_and_scopes(tmp_path):
    finish(site(tmp_path, home=f"<p>Table: Who to call</p>\n{WRITTEN}"), {})
    html = (tmp_path / "index.html").read_text()
    assert "<table>\n<caption><span>Who to call</span></caption>" in html
    assert '<th scope="col">who</th>' in html
    assert '<th scope="row">FRANK</th>\n<td>text</td>' in html
    assert "Table:" not in html


def test_table_without_a_caption_is_a_fault(tmp_path):
    assert faults(site(tmp_path, home=WRITTEN)).startswith("index.html: a table has no caption: write a line such as")


def test_page_that_is_finished_again_stays_as_it_was(tmp_path):
    finish(site(tmp_path, home=f"<p>Table: Who to call</p>\n{WRITTEN}"), {})
    once = (tmp_path / "index.html").read_text()
    finish(tmp_path, {})
    assert (tmp_path / "index.html").read_text() == once


@pytest.mark.parametrize(
    ("theme", "conforming"),
    [
        (
            '<input class="md-toggle" type="checkbox" id="__drawer" autocomplete="off">',
            '<input class="md-toggle" type="checkbox" id="__drawer">',
        ),
        (
            '<label class="md-nav__link" for="__nav_2" id="__nav_2_label" tabindex="0">x</label>',
            '<div class="md-nav__link" id="__nav_2_label">x</div>',
        ),
        (
            '<nav class="md-nav" data-x aria-expanded="true">x</nav>',
            '<nav class="md-nav" data-x>x</nav>',
        ),
        (
            '<label class="md-nav__title" for="__toc">\nContents</label>',
            '<div class="md-nav__title">\nContents</div>',
        ),
        ('<p>the words tabindex="" and autocomplete="off"</p>',) * 2,
    ],
)
def test_markup_of_the_theme_is_made_to_conform(tmp_path, theme, conforming):
    finish(site(tmp_path, home=theme), {})
    assert conforming in (tmp_path / "index.html").read_text()


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("other/", "other/index.html"),
        ("other", "other/index.html"),
        (".", "./index.html"),
        ("./", "./index.html"),
        ("other/#top", "other/index.html#top"),
        ("other/?area=a&amp;group=b", "other/index.html?area=a&amp;group=b"),
        ("../home/other/", "../home/other/index.html"),
        ("#top", "#top"),
        ("data.csv", "data.csv"),
        ("https://example.org/other/", "https://example.org/other/"),
        ("mailto:other@example.org", "mailto:other@example.org"),
    ],
)
def test_link_of_a_copy_for_a_disk_names_the_file_that_it_opens(tmp_path, link, file):
    folder = tmp_path / "home"
    folder.mkdir()
    site(folder, home=f'<a href="{link}" id="other">x</a><form action="{link}"></form>', other="text")
    name_files(folder)
    written = (folder / "index.html").read_text()
    assert f'<a href="{file}" id="other">x</a><form action="{file}"></form>' in written


def test_copy_for_a_disk_has_no_page_that_only_a_server_shows(tmp_path):
    (site(tmp_path, home="text") / "404.html").write_text(PAGE.format('<a href="/repository/other/">x</a>'), "utf-8")
    name_files(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
