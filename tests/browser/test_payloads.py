# ruff: noqa: E501 -- payloads read best many to a line
"""Markup in any text field of a package never becomes markup on a page, read back in a real browser."""

import csv
import io
import itertools
import threading
from collections import Counter
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from builder import pipeline
from builder.schemas import table_schemas
from tests.browser.conftest import Quiet
from tests.sound_example import lay_out

ROOT = Path.cwd()

RUN = "alert(1)"
PAYLOADS = [
    *(f"a {payload} b" for payload in (
        f"<script>{RUN}</script>", f"</script><script>{RUN}</script>", f"<img src=x onerror={RUN}>",
        f"<svg onload={RUN}>", f"<svg><script>{RUN}</script></svg>", f"<body onload={RUN}>", f"<iframe src=javascript:{RUN}>",
        f"<a href=javascript:{RUN}>x</a>", f"<details open ontoggle={RUN}>", f"<video><source onerror={RUN}></video>",
        f"<input autofocus onfocus={RUN}>", f"<math><mi xlink:href=javascript:{RUN}>x</mi></math>", f"<object data=javascript:{RUN}>",
        f"<embed src=javascript:{RUN}>", f"<form action=javascript:{RUN}><button>x</button></form>", "<base href=//example.org/>",
        "<meta http-equiv=refresh content=0;url=//example.org>", "<link rel=stylesheet href=//example.org/x.css>",
        "<style>*{display:none}</style>", "<!-- comment -->", "<![CDATA[ x ]]>", "<?php echo 1 ?>", "<b>bold</b>", "<h1>big</h1>",
        "</p></div></main>", "</table></td></tr>", "</title>", "</textarea>", "</svg>", "<div data-part='charts/x.svg'></div>",
        f'" onmouseover="{RUN}', f"' onmouseover='{RUN}", f'"><img src=x onerror={RUN}>', f"'><img src=x onerror={RUN}>",
        f"[x](javascript:{RUN})", f"[x]: javascript:{RUN}", f"![x](x onerror={RUN})", f"<javascript:{RUN}>", "[x][1]", "[^1]",
        "**bold**", "__bold__", "_thin_", "`code`", "~~gone~~", "==marked==", "H~2~O", "x^2^", ":smile:", "{ .class #id }",
        "{: onclick=alert(1) }", "{{ 7 * 7 }}", "{% raw %}", "${7*7}", "&lt;b&gt;", "&#60;b&#62;", "&amp;lt;", "\\<b\\>", "| a | b |",
        "--8<-- 'x'", "wzxhzdk:0", "\u0332", "%3Cscript%3E", "javascript:alert(1)", "{}", "%s %d",
    )),
    "# heading", "1. list", "> quote", "* star", "~~~", "```", ":::", "[TOC]",
]  # fmt: skip


def is_free_text(field):
    return field.type == "string" and not (field.pattern or field.enum or field.references or field.name in FIXED)


FIXED = {"address", "adds_up_over", "breakdown", "group", "method_version"}
"""Fields that are compared or checked for more than being text."""


def fill(datasets, texts):
    """Put the texts, one after the other, into every free text field of every table."""
    number = 0
    for path in sorted(datasets.rglob("*.csv")):
        schema = table_schemas()[path.stem]
        free = {field.name for field in schema.fields if is_free_text(field)}
        header, *rows = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
        for row in rows:
            for column, name in enumerate(header):
                if name in free:
                    row[column] = next(texts)
                    number += 1
        stream = io.StringIO(newline="")
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])
        path.write_text(stream.getvalue(), "utf-8")
    return number


def built(folder, texts):
    datasets = lay_out(folder)
    assert fill(datasets, texts) > len(PAYLOADS)
    checked = pipeline.check(datasets)
    assert checked.site, checked.problems[:3]
    folders = pipeline.Folders(ROOT, datasets, folder / "build", folder / "site")
    pipeline.build(checked.site, folders, lambda _: None)
    return folders.site


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    harmless = built(tmp_path_factory.mktemp("harmless"), (f"a plain text {number} b" for number in itertools.count()))
    hostile = built(tmp_path_factory.mktemp("hostile"), itertools.cycle(PAYLOADS))
    return harmless, hostile


@pytest.fixture(scope="module")
def addresses(sites):
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) for site in sites]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield [f"http://127.0.0.1:{server.server_port}/" for server in servers]
    for server in servers:
        server.shutdown()
        server.server_close()


def elements(page):
    """Count the elements of a page by name, without links that explain a word."""
    names = page.evaluate("[...document.querySelectorAll('*:not(a.term)')].map(e => e.tagName.toLowerCase())")
    return Counter(names)


def test_there_are_sixty_payloads():
    assert len(PAYLOADS) >= 60


def test_no_payload_becomes_an_element_or_runs(browser, sites, addresses):
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    heard = []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(tuple(addresses)) else heard.append(request.url))
    paths = sorted(path.relative_to(sites[0]).as_posix() for path in sites[0].rglob("index.html"))
    found = {}
    for path in paths:
        counts = []
        for address in addresses:
            page.goto(address + path)
            counts.append(elements(page))
        if counts[0] != counts[1]:
            found[path] = (counts[1] - counts[0], counts[0] - counts[1])
    context.close()
    assert (found, heard) == ({}, [])


def test_payload_is_read_as_it_was_written(browser, addresses):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{addresses[1]}needs/")
    text = page.locator("main").inner_text()
    context.close()
    assert any(payload in text for payload in PAYLOADS)
