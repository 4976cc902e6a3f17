"""The pipeline for what comes into a package: read it, let intake say what is to be written, check that, keep it."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.checking.rules import FRAMEWORK
from builder.intake import Added, Desk, new_partnership
from builder.intake.workbook.layout import book_of
from builder.intake.workbook.words import WHICH_PACKAGE
from builder.pipeline.checking import Checked, framework_with_program, package_names
from builder.project.problems import Level, NotDone, Problem, did_you_mean
from builder.reading import History, read

Check = Callable[[Path, str], Checked]
"""Checks a package in a folder of packages."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What the check says of a package with new files."""

    checked: Checked
    standing: frozenset[Problem]
    """What it says without them."""

    @property
    def news(self) -> tuple[Problem, ...]:
        """The problems that the new files bring."""
        return tuple(one for one in self.checked.problems if one not in self.standing)


class Refused(Exception):
    """The check would refuse what was to be written, so that nothing was."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Take the problems that would be new."""
        super().__init__()
        self.problems = problems


def desk_of(datasets: Path, package: str) -> Desk:
    """Return what lies on the desk when a package is added to.

    Raises:
        NotDone: There is no such package, or one of its tables cannot be read.
    """
    known = package_names(datasets)
    if package not in known:
        raise NotDone(f'There is no package "{package}". {did_you_mean(package, known)}'.strip())
    found, problems = read(datasets / package, f"{datasets.name}/{package}")
    contents = History(datasets).tables_of_today(package)
    unread = sorted(set(contents) - set(found.tables))
    if unread:
        messages = [str(problem) for problem in problems if problem.place.path.endswith(f"/{unread[0]}.csv")]
        raise NotDone(messages[0] if messages else f"{found.folder}/{unread[0]}.csv cannot be read.")
    national = framework_with_program([read(datasets / name, f"{datasets.name}/{name}")[0] for name in known])
    tables = {
        name: tuple(dict(zip(table.header, row, strict=True)) for row in table.rows)
        for name, table in national.tables.items()
    }
    title = str(found.descriptor.get("title", package))
    return Desk(package, title, found.descriptor.get("kind") == FRAMEWORK, contents, tables)


def begin_partnership(datasets: Path, name: str, title: str, codes: Sequence[str], parts: Sequence[str]) -> Added:
    """Return the files of a package that is not there yet.

    Raises:
        NotDone: There is one of its name, or it cannot be made.
    """
    if (datasets / name).exists():
        raise NotDone(f"{datasets.name}/{name} is there already. Add to it, or choose another name.")
    return new_partnership(name, title, codes, parts)


def tried(datasets: Path, package: str, files: Mapping[str, bytes], check: Check) -> Tried:
    """Return what the check says of a copy of the packages in which a package has new files. Nothing is written."""
    with TemporaryDirectory() as top:
        copy = _copied(datasets.resolve(), Path(top))
        write_all(copy / package, files)
        checked = check(copy, package)
    standing = check(datasets, package).problems if checked.problems and (datasets / package).is_dir() else ()
    return Tried(checked, frozenset(standing))


def write_added(datasets: Path, package: str, added: Added, check: Check) -> None:
    """Write what intake says into a package.

    Raises:
        Refused: The check finds an error that was not there before; nothing was written.
    """
    # Something else may have been wrong before, for which nobody should be kept from adding what is right.
    new = [one for one in tried(datasets, package, added.files, check).news if one.level is Level.ERROR]
    if new:
        raise Refused(tuple(new))
    write_all(datasets / package, added.files)


def make_workbook(datasets: Path, package: str) -> bytes:
    """Return the workbook of a package.

    Raises:
        NotDone: There is no such package, or one of its tables cannot be read or held.
    """
    from builder.intake.workbook.writing import workbook

    return workbook(book_of(desk_of(datasets, package)))


def take_in_workbook(datasets: Path, file: Path, package: str, check: Check) -> tuple[str, Added]:
    """Write what a workbook changes into its package, and return the name of that and what was written.

    Raises:
        NotDone: It is no workbook of a package that is here.
        Refused: The check would refuse what it says; the problems name the cells of the workbook.
    """
    from builder.intake.workbook.reading import read_book
    from builder.intake.workbook.taking_in import take_in

    book = read_book(file.read_bytes(), file.name)
    name = package or book.package
    if not name:
        raise NotDone(WHICH_PACKAGE.format(file.name))
    taken = take_in(desk_of(datasets, name), book)
    if taken.added.files:
        try:
            write_added(datasets, name, taken.added, check)
        except Refused as refused:
            raise Refused(tuple(taken.in_workbook(one, file.name) for one in refused.problems)) from refused
    return name, taken.added


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, each in one go, after all of them are on the disk."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f".{name}.new").write_bytes(content)
    for name in files:
        (folder / f".{name}.new").replace(folder / name)


def _copied(datasets: Path, top: Path) -> Path:
    """Return a copy of the packages, in which git answers with the history of the packages themselves."""
    repository = next((parent for parent in datasets.parents if (parent / ".git").exists()), datasets.parent)
    own, copy = repository / ".git", top / datasets.relative_to(repository)
    shutil.copytree(datasets, copy)
    if own.is_dir():
        (top / ".git").write_text(f"gitdir: {own}\n", "utf-8")
    elif own.is_file():
        shutil.copy(own, top / ".git")
    return copy
