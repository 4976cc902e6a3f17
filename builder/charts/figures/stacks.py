"""The money of a year as bars of parts on one scale, with what is not published as a gap: before anything is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from builder import wording
from builder.analysis.money import Fund
from builder.analysis.publication import Publication
from builder.model.governance import Contract
from builder.model.measures import Partnership

NAME, BRIEF_NAME = "money-picture", "money-counted"
MOST_PARTS = 4
"""How many parts a bar has at most; the smallest of more are one part."""


@dataclass(frozen=True, slots=True)
class Part:
    """An amount within a bar."""

    pounds: Decimal
    words: str
    """What it is for, and how much it is."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar: what was spent on, or came in, within a year."""

    name: str
    parts: tuple[Part, ...]
    """None where no amount is published."""
    missing: str
    """What is not published, so that the bar is longer than is known; empty where nothing is missing."""


@dataclass(frozen=True, slots=True)
class Stacks:
    """A picture of bars of money as facts."""

    name: str
    """Short name of the picture within its partnership, used for the part of a page that holds it."""
    title: str
    subtitle: str
    rows: tuple[Stack, ...]
    text_alternative: str


def money_stacks(publication: Publication, *, brief: bool = False) -> Stacks | None:
    """Return what services cost a year and the newest year of each grant, or None where there is nothing to set beside.

    Each bar stands for itself: different funds may overlap, so that nothing is added up over bars. In brief there is
    the first bar alone.
    """
    partnership = publication.partnership
    rows = list(_contracts(partnership.package.governance.services))
    rows += filter(None, (_fund(fund, partnership) for fund in publication.funds))
    if brief:
        rows = rows[:1]
    if sum(len(row.parts) + bool(row.missing) for row in rows) < 2:
        return None
    in_words = " ".join(f"{row.name}: {'; '.join(_in_words(row))}." for row in rows)
    title = wording.MONEY_PICTURE
    return Stacks(BRIEF_NAME if brief else NAME, title, wording.MONEY_SUBTITLE, tuple(rows), f"{title}. {in_words}")


def _in_words(row: Stack) -> Iterator[str]:
    yield from (part.words for part in row.parts)
    if row.missing:
        yield row.missing


def _contracts(contracts: Sequence[Contract]) -> Iterator[Stack]:
    """Yield what contracts cost a year, dearest first, if any cost is published."""
    known = sorted(
        ((one.annual_cost, one.title) for one in contracts if one.annual_cost is not None), key=lambda one: -one[0]
    )
    if not known:
        return
    whole = sum((cost for cost, _ in known), Decimal(0))
    unknown = len(contracts) - len(known)
    name = wording.SERVICES_A_YEAR if unknown else wording.services_together(whole)
    parts = [_part(cost, title, None if unknown else whole) for cost, title in _gathered(known)]
    yield Stack(name, tuple(parts), wording.costs_missing(unknown) if unknown else "")


def _gathered(amounts: Sequence[tuple[Decimal, str]]) -> Iterator[tuple[Decimal, str]]:
    """Yield amounts, the smallest of many together."""
    shown = amounts if len(amounts) <= MOST_PARTS else amounts[: MOST_PARTS - 1]
    yield from shown
    if rest := amounts[len(shown) :]:
        yield sum((cost for cost, _ in rest), Decimal(0)), wording.others(len(rest))


def _part(pounds: Decimal, name: str, whole: Decimal | None) -> Part:
    amount = wording.rounded_money(pounds)
    share = f", {wording.share_of(pounds, whole)}" if whole else ""
    return Part(pounds, f"{name}: {amount}{share}")


def _fund(fund: Fund, partnership: Partnership) -> Stack | None:
    """Return the newest year of a fund by area, or None where no amount has a year."""
    newest = max((grant.financial_year for grant in fund.grants), default="")
    if not newest:
        return None
    home = partnership.home_area.area
    grants = [grant for grant in fund.grants if grant.financial_year == newest]
    # What the whole has is not added to what its parts have.
    grants = [grant for grant in grants if grant.area == home] or grants
    total = next((total for total in fund.totals if total.financial_year == newest), None)
    missing = total.areas_missing if total else ()
    together = f": {wording.money_total(total)}" if total and total.pounds is not None else ""
    parts = tuple(
        Part(grant.pounds, f"{partnership.areas[grant.area].name}: {wording.granted(grant)}")
        for grant in sorted(grants, key=lambda grant: grant.pounds, reverse=True)
    )
    names = [partnership.areas[area].name for area in missing]
    return Stack(
        f"{fund.name}, {wording.financial_year(newest)}{together}",
        parts,
        wording.amounts_missing(names) if names else "",
    )
