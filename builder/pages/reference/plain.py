"""Pages that show tables as they are: publications and corrections, the national framework.

Each page is a list of tables, and each table a choice of columns. References are shown by the title
of what they refer to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from builder import wording
from builder.model import addresses
from builder.model.measures import Package, Row
from builder.pages import views
from builder.pages.narratives import narrative_on
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import CellView, LinkView, Page, SectionView
from builder.project.schemas import Field, choices, references, table_schemas


@dataclass(frozen=True)
class TableChoice:
    """A table of a page: which columns are shown, and by which column it is split into sections."""

    table: str
    introduction: str
    noun: tuple[str, str]
    """What one row and several rows are called."""
    columns: tuple[str, ...]
    money: tuple[str, ...] = ()
    split_by: str = ""
    place_under: str = ""
    """The column below whose words the place in the source stands, where that is no column of its own."""


@dataclass(frozen=True)
class PlainPage:
    """A page of tables."""

    name: str
    title: str
    introduction: str
    tables: tuple[TableChoice, ...]


PAGES = (
    PlainPage(
        "changes",
        "Publications and corrections",
        "What the partnership published, and corrections of figures on this site.",
        (
            TableChoice(
                "revisions",
                "Figures that changed.",
                ("correction", "corrections"),
                ("metric", "area", "old_value", "new_value", "revised_on", "reason"),
            ),
            TableChoice(
                "documents",
                "What was published.",
                ("document", "documents"),
                ("title", "kind", "published", "publisher"),
            ),
            TableChoice(
                "gaps",
                "What the papers show, and these tables cannot hold.",
                ("gap", "gaps"),
                ("title", "reason", "source", "place"),
            ),
        ),
    ),
)

FRAMEWORK_PAGES = (
    PlainPage(
        "commitments",
        "Commitments and duties",
        "What every local plan must cover, what every partnership must do, and who should take part.",
        (
            TableChoice(
                "commitments",
                "What every local plan must cover.",
                ("commitment", "commitments"),
                ("title", "number", "priority", "description"),
            ),
            TableChoice(
                "duties",
                "What every partnership must do.",
                ("duty", "duties"),
                ("title", "first_due", "repeats", "description"),
                place_under="description",
            ),
            TableChoice(
                "expected_members",
                "Who should take part.",
                ("kind of member", "kinds of members"),
                ("title", "tier", "description"),
                place_under="description",
            ),
        ),
    ),
    PlainPage(
        "ambitions",
        "National ambitions and money",
        "What the national strategy set out to reach, and the money it named. Amounts overlap: do not add them up.",
        (
            TableChoice(
                "ambitions",
                "What the strategy set out to reach.",
                ("ambition", "ambitions"),
                ("title", "value", "due", "note", "place"),
                split_by="outcome",
            ),
            TableChoice(
                "funding",
                "Money that the strategy named.",
                ("amount", "amounts"),
                ("fund", "financial_year", "pounds", "funder", "note", "place"),
                money=("pounds",),
            ),
        ),
    ),
    PlainPage(
        "findings",
        "What the national strategy found",
        "Facts and figures that the national strategy and guidance give, in our words.",
        (
            TableChoice(
                "findings",
                "Facts and figures by subject.",
                ("finding", "findings"),
                ("statement", "people", "place"),
                split_by="theme",
            ),
        ),
    ),
)

_TITLE_FIELDS = ("title", "name", "statement", "fund")
MAXIMUM_OPEN = 20
"""How many rows a table shows without being opened."""

_OFTEN_EMPTY = {"note", "people", "value", "financial_year", "funder"}
"""Columns in which an empty cell says nothing."""

_ENUM_WORDS = {
    "no-change": "no change",
    "percentage-points": "percentage points",
}


def has_plain(name: str, scene: Scene) -> bool:
    """Return whether a partnership publishes a table of one of its plain pages."""
    tables = scene.partnership.package.tables
    return any(choice.table in tables for plain in PAGES if plain.name == name for choice in plain.tables)


def plain_pages(scene: Scene) -> tuple[Page, ...]:
    """Return those of a partnership's plain pages for which there is a table."""
    package = scene.partnership.package
    pages = []
    for plain in PAGES:
        address = scene.addresses.page(plain.name)

        def link(goal: str, address: str = address) -> str:
            return addresses.relative(address, goal)

        sections = _sections(plain, package, scene.site.framework, link)
        if sections:
            pages.append(
                Page(
                    address=address,
                    template="plain.md.jinja",
                    title=f"{plain.title}: {scene.partnership.title}",
                    description=f"{plain.title} of {scene.partnership.title}, from published papers.",
                    breadcrumbs=scene.breadcrumbs(link),
                    partnership=scene.partnership.title,
                    narrative=narrative_on(scene, plain.name, address),
                    values={"title": plain.title, "introduction": plain.introduction, "sections": sections},
                )
            )
    return tuple(pages)


def framework_pages(framework: Package) -> tuple[PlainPage, ...]:
    """Return those of the framework's plain pages for which there is a table."""
    return tuple(plain for plain in FRAMEWORK_PAGES if any(one.table in framework.tables for one in plain.tables))


def framework_plain_pages(framework: Package) -> tuple[Page, ...]:
    """Return the plain pages of the national framework, each with its tables."""
    pages = []
    for plain in framework_pages(framework):
        address = f"{addresses.FRAMEWORK}{plain.name}/"

        def link(goal: str, address: str = address) -> str:
            return addresses.relative(address, goal)

        pages.append(
            Page(
                address=address,
                template="plain.md.jinja",
                title=plain.title,
                description=plain.introduction,
                breadcrumbs=(
                    LinkView("Home", link(addresses.HOME)),
                    LinkView("National framework", link(addresses.FRAMEWORK)),
                ),
                values={
                    "title": plain.title,
                    "introduction": plain.introduction,
                    "sections": _sections(plain, framework, framework, link),
                },
            )
        )
    return tuple(pages)


def _sections(plain: PlainPage, package: Package, framework: Package, link: LinkTo) -> tuple[SectionView, ...]:
    titles = _titles(framework) | _titles(package)
    sections = []
    for choice in plain.tables:
        rows = package.tables.get(choice.table, ())
        if not rows:
            continue
        schema = table_schemas()[choice.table]
        fields = {field.name: field for field in schema.fields}
        tables = []
        for part, members in _split(rows, choice.split_by, titles, fields):
            shown = [[_cell(row, fields[name], choice, titles) for name in choice.columns] for row in members]
            tables.append(
                replace(
                    views.table(
                        f"{schema.title}: {part}" if part else schema.title,
                        [fields[name].title or name for name in choice.columns],
                        shown,
                        [i for i, name in enumerate(choice.columns) if fields[name].type == "number"],
                    ),
                    folded=_folded(part, wording.counted(len(members), *choice.noun), len(members)),
                )
            )
        sections.append(
            SectionView(
                schema.title,
                views.anchor(choice.table),
                f"{choice.introduction} {wording.counted(len(rows), *choice.noun)}.",
                tuple(tables),
                links=(LinkView(f"{schema.title} as CSV", link(addresses.table_file(package.name, choice.table))),),
            )
        )
    return tuple(sections)


def _folded(part: str, counted: str, rows: int) -> str:
    """Return the words of the fold that a table lies in: one of several tables, or one that is long."""
    if part:
        return f"{part}: {counted}"
    return counted if rows > MAXIMUM_OPEN else ""


def _titles(package: Package) -> dict[tuple[str, str], str]:
    """Return, for each table and key, the title of the row."""
    titles: dict[tuple[str, str], str] = {}
    for name, rows in package.tables.items():
        schema = table_schemas()[name]
        shown = next((field for field in _TITLE_FIELDS if field in schema.field_names), schema.key_field)
        titles |= {(name, str(row[schema.key_field])): str(row[shown]) for row in rows}
    return titles


def _split(
    rows: Sequence[Row], by: str, titles: Mapping[tuple[str, str], str], fields: Mapping[str, Field]
) -> list[tuple[str, list[Row]]]:
    if not by:
        return [("", list(rows))]
    parts: dict[str, list[Row]] = {}
    table = references(fields[by])
    for row in rows:
        key = str(row[by])
        title = titles.get((table, key), key) if table else key
        parts.setdefault(title or wording.NO_PRIORITY, []).append(row)
    return list(parts.items())


def _cell(row: Row, field: Field, choice: TableChoice, titles: Mapping[tuple[str, str], str]) -> CellView:
    found = _value(row, field, choice, titles)
    if field.name == choice.place_under:
        return replace(found, note=str(row["place"]))
    if field.name == "statement":
        return replace(
            found, note=", ".join(filter(None, (str(row[name]) for name in ("area_printed", "period_printed"))))
        )
    return found


def _value(row: Row, field: Field, choice: TableChoice, titles: Mapping[tuple[str, str], str]) -> CellView:
    value = row[field.name]
    if field.name == "repeats":
        return CellView(wording.duty_repeats(str(value or "")))
    match value:
        case None | "" | ():
            return CellView("" if field.name in _OFTEN_EMPTY else wording.NOT_PUBLISHED)
        case tuple():
            return CellView("; ".join(titles.get((references(field) or "", key), key) for key in value))
        case bool():
            return CellView("yes" if value else "no")
        case Decimal():
            if field.name in choice.money:
                return CellView(_money(value, row))
            bound = str(row.get("bound") or "")
            return CellView(
                wording.finding_figure(value, str(row["unit"]), bound) if "unit" in row else wording.number(value)
            )
        case date():
            return CellView(wording.day(value))
    text = str(value)
    if references(field):
        return CellView(titles.get((references(field), text), text))
    if choices(field):
        return CellView(_ENUM_WORDS.get(text, text.replace("-", " ")))
    return CellView(text)


def _money(value: Decimal, row: Row) -> str:
    rounded_to = row.get("rounded_to")
    rough = rounded_to if isinstance(rounded_to, Decimal) else None
    return wording.hedged_money(value, rough, str(row.get("bound") or ""))
