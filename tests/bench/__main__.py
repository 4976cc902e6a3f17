"""Measures and prints: `python -m tests.bench`.

Everything happens in a temporary folder, on copies of the project's words and configuration.
"""

import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from tests.bench import beside, pages
from tests.bench.generate import (
    LARGE,
    MANY_HIDDEN,
    PARTNERSHIP,
    PROJECT,
    SMALL,
    Size,
    change_one_metric,
    write_datasets,
)
from tests.bench.processes import Run, run
from tests.bench.stages import STAGES
from tests.projects import FROZEN

_REPEATS = 3
"""How often a warm build is measured; its median is shown."""
_ENVIRONMENT = {"PYTHONPATH": str(PROJECT)}
_COLD, _WARM, _CHANGE = "cold", "warm", "one metric changed"


@dataclass(frozen=True)
class Case:
    """A site to measure."""

    title: str
    partnership: str
    """The partnership whose metric changes."""
    size: Size | None
    """None for the frozen packages of real partnerships."""


_CASES = (
    Case("real partnerships", "derby-and-derbyshire", None),
    Case(SMALL.title, PARTNERSHIP, SMALL),
    Case(LARGE.title, PARTNERSHIP, LARGE),
)

_HIDDEN = Case(MANY_HIDDEN.title, PARTNERSHIP, MANY_HIDDEN)
"""Only checked: what it would cost to build is told by the others."""


@dataclass(frozen=True)
class Measured:
    """What was measured of one site."""

    case: Case
    pages: int
    charts: int
    start: Run
    """A check in a process of its own."""
    stages: dict[str, float]
    builds: dict[str, tuple[Run, ...]]


def main() -> None:
    """Measure every case and print the tables."""
    console = Console(stderr=True)
    measured = []
    before = _load()
    with tempfile.TemporaryDirectory(prefix="plainsight-bench-") as folder:
        for number, case in enumerate(_CASES):
            with console.status(f"Measuring: {case.title}") as status:
                project = _project(Path(folder) / str(number), case)
                measured.append(_measured(project, case, lambda words: status.update(f"Measuring: {words}")))
        audits = [_audit(Path(folder), console, case) for case in (_CASES[0], _HIDDEN)]
        with console.status("Measuring: the pages") as status:
            weights = pages.report(
                Path(folder) / "0" / "site", lambda words: status.update(f"Measuring: the pages, {words}")
            )
        with console.status("Measuring beside another builder") as status:
            ratios = beside.report(Path(folder) / "beside", lambda words: status.update(f"Measuring: {words}"))
    print(_report(measured, (before, _load())))
    print("\n".join(["", ratios, "", *audits, "", weights]))


def _audit(folder: Path, console: Console, case: Case) -> str:
    """Return what the disclosure audit takes, as a share of the whole check too."""
    with console.status(f"Measuring: the disclosure audit, {case.title}"):
        project = _project(folder / f"audit {case.title}", case)
        runs = [json.loads(_python(project, "tests.bench.disclosure").output) for _ in range(_REPEATS)]
        whole = statistics.median(_python(project, "builder", "check").wall for _ in range(_REPEATS))
    figures, hidden, _ = runs[0]
    seconds = statistics.median(run[2] for run in runs)
    return (
        f"Disclosure audit, {case.title}: {figures:,} observations, {hidden:,} hidden, {seconds:.2f} s of one core; "
        f"the whole check with it {whole:.2f} s, start-up included."
    )


def _load() -> float:
    """Return how many processes were at work on average in the last minute."""
    return os.getloadavg()[0]


def _project(folder: Path, case: Case) -> Path:
    """Make a copy of the project with the data of a case."""
    folder.mkdir()
    shutil.copytree(PROJECT / "site_src", folder / "site_src")
    for name in ("mkdocs.yml", "site.yaml"):
        shutil.copy(PROJECT / name, folder)
    if case.size is None:
        shutil.copytree(FROZEN, folder / "datasets")
    else:
        write_datasets(folder / "datasets", case.size)
    return folder


def _measured(project: Path, case: Case, progress: Callable[[str], None]) -> Measured:
    def build() -> Run:
        return _python(project, "builder", "build")

    progress(f"{case.title}, cold")
    builds = {_COLD: (build(),)}
    progress(f"{case.title}, warm")
    builds[_WARM] = tuple(build() for _ in range(_REPEATS))
    progress(f"{case.title}, start-up and check")
    start = sorted((_python(project, "builder", "check") for _ in range(_REPEATS)), key=lambda one: one.wall)[1]
    progress(f"{case.title}, stage by stage")
    stages = json.loads(_python(project, "tests.bench.stages").output)
    progress(f"{case.title}, one metric changed")
    changes = []
    for _ in range(_REPEATS):
        change_one_metric(project / "datasets", case.partnership)
        changes.append(build())
    builds[_CHANGE] = tuple(changes)
    pages = sum(1 for _ in (project / "site").rglob("index.html"))
    charts = sum(1 for _ in (project / "site").glob("data/*/charts/*.svg"))
    return Measured(case, pages, charts, start, stages, builds)


def _python(project: Path, module: str, *arguments: str) -> Run:
    return run([sys.executable, "-m", module, *arguments], project, _ENVIRONMENT)


def _report(measured: list[Measured], load: tuple[float, float]) -> str:
    titles = [one.case.title for one in measured]
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    lines = [f"{machine}; load of the machine before {load[0]:.1f}, after {load[1]:.1f}", ""]
    lines += _row(["", *titles])
    lines += _row(["---", *("---:" for _ in titles)])
    lines += _row(["pages", *(str(one.pages) for one in measured)])
    lines += _row(["charts", *(str(one.charts) for one in measured)])
    lines += _row(["start-up and check", *(_seconds(one.start.wall) for one in measured)])
    for stage in STAGES:
        lines += _row([stage, *(_seconds(one.stages[stage]) for one in measured)])
    for kind in (_COLD, _WARM, _CHANGE):
        for name, of in (("", _wall), (", on all cores together", _processor), (", peak memory", _memory)):
            lines += _row([f"whole build, {kind}{name}", *(of(one.builds[kind]) for one in measured)])
    return "\n".join(lines)


def _row(cells: list[str]) -> list[str]:
    return [f"| {' | '.join(cells)} |"]


def _seconds(value: float) -> str:
    return f"{value:.2f} s"


def _wall(runs: tuple[Run, ...]) -> str:
    return _seconds(statistics.median(one.wall for one in runs))


def _processor(runs: tuple[Run, ...]) -> str:
    return _seconds(statistics.median(one.processor for one in runs))


def _memory(runs: tuple[Run, ...]) -> str:
    return f"{max(one.memory for one in runs) / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
