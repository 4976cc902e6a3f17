"""One stylesheet holds every rule that can apply to some page, and no other."""

from pathlib import Path

import pytest

from builder.publishing.styles import UsedInPages, one_stylesheet

VOCABULARY = UsedInPages(
    elements=frozenset({"a", "p", "h1", "table", "input"}),
    attributes=frozenset({("class", "card better"), ("id", "top"), ("dir", "ltr"), ("type", "checkbox")}),
    script_words=frozenset({"open", "dark"}),
    variables=frozenset({"--drawn"}),
)


def sheet(*texts):
    return one_stylesheet(texts, VOCABULARY)


@pytest.mark.parametrize(
    "rule",
    [
        "a{color:red}",
        ".card p{color:red}",
        ".card.better>a:hover{color:red}",
        "#top{color:red}",
        "*{color:red}",
        ":root{color:red}",
        "::before{color:red}",
        "[dir=ltr] a{color:red}",
        "[hidden]{color:red}",
        "input[type=checkbox]:checked~p{color:red}",
        ".open{color:red}",
        ':root[data-scheme="dark"]{color:red}',
        "p:not(.unknown){color:red}",
        "p:is(.unknown,.card:not(.other)){color:red}",
        "p:has(>.unknown){color:red}",
        'p::after{content:"{;}"}',
        "p{background:url(data:image/png;base64,x)}",
        "p{background:url(\"data:image/svg+xml,<svg a='{}'/>;\")}",
        "@media print{a{color:red}}",
        "@media print{@supports (color:red){a{color:red}}}",
        "@page{margin:1cm}",
        "@font-face{font-family:x}",
        r".card\:odd{color:red}",
    ],
)
def test_rule_that_can_apply_is_kept_to_the_letter(rule):
    assert sheet(rule) == rule


@pytest.mark.parametrize(
    "rule",
    [
        ".unknown{color:red}",
        ".card .unknown{color:red}",
        "#unknown{color:red}",
        "video{color:red}",
        "p>video{color:red}",
        "[dir=rtl] a{color:red}",
        'input[type="range"]{color:red}',
        "@media print{.unknown{color:red}}",
        "@keyframes turn{to{opacity:0}}",
        ":root{--unused:red}",
        "/* .card{color:red} */",
        '@charset "UTF-8";',
        "a{}",
    ],
)
def test_rule_that_can_apply_to_nothing_is_left_out(rule):
    assert sheet(rule) == ""


def test_of_several_selectors_those_that_can_apply_are_kept():
    assert sheet(".unknown,a,p:is(.x,.y),video{color:red}") == "a,p:is(.x,.y){color:red}"


def test_rules_of_several_sheets_keep_their_order():
    assert sheet("a{color:red}", "a{color:blue}") == "a{color:red}a{color:blue}"


def test_variable_is_kept_where_a_rule_a_drawing_or_another_kept_variable_uses_it():
    rules = ":root{--a:var(--b);--b:red;--c:var(--d);--d:red;--drawn:red}p{color:var(--a)}"
    assert sheet(rules) == ":root{--a:var(--b);--b:red;--drawn:red}p{color:var(--a)}"


def test_movement_is_kept_where_a_rule_uses_it():
    rules = "@keyframes turn{from{opacity:0}to{opacity:1}}p{animation:turn 1s}"
    assert sheet(rules) == rules


def test_space_and_comments_are_left_out():
    assert sheet("a ,\n p { /* why */ color : red ;\n margin: 0  1px; }") == "a,p{color:red;margin:0 1px}"


def test_colours_of_the_dark_are_the_same_for_a_device_and_for_a_choice():
    text = (Path.cwd() / "site_src" / "assets" / "site.css").read_text("utf-8")
    blocks = [
        text.split(selector, 1)[1].split("}", 1)[0]
        for selector in (':root:not([data-scheme="light"]) {', ':root[data-scheme="dark"] {')
    ]
    assert blocks[0] == blocks[1]


def test_box_in_the_margin_of_a_printed_page_stays_with_its_page_and_loses_nothing_after_it():
    rules = "@page{size:A4;@bottom-center{color:red;content:counter(page)}}@media print{a{color:red}}"
    assert sheet(rules) == rules
