"""Packages that somebody who wants to know would look for, and harmless ones that look much like them.

Each hostile package crosses several ways of working out a hidden number; each harmless one leaves it open.
"""

import pytest

from tests.disclosure_example import AREAS, HIDDEN, RATE, SHARE, figure, recoverable, recoverable_in, rows_recoverable

EVENTS = {"metric": "events", "unit": "count", "adds_up_over": "area"}
OVER_ALL = {"metric": "people", "unit": "count", "adds_up_over": "area; Sex; period"}
LINKED = [
    OVER_ALL,
    EVENTS,
    SHARE | {"numerator_metric": "events", "denominator_metric": "people"},
    RATE | {"numerator_metric": "events"},
]
COUNTS = [{"metric": "people", "unit": "count"}, {"metric": "events", "unit": "count"}]


def year(prefix="", first=2023):
    return {f"{prefix}period_start": f"{first}-04-01", f"{prefix}period_duration": "P1Y"}


def people(number, area="county", date="2023-06-30"):
    return {"area": area, "date": date, "people": number}


def claim(area="county", metric="people", y=2023, **cells):
    return {"claim": "c", "metric": metric, "area": area, **year("to_", y), **cells}


def finding(number, statement, metric="people", unit="count", **cells):
    return {"finding": "f", "statement": statement, "metric": metric, "unit": unit, "figure": number, **cells}


def observations(*rows):
    return "observations", rows


HOSTILE = [
    pytest.param(
        [
            figure(HIDDEN, "west", metric="events"),
            figure("40.0", "north", metric="rate"),
            figure("36.0", "south", metric="rate"),
        ],
        {
            "metrics": LINKED,
            "populations": [people(130000), people(50000, "north"), people(30000, "west")],
            "findings": [finding(40, "40 events in 2023/24", metric="events", source="x")],
        },
        id="rates, a population that is the rest of others, and a total in a finding",
    ),
    pytest.param(
        [figure("20", "north"), figure(HIDDEN, "west")],
        {"claims": [claim(to_printed=40)], "before": [observations(figure("18", "south"))]},
        id="claim total, old part",
    ),
    pytest.param(
        [figure("35", period="2022-04-01/P1Y"), figure("18", "south"), figure(HIDDEN, "west")],
        {
            "claims": [
                claim(
                    change_printed=5,
                    change_unit_printed="count",
                    direction_printed="increase",
                    from_period_start="2022-04-01",
                    from_period_duration="P1Y",
                )
            ],
            "before": [observations(figure("20", "north"))],
        },
        id="change since shown year, old north",
    ),
    pytest.param(
        [figure(HIDDEN, metric="events")],
        {
            "metrics": [*COUNTS, LINKED[2]],
            "findings": [finding(10, "10% in 2023/24", metric="share", unit="percent")],
            "before": [observations(figure("80"))],
        },
        id="percent in finding, denominator in old row",
    ),
    pytest.param(
        [figure(HIDDEN, metric="events")],
        {
            "metrics": LINKED[1:],
            "before": [observations(figure("24.0", metric="rate")), ("populations", [people(50000)])],
        },
        id="old rate, old population",
    ),
    pytest.param(
        [
            figure("12", period="2023-04-01/P3M"),
            figure("11", period="2023-07-01/P3M"),
            figure(HIDDEN, period="2024-01-01/P3M"),
        ],
        {
            "metrics": [OVER_ALL],
            "targets": [
                {"target": "t", "metric": "people", "area": "county", "baseline_value": 40, **year("baseline_")}
            ],
            "before": [observations(figure("12", period="2023-10-01/P3M"))],
        },
        id="year in baseline, quarter in old version",
    ),
    pytest.param(
        [
            figure("30", period="2021-01-01/P1Y"),
            figure("31", period="2022-01-01/P1Y"),
            figure(HIDDEN, period="2023-01-01/P1Y"),
        ],
        {
            "metrics": [OVER_ALL],
            "claims": [
                {
                    "claim": "c",
                    "metric": "people",
                    "area": "county",
                    "to_period_start": "2021-01-01",
                    "to_period_duration": "P3Y",
                    "to_printed": 64,
                }
            ],
        },
        id="three years in a claim minus shown years",
    ),
    pytest.param(
        [
            figure("20", "north", method_version="v2"),
            figure("18", "south", method_version="v2"),
            figure(HIDDEN, "west", method_version="v2"),
        ],
        {"revisions": [{"revision": "r", "metric": "people", "area": "county", **year(), "new_value": 40}]},
        id="revision new value of total, other method",
    ),
    pytest.param(
        [figure("40"), figure(HIDDEN, group="Female"), figure(HIDDEN, group="Male")],
        {"findings": [finding(37, "Of these, 37 were male in 2023/24.")]},
        id="hidden group: finding names women by group",
    ),
    pytest.param(
        [figure("40"), figure(HIDDEN, group="Female"), figure(HIDDEN, group="Male")],
        {"findings": [finding(37, "37 were helped in 2023/24.", people="Male")]},
        id="finding people column names group",
    ),
    pytest.param(
        [figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west")],
        {"before": [observations(figure("20")), observations(figure("41"))]},
        id="two old totals, of which one cannot be right",
    ),
    pytest.param(
        [figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west")],
        {"claims": [claim(to_printed=12)], "before": [observations(figure("41"))]},
        id="claim that is wrong and an old total that is right",
    ),
    pytest.param(
        [figure("6.0", metric="rate")],
        {"metrics": LINKED, "before": [("populations", [people(50000)])]},
        id="small number by a rate and an old population",
    ),
    pytest.param(
        [figure("40"), figure("20", "north"), figure("18", "south")],
        {"before": [observations(figure(HIDDEN, "west"))]},
        id="deleted district row that was hidden",
    ),
    pytest.param(
        [figure(HIDDEN, metric="events")],
        {
            "metrics": LINKED[1:],
            "findings": [finding("24.0", "24 per 100,000 in 2023/24", metric="rate", unit="rate")],
            "populations": [people(50000)],
        },
        id="rate in a finding and a population",
    ),
    pytest.param(
        [
            figure("60", metric="events"),
            figure("40", "north", metric="events"),
            figure(HIDDEN, "west", metric="events"),
            figure("50", "south", metric="share"),
        ],
        {"metrics": [COUNTS[0], EVENTS, LINKED[2]], "claims": [claim("south", "share", numerator_printed=17)]},
        id="numerator claim of sibling area share",
    ),
    pytest.param(
        [figure("20", "north"), figure("x", "south"), figure(HIDDEN, "west")],
        {"findings": [finding(40, "40 in the County in 2023/24.")], "claims": [claim("south", to_printed=18)]},
        id="part not available, and a total in a finding",
    ),
    pytest.param(
        [figure(HIDDEN, metric="events"), figure("400"), figure("1", metric="share")],
        {"metrics": [*COUNTS, LINKED[2]], "before": [observations(figure("1.25", metric="share"), figure("400"))]},
        id="old percent more precise",
    ),
    pytest.param(
        [figure(HIDDEN, metric="events")],
        {"metrics": LINKED[1:], "before": [observations(figure("14.0", metric="rate", lower="5.6", upper="28.8"))]},
        id="old interval",
    ),
    pytest.param(
        [figure(HIDDEN, "west"), figure("20", "north"), figure("18", "south")],
        {
            "claims": [
                claim(
                    change_printed=5,
                    change_unit_printed="count",
                    direction_printed="increase",
                    from_period_start="2022-04-01",
                    from_period_duration="P1Y",
                )
            ],
            "before": [observations(figure("35", period="2022-04-01/P1Y"))],
        },
        id="claim change against old row",
    ),
    pytest.param(
        [figure("40"), figure(HIDDEN, period="2024-01-01/P3M")],
        {"metrics": [OVER_ALL], "before": [observations(figure("36", period="2023-04-01/P9M"))]},
        id="three quarters of an earlier version",
    ),
    pytest.param(
        [figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west"), figure("50", period="2022-04-01/P1Y")],
        {"findings": [finding(41, "41 people in all.", source="report")]},
        id="finding undated, two periods, same source",
    ),
    pytest.param(
        [figure(HIDDEN, metric="events"), figure("80"), figure("8", metric="share", period="2022-04-01/P1Y")],
        {
            "metrics": [*COUNTS, LINKED[2]],
            "claims": [
                claim(
                    "county",
                    "share",
                    change_printed=2,
                    change_unit_printed="percentage-points",
                    direction_printed="increase",
                    from_period_start="2022-04-01",
                    from_period_duration="P1Y",
                )
            ],
        },
        id="percentage point change of share gives numerator",
    ),
]
HARMLESS = [
    pytest.param(
        [figure(HIDDEN), figure(HIDDEN, "north"), figure(HIDDEN, "west")],
        {"populations": [people(50000)], "metrics": LINKED},
        id="everything hidden around",
    ),
    pytest.param(
        [figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west")],
        {"findings": [finding(300000, "300,000 people in England in 2023/24.")]},
        id="finding about England",
    ),
    pytest.param(
        [figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west")],
        {"claims": [claim(y=2021, to_printed=40)]},
        id="claim for another year",
    ),
    pytest.param(
        [figure(HIDDEN, metric="events"), figure("4", metric="rate")],
        {"metrics": LINKED, "populations": [people(1500000)]},
        id="rate over large population",
    ),
    pytest.param(
        [figure("24.0", metric="rate"), figure("30.0", "north", metric="rate")],
        {"metrics": LINKED, "populations": [people(50000), people(20000, "north")]},
        id="shown rates with populations",
    ),
    pytest.param(
        [figure("5.3", metric="rate")], {"metrics": LINKED, "populations": [people(50000)]}, id="age standardised rate"
    ),
    pytest.param(
        [figure("20", "north"), figure(HIDDEN, "south"), figure(HIDDEN, "west")],
        {"before": [observations(figure("60"), figure("20", "north"))]},
        id="old total, two hidden today",
    ),
    pytest.param(
        [figure("40"), figure("22", group="Women"), figure("18", group="Men")],
        {"before": [observations(figure("40"), figure("22", group="Female"), figure("18", group="Male"))]},
        id="renamed groups",
    ),
    pytest.param(
        [figure("45"), figure("25", "north"), figure(HIDDEN, "south"), figure(HIDDEN, "west")],
        {
            "before": [
                observations(figure("40"), figure("21", "north"), figure(HIDDEN, "south"), figure(HIDDEN, "west"))
            ]
        },
        id="revised all figures",
    ),
    pytest.param(
        [figure("60"), figure("20", "north"), figure(HIDDEN, "south"), figure(HIDDEN, "west")],
        {"findings": [finding(60, "60 people in the County.")]},
        id="finding that repeats the shown total",
    ),
    pytest.param(
        [figure("35", period="2022-04-01/P1Y"), figure("20", "north"), figure(HIDDEN, "south"), figure(HIDDEN, "west")],
        {
            "claims": [
                claim(
                    change_printed=70,
                    change_unit_printed="percent",
                    direction_printed="increase",
                    from_period_start="2022-04-01",
                    from_period_duration="P1Y",
                )
            ]
        },
        id="percent change rounded wide",
    ),
    pytest.param(
        [figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west")],
        {
            "targets": [
                {"target": "t", "metric": "people", "area": "county", "target_value": 44, "baseline_status": "x"}
            ]
        },
        id="target value is a promise",
    ),
    pytest.param(
        [figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west")],
        {"findings": [finding(12, "12 veterans were helped in 2023/24.", people="Veterans")]},
        id="finding about a group not in data",
    ),
    pytest.param(
        [figure("8.0", metric="rate", period="2021-01-01/P3Y")],
        {"metrics": LINKED, "populations": [people(50000, date="2022-06-30")]},
        id="rate of three years, 12 cases",
    ),
    pytest.param(
        [figure("60"), figure("20", "north"), figure(HIDDEN, "south"), figure(HIDDEN, "west")],
        {"before": [observations(figure("60"), figure("20", "north"))]},
        id="old version was a draft with fewer areas",
    ),
]


@pytest.mark.parametrize(("rows", "tables"), HOSTILE)
def test_hostile_package_is_refused_without_a_word_of_the_number(rows, tables):
    problems = recoverable(*rows, **tables)
    assert any(problem.level == "error" for problem in problems)
    for problem in problems:
        assert "can be worked out exactly" in problem.fault or "can be narrowed down" in problem.fault


@pytest.mark.parametrize(("rows", "tables"), HARMLESS)
def test_harmless_package_is_accepted(rows, tables):
    assert rows_recoverable(*rows, **tables) == []


PARTS = [figure("20", "north"), figure("18", "south"), figure(HIDDEN, "west")]
RATES = [EVENTS, RATE | {"numerator_metric": "events"}]


@pytest.mark.parametrize(
    ("one", "two", "before"),
    [
        pytest.param({"observations": PARTS}, {"claims": [claim(to_printed=40)]}, {}, id="claim"),
        pytest.param({"observations": PARTS}, {}, {"two": [observations(figure("40"))]}, id="old total"),
        pytest.param(
            {"observations": [figure(HIDDEN, metric="events"), figure("24.0", metric="rate")]},
            {"populations": [people(50_000)]},
            {},
            id="population",
        ),
        pytest.param(
            {"observations": [figure(HIDDEN, metric="events")]},
            {"observations": [figure("24.0", metric="rate")], "populations": [people(50_000)]},
            {},
            id="rate and population",
        ),
        pytest.param(
            {"observations": PARTS}, {"findings": [finding(41, "41 in County in 2023/24.")]}, {}, id="finding"
        ),
        pytest.param(
            {"observations": [figure("20", "north"), figure(HIDDEN, "west")]},
            {"revisions": [{"revision": "r", "metric": "people", "area": "county", **year(), "new_value": 40}]},
            {"one": [observations(figure("18", "south"))]},
            id="revision, beside an old part of its own",
        ),
        pytest.param(
            {"observations": [figure(HIDDEN, "west", metric="events")]},
            {"populations": [people(50_000, "west")]},
            {"two": [observations(figure("24.0", "west", metric="rate"))]},
            id="old rate and population",
        ),
    ],
)
def test_hidden_figure_that_another_package_gives_away_is_found(one, two, before):
    areas = [row | {"code": f"E0700000{number}"} for number, row in enumerate(AREAS)]
    (problem,) = recoverable_in({"one": one, "two": two}, metrics=[OVER_ALL, *RATES], areas=areas, before=before)
    assert problem.place.path == "datasets/one/observations.csv"
    assert "datasets/two/" in problem.fault
