"""The address of every page and download. Addresses are promises: change none that was published.

An address is the path of a folder below the site, such as "derby/metrics/deaths/", with "" for the
home page; a download's is the path of its file.
"""

import posixpath
from dataclasses import dataclass

from builder.model.measures import Site

HOME = ""
FRAMEWORK = "framework/"
METHODS = "methods/"
GLOSSARY = "glossary/"
DATA = "data/"
DICTIONARY = "data/dictionary/"
FIGURES_FILE = "data/figures.csv"
"""Every figure of every partnership."""
FIGURES_SCHEMA = "data/figures.schema.json"
METRIC_FILE_SCHEMA = "data/metric-file.schema.json"
"""The schema that every metric's file follows."""
DATABASE_FILE = "data/open-data.db"
"""Every table of every package, for SQLite."""
DESCRIPTOR_OF_ALL = "data/datapackage.json"
"""The data package of what belongs to no single partnership."""
CATALOGUE = "data/catalog.jsonld"
"""What data there are, for other catalogues."""
AREAS = "areas/"
"""Where readers find their partnership, on a site with several."""
COMPARE = "compare/"
"""Where partnerships are compared, on a site with several."""
COMPARED = "compare"
"""What stands for a package in the addresses of downloads that compare partnerships."""
FEED = "changes/feed.xml"
"""What is new, of all partnerships."""
LEDGER = "addresses.txt"
"""The list of every address that was ever published and must stay."""
REDIRECTS_FILE = "redirects.csv"
"""The file, in the root of a project, that says where published addresses went that are no more."""
RESPOND = "respond/"
HELP = "help/"
ABOUT = "about/"
FIND = "find/"
SEARCH_INDEX = "find.json"
"""The index of the search, under a name that no publisher of sites takes for an index of its own."""
PREVIEW = "assets/preview.png"
"""The picture of a link to a page that has no chart of its own."""
ACCESSIBILITY = "accessibility/"
STYLES = "assets/site.css"
TAKEN = frozenset(
    (
        *("404", "about", "accessibility", "addresses", "areas", "assets", "changes", "compare", "data", "embed"),
        *("find", "framework", "glossary", "help", "index", "methods", "privacy", "publish", "respond", "robots"),
        *("search", "sitemap"),
    )
)
"""What a build writes at the root, without endings, and what is kept free: names that no partnership can have."""
KEPT_FREE = frozenset({"embed", "search"})
"""Those of them that a build does not write: for charts that others show, and for the search of the theme."""
PAGES_BY_HAND = frozenset({"about", "help", "methods", "privacy", "publish", "respond"})
"""Those of them that are the addresses of pages written by hand."""
OF_PARTNERSHIP = frozenset(
    (
        *("actions", "areas", "changes", "claims", "coverage", "data", "duties", "metrics", "money", "needs"),
        *("outcomes", "partners", "plan", "report"),
    )
)
"""What stands below a partnership, which is the root of a site of one: names that no page written by hand can have."""
DATA_TAKEN = frozenset({COMPARED, "dictionary"})
"""What stands beside the packages among the downloads."""
MAXIMUM_NAME = 60
"""How many letters a name has at most that becomes part of an address, so that whole paths can be copied anywhere."""
_OF_WINDOWS = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)
"""Names that Windows keeps for itself, with any ending.

Source: Microsoft, Naming files, paths and namespaces.
"""


def is_of_windows(name: str) -> bool:
    """Return whether Windows keeps a name for itself: a repository with such a file cannot be fetched there."""
    return name.split(".", maxsplit=1)[0].casefold() in _OF_WINDOWS


@dataclass(frozen=True, slots=True)
class PartnershipAddresses:
    """The addresses of one partnership's pages, below `base`."""

    base: str

    @property
    def overview(self) -> str:
        """What got better or worse: the partnership's first page."""
        return self.base

    def page(self, name: str) -> str:
        """One of the partnership's named pages, such as plan or money."""
        return f"{self.base}{name}/"

    def outcome(self, outcome: str) -> str:
        """How the partnership does on one outcome."""
        return f"{self.base}outcomes/{outcome}/"

    def metric(self, metric: str) -> str:
        """All about one metric."""
        return f"{self.base}metrics/{metric}/"

    def action(self, action: str) -> str:
        """All about one action of the plan."""
        return f"{self.base}plan/{action}/"

    @property
    def feed(self) -> str:
        """What is new, for programs that follow a site."""
        return f"{self.base}{FEED}"

    @property
    def calendar(self) -> str:
        """The due dates of the plan, for a calendar."""
        return f"{self.base}plan.ics"

    def report(self, year: int) -> str:
        """The annual progress report of a year."""
        return f"{self.base}report/{year}/"

    def report_file(self, year: int, name: str) -> str:
        """The annual progress report of a year as a file, by the name of the file."""
        return f"{self.report(year)}{name}"

    def area(self, area: str) -> str:
        """Every figure about one area."""
        return f"{self.base}areas/{area}/"


def of_partnership(site: Site, name: str) -> PartnershipAddresses:
    """Return a partnership's addresses: below its name where the site has several."""
    return PartnershipAddresses(f"{name}/" if site.has_several else "")


def data_page(site: Site, package: str) -> str:
    """Return the address of the page with every download of a package."""
    return f"{FRAMEWORK}data/" if package == site.framework.name else of_partnership(site, package).page("data")


def compared_metric(metric: str) -> str:
    """Return the address of the page on which partnerships stand side by side on a metric."""
    return f"{COMPARE}{metric}/"


def framework_metric(metric: str) -> str:
    """Return the address of a national metric's definition."""
    return f"{FRAMEWORK}metrics/#{metric}"


def table_file(package: str, table: str) -> str:
    """Return the address of a table as CSV."""
    return f"data/{package}/{table}.csv"


def schema_file(package: str, table: str) -> str:
    """Return the address of the schema of a table."""
    return f"data/{package}/schemas/{table}.json"


def metric_file(package: str, metric: str, ending: str = "csv") -> str:
    """Return the address of a metric's figures."""
    return f"data/{package}/metrics/{metric}.{ending}"


def csvw_of_file(path: str) -> str:
    """Return where every reader of CSV on the Web looks for the description of one CSV file."""
    return f"{path}-metadata.json"


def csvw_of_folder(package: str) -> str:
    """Return where it looks for the description of the tables of a package."""
    return f"data/{package}/csv-metadata.json"


def chart_file(package: str, metric: str, chart: str) -> str:
    """Return the address of a chart as a picture."""
    return f"data/{package}/charts/{metric}-{chart}.svg"


def picture_file(package: str, metric: str, chart: str) -> str:
    """Return the address of a chart with its finding and source as one picture, to be shared."""
    return f"data/{package}/charts/{metric}-{chart}.png"


def specification_file(package: str, metric: str, chart: str) -> str:
    """Return the address of the Vega-Lite specification of a chart."""
    return f"data/{package}/charts/{metric}-{chart}.vl.json"


def package_file(package: str) -> str:
    """Return the address of a whole package as one file."""
    return f"data/{package}/{package}.zip"


def workbook_file(package: str) -> str:
    """Return the address of a whole package as an Excel workbook, for those who change it."""
    return f"data/{package}/{package}.xlsx"


def citations_file(package: str) -> str:
    """Return the address of how to cite a package and each of its metrics, for reference managers."""
    return f"data/{package}/{package}.bib"


def descriptor_file(package: str) -> str:
    """Return the address of a package's descriptor."""
    return f"data/{package}/datapackage.json"


def relative(start: str, goal: str) -> str:
    """Return the link from one page to another page or file."""
    path, hash_mark, anchor = goal.partition("#")
    link = posixpath.relpath(path or ".", start or ".")
    if path.endswith("/") or not path:
        link = "./" if link == "." else f"{link}/"
    return f"{link}{hash_mark}{anchor}"


def source_path(address: str) -> str:
    """Return the path of the Markdown file that becomes the page at an address."""
    return f"{address}index.md"
