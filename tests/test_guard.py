"""No test of the program reads `datasets/`: one that tries is told so, however it tries."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder import pipeline
from builder.cli.commands import main
from tests.guard import DATASETS, PROJECT, PublishedDataRead
from tests.projects import FROZEN, copy_of_project, run

PACKAGE = DATASETS / "national-framework"


def read_from_inside():
    with contextlib.chdir(PACKAGE):
        Path("sources.csv").read_bytes()


@pytest.mark.parametrize(
    "read",
    [
        lambda: (PACKAGE / "sources.csv").read_text("utf-8"),
        lambda: Path("datasets/national-framework/sources.csv").read_bytes(),
        (FROZEN / "../../datasets/a-new-one/sources.csv").read_bytes,
        lambda: list(DATASETS.iterdir()),
        lambda: list(DATASETS.rglob("*.csv")),
        lambda: list(os.scandir("datasets")),
        read_from_inside,
        lambda: pipeline.check(DATASETS),
        lambda: CliRunner().invoke(main, ["check"], catch_exceptions=False),
        lambda: subprocess.run(["cat", PACKAGE / "sources.csv"], check=True),
        lambda: subprocess.run("cat datasets/national-framework/sources.csv", shell=True, check=True),
        lambda: subprocess.run(["cat", "sources.csv"], cwd=PACKAGE, check=True),
        lambda: run(PROJECT, "check"),
        lambda: subprocess.run([sys.executable, "-c", "from builder.cli.commands import main; main()"], check=True),
    ],
)
def test_test_that_reads_published_data_is_refused(read):
    with pytest.raises(PublishedDataRead, match="Officers change what is in datasets/"):
        read()


def test_frozen_packages_can_be_read_and_the_program_can_run_in_a_copy(tmp_path):
    assert (FROZEN / "national-framework" / "sources.csv").read_bytes()
    assert run(copy_of_project(tmp_path), "check", "worcestershire").returncode == 0


def test_folder_of_the_same_name_elsewhere_can_be_cleared_away(tmp_path, monkeypatch):
    shutil.copytree(FROZEN, tmp_path / "project" / "datasets")
    monkeypatch.chdir(PROJECT)
    shutil.rmtree(tmp_path / "project")
    assert not (tmp_path / "project").exists()
