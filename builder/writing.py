"""Puts bytes on disk: a whole folder at a time, aside first and then in one swap.

Nobody ever sees half a folder, and a run that fails or is killed leaves the last one as it was.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from builder.artefacts import Artefact

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def write(artefacts: Iterable[Artefact], folder: Path) -> None:
    """Write artefacts below a folder, which is made where it does not exist."""
    made: set[Path] = set()
    for artefact in artefacts:
        path = folder / artefact.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(artefact.content)


def fresh(folder: Path) -> Path:
    """Return a folder that is there and empty."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def swap(new: Path, current: Path) -> None:
    """Put a finished folder in the place of the current one, and remove the old one.

    On Linux the two change places in one step. Elsewhere there are two steps, and a run that is
    killed between them leaves the old folder beside its place, under the name of the new one.
    """
    current.parent.mkdir(parents=True, exist_ok=True)
    if not current.exists():
        new.rename(current)
        return
    if not _exchanged(new, current):
        aside = current.with_name(f"{current.name}.old")
        if aside.exists():
            shutil.rmtree(aside)
        current.rename(aside)
        new.rename(current)
        aside.rename(new)
    shutil.rmtree(new)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if result == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}:
        return False
    raise OSError(code, os.strerror(code), str(one))
