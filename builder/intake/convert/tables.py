"""Reads tables of any publisher by a layout: what each column holds, with years or areas downwards or to the right."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from builder.intake.convert.numbers import read_number
from builder.intake.convert.periods import read_period
from builder.intake.convert.printed import Printed
from builder.intake.convert.sheets import AREA_CODE, Sheet
from builder.reading.downloads import plain_name

YEARS, AREAS = "years", "areas"
"""What stands to the right in a wide table."""
_BAR = " | "
_SEVERAL = "; "


@dataclass(frozen=True)
class Layout:
    """What the columns of a table hold; the name of a column, or nothing where there is none."""

    columns: tuple[str, ...]
    """The columns by which a file is known: all of a long table, and in a wide one those that are not across."""
    code: str = ""
    area: str = ""
    every_area: str = ""
    """The short name of the area that all rows are about, where no column says it."""
    period: str = ""
    every_period: str = ""
    """The period that all rows are about, where no column says it."""
    value: str = ""
    lower: str = ""
    upper: str = ""
    count: str = ""
    denominator: str = ""
    status: str = ""
    note: str = ""
    multiplier: str = ""
    indicator: tuple[str, ...] = ()
    """The columns that say together what is measured."""
    breakdowns: tuple[str, ...] = ()
    across: str = ""
    """What stands to the right in a wide table: years or areas."""

    def questions(self) -> Iterator[tuple[str, str]]:
        """Yield what somebody must say because no column does, with the answer that is there or nothing."""
        if not self.code and not self.area and self.across != AREAS:
            yield "every_area", self.every_area
        if not self.period and self.across != YEARS:
            yield "every_period", self.every_period

    def fits(self, sheet: Sheet) -> bool:
        """Return whether a sheet is one that this layout was made for."""
        named = {name for name in sheet.header if name}
        match self.across:
            case "years":
                return {name for name in named if not _is_period(name.split(_BAR)[0])} == set(self.columns)
            case "areas":
                return set(self.columns) <= named
            case _:
                return named == set(self.columns)


LAYOUT_KEYS = tuple(field.name for field in fields(Layout))
LISTS = ("columns", "indicator", "breakdowns")

_ROLES = {
    "code": re.compile(r"(?:.*(?:area|geo|geography|ladutla|lad|utla|la|lsoa|ons|gss|residence|authority))?codes?"),
    "area": re.compile(r"name|la|(?:.*(?:area|geography|residence|authority|la)s?)names?|localauthority|area|region"),
    "period": re.compile(r"(?:.*(?:time|reporting)?period|.*year.*|date|timeperiod|quarter|month|financialyear)"),
    "value": re.compile(r"value|obsvalue|.*rate|deaths|number|n|count|v40|figure|percentage|percent"),
    "lower": re.compile(r".*(?:lower|lci|lcl).*"),
    "upper": re.compile(r".*(?:upper|uci|ucl).*"),
    "count": re.compile(r"count|numerator|cases|events|numberof.*|deaths"),
    "denominator": re.compile(r"denominator|pop|population"),
    "status": re.compile(r"(?:observation)?status|flag|marker|obsstatus"),
    "note": re.compile(r"notes?|valuenote|comments?|footnotes?"),
    "multiplier": re.compile(r"unitmultiplier|multiplier"),
    "indicator": re.compile(r"indicator(?:name)?|measure|metric|statistic|series"),
    "unit": re.compile(r"units?|unitmeasure"),
    "ignored": re.compile(
        r".*significance.*|.*(?:country|parent|areatype|trend|compared).*|region|indicatorid|ci|level|sortable"
    ),
}
_MOST, _SOME = 0.6, 0.2
"""Which share of a column's cells must be of a kind for it to be one of that kind, without and with a name for it."""
_MOST_GROUPS = 60
"""A column of words with more different cells divides nobody: it holds notes or names."""


def proposed(sheet: Sheet, areas: Collection[str]) -> Layout | None:
    """Return the layout that a sheet seems to have; None where it cannot be told. `areas` are names of areas."""
    columns = {name: [row[position] for row in sheet.rows] for position, name in enumerate(sheet.header) if name}
    across = [name for name in columns if _is_period(name.split(_BAR)[0])]
    if len(across) > 1:
        return _proposed_wide(columns, across)
    return _proposed_of_areas(columns, areas) or _proposed_long(columns)


def _proposed_wide(columns: dict[str, list[str]], across: Sequence[str]) -> Layout | None:
    rest = {name: cells for name, cells in columns.items() if name not in across}
    long = _roles(rest)
    known = {"code", "area", "note", "status"}
    roles = {role: name for role, name in long.items() if role in known}
    if "code" not in roles and "area" not in roles:
        return None
    others = [name for name in rest if name not in roles.values() and not _is_ignored(name)]
    indicator = tuple(name for name in others if _is_indicator(name, rest[name]))
    breakdowns = tuple(name for name in others if name not in indicator and _is_of_groups(rest[name]))
    return Layout(tuple(rest), **roles, breakdowns=breakdowns, indicator=indicator, across=YEARS)


def _proposed_of_areas(columns: dict[str, list[str]], areas: Collection[str]) -> Layout | None:
    known = {plain_name(name) for name in areas}
    across = [name for name in columns if plain_name(name) in known]
    periods = [
        name for name, cells in columns.items() if _share(cells, lambda cell: read_period(cell) is not None) > 0.9
    ]
    if not across or len(periods) != 1:
        return None
    return Layout((periods[0], *across), period=periods[0], across=AREAS)


def _proposed_long(columns: dict[str, list[str]]) -> Layout | None:
    roles = _roles(columns)
    if "value" not in roles or not roles.keys() & {"period", "code", "area"}:
        return None
    taken = set(roles.values())
    indicator, breakdowns = [], []
    for name, cells in columns.items():
        if name in taken or (_is_ignored(name) and ("code" in roles or "area" in roles)):
            continue
        if _is_indicator(name, cells):
            indicator.append(name)
        elif _is_of_groups(cells):
            breakdowns.append(name)
    return Layout(tuple(columns), **roles, indicator=tuple(indicator), breakdowns=tuple(breakdowns))


def _roles(columns: dict[str, list[str]]) -> dict[str, str]:
    """Return the column of each role, the one whose cells fit best first."""
    roles: dict[str, str] = {}
    for name, cells in columns.items():
        plain = plain_name(name)
        numbers = _share(cells, lambda cell: read_number(cell) is not None)
        if "code" not in roles and _share(cells, lambda cell: AREA_CODE.fullmatch(cell) is not None) > _MOST:
            roles["code"] = name
        elif "period" not in roles and _ROLES["period"].fullmatch(plain) and _share(cells, _is_period) > _MOST:
            roles["period"] = name
        elif "area" not in roles and _ROLES["area"].fullmatch(plain) and numbers < 0.5 and plain != "region":
            roles["area"] = name
        else:
            for role in ("lower", "upper", "denominator", "status", "note", "multiplier"):
                wanted = numbers > _MOST if role in {"lower", "upper", "denominator"} else True
                if role not in roles and wanted and _ROLES[role].fullmatch(plain):
                    roles[role] = name
                    break
    if "period" not in roles:
        roles |= {"period": next((name for name, cells in columns.items() if _share(cells, _is_period) > 0.9), "")}
    free = {name: cells for name, cells in columns.items() if name not in roles.values()}
    of_numbers = {name: _share(cells, lambda cell: read_number(cell) is not None) for name, cells in free.items()}
    numeric = [
        name
        for name, share in of_numbers.items()
        if share > (_SOME if _ROLES["value"].fullmatch(plain_name(name)) else _MOST)
    ]
    by_name = [name for name in numeric if _ROLES["value"].fullmatch(plain_name(name))]
    preferred = [name for name in by_name if re.fullmatch(r"value|obsvalue|.*rate", plain_name(name))]
    value = next(iter((*preferred, *by_name, *numeric[-1:])), "")
    if value:
        roles["value"] = value
        count = next((name for name in numeric if name != value and _ROLES["count"].fullmatch(plain_name(name))), "")
        roles |= {"count": count}
    return {role: name for role, name in roles.items() if name}


def _is_indicator(name: str, cells: Sequence[str]) -> bool:
    """Return whether a column says what is measured; one of units does so only where there are several."""
    plain = plain_name(name)
    varies = len({cell for cell in cells if cell}) > 1
    return bool(_ROLES["indicator"].fullmatch(plain) or (varies and _ROLES["unit"].fullmatch(plain)))


def _is_ignored(name: str) -> bool:
    return _ROLES["ignored"].fullmatch(plain_name(name)) is not None


def _is_of_groups(cells: Sequence[str]) -> bool:
    return 1 < len(set(cells)) <= _MOST_GROUPS


def _is_period(cell: str) -> bool:
    return read_period(cell) is not None


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    filled = [cell for cell in cells if cell]
    different = set(filled)
    good = {cell for cell in different if fits(cell)}
    return sum(cell in good for cell in filled) / len(filled) if filled else 0.0


def read_by_layout(sheet: Sheet, layout: Layout, name: str) -> Iterator[Printed]:
    """Yield every number of a sheet; the name of the layout is that of what is measured where no column says it."""
    table = _Table(sheet, layout, name)
    match layout.across:
        case "years":
            yield from _across_years(table)
        case "areas":
            yield from _across_areas(table)
        case _:
            for number, cells in table.rows():
                yield _printed(table, cells, sheet.place(number, layout.value))


@dataclass(frozen=True)
class _Table:
    """A sheet with how it is read."""

    sheet: Sheet
    layout: Layout
    name: str

    @property
    def title(self) -> str:
        """What stands above the table, or else its name."""
        return self.sheet.titles[0] if self.sheet.titles else self.name

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the position of each row, and its cells by the names of their columns."""
        for number, row in enumerate(self.sheet.rows):
            yield number, dict(zip(self.sheet.header, row, strict=True))


def _printed(table: _Table, cells: dict[str, str], cell: str, measure: str = "") -> Printed:
    layout, name = table.layout, table.name

    def get(column: str) -> str:
        return cells.get(column, "") if column else ""

    said = [*(cells[column] for column in layout.indicator if cells.get(column)), *([measure] if measure else [])]
    # What says the unit alone, such as "Rate", is the same in many tables.
    is_named = any(_ROLES["indicator"].fullmatch(plain_name(column)) for column in layout.indicator)
    period = get(layout.period) or layout.every_period
    return Printed(
        indicator=_SEVERAL.join(said if is_named else [name, *said]),
        title=_SEVERAL.join(said if is_named else [table.title, *said]),
        cell=cell,
        place=_place(get(layout.code) or get(layout.area) or name, period),
        period=period,
        value=get(layout.value),
        code=get(layout.code),
        # A table without areas is about one, which the mapping names.
        area=get(layout.area) or layout.every_area,
        groups=tuple((column, get(column)) for column in layout.breakdowns),
        lower=get(layout.lower),
        upper=get(layout.upper),
        count=get(layout.count),
        denominator=get(layout.denominator),
        note=get(layout.note),
        mark=get(layout.status),
        multiplier=get(layout.multiplier),
    )


def _across_years(table: _Table) -> Iterator[Printed]:
    """Yield the numbers of a table whose columns are periods, each of which may stand above several measures."""
    across = [column for column in table.sheet.header if _is_period(column.split(_BAR)[0])]
    for number, cells in table.rows():
        for column in across:
            period, _, measure = column.partition(_BAR)
            if _is_limit(measure):
                continue
            base = _printed(table, cells, table.sheet.place(number, column), measure)
            lower, upper = _limits(across, period, measure)
            yield replace(
                base,
                place=_place(base.code or base.area, period),
                period=period,
                value=cells[column],
                lower=cells.get(lower, ""),
                upper=cells.get(upper, ""),
            )


def _is_limit(measure: str) -> bool:
    plain = plain_name(measure)
    return bool(_ROLES["lower"].fullmatch(plain) or _ROLES["upper"].fullmatch(plain))


def _limits(across: Sequence[str], period: str, measure: str) -> tuple[str, str]:
    """Return the columns of the limits of a measure: those that follow it below the heading of its period."""
    found = {"lower": "", "upper": ""}
    begun = False
    for column in across:
        of, _, what = column.partition(_BAR)
        if of != period:
            continue
        if not _is_limit(what):
            begun = what == measure
        elif begun:
            found["lower" if _ROLES["lower"].fullmatch(plain_name(what)) else "upper"] = column
    return found["lower"], found["upper"]


def _across_areas(table: _Table) -> Iterator[Printed]:
    layout = table.layout
    across = [name for name in table.sheet.header if name not in {"", layout.period, *layout.breakdowns}]
    for number, cells in table.rows():
        for column in across:
            base = _printed(table, cells, table.sheet.place(number, column))
            yield replace(base, place=_place(column, base.period), area=column, value=cells[column])


def _place(row: str, period: str) -> str:
    return ", ".join(filter(None, (f"Row {row}", period)))
