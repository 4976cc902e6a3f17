"""Text from data shows as it is, and never becomes markup."""

import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.pages.escaping import escaped, quoted

EXTENSIONS = ["attr_list", "tables", "toc"]
PLACES = [
    "{}",
    "Before {} after",
    "- {}",
    "# {} {{ #place }}",
    '<p class="lead">{}</p>',
    "| a | b |\n|---|---|\n| {} | c |",
]
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "![a](https://example.org/x.png)",
    "`code`",
    "**bold** _thin_",
    "# heading",
    "1. list",
    "- list",
    "> quote",
    "| a | b |",
    "{ .class onclick=alert(1) }",
    "{: #other }",
    "&lt;b&gt;",
    "a\n\n<b>new paragraph</b>",
    "[[wiki]] [^1]",
    "<https://example.org>",
    "\\<b>",
    "~~~\ncode",
    ": definition",
    "=====",
    "-----",
    "*[HTML]: abbreviation",
    "wzxhzdk:0",
]


def text_of(rendered):
    return html.unescape(re.sub(r"<[^>]*>", "", rendered)).strip()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_makes_no_element_that_harmless_text_does_not_make(payload, place):
    def elements(text):
        return re.findall(r"<[a-z][^>]*>", markdown.markdown(place.format(escaped(text)), extensions=EXTENSIONS))

    assert elements(payload) == elements("harmless")


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp", "Zs"], max_codepoint=0x2FF), min_size=1))
def test_text_comes_back_as_it_was(text):
    rendered = markdown.markdown(f"Before {escaped(text)} after", extensions=EXTENSIONS)
    assert text_of(rendered) == f"Before {text} after"


def test_text_is_escaped_once():
    assert escaped(escaped("a & b")) == escaped("a & b")


@given(st.text())
def test_front_matter_stays_one_quoted_line(text):
    import yaml

    line = quoted(text)
    assert "\n" not in line
    assert not re.search(r"[<>]", yaml.safe_load(line) if line.isprintable() else "")
