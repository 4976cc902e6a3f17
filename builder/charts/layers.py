"""Turns the layers of a chart into one specification.

Altair describes each mark with its channels. Altogether it would copy them four times on their way into a chart, which
takes twice as long as all the rest, so that each layer becomes a dict on its own and they meet here.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import altair as alt

from builder.charts import theme
from builder.charts.marks import SAID

Specification = dict[str, Any]
"""A Vega-Lite specification, or a part of one."""


class Drawing:
    """A specification in the making: its parts refer to their values by name, and the values stand together."""

    def __init__(self) -> None:
        self._datasets: dict[str, Any] = {}

    def layered(
        self,
        layers: Iterable[alt.Chart],
        *,
        height: float,
        width: float,
        of: alt.InlineData | None = None,
        **outer: Any,
    ) -> Specification:
        """Return layers that lie on each other as one part; those without values of their own share those `of` all."""
        return {"layer": [self.part(layer, of) for layer in layers], "height": height, **outer, "width": width}

    def part(self, chart: alt.Chart, of: alt.InlineData | None = None) -> Specification:
        """Return a chart as a part of another."""
        context = {"top_level": False, "datasets": self._datasets} | ({"data": of} if of else {})
        part: Specification = chart.to_dict(validate=False, context=context)
        return part

    def whole(self, content: Specification) -> Specification:
        """Return parts as a specification that stands alone."""
        return {"config": theme.configuration(), **content, "$schema": alt.SCHEMA_URL, "datasets": self._datasets}


def speaking() -> dict[str, Any]:
    """Return the encodings of marks that stand for values: their words, also for those who draw the chart anew."""
    return {"description": alt.Description(f"{SAID}:N"), "tooltip": alt.Tooltip(f"{SAID}:N")}


def inline(values: Iterable[dict[str, Any]]) -> alt.InlineData:
    """Return values as the data of a layer."""
    # Altair copies lists; a tuple it leaves as it is.
    return alt.InlineData(values=tuple(values))


def as_float(value: Decimal | None) -> float | None:
    """Return a value as JSON has it."""
    return None if value is None else float(value)
