"""Times our build beside a fast builder of static sites, in turn: `python -m tests.bench.beside`.

Both make a page with a chart drawn as SVG for each metric of the same generated package. The other one checks nothing,
works nothing out, draws each chart once, and makes no pictures, downloads of other kinds, or search.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from tests.bench.generate import LARGE, PARTNERSHIP, PROJECT, SMALL, Size, write_datasets
from tests.bench.processes import Run, run

_FOLDER = Path(__file__).parent / "peer"
_PROGRAM = _FOLDER / "node_modules" / ".bin" / "eleventy"
_ROUNDS = 3
"""How often each is measured; the ratio of the medians is shown."""


def main() -> None:
    """Print how many times as long our build takes, for both generated sites."""
    console = Console(stderr=True)
    with console.status("Measuring beside another builder") as status, tempfile.TemporaryDirectory() as folder:
        print(report(Path(folder), lambda words: status.update(f"Measuring: {words}")))


def report(folder: Path, progress: Callable[[str], None]) -> str:
    """Return a table of ratios, made below an empty folder; one sentence on a machine without Node."""
    if not _install():
        return "Not measured beside another builder: Node is not on this machine."
    lines = ["| beside a builder that only draws | wall time | processor time |", "|---|---:|---:|"]
    for size in (SMALL, LARGE):
        progress(f"{size.title}, beside another builder")
        runs = _in_turn(folder / str(size.metrics), size)
        for kind in ("cold", "warm"):
            wall, processor = (
                statistics.median(of(one) for one in runs[kind]) / statistics.median(of(one) for one in runs["peer"])
                for of in (_wall, _processor)
            )
            lines.append(f"| {size.title}, {kind} | {wall:.1f} times | {processor:.1f} times |")
    return "\n".join(lines)


def _wall(one: Run) -> float:
    return one.wall


def _processor(one: Run) -> float:
    return one.processor


def _install() -> bool:
    """Install the other builder from its lock file, and return whether it is there: False on a machine without Node."""
    if not _PROGRAM.exists():
        npm = shutil.which("npm")
        if npm is None:
            return False
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix", str(_FOLDER)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return True


def _in_turn(project: Path, size: Size) -> dict[str, list[Run]]:
    """Return the runs of each kind: the other builder, ours with nothing remembered, ours with nothing changed."""
    project.mkdir(parents=True)
    shutil.copytree(PROJECT / "site_src", project / "site_src")
    for name in ("mkdocs.yml", "site.yaml"):
        shutil.copy(PROJECT / name, project)
    write_datasets(project / "datasets", size)
    package = {"PACKAGE": str(project / "datasets" / PARTNERSHIP), "OUTPUT": os.path.relpath(project / "peer", _FOLDER)}
    build = [sys.executable, "-m", "builder", "build"]
    runs: dict[str, list[Run]] = defaultdict(list)
    for _ in range(_ROUNDS):
        shutil.rmtree(project / "peer", ignore_errors=True)
        runs["peer"].append(run([str(_PROGRAM), "--quiet"], _FOLDER, package))
        shutil.rmtree(project / "build", ignore_errors=True)
        for kind in ("cold", "warm"):
            runs[kind].append(run(build, project, {"PYTHONPATH": str(PROJECT)}))
    return runs


if __name__ == "__main__":
    main()
