"""Markup in any text field of a package never becomes markup on a page, read back in a real browser."""

import csv
import io
import itertools
import json
import threading
from collections import Counter
from functools import partial
from http.server import ThreadingHTTPServer

import pytest

from builder import pipeline
from builder.project.schemas import choices, pattern_of, references, table_schemas
from tests.browser.conftest import Quiet
from tests.browser.markup import find_markup_errors
from tests.payloads import PAYLOADS, is_plain
from tests.projects import root
from tests.sound_example import edit, lay_out


def is_free_text(field):
    return field.type == "string" and not (
        pattern_of(field) or choices(field) or references(field) or field.name in FIXED
    )


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


def show_what_is_hidden(datasets):
    """Give the hidden figure a value: beside one, the disclosure audit would refuse texts that hold numbers."""
    edit(datasets / "riverside" / "observations.csv", "2023/24,,,,,,c,,", "2023/24,610,,,,,,,")


def tell(datasets, texts):
    """Put the texts into every kind of place of narratives, and all of them into the title of the package."""
    package = datasets / "riverside"
    descriptor = package / "datapackage.yaml"
    titled = descriptor.read_text("utf-8").replace("title: Riverside", f"title: {json.dumps(' '.join(texts))}")
    descriptor.write_text(titled, "utf-8")
    told = [
        place.format(text) for text, payload in zip(texts, shown_as_text(), strict=True) for place in places(payload)
    ]
    for name in NARRATIVES:
        path = package / "narrative" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n\n".join(told), "utf-8")


def places(payload):
    """Return the places of a narrative where a payload can stand; words of a link hold no brackets."""
    yield "{0}\n\nAnd {0}."
    yield "## A heading {0}"
    yield "### {0}"
    yield "- {0}\n- **{0}**\n\nAfter."
    yield "1. {0}\n2. *and*\n   {0}\n\nAfter."
    yield "{0} {{value: adults-in-treatment}} {0}"
    if not {"[", "]"} & set(payload):
        yield "[{0}](https://riverside.example) and [{0}](page:data)"


NARRATIVES = ("overview", "plan", "money", "needs", "metrics/naloxone-kits-given", "outcomes/increase-treatment")


def shown_as_text():
    """Return the payloads that a narrative shows as they are; of the others, tests/test_dialect.py tells."""
    return [payload for payload in PAYLOADS if is_plain(payload)]


def built(folder, texts, told):
    datasets = lay_out(folder)
    show_what_is_hidden(datasets)
    assert fill(datasets, texts) > len(PAYLOADS)
    tell(datasets, told)
    checked = pipeline.check(datasets)
    assert checked.site, checked.problems[:3]
    folders = pipeline.Folders(root(), datasets, folder / "build", folder / "site")
    pipeline.build(checked.site, folders, lambda _: None)
    return folders.site


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    told = shown_as_text()
    plain = [f"a plain text {number} b" for number in range(len(told))]
    harmless = built(tmp_path_factory.mktemp("harmless"), map("a plain text {} b".format, itertools.count()), plain)
    hostile = built(tmp_path_factory.mktemp("hostile"), itertools.cycle(PAYLOADS), told)
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
    """Count the elements of a page by name, without links that explain a word and lines of a label in a chart."""
    names = page.evaluate(
        "[...document.querySelectorAll('*:not(a.term, svg text, tspan)')].map(e => e.tagName.toLowerCase())"
    )
    return Counter(names)


def test_there_are_sixty_payloads():
    assert len(PAYLOADS) >= 60


def test_no_payload_becomes_an_element_or_runs(browser, sites, addresses):
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    heard = []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: heard.append(str(error)))
    # The policy would speak up here too, but nothing must come so far that it has to.
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
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


def test_payload_of_a_narrative_is_read_as_it_was_written(browser, addresses):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{addresses[1]}plan/")
    read = " ".join(page.locator("main").inner_text().split())
    context.close()
    assert [payload for payload in shown_as_text() if " ".join(payload.split()) not in read] == []


def test_pages_with_payloads_are_valid_html(sites):
    assert find_markup_errors(sites[1]) == []
