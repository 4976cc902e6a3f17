"""What a package knows already, as converting needs it: its areas, metrics, sources and the spelling of its groups."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from builder.intake.convert.groups import spelling_of
from builder.intake.desk import Desk, Values

_KINDS = re.compile(r"\s*\((?:met county|county|ua)\)|\s+region$|,? (?:county|city) of$")
"""What publishers add to the name of an area."""
_MARKS = re.compile(r"[^a-z0-9]+")
_NEAR = 0.5
"""How alike two titles must be for one to be asked about."""


@dataclass(frozen=True)
class Known:
    """A package with the national framework, which all packages share, and the areas that the mapping names."""

    desk: Desk
    own_areas: Mapping[str, str] = field(default_factory=dict)
    """Areas by names or codes of publishers, as the mapping has them."""

    @cached_property
    def metrics(self) -> dict[str, Values]:
        """The metrics by their short names."""
        return self.desk.known("metrics")

    @cached_property
    def sources(self) -> dict[str, Values]:
        """The sources by their short names."""
        return self.desk.known("sources")

    @cached_property
    def areas(self) -> dict[str, Values]:
        """The areas by their short names."""
        return self.desk.known("areas")

    @cached_property
    def _areas_by_code(self) -> dict[str, str]:
        return {row["code"]: row["area"] for row in self.areas.values() if row["code"]}

    @cached_property
    def _areas_by_name(self) -> dict[str, str]:
        return {plain_area(row["name"]): row["area"] for row in self.areas.values()}

    @cached_property
    def spellings(self) -> dict[str, Mapping[str, str]]:
        """For each breakdown, how the package spells its groups."""
        used: dict[str, dict[str, None]] = {}
        for row in self.desk.rows("observations"):
            used.setdefault(row["breakdown"], {})[row["group"]] = None
        return {breakdown: spelling_of(groups) for breakdown, groups in used.items()}

    def source_of_figures(self, metric: str) -> str:
        """Return the source of the last figure of a metric that the package has; empty where it has none."""
        return next((row["source"] for row in reversed(self.desk.rows("observations")) if row["metric"] == metric), "")

    def nearest_metric(self, title: str) -> tuple[str, str]:
        """Return the short name and the title of the metric whose title is nearest to a text; empty where none is."""
        by_title = {row["title"].casefold(): row for row in self.metrics.values()}
        near = difflib.get_close_matches(title.casefold(), by_title, n=1, cutoff=_NEAR)
        return (by_title[near[0]]["metric"], by_title[near[0]]["title"]) if near else ("", "")

    def area_of(self, code: str, name: str) -> str:
        """Return the short name of an area, by its code or else by its name; empty where the package has none."""
        for text in filter(None, (code, name)):
            if text in self.own_areas:
                return self.own_areas[text]
        if name in self.areas and not code:
            return name
        if code:
            return self._areas_by_code.get(code, "")
        return self._areas_by_name.get(plain_area(name), "") if name else ""


def plain_area(name: str) -> str:
    """Return the name of an area without what publishers write differently: capitals, "and", marks, kinds of areas."""
    first = name.split(" / ", maxsplit=1)[0].strip().casefold().replace("&", " and ")
    return _MARKS.sub("", _KINDS.sub("", first))
