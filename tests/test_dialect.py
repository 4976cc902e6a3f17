"""Narratives are read into a small tree: what it knows, what it refuses, and that nothing else gets in."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model.narrative import (
    Emphasis,
    Heading,
    Link,
    Listing,
    Narrative,
    Paragraph,
    Reference,
    ReferenceKind,
    Spot,
    Strong,
    Text,
    pieces,
)
from builder.reading.dialect import read_blocks
from tests.payloads import PAYLOADS, is_plain


def read(text):
    """Return the blocks of a text that nothing is wrong with."""
    faults = []
    blocks = read_blocks(text, lambda spot, cause, *_: faults.append((spot, cause)))
    assert faults == []
    return blocks


def causes(text):
    """Return the causes of what is wrong with a text."""
    faults = []
    read_blocks(text, lambda _, cause, *__: faults.append(cause))
    return faults


def shape(piece):
    """Return a tree as nested lists of words, without places."""
    match piece:
        case tuple():
            return [shape(one) for one in piece]
        case Text(text=text):
            return text
        case Strong(content=content):
            return ("strong", *map(shape, content))
        case Emphasis(content=content):
            return ("emphasis", *map(shape, content))
        case Link(content=content, target=target):
            return ("link", target, *map(shape, content))
        case Reference(written=written):
            return written
        case Heading(level=level, content=content):
            return (f"h{level}", *map(shape, content))
        case Paragraph(content=content):
            return ("p", *map(shape, content))
        case Listing(numbered=numbered, items=items):
            return ("ol" if numbered else "ul", *([shape(one) for one in item] for item in items))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Words\nof one sentence.", [("p", "Words\nof one sentence.")]),
        ("One.\n\nTwo.", [("p", "One."), ("p", "Two.")]),
        ("## A title ##\nWords.", [("h2", "A title"), ("p", "Words.")]),
        ("### A **part**", [("h3", "A ", ("strong", "part"))]),
        ("- one\n- two\n  goes on\n* three", [("ul", ["one"], ["two\ngoes on"], ["three"])]),
        ("1. one\n2) two", [("ol", ["one"], ["two"])]),
        ("Words.\n- one", [("p", "Words."), ("ul", ["one"])]),
        ("- one\n\n- two", [("ul", ["one"], ["two"])]),
        ("- one\n\nWords.", [("ul", ["one"]), ("p", "Words.")]),
        ("- one\n1. two", [("ul", ["one"]), ("ol", ["two"])]),
        ("In the year\n2022. Then\n12. March.", [("p", "In the year\n2022. Then\n12. March.")]),
        ("*thin*, _thin_, **bold**, __bold__", [("p", ("emphasis", "thin"), ", ", ("emphasis", "thin"), ", ",
                                                 ("strong", "bold"), ", ", ("strong", "bold"))]),
        ("***both***", [("p", ("strong", ("emphasis", "both")))]),
        ("5 * 3 and snake_case_name and 2*", [("p", "5 * 3 and snake_case_name and 2*")]),
        (r"\*not thin\* and \{not a figure\}", [("p", "*", "not thin", "*", " and ", "{", "not a figure", "}")]),
        ("[**words**](https://a.example/b?c=d#e)", [("p", ("link", "https://a.example/b?c=d#e", ("strong", "words")))]),
        ("[words](metric:a-b) and [these]", [("p", ("link", "metric:a-b", "words"), " and [these]")]),
        ("[{value: a}](page:plan)", [("p", ("link", "page:plan", "{value: a}"))]),
        ("a < b, R&D, &lt;b&gt;, ~~gone~~, ==x==, H~2~O, x^2^, :smile:",
         [("p", "a < b, R&D, &lt;b&gt;, ~~gone~~, ==x==, H~2~O, x^2^, :smile:")]),
    ],
)  # fmt: skip
def test_narrative_is_read_as_it_was_meant(text, expected):
    got = [shape(block) for block in read(text)]
    joined = [_joined(block) for block in got]
    assert joined == [_joined(block) for block in expected]


def _joined(shaped):
    """Put neighbouring words together: where the tree divides them says nothing."""
    if not isinstance(shaped, tuple | list):
        return shaped
    parts = []
    for one in shaped:
        part = _joined(one)
        if isinstance(part, str) and len(parts) > 1 and isinstance(parts[-1], str) and not part.startswith("{value"):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{value: a}", (ReferenceKind.VALUE, "a", "", "", "", "", "")),
        ("{Value:a,b}", (ReferenceKind.VALUE, "a", "b", "", "", "", "")),
        ("{ value :  a ,\n b }", (ReferenceKind.VALUE, "a", "b", "", "", "", "")),
        ("{value: a, area: b}", (ReferenceKind.VALUE, "a", "b", "", "", "", "")),
        ("{change: a, b, since 2022-04}", (ReferenceKind.CHANGE, "a", "b", "", "", "2022-04", "")),
        ("{change: a, in 2023, from 2022}", (ReferenceKind.CHANGE, "a", "", "", "2023", "2022", "")),
        ("{value: a, in May 2023 to April 2024}", (ReferenceKind.VALUE, "a", "", "", "May 2023 to April 2024", "", "")),
        ("{value: a, group: Not in work, school or training, in 2022}",
         (ReferenceKind.VALUE, "a", "", "Not in work, school or training", "2022", "", "")),
        ("{value: a, method: rounded, on the day}", (ReferenceKind.VALUE, "a", "", "", "", "", "rounded, on the day")),
    ],
)  # fmt: skip
def test_reference_is_read_in_all_its_parts(written, expected):
    ((reference,),) = (block.content for block in read(written))
    parts = (reference.area, reference.group, reference.within, reference.since, reference.method)
    assert (reference.kind, reference.subject, *parts) == expected


def test_each_piece_knows_its_place():
    (paragraph,) = read("One\ntwo {value: a} three")
    first, reference, last = paragraph.content
    assert (first.spot(0), first.spot(5), reference.spot, last.spot(1)) == (
        Spot(1, 1),
        Spot(2, 2),
        Spot(2, 5),
        Spot(2, 16),
    )


def test_sections_are_divided_at_headings_of_the_second_level():
    blocks = read("Before.\n\n## One\n\nFirst.\n\n### Part\n\n## Two\n\nSecond.")
    sections = Narrative("report-2024", "", "", blocks).sections
    titles = [section.heading and shape(section.heading)[1] for section in sections]
    assert (titles, [len(section.blocks) for section in sections]) == ([None, "One", "Two"], [1, 2, 1])


ADDRESSES = (
    "http://a.example", "//a.example", "javascript:alert(1)", "JaVaScRiPt:alert", "data:text/html,x", "vbscript:x",
    "mailto:a@b.example", "tel:999", "file:///etc/passwd", "ftp://a.example", "https://a", "https:// a.example",
    "https://user:word@a.example", "https://a.example/<script>", "javascript:alert((1))",
    'https://a.example/"onclick="x', "https://a.example/'x",
    "https://a.example\\b", "https://a.example/a b", "../plan", "/plan", "#top", "", "?q", "metric:", "metric:../a",
    "metric:A", "page:plan/", "action:x", "https://ex\u0430mple.org",
)  # fmt: skip
"""Where a link must not lead; the last has a Cyrillic letter in the name of its host."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_link_leads_to_no_address_but_a_plain_https_one(address):
    assert causes(f"[words]({address})") == ["link"] or read(f"[words]({address})")[0].content[0] == Text(
        f"[words]({address})", ((0, Spot(1, 1)),)
    )


KNOWN = {"a **bold** b", "a __bold__ b", "a _thin_ b", "1. list", "* star"}
"""Payloads that say in the dialect what they say in Markdown."""


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_is_refused_or_shown_as_text(payload):
    assert (bool(causes(payload)), is_plain(payload), payload in KNOWN).count(True) == 1


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_leads_nowhere_as_the_target_of_a_link(payload):
    faults = []
    blocks = read_blocks(f"[words]({payload})", lambda _, cause, *__: faults.append(cause))
    links = [piece for block in blocks for piece in pieces(block.content) if isinstance(piece, Link)]
    assert faults or links == []


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("written", ["{%s}", "{value: %s}", "{value: a, %s}", "{%s: a}"])
def test_payload_in_a_reference_is_refused_or_a_name_that_leads_nowhere(payload, written):
    faults = []
    blocks = read_blocks(written.replace("%s", payload), lambda _, cause, *__: faults.append(cause))
    paragraphs = [block.content for block in blocks if isinstance(block, Paragraph)]
    names = [f"{one.subject}, {one.area}" for run in paragraphs for one in pieces(run) if isinstance(one, Reference)]
    assert faults or all(payload.split(",")[0].strip() in name for name in names)


@pytest.mark.uncounted
@settings(max_examples=500)
@given(st.text(max_size=200) | st.from_regex(r"[-#*_{}\[\]()<>!`|:a1., \n]{1,60}", fullmatch=True))
def test_any_text_is_read_or_refused(text):
    for block in read_blocks(text, lambda *_: None):
        assert isinstance(block, Heading | Paragraph | Listing)


@pytest.mark.parametrize("hostile", ["**a ", "*a ", "[", "[a](", "{value: ", "_a ", "![", "<a ", "\\", "- a\n", "# "])
def test_longest_hostile_narrative_is_read_in_a_moment(hostile):
    start = time.process_time()
    read_blocks((hostile * 50_000)[:50_000], lambda *_: None)
    assert time.process_time() - start < 2
