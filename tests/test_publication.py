"""What is worked out of a partnership is worked out once, however many pages, charts and files show it."""

import sys
from collections import Counter
from functools import wraps
from pathlib import Path

import pytest

from builder import pipeline
from builder.analysis import publication
from builder.pipeline import Folders
from builder.pipeline.building import assemble, figures_by_name, set_scenes, text_parts
from builder.tables import package_files
from tests.projects import FROZEN

STATISTICS = (
    "metric_summaries",
    "action_summaries",
    "funds",
    "contract_standings",
    "duty_standings",
    "finding_summaries",
)


@pytest.mark.parametrize("name", STATISTICS)
def test_pages_charts_and_files_work_out_each_statistic_once_for_each_partnership_and_day(name, monkeypatch):
    site = pipeline.check(FROZEN).site
    asked, kept = Counter(), []
    original = getattr(publication, name)

    @wraps(original)
    def counted(first, *others):
        # The plan or the services stand for their partnership where a statistic asks for no more;
        # no services at all are the same for everybody.
        kept.append(first)
        if first != ():
            asked[id(first), *others] += 1
        return original(first, *others)

    for module in [one for key, one in sys.modules.items() if key.startswith("builder.")]:
        if vars(module).get(name) is original:
            monkeypatch.setattr(module, name, counted)
    scenes = set_scenes(site)
    folders = Folders(Path.cwd(), FROZEN, Path("build"), Path("site"))
    assemble(site, scenes, folders)
    figures_by_name(scenes)
    text_parts(scenes, folders)
    package_files.export(site, [scene.publication for scene in scenes])
    years = sum(len(scene.reports) for scene in scenes)
    assert len(scenes) == 3
    assert years >= 1
    assert len(asked) <= len(scenes) + years
    assert set(asked.values()) == {1}
