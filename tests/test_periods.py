"""Figures whose dates nobody can tell: they keep an order and the source's words, and get no calendar."""

from datetime import date
from decimal import Decimal

import pytest

from builder import wording
from builder.analysis.certainty import Reason
from builder.analysis.change_tests import Chance
from builder.analysis.changes import Direction
from builder.analysis.claims import ClaimVerdict, checked_claims
from builder.analysis.partnerships import shared_metrics
from builder.analysis.summaries import metric_summaries
from builder.charts.figures.metric import ChartKind, figures_of
from builder.model.measures import Claim, CountedAs, Order, Period, PeriodBasis, Printed, Unit
from builder.pipeline.checking import check
from builder.project.problems import Level
from builder.tables.metric_file import METRIC_COLUMNS, metric_row
from tests.examples import area, metric, observation, partnership
from tests.sound_example import lay_out, rewrite

EARLIER, LATER, ALONE = (Period.undated(order) for order in (Order.EARLIER, Order.LATER, Order.ALONE))
PRINTED = "over the last 2 years"


def undated(value, period=LATER, **values):
    return observation(value, period=period, period_stated=False, period_printed=PRINTED, **values)


BOTH = undated("48", EARLIER), undated("56")


def summary_of(*observations, **values):
    (summary,) = metric_summaries(partnership(*observations, **values))
    return summary


def test_earlier_period_comes_before_the_later_one_whatever_the_order_of_the_rows():
    (series,) = summary_of(*reversed(BOTH)).series
    assert [o.value for o in series.observations] == [Decimal(48), Decimal(56)]


@pytest.mark.parametrize(
    ("period", "words", "of_table", "in_sentence"),
    [
        (EARLIER, "earlier period", "earlier period", "in the earlier period"),
        (LATER, "later period", "later period", "in the later period"),
        (ALONE, "no period named", "no period named", "in a period without dates"),
    ],
)
def test_period_without_dates_has_words_without_a_year(period, words, of_table, in_sentence):
    one = undated("1", period)
    assert (wording.period(period), wording.observed_in(one), wording.within(one)) == (words, of_table, in_sentence)


def test_direction_and_size_of_a_change_between_periods_without_dates_are_known():
    (found,) = summary_of(*BOTH).verdicts
    assert (found.direction, found.change.difference) == (Direction.UP, Decimal(8))
    assert (found.chance, found.if_equally_long, found.step.may_overlap) == (Chance.COULD_BE_CHANCE, True, True)


def test_chart_of_periods_without_dates_has_no_axis_of_years():
    (figure,) = figures_of(summary_of(*BOTH))
    words = "earlier period and later period (dates not printed)"
    assert (figure.kind, figure.subtitle.split(", ")[-1]) == (ChartKind.ARROWS, words)


def test_figures_without_dates_share_no_chart_with_dated_ones():
    riverside, north = area(), area("North", parent="riverside")
    dated = [observation(str(n), 2018 + n, area="north") for n in range(10, 14)]
    figures = figures_of(summary_of(*BOTH, *dated, areas=(riverside, north)))
    assert [(f.name, f.kind, [row.name for row in f.rows]) for f in figures] == [
        ("areas", ChartKind.LINE, ["North"]),
        ("areas-undated", ChartKind.ARROWS, ["Riverside"]),
    ]


def test_figures_without_dates_are_not_set_beside_those_of_another_partnership():
    one = partnership(*BOTH)
    assert shared_metrics([(one, metric_summaries(one)), (one, metric_summaries(one))]) == ()


def test_england_has_no_figure_for_a_period_without_dates():
    percent = metric(Unit.PERCENT, counted="of people")
    ((_, _, found),) = summary_of(undated("48"), undated("40", area="england"), of=percent).comparisons
    assert (found.benchmark, found.result) == (None, Reason.NO_BENCHMARK)


def test_download_of_a_figure_without_dates_has_empty_dates():
    one = partnership(*BOTH)
    row = dict(zip((name for name, *_ in METRIC_COLUMNS), metric_row(BOTH[0], metric(), one, None), strict=True))
    assert [row[name] for name in ("period_start", "period_end", "period", "period_basis")] == [
        *("", "", "earlier period", "unknown")
    ]


def test_basis_of_a_period_is_one_of_three():
    found = [one.period_basis for one in (BOTH[0], observation("1"), observation("1", period_stated=False))]
    assert found == [PeriodBasis.UNKNOWN, PeriodBasis.STATED, PeriodBasis.IMPLIED]


def test_claim_about_periods_without_dates_is_held_against_both_figures():
    printed = Printed(None, None, Decimal("16.7"), "percent", "increase", None, None, None)
    one = Claim("c", "d", "p", "adults-in-treatment", "riverside", "", "", EARLIER, LATER, printed, "")
    (found,) = checked_claims(partnership(*BOTH, claims=(one,)))
    assert found.check.verdict is ClaimVerdict.AGREES


def test_claim_about_the_only_figure_without_dates_is_held_against_it():
    printed = Printed(None, Decimal(60), None, "", "", None, None, None)
    one = Claim("c", "d", "p", "adults-in-treatment", "riverside", "", "", None, LATER, printed, "")
    (found,) = checked_claims(partnership(undated("56", ALONE), claims=(one,)))
    assert found.check.right_value == Decimal(56)


# From the tables


UNKNOWN = {"period_start": "", "period_duration": "", "period_basis": "unknown", "period_printed": PRINTED}


def two_undated(rows):
    last = rows[-1]
    last.update(UNKNOWN, status="", value="7.5", period_order="later")
    rows.append({**last, "value": "6.1", "period_order": "earlier"})


def riverside_of(folder):
    found = check(folder)
    assert [problem.fault for problem in found.problems] == []
    (one,) = found.site.partnerships
    return one


def test_table_gives_an_order_in_place_of_dates(tmp_path):
    datasets = lay_out(tmp_path)
    rewrite(datasets / "riverside" / "observations.csv", two_undated)
    found = [o for o in riverside_of(datasets).package.observations if not o.period.is_dated]
    assert [(o.value, o.period.order) for o in found] == [
        (Decimal("7.5"), Order.LATER),
        (Decimal("6.1"), Order.EARLIER),
    ]


def test_claim_of_a_table_needs_no_dates_where_its_period_is_unknown(tmp_path):
    datasets = lay_out(tmp_path)
    rewrite(datasets / "riverside" / "observations.csv", two_undated)
    dates = {f"{which}_period_{end}": "" for which in ("from", "to") for end in ("start", "duration")}
    numbers = {"from_printed": "6.1", "to_printed": "7.5", "change_printed": "23"}
    about = {"metric": "deaths-from-drug-misuse", "area": "north-riverside", "period_basis": "unknown"}
    rewrite(datasets / "riverside" / "claims.csv", lambda rows: rows[0].update(**dates, **about, **numbers))
    (found,) = checked_claims(riverside_of(datasets))
    assert (found.claim.earlier, found.claim.later, found.check.verdict) == (EARLIER, LATER, ClaimVerdict.AGREES)


def test_table_says_how_a_metric_is_counted(tmp_path):
    datasets = lay_out(tmp_path)
    rewrite(datasets / "riverside" / "metrics.csv", lambda rows: rows[0].update(counted_as="repeat-events"))
    riverside = riverside_of(datasets)
    assert riverside.metrics["naloxone-kits-given"].counted_as is CountedAs.REPEAT_EVENTS
    assert riverside.metrics["adults-in-treatment"].counted_as is None


def test_table_without_an_optional_column_is_as_valid_as_with_an_empty_one(tmp_path):
    datasets = lay_out(tmp_path)
    before = riverside_of(datasets).package
    rewrite(datasets / "riverside" / "observations.csv", lambda rows: rows[0].update(period_order=""))
    assert riverside_of(datasets).package == before


def test_small_number_without_dates_is_refused_like_any_other(tmp_path):
    datasets = lay_out(tmp_path)
    small = {**UNKNOWN, "value": "3", "metric": "adults-in-treatment", "area": "north-riverside", "status": ""}
    rewrite(datasets / "riverside" / "observations.csv", lambda rows: rows[-1].update(small))
    assert [problem.cause for problem in check(datasets).problems] == ["small-number"]


def test_days_of_periods_without_dates_are_on_no_calendar():
    assert (date(1, 1, 3), "") == (LATER.last_day, LATER.duration)


# Kinds of years


def series_of(*periods):
    """Return what to put in place of the observations: one series, with these first days and lengths."""

    def put(rows):
        like = {**rows[0], "value": "900", "numerator": "", "denominator": "", "lower": "", "upper": "", "status": ""}
        rows[:] = [{**like, "period_start": start, "period_duration": length} for start, length in periods]

    return put


def warnings_of(tmp_path, *periods):
    datasets = lay_out(tmp_path)
    rewrite(datasets / "riverside" / "observations.csv", series_of(*periods))
    return [problem for problem in check(datasets).problems if problem.place.path.endswith("observations.csv")]


MIXED = [
    ("2018-01-01", "P1Y"),
    ("2019-01-01", "P1Y"),
    ("2019-04-01", "P1Y"),
    ("2020-01-01", "P1Y"),
    ("2020-04-01", "P1Y"),
]
DRIFTING = [
    ("2018-01-01", "P1Y"),
    ("2019-01-01", "P1Y"),
    ("2020-04-01", "P1Y"),
    ("2021-09-01", "P1Y"),
    ("2022-09-01", "P1Y"),
]


def test_calendar_and_financial_years_in_one_series_are_asked_about(tmp_path):
    (found,) = warnings_of(tmp_path, *MIXED)
    assert (found.level, found.place.row) == (Level.ASK, 4)
    assert found.fault == (
        "The years of this series start in different months (January and April): compare rows 2 and 4."
    )


def test_years_that_drift_apart_are_warned_of(tmp_path):
    (found,) = warnings_of(tmp_path, *DRIFTING)
    assert "(January, April and September)" in found.fault


@pytest.mark.parametrize(
    "periods",
    [
        [(f"{year}-{month:02}-01", "P12M") for year in (2021, 2022) for month in (1, 4, 7, 10)],
        [(f"{year}-{month:02}-01", "P3M") for year in (2021, 2022) for month in (1, 4, 7, 10)],
        [(f"{year}-04-01", "P3Y") for year in range(2010, 2018)],
        [("2018-04-01", "P1Y"), ("2020-04-01", "P1Y"), ("2021-04-01", "P12M")],
    ],
    ids=["rolling years", "quarters", "three-year windows", "one year missing"],
)
def test_years_that_roll_on_and_quarters_are_not_warned_of(tmp_path, periods):
    assert warnings_of(tmp_path, *periods) == []
