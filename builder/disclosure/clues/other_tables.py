"""Clues in the tables beside the observations: baselines of targets, revisions, and claims of published reports."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from builder.disclosure.clues.clues import Clue, Rows, clue_of, figure_of
from builder.disclosure.rules.counts import HiddenCount, Holding, PublishedCell, Subject
from builder.disclosure.rules.inverting import half_unit
from builder.disclosure.rules.printed import PrintedNumber, printed
from builder.disclosure.rules.relations import Relation
from builder.disclosure.rules.row_facts import Fact, share_between
from builder.project.typed import TypedRow


def clues_of_other_tables(holding: Holding, rows: Rows) -> Iterator[Clue]:
    """Yield what the tables of a package say of cells of which no row of observations says it."""
    by_row: dict[tuple[str, int, Subject, str], list[PrintedNumber]] = defaultdict(list)
    for one in printed(holding):
        # Two figures that were published one after the other are two ways to understand a row.
        old = one.field if one.field == "old_value" else ""
        by_row[one.row.table.path, one.row.index, one.cell, old].append(one)
    for found in by_row.values():
        numbers = _numbers(found, rows.at(found[0].cell))
        if numbers:
            cells = rows.as_counted(found[0].cell)
            several = len(cells) > 1 or found[0].field == "old_value"
            for cell in cells:
                figure = figure_of(_blank(holding, found[0].row, cell), found[0].row, numbers)
                yield clue_of(figure, found[0].row, alternative=several)
    for row in holding.own.get("claims", ()):
        yield from _clues_of_change(holding, row, rows)


def _numbers(found: list[PrintedNumber], row: PublishedCell | None) -> dict[str, Decimal]:
    """Return what a table says of a cell beyond its own row, by the fields of observations.

    A row that is hidden is another matter: nothing may print its figure.
    """
    if row is not None and row.hidden:
        return {}
    numbers = {one.kind: one.number for one in found if one.kind != "change" and one.number >= 0}
    shown = {} if row is None else {field: row.number(field) for field in ("value", "numerator", "denominator")}
    if row is not None and row.measure.is_count:
        return {}
    if found[0].field in {"percent_printed", "to_printed"} and row is None:
        return numbers
    return {field: number for field, number in numbers.items() if shown.get(field) is None}


def _blank(holding: Holding, row: TypedRow, cell: Subject) -> PublishedCell:
    metric = row.text("metric")
    return PublishedCell(row, cell, holding.measures[metric], holding.policies.of(metric))


def _clues_of_change(holding: Holding, row: TypedRow, rows: Rows) -> Iterator[Clue]:
    """Yield that two figures differ as a claim prints it."""
    change, unit = row.number("change_printed"), row.text("change_unit_printed")
    sign = {"increase": 1, "decrease": -1, "no-change": 0}.get(row.text("direction_printed"))
    ends = holding.cell(row, "from_period"), holding.cell(row, "to_period")
    measure = holding.measures.get(row.text("metric"))
    if change is None or sign is None or measure is None or None in ends:
        return
    first, last = (end for end in ends if end)
    if any(end is not None and end.hidden for end in (rows.at(first), rows.at(last))):
        return
    pairs = [(one, other) for one in rows.as_counted(first) for other in rows.as_counted(last)]
    pairs = [(one, other) for one, other in pairs if len(pairs) == 1 or one.method == other.method]
    for one, other in pairs:
        earlier, later = (figure_of(_blank(holding, row, cell), row, {}) for cell in (one, other))
        if measure.is_count:
            relations = _changed(earlier.counted, later.counted, sign * change, unit)
            facts = tuple(Fact(relation, row) for relation in relations)
        else:
            values = _value(row, "from_printed", rows.at(one)), _value(row, "to_printed", rows.at(other))
            facts = tuple(_facts_of_changed_share(earlier, later, values, sign * change, unit))
        if facts:
            yield Clue(facts, row, tied=(earlier, later), alternative=len(pairs) > 1)


def _value(row: TypedRow, field: str, here: PublishedCell | None) -> Decimal | None:
    """Return the value of one end of a change, as the table of observations or the claim itself gives it."""
    shown = None if here is None else here.number("value")
    return row.number(field) if shown is None else shown


def _facts_of_changed_share(
    earlier: PublishedCell,
    later: PublishedCell,
    values: tuple[Decimal | None, Decimal | None],
    change: Decimal,
    unit: str,
) -> Iterator[Fact]:
    """Yield what a percentage or rate can be that is known only from another and the change between them."""
    half = half_unit(change)
    least, most = change - half, change + half
    match values:
        case (Decimal() as before, None):
            low, high = before - half_unit(before), before + half_unit(before)
            if unit == "percentage-points":
                yield from share_between(later, low + least, high + most)
            elif unit == "percent":
                yield from share_between(later, low * (100 + least) / 100, high * (100 + most) / 100)
        case (None, Decimal() as after):
            low, high = after - half_unit(after), after + half_unit(after)
            if unit == "percentage-points":
                yield from share_between(earlier, low - most, high - least)


def _changed(before: HiddenCount, after: HiddenCount, change: Decimal, unit: str) -> tuple[Relation, ...]:
    """Return that a count changed by a number, or by a rounded percentage of itself."""
    if unit == "count" and change == change.to_integral_value():
        return (Relation(((after, 1), (before, -1)), int(change), int(change)),)
    if unit != "percent":
        return ()
    half = half_unit(change)
    scale = Decimal(1).scaleb(max(-int(change.as_tuple().exponent), 0)) * 2
    whole = int(100 * scale)
    least, most = (int(scale * (100 + end)) for end in (change - half, change + half))
    return (
        Relation(tuple(term for term in ((after, whole), (before, -least)) if term[1]), 0, None),
        Relation(tuple(term for term in ((after, whole), (before, -most)) if term[1]), None, 0),
    )
