"""Writes a folder of packages of any size: the frozen national framework and one invented partnership.

The same size gives the same bytes. Every number is invented and none is about a real place.
"""

import csv
import random
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from builder.project.schemas import table_schemas
from tests.projects import FROZEN

FRAMEWORK = "national-framework"
PARTNERSHIP = "exampleshire"
PROJECT = Path(__file__).parents[2]
LAST_YEAR = 2025
"""The year in which the last period of every series begins."""

_OUTCOMES = (
    "reduce-drug-use",
    "reduce-drug-related-crime",
    "reduce-deaths-and-harm",
    "reduce-drug-supply",
    "increase-engagement-in-treatment",
    "improve-recovery",
)
_UNITS = ("count", "percent", "rate")
_POLARITIES = ("higher-is-better", "lower-is-better", "neither")
_RATE_BASE = 100_000
_MISSING = 0.02
"""The share of figures that are not available."""
_SUBJECTS = (
    "Adults in treatment for opiates",
    "Adults in treatment for crack cocaine",
    "Adults in treatment for alcohol",
    "Young people in treatment",
    "People who leave prison",
    "Parents in treatment",
    "People who sleep rough",
    "People new to treatment",
    "People arrested for theft",
    "People with a community sentence",
    "Women in treatment",
    "People aged 40 and over in treatment",
    "People who inject drugs",
    "People with a mental health need",
    "Veterans in treatment",
)
_FACTS = (
    "who start within three weeks",
    "who have a named worker",
    "who finish as planned",
    "who come back within six months",
    "who were offered naloxone",
    "who were tested for hepatitis C",
    "who have a settled home",
    "who are in paid work",
    "who see a doctor",
    "who were vaccinated",
    "who went to hospital",
    "who were arrested again",
    "who stay for twelve weeks",
    "who stopped within six months",
    "who live with a child",
    "who had a health check",
    "who were seen after prison",
    "who meet a peer worker",
    "who smoke tobacco",
    "who had a review",
)
_PLACES = (
    "Ashford Vale",
    "Birchester",
    "Crowmarsh",
    "Dunley",
    "Eastwick and Thorne",
    "Farrowby",
    "Great Mardon",
    "Hollinford",
    "Inglebourne",
)


@dataclass(frozen=True)
class Size:
    """How large a generated partnership is."""

    metrics: int
    areas: int
    """Areas of the partnership, of which the first is the whole of it; England comes on top."""
    periods: int
    hidden: float = 0
    """The share of figures that are hidden, two at a time, in sums over areas that are declared."""

    @property
    def title(self) -> str:
        """The size in words."""
        hidden = f", {self.hidden:.0%} hidden" if self.hidden else ""
        return f"{self.metrics} metrics, {self.areas} areas, {self.periods} years{hidden}"


SMALL = Size(metrics=30, areas=3, periods=10)
LARGE = Size(metrics=300, areas=10, periods=12)
MANY_HIDDEN = Size(metrics=758, areas=10, periods=12, hidden=0.05)
"""100,056 observations, of which one in twenty is hidden."""


def write_datasets(folder: Path, size: Size) -> None:
    """Write the framework and a partnership of a size below a folder, which must not exist."""
    shutil.copytree(FROZEN / FRAMEWORK, folder / FRAMEWORK)
    package = folder / PARTNERSHIP
    package.mkdir()
    tables = {
        "areas": _areas(size),
        "sources": _sources(),
        "metrics": _metrics(size),
        "observations": _observations(size),
    }
    for name, rows in tables.items():
        _write_table(package / f"{name}.csv", name, rows)
    resources = "".join(f"  - name: {name}\n    path: {name}.csv\n" for name in tables)
    (package / "datapackage.yaml").write_text(_DESCRIPTOR + resources, "utf-8")


def change_one_metric(datasets: Path, partnership: str) -> None:
    """Raise one figure of a partnership by one: the first count that no sum or share depends on."""
    metrics = {row["metric"]: row for row in _read_table(datasets / partnership / "metrics.csv")}
    path = datasets / partnership / "observations.csv"
    rows = _read_table(path)
    row = next(
        row
        for row in rows
        if row["metric"] in metrics
        and metrics[row["metric"]]["unit"] == "count"
        and not metrics[row["metric"]]["adds_up_over"]
        and row["value"]
        and not row["upper"]
        and not row["denominator"]
    )
    row["value"] = str(int(row["value"]) + 1)
    _write_table(path, "observations", rows)


_DESCRIPTOR = f"""\
name: {PARTNERSHIP}
title: Exampleshire
description: Invented figures, to measure how long a site takes to build.
kind: partnership
area: {PARTNERSHIP}
version: 1.0.0
licenses:
  - name: OGL-UK-3.0
    title: Open Government Licence v3.0
    path: https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/
resources:
"""


def _read_table(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write_table(path: Path, name: str, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, table_schemas()[name].field_names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _area_names(size: Size) -> list[tuple[str, str]]:
    """Return short name and name of each area, the whole partnership first."""
    parts = []
    for number in range(size.areas - 1):
        name = _PLACES[number % len(_PLACES)]
        again = number // len(_PLACES)
        parts.append(f"{name} {again + 1}" if again else name)
    return [(PARTNERSHIP, "Exampleshire"), *((name.lower().replace(" ", "-"), name) for name in parts)]


def _areas(size: Size) -> list[dict[str, Any]]:
    return [
        {
            "area": area,
            "name": name,
            "kind": "district" if number else "partnership",
            "parent": PARTNERSHIP if number else "",
            "comparator": "no",
        }
        for number, (area, name) in enumerate(_area_names(size))
    ]


def _sources() -> list[dict[str, Any]]:
    return [
        {
            "source": "example-report",
            "title": "Report with invented figures",
            "publisher": "Nobody",
            "published": date(LAST_YEAR + 1, 10, 1),
            "licence": "Open Government Licence v3.0",
        }
    ]


def _metrics(size: Size) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number in range(size.metrics):
        # Each subject meets another fact in each round, so that 300 titles differ.
        turn, place = divmod(number, len(_SUBJECTS))
        subject, fact = _SUBJECTS[place], _FACTS[(place + turn) % len(_FACTS)]
        unit = _UNITS[number % len(_UNITS)]
        what = f"{subject[0].lower()}{subject[1:]} {fact}"
        rows.append(
            {
                "metric": _metric_name(number),
                "title": f"{subject} {fact}",
                "outcome": _OUTCOMES[number % len(_OUTCOMES)],
                "tier": "local",
                "unit": unit,
                "rate_base": _RATE_BASE if unit == "rate" else "",
                "polarity": _POLARITIES[number // len(_UNITS) % len(_POLARITIES)],
                "counted": f"of {what}" if unit == "percent" else what,
                "definition": f"All {what}, by the area in which they live. A person counts once in each year.",
                "inclusion_basis": "It shows whether the work of the partnership reaches the people it is meant for.",
                "limitations": "Services do not record everybody, and people who move may be missed.",
                "data_source": "Invented",
                "lowest_geography": "District",
                "coverage": "Exampleshire",
                "frequency": "Every year",
                "adds_up_over": "area" if size.hidden else "",
                "search_words": "example, invented",
                "source": "example-report",
                "place": f"Table {number + 1}",
            }
        )
    return rows


def _metric_name(number: int) -> str:
    return f"example-metric-{number + 1}"


def _observations(size: Size) -> list[dict[str, Any]]:
    chance = random.Random(f"{size.metrics} {size.areas} {size.periods}")
    areas = [*(area for area, _ in _area_names(size)), "england"]
    rows = []
    for number in range(size.metrics):
        unit = _UNITS[number % len(_UNITS)]
        share = chance.uniform(0.1, 0.7)
        for area in areas:
            people = {PARTNERSHIP: 100_000, "england": 5_000_000}.get(area, chance.randrange(4_000, 12_000))
            level = share * chance.uniform(0.8, 1.2)
            for year in range(LAST_YEAR - size.periods + 1, LAST_YEAR + 1):
                level = min(max(level * chance.uniform(0.93, 1.07), 0.02), 0.95)
                known = chance.random() >= _MISSING
                rows.append(
                    {
                        "metric": _metric_name(number),
                        "area": area,
                        "period_start": date(year, 4, 1) if unit == "percent" else date(year, 1, 1),
                        "period_duration": "P1Y",
                        "period_basis": "stated",
                        "source": "example-report",
                        "place": f"Table {number + 1}, row {year}",
                        **(_figure(unit, round(level * people), people) if known else {"status": "x"}),
                    }
                )
    return _with_hidden(rows, size, chance) if size.hidden else rows


def _with_hidden(rows: list[dict[str, Any]], size: Size, chance: random.Random) -> list[dict[str, Any]]:
    """Return rows in which parts add up to the whole, and two parts of some sums are hidden."""
    sums: dict[tuple[Any, Any], list[dict[str, Any]]] = {}
    for row in rows:
        if row["area"] != "england":
            sums.setdefault((row["metric"], row["period_start"]), []).append(row)
    for whole, *parts in sums.values():
        figures = [part for part in parts if "status" not in part]
        unit = "count" if all("numerator" not in part for part in figures) else "share"
        for field in _FIGURES:
            whole.pop(field, None)
        if unit == "count" and len(figures) == len(parts):
            whole.update({"value": sum(part["value"] for part in parts), "status": ""})
        else:
            whole["status"] = "x"
        # Each sum has a whole, its parts and a figure of England beside it.
        if chance.random() < size.hidden * (len(parts) + 2) / 2:
            for part in chance.sample(parts, 2):
                for field in _FIGURES:
                    part.pop(field, None)
                part["status"] = "c"
    return rows


_FIGURES = ("value", "numerator", "denominator", "lower", "upper")


def _figure(unit: str, events: int, people: int) -> dict[str, Any]:
    """Return the cells of one figure, large enough that nobody can be told from it."""
    if unit == "count":
        return {"value": events}
    base = 100 if unit == "percent" else _RATE_BASE
    value = base * events / people
    # A rough interval will do: what counts is that there is one to show.
    half = base * 1.96 * (events**0.5) / people
    return {
        "value": f"{value:.1f}",
        "numerator": events,
        "denominator": people,
        "lower": f"{max(value - half, 0):.1f}",
        "upper": f"{min(value + half, 100) if unit == 'percent' else value + half:.1f}",
    }
