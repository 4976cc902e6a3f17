"""What is taken away is complete, valid and reads with the right types in the tools that analysts use."""

import io
import json
import subprocess
import sys
import zipfile

import duckdb
import pandas as pd
import pytest

from builder import pipeline
from builder.tables import package_files
from tests.projects import FROZEN


@pytest.fixture(scope="module")
def site():
    return pipeline.check(FROZEN).site


@pytest.fixture(scope="module")
def files(site):
    return {artefact.path: artefact.content for artefact in package_files.export(site)}


@pytest.fixture(scope="module")
def unpacked(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("downloads")
    for path, content in files.items():
        if path.endswith(".zip"):
            zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
    return folder


def package_names():
    return [path.name for path in sorted(FROZEN.iterdir())]


@pytest.mark.parametrize("package", package_names())
def test_package_is_valid_to_the_frictionless_command_line(unpacked, package):
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    result = subprocess.run(command, cwd=unpacked / package, capture_output=True, text=True, check=False)
    report = json.loads(result.stdout)
    assert (result.returncode, report["valid"], report["stats"]["warnings"]) == (0, True, 0), result.stdout[:3000]


@pytest.mark.parametrize("package", package_names())
def test_package_holds_its_licence_a_readme_and_a_schema_for_each_table(unpacked, package):
    folder = unpacked / package
    tables = {path.stem for path in folder.glob("*.csv")}
    assert {path.stem for path in (folder / "schemas").iterdir()} == tables
    assert (folder / "README.md").is_file()
    assert (folder / "LICENCE.txt").is_file()


def test_package_published_is_the_package_in_the_archive(files, unpacked):
    published = files["data/worcestershire/observations.csv"]
    assert (unpacked / "worcestershire" / "observations.csv").read_bytes() == published


def test_every_observation_of_every_package_is_in_a_metric_file(site, files):
    for partnership in site.partnerships:
        prefix = f"data/{partnership.name}/metrics/"
        lines = sum(content.count(b"\n") - 1 for path, content in files.items() if path.startswith(prefix))
        assert lines >= len(partnership.package.observations)


def test_metric_file_is_valid_to_its_schema(files, tmp_path):
    (tmp_path / "schema.json").write_bytes(files["data/metric-file.schema.json"])
    (tmp_path / "figures.csv").write_bytes(files["data/derby-and-derbyshire/metrics/adults-in-treatment.csv"])
    command = [sys.executable, "-m", "frictionless", "validate", "figures.csv", "--schema", "schema.json"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_pandas_reads_numbers_as_numbers_and_dates_as_dates(files):
    content = io.BytesIO(files["data/derby-and-derbyshire/observations.csv"])
    table = pd.read_csv(content, parse_dates=["period_start"])
    assert (table["value"].dtype.kind, table["period_start"].dtype.kind) in {("f", "M"), ("i", "M")}


def test_duckdb_reads_numbers_as_numbers_and_dates_as_dates(unpacked):
    path = unpacked / "derby-and-derbyshire" / "observations.csv"
    columns = dict(duckdb.sql(f"select column_name, column_type from (describe from '{path}')").fetchall())
    assert (columns["value"], columns["period_start"]) == ("DOUBLE", "DATE")


def test_no_cell_of_a_download_can_run_as_a_formula(files):
    import csv

    for path, content in files.items():
        if path.endswith(".csv"):
            for row in csv.reader(io.StringIO(content.decode("utf-8"))):
                assert not [cell for cell in row if cell[:1] in {"=", "+", "@"}], path


def test_rows_of_the_framework_come_along_with_what_they_refer_to(unpacked):
    folder = unpacked / "worcestershire"
    metrics = pd.read_csv(folder / "metrics.csv")
    sources = pd.read_csv(folder / "sources.csv")
    assert "adults-in-treatment" in set(metrics["metric"])
    assert set(metrics["source"]) <= set(sources["source"])
