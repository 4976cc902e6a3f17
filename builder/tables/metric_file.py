"""The columns in which the files of single metrics give an observation, and one row of them."""

from builder import wording
from builder.analysis.certainty import Limits, Method, Reason, limits_of
from builder.analysis.verdicts import SeriesVerdict
from builder.model.measures import Metric, Observation, Partnership
from builder.project.schemas import LIST_SEPARATOR

_P_DECIMALS = 6
_LIMIT_DECIMALS = 4
"""How many decimals a limit has that we worked out."""

METRIC_COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("metric", "string", "Metric", "Short name of the metric."),
    ("metric_title", "string", "Metric title", "The metric's name in plain English."),
    ("unit", "string", "Unit", "What the value counts."),
    ("area", "string", "Area", "Short name of the area."),
    ("area_code", "string", "Area code", "The code of the Office for National Statistics, where the area has one."),
    ("area_name", "string", "Area name", "The name of the area."),
    ("breakdown", "string", "Breakdown", "What the people or events are divided by. Empty for everyone."),
    ("group", "string", "Group", "The part of the breakdown. Empty for everyone."),
    ("period_start", "date", "Period start", "The first day of the period. Empty where the dates are unknown."),
    ("period_end", "date", "Period end", "The last day of the period. Empty where the dates are unknown."),
    ("period", "string", "Period", "The period in words."),
    (
        "period_basis",
        "string",
        "Period basis",
        "Whether the source states the period, we read it from its context, or it is unknown.",
    ),
    ("value", "number", "Value", "The number, with the decimals of the source. Empty where the status says why."),
    ("numerator", "number", "Numerator", "The number on top, where the source publishes it."),
    ("denominator", "number", "Denominator", "The number below, where the source publishes it."),
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
    (
        "interval_method",
        "string",
        "Interval method",
        "Where the limits come from: published by the source, or the method with which we worked them out.",
    ),
    ("status", "string", "Status", "Shorthand for why the value needs care."),
    ("method_version", "string", "Method version", "The version of the method, where it changed."),
    ("source", "string", "Source", "The title of the source."),
    ("publisher", "string", "Publisher", "Who published the source."),
    ("place", "string", "Place in source", "Section, page or paragraph of the source."),
    ("licence", "string", "Licence", "The licence of the source."),
    ("note", "string", "Note", "Anything a reader must know to read the number rightly."),
    (
        "bound",
        "string",
        "Limit",
        "Where the source prints a limit and not the figure, which kind of limit the value is.",
    ),
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
    ("interval_level", "number", "Level of the limits", "How many per cent of such intervals hold the true level."),
)
"""Name, type, title and description of each column of a metric's file."""


def metric_row(
    observation: Observation, metric: Metric, partnership: Partnership, verdict: SeriesVerdict | None
) -> list[str]:
    """Return an observation in the columns of a metric's file; `verdict` is given with the latest of a series."""
    area, source = partnership.areas[observation.area], partnership.sources[observation.source]
    return [
        metric.metric,
        metric.title,
        wording.unit_words(metric),
        area.area,
        area.code,
        area.name,
        observation.breakdown,
        observation.group,
        observation.period.start.isoformat() if observation.period.is_dated else "",
        observation.period.last_day.isoformat() if observation.period.is_dated else "",
        wording.period(observation.period),
        observation.period_basis.value,
        *("" if n is None else str(n) for n in (observation.value, observation.numerator, observation.denominator)),
        *_limits(observation, metric),
        observation.status or "",
        observation.method_version,
        source.title,
        source.publisher,
        observation.place,
        source.licence,
        observation.note,
        observation.bound or "",
        *_verdict(verdict),
        str(limits.level) if isinstance(limits := limits_of(observation, metric), Limits) else "",
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


def _limits(observation: Observation, metric: Metric) -> tuple[str, str, str]:
    """Return the limits of an observation and where they come from, or three empty cells."""
    limits = limits_of(observation, metric)
    if isinstance(limits, Reason):
        return ("", "", "")
    lower, upper = limits.lower, limits.upper
    if limits.method is not Method.PUBLISHED:
        # More decimals would say more of the machine than of the figure.
        lower, upper = round(lower, _LIMIT_DECIMALS), round(upper, _LIMIT_DECIMALS)
    return str(lower), str(upper), limits.method.value
