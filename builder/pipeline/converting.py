"""The pipeline for converting: a file of another publisher becomes rows of a package, if the check takes them."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.intake.convert import Converted, Proposed, convert_file
from builder.intake.convert.mapping import FILE
from builder.intake.convert.words import small_numbers
from builder.model.settings import Environment, Settings
from builder.pipeline.checking import check
from builder.pipeline.taking_in import desk_of
from builder.project.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class Conversion:
    """What is asked for: a file of a kind, into a package."""

    kind: str
    file: Path
    package: str
    today: date
    retrieved: date
    """The day on which somebody downloaded the file."""
    sheet: str = ""
    table: str = ""
    """The name of the table in the mapping, where its columns are those of others too."""
    replaces: bool = False
    """Whether figures of other sources give way too, and many at once."""
    is_trial: bool = False
    """Whether nothing is written."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What converting gave."""

    said: tuple[str, ...]
    problems: tuple[Problem, ...]
    """What the check says of the package with the new rows, and did not say before."""
    written: tuple[str, ...] = ()
    """The files of tables that were written."""
    mapping: str = ""
    """The file of the mapping, where that was written and nothing else."""
    trial: str = ""
    """The mapping that would be written, in a trial."""
    is_trial: bool = False
    is_done: bool = True


def convert(datasets: Path, asked: Conversion, settings: Settings | Path, environment: Environment) -> Taken:
    """Convert a file, and write what comes of it where the check finds no error in it: all files, or none.

    Without a mapping for what the file holds, one is proposed and written, and nothing else.

    Raises:
        NotDone: The file or the mapping cannot be read, or they leave a question open. Nothing was written.
    """
    folder, desk = datasets / asked.package, desk_of(datasets, asked.package)
    path = folder / FILE
    mapping = path.read_text("utf-8") if path.is_file() else ""
    found = convert_file(asked, asked.file.read_bytes(), mapping, desk)
    match found:
        case Proposed():
            if asked.is_trial:
                return Taken(found.said, (), trial=found.mapping, is_trial=True)
            _write(folder, {FILE: found.mapping.encode()})
            return Taken(found.said, (), mapping=FILE)
        case Converted():
            news = _news(datasets, asked.package, found.files, settings, environment)
            is_sound = not any(one.level is Level.ERROR for one in news)
            writes = is_sound and not asked.is_trial
            if writes:
                _write(folder, found.files)
            written = tuple(found.files) if writes else ()
            small = sum(one.cause == "small-number" for one in news)
            said = (*found.said, *([small_numbers(small)] if small else []))
            return Taken(said, news, written, is_trial=asked.is_trial, is_done=is_sound)


def _news(
    datasets: Path, package: str, files: Mapping[str, bytes], settings: Settings | Path, environment: Environment
) -> tuple[Problem, ...]:
    """Return what the check says of a copy with new files, and does not say without them."""
    if not files:
        return ()
    only = frozenset({package})
    with TemporaryDirectory() as top:
        copy = Path(top) / datasets.name
        shutil.copytree(datasets, copy)
        _with_history(datasets, Path(top))
        _write(copy / package, files)
        after = check(copy, only, settings=settings, environment=environment).problems
    if not after:
        return ()
    before = set(check(datasets, only, settings=settings, environment=environment).problems)
    return tuple(one for one in after if one.level is Level.ERROR or one not in before)


def _with_history(datasets: Path, top: Path) -> None:
    """Let git in a copy of the packages answer with the history of the packages themselves."""
    parent = datasets.resolve().parent
    own = parent / ".git"
    if own.is_dir():
        (top / ".git").write_text(f"gitdir: {own}\n", "utf-8")
    elif own.is_file():
        shutil.copy(own, top / ".git")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, each in one go, after all of them are on the disk."""
    for name, content in files.items():
        (folder / f".{name}.new").write_bytes(content)
    for name in files:
        (folder / f".{name}.new").replace(folder / name)
