"""How the report names a series and its figure, in lists and in the cells of tables."""

from builder import wording
from builder.analysis.series import Series
from builder.report.scope import Scope


def name_of(scope: Scope, series: Series, *, area: bool = True) -> str:
    """Return the title of a metric with the group, the area and the method; the whole partnership needs no name."""
    group = f", {series.group}" if series.breakdown else ""
    where = f", {series.area.name}" if area and series.area.area != scope.partnership.home_area.area else ""
    method = f" ({series.method_version})" if series.method_version else ""
    return f"{series.metric.title}{group}{where}{method}"


def figure_of(series: Series) -> str:
    """Return the latest figure with its period, or that it is hidden or missing."""
    shown = series.latest or series.observations[-1]
    return f"{wording.observed(shown, series.metric)} {wording.within(shown)}"
