"""Picks the columns of the files that readers take away, and packs each package as one file.

A published package stands on its own: rows of the national framework that it refers to come along.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from builder.analysis.partnerships import shared_metrics
from builder.analysis.publication import Publication
from builder.model import addresses
from builder.model.artefact import Artefact, text_artefact
from builder.model.measures import Observation, Package, Site
from builder.project.schemas import (
    LIST_SEPARATOR,
    Field,
    TableSchema,
    holds_list,
    references,
    table_schemas,
)
from builder.tables.calendar import calendar
from builder.tables.comparison import comparison_tables, of_metric
from builder.tables.derived import DerivedTable
from builder.tables.governance import governance_tables
from builder.tables.metric_file import METRIC_COLUMNS, metric_row
from builder.tables.plan import plan_tables

METRIC_FILE_SCHEMA = "data/metric-file.schema.json"
"""Where the schema stands that every metric's file follows."""

_LICENCE = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive, so that the same data gives the same bytes."""

Texts = Mapping[str, tuple[tuple[str, ...], ...]]
"""The cells of each table, in the order of its schema."""

Schemas = Mapping[str, TableSchema]
"""The schema of each table."""


def export(site: Site, publications: Sequence[Publication] = ()) -> list[Artefact]:
    """Return every download of the site, from what is worked out of its partnerships already, if it is."""
    publications = publications or [Publication(partnership, partnership.day) for partnership in site.partnerships]
    artefacts = [text_artefact(METRIC_FILE_SCHEMA, _json(_metric_file_schema()))]
    artefacts += _package_files(site.framework, dict(site.framework.texts))
    for publication in publications:
        partnership = publication.partnership
        texts = self_contained(partnership.package, site.framework)
        derived = (*plan_tables(publication), *governance_tables(publication, site))
        dates = calendar(partnership, publication.actions, partnership.day, site.settings.name)
        beside = {"plan.ics": dates} if dates else {}
        artefacts += _package_files(partnership.package, texts, derived, beside)
        if dates:
            artefacts.append(Artefact(addresses.of_partnership(site, partnership.name).calendar, dates))
        artefacts += _metric_files(publication)
    return [*artefacts, *_comparison_files(publications)]


def _comparison_files(publications: Sequence[Publication]) -> list[Artefact]:
    """Return the figures of several partnerships side by side; none where there is one partnership."""
    if len(publications) == 1:
        return []
    shared = shared_metrics([(one.partnership, one.summaries) for one in publications])
    files = []
    for table in comparison_tables(shared):
        schema = table.schema
        content = csv_bytes(schema.field_names, table.rows)
        described = _json(table_schema(schema, frozenset({schema.name})))
        files += [
            Artefact(addresses.table_file(addresses.COMPARED, schema.name), content),
            text_artefact(addresses.schema_file(addresses.COMPARED, schema.name), described),
        ]
    for one in shared:
        table = of_metric(one)
        content = csv_bytes(table.schema.field_names, table.rows)
        files.append(Artefact(addresses.metric_file(addresses.COMPARED, one.summary.metric.metric), content))
    return files


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


def _package_files(
    package: Package,
    texts: Texts,
    derived: Sequence[DerivedTable] = (),
    beside: Mapping[str, bytes] = MappingProxyType({}),
) -> list[Artefact]:
    """Return the files of a package; what is `beside` the tables goes only into the archive."""
    texts = dict(texts) | {table.schema.name: table.rows for table in derived}
    schemas = table_schemas() | {table.schema.name: table.schema for table in derived}
    files = {f"{name}.csv": csv_bytes(schemas[name].field_names, rows) for name, rows in sorted(texts.items())}
    files |= {
        f"schemas/{name}.json": _json(table_schema(schemas[name], frozenset(texts))).encode() for name in sorted(texts)
    }
    files["datapackage.json"] = _json(_descriptor(package, texts, schemas, files)).encode()
    files["README.md"] = _readme(package, texts, schemas).encode()
    narratives = {f"narrative/{narrative.name}.md": narrative.source.encode() for narrative in package.narratives}
    files["LICENCE.txt"] = _licence_text().encode()
    folder = f"data/{package.name}"
    published = [Artefact(f"{folder}/{path}", content) for path, content in files.items() if path != "README.md"]
    narratives = {f"narrative/{narrative.name}.md": narrative.source.encode() for narrative in package.narratives}
    archive = _archive(package.name, {**files, **narratives, **beside})
    return [*published, Artefact(addresses.package_file(package.name), archive)]


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV: UTF-8, commas, line feeds."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8")


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def table_schema(schema: TableSchema, tables: frozenset[str]) -> dict[str, Any]:
    """Return a table's schema as Table Schema v2 asks, for a package that holds `tables`."""
    descriptor: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "title": schema.title,
        "description": schema.description,
        "fields": [_field(field) for field in schema.fields],
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


def _field(field: Field) -> dict[str, Any]:
    """Return the descriptor of a column without the keys that are the program's own."""
    return {key: value for key, value in field.to_descriptor().items() if key not in field.custom}


def _descriptor(package: Package, texts: Texts, schemas: Schemas, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": package.name,
        "title": package.title,
        "description": package.description,
        "version": package.version,
        "licenses": [_LICENCE],
        "sources": [
            {"title": source.title, **({"path": source.address} if source.address else {})}
            for source in package.sources
        ],
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "type": "table",
                "title": schemas[name].title,
                "description": schemas[name].description,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(files[f"{name}.csv"]),
                "hash": f"sha256:{hashlib.sha256(files[f'{name}.csv']).hexdigest()}",
                "schema": table_schema(schemas[name], frozenset(texts)),
            }
            for name in sorted(texts)
        ],
    }


def _readme(package: Package, texts: Texts, schemas: Schemas) -> str:
    lines = [
        f"# {package.title}",
        "",
        package.description,
        "",
        f"Version {package.version}. Licence: {_LICENCE['title']}, {_LICENCE['path']}",
        "Each source keeps its own licence, named in sources.csv.",
        "",
        "The CSV files are UTF-8 with commas. datapackage.json says what each column means.",
        "Rows of the national framework that the tables refer to are included.",
        "",
        "| file | what one row is | rows |",
        "|---|---|---|",
    ]
    lines += [f"| {name}.csv | {schemas[name].description} | {len(rows)} |" for name, rows in sorted(texts.items())]
    if package.narratives:
        lines += [
            "",
            "The folder narrative holds what was written about the figures, as published.",
            "In it, {value: …} and the like stand for figures of these tables, which the pages show filled in.",
        ]
    return "\n".join(lines) + "\n"


def _licence_text() -> str:
    return (
        f"The tables and our words are published under the {_LICENCE['title']}.\n{_LICENCE['path']}\n\n"
        "Contains figures from published documents. Each keeps its own licence, named in sources.csv.\n"
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


def _metric_file_schema() -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "title": "Figures of one metric",
        "fields": [
            {"name": name, "type": kind, "title": title, "description": description}
            for name, kind, title, description in METRIC_COLUMNS
        ],
        "missingValues": [""],
    }


def _metric_files(publication: Publication) -> list[Artefact]:
    partnership = publication.partnership
    by_metric: dict[str, list[Observation]] = {}
    for observation in partnership.package.observations:
        by_metric.setdefault(observation.metric, []).append(observation)
    header = [column[0] for column in METRIC_COLUMNS]
    verdicts = {id(v.series.latest): v for s in publication.summaries for v in s.verdicts if v.series.latest}
    return [
        Artefact(
            addresses.metric_file(partnership.name, metric),
            csv_bytes(
                header,
                [metric_row(o, partnership.metrics[metric], partnership, verdicts.get(id(o))) for o in observations],
            ),
        )
        for metric, observations in by_metric.items()
    ]
