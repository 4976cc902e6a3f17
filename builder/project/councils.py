"""The councils of England, its regions and England itself, with their codes.

The list is that of the Office for National Statistics, under the Open Government Licence v3.0: councils as of April
2021, with the four unitary councils that took the place of Cumbria, North Yorkshire and Somerset in April 2023, and
with the newer codes of Barnsley and Sheffield. A code that is not in it may be right all the same.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).parent / "councils.csv"
_KINDS = {"metropolitan district": "unitary", "London borough": "unitary"}
"""Kinds of council that have all powers in their area, as what areas.csv calls such a council."""


@dataclass(frozen=True, slots=True)
class Council:
    """A council of England, a region, or England."""

    code: str
    """The nine-character code of the Office for National Statistics."""
    name: str
    """The name that people use: "Bristol", where the list says "Bristol, City of"."""
    kind: str
    """The kind of area, as areas.csv has it."""
    county: str
    """For a district, the code of its county; else empty."""
    region: str
    """The name of the region that it lies in; empty for regions and England."""


@cache
def councils() -> Mapping[str, Council]:
    """Return every council by its code."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return MappingProxyType({row["code"]: _council(row) for row in rows})


def _council(row: Mapping[str, str]) -> Council:
    name = row["name"].removesuffix(", City of").removesuffix(", County of")
    return Council(row["code"], name, _KINDS.get(row["kind"], row["kind"]), row["county"], row["region"])
