"""Small records of duties, boards, money and findings that tests build on."""

from datetime import date
from decimal import Decimal

from builder.model.governance import (
    Contract,
    DateBasis,
    Duty,
    Evidence,
    ExpectedMember,
    Finding,
    FindingKind,
    Governance,
    Grant,
    Group,
    GroupKind,
    ListedMembers,
    Member,
    MemberTier,
    Organisation,
    Population,
)
from builder.model.measures import Package
from tests.examples import area, package

SOURCE = {"source": "report", "place": "page 1"}


def duty(repeats: str = "", first_due: date | None = date(2022, 11, 30), **values: object) -> Duty:
    """Return a duty to assess needs."""
    given = {"duty": "needs", "number": 1, "title": "Assess needs", "description": ""}
    return Duty(**{**given, **SOURCE, "repeats": repeats, "first_due": first_due, **values})


def evidence(day: date, basis: DateBasis = DateBasis.STATED, **values: object) -> Evidence:
    """Return evidence that the duty was met on a day."""
    given = {"duty": "needs", "document": "", "evidence": "The report shows it."}
    return Evidence(**{**given, **SOURCE, "date": day, "date_basis": basis, **values})


def group(name: str, reports_to: str = "", kind: GroupKind = GroupKind.SUBGROUP, **values: object) -> Group:
    """Return a group."""
    given = {"name": name.title(), "purpose": "", "area": "", "listed_members": ListedMembers.NONE}
    return Group(**{**given, **SOURCE, "group": name, "reports_to": reports_to, "kind": kind, **values})


def member(of: str, organisation: str) -> Member:
    """Return a membership."""
    return Member(f"{of}-{organisation}", of, organisation, "Member", None, **SOURCE)


def organisation(name: str, expected: str = "") -> Organisation:
    """Return an organisation."""
    return Organisation(name, name.title(), expected, **SOURCE)


def expected(name: str, tier: MemberTier = MemberTier.CORE) -> ExpectedMember:
    """Return a member that the guidance wants in every partnership."""
    return ExpectedMember(name, name.title(), tier, "", **SOURCE)


def grant(pounds: str, year: str = "2023-24", of: str = "north", **values: object) -> Grant:
    """Return an amount of the treatment grant."""
    given = {"fund": "Treatment grant", "funder": "", "rounded_to": None, "note": ""}
    identity = {"funding": f"{of}-{year}", "area": of, "financial_year": year, "pounds": Decimal(pounds)}
    return Grant(**{**given, **SOURCE, **identity, **values})


def contract(ends: date | None = None, cost: str | None = None, **values: object) -> Contract:
    """Return a contract for treatment."""
    given = {
        "service": "treatment",
        "title": "Treatment",
        "description": "",
        "provider": "",
        "area": "riverside",
        "may_extend_to": None,
        "extended_to": None,
        "extended_source": "",
        "extended_place": "",
        "next_step": "",
        "note": "",
    }
    return Contract(
        **{**given, **SOURCE, "ends": ends, "annual_cost": None if cost is None else Decimal(cost), **values}
    )


def population(people: int, day: date, of: str = "north") -> Population:
    """Return how many people lived in an area."""
    return Population(of, day, people, **SOURCE, note="")


def finding(kind: FindingKind = FindingKind.NEED, **values: object) -> Finding:
    """Return a finding without a figure."""
    given = {
        "finding": "waiting",
        "theme": "Treatment",
        "people": "",
        "statement": "People wait too long.",
        "figure": None,
        "unit": "",
        "metric": "",
        "area": "",
        "breakdown": "",
        "group": "",
        "period_start": None,
        "answered_by": (),
    }
    return Finding(**{**given, **SOURCE, "kind": kind, **values})


def governed(**tables: object) -> Package:
    """Return a package of an area of two parts with some tables about how it is run."""
    parts = (area("Riverside"), area("North", parent="riverside"), area("South", parent="riverside"))
    return package(areas=parts, governance=Governance(**tables))
