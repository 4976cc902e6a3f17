"""Rules about duties, people, money and needs: what is said it is dated, and counted once."""

from collections.abc import Iterator, Mapping
from operator import itemgetter

from builder.project.problems import Problem
from builder.project.typed import TypedRow

Tables = Mapping[str, tuple[TypedRow, ...]]

_GRANT = itemgetter("fund", "area", "financial_year")
"""What two amounts of money may not have in common, or they would count twice."""


def find_governance_problems(tables: Tables, national: Tables) -> list[Problem]:
    """Return the problems of a package's duties, members, money and findings; `national` is the framework's."""
    sources = {row.text("source"): row for table in (national, tables) for row in table.get("sources", ())}
    problems: list[Problem] = []
    for row in tables.get("duties_met", ()):
        problems += _find_evidence_problems(row, sources.get(row.text("source")))
    for row in tables.get("members", ()):
        problems += _find_member_problems(row)
    problems += _find_money_problems(tables.get("funding", ()))
    for row in tables.get("findings", ()):
        problems += _find_finding_problems(row)
    return problems


def _find_evidence_problems(row: TypedRow, source: TypedRow | None) -> Iterator[Problem]:
    day, published = row.day("date"), source.day("published") if source else None
    if not day or not published:
        return
    if day > published:
        yield row.problem(
            "date",
            "evidence-after-source",
            f"The duty was met on {day.isoformat()}, after its source was published on {published.isoformat()}.",
            'Correct the date here, or the date "published" in sources.csv.',
        )
    elif row.text("date_basis") in {"implied", "not-published"} and day != published:
        basis = row.text("date_basis")
        yield row.problem(
            "date_basis",
            "implied-date",
            f'"{basis}" means the date of the document, which is {published.isoformat()}, and not {day.isoformat()}.',
            'Write "stated" if the source gives the date itself, or correct the date.',
        )


def _find_member_problems(row: TypedRow) -> Iterator[Problem]:
    if not row.text("organisation") and not row.text("role"):
        yield row.problem(
            "organisation",
            "nobody",
            "The row names neither an organisation nor a role.",
            "Fill in one of the two, never the name of a person.",
        )


def _find_money_problems(rows: tuple[TypedRow, ...]) -> Iterator[Problem]:
    first: dict[object, TypedRow] = {}
    for row in rows:
        if not row.text("financial_year"):
            if not row.text("note"):
                yield row.problem(
                    "financial_year",
                    "money-without-year",
                    "The amount has no financial year, and no note says why.",
                    "Fill in the year, such as 2024-25, or say in the note what the source says about the time.",
                )
            continue
        earlier = first.setdefault(_GRANT(row.cells), row)
        if earlier is not row:
            yield row.problem(
                "fund",
                "money-twice",
                f"Row {earlier.place('fund').row} holds the same fund for the same area and financial year.",
                "Delete one of the two, or tell the funds apart by their names.",
            )


def _find_finding_problems(row: TypedRow) -> Iterator[Problem]:
    if row.number("figure") is not None and row.day("period_start"):
        yield row.problem(
            "figure",
            "figure-twice",
            "The row gives a figure and also says which observation holds it.",
            "Empty this cell, so that the figure stands in observations.csv only.",
        )
    elif row.number("figure") is not None and not row.text("unit"):
        yield row.problem(
            "unit", "figure-without-unit", "The figure has no unit.", "Fill in the unit, such as percent."
        )
    if row["answered_by"] and row.text("kind") != "need":
        yield row.problem(
            "answered_by",
            "answer-without-need",
            f'The finding is of the kind "{row.text("kind")}", and only a need is answered by actions.',
            'Write "need" in "kind", or empty this cell.',
        )
