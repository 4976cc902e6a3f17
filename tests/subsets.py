"""Lays out a full example with some of its tables, and finds what is broken on its pages without running MkDocs."""

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import markdown

from builder.model import addresses
from builder.model.artefact import NavigationEntry
from builder.model.measures import Site
from builder.pipeline.building import Folders, assemble, charts_of_pages, figures_by_name, set_scenes, text_parts
from builder.project.schemas import LIST_SEPARATOR, references, table_schemas
from builder.publishing.finishing import Linked, find_broken_links, linked
from builder.tables import package_files
from tests.sound_example import SOUND, lay_out

ROOT = Path.cwd()
FULL = Path("tests/full")
"""What makes the sound example full: every table that it lacks."""
BESIDE = Path("tests/side_by_side")
"""A second partnership."""

FRAMEWORK, PARTNERSHIP = "national-framework", "riverside"

Tables = dict[str, list[dict[str, str]]]
"""The rows of each table of a package."""

Change = Callable[[str, Tables], Tables]
"""Makes other tables of those of a package, which it is told by name."""

_PLAIN_NARRATIVES = ("overview", "report-2023", "report-2024")
"""Narratives that can stand on a package with any tables; the first report is of a year without a source."""

_PART = re.compile(r'data-part="([^"]+)"')
_COUNTED_NOTHING = re.compile(r"\b(?:None of the 0|[Oo]f (?:the )?0|What 0)\b")


def table_names(package: str) -> tuple[str, ...]:
    """Return the names of the tables of a package of the full example."""
    return tuple(sorted({path.stem for folder in (SOUND, FULL) for path in (folder / package).glob("*.csv")}))


def lay_out_subset(folder: Path, change: Change, *, beside: bool = False, tidy: bool = True) -> Path:
    """Lay out the full example with changed tables in `folder`/datasets, and return that.

    Where it is `tidy`, what refers to a row that is gone goes too, and narratives that name no figure take the
    place of those that do, so that hardly any subset has a fault.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    datasets = lay_out(folder)
    shutil.copytree(FULL, datasets, dirs_exist_ok=True)
    if beside:
        shutil.copytree(BESIDE / "lakeside", datasets / "lakeside")
    national: Tables = {}
    for package in (FRAMEWORK, PARTNERSHIP, *(["lakeside"] if beside else [])):
        tables = change(package, _read(datasets / package))
        tables = without_loose_ends(tables, national) if tidy else tables
        national = national or tables
        _write(datasets / package, tables)
    if tidy:
        narratives = datasets / PARTNERSHIP / "narrative"
        shutil.rmtree(narratives)
        narratives.mkdir()
        for name in _PLAIN_NARRATIVES:
            (narratives / f"{name}.md").write_text("Much was done.\n")
    return datasets


def _read(folder: Path) -> Tables:
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def _write(folder: Path, tables: Tables) -> None:
    for path in folder.glob("*.csv"):
        path.unlink()
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table_schemas()[name].field_names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    path = folder / "datapackage.yaml"
    head = path.read_text("utf-8").partition("resources:")[0]
    listed = "".join(f"  - name: {name}\n    path: {name}.csv\n" for name in tables)
    path.write_text(f"{head}resources:\n{listed}", "utf-8")


def without_loose_ends(tables: Tables, national: Tables) -> Tables:
    """Return tables without what refers to a row that is not there: keys that may be left out, else whole rows."""
    before: Tables = {}
    while tables != before:
        before = tables
        tables = {
            name: [one for row in rows if (one := _kept(name, row, tables, national))] for name, rows in tables.items()
        }
        tables = {name: rows for name, rows in tables.items() if rows}
    held = {(row["metric"], row["area"], row["period_start"]) for row in tables.get("observations", ())}
    for row in tables.get("findings", ()):
        if row["period_start"] and (row["metric"], row["area"], row["period_start"]) not in held:
            row |= {"period_start": "", "area": ""}
    if "observations" not in tables:
        for row in tables.get("metrics", ()):
            row["adds_up_over"] = ""
    return tables


def _kept(name: str, row: dict[str, str], tables: Tables, national: Tables) -> dict[str, str] | None:
    kept = dict(row)
    for field in table_schemas()[name].fields:
        if not references(field) or not row.get(field.name):
            continue
        key = table_schemas()[references(field)].key_field
        known = {one[key] for part in (tables, national) for one in part.get(references(field), ())}
        found = [one for one in row[field.name].split(LIST_SEPARATOR) if one in known]
        if field.required and not found:
            return None
        kept[field.name] = LIST_SEPARATOR.join(found)
    return kept


def find_page_faults(site: Site, folder: Path) -> list[str]:
    """Return what is broken on the pages of a site, as MkDocs and the last look at its pages would find it.

    Links that lead nowhere, parts that nobody makes, navigation without a page, and counts of nothing.
    """
    scenes = set_scenes(site)
    folders = Folders(ROOT, folder / "datasets", folder / "build", folder / "site")
    assembly = assemble(site, scenes, folders)
    parts = {name: linked(html) for name, html in text_parts(scenes, folders).items()}
    figures = figures_by_name(scenes)
    drawn = {f"charts/{name}.svg" for name in (*figures, *charts_of_pages(scenes))}
    drawn |= {part for name, figure in figures.values() if not figure.breakdown for part, _ in figure.sparks(name)}
    files = {one.path for one in (*assembly.files, *package_files.export(site))} | {addresses.PREVIEW}
    files |= {addresses.workbook_file(partnership.name) for partnership in site.partnerships}
    for package, figure in figures.values():
        for address in (addresses.chart_file, addresses.picture_file, addresses.specification_file):
            files.add(address(package, figure.metric.metric, figure.name))
    for scene in scenes:
        files |= {scene.addresses.report_file(one.year, f"{one.name}.docx") for one in scene.reports}
    pages: dict[str, Linked] = {}
    faults = [f"navigation: {goal}" for goal in _goals(assembly.navigation) if goal not in files]
    for one in assembly.files:
        if not one.path.endswith(".md"):
            continue
        name, text = f"{one.path.removesuffix('md')}html", one.content.decode("utf-8")
        wanted = _PART.findall(text)
        faults += [f"{name}: the part {part} is missing" for part in wanted if part not in parts.keys() | drawn]
        faults += [f"{name}: {words}" for words in _COUNTED_NOTHING.findall(text)]
        whole = [_linked(text), *(parts[part] for part in wanted if part in parts)]
        links, anchors = (frozenset().union(*sets) for sets in zip(*((p.links, p.anchors) for p in whole), strict=True))
        pages[name] = Linked(links, anchors)
    return faults + find_broken_links(pages, files | pages.keys())


@cache
def _linked(text: str) -> Linked:
    return linked(markdown.markdown(text, extensions=["attr_list", "md_in_html", "tables", "toc"]))


def _goals(entries: tuple[NavigationEntry, ...]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry.goal, str):
            yield entry.goal
        elif entry.goal:
            yield from _goals(entry.goal)
        else:
            yield f"nothing below {entry.title}"
