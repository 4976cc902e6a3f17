"""The pipeline for converting: a file of another publisher becomes rows of a package, if the check takes them."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.analysis.benchmarks import COUNTRY, compare_observation
from builder.analysis.chance import Comparison
from builder.analysis.series import all_series
from builder.intake.convert import Converted, Proposed, convert_file, words
from builder.intake.convert.mapping import FILE
from builder.model.measures import Site
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
            news, site = _tried(datasets, asked.package, found.files, settings, environment)
            is_sound = not any(one.level is Level.ERROR for one in news)
            writes = is_sound and not asked.is_trial
            if writes:
                _write(folder, found.files)
            written = tuple(found.files) if writes else ()
            small = sum(one.cause == "small-number" for one in news)
            said = (*found.said, *([words.small_numbers(small)] if small else []))
            said += tuple(_compared(site, asked.package, found.verdicts)) if site else ()
            return Taken(said, news, written, is_trial=asked.is_trial, is_done=is_sound)


def _tried(
    datasets: Path, package: str, files: Mapping[str, bytes], settings: Settings | Path, environment: Environment
) -> tuple[tuple[Problem, ...], Site | None]:
    """Return what the check says of a copy with new files and does not say without them, and the model of the copy."""
    if not files:
        return (), None
    only = frozenset({package})
    with TemporaryDirectory() as top:
        copy = _copied(datasets.resolve(), Path(top))
        _write(copy / package, files)
        checked = check(copy, only, settings=settings, environment=environment)
    if not checked.problems:
        return (), checked.site
    before = set(check(datasets, only, settings=settings, environment=environment).problems)
    return tuple(one for one in checked.problems if one.level is Level.ERROR or one not in before), checked.site


def _compared(site: Site, package: str, verdicts: Sequence[tuple[Mapping[str, str], str]]) -> list[str]:
    """Return how the comparisons with England that a publisher prints agree with those of the site."""
    partnership = next(one for one in site.partnerships if one.name == package)
    found = all_series(partnership.package.observations, partnership.metrics, partnership.areas)
    by_key = {series.key: series for series in found}
    country = next((name for name, area in partnership.areas.items() if area.kind == COUNTRY), "")
    same, others = 0, []
    for row, theirs in verdicts:
        metric, group = row["metric"], (row["breakdown"], row["group"], row["method_version"])
        own, benchmark = (by_key.get((metric, area, *group)) for area in (row["area"], country))
        if row["area"] == country or own is None or benchmark is None:
            continue
        figure = next(o for o in own.observations if o.period.start.isoformat() == row["period_start"])
        result = compare_observation(figure, own, benchmark).result if figure.value is not None else None
        if isinstance(result, Comparison):
            same += result == theirs
            others += [(row, theirs, result.value)] if result != theirs else []
    return words.verdicts(same, others)


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


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, each in one go, after all of them are on the disk."""
    for name, content in files.items():
        (folder / f".{name}.new").write_bytes(content)
    for name in files:
        (folder / f".{name}.new").replace(folder / name)
