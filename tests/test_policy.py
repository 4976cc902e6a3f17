"""The policy of a page allows what the theme put there, and nothing that came in by another way."""

import pytest

from builder.publishing import BrokenSite, finish
from builder.publishing.csp import with_policy

THEME = "<script>theme()</script>"


def site(tmp_path, body):
    (tmp_path / "404.html").write_text(f"<html><head>{THEME}</head><body></body></html>", "utf-8")
    (tmp_path / "index.html").write_text(f"<html><head>{THEME}</head><body>{body}</body></html>", "utf-8")
    return tmp_path


def test_policy_is_the_first_thing_in_the_head_and_names_the_script_by_its_content():
    html = with_policy(f"<html><head><title>x</title>{THEME}</head></html>")
    # Computed with: printf 'theme()' | openssl dgst -sha256 -binary | base64
    assert html.startswith('<html><head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ')
    assert "script-src 'self' 'sha256-Rfr3GgHZFiXm+TmNr+li+0sZ4J9FGllo8jsXcJF5XZ8='" in html


def test_page_that_is_finished_twice_has_one_policy():
    once = with_policy(f"<html><head>{THEME}</head></html>")
    assert with_policy(once) == once


def test_script_of_the_theme_is_no_fault(tmp_path):
    finish(site(tmp_path, THEME), {})


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (
            "<script>other()</script>",
            "it holds a script that is not the theme's: put it into a file of site_src/assets",
        ),
        (
            "<SCRIPT type='module'>other()</SCRIPT>",
            "it holds a script that is not the theme's: put it into a file of site_src/assets",
        ),
        *(
            (body, "it holds a script that is not the theme's: put it into a file of site_src/assets")
            for body in (
                '<script type="application/json">{}</script>',
                '<script type="application/ld+json" type="module">x()</script>',
                "<script data-x=' type=\"application/ld+json\"'>x()</script>",
            )
        ),
        ('<script type="application/ld+json">x()</script>', "it holds a block of data that no program can read"),
        ("<p style='color: red'>x</p>", 'it holds the attribute "style", which its security policy stops'),
        ('<p class="a" onclick="x()">x</p>', 'it holds the attribute "onclick", which its security policy stops'),
        ("<style>p { color: red }</style>", "it holds styles: put them into site_src/assets/site.css"),
    ],
)
def test_page_with_something_that_its_policy_would_stop_is_a_fault(tmp_path, body, fault):
    with pytest.raises(BrokenSite) as caught:
        finish(site(tmp_path, body), {})
    assert str(caught.value) == f"index.html: {fault}"


@pytest.mark.parametrize(
    "body",
    [
        "<p>write onclick=x or style=y</p>",
        '<p aria-label="a onmouseover=x style=y">x</p>',
        "<p title='onload=\"x\"'>x</p>",
        '<script type="application/ld+json">{"name": "x"}</script>',
    ],
)
def test_text_that_only_looks_like_an_attribute_is_no_fault(tmp_path, body):
    finish(site(tmp_path, body), {})
