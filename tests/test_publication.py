"""A file that readers take away costs no second working out of the same statistic."""

import sys
from collections import Counter
from functools import wraps

import pytest

from builder import pipeline
from builder.analysis import publication
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
def test_downloads_work_out_each_statistic_once_for_each_partnership(name, monkeypatch):
    site = pipeline.check(FROZEN).site
    calls = Counter()
    original = getattr(publication, name)

    @wraps(original)
    def counted(*arguments):
        calls[name] += 1
        return original(*arguments)

    for module in [one for key, one in sys.modules.items() if key.startswith("builder.")]:
        if vars(module).get(name) is original:
            monkeypatch.setattr(module, name, counted)
    package_files.export(site)
    assert len(site.partnerships) == 3
    assert calls == {name: 3}
