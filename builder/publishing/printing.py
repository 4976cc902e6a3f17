"""Prints a finished page as a PDF file with a browser that is on this machine."""

import os
import re
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
"""The names under which browsers that can print without a window are installed."""

_SECONDS = 120
_MOMENT = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}")


_NODE = re.compile(rb"\(node(\d{8})\)")
"""The name that a browser gives to a piece of a page, which depends on how the page happened to load."""
_LOCAL_LINK = re.compile(r'(<a\b[^>]*?) href="(?!#|https?://)[^"]*"')
"""A link to another page of the site, which is not beside a page that is printed alone."""


class NotPrinted(Exception):
    """The browser made no PDF file; the text says why in a sentence."""


def find_browser() -> str | None:
    """Return the path of a browser that can print, or None where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def without_local_links(html: str) -> str:
    """Return a page whose links lead into itself or to other sites: others would name files of this machine."""
    return _LOCAL_LINK.sub(r"\1", html)


def print_page(browser: str, page: Path, day: date, goal: Path) -> None:
    """Print a page of this machine as a tagged PDF file with an outline, dated on a day.

    Raises:
        NotPrinted: The browser did not start, took too long or wrote nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "printed.pdf"
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-extensions",
            "--no-first-run",
            "--no-pdf-header-footer",
            "--export-tagged-pdf",
            "--generate-pdf-document-outline",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={printed}",
            page.resolve().as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            # Chromium refuses to start for the root of a container with its sandbox on; the page is our own.
            command.insert(1, "--no-sandbox")
        try:
            result = subprocess.run(  # noqa: S603 -- the command is ours; of data there is only the name of a file
                command, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as fault:
            raise NotPrinted(f"{browser} did not print the page: {fault}") from fault
        if result.returncode or not printed.is_file():
            lines = result.stderr.strip().splitlines() or ["it gave no reason"]
            raise NotPrinted(f"{browser} did not print the page: {lines[-1]}")
        content = printed.read_bytes()
    goal.write_bytes(_settled(content, day))


def _settled(content: bytes, day: date) -> bytes:
    """Return a PDF file without what differs from run to run: the moment of printing, and the names of its pieces.

    Everything keeps its length, since the file says at which byte each of its parts begins.
    """
    content = _MOMENT.sub(lambda match: b"/%s (D:%s000000" % (match[1], f"{day:%Y%m%d}".encode()), content)
    rank = {name: number for number, name in enumerate(sorted(set(_NODE.findall(content))), start=1)}
    return _NODE.sub(lambda match: b"(node%08d)" % rank[match[1]], content)
