"""Times each stage of a build on its own, in a process of its own: `python -m tests.bench.stages`.

A build lets some of them run at the same time, so that it takes less than their sum.
"""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from builder import publishing
from builder.charts import Painter
from builder.disclosure.output.finished import inspect
from builder.pages import picture_captions
from builder.pipeline import Folders, check
from builder.pipeline.building import (
    assemble,
    charts_of_pages,
    figures_by_name,
    paint,
    paint_reports,
    set_scenes,
    text_parts,
)
from builder.publishing import writing
from builder.tables import package_files

STAGES = (
    "check, without start-up",
    "statistics and figures",
    "pages",
    "long tables and downloads",
    "drawing every chart and picture, reports",
    "charts from the cache, reports",
    "MkDocs",
    "finishing",
    "search for hidden figures",
)


def main() -> None:
    """Print the seconds of each stage for the project in this folder, as JSON."""
    root = Path.cwd()
    folders = Folders(root=root, datasets=root / "datasets", build=root / "stages", site=root / "stages" / "site")
    shutil.rmtree(folders.build, ignore_errors=True)
    seconds: dict[str, float] = {}

    @contextmanager
    def timed(stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        seconds[stage] = time.perf_counter() - start

    with timed(STAGES[0]):
        site = check(folders.datasets).site
    assert site is not None
    with timed(STAGES[1]):
        scenes = set_scenes(site)
        figures = figures_by_name(scenes)
        captions = picture_captions(scenes)
    with timed(STAGES[2]):
        assembly = assemble(site, scenes, folders)
        docs = writing.fresh(folders.docs)
        writing.write(assembly.files, docs)
        publishing.write_configuration(root, docs, assembly.navigation, folders.configuration, site.settings)
    with timed(STAGES[3]):
        tables = text_parts(scenes, folders)
        exports = package_files.export(site)
    for stage in STAGES[4:6]:
        with timed(stage), Painter(folders.charts) as painter:
            painter.start((*(figure for _, figure in figures.values()), *charts_of_pages(scenes).values()))
            painter.start_pictures((figure, captions[name]) for name, (_, figure) in figures.items())
            parts = paint(figures, captions, painter)
            reports = paint_reports(scenes, painter, folders.address)
    with timed(STAGES[6]):
        publishing.MkDocs(folders.configuration, writing.fresh(folders.site), assembly.timestamp).wait()
    with timed(STAGES[7]):
        writing.write((*parts.files, *reports.files, *exports), folders.site)
        publishing.finish(folders.site, {**tables, **parts.texts, **reports.texts})
    with timed(STAGES[8]):
        inspect(site, folders.site, figures.values())
    print(json.dumps(seconds))


if __name__ == "__main__":
    # As in builder/__main__.py, which this stands for.
    import gc

    gc.set_threshold(100_000, 50, 50)
    main()
