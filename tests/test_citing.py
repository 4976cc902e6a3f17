"""What is cited is read rightly by reference managers, and by those who read citation files."""

import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import bibtexparser
import pytest
import yaml

from builder import pipeline
from builder.model.settings import Environment
from builder.tables import package_files
from builder.tables.citing import bibtex, citation_file
from builder.tables.linked_data import About
from tests.projects import FROZEN

HOME = "https://drugs.example/open/"
HOSTILE = About("50% & more_than {all}", "A\n# b: c", "Health & Care #1 {}", date(2025, 2, 3), f"{HOME}a_b/")


@pytest.fixture(scope="module")
def files():
    site = pipeline.check(FROZEN, environment=Environment(address=HOME)).site
    return {artefact.path: artefact.content for artefact in package_files.export(site)}


def entries(text):
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


def test_package_and_each_of_its_metrics_can_be_cited(files):
    found = entries(files["data/worcestershire/worcestershire.bib"].decode())
    metrics = {
        path.split("/")[-1][:-4]
        for path in files
        if path.startswith("data/worcestershire/metrics/") and path.endswith(".csv")
    }
    assert found.keys() == {"worcestershire-1.0.0", *(f"worcestershire-{metric}-1.0.0" for metric in metrics)}
    one = found["worcestershire-adults-in-treatment-1.0.0"]
    assert one == {
        "title": "Adults in treatment: Worcestershire",
        "author": "{Plainsight}",
        "year": "2024",
        "version": "1.0.0",
        "url": f"{HOME}worcestershire/metrics/adults-in-treatment/",
        "note": "Version 1.0.0, 2024-02-20",
    }


def test_signs_of_a_title_say_no_more_than_themselves():
    (one,) = entries(bibtex(HOSTILE, "x", "1.0.0")).values()
    assert one["title"] == r"50\% \& more\_than \{all\}"
    assert one["url"] == f"{HOME}a_b/"


def faults(path):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format", str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.stdout if result.returncode else ""


def test_citation_file_of_each_package_is_valid(files, tmp_path):
    found = {path: content for path, content in files.items() if path.endswith("CITATION.cff")}
    assert len(found) == 4
    for number, content in enumerate(found.values()):
        path = tmp_path / f"{number}.yaml"
        path.write_bytes(content)
        assert faults(path) == ""


def test_citation_file_says_what_it_was_given_and_one_without_a_title_is_refused(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text(citation_file(HOSTILE, "1.0.0"), "utf-8")
    assert faults(path) == ""
    read = yaml.safe_load(path.read_text("utf-8"))
    assert (read["title"], read["abstract"], read["date-released"]) == (
        HOSTILE.title,
        HOSTILE.description,
        "2025-02-03",
    )
    path.write_text(yaml.safe_dump({key: value for key, value in read.items() if key != "title"}), "utf-8")
    assert "'title' is a required property" in faults(path)


def test_program_is_cited_with_its_own_version():
    assert faults(Path("CITATION.cff")) == ""
    version = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert yaml.safe_load(Path("CITATION.cff").read_text("utf-8"))["version"] == version
