"""One new row of a table, with a short name made from what it is called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from builder.intake import words
from builder.intake.desk import Added, Desk
from builder.intake.short_names import short_name
from builder.model.measures import Tier
from builder.project.problems import NotDone
from builder.project.schemas import table_schemas


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that one row of a table is about."""

    table: str
    called: str
    """The column with the words that its short name is made from."""
    filled: Mapping[str, str] = field(default_factory=dict)
    """What stands in other columns unless something else is said."""


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "action": Kind("actions", "title"),
        "area": Kind("areas", "name", {"comparator": "no"}),
        "contract": Kind("services", "title"),
        "document": Kind("documents", "title"),
        "grant": Kind("funding", "fund"),
        "group": Kind("groups", "name"),
        "metric": Kind("metrics", "title", {"tier": Tier.LOCAL}),
        "organisation": Kind("organisations", "name"),
        "priority": Kind("priorities", "title"),
        "source": Kind("sources", "title"),
        "target": Kind("targets", "title"),
        "update": Kind("updates", "text"),
    }
)
"""What a row can be begun of, by the word that people have for it."""


def new_row(desk: Desk, kind: str, title: str, values: Mapping[str, str]) -> Added:
    """Return a package's table with one more row.

    Raises:
        NotDone: No short name can be made of the title, the row is there, or the framework has such a metric.
    """
    of_kind = KINDS[kind]
    schema = table_schemas()[of_kind.table]
    known = desk.known(of_kind.table)
    _refuse_double(of_kind, title, desk)
    # Grants of one fund differ by their year.
    year = values.get("financial_year", "")
    name = short_name(f"{title} {year}" if year else title, known)
    row = {**of_kind.filled, **values, schema.key_field: name, of_kind.called: title}
    table = desk.table(of_kind.table).with_rows([row])
    said = words.added(of_kind.table, [len(table.rows) + 1], [name])
    return Added({f"{of_kind.table}.csv": table.content}, (said,))


def _refuse_double(of_kind: Kind, title: str, desk: Desk) -> None:
    if of_kind.called != "title":
        return
    same = title.strip().casefold()
    key = table_schemas()[of_kind.table].key_field
    for row in desk.rows(of_kind.table):
        if row["title"].casefold() == same:
            raise NotDone(words.ROW_IS_THERE.format(row[key], of_kind.table))
    if of_kind.table == "metrics":
        for row in desk.national.get("metrics", ()):
            if same in {row["title"].casefold(), row["metric"]}:
                raise NotDone(words.METRIC_IS_NATIONAL.format(row["title"], row["metric"]))
