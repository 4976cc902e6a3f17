"""Says in an officer's words why a cell does not fit its field, and what to write instead.

Frictionless speaks to developers, so nothing here is taken from its messages: each explanation is made
from the cell itself, and where it is clear what was meant, the remedy is the cell to write.
"""

import re
import time
from datetime import date, timedelta
from decimal import Decimal

from builder.project.problems import did_you_mean, quoted_key, shortened
from builder.project.schemas import Field, choices, pattern_of

Explanation = tuple[str, str, str]
"""Cause, fault and remedy."""

PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")

_MISSING_WORDS = frozenset({"n/a", "na", "none", "null", "nan", "..", ".", "tbc", "x", "[x]", "z", "[z]"})
_PERHAPS_ZERO = frozenset({"nil", "-", "–", "—"})
_PERHAPS_HIDDEN = frozenset({"*", "#"})
_LOW = frozenset({"low", "[low]"})
_HIDDEN = re.compile(r"c|\[c\]|suppressed|[<≤] ?[0-9]+")
_INFINITE = frozenset({"inf", "infinity", "∞"})

_WITH_SIGNS = re.compile(r"[+£]*(-?£?[0-9][0-9,]*(\.[0-9]+)?)%?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]{1,2}")
_EXPONENT = re.compile(r"-?[0-9]+(\.[0-9]+)?e[+-]?(0?[0-9]|1[0-4])", re.IGNORECASE)
_IN_THOUSANDS = re.compile(r"£? ?([0-9]+(?:\.[0-9]+)?) ?(k|thousand|m|million|bn|billion)", re.IGNORECASE)
_POWERS = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}

_DATE_FORMS = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ"),
    *("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"),
    *("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y", "%m/%d/%Y"),
)
"""How people and Excel write dates. The American form comes last: 04/05/2023 is the fourth of May here."""
_LIKE_A_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-]([0-9]{2}|[0-9]{4})")
_FINANCIAL_YEAR = re.compile(r"(20[0-9]{2}) ?[/–-] ?(20)?([0-9]{2})")
_BIRTHS_BEFORE = 2010
"""A day of an earlier year can be that on which somebody was born, and is not repeated."""
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)
"""The numbers that Excel keeps for the days from 1954 to 2119."""

_YES_AND_NO = {"yes": "yes", "y": "yes", "true": "yes", "1": "yes", "no": "no", "n": "no", "false": "no", "0": "no"}


def is_duration(field: Field) -> bool:
    """Return whether a field holds lengths of time."""
    return field.name.endswith("_duration") or field.name == "repeats"


def explained(field: Field, cell: str) -> Explanation:
    """Return cause, fault and remedy of a cell that does not fit its field."""
    if not cell:
        return (
            "required",
            "The cell is empty, but it must be filled.",
            f"Fill it in: {_first_lower(field.description or '')}",
        )
    shown = shortened(cell)
    match field.type:
        case "number" | "integer":
            return _explained_number(field, cell, shown)
        case "date":
            return _explained_date(field, cell, shown)
        case "boolean":
            words = _YES_AND_NO.get(cell.lower(), "yes or no")
            named = f'"{shown}"' if cell.lower() in _YES_AND_NO else "This"
            return "yes-or-no", f"{named} cannot be read as yes or no.", f"Write {words}, in small letters."
    return _explained_text(field, cell, shown)


def _explained_text(field: Field, cell: str, shown: str) -> Explanation:
    if choices(field):
        fault = f"{quoted_key(cell, 'This')} is not one of the values of this column."
        return "closed-list", fault, did_you_mean(cell, choices(field)) or _choices(field)
    if is_duration(field):
        return "duration", f'"{shown}" is not a length of time we can read.', _duration_remedy(cell)
    match field.name:
        case "financial_year":
            return "financial-year", f'"{shown}" is not a financial year we can read.', _financial_year_remedy(cell)
        case "code":
            remedy = "Write one capital letter and eight digits, such as E06000015."
            return "area-code", f'"{shown}" is not an area code.', remedy
        case "address":
            return "web-address", f'"{shown}" is not a web address.', "Write all of it, beginning with https://."
    longest = field.constraints.get("maxLength", len(cell))
    if len(cell) > longest and re.fullmatch(pattern_of(field) or ".*", cell):
        fault = f'"{shown}" has {len(cell)} letters, but a short name has {longest} at most.'
        return "long-name", fault, "Shorten it: it becomes part of an address."
    return (
        "short-name",
        "This cannot be used as a short name.",
        "Use small letters, digits and single hyphens, such as deaths-in-treatment.",
    )


def _choices(field: Field) -> str:
    # Codes of one letter say nothing by themselves, so their description is shown.
    are_codes = max(map(len, choices(field))) <= len("low")
    return f"Write one of: {field.description if are_codes else ', '.join(choices(field)) + '.'}"


def _explained_number(field: Field, cell: str, shown: str) -> Explanation:
    if PLAIN_NUMBER.fullmatch(cell):
        if field.type == "integer" and "." in cell:
            return "whole-number", f'"{shown}" is not a whole number.', "Write a number without decimals."
        return (
            "minimum",
            f'"{shown}" is too small for this column.',
            f"The least it can be is {field.constraints['minimum']:g}.",
        )
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
        return "number-digits", f'"{shown}" has more digits than we can read.', "Round it."
    if cell.startswith("#") and len(cell) > 1:
        fault = f'"{shown}" is a fault that Excel found, not a number.'
        return "number-error", fault, "Correct the formula that made it, or leave the cell empty."
    if cell.startswith("="):
        return "number-formula", f'"{shown}" is a formula, not a number.', "Write the number that it gives."
    cause, remedy = _number_remedy(field, cell)
    named = "This" if cause == "number" and not any(map(str.isdigit, cell)) else f'"{shown}"'
    return cause, f"{named} is not a number we can read.", remedy


def _number_remedy(field: Field, cell: str) -> tuple[str, str]:
    """Return cause and remedy of a cell in which a number is written in another way, or none at all."""
    word = cell.lower()
    if word in _MISSING_WORDS | _PERHAPS_ZERO | _PERHAPS_HIDDEN | _LOW or _HIDDEN.fullmatch(word):
        return "number-missing", _missing_remedy(field, word)
    if word.strip("+-") in _INFINITE:
        return "number-infinite", "Leave the cell empty, or correct the formula that made it."
    if _DECIMAL_COMMA.fullmatch(cell):
        return "number-comma", f"Write it with a point: {cell.replace(',', '.')}."
    if number := _without_signs(cell):
        return "number-signs", f"Write only the number: {number}."
    if number := _in_full(cell):
        return "number-short", f"Write all its digits: {number}."
    return "number", "Write digits, with a point for decimals and without signs or words."


def _missing_remedy(field: Field, word: str) -> str:
    if field.required:
        return "Write the number, or delete the row if there is none."
    if field.name != "value":
        return "Leave the cell empty."
    if word in _PERHAPS_ZERO:
        return 'Write 0 if there were none. If the figure is not known, leave the cell empty and write x in "status".'
    if word in _PERHAPS_HIDDEN:
        return 'Leave the cell empty. In "status", write c if the figure was hidden, or x if there is none.'
    if word in _LOW:
        return 'Write 0 here and low in "status".'
    if _HIDDEN.fullmatch(word):
        return 'Leave the cell empty, and write c in "status": the figure must stay hidden.'
    return 'Leave the cell empty. In "status", write x (not available) or z (not applicable).'


def _without_signs(cell: str) -> str:
    """Return the number in a cell with pound, per cent or thousands signs; empty where it is not clear."""
    signs = _WITH_SIGNS.fullmatch("".join(cell.split()).replace("−", "-"))
    number = signs[1].replace("£", "") if signs else ""
    if _THOUSANDS.fullmatch(number):
        number = number.replace(",", "")
    return number if PLAIN_NUMBER.fullmatch(number) else ""


def _in_full(cell: str) -> str:
    """Return the number in a cell such as 1e5 or £1.25m; empty where there is none."""
    if _EXPONENT.fullmatch(cell):
        return f"{Decimal(cell):f}"
    short = _IN_THOUSANDS.fullmatch(cell)
    return f"{Decimal(short[1]).scaleb(_POWERS[short[2].lower()]):f}" if short else ""


def _explained_date(field: Field, cell: str, shown: str) -> Explanation:
    meant = _date_meant(cell)
    if (meant is None and not any(map(str.isdigit, cell))) or (
        meant and meant.isoformat() != cell and meant.year < _BIRTHS_BEFORE
    ):
        return "date", "This is not a date we can read.", "Write year, month and day, such as 2024-03-31."
    fault = f'"{shown}" is not a date we can read.'
    if meant and meant.isoformat() == cell:
        return "date-far", f'"{shown}" is too far from our time.', "Correct the year."
    if meant:
        return "date-form", fault, f"Write it like this: {meant.isoformat()}."
    if _LIKE_A_DATE.fullmatch(cell):
        return "date-impossible", f'"{shown}" is not a day of the calendar.', "Correct the day or the month."
    if cell.isdecimal() and int(cell) in _EXCEL_DAYS:
        meant = _EXCEL_DAY_ZERO + timedelta(days=int(cell))
        remedy = f"In Excel, give the column the format yyyy-mm-dd, which makes it {meant.isoformat()}."
        return "date-number", fault, remedy
    year = _financial_year_meant(cell)
    if year:
        return "date-year", fault, _day_of_year_remedy(field, year, cell)
    return "date", fault, "Write year, month and day, such as 2024-03-31."


def _date_meant(cell: str) -> date | None:
    for form in _DATE_FORMS:
        try:
            return date(*time.strptime(cell, form)[:3])
        except ValueError:
            continue
    return None


def _financial_year_meant(cell: str) -> int | None:
    year = _FINANCIAL_YEAR.fullmatch(cell)
    follows = year is not None and (int(year[1]) + 1) % 100 == int(year[3])
    return int(year[1]) if year and follows else None


def _day_of_year_remedy(field: Field, year: int, cell: str) -> str:
    if field.name.endswith("period_start"):
        return f"Write the first day of the period: {year}-04-01 for the financial year {cell}."
    return f"Write one day, such as {year + 1}-03-31, the last of the financial year {cell}."


def _financial_year_remedy(cell: str) -> str:
    year = _financial_year_meant(cell)
    return f"Write it like this: {year}-{(year + 1) % 100:02}." if year else "Write it like 2024-25."


def _duration_remedy(cell: str) -> str:
    if re.fullmatch(r"p[1-9][0-9]{0,2}[ymwd]", cell.lower()):
        return f"Write it in capitals: {cell.upper()}."
    return "Write P1Y for one year, P3M for three months, P1D for one day."


def _first_lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
