"""Picks the columns of the files that readers take away, and packs each package as one file.

A published package stands on its own: rows of the national framework that it refers to come along.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from builder.analysis.partnerships import shared_metrics
from builder.analysis.publication import Publication
from builder.model import addresses
from builder.model.artefact import Artefact, text_artefact
from builder.model.measures import Package, Site, Source
from builder.project.schemas import (
    LIST_SEPARATOR,
    Field,
    TableSchema,
    holds_list,
    references,
    table_schemas,
)
from builder.tables.all_figures import all_figures, figures_file, metric_files
from builder.tables.calendar import calendar
from builder.tables.citing import bibtex, citation_file
from builder.tables.comparison import COMPARED_FIGURES, COMPARISON_SCHEMAS, comparison_tables, of_metric
from builder.tables.database import database
from builder.tables.derived import DerivedTable
from builder.tables.feeds import feed_files
from builder.tables.governance import governance_tables
from builder.tables.linked_data import (
    LICENCE_ADDRESS,
    About,
    about_all,
    about_metric,
    about_package,
    catalogue,
    csvw_alone,
    csvw_together,
)
from builder.tables.metric_file import FIGURES, METRIC_FILE
from builder.tables.plan import plan_tables

_LICENCE = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": LICENCE_ADDRESS,
}
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_METRIC_SCHEMA = "schemas/metric-file.json"
"""Where a package holds the schema that its files of metrics follow."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, so that the same data gives the same bytes."""

Texts = Mapping[str, tuple[tuple[str, ...], ...]]
"""The cells of each table, in the order of its schema."""

Schemas = Mapping[str, TableSchema]
"""The schema of each table."""


def export(site: Site, publications: Sequence[Publication] = ()) -> list[Artefact]:
    """Return every download of the site, from what is worked out of its partnerships already, if it is."""
    publications = publications or [Publication(partnership, partnership.day) for partnership in site.partnerships]
    figures = all_figures(site, publications)
    metrics = metric_files(figures)
    tables: dict[str, Texts] = {site.framework.name: site.framework.texts}
    schemas = dict(table_schemas())
    artefacts = [text_artefact(addresses.METRIC_FILE_SCHEMA, _json(table_schema(METRIC_FILE)))]
    artefacts += _package_files(
        site.framework, site.framework.texts, about_package(site, site.framework), _Made((), {}, {})
    )
    for publication in publications:
        partnership = publication.partnership
        texts = self_contained(partnership.package, site.framework)
        derived = (*plan_tables(publication), *governance_tables(publication, site))
        dates = calendar(partnership, publication.actions, partnership.day, site.settings.name)
        beside = {"plan.ics": dates} if dates else {}
        own = {
            metric: (content, about_metric(site, publication, partnership.metrics[metric]))
            for (name, metric), content in metrics.items()
            if name == partnership.name
        }
        about = about_package(site, partnership.package)
        artefacts += _package_files(partnership.package, texts, about, _Made(derived, own, beside))
        if dates:
            artefacts.append(Artefact(addresses.of_partnership(site, partnership.name).calendar, dates))
        tables[partnership.name] = texts | {table.schema.name: table.rows for table in derived}
        schemas |= {table.schema.name: table.schema for table in derived}
    about = about_all(site)
    together = [
        *_comparison_files(publications, about),
        Artefact(addresses.FIGURES_FILE, figures_file(figures)),
        _described(addresses.FIGURES_FILE, FIGURES, about),
        text_artefact(addresses.FIGURES_SCHEMA, _json(table_schema(FIGURES))),
        Artefact(addresses.DATABASE_FILE, database(tables, schemas, figures)),
    ]
    files = [*artefacts, *together, _descriptor_of_all(site, together)]
    return [*files, catalogue(site, publications, files), *feed_files(site, publications)]


def _described(path: str, schema: TableSchema, about: About) -> Artefact:
    """Return the description of a CSV file for programs, which stands beside it."""
    return text_artefact(addresses.csvw_of_file(path), _line(csvw_alone(PurePosixPath(path).name, schema, about)))


def _comparison_files(publications: Sequence[Publication], about: About) -> list[Artefact]:
    """Return the figures of several partnerships side by side; none where there is one partnership."""
    if len(publications) == 1:
        return []
    shared = shared_metrics([(one.partnership, one.summaries) for one in publications])
    files = []
    tables = comparison_tables(shared)
    for table in tables:
        schema = table.schema
        content = csv_bytes(schema.field_names, table.rows)
        files += [
            Artefact(addresses.table_file(addresses.COMPARED, schema.name), content),
            text_artefact(addresses.schema_file(addresses.COMPARED, schema.name), _json(table_schema(schema))),
        ]
    for one in shared:
        table = of_metric(one)
        content = csv_bytes(table.schema.field_names, table.rows)
        path = addresses.metric_file(addresses.COMPARED, one.summary.metric.metric)
        files += [
            Artefact(path, content),
            _described(path, table.schema, replace(about, title=one.summary.metric.title)),
        ]
    together = csvw_together({table.schema.name: table.schema for table in tables}, about)
    return [*files, text_artefact(addresses.csvw_of_folder(addresses.COMPARED), _line(together))]


def _descriptor_of_all(site: Site, files: Sequence[Artefact]) -> Artefact:
    """Return the descriptor of the data package that holds what is in no package of one partnership."""
    content = {file.path.removeprefix("data/"): file.content for file in files}
    schemas = {schema.name: schema for schema in (FIGURES, *COMPARISON_SCHEMAS)}
    resources = []
    for path, found in content.items():
        stem = PurePosixPath(path).stem
        if path.endswith(".csv"):
            schema = schemas.get(stem, COMPARED_FIGURES)
            name = schema.name if stem in schemas else f"compared-metric-{stem}"
            where = (
                f"compare/schemas/{schema.name}.json" if path.startswith("compare/") else f"{schema.name}.schema.json"
            )
            resources.append(_table_resource(name, path, schema, found, where))
        elif path.endswith(".db"):
            resources.append(
                {
                    "name": "database",
                    "path": path,
                    "title": "All tables as one database",
                    "description": "Every table of every package, and all figures, as a SQLite database.",
                    "format": "sqlite",
                    "mediatype": "application/vnd.sqlite3",
                    **_sealed(found),
                }
            )
    descriptor = {
        "$schema": _PROFILE,
        "name": "all-figures",
        "title": f"All figures of {site.settings.name}",
        "description": "The figures of all partnerships in one table, side by side, and as one database.",
        "licenses": [_LICENCE],
        "resources": resources,
    }
    return text_artefact(addresses.DESCRIPTOR_OF_ALL, _json(descriptor))


def self_contained(package: Package, framework: Package) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return a package's tables with every row of the framework that they refer to, and what those refer to."""
    tables = {name: list(rows) for name, rows in package.texts.items()}
    national = {name: _by_key(name, rows) for name, rows in framework.texts.items()}
    known = {name: set(_by_key(name, rows)) for name, rows in tables.items()}
    waiting = list(tables.items())
    while waiting:
        name, rows = waiting.pop()
        for column, field in enumerate(table_schemas()[name].fields):
            target = references(field)
            if target is None or target not in national:
                continue
            wanted = {key for row in rows for key in _keys(row[column], field)}
            missing = [key for key in national[target] if key in wanted - known.setdefault(target, set())]
            if missing:
                added = [national[target][key] for key in missing]
                known[target].update(missing)
                tables.setdefault(target, []).extend(added)
                waiting.append((target, added))
    return {name: tuple(tables[name]) for name in sorted(tables)}


def _by_key(name: str, rows: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    schema = table_schemas()[name]
    column = schema.field_names.index(schema.key_field)
    return {row[column]: row for row in rows}


def _keys(cell: str, field: Field) -> list[str]:
    if not cell:
        return []
    return cell.split(LIST_SEPARATOR) if holds_list(field) else [cell]


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of the tables of a package."""

    derived: Sequence[DerivedTable]
    metrics: Mapping[str, tuple[bytes, About]]
    """Of each metric its figures as CSV, and what is said of them."""
    archived: Mapping[str, bytes]
    """Files that are published elsewhere, and go only into the archive."""


def _package_files(package: Package, texts: Texts, about: About, made: _Made) -> list[Artefact]:
    """Return the files of a package. Each metric is a package of its own too, as one file outside of the archive."""
    texts = dict(texts) | {table.schema.name: table.rows for table in made.derived}
    schemas = table_schemas() | {table.schema.name: table.schema for table in made.derived}
    files = {f"{name}.csv": csv_bytes(schemas[name].field_names, rows) for name, rows in sorted(texts.items())}
    files |= {
        f"schemas/{name}.json": _json(table_schema(schemas[name], frozenset(texts))).encode() for name in sorted(texts)
    }
    described = csvw_together({name: schemas[name] for name in sorted(texts)}, about)
    files[PurePosixPath(addresses.csvw_of_folder(package.name)).name] = _line(described).encode()
    alone, cited = {}, [bibtex(about, package.name, package.version).encode()]
    if made.metrics:
        for metric, (content, what) in made.metrics.items():
            name = f"{metric}.csv"
            own = {
                name: content,
                addresses.csvw_of_file(name): _line(csvw_alone(name, METRIC_FILE, what)).encode(),
            }
            files |= {f"metrics/{path}": found for path, found in own.items()}
            own[f"{metric}.bib"] = bibtex(what, f"{package.name}-{metric}", package.version).encode()
            cited.append(own[f"{metric}.bib"])
            alone[addresses.metric_file(package.name, metric, "zip")] = _metric_archive(package, metric, what, own)
        files[_METRIC_SCHEMA] = _json(table_schema(METRIC_FILE)).encode()
    files["datapackage.json"] = _json(_descriptor(package, texts, schemas, files)).encode()
    files["README.md"] = _readme(package, texts, schemas, has_metrics=bool(made.metrics)).encode()
    files["LICENCE.txt"] = _licence_text().encode()
    files["CITATION.cff"] = citation_file(about, package.version).encode()
    files[PurePosixPath(addresses.citations_file(package.name)).name] = b"\n".join(cited)
    folder = f"data/{package.name}"
    published = [Artefact(f"{folder}/{path}", content) for path, content in files.items() if path != "README.md"]
    narratives = {f"narrative/{narrative.name}.md": narrative.source.encode() for narrative in package.narratives}
    archive = _archive(package.name, {**files, **narratives, **made.archived})
    archives = {addresses.package_file(package.name): archive, **alone}
    return [*published, *(Artefact(path, content) for path, content in archives.items())]


def _metric_archive(package: Package, metric: str, about: About, files: Mapping[str, bytes]) -> bytes:
    """Return the files of one metric as a data package that stands on its own."""
    name = f"{metric}.csv"
    descriptor = {
        "$schema": _PROFILE,
        "name": f"{package.name}-{metric}",
        "title": about.title,
        "description": about.description,
        "version": package.version,
        "licenses": [_LICENCE],
        "resources": [_table_resource(metric, name, METRIC_FILE, files[name], table_schema(METRIC_FILE))],
    }
    beside = {"datapackage.json": _json(descriptor).encode(), "LICENCE.txt": _licence_text("in its rows").encode()}
    return _archive(metric, {**files, **beside})


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV: UTF-8, commas, line feeds."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8")


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _line(value: object) -> str:
    """Return what only programs read as JSON of one line: of such files there is one beside every table."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def table_schema(schema: TableSchema, tables: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return a table's schema as Table Schema v2 asks, for a package that holds `tables`."""
    descriptor: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "title": schema.title,
        "description": schema.description,
        "fields": [*schema.columns],
        "missingValues": [""],
    }
    required = {field.name for field in schema.fields if field.required}
    if set(schema.primary_key) <= required:
        descriptor["primaryKey"] = list(schema.primary_key)
    else:
        descriptor["uniqueKeys"] = [list(schema.primary_key)]
    keys = [
        {
            "fields": [field.name],
            "reference": {
                "resource": "" if references(field) == schema.name else references(field),
                "fields": [table_schemas()[references(field)].key_field],
            },
        }
        for field in schema.fields
        if references(field) in tables and not holds_list(field)
    ]
    if keys:
        descriptor["foreignKeys"] = keys
    return descriptor


def _descriptor(package: Package, texts: Texts, schemas: Schemas, files: Mapping[str, bytes]) -> dict[str, Any]:
    tables = frozenset(texts)
    metrics = sorted(path for path in files if path.startswith("metrics/") and path.endswith(".csv"))
    return {
        "$schema": _PROFILE,
        "name": package.name,
        "title": package.title,
        "description": package.description,
        "version": package.version,
        "licenses": [_LICENCE],
        "sources": [_source(source) for source in package.sources],
        "resources": [
            *(
                _table_resource(
                    name, f"{name}.csv", schemas[name], files[f"{name}.csv"], table_schema(schemas[name], tables)
                )
                for name in sorted(texts)
            ),
            *(
                _table_resource(f"metric-{PurePosixPath(path).stem}", path, METRIC_FILE, files[path], _METRIC_SCHEMA)
                for path in metrics
            ),
        ],
    }


def _source(source: Source) -> dict[str, Any]:
    """Return a source for a descriptor, with its own licence, which need not be that of the package."""
    found: dict[str, Any] = {"title": source.title}
    if source.address:
        found["path"] = source.address
    if source.published:
        found["version"] = source.published.isoformat()
    known = _LICENCE if source.licence == _LICENCE["title"] else {"title": source.licence}
    return found | {"licenses": [known]}


def _table_resource(
    name: str, path: str, schema: TableSchema, content: bytes, described: str | dict[str, Any]
) -> dict[str, Any]:
    """Return a CSV file for a descriptor; `described` is its schema, or where that stands."""
    return {
        "name": name,
        "path": path,
        "type": "table",
        "title": schema.title,
        "description": schema.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_sealed(content),
        "schema": described,
    }


def _sealed(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _readme(package: Package, texts: Texts, schemas: Schemas, *, has_metrics: bool) -> str:
    lines = [
        f"# {package.title}",
        "",
        package.description,
        "",
        f"Version {package.version}. Licence: {_LICENCE['title']}, {_LICENCE['path']}",
        "Each source keeps its own licence, named in sources.csv.",
        "",
        "The CSV files are UTF-8 with commas. datapackage.json and csv-metadata.json say what each column means.",
        "Rows of the national framework that the tables refer to are included.",
        "",
        "| file | what one row is | rows |",
        "|---|---|---|",
    ]
    lines += [f"| {name}.csv | {schemas[name].description} | {len(rows)} |" for name, rows in sorted(texts.items())]
    if has_metrics:
        lines += ["", f"The folder metrics holds the figures of each metric in a file of its own ({_METRIC_SCHEMA})."]
    if package.narratives:
        lines += [
            "",
            "The folder narrative holds what was written about the figures, as published.",
            "In it, {value: …} and the like stand for figures of these tables, which the pages show filled in.",
        ]
    return "\n".join(lines) + "\n"


def _licence_text(where: str = "in sources.csv") -> str:
    return (
        f"The tables and our words are published under the {_LICENCE['title']}.\n{_LICENCE['path']}\n\n"
        f"Contains figures from published documents. Each keeps its own licence, named {where}.\n"
    )


def _archive(name: str, files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{name}/{path}", _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()
