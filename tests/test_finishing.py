"""Finished pages hold their charts, and every fault of a link is found."""

import pytest

from builder.publishing import BrokenSite, finish

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
