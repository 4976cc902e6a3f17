"""What figures give away of few people without a sum: by their digits, or beside a figure of another metric."""

import pytest

from tests.disclosure_example import AREAS, HIDDEN, SHARE, figure, recoverable


def count(metric, title):
    return {"metric": metric, "unit": "count", "title": title}


def share(title):
    return SHARE | {"title": title}


def pounds(metric, title, unit="pounds"):
    return {"metric": metric, "unit": unit, "title": title}


def found(*figures, **tables):
    """Return the cell and the cause of each problem, all of them warnings that stop nothing."""
    problems = recoverable(*figures, areas=AREAS[:1], **tables)
    assert all(problem.level == "warning" for problem in problems)
    return [(problem.place.cell, problem.cause) for problem in problems]


FEW, TOGETHER = [("I2", "fraction-of-few")], [("I2", "figures-belong-together")]


@pytest.mark.parametrize(
    ("value", "cells", "few"),
    [
        ("23.076923", {}, True),
        ("92.307692", {}, True),
        ("42.857", {}, True),
        ("16.67", {}, True),
        ("33.3", {}, True),
        ("7.69", {}, True),
        ("23.1", {}, False),
        ("42.9", {}, False),
        ("33", {}, False),
        ("12.5", {}, False),
        ("0.0", {}, False),
        ("100.0", {}, False),
        ("0.123456", {}, False),
        ("38.4615", {}, False),
        ("23.076923", {"numerator": "300", "denominator": "1300"}, False),
        ("23.1", {"denominator": "1300"}, False),
        ("23.1", {"lower": "5.0", "upper": "53.8"}, True),
        ("76.9", {"lower": "46.2", "upper": "95.0"}, True),
        ("23.1", {"lower": "0.2", "upper": "46.0"}, True),
        ("23.1", {"lower": "20.4", "upper": "26.0"}, False),
        ("23.1", {"lower": "6.0", "upper": "53.8"}, False),
        ("7.5", {"note": "Of 40 people who started."}, True),
        ("92.5", {"note": "Of 40 people who started."}, True),
        ("37.5", {"note": "Of 40 people who started."}, False),
        ("7.5", {"note": "See table 40."}, False),
    ],
)
def test_percentage_without_a_denominator_that_is_of_few_people_is_pointed_out(value, cells, few):
    assert found(figure(value, metric="share", **cells), metrics=[SHARE]) == (FEW if few else [])


def test_percentage_of_things_or_of_weights_may_read_like_any_fraction():
    assert found(figure("33.3", metric="share"), metrics=[SHARE | {"counts": "things"}]) == []
    assert found(figure("33.3", metric="share"), metrics=[SHARE | {"standardised": "yes"}]) == []


@pytest.mark.parametrize(
    ("titles", "values", "together"),
    [
        (("Women in treatment", "Men in treatment"), (HIDDEN, "20"), True),
        (("Deaths of women from drugs", "Deaths from drugs"), (HIDDEN, "20"), True),
        (("Adults aged 18 to 24 in treatment", "Adults aged 25 and over in treatment"), (HIDDEN, "20"), True),
        (("Women in treatment", "Men in treatment"), ("12", "20"), False),
        (("Women in treatment", "Men in treatment"), (HIDDEN, HIDDEN), False),
        (("Women in treatment", "Men in prison"), (HIDDEN, "20"), False),
        (("Deaths from drugs", "Admissions from drugs"), (HIDDEN, "20"), False),
    ],
)
def test_groups_in_two_metrics_of_which_one_is_hidden_are_pointed_out(titles, values, together):
    rows = figure(values[0], metric="one"), figure(values[1], metric="other")
    metrics = [count("one", titles[0]), count("other", titles[1])]
    assert found(*rows, metrics=metrics) == (TOGETHER if together else [])
    assert found(rows[0], figure(values[1], metric="other", period="2021-04-01/P1Y"), metrics=metrics) == []


@pytest.mark.parametrize(
    ("value", "total", "title", "together"),
    [
        ("7.5", "40", "Share of people in treatment who are women", True),
        ("92.5", "40", "Share of people in treatment who are women", True),
        ("37.5", "40", "Share of people in treatment who are women", False),
        ("7.5", "4000", "Share of people in treatment who are women", False),
        ("7.5", "40", "Share of prescriptions that were late", False),
    ],
)
def test_share_beside_the_whole_that_it_may_be_of_is_pointed_out(value, total, title, together):
    metrics = [share(title), count("people", "People in treatment")]
    rows = figure(value, metric="share"), figure(total)
    assert found(*rows, metrics=metrics) == (TOGETHER if together else [])
    elsewhere = figure(value, metric="share"), figure(total, period="2021-04-01/P1Y")
    assert found(*elsewhere, metrics=metrics) == []


@pytest.mark.parametrize(
    ("titles", "values", "unit", "together"),
    [
        (("Cost of treatment", "Cost of treatment for each person"), ("12000", "4000"), "pounds", True),
        (("Days in hospital", "Average days in hospital"), ("61.0", "20.3"), "days", True),
        (("Cost of treatment", "Cost of treatment for each person"), ("1200000", "4000"), "pounds", False),
        (("Cost of treatment", "Cost of treatment for each person"), ("10000", "4000"), "pounds", False),
        (("Cost of treatment", "Cost of prevention for each person"), ("12000", "4000"), "pounds", False),
        (("Cost of treatment", "Cost of treatment last year"), ("12000", "4000"), "pounds", False),
    ],
)
def test_total_beside_what_it_is_for_each_person_is_pointed_out(titles, values, unit, together):
    metrics = [pounds("total", titles[0], unit), pounds("mean", titles[1], unit)]
    rows = figure(values[0], metric="total"), figure(values[1], metric="mean")
    assert found(*rows, metrics=metrics) == (TOGETHER if together else [])


@pytest.mark.parametrize(("above", "together"), [("2", True), ("0", True), ("5", False)])
def test_limits_by_two_methods_that_leave_a_small_number_are_pointed_out(above, together):
    rows = (
        figure(above, bound="more-than", method_version="a"),
        figure("5" if above != "5" else "9", bound="less-than", method_version="b"),
    )
    assert found(*rows, metrics=[count("people", "People")]) == (TOGETHER if together else [])


def test_no_message_says_a_number():
    rows = figure("7.5", metric="share"), figure("40")
    (problem,) = recoverable(*rows, areas=AREAS[:1], metrics=[share("Share of people"), count("people", "People")])
    assert problem.fault == "Row 3 shows what this may be a share of, and both give a small number."
