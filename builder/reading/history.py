"""Reads earlier versions of a table from git: every version in every commit that leads to the current one."""

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 60
"""How long git may take, before its answer counts as missing."""


@dataclass(frozen=True, slots=True)
class Version:
    """A table as it was in some commit."""

    commit: str
    """The commit that brought it, by its first eight letters and digits."""
    content: bytes


@dataclass(frozen=True, slots=True)
class History:
    """The earlier versions of a table, oldest last, or why they could not be read."""

    versions: tuple[Version, ...] = ()
    gap: str = ""
    """Why versions are missing, as the end of a sentence; empty where none is."""


class _NoAnswer(Exception):
    """Git is not there, or did not answer."""


def earlier_versions(path: Path) -> History:
    """Return every version of a file that a commit of this branch holds.

    Versions under an earlier name of the folder count too: a file of the same name that is no longer
    where it was. A version that is not committed yet is not among them.
    """
    folder = path.resolve().parent
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return History(gap="the folder is not kept in git")
    try:
        top, shallow = _repository(folder)
        if shallow:
            return History(gap="this copy of the repository holds only its newest commits")
        return History(tuple(_versions(top, path.resolve().relative_to(top).as_posix())))
    except _NoAnswer as fault:
        return History(gap=str(fault))


def _repository(folder: Path) -> tuple[Path, bool]:
    """Return the top folder of the repository, and whether commits are missing from it."""
    top, shallow = _git(folder, "rev-parse", "--show-toplevel", "--is-shallow-repository").decode().splitlines()
    return Path(top), shallow == "true"


def _versions(top: Path, path: str) -> Iterator[Version]:
    if not _git(top, "rev-list", "--all", "--max-count=1"):
        return
    name = path.rsplit("/", 1)[-1]
    # Merges are compared with each parent, so that a version that only a merge brought is seen.
    log = _git(
        top,
        *("-c", "core.quotePath=false", "log", "-m", "--full-history", "--raw", "--no-renames", "--abbrev=40"),
        *("--format=commit %H", "HEAD", "--", f":(top,glob)**/{name}"),
    )
    found: dict[str, str] = {}
    commit = ""
    for line in log.decode("utf-8", "replace").splitlines():
        if line.startswith("commit "):
            commit = line.removeprefix("commit ")[:8]
        elif line.startswith(":"):
            change, where = line.split("\t", 1)
            _, mode, _, blob, _ = change.split(" ", 4)
            here = where == path or not (top / where).exists()
            if here and mode.startswith("100") and blob.strip("0"):
                found[blob] = commit
    yield from _contents(top, found)


def _contents(top: Path, blobs: dict[str, str]) -> Iterator[Version]:
    """Yield the content of each blob, in one call of git."""
    if not blobs:
        return
    answer = _git(top, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
    position = 0
    for blob, commit in blobs.items():
        end = answer.index(b"\n", position)
        header = answer[position:end].split()
        if header[:1] != [blob.encode()] or header[1:2] != [b"blob"]:
            raise _NoAnswer("git could not read one of them")
        size = int(header[2])
        yield Version(commit, answer[end + 1 : end + 1 + size])
        position = end + 1 + size + 1


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    command: Sequence[str] = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 -- no part of the command is text from a package
            command, input=given, capture_output=True, check=False, timeout=_SECONDS
        )
    except FileNotFoundError:
        raise _NoAnswer("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise _NoAnswer("git took too long") from None
    if done.returncode:
        raise _NoAnswer("git could not read the repository")
    return done.stdout
