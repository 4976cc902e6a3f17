"""The pipeline for converting: a file of another publisher becomes rows of a package, if the check takes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from builder.analysis.benchmarks import COUNTRY, compare_observation
from builder.analysis.chance import Comparison
from builder.analysis.series import all_series
from builder.intake.convert import Converted, Proposed, convert_file, words
from builder.intake.convert.mapping import FILE
from builder.model.measures import Site
from builder.pipeline.taking_in import Check, desk_of, tried, write_all
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


def convert(datasets: Path, asked: Conversion, check: Check) -> Taken:
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
            write_all(folder, {FILE: found.mapping.encode()})
            return Taken(found.said, (), mapping=FILE)
        case Converted():
            if not found.files:
                return Taken(found.said, (), is_trial=asked.is_trial)
            result = tried(datasets, asked.package, found.files, check)
            # Whatever is wrong keeps many rows at once out, also what was wrong before.
            problems, known = result.checked.problems, result.standing
            news = tuple(one for one in problems if one.level is Level.ERROR or one not in known)
            is_sound = not any(one.level is Level.ERROR for one in news)
            writes = is_sound and not asked.is_trial
            if writes:
                write_all(folder, found.files)
            written = tuple(found.files) if writes else ()
            small = sum(one.cause == "small-number" for one in news)
            said = (*found.said, *([words.small_numbers(small)] if small else []))
            site = result.checked.site
            said += tuple(_compared(site, asked.package, found.verdicts)) if site else ()
            return Taken(said, news, written, is_trial=asked.is_trial, is_done=is_sound)


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
