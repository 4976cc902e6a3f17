"""Reads earlier versions of tables from git: every version that leads to the current one, or all of one commit."""

import subprocess
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from builder.project.schemas import table_schemas

_SECONDS = 60
"""How long git may take, before its answer counts as missing."""
_MAIN = ("origin/main", "main")
"""What the main branch is called: as it was last fetched, then as it is here."""
_TEXT = frozenset({".csv", ".tsv", ".tab", ".txt", ".bak", ".old", ".orig", ".tmp", ".dat", ".md"})
"""The ends of the names of files that can hold a table as text."""
_NO_TEXT = frozenset(
    (
        *(".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".zip", ".gz", ".7z", ".pdf", ".docx", ".doc", ".odt"),
        *(".rtf", ".json", ".geojson", ".xml", ".html", ".htm", ".parquet", ".sqlite", ".db", ".png", ".jpg", ".jpeg"),
    )
)
"""The ends of the names of files that can hold a table, but not as text."""


@dataclass(frozen=True, slots=True)
class Version:
    """A file as it was in some commit."""

    commit: str
    """The commit that brought it, by its first eight letters and digits."""
    name: str
    """The name of the file, without folder."""
    content: bytes
    elsewhere: bool
    """Whether it stood outside the folder of packages, where it may be no package's, such as an example of a test."""


@dataclass(frozen=True, slots=True)
class _Blob:
    """A content that a file had."""

    name: str
    commit: str
    path: str


class History:
    """The earlier versions of the tables of every package in a folder, each read once, when it is asked for."""

    def __init__(self, datasets: Path) -> None:
        """Take the folder of packages; git is asked when the first version is asked for."""
        self._datasets = datasets.resolve()

    def versions(self, package: str, only: Collection[str] = ()) -> Iterator[Version]:
        """Yield every version, oldest first, of each file that was or may have been a table of a package.

        With `only`, the names of some tables: of the files of these names.

        Raises:
            NoAnswer: They could not be read.
        """
        mine = {
            one.name: one
            for one in self._of_package(package, _TEXT)
            if not only or PurePosixPath(one.path).stem.casefold() in only
        }
        for name, content in _contents(self._top, list(mine)):
            path = PurePosixPath(mine[name].path)
            elsewhere = not (self._top / path).is_relative_to(self._datasets)
            yield Version(mine[name].commit, path.name, content, elsewhere)

    def tables_of_today(self, package: str) -> dict[str, bytes]:
        """Return the tables of a package as they stand, whether they are committed or not, by their names."""
        folder = self._datasets / package
        return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.csv")) if path.stem in table_schemas()}

    def unread(self, package: str) -> tuple[tuple[str, str], ...]:
        """Return the names and commits of the files of a package that could hold a table, and are no text."""
        found = {PurePosixPath(one.path).name: one.commit for one in self._of_package(package, _NO_TEXT)}
        return tuple(sorted(found.items()))

    def _of_package(self, package: str, kinds: frozenset[str]) -> Iterator[_Blob]:
        """Yield what stood in the folder of a package, and what stood in one that is gone, as it may have been its."""
        folder = self._datasets / package
        for one in self._blobs:
            path = PurePosixPath(one.path)
            if path.suffix.casefold() not in kinds:
                continue
            is_table = path.stem.casefold() in table_schemas()
            here = (self._top / one.path).parent == folder
            gone = not (self._top / one.path).exists()
            among_packages = (self._top / one.path).is_relative_to(self._datasets)
            if here or (gone and ((is_table and kinds is _TEXT) or among_packages)):
                yield one

    @cached_property
    def _blobs(self) -> tuple[_Blob, ...]:
        """Every content of a file that could hold a table, oldest first.

        Raises:
            NoAnswer: They could not be read, or some are missing.
        """
        if not any((parent / ".git").exists() for parent in (self._datasets, *self._datasets.parents)):
            raise NoAnswer("the folder is not kept in git")
        if _git(self._datasets, "rev-parse", "--is-shallow-repository").decode().strip() == "true":
            raise NoAnswer("this copy of the repository holds only its newest commits")
        return tuple(_blobs(self._top))

    @cached_property
    def _top(self) -> Path:
        """The top folder of the repository."""
        return Path(_git(self._datasets, "rev-parse", "--show-toplevel").decode().removesuffix("\n"))


def commit_of(datasets: Path, reference: str = "") -> str:
    """Return the full name of the commit at which the work here left a branch, or of a commit that led to it.

    Without a reference, the branch is the main one. What others added to it later is no part of this work. A commit
    that has nothing in common with this work is taken as it is.

    Raises:
        NoAnswer: Git does not know it.
    """
    asked = _commit(datasets, reference) if reference else main_branch(datasets)
    try:
        return _git(datasets, "merge-base", "HEAD", asked).decode().strip()
    except NoAnswer:
        return asked


def main_branch(datasets: Path) -> str:
    """Return the full name of the newest commit of the main branch, as it was last fetched or as it is here.

    Raises:
        NoAnswer: Git knows none.
    """
    for main in _MAIN:
        try:
            return _commit(datasets, main)
        except NoAnswer:
            continue
    raise NoAnswer("git knows no main branch")


def commits_of(datasets: Path, commit: str) -> frozenset[str]:
    """Return a commit and all that lead to it, by their first eight letters and digits.

    Raises:
        NoAnswer: Git does not list them.
    """
    return frozenset(name[:8] for name in _git(datasets, "rev-list", commit).decode().split())


def _commit(datasets: Path, reference: str) -> str:
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    return _git(datasets, *asked).decode().strip()


def tables_at(datasets: Path, commit: str) -> dict[str, dict[str, bytes]]:
    """Return the tables of every package as they were in a commit: for each package, contents by the table's name.

    Raises:
        NoAnswer: They could not be read.
    """
    found: dict[str, dict[str, bytes]] = {}
    for path, content in _files_at(datasets, commit).items():
        if path.suffix == ".csv" and path.stem in table_schemas() and len(path.parts) == 2:
            found.setdefault(path.parts[0], {})[path.stem] = content
    return found


def altered_texts(datasets: Path, commit: str) -> dict[str, tuple[str, ...]]:
    """Return, for each package, its narratives and descriptors that are not as they were in a commit, by their paths.

    Line ends and byte marks say nothing.

    Raises:
        NoAnswer: They could not be read.
    """
    before = {path: content for path, content in _files_at(datasets, commit).items() if _is_text(path)}
    after = {
        path: file.read_bytes()
        for file in sorted(datasets.rglob("*"))
        if _is_text(path := PurePosixPath(file.relative_to(datasets).as_posix())) and file.is_file()
    }
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted({*before, *after}):
        if _plain_text(before.get(path)) != _plain_text(after.get(path)):
            name, *rest = path.parts
            found[name] = (*found.get(name, ()), "/".join(rest))
    return found


@contextmanager
def project_at(project: Path, commit: str) -> Iterator[Path]:
    """Give a folder of a repository as it was in a commit, in a copy with its history that is gone afterwards.

    Raises:
        NoAnswer: Git did not make the copy.
    """
    top = Path(_git(project, "rev-parse", "--show-toplevel").decode().removesuffix("\n"))
    inside = project.resolve().relative_to(top.resolve())
    with tempfile.TemporaryDirectory(prefix="plainsight-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy"
        # It borrows what git keeps of the first, and runs nothing that is set up for it.
        _git(top, "clone", "--quiet", "--shared", "--no-checkout", "--template=", str(top), str(copy))
        _git(copy, "checkout", "--quiet", "--detach", commit)
        yield copy / inside


def _is_text(path: PurePosixPath) -> bool:
    """Return whether a path below the folder of packages is that of a narrative or a descriptor."""
    return path.suffix in {".md", ".yaml"} and len(path.parts) > 1 and path.parts[0][0] != "."


def _plain_text(content: bytes | None) -> bytes | None:
    return None if content is None else b"\n".join(content.removeprefix(b"\xef\xbb\xbf").splitlines())


def _files_at(datasets: Path, commit: str) -> dict[PurePosixPath, bytes]:
    """Return the files of the packages in a commit that are text, by their paths below the folder of packages."""
    top = Path(_git(datasets, "rev-parse", "--show-toplevel").decode().removesuffix("\n"))
    folder = PurePosixPath(datasets.resolve().relative_to(top.resolve()).as_posix())
    blobs: list[tuple[PurePosixPath, str]] = []
    for entry in _git(top, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        about, _, name = entry.partition(b"\t")
        path = PurePosixPath(name.decode("utf-8", "replace"))
        if about.startswith(b"100") and path.is_relative_to(folder) and path.suffix in {".csv", ".md", ".yaml"}:
            blobs.append((path.relative_to(folder), about.split()[2].decode()))
    read = _contents(top, [blob for _, blob in blobs])
    return {path: content for (path, _), (_, content) in zip(blobs, read, strict=True)}


class NoAnswer(Exception):
    """Git is not there, or did not answer; the message is the end of a sentence that says why."""


def _blobs(top: Path) -> Iterator[_Blob]:
    if not _git(top, "rev-list", "--all", "--max-count=1"):
        return
    # Merges are compared with each parent, so that a version that only a merge brought is seen.
    log = _git(
        top,
        *("-c", "core.quotePath=false", "log", "-m", "--full-history", "--raw", "--no-renames", "--abbrev=40", "-z"),
        *("--format=commit %H", "HEAD", "--", *(f":(top,icase,glob)**/*{end}" for end in sorted(_TEXT | _NO_TEXT))),
    )
    found: dict[tuple[str, str], _Blob] = {}
    commit, change = "", ""
    for part in log.decode("utf-8", "replace").replace("\n", "\0").split("\0"):
        if not change:
            if part.startswith("commit "):
                commit = part.removeprefix("commit ")[:8]
            change = part if part.startswith(":") else ""
        else:
            _, mode, _, blob, _ = change.split(" ", 4)
            change = ""
            if mode.startswith("100") and blob.strip("0"):
                found.pop((blob, part), None)
                found[blob, part] = _Blob(blob, commit, part)
    yield from reversed(found.values())


def _contents(top: Path, blobs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each blob and its content, in one call of git, so that only one content is held at a time.

    Raises:
        NoAnswer: Git could not read one of them.
    """
    if not blobs:
        return
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{blob}\n" for blob in blobs).encode())
        asked.seek(0)
        command = ["git", "-C", str(top), "cat-file", "--batch"]
        with subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE) as git:  # noqa: S603 -- as below
            assert git.stdout is not None
            for blob in blobs:
                header = git.stdout.readline().split()
                if header[:2] != [blob.encode(), b"blob"]:
                    git.kill()
                    raise NoAnswer("git could not read one of them")
                yield blob, git.stdout.read(int(header[2]) + 1)[:-1]


def _git(folder: Path, *arguments: str) -> bytes:
    command: Sequence[str] = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 -- no part of the command is text from a package
            command, capture_output=True, check=False, timeout=_SECONDS
        )
    except FileNotFoundError:
        raise NoAnswer("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise NoAnswer("git took too long") from None
    if done.returncode:
        raise NoAnswer("git could not read the repository")
    return done.stdout


def unsaved(root: Path, deleted: Iterable[Path]) -> list[str]:
    """Return the files of a project that git could not bring back, and the ignored ones below what is to be deleted.

    Raises:
        NoAnswer: Git is not there, or the project is in no repository.
    """
    changed = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", ".")
    ignored = [
        found
        for folder in deleted
        for found in _git(root, "status", "--porcelain", "-z", "--ignored", "--", str(folder)).split(b"\0")
    ]
    return [entry[3:].decode("utf-8", "replace") for entry in (*changed.split(b"\0"), *ignored) if entry]


def remove_from_git(folders: Sequence[Path]) -> None:
    """Delete folders of which git holds every file.

    Raises:
        NoAnswer: Git did not do it.
    """
    for folder in folders:
        _git(folder.parent, "rm", "-r", "--quiet", "--", folder.name)
