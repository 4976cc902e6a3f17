"""The finished site, served on this machine, and a browser to read it with."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from builder import pipeline
from tests.browser.install import FLAGS, installed_browser

ROOT = Path.cwd()
PUBLISHED_AT = "https://plainsight.example/"
"""Where the site says that it is published."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture(scope="session")
def built_site(tmp_path_factory):
    """The site of the shipped data, built anew in a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    checked = pipeline.check(ROOT / "datasets")
    folders = pipeline.Folders(ROOT, ROOT / "datasets", folder / "build", folder / "site")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SITE_URL", PUBLISHED_AT)
        environment.setenv("REPOSITORY_URL", "https://github.example/council/plainsight")
        pipeline.build(checked.site, folders, lambda _: None)
    return folders.site


@pytest.fixture(scope="session")
def address(built_site):
    """Where the browser finds the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(built_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium."""
    with sync_playwright() as playwright:
        path = installed_browser()
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, address):
    """Open pages as somebody would: on a phone unless said otherwise. Any error of a page fails the test."""
    contexts, errors = [], []

    def open_one(path="", *, width=390, **options):
        context = browser.new_context(viewport={"width": width, "height": 844}, base_url=address, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{path}: {error}"))
        page.on(
            "console", lambda message: errors.append(f"{path}: {message.text}") if message.type == "error" else None
        )
        page.on("request", lambda request: errors.append(request.url) if not _is_here(request.url, address) else None)
        page.goto(path or "/")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


def _is_here(url, address):
    return url.startswith((address, "data:", "blob:"))
