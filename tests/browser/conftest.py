"""The finished site, served on this machine, and a browser to read it with."""

import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from builder.publishing import writing
from tests.projects import build, copy_of_project

ROOT = Path.cwd()
PUBLISHED_AT = "https://plainsight.example/"
"""Where the site says that it is published."""
PUBLISHED = {"SITE_URL": PUBLISHED_AT, "REPOSITORY_URL": "https://github.example/council/plainsight"}


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture(scope="session")
def built_site(tmp_path_factory):
    """The site of the frozen packages, built anew: once, also where several processes run tests."""
    folder = tmp_path_factory.getbasetemp()
    project = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "frozen"
    project.mkdir(exist_ok=True)
    with writing.only_run(project, wait=True):
        if not (project / "site").exists():  # it comes into its place when it is whole
            copy_of_project(project)
            result = build(project, **PUBLISHED)
            assert result.returncode == 0, result.stderr
    return project / "site"


@pytest.fixture(scope="session")
def address(built_site):
    """Where the browser finds the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(built_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


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
