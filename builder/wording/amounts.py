"""Money in words, in the style of GOV.UK: amounts, years, changes and the ends of contracts."""

from collections.abc import Sequence
from decimal import Decimal

from builder.analysis.changes import direction
from builder.analysis.money import ContractStanding, ContractState, PerHead, Step, Total
from builder.model.governance import Grant
from builder.model.measures import Bound
from builder.wording.numbers import bounded, counted, listed, number, pounds, size_in_percent
from builder.wording.time import day

_ROUND = Decimal(100_000)
_LARGE = ((Decimal(1_000_000_000), "billion"), (Decimal(1_000_000), "million"))

_STATES = {
    ContractState.ENDED: "End has passed",
    ContractState.ENDS_SOON: "Ends within 12 months",
    ContractState.RUNNING: "Runs on",
    ContractState.NO_END: "No end published",
}


def rounded_money(value: Decimal, rounded_to: Decimal | None = None) -> str:
    """Return an amount of money; one that the source rounded to a whole million or so is "£2.8 billion"."""
    for size, word in _LARGE:
        if rounded_to and value >= size and value % (size / 10) == 0:
            return f"£{number(value / size, 1).removesuffix('.0')} {word}"
    return pounds(value)


def rounded_words(rounded_to: Decimal | None) -> str:
    """Return what an amount was rounded to, such as "to the nearest £1,000"; empty where it is exact."""
    return f"to the nearest {rounded_money(rounded_to, rounded_to)}" if rounded_to else ""


def financial_year(year: str) -> str:
    """Return a financial year such as 2022-23 as readers say it: 2022 to 2023."""
    return f"{year[:4]} to 20{year[5:]}" if year else "year not published"


def granted(grant: Grant) -> str:
    """Return the amount of a grant."""
    return hedged_money(grant.pounds, grant.rounded_to, grant.bound)


def hedged_money(value: Decimal, rounded_to: Decimal | None, bound: str) -> str:
    """Return an amount with the source's hedge: "more than £3 billion"."""
    # An amount of whole hundred thousands loses nothing in millions, whatever it was rounded to.
    return bounded(Bound(bound) if bound else None, rounded_money(value, rounded_to or _ROUND))


def money_step(step: Step) -> str:
    """Return the change from one year to the next, with both amounts, as a sentence."""
    before, after = granted(step.earlier), granted(step.later)
    start, end = financial_year(step.earlier.financial_year), financial_year(step.later.financial_year)
    if step.earlier.pounds == step.later.pounds:
        return f"The same in {start} and in {end}: {after}."
    went = direction(step.later.pounds - step.earlier.pounds)
    size = f": {went.value} {size_in_percent(step.percent)}" if step.percent is not None else ""
    return f"{before} in {start}, then {after} in {end}{size}."


def money_total(total: Total) -> str:
    """Return a total, or an empty text where it is not known."""
    if total.pounds is None:
        return ""
    return f"about {rounded_money(total.pounds, total.rounded_to)}" if total.rounded_to else pounds(total.pounds)


def for_each_person(found: PerHead) -> str:
    """Return money for each person who lives in an area, with the number of people that it was divided by."""
    people = found.population
    amount = f"£{number(found.pounds, 2)}"
    return f"{amount} for each of {people.people:,} people ({day(people.date)})"


def contract_state(state: ContractState) -> str:
    """Return where a contract stands, as a label."""
    return _STATES[state]


def contract_end(one: ContractStanding) -> str:
    """Return when a contract ends; empty where no end is published."""
    return day(one.ends) if one.ends else ""


def contract_change(one: ContractStanding) -> str:
    """Return how the end of a contract moved or may move; empty where it cannot."""
    contract = one.contract
    if contract.extended_to and contract.ends and contract.extended_to != contract.ends:
        return f"First published end: {day(contract.ends)}"
    if contract.may_extend_to and contract.may_extend_to != one.ends:
        used = "The papers do not say whether it was extended" if one.state is ContractState.ENDED else ""
        text = f"May be extended to {day(contract.may_extend_to)}"
        return f"{text}. {used}" if used else text
    return ""


MONEY_PICTURE = "What is spent and what comes in within a year"
MONEY_SUBTITLE = "Pounds in the newest year that is published, all on one scale"
SERVICES_A_YEAR = "Services and contracts, a year"


def services_together(whole: Decimal) -> str:
    """Return what services cost a year together, as the name of a bar."""
    return f"{SERVICES_A_YEAR}: {rounded_money(whole)}"


def share_of(part: Decimal, whole: Decimal) -> str:
    """Return a part of an amount in per cent of the whole."""
    return f"{number(100 * part / whole, 0 if part * 10 > whole else 1)}%"


def others(count: int) -> str:
    """Return the smallest parts of a bar, which are one part together."""
    return f"{count} others"


def costs_missing(count: int) -> str:
    """Return that what some services cost is not published."""
    return f"Cost of {counted(count, 'more service')}: not published"


def amounts_missing(areas: Sequence[str]) -> str:
    """Return that what some areas get is not published."""
    return f"{listed(areas)}: not published"
