"""Keeps every test of the program away from `datasets/`, so that officers can change what they publish.

Packages come and go, and no test may fail for that: tests run on `tests/frozen/`, on the sound example of
`tests/broken/`, or on packages that they make. Only `tests/shipped/` lifts the guard.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
DATASETS = PROJECT / "datasets"
_LISTING = frozenset({"os.listdir", "os.scandir"})
_lifted = False


class PublishedDataRead(Exception):
    """A test of the program reads what officers may change."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"A test reads {path}. Officers change what is in datasets/, and no test of the program may fail for that. "
            "Use FROZEN or copy_of_project of tests/projects.py, or lay_out of tests/sound_example.py."
        )


def install() -> None:
    """Refuse from now on, in this process, to open anything below `datasets/` or to start a program on it."""
    sys.addaudithook(_refuse)


@contextmanager
def lifted() -> Iterator[None]:
    """Allow it for a while."""
    global _lifted  # noqa: PLW0603 - a hook cannot be taken away again, only told to look aside
    before, _lifted = _lifted, True
    try:
        yield
    finally:
        _lifted = before


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if _lifted:
        return
    if event == "open":
        path, mode, _ = arguments
        # What os.open opens may be below a folder that is open already, and which is not told.
        if mode is not None or os.path.isabs(path):  # noqa: PTH117
            _refuse_path(path, "")
    elif event in _LISTING and sys._getframe(1).f_globals["__name__"] != "pkgutil":  # that looks for modules
        _refuse_path(arguments[0], "")
    elif event == "subprocess.Popen":
        _, command, folder, _ = arguments
        _refuse_path(folder, "")
        _refuse_command(command, os.path.abspath(folder or ""))  # noqa: PTH100


def _refuse_command(command: Any, folder: str) -> None:
    words = [os.fsdecode(word) for word in command]
    for word in (*words, *" ".join(words).split()):  # a shell has its whole command in one word
        _refuse_path(word, folder)
    if folder == str(PROJECT) and any("builder" in word for word in words):
        raise PublishedDataRead("datasets/, where the program looks for packages if nothing else is said")


def _refuse_path(path: Any, folder: str) -> None:
    if isinstance(path, int):
        return  # of a file that is open already
    # Every file that a test opens comes by here: asking the disk for symbolic links would take too long.
    absolute = os.path.abspath(os.path.join(folder, os.fsdecode(path or ".")))  # noqa: PTH100, PTH118
    if absolute == str(DATASETS) or absolute.startswith(f"{DATASETS}{os.sep}"):
        raise PublishedDataRead(absolute)
