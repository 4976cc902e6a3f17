"""What is taken away is complete, valid and reads with the right types in the tools that analysts use."""

import io
import json
import posixpath
import sqlite3
import subprocess
import sys
import zipfile

import duckdb
import pandas as pd
import pytest

from builder import pipeline
from builder.tables import package_files
from builder.tables.metric_file import FIGURES
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


@pytest.fixture(scope="module")
def all_figures(files):
    return pd.read_csv(io.BytesIO(files["data/figures.csv"]), dtype=str)


@pytest.fixture(scope="module")
def opened(files):
    connection = sqlite3.connect(":memory:")
    connection.deserialize(files["data/open-data.db"])
    yield connection
    connection.close()


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
    of_metrics = {"metric-file"} if (folder / "metrics").exists() else set()
    assert {path.stem for path in (folder / "schemas").iterdir()} == tables | of_metrics
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


def test_every_observation_is_one_row_of_the_table_of_all_figures(site, all_figures):
    observations = [o for partnership in site.partnerships for o in partnership.package.observations]
    assert (len(all_figures), all_figures["value"].notna().sum()) == (
        len(observations),
        sum(o.value is not None for o in observations),
    )


def test_no_part_of_the_key_of_a_figure_is_blank(all_figures):
    assert not all_figures[[*FIGURES.primary_key]].isna().to_numpy().any()


def test_key_of_a_figure_tells_it_from_every_other(all_figures):
    assert not all_figures.duplicated([*FIGURES.primary_key]).any()


def test_figure_about_everyone_says_total(site, all_figures):
    everyone = [o for p in site.partnerships for o in p.package.observations if not o.breakdown]
    assert (all_figures["group"] == "Total").sum() == len(everyone) > 0


def test_area_without_a_code_has_the_codes_of_its_members(all_figures):
    whole = all_figures[all_figures["area"] == "derby-and-derbyshire"]
    assert set(whole["member_codes"]) == {"E06000015; E10000007"}
    assert all_figures.query("area_code.isna()")["member_codes"].notna().all()


def test_figure_leads_to_the_page_about_its_metric(all_figures):
    row = all_figures[all_figures["partnership"] == "worcestershire"].iloc[0]
    assert row["page"] == f"worcestershire/metrics/{row['metric']}/"


def test_files_of_a_metric_keep_the_names_that_were_published(files):
    row = pd.read_csv(io.BytesIO(files["data/worcestershire/metrics/adults-in-treatment.csv"]), dtype=str)
    for old, new in (("status", "value_status"), ("source", "source_title"), ("place", "source_place")):
        pd.testing.assert_series_equal(row[old], row[new], check_names=False)


def test_every_table_is_in_a_data_package(files):
    listed = {
        posixpath.join(posixpath.dirname(path), resource["path"])
        for path, content in files.items()
        if path.endswith("datapackage.json")
        for resource in json.loads(content)["resources"]
    }
    assert {path for path in files if path.endswith((".csv", ".db"))} == listed


def test_package_of_all_figures_is_valid_to_the_frictionless_command_line(files, tmp_path):
    for path, content in files.items():
        if path.startswith("data/compare/") or path.count("/") == 1:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    result = subprocess.run(command, cwd=tmp_path / "data", capture_output=True, text=True, check=False)
    report = json.loads(result.stdout)
    assert (result.returncode, report["valid"], report["stats"]["warnings"]) == (0, True, 0), result.stdout[:3000]


def test_descriptor_says_the_licence_of_each_source(files):
    sources = json.loads(files["data/derby-and-derbyshire/datapackage.json"])["sources"]
    assert {source["licenses"][0]["title"] for source in sources} == {
        "Copyright of the council; figures reused with acknowledgement"
    }


def test_keys_of_the_database_hold(opened):
    broken = opened.execute("PRAGMA foreign_key_check").fetchall()
    assert (broken, opened.execute("PRAGMA integrity_check").fetchone()) == ([], ("ok",))


def test_figure_of_the_database_leads_to_its_metric_and_area(opened):
    keys = {(row[2], row[3], row[4]) for row in opened.execute("PRAGMA foreign_key_list(figures)")}
    assert {("metrics", "metric", "metric"), ("areas", "area", "area")} <= keys


def test_database_holds_every_row_of_every_table(files, opened):
    for path, content in files.items():
        _, package, table, *deeper = path.split("/") + [""] * (3 - len(path.split("/")))
        if path.endswith(".csv") and package != "compare" and table and not deeper:
            rows = len(pd.read_csv(io.BytesIO(content), dtype=str))
            name = table.removesuffix(".csv")
            (held,) = opened.execute(f'SELECT count(*) FROM "{name}" WHERE package = ?', [package]).fetchone()
            assert held == rows, path


def test_database_holds_numbers_as_numbers_and_nothing_as_null(opened):
    found = set(opened.execute("SELECT DISTINCT typeof(value), typeof(lower) FROM figures"))
    assert found == {("real", "real"), ("real", "null")}


def test_same_data_give_the_same_bytes(site, files):
    assert {artefact.path: artefact.content for artefact in package_files.export(site)} == files


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
