"""What every test can use: a browser; golden files, which continuous integration never rewrites; patience; a guard."""

import os

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

from tests import guard

guard.install()

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")  # a law holds on a busy machine too: how many examples are tried stays as it is


def pytest_addoption(parser):
    """Add the flag that rewrites golden files, and the one that holds facts against packages that changed."""
    parser.addoption("--golden", action="store_true", help="Rewrite golden files instead of comparing with them.")
    parser.addoption("--facts", action="store_true", help="Run tests/shipped whatever stands in datasets/.")


def pytest_configure(config):
    """Refuse to rewrite where nobody reads what was written."""
    if config.getoption("--golden") and os.environ.get("CI"):
        raise pytest.UsageError("Golden files are rewritten by hand, never in continuous integration.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Leave the lines that an uncounted test runs out of the coverage, where coverage is measured."""
    counting = Coverage.current() if item.get_closest_marker("uncounted") else None
    if counting:
        counting.stop()
    try:
        return (yield)
    finally:
        if counting:
            counting.start()


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium: one for all tests of a process, which can start no second one."""
    from playwright.sync_api import expect, sync_playwright

    from tests.browser.install import FLAGS, installed_browser

    # Nothing is waited for longer than it takes, and a machine may be busy.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """Return a project with the sound example, committed on its main branch, to be copied and not changed."""
    from tests.sound_example import lay_out, publish

    folder = tmp_path_factory.mktemp("published")
    lay_out(folder)
    publish(folder)
    return folder


@pytest.fixture
def golden(request):
    """Compare a text with a golden file, or rewrite the file where the flag asks for it."""

    def compare(path, text):
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare
