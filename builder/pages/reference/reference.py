"""The pages to look things up in: the national framework, the data and its dictionary."""

from builder import wording
from builder.model import addresses
from builder.model.measures import Metric, Package, Site
from builder.pages import views
from builder.pages.reference.plain import framework_pages
from builder.pages.scene import LinkTo, Scene, tier_words
from builder.pages.views import CellView, LinkView, Page, SectionView, Term, anchor
from builder.project.schemas import TableSchema, choices, references, table_schemas
from builder.tables.comparison import COMPARED_FIGURES, COMPARED_PAIRS, COMPARISON_SCHEMAS
from builder.tables.derived import DerivedTable
from builder.tables.governance import SCHEMAS
from builder.tables.metric_file import FIGURES, METRIC_FILE


def framework_page(site: Site) -> Page:
    """Return the page of the national framework: six outcomes and their metrics."""

    def link(goal: str) -> str:
        return addresses.relative(addresses.FRAMEWORK, goal)

    sections = []
    for outcome in sorted(site.framework.outcomes, key=lambda o: o.number):
        rows = [
            [
                CellView(metric.title, link(addresses.framework_metric(metric.metric))),
                CellView(tier_words(metric).removeprefix("National ").capitalize()),
                CellView(wording.unit_words(metric)),
            ]
            for metric in site.framework.metrics
            if metric.outcome == outcome.outcome
        ]
        tables = (views.table(f"Metrics of “{outcome.title}”", ["Metric", "Tier", "Unit"], rows),) if rows else ()
        sections.append(
            SectionView(f"{outcome.number}. {outcome.title}", outcome.outcome, outcome.description, tables=tables)
        )
    return Page(
        address=addresses.FRAMEWORK,
        template="framework.md.jinja",
        title="The national framework",
        description="The six outcomes of the National Combating Drugs Outcomes Framework and their metrics.",
        breadcrumbs=(LinkView("Home", link(addresses.HOME)),),
        values={
            "sections": tuple(sections),
            "pages": tuple(
                LinkView(plain.title, link(f"{addresses.FRAMEWORK}{plain.name}/"))
                for plain in framework_pages(site.framework)
            ),
            "definitions": link(f"{addresses.FRAMEWORK}metrics/"),
        },
    )


def definitions_page(site: Site, scenes: tuple[Scene, ...]) -> Page:
    """Return the page with the definition of every national metric."""
    address = f"{addresses.FRAMEWORK}metrics/"

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    return Page(
        address=address,
        template="definitions.md.jinja",
        title="Definitions of the national metrics",
        description="What each metric of the national framework measures, why, and what it cannot tell.",
        breadcrumbs=(LinkView("Home", link(addresses.HOME)), LinkView("National framework", link(addresses.FRAMEWORK))),
        values={
            "links": tuple(LinkView(metric.title, f"#{metric.metric}") for metric in site.framework.metrics),
            "sections": tuple(_definition(metric, scenes, link) for metric in site.framework.metrics),
        },
    )


def _definition(metric: Metric, scenes: tuple[Scene, ...], link: LinkTo) -> SectionView:
    terms = (
        Term("Tier", tier_words(metric)),
        Term("What it measures", metric.definition or "The framework names this metric without defining it."),
        Term("Unit", wording.unit_words(metric)),
        Term("Why it is here", metric.inclusion_basis),
        Term("What it cannot tell us", metric.limitations),
        Term("Where the numbers come from", metric.data_source),
        Term("Smallest area", metric.lowest_geography),
        Term("Who or where it covers", metric.coverage),
        Term("How often", metric.frequency),
        Term("Place in the framework", metric.place),
    )
    publishing = tuple(
        LinkView(scene.partnership.title, link(scene.addresses.metric(metric.metric)))
        for scene in scenes
        if metric.metric in scene.summaries
    )
    return SectionView(metric.title, metric.metric, terms=tuple(t for t in terms if t.text), links=publishing)


def data_page(site: Site) -> Page:
    """Return the page that leads to every package."""

    def link(goal: str) -> str:
        return addresses.relative(addresses.DATA, goal)

    rows = [
        [
            CellView(package.title, link(addresses.data_page(site, package.name)), note=package.description),
            CellView(f"{sum(len(table) for table in package.tables.values()):,}"),
            CellView(f"{package.name}.zip", link(addresses.package_file(package.name))),
            CellView("datapackage.json", link(addresses.descriptor_file(package.name))),
        ]
        for package in site.packages
    ]
    columns = ["Package", "Rows", "Everything in one file", "Description for programs"]
    return Page(
        address=addresses.DATA,
        template="data.md.jinja",
        title="Open data",
        description="Every figure of this site as open data: CSV tables in Frictionless data packages.",
        breadcrumbs=(LinkView("Home", link(addresses.HOME)),),
        feed=addresses.FEED,
        values={
            "packages": views.table("Data packages", columns, rows, [1]),
            "compared": (
                LinkView("Figures side by side", link(addresses.table_file(addresses.COMPARED, COMPARED_FIGURES.name))),
                LinkView("Pairs and their tests", link(addresses.table_file(addresses.COMPARED, COMPARED_PAIRS.name))),
            )
            if site.has_several
            else (),
            "everything": _everything(link),
            "descriptor": link(addresses.DESCRIPTOR_OF_ALL),
            "schema": link(addresses.METRIC_FILE_SCHEMA),
            "dictionary": link(addresses.DICTIONARY),
            "methods": link(addresses.METHODS),
            "cited": _cited(site),
            "catalogue": addresses.CATALOGUE,
        },
    )


def _everything(link: LinkTo) -> tuple[LinkView, ...]:
    """Return links to the files that hold all partnerships."""
    return (
        LinkView("figures.csv: every figure in one table", link(addresses.FIGURES_FILE)),
        LinkView("open-data.db: every table in one database", link(addresses.DATABASE_FILE)),
        LinkView("feed.xml: what is new, to follow in a feed reader (Atom)", link(addresses.FEED)),
        LinkView("catalog.jsonld: what there is, for other catalogues (DCAT)", link(addresses.CATALOGUE)),
    )


def _cited(site: Site) -> str:
    """Return how a reader can cite a figure of the first partnership, or of the framework where there is none."""
    package = next((one.package for one in site.partnerships), site.framework)
    metrics = (*package.metrics, *site.framework.metrics)
    return ", ".join([package.title, f"version {package.version}", *(metric.title for metric in metrics[:1])])


def package_page(
    site: Site,
    package: Package,
    breadcrumbs: tuple[LinkView, ...],
    metrics: dict[str, Metric],
    derived: tuple[DerivedTable, ...] = (),
) -> Page:
    """Return the page with every download of one package, the tables that are derived from it last."""
    address = addresses.data_page(site, package.name)

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    tables = [
        [
            CellView(table_schemas()[name].title, link(f"{addresses.DICTIONARY}#{anchor(name)}")),
            CellView(table_schemas()[name].description),
            CellView(f"{len(rows):,}"),
            CellView(f"{name}.csv", link(addresses.table_file(package.name, name))),
        ]
        for name, rows in package.tables.items()
    ]
    tables += [
        [
            CellView(table.schema.title, link(f"{addresses.DICTIONARY}#{anchor(table.schema.name)}")),
            CellView(table.schema.description),
            CellView(f"{len(table.rows):,}"),
            CellView(f"{table.schema.name}.csv", link(addresses.table_file(package.name, table.schema.name))),
        ]
        for table in derived
    ]
    counts: dict[str, int] = {}
    for o in package.observations:
        counts[o.metric] = counts.get(o.metric, 0) + 1
    files = [
        [
            CellView(metrics[metric].title),
            CellView(f"{count:,}"),
            CellView(f"{metric}.csv", link(addresses.metric_file(package.name, metric))),
        ]
        for metric, count in counts.items()
    ]
    sources = tuple(
        Term(source.title, f"{source.publisher}. Licence: {source.licence}.", source.address)
        for source in package.sources
    )
    return Page(
        address=address,
        template="package.md.jinja",
        title=f"Data: {package.title}",
        description=f"Every table and metric of {package.title} as CSV, and the whole package as one file.",
        breadcrumbs=breadcrumbs,
        values={
            "title": package.title,
            "introduction": package.description,
            "version": package.version,
            "tables": views.table("Tables", ["Table", "What one row is", "Rows", "Download"], tables, [2]),
            "metrics": views.table("Metrics, one file each", ["Metric", "Figures", "Download"], files, [1])
            if files
            else None,
            "package_file": LinkView(f"{package.name}.zip", link(addresses.package_file(package.name))),
            "workbook": LinkView(f"{package.name}.xlsx", link(addresses.workbook_file(package.name)))
            if package is not site.framework
            else None,
            "descriptors": (
                LinkView("datapackage.json", link(addresses.descriptor_file(package.name))),
                LinkView("csv-metadata.json", link(addresses.csvw_of_folder(package.name))),
            ),
            "citations": LinkView(f"{package.name}.bib", link(addresses.citations_file(package.name))),
            "sources": sources,
            "everything": () if site.has_several else _everything(link),
            "all_packages": link(addresses.DATA) if site.has_several else "",
            "dictionary": link(addresses.DICTIONARY),
            "catalogue": addresses.CATALOGUE,
        },
    )


def _file_name(schema: TableSchema) -> str:
    return "the files of metrics" if schema is METRIC_FILE else f"{schema.name}.csv"


def dictionary_page(site: Site) -> Page:
    """Return the page that explains every column of every table."""

    def link(goal: str) -> str:
        return addresses.relative(addresses.DICTIONARY, goal)

    sections = []
    compared = COMPARISON_SCHEMAS if site.has_several else ()
    for schema in (*table_schemas().values(), *SCHEMAS, FIGURES, METRIC_FILE, *compared):
        rows = [
            [
                CellView(field.name, note=field.title),
                CellView(field.description),
                CellView(field.type),
                CellView("yes" if field.required else "no"),
                CellView(", ".join(choices(field)) or (f"a key of {references(field)}" if references(field) else "")),
            ]
            for field in schema.fields
        ]
        columns = ["Column", "Meaning", "Type", "Always filled", "Values"]
        sections.append(
            SectionView(
                schema.title,
                anchor(schema.name),
                schema.description,
                tables=(views.table(f"Columns of {_file_name(schema)}", columns, rows),),
            )
        )
    return Page(
        address=addresses.DICTIONARY,
        template="dictionary.md.jinja",
        title="Data dictionary",
        description="What each column of each table means.",
        breadcrumbs=(LinkView("Home", link(addresses.HOME)), LinkView("Open data", link(addresses.DATA))),
        values={"sections": tuple(sections)},
    )
