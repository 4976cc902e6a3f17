"""Money: amounts by fund, area and year, totals whose parts are all known, and the ends of contracts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from builder.analysis.changes import percent_change
from builder.analysis.days import later
from builder.model.governance import Contract, Grant, Population
from builder.model.measures import Partnership

NOTICE = "P1Y"
"""How long before its end a contract counts as ending soon: buying a service anew takes most of a year."""

ROUGHEST = 100
"""An amount that is not at least so many times what it was rounded to is too rough for a change in per cent."""


@dataclass(frozen=True, slots=True)
class Step:
    """The change of a grant from one year to the next that is published."""

    earlier: Grant
    later: Grant
    percent: Decimal | None
    """Of the earlier amount, without any correction for prices; None from zero, and where an amount is too rough."""


@dataclass(frozen=True, slots=True)
class Fund:
    """All amounts of one grant or budget, by area and then by year."""

    name: str
    grants: tuple[Grant, ...]
    steps: tuple[Step, ...]
    totals: tuple["Total", ...]


@dataclass(frozen=True, slots=True)
class Total:
    """One year of a fund over all areas of the partnership: known only where every area is published."""

    financial_year: str
    pounds: Decimal | None
    rounded_to: Decimal | None
    """The roughest of its parts."""
    areas_missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PerHead:
    """Money for each person who lives in an area."""

    pounds: Decimal
    population: Population


class ContractState(StrEnum):
    """Where a contract stands on the date that the site is about."""

    ENDED = "ended"
    ENDS_SOON = "ends soon"
    RUNNING = "running"
    NO_END = "no end published"


@dataclass(frozen=True, slots=True)
class ContractStanding:
    """A contract with the end that holds now."""

    contract: Contract
    ends: date | None
    state: ContractState


def funds(partnership: Partnership) -> tuple[Fund, ...]:
    """Return the grants and budgets of a partnership, in the order of the data."""
    areas = list(partnership.areas)
    by_name: dict[str, list[Grant]] = {}
    for grant in partnership.package.governance.funding:
        by_name.setdefault(grant.fund, []).append(grant)
    result = []
    for name, grants in by_name.items():
        ordered = sorted(grants, key=lambda grant: (areas.index(grant.area), grant.financial_year))
        result.append(Fund(name, tuple(ordered), _steps(ordered), _totals(ordered, partnership)))
    return tuple(result)


def _steps(grants: Sequence[Grant]) -> tuple[Step, ...]:
    dated = [grant for grant in grants if grant.financial_year]
    pairs = pairwise(dated)
    return tuple(Step(one, two, _percent(one, two)) for one, two in pairs if one.area == two.area)


def _percent(earlier: Grant, later_grant: Grant) -> Decimal | None:
    if any(grant.rounded_to and grant.pounds < grant.rounded_to * ROUGHEST for grant in (earlier, later_grant)):
        return None
    return percent_change(earlier.pounds, later_grant.pounds)


def _totals(grants: Sequence[Grant], partnership: Partnership) -> tuple[Total, ...]:
    """Return the totals over the areas that make up the partnership, for years in which no total is published."""
    home = partnership.home_area.area
    parts = [area.area for area in partnership.areas.values() if area.parent == home and not area.comparator]
    totals = []
    for year in dict.fromkeys(grant.financial_year for grant in grants if grant.financial_year):
        of_year = {grant.area: grant for grant in grants if grant.financial_year == year}
        if home in of_year or len(parts) < 2:
            continue
        missing = tuple(area for area in parts if area not in of_year)
        known = [of_year[area] for area in parts if area in of_year]
        rounded = [grant.rounded_to for grant in known if grant.rounded_to]
        pounds = None if missing else sum((grant.pounds for grant in known), Decimal(0))
        totals.append(Total(year, pounds, max(rounded, default=None), missing))
    return tuple(totals)


def per_head(grant: Grant, populations: Iterable[Population]) -> PerHead | None:
    """Return a grant for each person of its area, or None where no population is published.

    It is divided by the newest number of people on or before the last day of the financial year.
    """
    if not grant.financial_year:
        return None
    last_day = date(int(grant.financial_year[:4]) + 1, 3, 31)
    fitting = [one for one in populations if one.area == grant.area and one.date <= last_day]
    if not fitting:
        return None
    newest = max(fitting, key=lambda one: one.date)
    return PerHead(grant.pounds / newest.people, newest)


def contract_standings(contracts: Iterable[Contract], today: date) -> tuple[ContractStanding, ...]:
    """Return where each contract stands, first those that end first; those without an end come last."""
    standings = [contract_standing(contract, today) for contract in contracts]
    return tuple(sorted(standings, key=lambda one: (one.ends is None, one.ends or today)))


def contract_standing(contract: Contract, today: date) -> ContractStanding:
    """Return where a contract stands on a day.

    It ends on the date that the latest document gives. An option to extend it changes nothing until
    a document says that it was used. A contract still runs on the day on which it ends.
    """
    ends = contract.extended_to or contract.ends
    if ends is None:
        state = ContractState.NO_END
    elif ends < today:
        state = ContractState.ENDED
    else:
        state = ContractState.ENDS_SOON if ends <= later(today, NOTICE) else ContractState.RUNNING
    return ContractStanding(contract, ends, state)


def yearly_cost(contracts: Iterable[Contract]) -> Decimal | None:
    """Return what contracts cost a year together, in pounds, or None where the cost of any is not published."""
    costs = [contract.annual_cost for contract in contracts]
    known = [cost for cost in costs if cost is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(costs) else None
