"""Reads a number as others print it: with thousands, units, marks and limits, or a mark in its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from builder.model.measures import Bound, Status

_MARKS: Mapping[str, Status] = {
    **dict.fromkeys(("c", "*", "#", "suppressed", "confidential", "s", "supp"), Status.CONFIDENTIAL),
    **dict.fromkeys(
        ("x", ":", "..", ".", "n/a", "na", "null", "nan", "none", "u", "not available"), Status.NOT_AVAILABLE
    ),
    **dict.fromkeys(("missing", "not collected", "n.a.", "…", "..."), Status.NOT_AVAILABLE),
    **dict.fromkeys(("z", "not applicable"), Status.NOT_APPLICABLE),
}
"""The marks that stand in the place of a number, by what they say.

Source: Government Analysis Function, "Symbols in tables" (2021), and the older marks of Eurostat and the NHS.
"""
_LETTERS: Mapping[str, Status] = {
    "b": Status.BREAK,
    "e": Status.ESTIMATED,
    "p": Status.PROVISIONAL,
    "r": Status.REVISED,
    "u": Status.UNRELIABLE,
}
"""The letters that stand beside a number."""
_LIMITS: Mapping[str, Bound] = {
    **dict.fromkeys(("<", "less than", "fewer than", "under", "below"), Bound.LESS_THAN),
    **dict.fromkeys(("≤", "<=", "at most", "up to", "no more than"), Bound.AT_MOST),
    **dict.fromkeys((">", "more than", "over", "above"), Bound.MORE_THAN),
    **dict.fromkeys(("≥", ">=", "at least"), Bound.AT_LEAST),
}
_ABOUT = ("about", "around", "approximately", "approx.", "approx", "circa", "c.", "~")
_POWERS = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}

_MOST_DIGITS = 15
"""As many as a cell can have before its point."""

_FOOTNOTES = re.compile(r"(?:\s*(?:\[notes? ?[\d, ]+\]|\(notes? ?[\d, ]+\)|[¹²³⁰⁴-⁹*†‡]))+$", re.IGNORECASE)
_BESIDE = re.compile(r"\s*(?:\[([bepru])\]|\(([bepru])\)|(?<=[\d\s])([bepru]))$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[\[(](.+)[\])]")
_NUMBER = re.compile(
    r"(?P<minus>-?)£?(?P<digits>\d{1,3}(?:[, ]\d{3})+|\d+)(?P<decimals>\.\d+)?(?P<power>e[+-]?\d{1,3})?"
    r"(?: ?(?P<short>k|thousand|m|million|bn|billion))?(?P<plus>\+?) ?%?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, or why there is none."""

    value: Decimal | None
    status: Status | None = None
    bound: Bound | None = None
    is_about: bool = False
    """Whether the source calls it a rough number."""


def read_number(text: str, marks: Mapping[str, str] | None = None) -> Number | None:
    """Return what a cell prints, which is a number or a mark in its place; None where it cannot be told.

    An empty cell has no number and no status. `marks` are those of one publisher, such as "-" for 0.
    """
    plain = " ".join(text.replace("−", "-").replace("–", "-").split())
    if not plain:
        return Number(None)
    own = (marks or {}).get(plain)
    if own is not None:
        return Number(None, Status(own)) if own in set(Status) else read_number(own)
    inner = _IN_BRACKETS.fullmatch(plain)
    word = (inner[1] if inner else plain).casefold()
    if word == "low":
        return Number(Decimal(0), Status.LOW)
    if word in _MARKS:
        return Number(None, _MARKS[word])
    return _with_signs(plain)


@cache
def _with_signs(text: str) -> Number | None:
    """Return a number with what stands before and behind it."""
    plain = _FOOTNOTES.sub("", text)
    beside = _BESIDE.search(plain)
    if beside:
        letter = next(filter(None, beside.groups())).casefold()
        number = _with_signs(plain[: beside.start()])
        return replace(number, status=_LETTERS[letter]) if number else None
    lowered = plain.casefold()
    for sign, bound in sorted(_LIMITS.items(), key=lambda item: -len(item[0])):
        if lowered.startswith(sign):
            value = _plain_number(plain[len(sign) :].strip())
            return Number(value.value, Status.ESTIMATED, bound) if value else None
    for sign in _ABOUT:
        if lowered.startswith(sign) and (value := _plain_number(plain[len(sign) :].strip())):
            return Number(value.value, Status.ESTIMATED, is_about=True)
    return _plain_number(plain)


def _plain_number(text: str) -> Number | None:
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    digits = re.sub(r"[, ]", "", found["digits"])
    value = Decimal(f"{found['minus']}{digits}{found['decimals'] or ''}{found['power'] or ''}")
    if found["short"]:
        value = value.scaleb(_POWERS[found["short"].casefold()])
    if value.adjusted() >= _MOST_DIGITS:
        return None
    return Number(value, Status.ESTIMATED, Bound.AT_LEAST) if found["plus"] else Number(value)
