"""Lays out the sound example of tests/broken, with the files of one broken case over it, and checks it.

A case is a folder: the files that replace or join those of the example, optionally `removed.txt` with
the files that the example loses, and `expected.txt` with what `python -m builder check` prints.
"""

import atexit
import contextlib
import csv
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from click.testing import CliRunner, Result

from builder.cli.commands import main

BROKEN = Path(__file__).parent / "broken"
SOUND = BROKEN / "_sound"
SETTINGS = Path(__file__).parent / "site.yaml"
"""The settings of every site that a test makes; those of the project belong to whoever publishes it."""
EXPECTED = "expected.txt"
REMOVED = "removed.txt"

CASES = tuple(sorted(path.name for path in BROKEN.iterdir() if path.is_dir() and path != SOUND))


def lay_out(folder: Path, case: str | None = None) -> Path:
    """Copy the example, and the case over it, into `folder`/datasets in an empty repository, and return that."""
    shutil.copytree(_empty_repository(), folder / ".git", dirs_exist_ok=True)
    shutil.copy(SETTINGS, folder)
    datasets = shutil.copytree(SOUND, folder / "datasets")
    if case:
        for name in removed_files(case):
            (datasets / name).unlink()
        shutil.copytree(BROKEN / case, datasets, dirs_exist_ok=True, ignore=shutil.ignore_patterns(EXPECTED, REMOVED))
        for package in datasets.iterdir():
            if package.is_dir() and not any(path.is_file() for path in package.rglob("*")):
                shutil.rmtree(package)
    return datasets


@cache
def _empty_repository() -> Path:
    """Return the folder in which git keeps a repository without a commit, made once."""
    folder = Path(tempfile.mkdtemp(prefix="plainsight-git-"))
    atexit.register(shutil.rmtree, folder)
    subprocess.run(["git", "init", "--quiet", "--template=", folder], check=True)
    return folder / ".git"


def removed_files(case: str) -> tuple[str, ...]:
    """Return the files of the example that a case does without."""
    path = BROKEN / case / REMOVED
    return tuple(path.read_text("utf-8").splitlines()) if path.exists() else ()


def check(folder: Path, *arguments: str) -> Result:
    """Run the check in `folder` as an officer would, and let no exception of ours pass for a problem."""
    with contextlib.chdir(folder):
        result = CliRunner().invoke(main, ["check", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder as nobody in particular."""
    name = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)


def publish(folder: Path) -> None:
    """Commit all that a folder holds, on a branch that is called main where there is none yet."""
    if not any((folder / ".git" / "refs" / "heads").iterdir()):
        git(folder, "checkout", "--quiet", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Publish")


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")


def rewrite(path: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Change the rows of a table; a column that some row has anew comes behind the others."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows, names = list(reader), list(reader.fieldnames or ())
    change(rows)
    names += dict.fromkeys(name for row in rows for name in row if name not in names)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
