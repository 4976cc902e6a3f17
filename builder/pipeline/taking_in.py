"""The pipeline for what comes into a package: read it, let intake say what is to be written, check that, keep it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from builder.checking.rules import FRAMEWORK
from builder.intake import Added, Desk, new_partnership
from builder.intake.workbook.layout import book_of
from builder.intake.workbook.words import WHICH_PACKAGE
from builder.pipeline.checking import Checked, framework_with_program, package_names
from builder.project.problems import Level, NotDone, Problem, did_you_mean
from builder.reading import History, read

Check = Callable[[], Checked]
"""Checks the package that was written into."""


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


def put(folder: Path, files: Mapping[str, bytes], check: Check) -> Checked:
    """Write files into the folder of a package, and return what the check then says.

    Raises:
        Refused: The check finds an error that was not there before; nothing was changed.
    """
    with _undone_unless_kept(folder, files) as keep:
        _write(folder, files)
        after = check()
        if not _errors(after):
            keep()
            return after
    # Something else may have been wrong before, for which nobody should be kept from adding what is right.
    before = _errors(check()) if folder.is_dir() else []
    new = tuple(problem for problem in _errors(after) if problem not in before)
    if new:
        raise Refused(new)
    _write(folder, files)
    return after


def write_added(datasets: Path, package: str, added: Added, check: Check) -> Checked:
    """Write what intake says into a package.

    Raises:
        Refused: The check would refuse it.
    """
    return put(datasets / package, added.files, check)


def make_workbook(datasets: Path, package: str) -> bytes:
    """Return the workbook of a package.

    Raises:
        NotDone: There is no such package, or one of its tables cannot be read or held.
    """
    from builder.intake.workbook.writing import workbook

    return workbook(book_of(desk_of(datasets, package)))


def take_in_workbook(datasets: Path, file: Path, package: str, check: Callable[[str], Checked]) -> tuple[str, Added]:
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
            write_added(datasets, name, taken.added, lambda: check(name))
        except Refused as refused:
            raise Refused(tuple(taken.in_workbook(one, file.name) for one in refused.problems)) from refused
    return name, taken.added


def _errors(checked: Checked) -> list[Problem]:
    return [problem for problem in checked.problems if problem.level is Level.ERROR]


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


@contextmanager
def _undone_unless_kept(folder: Path, files: Mapping[str, bytes]) -> Iterator[Callable[[], None]]:
    """Bring the files back as they were, whatever happens meanwhile, unless they are to be kept."""
    was_there = folder.is_dir()
    before = {name: (folder / name).read_bytes() if (folder / name).is_file() else None for name in files}
    kept: list[bool] = []
    try:
        yield lambda: kept.append(True)
    finally:
        if not kept:
            for name, content in before.items():
                if content is None:
                    (folder / name).unlink(missing_ok=True)
                else:
                    (folder / name).write_bytes(content)
            if not was_there and folder.is_dir():
                folder.rmdir()
