"""Runs MkDocs in a process of its own, beside whatever else is going on."""

import os
import re
import subprocess
import sys
from html import escape
from pathlib import Path
from typing import Any

import yaml

from builder.artefacts import NavigationEntry
from builder.problems import NotDone

_TRACEBACK = "Traceback (most recent call last):"
_ERROR_OF_SYSTEM = re.compile(r"\[Errno (?P<code>\d+)\] [^:]*(?:: '(?P<file>[^']*)')?")


class SiteNotBuilt(NotDone):
    """MkDocs refused to build the site; the text is what it said."""


def write_configuration(root: Path, docs: Path, navigation: tuple[NavigationEntry, ...], path: Path) -> None:
    """Write the MkDocs configuration of this build: what is set up by hand, with this build's navigation."""
    folder = path.parent
    configuration = {
        "INHERIT": os.path.relpath(root / "mkdocs.yml", folder),
        "docs_dir": os.path.relpath(docs, folder),
        "theme": {"custom_dir": os.path.relpath(root / "site_src" / "theme", folder)},
        "nav": _yaml_navigation(navigation),
    }
    path.write_text(yaml.safe_dump(configuration, sort_keys=False, allow_unicode=True), "utf-8")


def _yaml_navigation(entries: tuple[NavigationEntry, ...]) -> list[Any]:
    # The theme puts titles into its pages as they are, so they must be harmless here.
    return [
        {escape(entry.title): entry.goal if isinstance(entry.goal, str) else _yaml_navigation(entry.goal)}
        for entry in entries
    ]


class MkDocs:
    """One run of MkDocs, started at once and waited for later."""

    def __init__(self, configuration: Path, site: Path, timestamp: int, *, dirty: bool = False) -> None:
        # A partial build warns that it is one, which a strict build would take for a fault.
        kind = "--dirty" if dirty else "--strict"
        command = [sys.executable, "-m", "mkdocs", "build", kind, "-f", str(configuration), "-d", str(site)]
        environment = os.environ | {
            "SOURCE_DATE_EPOCH": str(timestamp),
            "PYTHONHASHSEED": "0",
            "NO_MKDOCS_2_WARNING": "true",
        }
        self._process = subprocess.Popen(  # noqa: S603 -- the command is ours, no part of it comes from data
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait(self) -> None:
        """Wait until the site is built.

        Raises:
            SiteNotBuilt: MkDocs failed, or warned of something.
            OSError: It failed because the system refused it something, such as room on the disk.
        """
        output, _ = self._process.communicate()
        if self._process.returncode:
            raise _refusal(output, self._process.returncode)

    def stop(self) -> None:
        """End the run, if it is still going on."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def _refusal(output: str, code: int) -> SiteNotBuilt | OSError:
    """Return what stopped MkDocs, by what it said, without the way through its code."""
    said, traceback, way = output.partition(_TRACEBACK)
    if traceback:
        *_, last = way.strip().splitlines() or [""]
        if found := _ERROR_OF_SYSTEM.search(last):
            return OSError(int(found["code"]), os.strerror(int(found["code"])), found["file"])
        said += last
    if code < 0:
        said += f"It was stopped from outside, by signal {-code}: perhaps the machine has too little memory."
    return SiteNotBuilt(f"MkDocs did not build the site. It said:\n{said.strip()}")
