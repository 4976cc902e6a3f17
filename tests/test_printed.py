"""Numbers, periods and groups are read however publishers print them; what cannot be told is not guessed."""

from datetime import date
from decimal import Decimal

import pytest

from builder.intake.convert.groups import spelt, whole_of
from builder.intake.convert.known import plain_area
from builder.intake.convert.numbers import Number, read_number
from builder.intake.convert.periods import read_period
from builder.model.measures import Bound, Status


@pytest.mark.parametrize(
    ("text", "start", "duration"),
    [
        ("2006", "2006-01-01", "P1Y"),
        ("2006 - 08", "2006-01-01", "P3Y"),
        ("2018 – 20", "2018-01-01", "P3Y"),
        ("2019 to 2021", "2019-01-01", "P3Y"),
        ("2019-21", "2019-01-01", "P3Y"),
        ("1999 - 01", "1999-01-01", "P3Y"),
        ("2006/07", "2006-04-01", "P1Y"),
        ("1999/00", "1999-04-01", "P1Y"),
        ("2018-19", "2018-04-01", "P1Y"),
        ("2018/2019", "2018-04-01", "P1Y"),
        ("Financial year 2016-17", "2016-04-01", "P1Y"),
        ("2006/07 - 08/09", "2006-04-01", "P3Y"),
        ("2017/18 to 2019/20", "2017-04-01", "P3Y"),
        ("2006 Q1", "2006-01-01", "P3M"),
        ("2006/07 Q1", "2006-04-01", "P3M"),
        ("2006/07 Q4", "2007-01-01", "P3M"),
        ("Q2 2024/25", "2024-07-01", "P3M"),
        ("2006 Q2 - 2007 Q1", "2006-04-01", "P1Y"),
        ("2006/07 Q2 - 2007/08 Q1", "2006-07-01", "P1Y"),
        ("2006/07 Q1-Q3", "2006-04-01", "P9M"),
        ("2013/14 Q1 - 2014/15 Q1", "2013-04-01", "P15M"),
        ("Jan 2009", "2009-01-01", "P1M"),
        ("2024-01", "2024-01-01", "P1M"),
        ("Apr 2009 - Mar 2010", "2009-04-01", "P1Y"),
        ("Aug 2006 - Jul 2008", "2006-08-01", "P2Y"),
        ("April to June 2024", "2024-04-01", "P3M"),
        ("12 months to September 2024", "2023-10-01", "P1Y"),
        ("Year ending March 2024", "2023-04-01", "P1Y"),
        ("year to 31 March 2024", "2023-04-01", "P1Y"),
        ("YE Mar 2024", "2023-04-01", "P1Y"),
        ("3 years to March 2024", "2021-04-01", "P3Y"),
        ("1 April 2023 to 31 March 2024", "2023-04-01", "P1Y"),
        ("01/04/2023 - 31/03/2024", "2023-04-01", "P1Y"),
        ("Mid-2022", "2022-06-30", "P1D"),
        ("30 June 2022", "2022-06-30", "P1D"),
        ("2022-06-30", "2022-06-30", "P1D"),
    ],
)
def test_period_is_read_as_printed(text, start, duration):
    span = read_period(text)
    assert span is not None
    assert (span.start, span.duration) == (date.fromisoformat(start), duration)
    # A plain year says itself; the source's words stay with everything else.
    assert span.printed == ("" if text in {"2006", "2022-06-30"} else text)


@pytest.mark.parametrize(
    "text", ["13 2009", "2016/18", "March", "18-Jan", "Jan-24", "2020 - 19", "", "12,4", "2021/22/23"]
)
def test_period_that_cannot_be_told_is_none(text):
    assert read_period(text) is None


def test_kind_of_year_says_when_a_printed_year_begins():
    financial = read_period("2015", "financial")
    assert financial is not None
    assert (financial.start, financial.printed, financial.is_read) == (date(2015, 4, 1), "2015", True)
    starts = [read_period("2006/07", years) for years in ("", "calendar", "academic", "academic from August")]
    assert [span.start.month for span in starts if span] == [4, 4, 9, 8]
    assert [span.duration for years in ("", "calendar") if (span := read_period("2018-19", years))] == ["P1Y", "P2Y"]


@pytest.mark.parametrize(
    ("text", "value", "status", "bound"),
    [
        ("1,234.5", "1234.5", None, None),
        ("1 234", "1234", None, None),
        ("1\u00a0234", "1234", None, None),
        ("12345678.25", "12345678.25", None, None),
        ("8.7299814459402167", "8.7299814459402167", None, None),
        ("−5", "-5", None, None),
        ("£1,200", "1200", None, None),
        ("£1.25m", "1250000", None, None),
        ("12k", "12000", None, None),
        ("2.5 million", "2500000", None, None),
        ("52.3%", "52.3", None, None),
        ("52.3 %", "52.3", None, None),
        ("1.2E+05", "120000", None, None),
        ("5.6 [r]", "5.6", "r", None),
        ("5.6 [note 3]", "5.6", None, None),
        ("1,234 [r] [note 2]", "1234", "r", None),
        ("12 u", "12", "u", None),
        ("12p", "12", "p", None),
        ("12(e)", "12", "e", None),
        ("12¹", "12", None, None),
        ("12*", "12", None, None),
        ("<5", "5", "e", "less-than"),
        ("< 0.1", "0.1", "e", "less-than"),
        ("fewer than 5", "5", "e", "less-than"),
        ("≤5", "5", "e", "at-most"),
        ("more than 200", "200", "e", "more-than"),
        (">95%", "95", "e", "more-than"),
        ("at least 1,000", "1000", "e", "at-least"),
        ("200+", "200", "e", "at-least"),
        ("[c]", None, "c", None),
        ("*", None, "c", None),
        ("suppressed", None, "c", None),
        ("[x]", None, "x", None),
        (":", None, "x", None),
        ("..", None, "x", None),
        ("NULL", None, "x", None),
        ("NA", None, "x", None),
        ("n/a", None, "x", None),
        ("[z]", None, "z", None),
        ("[low]", "0", "low", None),
        ("", None, None, None),
    ],
)
def test_number_is_read_as_printed(text, value, status, bound):
    assert read_number(text) == Number(
        None if value is None else Decimal(value), Status(status) if status else None, Bound(bound) if bound else None
    )


def test_rough_number_is_an_estimate():
    assert read_number("about 200") == Number(Decimal(200), Status.ESTIMATED, is_about=True)


@pytest.mark.parametrize("text", ["-", "many", "12,4", "1,23", "5-9", "2018/19", "(5)", "#DIV/0!", "5 of 9", "1.2.3"])
def test_number_that_cannot_be_told_is_none(text):
    assert read_number(text) is None


def test_mark_of_a_publisher_is_what_the_mapping_says():
    marks = {"-": "0", "†": "c", "*": "x"}
    assert [read_number(mark, marks) for mark in marks] == [
        Number(Decimal(0)),
        Number(None, Status.CONFIDENTIAL),
        Number(None, Status.NOT_AVAILABLE),
    ]


@pytest.mark.parametrize(
    ("breakdown", "text", "expected"),
    [
        ("Sex", "M", "Men"),
        ("Sex", "Females", "Women"),
        ("Sex", "2", "Women"),
        ("Age", "18+ yrs", "18 and over"),
        ("Age", "15-64 yrs", "15 to 64"),
        ("Age", "15–64", "15 to 64"),
        ("Age", "01-04", "1 to 4"),
        ("Age", "<18 yrs", "under 18"),
        ("Age", "65 and over", "65 and over"),
        ("Age", "Age 0", "0"),
        ("Age", "6-8 weeks", "6 to 8 weeks"),
        ("Substance", "OPIATE", "Opiates"),
        ("Substance", "opiates", "Opiates"),
        ("Substance", "non-opiates only", "Non-opiates only"),
        ("Substance", "Non-opiate only", "Non-opiates only"),
        ("Substance", "alcohol & non-opiates", "Alcohol and non-opiates"),
        ("Substance", "Non-opiate & alcohol", "Alcohol and non-opiates"),
        ("Substance", "02 Any opiate", "Any opiate"),
        ("Ethnic group", "WHITE", "White"),
    ],
)
def test_group_has_one_spelling(breakdown, text, expected):
    assert spelt(breakdown, text) == expected


@pytest.mark.parametrize(
    ("breakdown", "categories", "expected"),
    [
        ("Age", ("18+ yrs", "18-64 yrs", "65+ yrs"), "18+ yrs"),
        ("Age", ("18-64 yrs", "65+ yrs"), ""),
        ("Age", ("18+ yrs",), "18+ yrs"),
        ("Age", ("All ages", "65+ yrs"), ""),
        ("Offence", ("Total recorded crime", "Theft"), "Total recorded crime"),
        ("Offence", ("Theft",), ""),
        ("Substance", ("01 All drug poisonings", "02 Any opiate"), "01 All drug poisonings"),
    ],
)
def test_category_that_stands_for_everyone_is_found(breakdown, categories, expected):
    assert whole_of(breakdown, categories) == expected


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("EAST MIDLANDS", "East Midlands"),
        ("South West region", "South West"),
        ("Derby ", "Derby"),
        ("Herefordshire, County of", "Herefordshire"),
        ("West Midlands (Met County)", "West Midlands"),
        ("St. Helens", "St Helens"),
        ("Bath & North East Somerset", "Bath and North East Somerset"),
        ("King's Lynn and West Norfolk", "King’s Lynn and West Norfolk"),
        ("Powys / Powys", "Powys"),
    ],
)
def test_name_of_an_area_is_known_however_it_is_printed(printed, name):
    assert plain_area(printed) == plain_area(name)
