"""The verdict of a series or a metric in words: whether chance could explain it, and whether it is better or worse."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from math import floor

from builder.analysis.certainty import Reason
from builder.analysis.change_tests import Chance, ChanceAnswer, HowTested
from builder.analysis.changes import Direction
from builder.analysis.series import Series
from builder.analysis.summaries import MetricSummary
from builder.analysis.trend import RecentTrend, Trend
from builder.analysis.verdicts import Judgement, Movement, SeriesVerdict
from builder.model.measures import Metric, Polarity
from builder.wording.certainty import reason
from builder.wording.changes import change_sentence, signed_change, then_and_now
from builder.wording.numbers import listed, number
from builder.wording.subjects import about_each, whose
from builder.wording.time import period

ASSUMPTION = "if both figures cover the same length of time"
"""What the reader must know where a period is our reading, or unknown."""
STAR = "*"
"""The sign of a verdict that holds only on the assumption, which the page then says once."""
STARRED = f"{STAR} {ASSUMPTION[0].upper()}{ASSUMPTION[1:]}, which the source does not say."
MAXIMUM_NAMED = 4
"""How many areas or groups a sentence names one by one."""
_NAMED_IN_LABEL = 2
"""How many areas a label names."""

_WHOSE = "{whose}"
"""Stands in a sentence where it says whose figure it is about."""

_JUDGEMENTS = {
    Judgement.BETTER: "better",
    Judgement.WORSE: "worse",
    Judgement.MOVED: "changed",
    Judgement.COULD_BE_CHANCE: "could be chance",
    Judgement.CANNOT_BE_WORKED_OUT: "cannot tell if it is chance",
    Judgement.SAME: "the same",
    Judgement.NOT_COMPARED: "no comparison",
    Judgement.ONCE: "measured once",
    Judgement.MIXED: "differs from place to place",
}

_CHANCES = {
    Chance.MORE_THAN_CHANCE: "more than chance",
    Chance.COULD_BE_CHANCE: "could be chance",
    Chance.CANNOT_BE_WORKED_OUT: "cannot tell if it is chance",
}


def chance_label(chance: Chance | None) -> str:
    """Return whether chance could explain a change, as a few words; empty where nothing changed."""
    return _CHANCES[chance] if chance else ""


def judged_series(verdict: SeriesVerdict) -> str:
    """Return what can be said of a series, in a few words; a star where it holds on the assumption only."""
    return f"{_JUDGEMENTS[verdict.judgement]}{STAR if verdict.if_equally_long else ''}"


def judged(summary: MetricSummary) -> str:
    """Return what can be said of a metric, in a few words: by place, where the places differ."""
    verdicts = summary.changed
    if summary.judgement is not Judgement.MIXED:
        words = _JUDGEMENTS[summary.judgement]
        if summary.movement is Movement.BOTH:
            words = f"both ways, {words}"
    else:
        words = _by_place(verdicts)
    return f"{words}{STAR if summary.if_equally_long else ''}"


def _by_place(verdicts: Sequence[SeriesVerdict]) -> str:
    parts = []
    for judgement in (Judgement.WORSE, Judgement.BETTER, Judgement.MOVED):
        places = [v.series.group or v.series.area.name for v in verdicts if v.judgement is judgement]
        if places:
            where = listed(places) if len(places) <= _NAMED_IN_LABEL else f"{len(places)} of {len(verdicts)}"
            parts.append(f"{_JUDGEMENTS[judgement]} in {where}")
    if parts:
        return ", ".join(parts)
    cannot = any(v.judgement is Judgement.CANNOT_BE_WORKED_OUT for v in verdicts)
    return _JUDGEMENTS[Judgement.CANNOT_BE_WORKED_OUT if cannot else Judgement.COULD_BE_CHANCE]


def change_in_area(area: str, verdict: SeriesVerdict, metric: Metric) -> str:
    """Return the change of one area for a list, without a full stop."""
    found = verdict.told
    assert found is not None
    return f"{area}: {then_and_now(found, metric)}: {change_of_area('', verdict, metric).removeprefix(': ')}"


def change_of_area(area: str, verdict: SeriesVerdict, metric: Metric) -> str:
    """Return how much one area's figure changed, beside a chart that has both figures: "Derby: 99 more (+4.8%)"."""
    found = verdict.told
    assert found is not None
    words = chance_label(verdict.chance)
    which = f", {words}" if words and found.direction is not Direction.SAME else ""
    return f"{area}: {signed_change(found, metric)}{which}"


def chances(verdicts: Sequence[SeriesVerdict], home_area: str) -> tuple[str, ...]:
    """Return whether chance could explain each of some changes, as sentences; alike ones share a sentence."""
    judged_alone = [v for v in verdicts if v.chance and not v.has_trend]
    if len(judged_alone) > MAXIMUM_NAMED:
        return _many(judged_alone, home_area)
    sentences = shared(judged_alone, home_area, _chance_sentence)
    tested = sum(v.step is not None and v.step.p is not None for v in judged_alone)
    if tested > 1:
        sentences.append(f"This allows for the {tested} changes that we test here.")
    return tuple(sentences)


def _of_each(series: Sequence[Series], home_area: str) -> str:
    """Return whose figures some series hold; the whole, which needs no name alone, stands first beside others."""
    named = [one for one in series if whose(one, home_area)]
    both = bool(named) and len(named) < len(series)
    return f"{' as a whole and' if both else ''}{about_each(named, home_area, last='and')}"


def shared(
    verdicts: Sequence[SeriesVerdict], home_area: str, sentence: Callable[[str, SeriesVerdict], str]
) -> list[str]:
    """Return what a sentence says of each of some series, where those of which it says the same share one.

    `sentence` is given whose figures they are.
    """
    alike: dict[str, list[Series]] = {}
    for verdict in verdicts:
        alike.setdefault(sentence(_WHOSE, verdict), []).append(verdict.series)
    return [text.replace(_WHOSE, _of_each(members, home_area)) for text, members in alike.items() if text]


def _many(verdicts: Sequence[SeriesVerdict], home_area: str) -> tuple[str, ...]:
    """Return in one sentence how many of many moved by more than chance, and in another what cannot be told."""
    noun = "groups" if verdicts[0].series.breakdown else "areas"
    known = [v for v in verdicts if v.chance is not Chance.CANNOT_BE_WORKED_OUT]
    clear = [v for v in known if v.is_clear]
    sentences = []
    if known and not clear:
        sentences.append(f"Of {len(known)} {noun} none moved by more than chance could explain.")
    if clear:
        few = len(clear) <= MAXIMUM_NAMED
        names = f": {listed([whose(v.series, home_area) for v in clear])}" if few else ""
        sentences.append(f"Of {len(known)} {noun}, {len(clear)} moved by more than chance could explain{names}.")
    reasons = {why: None for v in verdicts if v.step for why in v.step.reasons}
    if reasons:
        which = f"in {len(verdicts) - len(known)} other {noun}" if known else f"in {len(verdicts)} {noun}"
        why = listed_reasons(list(reasons), verdicts[0].series.metric)
        sentences.append(f"Whether chance could explain the changes {which} cannot be worked out: {why}.")
    return tuple(sentences)


def _chance_sentence(whose: str, verdict: SeriesVerdict) -> str:
    """Return whether chance could explain a change; `whose` is such as " in Derby", or nothing."""
    answer, metric = verdict.step, verdict.series.metric
    assert answer is not None and verdict.change is not None
    if verdict.change.direction is Direction.SAME:
        return (
            f"The figure{whose} is the same as it is published, but the numbers behind it differ by more than "
            "chance could explain."
        )
    match answer.chance:
        case Chance.MORE_THAN_CHANCE:
            return f"The change{whose} is more than chance{_because(answer)}."
        case Chance.COULD_BE_CHANCE:
            assert answer.p is not None
            overlap = " If the periods overlap, nobody can tell." if answer.may_overlap else ""
            often = how_often(answer.p)
            return f"The change{whose} could be chance: that alone would make so large a change {often}.{overlap}"
        case Chance.CANNOT_BE_WORKED_OUT:
            return _cannot(whose, answer, metric)


def _because(answer: ChanceAnswer) -> str:
    match answer.how:
        case HowTested.FULL_COUNTS:
            return ": this is a full count, not a sample, and such counts hardly move so far by themselves"
        case HowTested.PRINTED_DIGITS:
            return ", however many people it was"
    assert answer.p is not None
    return f": that alone would make so large a change {how_often(answer.p)}"


def _cannot(whose: str, answer: ChanceAnswer, metric: Metric) -> str:
    if answer.people_needed is not None and answer.reasons == (Reason.NO_NUMBERS,):
        people = people_words(answer.people_needed)
        return (
            f"The change{whose} is more than chance only if at least {people} people stand behind each figure. "
            "The source does not say how many do."
        )
    why = listed_reasons(answer.reasons, metric)
    return f"Whether chance could explain the change{whose} cannot be worked out: {why}."


def listed_reasons(reasons: Sequence[Reason], metric: Metric) -> str:
    """Return everything that stands in the way of something, as the second half of a sentence."""
    return listed([reason(why, metric) for why in reasons])


def people_words(people: int) -> str:
    """Return a number of people that was worked out, as precise as it needs to be: "139", "about 4,800"."""
    if people < 200:
        return number(Decimal(people))
    digits = len(str(people)) - 2
    rounded = round(people, -digits)
    return f"about {number(Decimal(rounded))}"


def how_often(p: float) -> str:
    """Return how often something happens by chance: "less than once in 1,000 times", "about 8 times in 10"."""
    if p < 0.001:
        return "less than once in 1,000 times"
    if p < 0.1:
        return f"about once in {floor(1 / p)} times"
    tenths = round(p * 10)
    return "nearly always" if tenths == 10 else f"about {tenths} time{'' if tenths == 1 else 's'} in 10"


def trend_sentence(whose: str, verdict: SeriesVerdict) -> str:
    """Return the recent trend of a series as a sentence or two; `whose` is such as " in Derby", or nothing."""
    found, metric = verdict.trend, verdict.series.metric
    if isinstance(found, Reason):
        few = found in {Reason.OVERLAP, Reason.OTHER_SEASON, Reason.TOO_FEW}
        why = "that needs five periods of one season that share no days" if few else reason(found, metric)
        return f"A trend{whose} cannot be worked out: {why}."
    since = f"Over five periods that share no days, from {period(found.points[0].period)} on,"
    start = since if _is_thinned(verdict.series, found) else "Over the last five periods"
    if verdict.over_trend is None:
        return f"{start} there is no clear trend{whose}.{_last_step(verdict)}"
    rising = found.trend is Trend.INCREASING
    good = "better" if rising == (metric.polarity is Polarity.HIGHER_IS_BETTER) else "worse"
    which = "" if metric.polarity is Polarity.NEITHER else f", which is {good}"
    return f"{start} the figure{whose} went {'up' if rising else 'down'} overall{which}.{_last_step(verdict)}"


def _is_thinned(series: Series, found: RecentTrend) -> bool:
    """Return whether figures between those of a trend were left out."""
    return series.with_value[-len(found.points) :] != found.points


def _last_step(verdict: SeriesVerdict) -> str:
    """Return what the last step alone says, where it is something else."""
    step, change = verdict.step, verdict.change
    if step is None or change is None or change.direction is Direction.SAME:
        return ""
    if verdict.over_trend and step.chance is Chance.COULD_BE_CHANCE:
        return " The last step alone could be chance."
    if not step.is_clear or (verdict.over_trend and change.direction is verdict.direction):
        return ""
    other_way = " went the other way, and" if verdict.over_trend else ""
    return f" The last step alone{other_way} is more than chance ({signed_change(change, verdict.series.metric)})."


def since_first(whose: str, verdict: SeriesVerdict) -> str:
    """Return the change since the oldest figure that can be compared, as a sentence, or an empty text."""
    found, metric = verdict.since_first, verdict.series.metric
    if found is None or (verdict.told and found.earlier is verdict.told.earlier):
        return ""
    return f"{change_sentence(f'Since the first period, the figure{whose}', found, metric)}."


def why_not_compared(whose: str, verdict: SeriesVerdict) -> str:
    """Return why no earlier figure can be compared with the latest, as a sentence; empty where there is none."""
    reasons = [why for why in verdict.not_compared if why not in {Reason.ONCE, Reason.NO_VALUE}]
    if verdict.change or not reasons:
        return ""
    why = listed_reasons(reasons, verdict.series.metric)
    return f"No earlier figure{whose} can be compared with the latest: {why}."
