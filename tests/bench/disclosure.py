"""Times the disclosure audit on its own, in a process of its own: `python -m tests.bench.disclosure`."""

import json
import time
from pathlib import Path

from builder.checking import framework_of, tables_of
from builder.disclosure import find_recoverable, find_shown, holdings_of
from builder.pipeline import package_names
from builder.reading import read


def main() -> None:
    """Print how many figures there are and are hidden, and the seconds of one core, as JSON, for this folder."""
    datasets = Path("datasets")
    packages = [read(datasets / name, f"datasets/{name}")[0] for name in package_names(datasets)]
    start = time.process_time()
    # The audit turns texts into typed rows again, as a check does.
    national = tables_of(framework_of(packages))
    holdings = holdings_of({package.name: tables_of(package) for package in packages}, national)
    shown = find_shown(holdings)
    found = find_recoverable(holdings)
    seconds = time.process_time() - start
    assert not [*shown, *found], "the data of a measurement must be safe"
    figures = [figure for holding in holdings for figure in holding.figures]
    print(json.dumps([len(figures), sum(figure.hidden for figure in figures), seconds]))


if __name__ == "__main__":
    # As in builder/__main__.py, which this stands for.
    import gc

    gc.set_threshold(100_000, 50, 50)
    main()
