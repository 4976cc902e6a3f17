"""Proposes what a mapping does not say yet of an indicator: its metric, source, groups, years and decimals."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from builder.intake.convert import words
from builder.intake.convert.groups import breakdown_of, categories_of, is_everyone, whole_of
from builder.intake.convert.known import Known
from builder.intake.convert.mapping import LEAVE_OUT, NO
from builder.intake.convert.numbers import read_number
from builder.intake.convert.periods import FINANCIAL, read_period
from builder.intake.convert.printed import Printed
from builder.intake.short_names import short_name
from builder.model.measures import Unit
from builder.reading.downloads import FINGERTIPS, NDTMS, ONS_DEATHS, TABLE

_OHID = "Office for Health Improvement and Disparities"
_ONS = "Office for National Statistics"
_OGL = "Open Government Licence v3.0"
_PUBLISHERS = {FINGERTIPS: _OHID, NDTMS: _OHID, ONS_DEATHS: _ONS}
_ADDRESSES = {
    FINGERTIPS: "https://fingertips.phe.org.uk/",
    NDTMS: "https://www.ndtms.net/ViewIt/Adult",
    ONS_DEATHS: "https://www.ons.gov.uk/",
}
_METRICS = {
    (NDTMS, "intreatment_allintx"): "adults-in-treatment",
    (ONS_DEATHS, "deaths"): "drug-poisoning-deaths",
}
"""The metrics of the national framework that a publisher counts without a number of its own for them."""
_FEW_INDICATORS = 5
"""Up to how many indicators a person is asked about each, where none is known."""
_FEW_DECIMALS = 3
"""Up to how many decimals a source has chosen; more are what its program worked out."""


@dataclass(frozen=True)
class Proposal:
    """What a mapping is to say of one indicator, and what people are told of it."""

    key: str
    entry: Mapping[str, Any]
    source: Mapping[str, str]
    """The row of a source that is new; empty where there is one already."""
    said: str
    """One line on what the file holds of the indicator and what it was taken for."""
    is_left_out: bool = False


def proposals(kind: str, printed: Sequence[Printed], known: Known) -> tuple[Proposal, ...]:
    """Return a proposal for each indicator of numbers."""
    by_indicator: dict[str, list[Printed]] = {}
    for one in printed:
        by_indicator.setdefault(one.indicator, []).append(one)
    found = [_proposal(kind, key, members, known) for key, members in by_indicator.items()]
    if any(one.entry["metric"] for one in found) or len(found) > _FEW_INDICATORS:
        return tuple(one if one.entry["metric"] else _left_out(one) for one in found)
    return tuple(found)


def _left_out(one: Proposal) -> Proposal:
    entry = {name: value for name, value in one.entry.items() if name == "title"} | {"metric": LEAVE_OUT}
    return Proposal(one.key, entry, {}, one.said, is_left_out=True)


def _proposal(kind: str, key: str, members: Sequence[Printed], known: Known) -> Proposal:
    title = next((one.title for one in members if one.title), "")
    metric = _metric(kind, key, title, known)
    row = known.metrics.get(metric, {})
    source, cells = source_of(kind, key, title, row, known)
    entry: dict[str, Any] = {"title": title} if title and title != key else {}
    entry |= {"metric": metric, "source": source}
    entry |= _years(members) if kind != NDTMS else {}
    entry |= _decimals(members, row)
    entry |= {"counts": NO} if any("." in one.count for one in members) else {}
    entry |= _groups(members)
    here = sum(bool(known.area_of(one.code, one.area)) for one in members)
    taken = words.taken_for(metric, known.nearest_metric(title or key))
    said = f"{words.holds(key, title, len(members), here, _ends(members))} {taken}"
    return Proposal(key, entry, cells, said)


def _ends(members: Iterable[Printed]) -> tuple[str, str]:
    """Return the first and the last period of numbers, as printed."""
    spans = {one.period: read_period(one.period) for one in members}
    printed = sorted(spans, key=lambda period: (span.start.isoformat() if (span := spans[period]) else "", period))
    return printed[0], printed[-1]


def _metric(kind: str, key: str, title: str, known: Known) -> str:
    """Return the metric that an indicator is: by its number, by the publisher's own count, or by its title."""
    if kind == FINGERTIPS and key.isdecimal():
        number = re.compile(rf"\b{key}\b")
        for name, row in known.metrics.items():
            if number.search(row["place"]) or number.search(row["data_source"]):
                return name
    preset = _METRICS.get((kind, key), "")
    if preset in known.metrics:
        return preset
    plain = short_name(title or key)
    return next((name for name, row in known.metrics.items() if plain in {name, short_name(row["title"])}), "")


def source_of(
    kind: str, key: str, title: str, metric: Mapping[str, str], known: Known
) -> tuple[str, Mapping[str, str]]:
    """Return the short name of a source, and its row where the package has none yet.

    It is that of the figures that are there already, or of the definition, where it has the same publisher. Who
    publishes a table of any kind is not known: there it is that of the figures.
    """
    publisher = _PUBLISHERS.get(kind, "")
    of_figures = known.source_of_figures(metric.get("metric", ""))
    if kind == TABLE and of_figures:
        return of_figures, {}
    for name in (of_figures, metric.get("source", "")):
        if publisher and known.sources.get(name, {}).get("publisher") == publisher:
            return name, {}
    match kind:
        case "fingertips":
            name = short_name(f"fingertips {key}")
        case "ndtms":
            name = "ndtms-viewit"
        case "ons-deaths":
            name = "ons-deaths-drug-poisoning"
        case _:
            name = short_name(key.split("; ", maxsplit=1)[0])
            title = title.split("; ", maxsplit=1)[0]
    if name in known.sources:
        return name, {}
    cells = {
        "title": words.source_title(kind, key, title),
        "publisher": publisher,
        "licence": _OGL if kind != TABLE else "",
        "address": _ADDRESSES.get(kind, ""),
    }
    return name, cells


def _years(members: Iterable[Printed]) -> dict[str, str]:
    """Return which years are meant, where a year such as 2016/17 can be read in two ways."""
    split = {one.period for one in members if re.fullmatch(r"\d{4} ?[/-] ?\d\d(?:\d\d)?", one.period)}
    of_a_year = [period for period in split if (span := read_period(period)) and span.duration == "P1Y"]
    return {"years": FINANCIAL} if of_a_year else {}


def _decimals(members: Iterable[Printed], metric: Mapping[str, str]) -> dict[str, str]:
    """Return to how many decimals to round, where the file has more than a source would choose."""
    numbers = [number.value for one in members if (number := read_number(one.value)) and number.value is not None]
    most = max((-int(number.as_tuple().exponent) for number in numbers), default=0)
    if metric.get("decimals"):
        return {"decimals": metric["decimals"]}
    if metric.get("unit") == Unit.COUNT and most > 0:
        return {"decimals": "0"}
    if most <= _FEW_DECIMALS:
        return {}
    sizes = sorted(abs(number) for number in numbers if number)
    usual = sizes[len(sizes) // 2] if sizes else Decimal(1)
    return {"decimals": str(1 if usual >= 1 else min(6, 1 - usual.adjusted()))}


def _groups(members: Iterable[Printed]) -> dict[str, dict[str, str]]:
    """Return the breakdowns that a file has, and what stands for everyone where no usual word does."""
    breakdowns: dict[str, str] = {}
    everyone = {}
    for name, found in categories_of(one.groups for one in members).items():
        whole = whole_of(name, found)
        if whole:
            everyone[name] = whole
        if any(not is_everyone(part) and part != whole for part in found):
            called = breakdown_of(name)
            breakdowns[name] = (
                called if called not in breakdowns.values() else f"{called} ({name.split(' deprivation')[0]})"
            )
    return {name: found for name, found in (("breakdowns", breakdowns), ("everyone", everyone)) if found}
