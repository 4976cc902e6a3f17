"""Reads the CSV files of Fingertips: those of the website, of its API, of fingertipsR, and of its successor.

Source of the columns: the downloads of fingertips.phe.org.uk, with 26 columns until 2020 and 27 since.
"""

from collections.abc import Iterator

from builder.intake.convert import words
from builder.intake.convert.printed import Printed
from builder.intake.convert.sheets import Sheet
from builder.project.problems import NotDone
from builder.reading.downloads import plain_name

_NEEDED = ("indicatorid", "areacode", "timeperiod", "value")
_SUCCESSOR = ("areacode", "datefrom", "dateto", "periodtype", "value")
_PERIOD_TYPES = {"three_year": "3y", "quarter": "1q", "monthly": "1m"}


def read_fingertips(sheet: Sheet) -> Iterator[Printed]:
    """Yield every number of a file of Fingertips, and every place where it says that there is none.

    Raises:
        NotDone: It is no such file.
    """
    names = [plain_name(name) for name in sheet.header]
    if set(_NEEDED) <= set(names):
        make = _row
    elif set(_SUCCESSOR) <= set(names):
        make = _row_of_successor
    else:
        raise NotDone(words.other_file("Fingertips", "Indicator ID, Area Code, Time period, Value"))
    value = sheet.header[names.index("value")]
    for position, row in enumerate(sheet.rows):
        yield make(dict(zip(names, row, strict=True)), sheet.place(position, value))


def _row(cells: dict[str, str], cell: str) -> Printed:
    def get(name: str) -> str:
        return cells.get(name, "")

    groups = [("Sex", get("sex")), ("Age", get("age"))]
    groups += [(get("categorytype"), get("category"))] if get("categorytype") else []
    return Printed(
        indicator=get("indicatorid"),
        title=get("indicatorname"),
        cell=cell,
        place=f"Indicator {get('indicatorid')}, {get('areacode')}, {get('timeperiod')}",
        period=get("timeperiod"),
        value=get("value"),
        code=get("areacode"),
        area=get("areaname").removesuffix(" region"),
        groups=tuple(groups),
        lower=get("lowerci95.0limit"),
        upper=get("upperci95.0limit"),
        count=get("count"),
        denominator=get("denominator"),
        note=get("valuenote"),
        compared=get("comparedtoenglandvalueorpercentiles"),
        length=get("timeperiodrange"),
        only_99_8=bool(get("lowerci99.8limit")) and not get("lowerci95.0limit"),
    )


def _row_of_successor(cells: dict[str, str], cell: str) -> Printed:
    def get(name: str) -> str:
        return cells.get(name, "")

    youngest, oldest = get("agefromyearsinclusive"), get("agetoyearsinclusive")
    from_on = f"{youngest}+" if youngest else ""
    groups = [("Sex", get("sex")), ("Age", f"{youngest or 0}-{oldest}" if oldest else from_on)]
    groups += [("Deprivation", get("deprivationdecile"))] if get("deprivationdecile") else []
    return Printed(
        indicator=get("indicatorid") or "indicator",
        title=get("indicatorname"),
        cell=cell,
        place=f"{get('areacode')}, {get('datefrom')} to {get('dateto')}",
        period=f"{_uk(get('datefrom'))} - {_uk(get('dateto'))}",
        value=get("value"),
        code=get("areacode"),
        groups=tuple(groups),
        lower=get("lowerci95"),
        upper=get("upperci95"),
        count=get("count"),
        denominator=get("denominator"),
        length=_PERIOD_TYPES.get(get("periodtype"), ""),
        only_99_8=bool(get("lowerci998")) and not get("lowerci95"),
    )


def _uk(day: str) -> str:
    """Return a date as 31/12/2024, the form in which periods are read."""
    return "/".join(reversed(day.split("-")))
