"""Finance: what was granted, by fund, area and year, and what contracts cost and when they end."""

from builder import wording
from builder.analysis.money import ContractStanding, Fund, yearly_cost
from builder.model.narrative import ReportPart
from builder.report.document import Block, ReportSection, TableBlock, TextSpan, bullets, said
from builder.report.narrated import told
from builder.report.scope import Scope


def finance_section(scope: Scope) -> ReportSection:
    """Return the money that came in and the contracts that it pays for."""
    section = told(scope, ReportPart.FINANCE)
    found, contracts = scope.publication.funds, scope.publication.contracts
    blocks: list[Block] = list(section.blocks)
    if not found and not contracts:
        blocks.append(said("No grant and no contract was published by the end of the year."))
    for fund in found:
        blocks += _fund(scope, fund)
    if contracts:
        blocks += _contracts(scope, contracts)
    return ReportSection(section.title, section.anchor, tuple(blocks), section.parts)


def _fund(scope: Scope, fund: Fund) -> list[Block]:
    areas = scope.partnership.areas
    money = scope.places.page("money")
    rows = tuple(
        (
            TextSpan(areas[grant.area].name, money),
            TextSpan(wording.financial_year(grant.financial_year)),
            TextSpan(wording.granted(grant)),
            TextSpan(grant.funder or wording.NOT_PUBLISHED),
        )
        for grant in fund.grants
    )
    table = TableBlock(fund.name, ("Area", "Financial year", "Amount", "Who pays"), rows, frozenset({2}))
    sentences = [f"{areas[step.later.area].name}: {wording.money_step(step)}" for step in fund.steps]
    for total in fund.totals:
        if total.pounds is not None:
            year = wording.financial_year(total.financial_year)
            home = scope.partnership.home_area.name
            sentences.append(f"All areas of {home} together in {year}: {wording.money_total(total)}.")
    return [table, bullets(sentences)] if sentences else [table]


def _contracts(scope: Scope, contracts: tuple[ContractStanding, ...]) -> list[Block]:
    providers = scope.titles("organisations", "organisation", "name")
    rows = tuple(
        (
            TextSpan(one.contract.title, scope.places.page("money")),
            TextSpan(providers.get(one.contract.provider, one.contract.provider) or wording.NOT_PUBLISHED),
            TextSpan(
                wording.NOT_PUBLISHED if one.contract.annual_cost is None else wording.money(one.contract.annual_cost)
            ),
            TextSpan(
                ". ".join(filter(None, (wording.contract_end(one), wording.contract_change(one)))) or "not published"
            ),
            TextSpan(wording.contract_state(one.state)),
        )
        for one in contracts
    )
    columns = ("Service", "Provider", "Cost a year", "Ends", "On the day of this report")
    table = TableBlock("Services and contracts", columns, rows, frozenset({2}))
    cost = yearly_cost(one.contract for one in contracts)
    if cost is None or len(contracts) < 2:
        return [table]
    return [table, said(f"Together the contracts cost {wording.money(cost)} a year.")]
