"""Which charts money gets, and the facts that each one shows, before anything is drawn.

A fund with several amounts and contracts with several costs become bars from zero, each with its amount.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from builder import wording
from builder.analysis.money import Fund, yearly_cost
from builder.analysis.publication import Publication
from builder.charts.figures.metric import ChartKind, Figure, Point, Row
from builder.model.addresses import MAXIMUM_NAME
from builder.model.governance import Grant
from builder.model.measures import Metric, Partnership, Period, Polarity, Tier, Unit

MONEY = "money"
"""What stands for a metric in the addresses of these charts."""
CONTRACTS = "contracts"
"""The name of the chart of contracts."""


def money_figures(publication: Publication) -> tuple[Figure, ...]:
    """Return a chart for each fund, and one of contracts, that have two amounts or more to compare."""
    partnership = publication.partnership
    figures: list[Figure] = []
    for figure in filter(None, (fund_figure(fund, partnership) for fund in publication.funds)):
        taken = {CONTRACTS, *(other.name for other in figures)}
        # Two funds may differ only in signs that no address has.
        names = (figure.name, *(f"{figure.name}-{number}" for number in range(2, len(taken) + 2)))
        figures.append(replace(figure, name=next(name for name in names if name not in taken)))
    contracts = contracts_figure(partnership)
    return (*figures, contracts) if contracts else tuple(figures)


def fund_figure(fund: Fund, partnership: Partnership) -> Figure | None:
    """Return the amounts of a fund by area and financial year, or None where there is nothing to compare."""
    dated = [grant for grant in fund.grants if grant.financial_year]
    if len(dated) < 2:
        return None
    areas = {grant.area for grant in dated}
    years = sorted({grant.financial_year for grant in dated})
    when = wording.financial_year(years[0])
    if len(years) > 1:
        when = f"{when.split()[0]} to {wording.financial_year(years[-1]).split()[-1]}"
    by = "by financial year" if len(areas) == 1 else "by area" if len(years) == 1 else "by area and financial year"
    where = f", {partnership.areas[dated[0].area].name}" if len(areas) == 1 else ""

    def name(grant: Grant) -> str:
        area, year = partnership.areas[grant.area].name, wording.financial_year(grant.financial_year)
        return year if len(areas) == 1 else area if len(years) == 1 else f"{area}, {year}"

    rows = [_row(name(grant), grant) for grant in dated]
    return _figure(_slug(fund.name), fund.name, f"Pounds, {by}{where}, {when}", rows, [one.source for one in dated])


def contracts_figure(partnership: Partnership) -> Figure | None:
    """Return what each contract costs a year, dearest first, or None where a cost is missing or there is only one."""
    contracts = partnership.package.governance.services
    if len(contracts) < 2 or yearly_cost(contracts) is None:
        return None
    ranked = sorted(contracts, key=lambda contract: contract.annual_cost or 0, reverse=True)
    period = Period(date(1970, 1, 1), "P1Y")
    rows = [
        Row(
            one.title,
            comparator=False,
            points=(_point(period, "a year", one.annual_cost, wording.rounded_money(one.annual_cost)),),
        )
        for one in ranked
        if one.annual_cost is not None
    ]
    sources = [one.source for one in contracts]
    return _figure(CONTRACTS, "Cost of contracts", "Pounds a year, by service", rows, sources)


def _row(name: str, grant: Grant) -> Row:
    period = Period(date(int(grant.financial_year[:4]), 4, 1), "P1Y")
    year = wording.financial_year(grant.financial_year)
    point = _point(period, year, grant.pounds, wording.granted(grant))
    return Row(name, comparator=False, points=(point,))


def _point(period: Period, period_words: str, pounds: Decimal, value_words: str) -> Point:
    return Point(
        *(period, period_words, pounds, None, None, value_words, value_words),
        limits_words="",
        provisional=False,
        after_break=False,
        note="",
    )


def _figure(name: str, title: str, subtitle: str, rows: Sequence[Row], sources: Sequence[str]) -> Figure:
    amounts = " ".join(f"{row.name}: {row.points[0].value_words}." for row in rows)
    return Figure(
        name=name,
        breakdown="",
        metric=_metric(title),
        kind=ChartKind.BARS,
        title=title,
        subtitle=subtitle,
        # The rows say the period themselves.
        periods=(),
        rows=tuple(rows),
        sources=tuple(dict.fromkeys(sources)),
        text_alternative=f"Bar chart. {title}. {subtitle}. {amounts}",
    )


def _metric(title: str) -> Metric:
    """Return money as what a chart measures: pounds, of which neither more nor less is better."""
    return Metric(
        metric=MONEY,
        title=title,
        outcome="",
        tier=Tier.LOCAL,
        framework_metric="",
        unit=Unit.POUNDS,
        rate_base=None,
        polarity=Polarity.NEITHER,
        counted="",
        definition="",
        inclusion_basis="",
        limitations="",
        data_source="",
        lowest_geography="",
        coverage="",
        frequency="",
        framework_version="",
        adds_up_over=(),
        search_words="",
        source="",
        place="",
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower())[:MAXIMUM_NAME].strip("-") or "fund"
