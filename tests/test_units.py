"""The model holds what the field publishes: each unit, weighted rates, estimates, and each national metric."""

from decimal import Decimal

import pytest

from builder import wording
from builder.analysis.summaries import metric_summaries
from builder.charts.figures.metric import ChartKind, figures_of
from builder.model.measures import Unit
from builder.pipeline.checking import check
from tests.examples import area, metric, observation, partnership
from tests.sound_example import lay_out, rewrite

OWN = "naloxone-kits-given"


def found_in(folder, metric_changes, goal=None, **figure):
    """Return what the check says of the sound example with one figure of one local metric, and its site.

    Where there is a `goal`, the package promises it from that figure on.
    """
    datasets = lay_out(folder)
    package = datasets / "riverside"
    empty = {"area": "riverside", "breakdown": "", "group": "", "note": "", "period_start": "2016-04-01"}

    def observations(rows):
        row = {**rows[1], "metric": "another", **empty, **figure}
        rows.append(row)

    about = {"metric": "another", "title": "Another metric", "adds_up_over": "", "counted": "", **metric_changes}
    rewrite(package / "metrics.csv", lambda rows: rows.append({**rows[0], **about}))
    rewrite(package / "observations.csv", observations)
    if goal:
        promise = {"target": "example", "title": "An example", "metric": "another", "target_date": "2025-03-31"}
        start = {"baseline_value": figure["value"], "baseline_period_start": "2016-04-01"}
        rest = {"baseline_status": "", "baseline_period_duration": "P1Y", "target_value": "", "target_change": ""}
        rewrite(package / "targets.csv", lambda rows: rows.append({**rows[0], **rest, **start, **promise, **goal}))
    checked = check(datasets)
    return [problem.cause for problem in checked.problems], checked.site


def shown(site):
    (one,) = site.partnerships
    (o,) = (o for o in one.package.observations if o.metric == "another")
    return wording.observed(o, one.metrics["another"])


@pytest.mark.parametrize(
    ("of", "value", "words"),
    [
        ({"unit": "days"}, "6.3", "6.3 days"),
        ({"unit": "days"}, "1", "1 day"),
        ({"unit": "ratio", "decimals": "2"}, "1.27", "1.27"),
        ({"unit": "ratio"}, "105", "105"),
        ({"unit": "index", "unit_words": "2019 = 100"}, "118", "118"),
        ({"unit": "score"}, "14.2", "14.2"),
        ({"unit": "mean", "unit_words": "drinks a week"}, "3.4", "3.4 drinks a week"),
        ({"unit": "number", "unit_words": "kilograms"}, "1250.5", "1,250.5 kilograms"),
        ({"unit": "percent", "above_hundred": "yes"}, "104", "104%"),
        ({"unit": "percent", "below_zero": "yes"}, "-3.2", "\u22123.2%"),
        ({"unit": "index", "below_zero": "yes"}, "-3.2", "\u22123.2"),
    ],
)
def test_unit_is_named_as_what_it_is(tmp_path, of, value, words):
    causes, site = found_in(tmp_path, of, value=value)
    assert (causes, shown(site)) == ([], words)


@pytest.mark.parametrize(
    ("of", "value", "cause"),
    [
        ({"unit": "percent"}, "104", "percent-range"),
        ({"unit": "percent"}, "-3", "percent-range"),
        ({"unit": "index"}, "-3", "negative"),
        ({"unit": "count", "below_zero": "yes"}, "-30", "negative"),
        ({"unit": "days", "below_zero": "yes"}, "-3", "negative"),
        ({"unit": "pounds", "below_zero": "yes"}, "-300", "negative"),
        ({"unit": "mean"}, "3.4", "no-unit-words"),
    ],
)
def test_value_that_its_metric_cannot_have_is_refused(tmp_path, of, value, cause):
    causes, _ = found_in(tmp_path, of, value=value)
    assert causes == [cause]


RATE = {"unit": "rate", "rate_base": "100000"}
STANDARDISED = {**RATE, "standardised": "yes", "definition": "Deaths for each 100,000 people, standardised by age."}


def test_standardised_rate_is_not_compared_with_its_count(tmp_path):
    figure = {"value": "11.2", "numerator": "61", "denominator": "583053", "lower": "8.5", "upper": "14.3"}
    causes, site = found_in(tmp_path, STANDARDISED, **figure)
    assert (causes, site.partnerships[0].metrics["another"].standardised) == ([], True)


def test_small_count_behind_a_standardised_rate_is_refused_like_any_other(tmp_path):
    figure = {"value": "0.9", "numerator": "3", "denominator": "583053"}
    causes, _ = found_in(tmp_path, STANDARDISED, **figure)
    assert causes == ["small-number"]


@pytest.mark.parametrize(
    ("of", "figure", "causes"),
    [
        # Fingertips, indicator 93532, England 2019/20: the source rounds its modelled counts.
        ({"unit": "percent"}, ("82.30641882", "487877.3333", "592757"), []),
        # Fingertips, indicator 93356, a deprivation decile: the 13th decimal differs.
        (RATE, ("96.0148125588723", "7125", "7420730"), []),
        ({"unit": "percent"}, ("82.40", "487877", "592757"), ["value-disagrees"]),
        ({"unit": "percent"}, ("82.31", "487877", "592757"), []),
        ({"unit": "percent"}, ("83.31", "487877", "592757"), ["value-disagrees"]),
    ],
)
def test_value_agrees_with_its_counts_to_five_digits(tmp_path, of, figure, causes):
    found, _ = found_in(tmp_path, of, **dict(zip(("value", "numerator", "denominator"), figure, strict=True)))
    assert found == causes


@pytest.mark.parametrize(("value", "is_refused"), [("82.40", False), ("83.31", True)])
def test_value_that_is_slightly_off_is_a_warning_and_not_a_refusal(tmp_path, value, is_refused):
    _, site = found_in(tmp_path, {"unit": "percent"}, value=value, numerator="487877", denominator="592757")
    assert (site is None) is is_refused


@pytest.mark.parametrize(("status", "causes"), [("e", []), ("", ["count-decimals"])])
def test_count_has_decimals_only_where_it_is_an_estimate(tmp_path, status, causes):
    found, _ = found_in(tmp_path, {"unit": "count"}, value="4018.3", status=status)
    assert found == causes


def test_running_total_says_so_in_the_model(tmp_path):
    _, site = found_in(tmp_path, {"unit": "count", "cumulative": "yes"}, value="400")
    assert site.partnerships[0].metrics["another"].cumulative


def test_figures_below_zero_are_drawn_as_marks_and_not_as_bars():
    gap = metric(Unit.INDEX, counted="")
    figures = figures_of(metric_summaries(partnership(observation("-3.2"), of=gap))[0])
    assert [figure.kind for figure in figures] == [ChartKind.NUMBER]
    areas = (area(), area("Upstream"))
    two = partnership(observation("-3.2"), observation("1.5", area="upstream"), of=gap, areas=areas)
    assert [figure.kind for figure in figures_of(metric_summaries(two)[0])] == [ChartKind.ARROWS]


def test_standardised_rate_is_named_so_on_its_chart():
    assert wording.unit_words(metric(Unit.RATE, standardised=True)) == "Standardised rate per 100,000"


def test_number_in_words_of_its_own_keeps_its_decimals():
    of = metric(Unit.NUMBER, unit_words="kilograms", decimals=2)
    assert wording.amount(Decimal("1.275"), of) == "1.28 kilograms"


# One example of each metric of the National Combating Drugs Outcomes Framework (June 2022), appendix 2

NATIONAL = {
    "drug use in the last year, of a survey with limits": (
        {"unit": "percent", "counted_as": "survey"},
        {"value": "9.4", "lower": "8.8", "upper": "10.0", "breakdown": "Age", "group": "16 to 59"},
    ),
    "pupils, every second year": (
        {"unit": "percent", "counted_as": "survey"},
        {"value": "17.1", "breakdown": "Drug", "group": "Cannabis"},
    ),
    "opiate and crack use, as a number with limits": (
        {"unit": "count"},
        {"value": "313971", "lower": "309242", "upper": "327196", "status": "e"},
    ),
    "opiate and crack use, as a rate with limits": (
        {"unit": "rate", "rate_base": "1000"},
        {"value": "8.9", "lower": "8.8", "upper": "9.3", "status": "e"},
    ),
    "drug-related homicides": ({"unit": "count", "counted_as": "events"}, {"value": "320"}),
    "deaths from drug misuse, standardised, with 99.8% limits": (
        {**STANDARDISED, "counted_as": "events"},
        {"value": "5.1", "lower": "4.9", "upper": "5.3", "interval_level": "99.8"},
    ),
    "neighbourhood crime, of a survey": (
        {"unit": "count", "counts": "events", "counted_as": "survey"},
        {"value": "1700000", "lower": "1600000", "upper": "1800000", "status": "e"},
    ),
    "deaths from drug misuse, by registration": ({"unit": "count", "counted_as": "events"}, {"value": "2830"}),
    "deaths from drug misuse, three years, standardised": (
        {**STANDARDISED, "counted_as": "events"},
        {"value": "5.1", "lower": "5.0", "upper": "5.2", "numerator": "8500", "denominator": "169000000"}
        | {"period_start": "2018-01-01", "period_duration": "P3Y"},
    ),
    "hospital admissions, by age": (
        {"unit": "count", "counts": "events", "counted_as": "repeat-events"},
        {"value": "16994", "breakdown": "Age", "group": "16 to 24"},
    ),
    "county lines closed, to date": ({"unit": "count", "counts": "things", "cumulative": "yes"}, {"value": "2400"}),
    "disruptions, by size": (
        {"unit": "count", "counts": "things", "counted_as": "events"},
        {"value": "1900", "breakdown": "Size", "group": "Major"},
    ),
    "numbers in treatment, 12 months to each quarter": (
        {"unit": "count", "counted_as": "register"},
        {"value": "289215", "period_start": "2021-07-01", "breakdown": "Substance", "group": "Opiates"},
    ),
    "continuity of care": ({"unit": "percent"}, {"value": "37.4", "numerator": "5600", "denominator": "14973"}),
    "treatment effectiveness": ({"unit": "percent"}, {"value": "47.2"}),
    "purity": ({"unit": "mean", "unit_words": "per cent pure"}, {"value": "46"}),
    "seizures by weight": ({"unit": "number", "unit_words": "kilograms"}, {"value": "5600.4"}),
    "waiting times": ({"unit": "days"}, {"value": "6.3"}),
    "proven reoffending, as an index": ({"unit": "index", "unit_words": "2019 = 100"}, {"value": "92"}),
    "standardised mortality ratio": ({"unit": "ratio"}, {"value": "105", "lower": "98", "upper": "112"}),
    "share of a plan": ({"unit": "percent", "above_hundred": "yes"}, {"value": "104"}),
    "quality of life, as a score": ({"unit": "score"}, {"value": "13.4"}),
}


@pytest.mark.parametrize("example", NATIONAL)
def test_metric_of_the_national_framework_can_be_expressed(tmp_path, example):
    of, figure = NATIONAL[example]
    causes, site = found_in(tmp_path, of, **figure)
    assert causes == []
    assert shown(site)


# One example of each form in which the framework, the strategy From Harm to Hope and partnerships promise numbers

TARGETS = {
    "a number by a date": ({"unit": "count"}, {"value": "289215"}, {"target_value": "343715"}, "Reach 343,715"),
    "a share of a whole": ({"unit": "percent"}, {"value": "37.4"}, {"target_value": "75"}, "Reach 75%"),
    "a change in per cent": ({"unit": "count"}, {"value": "289215"}, {"target_change": "20"}, "Increase by 20%"),
    "percentage points": (
        {"unit": "percent"},
        {"value": "47.2"},
        {"target_points": "5"},
        "Increase by 5 percentage points",
    ),
    "a group": (
        {"unit": "count", "counted_as": "register"},
        {"value": "140863", "breakdown": "Substance", "group": "Opiates"},
        {"target_value": "161863", "breakdown": "Substance", "group": "Opiates"},
        "Substance, Opiates: Reach 161,863",
    ),
    "a hedged number": (
        {"unit": "percent"},
        {"value": "47.2"},
        {"target_value": "60", "bound": "more-than"},
        "Reach more than 60%",
    ),
    "between two values": (
        {"unit": "count"},
        {"value": "289215"},
        {"target_change": "10", "other_end": "15"},
        "Increase by between 10% and 15%",
    ),
    "another area": (
        {"unit": "percent"},
        {"value": "47.2"},
        {"benchmark": "england"},
        "Reach the figure of England for the same period",
    ),
}


@pytest.mark.parametrize("example", TARGETS)
def test_every_form_of_a_target_can_be_expressed_and_is_said(tmp_path, example):
    of, figure, goal, words = TARGETS[example]
    causes, site = found_in(tmp_path, of, goal, **figure)
    assert causes == []
    (partnership,) = site.partnerships
    (target,) = (t for t in partnership.package.targets if t.target == "example")
    assert wording.target_sentence(target, partnership.metrics["another"]).startswith(f"{words} by 31 March 2025")
