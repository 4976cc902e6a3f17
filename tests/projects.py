"""Copies of the project, to build in, and the program run there in a process of its own, as a person runs it."""

import atexit
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.sound_example import SETTINGS

ROOT = Path.cwd()
FROZEN = Path(__file__).parent / "frozen"
"""The packages of real partnerships that tests run on. They stay as they are, whatever is published in `datasets/`."""
WORDS = Path(__file__).parent / "words"
"""The record on accessibility, the glossary and the words to avoid that tests run on, whatever editors write."""


def copy_of_project(folder: Path) -> Path:
    """Lay out a project in a folder, with the program, the words and the frozen packages, and return that."""
    # With its bytecode, so that no process that runs there compiles the program anew.
    shutil.copytree(ROOT / "builder", folder / "builder", dirs_exist_ok=True)
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(FROZEN, folder / "datasets", dirs_exist_ok=True)
    return copy_of_words(folder)


def copy_of_words(folder: Path) -> Path:
    """Lay out in a folder what a site is made of besides packages, and return that."""
    shutil.copytree(ROOT / "site_src", folder / "site_src", dirs_exist_ok=True)
    shutil.copytree(WORDS, folder / "site_src", dirs_exist_ok=True)
    for file in (ROOT / "mkdocs.yml", SETTINGS):
        shutil.copy(file, folder)
    return folder


@cache
def root() -> Path:
    """Return a folder with what a site is made of besides packages, made once, to assemble pages from."""
    folder = Path(tempfile.mkdtemp(prefix="plainsight-words-"))
    atexit.register(shutil.rmtree, folder)
    return copy_of_words(folder)


def run(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a project, and return its exit code and what it said."""
    command = [sys.executable, "-m", "builder", *arguments]
    return subprocess.run(
        command, cwd=project, env=os.environ | environment, capture_output=True, text=True, check=False
    )


def build(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the site of a project, and return the exit code and what was said."""
    return run(project, "build", "--quiet", **environment)


def bytes_below(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
