"""Puts bytes on disk: a whole folder at a time, aside first and then in one swap.

Nobody ever sees half a folder, and a run that fails or is killed leaves the last one as it was. Nothing is deleted
but what a build made: that is known by a marker, or by lying in the folder that builds work in.
"""

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from builder.model.artefact import Artefact
from builder.project.problems import NotDone

MARKER = ".made-by-builder"
"""The file at the root of a folder that a build made, by which the next one knows that it may replace it.

It is published with the site, and says nothing but the names of the site's files.
"""

_SAYS = "Made by `python -m builder build`. The next build replaces this folder, which holds these files:"
_PUT_BY_SYSTEMS = frozenset({MARKER, ".DS_Store", "Thumbs.db", "desktop.ini"})
"""The files that a window onto a folder leaves in it: nobody misses them."""
_STRAYS_NAMED = 3

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class NotOurs(NotDone):
    """A folder would have been deleted that no build made."""


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


def mark(folder: Path) -> None:
    """Write the marker into a folder that a build made, with the names of the files that are there."""
    (folder / MARKER).write_text("\n".join([_SAYS, *sorted(_names_below(folder))]) + "\n", "utf-8", newline="\n")


@contextmanager
def only_run(workshop: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the folder that builds work in, which is made where it does not exist, for this run alone.

    With `wait`, wait until another run lets go of it. The system lets go when a run ends, in whatever way.

    Raises:
        NotDone: Another run holds it, or it is a symbolic link.
    """
    if workshop.is_symlink():
        # What is made there leads to its neighbours by "..", and would miss them.
        raise NotDone(
            f'"{workshop.name}" is a symbolic link, and builds work in a folder. Delete the link, and try again.'
        )
    workshop.mkdir(parents=True, exist_ok=True)
    with (workshop / "lock").open("a") as file:
        while not _locked(file, wait=wait):
            if not wait:
                raise NotDone("Another build is running in this folder. Wait until it has ended, and try again.")
        yield


@contextmanager
def passing_folder(workshop: Path) -> Iterator[Path]:
    """Give a folder that no other run has or had, and remove it in the end, with those that killed runs left.

    A process that outlived its killed run may still write into its own folder, which is nobody else's.
    """
    workshop.mkdir(parents=True, exist_ok=True)
    for left in workshop.glob("new-*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="new-", dir=workshop))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_output_fault(output: Path, kept: Mapping[Path, str], root: Path) -> str:
    """Return why a folder cannot become the site, and what to do, as sentences; empty where it can.

    `kept` are the folders that a build must leave alone, with what they are. The site may lie in the root of the
    project, but it cannot be that, nor hold it.
    """
    try:
        return _find_output_fault(output, kept, root)
    except (OSError, RuntimeError) as fault:
        # Python 3.11 and 3.12 tell a link that leads to itself by a RuntimeError.
        return f"It cannot be looked at ({getattr(fault, 'strerror', None) or fault}). {_ANOTHER}"


_ANOTHER = "Name another folder: an empty one, or one that is not there yet."


def _find_output_fault(output: Path, kept: Mapping[Path, str], root: Path) -> str:
    if output.is_symlink():
        return f"It is a symbolic link. {_ANOTHER}"
    place = output.resolve()
    for folder, what in kept.items():
        if _is_in(place, folder):
            return f"It {'is' if _is_in(folder, place) else 'lies in'} {what}. {_ANOTHER}"
    for folder, what in {root: "the whole project", **kept}.items():
        if _is_in(folder, place):
            return f"It {'is' if _is_in(place, folder) else 'holds'} {what}. {_ANOTHER}"
    nearest = next(path for path in (place, *place.parents) if path.exists())
    if not nearest.is_dir():
        return f"{'It' if nearest == place else f'{nearest}'} is a file, not a folder. {_ANOTHER}"
    if os.path.ismount(place):
        return "It is where a drive is mounted, which cannot be replaced. Name a folder in it."
    holder = place.parent if nearest == place else nearest
    if not all(os.access(path, os.R_OK | os.W_OK | os.X_OK) for path in {holder, nearest}):
        return f"You may not write into {holder}. Ask for permission, or name another folder."
    return _find_content_fault(place) if place.is_dir() else ""


def _find_content_fault(place: Path) -> str:
    """Return why a folder cannot be replaced for what it holds."""
    found = _names_below(place)
    if not found:
        return ""
    marker = place / MARKER
    if not marker.is_file():
        return (
            "It is not empty, and no build of this version made it. "
            "Name another folder, or, if it holds only a site of an earlier version, delete it yourself and try again."
        )
    strays = sorted(found - set(marker.read_text("utf-8", "replace").splitlines()))
    if strays:
        more = f" and {len(strays) - _STRAYS_NAMED} more" if len(strays) > _STRAYS_NAMED else ""
        named = ", ".join(strays[:_STRAYS_NAMED]) + more
        return f"It holds what no build put there, and would be deleted: {named}. Move it elsewhere, and try again."
    return ""


def _names_below(folder: Path) -> set[str]:
    """Return the paths of everything below a folder but what systems put there; of folders, only the empty ones."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.name not in _PUT_BY_SYSTEMS and (path.is_symlink() or not path.is_dir() or not any(path.iterdir()))
    }


def _is_in(path: Path, folder: Path) -> bool:
    """Return whether a path is a folder or lies in it, also where the system takes two names for one."""
    ways = (path, *path.parents)
    return folder in ways or (folder.exists() and any(way.exists() and way.samefile(folder) for way in ways))


def swap(new: Path, current: Path, workshop: Path) -> None:
    """Put a finished folder in the place of the current one, and remove the old one.

    On Linux the two change places in one step. Elsewhere there are two steps, and a run that is
    killed between them leaves the old folder beside its place, under the name of the new one.

    Raises:
        NotOurs: There is something in the place that no build made: it lies not in the folder that builds work in,
            and has no marker.
    """
    current.parent.mkdir(parents=True, exist_ok=True)
    if not _are_on_one_drive(new, current.parent):
        new = _brought_beside(new, current, workshop)
    if not current.exists():
        new.rename(current)
        return
    _refuse_to_delete_others(current, workshop)
    if not _exchanged(new, current):
        aside = new.with_name(f"{new.name}.old")
        _remove(aside, workshop)
        current.rename(aside)
        new.rename(current)
        new = aside
    # The new folder is in its place. What a system holds back of the old one, the next run removes.
    with suppress(OSError):
        _remove(new, workshop)


def _are_on_one_drive(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


def _brought_beside(new: Path, current: Path, workshop: Path) -> Path:
    """Copy a folder onto the drive of the current one, as only on one drive can folders change places."""
    near = current.with_name(f".{current.name}.new")
    _remove(near, workshop)
    near.mkdir()
    # The marker first: a killed run must not leave what the next would not dare to delete.
    shutil.copy(new / MARKER, near)
    # One file after the other: the first that fails says why, where the library's way fails with a list of all.
    for path in sorted(new.rglob("*")):
        goal = near / path.relative_to(new)
        if path.is_dir():
            goal.mkdir()
        else:
            shutil.copy(path, goal)
    return near


def _refuse_to_delete_others(folder: Path, workshop: Path) -> None:
    is_ours = folder.is_relative_to(workshop) or (folder / MARKER).is_file() or not _names_below(folder)
    if folder.is_symlink() or not is_ours:
        raise NotOurs(f"{folder} was not made by a build, and would be deleted. Move it elsewhere, and try again.")


def _remove(folder: Path, workshop: Path) -> None:
    """Delete a folder that a build made, its marker last: what is left of a killed run stays known as ours."""
    if not folder.exists():
        return
    _refuse_to_delete_others(folder, workshop)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != MARKER:
            path.unlink()
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


def _locked(file: IO[str], *, wait: bool) -> bool:
    """Lock an open file for this process alone; False where another process has locked it."""
    try:
        import fcntl
    except ImportError:
        return _locked_on_windows(file, wait=wait)
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked_on_windows(file: IO[str], *, wait: bool) -> bool:
    import msvcrt

    file.seek(0)
    try:
        # Waiting ends after ten seconds there.
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError as fault:
        if fault.errno in {errno.EACCES, errno.EDEADLK}:
            return False
        raise
    return True


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
