"""Tables that are worked out from duties, boards, money and findings, and published beside them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from builder.analysis.duties import DutyStanding
from builder.analysis.money import ContractStanding, per_head
from builder.analysis.people import expected_presences
from builder.analysis.publication import Publication
from builder.model.measures import Partnership, Site
from builder.project.schemas import LIST_SEPARATOR
from builder.tables.derived import DerivedTable, derived_schema

Rows = tuple[tuple[str, ...], ...]

_JUDGED_ON = ("judged_on", "date", "Judged on", "The date on which this is judged.")

DUTY_STANDINGS = derived_schema(
    "duty_standings",
    "How each duty stands",
    "Worked out from duties and duties_met: whether published papers show that a duty was met, and when it is due.",
    ("duty", "string", "Duty", "Short name of the duty."),
    ("title", "string", "Title", "The duty in plain English."),
    (
        "standing",
        "string",
        "Standing",
        (
            'One of "met", "met late", "met, time not known", "met, date not published", "partly met", "not due yet", '
            '"overdue", "no evidence".'
        ),
    ),
    ("last_met", "date", "Last met", "The date on which it was last met; for a duty of one time, first met."),
    ("date_basis", "string", "Date basis", "Whether that date is stated, or only that of the document that shows it."),
    ("last_due", "date", "Last due", "The date by which it was due that time."),
    ("next_due", "date", "Next due", "The date by which it is due next, which may have passed."),
    ("next_due_at_the_latest", "boolean", "At the latest", "Whether the next due date may lie earlier."),
    _JUDGED_ON,
    key=1,
)

EXPECTED_PRESENCES = derived_schema(
    "expected_presences",
    "Who should take part",
    "Worked out from members, organisations and expected_members: which expected members are on the board.",
    ("expected_member", "string", "Expected member", "Short name of the expected member."),
    ("title", "string", "Title", "The organisation or group of people that the guidance expects."),
    ("tier", "string", "Tier", "Core members are the minimum; wider members are worked with."),
    ("presence", "string", "Presence", 'One of "takes part", "named", "missing", "not said".'),
    ("organisations", "string", "Organisations", 'Names of the organisations of this kind, separated by "; ".'),
    ("place", "string", "Place in the guidance", "Where the guidance expects it."),
    key=1,
)

FUND_TOTALS = derived_schema(
    "fund_totals",
    "Money by year",
    "Worked out from funding: each fund and year over all areas, known only where every area is published.",
    ("fund", "string", "Fund", "The name of the grant or budget."),
    ("financial_year", "string", "Financial year", "The financial year."),
    ("pounds", "number", "Pounds", "The total in pounds. Empty where an area is not published."),
    ("rounded_to", "number", "Rounded to", "What the roughest of its parts was rounded to, in pounds."),
    ("areas_missing", "string", "Areas missing", 'Names of areas without a published amount, separated by "; ".'),
    key=2,
)

MONEY_PER_HEAD = derived_schema(
    "money_per_head",
    "Money for each person",
    "Worked out from funding and populations: an amount divided by the people of its area.",
    ("funding", "string", "Funding", "Short name of the grant in one year and area."),
    ("pounds_per_head", "number", "Pounds for each person", "The amount for each person, in pounds, unrounded."),
    ("people", "integer", "People", "How many people it was divided by."),
    ("population_date", "date", "Population date", "The day that this number of people is for."),
    ("population_source", "string", "Population source", "The title of the source of this number."),
    key=1,
)

CONTRACT_STATES = derived_schema(
    "contract_states",
    "When each contract ends",
    "Worked out from services: the end that holds now, and where the contract stands.",
    ("service", "string", "Service", "Short name of the service."),
    ("title", "string", "Title", "What the service is."),
    ("provider", "string", "Provider", "The name of the organisation that runs it. Empty where not published."),
    ("annual_cost", "number", "Cost a year", "The cost a year in pounds."),
    ("ends", "date", "Ends", "The end that the latest document gives."),
    ("state", "string", "State", 'One of "ended", "ends soon", "running", "no end published".'),
    _JUDGED_ON,
    key=1,
)

FINDING_FIGURES = derived_schema(
    "finding_figures",
    "Findings with their figures",
    "Worked out from findings and observations: each finding with its figure, England's beside it, and its answers.",
    ("finding", "string", "Finding", "Short name of the finding."),
    ("theme", "string", "Theme", "The theme it belongs to."),
    ("people", "string", "People", "The group of people it is about. Empty for everyone."),
    ("kind", "string", "Kind", "One of need, strength, background. It is our reading."),
    ("statement", "string", "Statement", "The finding in plain English."),
    ("metric", "string", "Metric", "The metric that the figure belongs to, where there is one."),
    ("area", "string", "Area", "The name of the area that the figure is about."),
    ("period_start", "date", "Period start", "The first day of the period."),
    ("period_end", "date", "Period end", "The last day of the period."),
    ("figure", "number", "Figure", "The figure, from the observation where there is one."),
    ("unit", "string", "Unit", "The unit of the figure."),
    ("england", "number", "To compare with", "The same figure for a comparator such as England."),
    ("actions", "integer", "Actions", "How many actions answer it. Empty where it is no need."),
    key=1,
)


SCHEMAS = (DUTY_STANDINGS, EXPECTED_PRESENCES, FUND_TOTALS, MONEY_PER_HEAD, CONTRACT_STATES, FINDING_FIGURES)
"""The schemas of all these tables."""


def governance_tables(publication: Publication, site: Site) -> tuple[DerivedTable, ...]:
    """Return the tables that are worked out from how a partnership is run, without those that would be empty."""
    partnership = publication.partnership
    today = publication.day
    tables = (
        DerivedTable(DUTY_STANDINGS, tuple(_duty_row(one, today) for one in publication.duties)),
        DerivedTable(EXPECTED_PRESENCES, _presence_rows(partnership, site)),
        DerivedTable(FUND_TOTALS, tuple(_total_rows(publication))),
        DerivedTable(MONEY_PER_HEAD, tuple(_per_head_rows(partnership))),
        DerivedTable(CONTRACT_STATES, tuple(_contract_row(partnership, one, today) for one in publication.contracts)),
        DerivedTable(FINDING_FIGURES, tuple(_finding_rows(publication))),
    )
    return tuple(table for table in tables if table.rows)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _duty_row(one: DutyStanding, today: date) -> tuple[str, ...]:
    met = one.decisive
    return (
        one.duty.duty,
        one.duty.title,
        one.standing.value,
        _day(met.evidence.date) if met else "",
        met.evidence.date_basis.value if met else "",
        _day(met.due) if met else "",
        _day(one.due),
        ("yes" if one.due_at_the_latest else "no") if one.due else "",
        _day(today),
    )


def _presence_rows(partnership: Partnership, site: Site) -> Rows:
    if not partnership.package.governance.groups:
        return ()
    expected = site.framework.governance.expected_members
    return tuple(
        (
            one.expected.expected_member,
            one.expected.title,
            one.expected.tier.value,
            one.presence.value,
            LIST_SEPARATOR.join(organisation.name for organisation in one.organisations),
            one.expected.place,
        )
        for one in expected_presences(partnership.package.governance, expected)
    )


def _total_rows(publication: Publication) -> Iterator[tuple[str, ...]]:
    partnership = publication.partnership
    for fund in publication.funds:
        for total in fund.totals:
            missing = LIST_SEPARATOR.join(partnership.areas[area].name for area in total.areas_missing)
            yield fund.name, total.financial_year, _number(total.pounds), _number(total.rounded_to), missing


def _per_head_rows(partnership: Partnership) -> Iterator[tuple[str, ...]]:
    governance = partnership.package.governance
    for grant in governance.funding:
        found = per_head(grant, governance.populations)
        if found:
            people = found.population
            source = partnership.sources[people.source].title
            yield grant.funding, _number(found.pounds), str(people.people), _day(people.date), source


def _contract_row(partnership: Partnership, one: ContractStanding, today: date) -> tuple[str, ...]:
    contract = one.contract
    names = {org.organisation: org.name for org in partnership.package.governance.organisations}
    return (
        contract.service,
        contract.title,
        names.get(contract.provider, ""),
        _number(contract.annual_cost),
        _day(one.ends),
        one.state.value,
        _day(today),
    )


def _finding_rows(publication: Publication) -> Iterator[tuple[str, ...]]:
    partnership = publication.partnership
    for one in publication.findings:
        finding, observation = one.finding, one.observation
        unit = one.metric.unit.value if observation and one.metric and one.metric.unit else finding.unit
        yield (
            finding.finding,
            finding.theme,
            finding.people,
            finding.kind.value,
            finding.statement,
            finding.metric,
            partnership.areas[observation.area].name if observation else "",
            _day(observation.period.start) if observation else "",
            _day(observation.period.last_day) if observation else "",
            _number(observation.value if observation else finding.figure),
            unit,
            _number(one.benchmark.value) if one.benchmark else "",
            str(len(finding.answered_by)) if one.is_need else "",
        )
