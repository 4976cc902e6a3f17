"""Turns the sound rows of a plan's tables into its trusted model."""

from collections.abc import Mapping

from builder.model.plan import Action, Basis, Commitment, Declared, Milestone, Plan, Priority, Update
from builder.project.typed import TypedRow


def plan(tables: Mapping[str, tuple[TypedRow, ...]]) -> Plan:
    """Return the plan that a package's tables hold; tables that are absent give nothing."""
    return Plan(
        priorities=tuple(_priority(row) for row in tables.get("priorities", ())),
        commitments=tuple(_commitment(row) for row in tables.get("commitments", ())),
        actions=tuple(_action(row) for row in tables.get("actions", ())),
        milestones=tuple(_milestone(row) for row in tables.get("milestones", ())),
        updates=tuple(_update(row) for row in tables.get("updates", ())),
    )


def _priority(row: TypedRow) -> Priority:
    return Priority(*(row.text(name) for name in ("priority", "number", "title", "part_of", "description")))


def _commitment(row: TypedRow) -> Commitment:
    number = row["number"]
    assert isinstance(number, int)
    return Commitment(row.text("commitment"), number, row.text("title"), row.text("description"), row.keys("metrics"))


def _action(row: TypedRow) -> Action:
    return Action(
        action=row.text("action"),
        title=row.text("title"),
        description=row.text("description"),
        basis=Basis(row.text("basis") or Basis.PROMISED),
        priorities=row.keys("priorities"),
        commitments=row.keys("commitments"),
        outcomes=row.keys("outcomes"),
        metrics=row.keys("metrics"),
        area=row.text("area"),
        lead=row.text("lead"),
        partners=row.keys("partners"),
        group=row.text("group"),
        start=row.day("start"),
        due=row.day("due"),
        original_due=row.day("original_due"),
        status=Declared(row.text("status")) if row.text("status") else None,
        status_date=row.day("status_date"),
        reason=row.text("reason"),
        evidence=row.text("evidence"),
        funding=row.keys("funding"),
        source=row.text("source"),
        place=row.text("place"),
    )


def _milestone(row: TypedRow) -> Milestone:
    return Milestone(
        milestone=row.text("milestone"),
        action=row.text("action"),
        title=row.text("title"),
        due=row.day("due"),
        done_on=row.day("done_on"),
        source=row.text("source"),
        place=row.text("place"),
    )


def _update(row: TypedRow) -> Update:
    date = row.day("date")
    assert date is not None
    return Update(
        update=row.text("update"),
        action=row.text("action"),
        priority=row.text("priority"),
        date=date,
        text=row.text("text"),
        source=row.text("source"),
        place=row.text("place"),
    )
