"""Every figure of the site as one table, which is cut into a file for each metric.

pandas holds it as text, so that a number keeps the decimals of its source.
"""

from collections.abc import Iterator, Sequence

import pandas as pd

from builder.analysis.publication import Publication
from builder.model import addresses
from builder.model.measures import Observation, Site
from builder.tables.metric_file import FIGURES, METRIC_FILE, OLD_NAMES, metric_row

_METRIC_FILE_NAMES = list(METRIC_FILE.field_names)
_BEFORE, _AFTER = ("partnership", "partnership_title"), ("definition", "page")


def all_figures(site: Site, publications: Sequence[Publication]) -> pd.DataFrame:
    """Return every figure of every partnership, each metric of a partnership together.

    The columns are those of `FIGURES`, and after them the old names that files of metrics still have. Every cell
    is a text, which is empty where there is nothing.
    """
    names = [*_BEFORE, *_METRIC_FILE_NAMES, *_AFTER]
    rows = [row for publication in publications for row in _rows(site, publication)]
    figures = pd.DataFrame(rows, columns=names, dtype="object")
    return figures[[*FIGURES.field_names, *OLD_NAMES]]


def _rows(site: Site, publication: Publication) -> Iterator[list[str]]:
    partnership = publication.partnership
    pages = addresses.of_partnership(site, partnership.name)
    verdicts = {id(v.series.latest): v for s in publication.summaries for v in s.verdicts if v.series.latest}
    by_metric: dict[str, list[Observation]] = {}
    for observation in partnership.package.observations:
        by_metric.setdefault(observation.metric, []).append(observation)
    for name, observations in by_metric.items():
        metric = partnership.metrics[name]
        # A metric with figures of places to compare with alone has no page.
        page = f"{site.settings.address}{pages.metric(name)}" if name in publication.by_metric else ""
        for one in observations:
            cells = metric_row(one, metric, partnership, verdicts.get(id(one)))
            yield [partnership.name, partnership.title, *cells, metric.definition, page]


def figures_file(figures: pd.DataFrame) -> bytes:
    """Return the figures of all partnerships as CSV."""
    return frame_csv(figures[list(FIGURES.field_names)])


def metric_files(figures: pd.DataFrame) -> dict[tuple[str, str], bytes]:
    """Return the figures of each metric of each partnership as CSV, by partnership and metric."""
    groups = figures.groupby(["partnership", "metric"], sort=False)
    return {(str(name), str(metric)): frame_csv(rows[_METRIC_FILE_NAMES]) for (name, metric), rows in groups}


def frame_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV, in the dialect of all downloads: UTF-8, commas, line feeds."""
    return frame.to_csv(index=False, lineterminator="\n").encode("utf-8")
