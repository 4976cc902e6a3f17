"""What programs read of the data: CSV on the Web beside each file, datasets of schema.org in pages, one catalogue.

The first two are the standards that the UK Government recommends for published tables. Sources: W3C, Metadata
Vocabulary for Tabular Data; schema.org, Dataset; W3C, Data Catalog Vocabulary (DCAT), version 3.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from builder import wording
from builder.analysis.publication import Publication
from builder.model import addresses
from builder.model.artefact import Artefact, text_artefact
from builder.model.measures import Area, Metric, Observation, Package, Partnership, Site, Source, newest_change
from builder.project.schemas import (
    LIST_SEPARATOR,
    Field,
    TableSchema,
    choices,
    holds_list,
    pattern_of,
    references,
    table_schemas,
)
from builder.tables.metric_file import FIGURES, METRIC_FILE, codes_of

LICENCE_ADDRESS = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
"""Of the tables and of our words."""
LINKED_DATA = "linked/{}"
"""The name of the part that holds what programs read of the page at an address."""

_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
_DIALECT = {"header": True, "encoding": "utf-8"}
_KINDS = {"integer": "integer", "number": "decimal", "boolean": "boolean", "date": "date"}
_FORMATS = {"boolean": "yes|no", "date": "yyyy-MM-dd"}


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a file or of several: whose it is, since when, and from which sources it was made."""

    title: str
    description: str
    publisher: str
    modified: date | None
    """When the newest of its sources was published; None where no source has a date."""
    page: str
    """The whole address of the page about it."""
    sources: tuple[str, ...] = ()
    """Each as a reader would cite it, with its licence."""


def about_all(site: Site) -> About:
    """Return what is said of the figures of all partnerships together."""
    modified = max((day for one in site.partnerships if (day := newest_change(one.package))), default=None)
    title = f"All figures of {site.settings.name}"
    return About(title, FIGURES.description, publisher(site), modified, f"{site.settings.home}{addresses.DATA}")


def about_package(site: Site, package: Package) -> About:
    """Return what is said of a package."""
    sources = tuple(map(_cited, package.sources))
    page = f"{site.settings.home}{addresses.data_page(site, package.name)}"
    return About(package.title, package.description, publisher(site), newest_change(package), page, sources)


def about_metric(site: Site, publication: Publication, metric: Metric) -> About:
    """Return what is said of the figures of one metric. One about places to compare with alone has no page."""
    partnership = publication.partnership
    pages = addresses.of_partnership(site, partnership.name)
    has_page = metric.metric in publication.by_metric
    page = pages.metric(metric.metric) if has_page else addresses.data_page(site, partnership.name)
    named = dict.fromkeys(o.source for o in partnership.package.observations if o.metric == metric.metric)
    sources = [partnership.sources[name] for name in named]
    return About(
        f"{metric.title}: {partnership.title}",
        metric.definition or METRIC_FILE.description,
        publisher(site),
        max((source.published for source in sources if source.published), default=None),
        f"{site.settings.home}{page}",
        tuple(map(_cited, sources)),
    )


def publisher(site: Site) -> str:
    """Return who publishes the tables: a demonstration has nobody but itself."""
    return site.settings.publisher or site.settings.name


def _cited(source: Source) -> str:
    return f"{wording.cited(source)}. Licence: {source.licence}"


def csvw_alone(url: str, schema: TableSchema, about: About) -> dict[str, Any]:
    """Return the description of one CSV file, which is at `url` as seen from the description."""
    return {
        "@context": _CONTEXT,
        "url": url,
        **_annotations(about),
        "dialect": _DIALECT,
        "tableSchema": _schema(schema),
    }


def csvw_together(schemas: Mapping[str, TableSchema], about: About) -> dict[str, Any]:
    """Return the description of the CSV files of one folder, by their names, with the keys that lead between them."""
    names = frozenset(schemas)
    tables = [
        {
            "url": f"{name}.csv",
            "dc:title": schema.title,
            "dc:description": schema.description,
            "tableSchema": _schema(schema, names),
        }
        for name, schema in schemas.items()
    ]
    return {"@context": _CONTEXT, **_annotations(about), "dialect": _DIALECT, "tables": tables}


def _annotations(about: About) -> dict[str, Any]:
    found: dict[str, Any] = {
        "dc:title": about.title,
        "dc:description": about.description,
        "dc:license": {"@id": LICENCE_ADDRESS},
        "dc:publisher": about.publisher,
        "schema:url": about.page,
    }
    if about.modified:
        found["dc:modified"] = {"@value": about.modified.isoformat(), "@type": "xsd:date"}
    return found | ({"dc:source": list(about.sources)} if about.sources else {})


def _schema(schema: TableSchema, tables: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the schema of a table that is published together with others."""
    required = {field.name for field in schema.fields if field.required}
    found: dict[str, Any] = {"columns": [_column(field) for field in schema.fields]}
    if set(schema.primary_key) <= required:
        found["primaryKey"] = list(schema.primary_key)
    # A key that may be empty, or is one of a list, is no foreign key of this standard.
    keys = [
        {
            "columnReference": [field.name],
            "reference": {
                "resource": f"{references(field)}.csv",
                "columnReference": [table_schemas()[references(field)].key_field],
            },
        }
        for field in schema.fields
        if field.required and references(field) in tables and not holds_list(field)
    ]
    return found | ({"foreignKeys": keys} if keys else {})


def _column(field: Field) -> dict[str, Any]:
    column = {
        "name": field.name,
        "titles": field.name,
        "dc:title": field.title,
        "dc:description": field.description,
        "datatype": _datatype(field),
    }
    if holds_list(field):
        column["separator"] = LIST_SEPARATOR
    return column | ({"required": True} if field.required else {})


def _datatype(field: Field) -> str | dict[str, Any]:
    base = _KINDS.get(field.type, "string")
    limits = {key: field.constraints[key] for key in ("minimum", "maximum") if key in field.constraints}
    form = _FORMATS.get(base) or ("" if base != "string" else _one_of(choices(field)) or pattern_of(field))
    more = ({"format": form} if form else {}) | ({} if base == "date" else limits)
    return {"base": base, **more} if more else base


def _one_of(values: Iterable[str]) -> str:
    """Return the regular expression of some values, of whose signs only a full stop says more than itself there."""
    return "|".join(value.replace(".", r"\.") for value in values)


@dataclass(frozen=True, slots=True)
class _Dataset:
    """Something that is published as data and has a page."""

    about: About
    page: str
    """The address of the page."""
    version: str
    files: tuple[str, ...]
    """The addresses of the downloads that hold all of it, the most useful first."""
    areas: tuple[str, ...] = ()
    """The codes of the areas that it covers."""
    place: str = ""
    """The name of what they are together."""
    days: tuple[date, date] | None = None
    """The first and the last day that its figures are about; None where no date is known."""
    measured: tuple[str, str] | None = None
    """The title and the unit of what is measured, where it is one thing."""
    parts: tuple[str, ...] = ()
    """The addresses of the pages of its parts."""
    keywords: tuple[str, ...] = ("drugs", "alcohol")


def page_parts(site: Site, publications: Sequence[Publication]) -> dict[str, str]:
    """Return what programs read of each page about data, as the part of that page, by name."""
    return {LINKED_DATA.format(one.page): _block(_schema_org(one, site)) for one in _datasets(site, publications)}


def _datasets(site: Site, publications: Sequence[Publication]) -> Iterator[_Dataset]:
    together = [_of_all(site)] if site.has_several else []
    yield from (*together, *_of_packages(site, publications))
    for publication in publications:
        yield from (_of_metric(site, publication, metric) for metric in publication.by_metric)


def _of_packages(site: Site, publications: Sequence[Publication]) -> Iterator[_Dataset]:
    """Yield the dataset of each package, the framework first."""
    framework = site.framework
    files = (addresses.package_file(framework.name),)
    yield _Dataset(about_package(site, framework), addresses.data_page(site, framework.name), framework.version, files)
    for publication in publications:
        partnership = publication.partnership
        name, pages = partnership.name, addresses.of_partnership(site, partnership.name)
        yield _Dataset(
            about_package(site, partnership.package),
            addresses.data_page(site, name),
            partnership.package.version,
            (addresses.package_file(name), *(() if site.has_several else _FILES_OF_ALL)),
            *_covered(partnership.home_area, partnership, partnership.package.observations),
            parts=tuple(map(pages.metric, publication.by_metric)),
        )


_FILES_OF_ALL = (addresses.FIGURES_FILE, addresses.DATABASE_FILE)


def _of_all(site: Site) -> _Dataset:
    parts = tuple(addresses.data_page(site, package.name) for package in site.packages)
    return _Dataset(about_all(site), addresses.DATA, "", _FILES_OF_ALL, parts=parts)


def _of_metric(site: Site, publication: Publication, name: str) -> _Dataset:
    partnership = publication.partnership
    metric, summary = partnership.metrics[name], publication.by_metric[name]
    about = about_metric(site, publication, metric)
    files = tuple(addresses.metric_file(partnership.name, name, ending) for ending in ("csv", "zip"))
    observations = [o for o in partnership.package.observations if o.metric == name]
    return _Dataset(
        replace(about, description=f"{about.description} {wording.finding(summary)}."),
        addresses.of_partnership(site, partnership.name).metric(name),
        partnership.package.version,
        files,
        *_covered(partnership.home_area, partnership, observations),
        measured=(metric.title, wording.unit_words(metric)),
    )


def _covered(
    home: Area, partnership: Partnership, observations: Sequence[Observation]
) -> tuple[tuple[str, ...], str, tuple[date, date] | None]:
    """Return the codes and the name of an area, and the first and last day of figures."""
    dated = [o.period for o in observations if o.period.is_dated]
    days = (min(one.start for one in dated), max(one.last_day for one in dated)) if dated else None
    return tuple(codes_of(home, partnership)), home.name, days


def _block(value: dict[str, Any]) -> str:
    """Return data as a block of a page, which no text in it can end."""
    text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _schema_org(one: _Dataset, site: Site) -> dict[str, Any]:
    home = site.settings.home
    creator = {"@type": "Organization", "name": one.about.publisher}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{home}{one.page}#dataset",
        "url": f"{home}{one.page}",
        "identifier": f"{home}{one.files[0]}",
        "name": one.about.title,
        "description": one.about.description,
        "version": one.version,
        "dateModified": one.about.modified.isoformat() if one.about.modified else "",
        "license": LICENCE_ADDRESS,
        "isAccessibleForFree": True,
        "inLanguage": "en-GB",
        "keywords": list(one.keywords),
        "creator": creator,
        "publisher": creator,
        "temporalCoverage": "/".join(day.isoformat() for day in one.days) if one.days else "",
        "measurementTechnique": f"{home}{addresses.METHODS}",
        "isBasedOn": [{"@type": "CreativeWork", "name": source} for source in one.about.sources],
        "hasPart": [{"@id": f"{home}{part}#dataset"} for part in one.parts],
        "includedInDataCatalog": {"@type": "DataCatalog", "name": _title(site), "url": f"{home}{addresses.DATA}"},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": _media_type(path), "contentUrl": f"{home}{path}"}
            for path in one.files
        ],
    }
    if one.place:
        found["spatialCoverage"] = {"@type": "AdministrativeArea", "name": one.place, "identifier": list(one.areas)}
    if one.measured:
        name, unit = one.measured
        found["variableMeasured"] = {"@type": "PropertyValue", "name": name, "unitText": unit}
    return {key: value for key, value in found.items() if value or value is False}


def catalogue(site: Site, publications: Sequence[Publication], files: Iterable[Artefact]) -> Artefact:
    """Return the catalogue of the packages of the site, and of the files with all figures, with which it leads on."""
    contents = {file.path: file.content for file in files}
    home = site.settings.home
    about = (*_of_packages(site, publications), *([_of_all(site)] if site.has_several else []))
    found = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "spdx": "http://spdx.org/rdf/terms#",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
        },
        "@id": f"{home}{addresses.DATA}",
        "@type": "dcat:Catalog",
        "dct:title": _english(_title(site)),
        "dct:description": _english(site.settings.description),
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/ENG"},
        "foaf:homepage": {"@id": home},
        "dct:license": {"@id": LICENCE_ADDRESS},
        "dct:publisher": {"@id": f"{home}#publisher", "@type": "foaf:Organization", "foaf:name": publisher(site)},
        "dcat:dataset": [_dcat(one, site, contents) for one in about],
    }
    return text_artefact(addresses.CATALOGUE, json.dumps(found, indent=2, ensure_ascii=False) + "\n")


def _title(site: Site) -> str:
    return f"Open data of {site.settings.name}"


def _english(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "en"}


def _day(day: date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _dcat(one: _Dataset, site: Site, contents: Mapping[str, bytes]) -> dict[str, Any]:
    home = site.settings.home
    found: dict[str, Any] = {
        "@id": f"{home}{one.page}#dataset",
        "@type": "dcat:Dataset",
        "dct:title": _english(one.about.title),
        "dct:description": _english(one.about.description),
        "dct:identifier": f"{home}{one.files[0]}",
        "dcat:version": one.version,
        "dct:publisher": {"@id": f"{home}#publisher"},
        "dcat:landingPage": {"@id": f"{home}{one.page}"},
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": one.about.publisher,
            "vcard:hasURL": {"@id": f"{home}{addresses.RESPOND}"},
        },
        "dcat:keyword": list(one.keywords),
        "dct:spatial": [{"@id": _STATISTICAL_AREA.format(code), "@type": "dct:Location"} for code in one.areas],
        "dct:rights": {"@type": "dct:RightsStatement", "dct:description": _RIGHTS},
        "dcat:distribution": [_distribution(path, one, home, contents[path]) for path in one.files],
    }
    if one.about.modified:
        found["dct:modified"] = _day(one.about.modified)
    if one.days:
        first, last = map(_day, one.days)
        found["dct:temporal"] = {"@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last}
    return {key: value for key, value in found.items() if value}


_STATISTICAL_AREA = "http://statistics.data.gov.uk/id/statistical-geography/{}"
_RIGHTS = "Figures of published documents keep the licence of their source, which is named beside each."


def _distribution(path: str, one: _Dataset, home: str, content: bytes) -> dict[str, Any]:
    return {
        "@id": f"{home}{path}",
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": f"{home}{one.page}"},
        "dcat:downloadURL": {"@id": f"{home}{path}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{_media_type(path)}"},
        "dct:license": {"@id": LICENCE_ADDRESS},
        "dcat:byteSize": {"@value": str(len(content)), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": hashlib.sha256(content).hexdigest(), "@type": "xsd:hexBinary"},
        },
    }


_MEDIA_TYPES = {
    "csv": "text/csv",
    "db": "application/vnd.sqlite3",
    "zip": "application/zip",
}


def _media_type(path: str) -> str:
    return _MEDIA_TYPES[path.rpartition(".")[2]]
