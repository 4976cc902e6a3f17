"""The changelog has a form that a machine can cut into the notes of one version."""

import re
import tomllib
from datetime import datetime
from pathlib import Path

HEADINGS = re.findall(r"^## (.*)$", Path("CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
VERSIONS = [re.fullmatch(r"(\d+)\.(\d+)\.(\d+) – (\d{1,2} [A-Z][a-z]+ \d{4})", heading) for heading in HEADINGS[1:]]


def test_what_is_not_released_stands_above_every_version():
    assert (HEADINGS[0], "Unreleased" in HEADINGS[1:]) == ("Unreleased", False)


def test_heading_of_a_version_is_its_number_and_its_day():
    assert [heading for heading, version in zip(HEADINGS[1:], VERSIONS, strict=True) if version is None] == []


def test_newest_version_stands_first_and_is_that_of_the_program():
    numbers = [tuple(map(int, version.groups()[:3])) for version in VERSIONS]
    days = [datetime.strptime(version[4], "%d %B %Y").date() for version in VERSIONS]  # noqa: DTZ007
    assert (numbers, days) == (sorted(set(numbers), reverse=True), sorted(days, reverse=True))
    program = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert ".".join(map(str, numbers[0])) == program


def test_each_line_stands_below_what_kind_of_change_it_is():
    stray = re.findall(r"^## .*\n(?:(?!#|- ).*\n)*(- .*)", Path("CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert stray == []


def test_nothing_is_told_twice():
    lines = re.findall(r"^- .*", Path("CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(lines) == sorted(set(lines))
