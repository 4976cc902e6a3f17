"""What a chart shows beside its values: intervals, targets, breaks, provisional points, each also in words."""

import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from builder.analysis.summaries import metric_summaries
from builder.charts import Painter, theme
from builder.charts.figures.metric import ChartKind, Sign, figures_of
from builder.charts.scales import value_domain
from builder.charts.specification import draw
from builder.model.measures import Period, Status, Target, Unit
from tests.examples import area, metric, observation, partnership
from tests.projects import ROOT

TARGET = Target(
    "t",
    "",
    "adults-in-treatment",
    "riverside",
    Decimal(100),
    Period(date(2018, 1, 1), "P1Y"),
    Decimal(150),
    None,
    date(2025, 3, 31),
    "report",
    "page 1",
    "",
)


def figure(*observations, **values):
    (summary,) = metric_summaries(partnership(*observations, **values))
    return figures_of(summary)[0]


def yearly(*values, **by_year):
    return [observation(value, 2018 + n, status=by_year.get(f"status_{2018 + n}")) for n, value in enumerate(values)]


LINE = figure(
    *yearly("100", "110", "90", "140", status_2020=Status.BREAK, status_2021=Status.PROVISIONAL), targets=(TARGET,)
)


def marks(specification):
    """Return the kinds of marks in a specification, however deep they lie."""
    if isinstance(specification, dict):
        mark = specification.get("mark")
        if mark:
            yield mark["type"] if isinstance(mark, dict) else mark
        for value in specification.values():
            yield from marks(value)
    elif isinstance(specification, list | tuple):
        for value in specification:
            yield from marks(value)


def records(specification):
    """Return the values that a specification draws."""
    return [record for values in specification["datasets"].values() for record in values]


def test_subtitle_names_what_is_measured_whose_it_is_and_when():
    assert LINE.subtitle == "Number of adults in treatment, Riverside, 2018 to 2021"


def test_key_names_each_sign_beside_the_values_once():
    assert LINE.key == (
        (Sign.INTERVAL, "95% interval, worked out by us"),
        (Sign.PROVISIONAL, "provisional"),
        (Sign.BREAK, "counted in another way from here"),
        (Sign.PATH, "straight line to the target"),
        (Sign.TARGET, "target 150 by 31 March 2025"),
    )


def test_text_alternative_repeats_intervals_breaks_and_targets():
    assert "100 [95% interval 81 to 122] (2018)" in LINE.text_alternative
    assert "90 [95% interval 72 to 111; counted in another way from here] (2020)" in LINE.text_alternative
    assert "140 (provisional) [95% interval 118 to 165] (2021)" in LINE.text_alternative
    assert LINE.text_alternative.endswith("Target 150 by 31 March 2025, on a straight line from 100 in 2018.")


def test_long_text_alternative_still_names_breaks_and_targets():
    long = figure(*yearly(*["100"] * 14, status_2020=Status.BREAK), targets=(TARGET,))
    assert "counted in another way from 2020, Target 150 by 31 March 2025, on a straight" in long.text_alternative


def test_line_chart_draws_a_band_a_break_and_a_target():
    drawn = draw(LINE, theme.WIDE)
    assert {"area", "line", "point", "rule", "text"} <= set(marks(drawn))


def test_line_is_interrupted_at_a_break():
    found = records(draw(LINE, theme.WIDE))
    assert [one["value"] for one in found if "value" in one] == [100.0, 110.0, None, 90.0, 140.0]


def test_chart_of_two_periods_draws_intervals_and_the_target():
    dots = figure(*yearly("100", "140"), targets=(TARGET,))
    assert dots.kind is ChartKind.ARROWS
    assert {"rule", "tick", "point"} <= set(marks(draw(dots, theme.WIDE)))


def test_chart_of_one_period_draws_the_target():
    areas = (area(), area("Upstream"))
    bars = figure(observation("100"), observation("40", area="upstream"), areas=areas, targets=(TARGET,))
    assert bars.kind is ChartKind.BARS
    assert {"bar", "rule", "tick"} <= set(marks(draw(bars, theme.WIDE)))


def test_small_charts_draw_bands_and_targets():
    areas = tuple(area(name) for name in ("Riverside", "A", "B", "C", "D"))
    rows = [
        observation(value, 2018 + n, area=one.area) for one in areas for n, value in enumerate(("100", "110", "120"))
    ]
    many = figure(*rows, areas=areas, targets=(TARGET,))
    assert {"area", "rule"} <= set(marks(draw(many, theme.WIDE)))


def test_figure_without_intervals_names_none():
    assert "interval" not in figure(observation("300", 2021, status=Status.ESTIMATED)).subtitle


def each_kind():
    """Return a number, bars, dots, lines, and more lines than share a chart; panels have tests of their own."""
    areas = tuple(area(name) for name in ("Riverside", "A", "B", "C", "D"))
    many = [observation(v, 2018 + n, area=a.area) for a in areas for n, v in enumerate(("100", "110", "120"))]
    return (
        figure(observation("300", 2021)),
        figure(*(o for o in many if o.period.start.year == 2018), areas=areas),
        figure(*yearly("1", "4"), targets=(TARGET,)),
        LINE,
        figure(*many, areas=areas, targets=(TARGET,)),
    )


def test_every_kind_of_chart_is_drawn_without_a_fault():
    import vl_convert

    for one in each_kind():
        assert vl_convert.vegalite_to_svg(draw(one, theme.NARROW), vl_version="6.4").startswith("<svg")


def test_every_kind_of_specification_follows_the_schema_of_vega_lite():
    import altair as alt

    for one in each_kind():
        # The schema knows no chart without a background, which Vega does.
        alt.Chart.from_json(json.dumps({**draw(one, theme.NARROW), "config": {}}), validate=True)


def test_no_part_of_a_chart_is_checked_on_its_own(monkeypatch):
    # Altair tries the branches of its schema one by one wherever an encoding is a dict.
    from altair.utils import schemapi

    checked = []
    monkeypatch.setattr(schemapi, "validate_jsonschema", lambda *_, **__: checked.append(1))
    for one in each_kind():
        draw(one, theme.NARROW)
    assert checked == []


def test_charts_that_are_remembered_need_neither_altair_nor_vega(tmp_path):
    code = "import sys, builder.charts; print(sorted({'altair', 'vl_convert'} & sys.modules.keys()))"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_specification_to_download_draws_the_same_chart_with_the_same_values(tmp_path):
    import vl_convert

    with Painter(tmp_path) as painter:
        specification = json.loads(painter.specification(LINE))
    assert "/vega-lite/v6.4" in specification["$schema"]
    assert "140.0" in json.dumps(specification["datasets"])
    assert vl_convert.vegalite_to_svg(specification, vl_version="6.4") == vl_convert.vegalite_to_svg(
        draw(LINE, theme.WIDE), vl_version="6.4"
    )


@pytest.mark.parametrize(
    ("values", "lowest"),
    [
        pytest.param(("55.2", "60", "80"), 0, id="lowest below seven tenths of the highest"),
        pytest.param(("56.0", "60", "80"), 0, id="lowest at seven tenths of the highest"),
        pytest.param(("56.8", "60", "80"), 56.8 - 23.2 * 0.15, id="lowest above seven tenths of the highest"),
        pytest.param(("40", "40", "40"), 39, id="all values equal"),
        pytest.param(("0", "0", "0"), 0, id="all zero"),
    ],
)
def test_axis_of_percentages_starts_at_zero_unless_all_values_lie_far_from_it(values, lowest):
    assert value_domain(figure(*yearly(*values), of=metric(Unit.PERCENT)))[0] == pytest.approx(lowest)


@pytest.mark.parametrize("unit", [Unit.COUNT, Unit.RATE, Unit.POUNDS])
@pytest.mark.parametrize("values", [("90", "95", "100"), ("40", "40", "40"), ("0", "0", "0")])
def test_axis_of_what_can_be_counted_starts_at_zero(unit, values):
    low, high = value_domain(figure(*yearly(*values), of=metric(unit)))
    assert low == 0 < high


@pytest.mark.parametrize(
    ("values", "domain"),
    [
        pytest.param(("-20", "-10", "-5"), (-23, 3), id="all below zero: the plot has zero in it"),
        pytest.param(("-10", "0", "10"), (-13, 13), id="on both sides of zero"),
        pytest.param(("-10", "-5", "0"), (-11.5, 1.5), id="up to zero"),
    ],
)
def test_axis_of_values_below_zero_shows_zero_and_has_room_at_both_ends(values, domain):
    assert value_domain(figure(*yearly(*values), of=metric(Unit.PERCENT))) == pytest.approx(domain)
