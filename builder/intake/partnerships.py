"""A package for a partnership that has none: its descriptor, and its areas with their codes."""

from collections.abc import Mapping, Sequence

import yaml

from builder.intake import words
from builder.intake.desk import Added
from builder.intake.short_names import is_short_name, short_name
from builder.intake.table_text import new_table
from builder.model.addresses import TAKEN
from builder.project.councils import Council, councils
from builder.project.problems import NotDone
from builder.project.schemas import table_schemas

_DESCRIPTOR = """\
$schema: https://datapackage.org/profiles/2.0/datapackage.json
name: {name}
{title}
{description}
kind: partnership
area: {area}
version: 1.0.0
licenses:
  - name: OGL-UK-3.0
    title: Open Government Licence v3.0
    path: https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/
"""


def new_partnership(name: str, title: str, whole: Sequence[str] = (), parts: Sequence[str] = ()) -> Added:
    """Return the files of a new package.

    `whole` are the councils that the partnership is, by code or name: with one, that council is its area; with several,
    or none, it is an area of its own that they are part of. `parts` are areas in it that have figures of their own.

    Raises:
        NotDone: The name cannot be in an address, or no council has a code or name.
    """
    fault = name_fault(name)
    if fault:
        raise NotDone(fault)
    wholes = [_council(one) for one in whole]
    within = [council for one in parts if (council := _council(one)) not in wholes]
    rows = [] if len(wholes) == 1 else [_row(name, title, "", "partnership", "")]
    names: dict[str, str] = {}
    for council in dict.fromkeys((*wholes, *within)):
        area = names[council.code] = short_name(council.name, {row["area"] for row in rows})
        # A district of which the county is here lies in that; every other area in the first, which is the whole.
        parent = names.get(council.county) or (rows[0]["area"] if rows else "")
        rows.append(_row(area, council.name, council.code, council.kind, parent))
    descriptor = _DESCRIPTOR.format(
        name=name,
        title=_line("title", title),
        description=_line("description", words.FROM_ITS_PAPERS.format(title)),
        area=rows[0]["area"],
    )
    areas = new_table(table_schemas()["areas"]).with_rows(rows)
    files = {"datapackage.yaml": descriptor.encode(), "areas.csv": areas.content}
    return Added(
        files, ("datapackage.yaml", words.added("areas", range(2, len(rows) + 2), [row["area"] for row in rows]))
    )


def name_fault(name: str) -> str:
    """Return why a package cannot have a name; empty where it can."""
    return "" if is_short_name(name) and name not in TAKEN else words.NOT_IN_AN_ADDRESS.format(name)


def _council(given: str) -> Council:
    """Return a council by its code or its name."""
    by_name = {council.name.casefold(): council for council in councils().values()}
    council = councils().get(given) or by_name.get(given.strip().casefold())
    if council is None:
        raise NotDone(words.no_council(given, (one.name for one in councils().values())))
    return council


def _row(area: str, name: str, code: str, kind: str, parent: str) -> Mapping[str, str]:
    return {"area": area, "code": code, "name": name, "kind": kind, "parent": parent, "comparator": "no"}


def _line(key: str, value: str) -> str:
    return yaml.safe_dump({key: value}, allow_unicode=True, width=10_000).removesuffix("\n")
