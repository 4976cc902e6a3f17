"""The page of money: grants by fund, area and year, contracts and when they end, and what the money pays for."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder import wording
from builder.analysis.money import (
    ContractStanding,
    ContractState,
    Fund,
    per_head,
    yearly_cost,
)
from builder.model import addresses
from builder.model.governance import Grant
from builder.pages import views
from builder.pages.narratives import narrative_on
from builder.pages.scene import LinkTo, Scene
from builder.pages.take_away import table_links
from builder.pages.views import CellView, LinkView, Page, TableView, VerdictView
from builder.tables.governance import CONTRACT_STATES, FUND_TOTALS, MONEY_PER_HEAD

PAGE = "money"

DERIVED = (FUND_TOTALS.name, MONEY_PER_HEAD.name, CONTRACT_STATES.name)

TABLES = ("funding", "services")
"""The tables of which one is enough for the page."""

_KINDS = {
    ContractState.ENDED: "worse",
    ContractState.ENDS_SOON: "neither",
    ContractState.RUNNING: "promised",
    ContractState.NO_END: "none",
}
"""The style of the label of each state."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its subtitle and its addresses as a drawing (SVG), a picture (PNG) and a specification."""

    identifier: str
    subtitle: str
    drawing: str
    picture: str
    specification: str


@dataclass(frozen=True, slots=True)
class FundView:
    """A grant or budget with its amounts, changes, totals and notes."""

    title: str
    anchor: str
    chart: Chart | None
    table: TableView
    folded: str
    """The words of the fold over the table."""
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    actions: tuple[LinkView, ...]


def has_money(scene: Scene) -> bool:
    """Return whether a partnership publishes grants or contracts."""
    return any(scene.partnership.package.tables.get(table) for table in TABLES)


def money_page(scene: Scene) -> Page:
    """Return the page of a partnership's money."""
    address = scene.addresses.page(PAGE)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    package = scene.partnership.package
    governance = package.governance
    found = scene.publication.funds
    contracts = _contracts(scene)
    return Page(
        address=address,
        template="money.md.jinja",
        title=f"Money: {scene.partnership.title}",
        description=f"Grants and contracts of {scene.partnership.title}: amounts, years, areas and when contracts end.",
        breadcrumbs=scene.breadcrumbs(link),
        partnership=scene.partnership.title,
        narrative=narrative_on(scene, PAGE, address),
        values={
            "title": "Money",
            "lead": _lead(scene, found),
            "picture": scene.picture("money-picture"),
            "judged_on": wording.day(scene.partnership.day),
            "why_then": scene.why_then,
            "funds": tuple(_fund_view(scene, fund, link) for fund in found),
            "linked": any(_actions(scene, grant) for grant in governance.funding),
            "populations": bool(governance.populations),
            "contracts": _contract_table(scene, contracts) if contracts else None,
            "contracts_title": wording.counted(len(contracts), "service or contract", "services and contracts"),
            "contract_sentences": _contract_sentences(contracts),
            "contract_chart": _chart(scene, "contracts", link),
            "plan": link(scene.addresses.page("plan")) if package.tables.get("actions") else "",
            "script": link("assets/chart.js") if scene.money_figures else "",
            "links": table_links(scene, (*TABLES, "populations", *DERIVED), link),
        },
    )


def _contracts(scene: Scene) -> tuple[ContractStanding, ...]:
    return scene.publication.contracts


def _lead(scene: Scene, found: tuple[Fund, ...]) -> str:
    governance = scene.partnership.package.governance
    parts = []
    if found:
        amounts = wording.counted(len(governance.funding), "amount")
        parts.append(f"{amounts} from {wording.counted(len(found), 'grant or budget', 'grants and budgets')}")
    if governance.services:
        parts.append(wording.counted(len(governance.services), "service or contract", "services and contracts"))
    return f"The published papers name {wording.listed(parts)}."


def money_line(scene: Scene) -> str:
    """Return the largest amount of the newest year that is published, or what services cost, as a sentence."""
    areas = scene.partnership.areas
    found = scene.publication.funds
    newest = max((grant.financial_year for fund in found for grant in fund.grants), default="")
    amounts = [
        (grant.pounds, wording.granted(grant), areas[grant.area].name, fund.name)
        for fund in found
        for grant in fund.grants
        if grant.financial_year == newest
    ] + [
        (total.pounds, wording.money_total(total), scene.partnership.home_area.name, fund.name)
        for fund in found
        for total in fund.totals
        if total.financial_year == newest and total.pounds is not None
    ]
    if amounts:
        _, amount, where, fund_name = max(amounts, key=lambda one: one[0])
        when = f" in {wording.financial_year(newest)}" if newest else ""
        return f"{amount[:1].upper()}{amount[1:]} for {where}{when}: {fund_name}."
    return " ".join((_lead(scene, found), *_contract_sentences(_contracts(scene))[:1]))


def _fund_view(scene: Scene, fund: Fund, link: LinkTo) -> FundView:
    areas = scene.partnership.areas
    sentences = [f"{areas[step.later.area].name}: {wording.money_step(step)}" for step in fund.steps]
    sentences += _total_sentences(scene, fund)
    sources = {_source(scene, grant) for grant in fund.grants}
    if len(sources) == 1:
        sentences.append(f"Source: {sources.pop()}.")
    actions = dict.fromkeys(title for grant in fund.grants for title in _actions(scene, grant))
    figure = next((one.name for one in scene.money_figures if one.title == fund.name), "")
    return FundView(
        title=fund.name,
        anchor=f"fund-{fund.grants[0].funding}",
        chart=_chart(scene, figure, link),
        table=_fund_table(scene, fund),
        folded=wording.counted(len(fund.grants), "amount"),
        sentences=tuple(sentences),
        notes=tuple(dict.fromkeys(grant.note for grant in fund.grants if grant.note)),
        actions=tuple(LinkView(title, link(scene.addresses.page("plan"))) for title in actions),
    )


def _total_sentences(scene: Scene, fund: Fund) -> Iterator[str]:
    """Yield each total that is known, and why others are not, the years of one reason together."""
    home = scene.partnership.home_area.name
    unknown: dict[tuple[str, ...], list[str]] = {}
    for total in fund.totals:
        year = wording.financial_year(total.financial_year)
        if total.pounds is None:
            unknown.setdefault(total.areas_missing, []).append(year)
        else:
            yield f"All areas of {home} together in {year}: {wording.money_total(total)}."
    for areas, years in unknown.items():
        missing = wording.listed([scene.partnership.areas[area].name for area in areas])
        when = "" if len(unknown) == 1 and len(years) == len(fund.totals) else f" in {wording.listed(years)}"
        yield f"There is no total for {home}{when}, because the amount for {missing} is not published."


def _source(scene: Scene, grant: Grant) -> str:
    return f"{scene.partnership.sources[grant.source].title}, {grant.place}"


def _fund_table(scene: Scene, fund: Fund) -> TableView:
    """Return the amounts of a fund; a source that all share is told once, below the table."""
    one_source = len({_source(scene, grant) for grant in fund.grants}) == 1
    rows = [
        [
            CellView(scene.partnership.areas[grant.area].name),
            CellView(wording.financial_year(grant.financial_year)),
            CellView(wording.granted(grant), note=wording.rounded_words(grant.rounded_to)),
            CellView(_for_each_person(scene, grant)),
            CellView(grant.funder),
            CellView("" if one_source else _source(scene, grant)),
        ]
        for grant in fund.grants
    ]
    columns = ["Area", "Financial year", "Amount", "For each person", "Who gives it", "Source"]
    return views.without_empty_columns(views.table(fund.name, columns, rows, [2]))


def _for_each_person(scene: Scene, grant: Grant) -> str:
    found = per_head(grant, scene.partnership.package.governance.populations)
    if found is None:
        return ""
    source = scene.partnership.sources[found.population.source]
    return f"{wording.for_each_person(found)}. {source.title}, {found.population.place}"


def _actions(scene: Scene, grant: Grant) -> tuple[str, ...]:
    """Return the titles of the actions that a grant pays for."""
    rows = scene.partnership.package.tables.get("actions", ())
    return tuple(str(row["title"]) for row in rows if grant.funding in _keys(row["funding"]))


def _keys(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _chart(scene: Scene, name: str, link: LinkTo) -> Chart | None:
    figure = next((one for one in scene.money_figures if one.name == name), None)
    if figure is None:
        return None
    package = scene.partnership.name
    drawing = link(addresses.chart_file(package, figure.metric.metric, figure.name))
    picture = link(addresses.picture_file(package, figure.metric.metric, figure.name))
    specification = link(addresses.specification_file(package, figure.metric.metric, figure.name))
    return Chart(figure.identifier(package), figure.subtitle, drawing, picture, specification)


def _contract_table(scene: Scene, contracts: tuple[ContractStanding, ...]) -> TableView:
    names = {one.organisation: one.name for one in scene.partnership.package.governance.organisations}
    rows = []
    for one in contracts:
        contract = one.contract
        source = f"{scene.partnership.sources[contract.source].title}, {contract.place}"
        if contract.extended_source:
            source += f"; {scene.partnership.sources[contract.extended_source].title}, {contract.extended_place}"
        cost = wording.rounded_money(contract.annual_cost) if contract.annual_cost is not None else ""
        rows.append(
            [
                CellView(contract.title, note=source),
                CellView(names.get(contract.provider, "")),
                CellView(cost),
                CellView(wording.contract_end(one), note=wording.contract_change(one)),
                CellView(verdicts=(VerdictView(wording.contract_state(one.state), _KINDS[one.state]),)),
                CellView(contract.next_step, note=contract.note),
            ]
        )
    columns = ["Service", "Who runs it", "Cost a year", "Ends", "State", "Next step and notes"]
    return views.without_empty_columns(views.table("Services and contracts, by their end", columns, rows, [2]))


def _contract_sentences(contracts: tuple[ContractStanding, ...]) -> tuple[str, ...]:
    """Return what all contracts cost, which end soon, which end has passed."""
    if not contracts:
        return ()
    sentences = []
    records = [one.contract for one in contracts]
    cost = yearly_cost(records)
    known = sum(1 for contract in records if contract.annual_cost is not None)
    together = wording.counted(len(records), "contract")
    if cost is not None:
        sentences.append(f"Together the {together} cost {wording.rounded_money(cost)} a year.")
    elif known:
        sentences.append(f"There is no total: the cost of {len(records) - known} of {len(records)} is not published.")
    else:
        sentences.append("The papers print no cost of any service.")
    for state, words in (
        (ContractState.ENDED, "has passed its end"),
        (ContractState.ENDS_SOON, "ends within 12 months"),
        (ContractState.NO_END, "has no published end"),
    ):
        count = sum(1 for one in contracts if one.state is state)
        several = {"has passed its end": "have passed their end", "ends within 12 months": "end within 12 months"}
        if count:
            plural = several.get(words, "have no published end")
            sentences.append(f"{wording.counted(count, words, plural)}.")
        elif state is ContractState.ENDS_SOON and any(one.ends for one in contracts):
            sentences.append("None of those with a published end ends within 12 months.")
    return tuple(sentences)
