"""The packages that the measurements generate are sound, and the same each time."""

import hashlib

import pytest

from builder.pipeline import check
from builder.project.problems import Level
from tests.bench.generate import LARGE, PARTNERSHIP, SMALL, Size, change_one_metric, write_datasets

SHORTENED = Size(metrics=24, areas=LARGE.areas, periods=LARGE.periods)
"""The large size with fewer metrics, since checking them all here would only take longer."""


def bytes_below(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*.csv"))}


@pytest.mark.parametrize("size", [SMALL, SHORTENED], ids=["small", "large"])
def test_generated_packages_pass_the_check(tmp_path, size):
    write_datasets(tmp_path / "datasets", size)
    checked = check(tmp_path / "datasets")
    asked = [problem for problem in checked.problems if problem.level is Level.ASK]
    assert (len(checked.problems) - len(asked), checked.packages) == (0, 2)
    # Of random figures some come again: a question now and then is right.
    assert len(asked) <= size.metrics * size.areas * size.periods / 200


def test_generated_partnership_has_the_size_asked_for(tmp_path):
    write_datasets(tmp_path / "datasets", SMALL)
    site = check(tmp_path / "datasets").site
    observations = site.partnerships[0].package.observations
    assert len({o.metric for o in observations}) == SMALL.metrics
    assert len({o.period.start.year for o in observations}) == SMALL.periods
    assert len({o.area for o in observations} - {"england"}) == SMALL.areas


def test_generated_metrics_tell_of_every_outcome_in_three_units_with_gaps(tmp_path):
    write_datasets(tmp_path / "datasets", SMALL)
    site = check(tmp_path / "datasets").site
    package = site.partnerships[0].package
    assert {metric.outcome for metric in package.metrics} == {outcome.outcome for outcome in site.framework.outcomes}
    assert {metric.unit.value for metric in package.metrics} == {"count", "percent", "rate"}
    assert {o.status.value for o in package.observations if o.value is None} == {"x"}


def test_same_size_gives_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        write_datasets(tmp_path / name, SMALL)
    assert bytes_below(tmp_path / "one") == bytes_below(tmp_path / "other")


def test_changed_metric_differs_in_one_line_and_still_passes(tmp_path):
    write_datasets(tmp_path / "datasets", SMALL)
    path = tmp_path / "datasets" / PARTNERSHIP / "observations.csv"
    before = path.read_text("utf-8").splitlines()
    change_one_metric(tmp_path / "datasets", PARTNERSHIP)
    after = path.read_text("utf-8").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    assert {problem.level for problem in check(tmp_path / "datasets").problems} <= {Level.ASK}
