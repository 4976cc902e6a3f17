"""The columns in which the files of single metrics give an observation, and one row of them."""

from builder import wording
from builder.analysis.certainty import Method, Reason, limits_of
from builder.analysis.verdicts import SeriesVerdict
from builder.model.measures import Area, Metric, Observation, Partnership, Status
from builder.project.schemas import LIST_SEPARATOR
from builder.tables.derived import derived_schema

_P_DECIMALS = 6
_LIMIT_DECIMALS = 4
"""How many decimals a limit has that we worked out."""

TOTAL = "Total"
"""Stands in a dimension of a published figure that is about everyone: a column of a key is never empty there."""
_NO_VERSION = "not-named"
"""Stands in the column of the version of the method where the source names none."""

_SHORTHAND = "; ".join(f"{status} {wording.status_words(status)}" for status in Status)

METRIC_COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("period_start", "date", "Period start", "The first day of the period. Empty where the dates are unknown."),
    ("period_end", "date", "Period end", "The last day of the period. Empty where the dates are unknown."),
    ("period", "string", "Period", "The period in words."),
    (
        "period_basis",
        "string",
        "Period basis",
        "Whether the source states the period, we read it from its context, or it is unknown.",
    ),
    ("area_code", "string", "Area code", "The code of the Office for National Statistics, where the area has one."),
    ("area_name", "string", "Area name", "The name of the area."),
    ("area", "string", "Area", "Short name of the area."),
    ("area_type", "string", "Kind of area", "The kind of area, such as partnership, county, unitary or country."),
    (
        "member_codes",
        "string",
        "Codes of the members",
        'Where the area has no code, such as a partnership, the codes of the areas in it, separated by "; ".',
    ),
    ("metric", "string", "Metric", "Short name of the metric."),
    ("metric_title", "string", "Metric title", "The metric's name in plain English."),
    ("breakdown", "string", "Breakdown", "What the people or events are divided by. Total for everyone."),
    ("group", "string", "Group", "The part of the breakdown. Total for everyone."),
    ("value", "number", "Value", "The number, with the decimals of the source. Empty where the status says why."),
    ("unit", "string", "Unit", "What the value counts."),
    (
        "value_is",
        "string",
        "Value is",
        "Where the source prints a limit and not the figure, which kind of limit the value is, such as more-than.",
    ),
    (
        "lower",
        "number",
        "Lower limit",
        "The lower confidence limit, at the level in interval_level. Empty where none is known.",
    ),
    (
        "upper",
        "number",
        "Upper limit",
        "The upper confidence limit, at the level in interval_level. Empty where none is known.",
    ),
    ("interval_level", "number", "Level of the limits", "How many per cent of such intervals hold the true level."),
    (
        "interval_method",
        "string",
        "Interval method",
        "Where the limits come from: published by the source, or the method with which we worked them out.",
    ),
    (
        "value_status",
        "string",
        "Status of the value",
        f"Why the value needs care, in the shorthand of the Government Analysis Function: {_SHORTHAND}.",
    ),
    ("numerator", "number", "Numerator", "The number on top, where the source publishes it."),
    ("denominator", "number", "Denominator", "The number below, where the source publishes it."),
    (
        "method_version",
        "string",
        "Method version",
        f"The version of the method, where it changed; {_NO_VERSION} where the source names none.",
    ),
    ("source_title", "string", "Title of the source", "The title of the source."),
    ("publisher", "string", "Publisher", "Who published the source."),
    ("source_place", "string", "Place in the source", "Section, page or paragraph of the source."),
    ("licence", "string", "Licence", "The licence of the source."),
    ("note", "string", "Note", "Anything a reader must know to read the number rightly."),
    (
        "earlier_period",
        "string",
        "Earlier period",
        "The period of the figure that the latest one of its series is judged against. Empty in every other row.",
    ),
    ("earlier_value", "number", "Earlier value", "The figure of that period."),
    (
        "direction",
        "string",
        "Direction",
        "Where the figure went since: up, down, same, or not-known where a limit hides it.",
    ),
    (
        "chance",
        "string",
        "Chance",
        "Whether chance could explain it: more-than-chance, could-be-chance or cannot-be-worked-out. Empty if equal.",
    ),
    (
        "chance_p",
        "number",
        "Chance, from 0 to 1",
        "How often chance alone moves the last step so far, allowing for how many series of the metric are tested.",
    ),
    (
        "only_if_equally_long",
        "string",
        "Only if equally long",
        "yes if that holds only where both periods are equally long, which the source does not say; else no.",
    ),
    (
        "judgement",
        "string",
        "Judgement",
        "What the pages say of the series, in one word, such as better, worse, could-be-chance or measured-once.",
    ),
    ("why_not", "string", "Why not, as codes", 'Everything that stands in the way of an answer, separated by ";".'),
    ("why_not_words", "string", "Why not, in words", "The same in words."),
    ("status", "string", "Status", "As value_status. This name goes in the next version."),
    ("source", "string", "Source", "As source_title. This name goes in the next version."),
    ("place", "string", "Place in source", "As source_place. This name goes in the next version."),
    ("bound", "string", "Limit", "As value_is. This name goes in the next version."),
)
"""Name, type, title and description of each column of a metric's file."""

OLD_NAMES = ("status", "source", "place", "bound")
"""The last of these columns, which only files that were published under these names still have."""

_KEY = ("metric", "area", "breakdown", "group", "period", "method_version")

METRIC_FILE = derived_schema(
    "metric-file",
    "Figures of one metric",
    "Worked out from observations: each figure of one metric in one row.",
    *METRIC_COLUMNS,
    key=0,
    primary_key=_KEY,
)

_OWN = (
    ("partnership", "string", "Partnership", "Short name of the partnership that publishes the figure."),
    ("partnership_title", "string", "Partnership title", "The partnership's name."),
)
_AT_THE_END = (
    ("definition", "string", "Definition", "What the metric measures. Empty where nobody has settled it."),
    ("page", "string", "Page", "The page about the metric: its whole address where the site has one."),
)

FIGURES = derived_schema(
    "figures",
    "Figures of all partnerships",
    "Worked out from observations: each figure of each partnership in one row, with what it counts, where it is from "
    "and the page about it.",
    *_OWN,
    *(column for column in METRIC_COLUMNS if column[0] not in OLD_NAMES),
    *_AT_THE_END,
    key=len(_OWN),
    primary_key=("partnership", *_KEY),
)
"""The columns of `data/figures.csv`. A figure is told from others by its key, of which no part is empty."""


def metric_row(
    observation: Observation, metric: Metric, partnership: Partnership, verdict: SeriesVerdict | None
) -> list[str]:
    """Return an observation in the columns of a metric's file; `verdict` is given with the latest of a series."""
    area, source = partnership.areas[observation.area], partnership.sources[observation.source]
    period, status, bound = observation.period, observation.status or "", observation.bound or ""
    value, numerator, denominator = (
        "" if n is None else str(n) for n in (observation.value, observation.numerator, observation.denominator)
    )
    return [
        period.start.isoformat() if period.is_dated else "",
        period.last_day.isoformat() if period.is_dated else "",
        wording.period(period),
        observation.period_basis.value,
        area.code,
        area.name,
        area.area,
        area.kind,
        "" if area.code else LIST_SEPARATOR.join(codes_of(area, partnership)),
        metric.metric,
        metric.title,
        observation.breakdown or TOTAL,
        observation.group or TOTAL,
        value,
        wording.unit_words(metric),
        bound,
        *_limits(observation, metric),
        status,
        numerator,
        denominator,
        observation.method_version or _NO_VERSION,
        source.title,
        source.publisher,
        observation.place,
        source.licence,
        observation.note,
        *_verdict(verdict),
        status,
        source.title,
        observation.place,
        bound,
    ]


def codes_of(area: Area, partnership: Partnership) -> list[str]:
    """Return the code of an area, or else those of the largest areas with a code that lie in it, in their order."""
    if area.code:
        return [area.code]
    return [
        code for part in partnership.areas.values() if part.parent == area.area for code in codes_of(part, partnership)
    ]


def _verdict(verdict: SeriesVerdict | None) -> tuple[str, ...]:
    """Return what can be said of a series in the columns of a metric's file, or empty cells."""
    if verdict is None:
        return ("",) * 9
    told, step = verdict.told, verdict.step
    reasons = verdict.not_compared if told is None else step.reasons if step and not verdict.has_trend else ()
    return (
        wording.period(told.earlier.period) if told else "",
        str(told.earlier.value) if told else "",
        told.direction.value if told else "",
        verdict.chance.value if verdict.chance else "",
        f"{step.p:.{_P_DECIMALS}f}" if step and step.p is not None else "",
        ("yes" if verdict.if_equally_long else "no") if verdict.chance else "",
        verdict.judgement.value,
        LIST_SEPARATOR.join(why.value for why in reasons),
        wording.listed_reasons(reasons, verdict.series.metric),
    )


def _limits(observation: Observation, metric: Metric) -> tuple[str, str, str, str]:
    """Return the limits of an observation, their level and where they come from, or four empty cells."""
    limits = limits_of(observation, metric)
    if isinstance(limits, Reason):
        return ("", "", "", "")
    lower, upper = limits.lower, limits.upper
    if limits.method is not Method.PUBLISHED:
        # More decimals would say more of the machine than of the figure.
        lower, upper = round(lower, _LIMIT_DECIMALS), round(upper, _LIMIT_DECIMALS)
    return str(lower), str(upper), str(limits.level), limits.method.value
