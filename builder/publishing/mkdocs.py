"""Runs MkDocs in a process of its own, beside whatever else is going on."""

import os
import re
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path
from typing import Any

import yaml

from builder.model.artefact import NavigationEntry
from builder.model.colours import BLACK, EASILY_READABLE, WHITE, mixed, readable_on
from builder.model.settings import Settings
from builder.project.problems import NotDone
from builder.project.program import PACKAGED
from builder.project.words import Words, words_of

_CONFIGURATION = "mkdocs.yml"

_TRACEBACK = "Traceback (most recent call last):"
_ERROR_OF_SYSTEM = re.compile(r"\[Errno (?P<code>\d+)\] [^:]*(?:: '(?P<file>[^']*)')?")


class SiteNotBuilt(NotDone):
    """MkDocs refused to build the site; the text is what it said."""


_LAST_SECOND = 2**32 - 1
"""The last second, counted from 1970, that the head of a gzip file can name: MkDocs writes the sitemap as one."""


def write_configuration(
    root: Path, docs: Path, navigation: tuple[NavigationEntry, ...], path: Path, settings: Settings
) -> None:
    """Write the MkDocs configuration of this build: what is set up by hand, with its settings and navigation."""
    folder = path.parent
    own = root / _CONFIGURATION
    configuration = {
        "INHERIT": os.path.relpath(own if own.is_file() else PACKAGED / _CONFIGURATION, folder),
        # The theme puts texts into its pages as they are, so they must be harmless here.
        "site_name": escape(settings.name),
        "site_description": escape(settings.description),
        "site_url": settings.home,
        "docs_dir": os.path.relpath(docs, folder),
        "theme": {
            "custom_dir": os.path.relpath(_theme(words_of(root), folder), folder),
            "favicon": f"assets/{settings.logo or 'favicon.svg'}",
            **({"logo": f"assets/{settings.logo}"} if settings.logo else {}),
        },
        "extra": {
            "demonstration": settings.demonstration,
            "publisher": escape(settings.publisher),
            "can_be_told": settings.can_be_told,
            "mailbox": escape(settings.contact.mailbox),
            "repository": escape(settings.repository),
            "logo": f"assets/{settings.logo}" if settings.logo else "",
        },
        "nav": _yaml_navigation(navigation),
    }
    path.write_text(yaml.safe_dump(configuration, sort_keys=False, allow_unicode=True), "utf-8", newline="\n")


def _theme(words: Words, folder: Path) -> Path:
    """Return the folder of the theme's files, which must be one: laid together where they lie in several."""
    if len(words.folders) == 1:
        return words.folders[0] / "theme"
    together = folder / "theme"
    shutil.rmtree(together, ignore_errors=True)
    for name, path in words.files("theme/**/*"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    return together


_DARK_PAPER = "#1f262d"
"""The palest background of dark pages, as in site_src/assets/site.css."""


def own_colours(accent: str) -> str:
    """Return the styles that give a site its own accent colour; nothing where it is empty."""
    if not accent:
        return ""
    deep, pale = mixed(accent, BLACK, 0.3), readable_on(accent, _DARK_PAPER, WHITE, EASILY_READABLE)
    return f":root {{ --accent: {accent}; --accent-deep: {deep}; --accent-pale: {pale}; }}\n"


def _yaml_navigation(entries: tuple[NavigationEntry, ...]) -> list[Any]:
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
            "SOURCE_DATE_EPOCH": str(min(max(timestamp, 0), _LAST_SECOND)),
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "NO_MKDOCS_2_WARNING": "true",
        }
        self._process = subprocess.Popen(  # noqa: S603 -- the command is ours, no part of it comes from data
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
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
