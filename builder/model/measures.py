"""The trusted model: what the checked packages say, as frozen values.

Everything here has passed the checks. Numbers are decimals with the digits of their source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property

from builder.model.governance import Governance
from builder.model.narrative import Narrative
from builder.model.plan import Plan
from builder.model.settings import Settings

Cell = str | int | bool | Decimal | date | tuple[str, ...] | None
"""The value of one cell after parsing; None where it is empty."""

Row = Mapping[str, Cell]
"""A row of a table that no statistic needs, by field name."""


def wholes_of(breakdown: str, group: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the breakdown and group of each whole that a group is a part of, and the breakdown it is a part over.

    "Age" and "18 to 24" are a part of everyone, who have neither; "Sex; Age" and "Female; 18 to 24" are a part of
    "Female" over age, and of "18 to 24" over sex.
    """
    if not breakdown:
        return
    names, groups = breakdown.split(CROSSING), group.split(CROSSING)
    if len(names) != len(groups):
        yield ("", ""), breakdown
        return
    for number, name in enumerate(names):
        left = [CROSSING.join((*all_of_them[:number], *all_of_them[number + 1 :])) for all_of_them in (names, groups)]
        yield (left[0], left[1]), name


class Tier(StrEnum):
    """Where a metric stands in the national framework."""

    HEADLINE = "headline"
    SUPPORTING = "supporting"
    OFFICIAL = "official"
    """Official statistics that the framework does not name, defined alike for every partnership."""
    LOCAL = "local"


class Unit(StrEnum):
    """What the values of a metric count."""

    COUNT = "count"
    PERCENT = "percent"
    RATE = "rate"
    POUNDS = "pounds"
    YEARS = "years"
    DAYS = "days"
    RATIO = "ratio"
    """One thing over another, such as a standardised ratio or an odds ratio: no share and no rate."""
    INDEX = "index"
    """A number that is set to 100 in some year or place."""
    SCORE = "score"
    MEAN = "mean"
    NUMBER = "number"
    """A measure in words of its own, such as kilograms."""


GROWS_WITH_THE_AREA = frozenset({Unit.COUNT, Unit.POUNDS, Unit.NUMBER})
"""The units of values that are larger where more people live."""


class Polarity(StrEnum):
    """Which direction of a metric is good."""

    HIGHER_IS_BETTER = "higher-is-better"
    LOWER_IS_BETTER = "lower-is-better"
    NEITHER = "neither"


class Status(StrEnum):
    """Why a value needs care: the shorthand of the Government Analysis Function."""

    BREAK = "b"
    CONFIDENTIAL = "c"
    ESTIMATED = "e"
    LOW = "low"
    PROVISIONAL = "p"
    REVISED = "r"
    UNRELIABLE = "u"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"


class CountedAs(StrEnum):
    """How the numbers of a metric come about, which decides what interval and test they can have."""

    REGISTER = "register"
    """A full count, such as people in treatment: nothing was sampled."""
    EVENTS = "events"
    """Events that each person has once, such as deaths."""
    REPEAT_EVENTS = "repeat-events"
    """Events that a person can have again, such as admissions: they vary more than deaths do."""
    SURVEY = "survey"
    """Answers of a sample: only published limits say how far they can be off."""


class PeriodBasis(StrEnum):
    """How the period of a figure is known."""

    STATED = "stated"
    IMPLIED = "implied"
    """Read from the context of the source."""
    UNKNOWN = "unknown"
    """Nothing says which dates are meant; at most which of two figures is the earlier."""


class Order(StrEnum):
    """Where a period without dates stands among the others of its series."""

    ALONE = ""
    EARLIER = "earlier"
    LATER = "later"


class Bound(StrEnum):
    """How a figure stands to the number that the source prints, where that is a limit and not the figure."""

    MORE_THAN = "more-than"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    LESS_THAN = "less-than"
    ABOUT = "about"
    NEARLY = "nearly"


USUAL_LEVEL = Decimal(95)
"""The level of confidence limits, in per cent, where nothing else is said."""

WITHOUT_VALUE = frozenset({Status.CONFIDENTIAL, Status.NOT_AVAILABLE, Status.NOT_APPLICABLE})
"""The statuses of a cell that holds no number."""

NOT_ENTERED = "Not entered yet."
"""The note of a row that waits for its figure. Its status is "not available": that is what the site says of it."""


CROSSING = "; "
"""Stands between breakdowns that are crossed, such as "Sex; Age", and between the groups of such a crossing."""

NOTHING_ADDS_UP = "no"
"""The word in `adds_up_over` that says that nothing adds up, as one person can be counted twice."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time: its first day and its length as an ISO 8601 duration such as P1Y.

    Where nothing says which dates are meant, the length is empty and the first day is only a place in an
    order: such a period has no calendar, and is the same as no dated one.
    """

    start: date
    duration: str

    @classmethod
    def undated(cls, order: Order = Order.ALONE) -> "Period":
        """Return a period of which only its place in an order is known."""
        return cls(date.min + timedelta(days=list(Order).index(order)), "")

    @property
    def is_dated(self) -> bool:
        """Whether its days are known, or at least read from the context."""
        return bool(self.duration)

    @property
    def order(self) -> Order | None:
        """Where a period without dates stands; None for one with dates."""
        return None if self.is_dated else list(Order)[(self.start - date.min).days]

    @property
    def count(self) -> int:
        """How many units long the period is; 0 without dates."""
        return int(self.duration[1:-1] or 0)

    @property
    def unit(self) -> str:
        """The unit of the length: Y, M, W or D; empty without dates."""
        return self.duration[-1:]

    @property
    def months(self) -> int | None:
        """How many months long the period is; None where it is counted in days or weeks, or has no dates."""
        return self.count * (12 if self.unit == "Y" else 1) if self.unit in {"Y", "M"} else None

    @property
    def days(self) -> int | None:
        """How many days long the period is, where it is counted in days or weeks."""
        return self.count * (7 if self.unit == "W" else 1) if self.unit in {"D", "W"} else None

    def is_as_long_as(self, other: "Period") -> bool:
        """Whether two periods are equally long, however their length is written: P1Y is P12M."""
        return self.duration == other.duration or (self.months, self.days) == (other.months, other.days)

    def is_same_time_as(self, other: "Period") -> bool:
        """Whether two periods have the same first and last day."""
        return (self.start, self.last_day) == (other.start, other.last_day) and self.is_dated is other.is_dated

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period; without dates, its place in an order."""
        return _last_day(self.start, self.duration)


@cache
def _last_day(start: date, duration: str) -> date:
    """Return the last day of a period; a site asks for those of a few periods many thousand times."""
    count, unit = int(duration[1:-1] or 0), duration[-1:]
    match unit:
        case "":
            return start
        case "D":
            return start + timedelta(days=count - 1)
        case "W":
            return start + timedelta(weeks=count, days=-1)
        case _:
            years, month = divmod(start.month - 1 + count * (12 if unit == "Y" else 1), 12)
            return date(start.year + years, month + 1, start.day) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of the six outcomes of the national framework."""

    outcome: str
    number: int
    title: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from."""

    source: str
    title: str
    publisher: str
    published: date | None
    licence: str
    address: str
    part_of: str
    note: str


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured, how it is defined and what its limits are."""

    metric: str
    title: str
    outcome: str
    tier: Tier
    framework_metric: str
    unit: Unit | None
    """None where the framework names a metric without settling how it is measured."""
    rate_base: int | None
    polarity: Polarity
    counted: str
    definition: str
    inclusion_basis: str
    limitations: str
    data_source: str
    lowest_geography: str
    coverage: str
    frequency: str
    framework_version: str
    adds_up_over: tuple[str, ...]
    search_words: str
    source: str
    place: str
    next_update: date | None = None
    """When new figures are due; None where nobody says."""
    counted_as: CountedAs | None = None
    """None where nobody says."""
    unit_words: str = ""
    """What a mean or number is measured in; for an index, what is set to 100."""
    decimals: int | None = None
    """How many decimals are shown; None for at most one, as the source has them."""
    standardised: bool = False
    """Whether values are weighted, so that numerator over denominator does not give them."""
    cumulative: bool = False
    """Whether each value holds those before it, as a total to date does."""
    numerator_metric: str = ""
    """For a percentage or rate, the metric whose count is the number on top; empty where nobody says."""


@dataclass(frozen=True, slots=True)
class Area:
    """A place that figures are about."""

    area: str
    code: str
    name: str
    kind: str
    parent: str
    comparator: bool
    comparator_reason: str
    until: date | None = None
    """The last day on which the area was one; None where it still is."""
    followed_by: tuple[str, ...] = ()
    """The areas that it became part of or was split into."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One published number: a metric, for an area and a group of people, in a period."""

    metric: str
    area: str
    breakdown: str
    group: str
    period: Period
    period_stated: bool
    """False where the source does not name the period: it was read from its context, or has no dates at all."""
    period_printed: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    status: Status | None
    method_version: str
    source: str
    place: str
    note: str
    bound: Bound | None = None
    """Where the source prints a limit in place of the figure, such as "more than 200"."""
    interval_level: Decimal = USUAL_LEVEL
    """How many per cent of intervals such as that of `lower` and `upper` hold the true level."""
    line: int = field(default=0, compare=False)
    """The line of the table of observations on which it stands, the header being line 1; 0 where nobody knows."""

    @property
    def period_basis(self) -> PeriodBasis:
        """How its period is known."""
        if not self.period.is_dated:
            return PeriodBasis.UNKNOWN
        return PeriodBasis.STATED if self.period_stated else PeriodBasis.IMPLIED


@dataclass(frozen=True, slots=True)
class Target:
    """A promise in numbers."""

    target: str
    title: str
    metric: str
    area: str
    baseline_value: Decimal | None
    baseline_period: Period | None
    target_value: Decimal | None
    target_change: Decimal | None
    """The change to reach, as a percentage of the baseline."""
    target_date: date
    source: str
    place: str
    note: str
    target_points: Decimal | None = None
    """The change to reach, in percentage points of the baseline."""
    benchmark: Area | None = None
    """The area whose figure for the same period should be reached."""
    breakdown: str = ""
    group: str = ""
    bound: Bound | None = None
    """How the promise hedges what is to be reached, such as "more than 60%"."""
    other_end: Decimal | None = None
    """The other end, where the promise is between two values, changes or numbers of points."""

    @property
    def size(self) -> Decimal | None:
        """The value, change or number of points that is promised; None where a benchmark is to be reached."""
        sizes = (self.target_value, self.target_change, self.target_points)
        return next((size for size in sizes if size is not None), None)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a report printed of a change or a figure. Sizes are without sign."""

    earlier: Decimal | None
    later: Decimal | None
    change: Decimal | None
    unit: str
    """One of percent, percentage-points, count; empty where the report gives none."""
    direction: str
    """One of increase, decrease, no-change; empty where the report gives none."""
    numerator: Decimal | None
    denominator: Decimal | None
    percent: Decimal | None
    change_bound: Bound | None = None
    """How the change is hedged, such as "more than 40%"."""
    value_bound: Bound | None = None
    """How the later figure or the percentage is hedged."""
    comparison: str = ""
    """How the area stands to another one: higher, lower, better, worse or similar, also with "significantly-" before;
    empty where the report compares with none."""

    @property
    def speaks_of_a_change(self) -> bool:
        """Whether it needs an earlier figure beside the later one."""
        return self.change is not None or self.earlier is not None or bool(self.direction)


@dataclass(frozen=True, slots=True)
class Claim:
    """A change or a figure as a published report printed it, right or wrong."""

    claim: str
    document: str
    place: str
    metric: str
    area: str
    breakdown: str
    group: str
    earlier: Period | None
    later: Period
    printed: Printed
    note: str
    against: Area | None = None
    """The area that the report compares with."""


@dataclass(frozen=True)
class Package:
    """One checked data package."""

    name: str
    title: str
    description: str
    version: str
    home_area: str
    """The area that is the whole partnership; empty in the national framework."""
    outcomes: tuple[Outcome, ...]
    metrics: tuple[Metric, ...]
    areas: tuple[Area, ...]
    sources: tuple[Source, ...]
    observations: tuple[Observation, ...]
    targets: tuple[Target, ...]
    claims: tuple[Claim, ...]
    tables: Mapping[str, tuple[Row, ...]]
    """Every table of the package, as parsed rows in the order of the file."""
    texts: Mapping[str, tuple[tuple[str, ...], ...]]
    """Every table of the package, as the cells of the file in the order of its schema."""
    narratives: tuple[Narrative, ...] = ()
    governance: Governance = field(default_factory=Governance)
    plan: Plan = field(default_factory=Plan)


def newest_source(package: Package) -> date | None:
    """Return when the newest source of a package was published; None where no source has a date."""
    return max((source.published for source in package.sources if source.published), default=None)


def newest_change(package: Package) -> date | None:
    """Return when the newest paper came out that a package tells of, or the newest correction was made."""
    corrected = (day for row in package.tables.get("revisions", ()) if isinstance(day := row["revised_on"], date))
    return max(filter(None, (newest_source(package), *corrected)), default=None)


@dataclass(frozen=True)
class Partnership:
    """A partnership's package, read together with the national framework."""

    package: Package
    framework: Package
    chosen_day: date | None = None
    """The day that the publisher chose to judge lateness, targets, duties and contracts on, if any."""

    @cached_property
    def day(self) -> date:
        """The day that is spoken of: that of the newest source, or the chosen one where that is later."""
        return max(self.newest_source, self.chosen_day or self.newest_source)

    @cached_property
    def newest_source(self) -> date:
        """When the newest of its own sources came out, else the newest national one; 1 January 1970 without both."""
        return newest_source(self.package) or newest_source(self.framework) or date(1970, 1, 1)

    @property
    def name(self) -> str:
        """The short name, used in addresses."""
        return self.package.name

    @property
    def title(self) -> str:
        """The name that readers know."""
        return self.package.title

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        """Every metric that the partnership can use, the framework's first."""
        return {m.metric: m for m in (*self.framework.metrics, *self.package.metrics)}

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Every area that the partnership can use, its own first, comparators last."""
        areas = (*self.package.areas, *self.framework.areas)
        return {a.area: a for a in sorted(areas, key=lambda area: area.comparator)}

    @cached_property
    def ended_areas(self) -> frozenset[str]:
        """The short names of areas that are none any more on the day that is spoken of."""
        return frozenset(name for name, area in self.areas.items() if area.until and area.until < self.day)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source that the partnership can use."""
        return {s.source: s for s in (*self.framework.sources, *self.package.sources)}

    @cached_property
    def home_area(self) -> Area:
        """The area that is the whole partnership."""
        return self.areas[self.package.home_area]


MANY = 6
"""A site with more partnerships than these leads to them by region and place."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where a published address went that is no more."""

    start: str
    goal: str
    """Empty where nothing took its place; a slash for the home page."""
    row: int
    """The row in a spreadsheet, the header being row 1."""


@dataclass(frozen=True)
class Site:
    """Everything that is published together: the framework and one or more partnerships."""

    framework: Package
    partnerships: tuple[Partnership, ...]
    settings: Settings = field(default_factory=Settings)
    """What the site says of itself."""
    redirects: tuple[Redirect, ...] = ()
    commit: str = ""
    """The commit that the site is built from, by its whole name; empty where nobody knows it."""

    def row_in_repository(self, package: str, table: str, line: int) -> str:
        """Return the address of a row of a table as it was built from; empty where the repository or commit is unknown.

        It is that of GitHub, and of hosts that do as GitHub does.
        """
        if not (self.settings.repository and self.commit and line):
            return ""
        return f"{self.settings.repository}/blob/{self.commit}/datasets/{package}/{table}.csv?plain=1#L{line}"

    @cached_property
    def has_several(self) -> bool:
        """Whether a reader must choose a partnership."""
        return len(self.partnerships) > 1

    @cached_property
    def has_many(self) -> bool:
        """Whether there are so many partnerships that no list of them fits into a row or a screen."""
        return len(self.partnerships) > MANY

    @cached_property
    def packages(self) -> tuple[Package, ...]:
        """Every package, the framework first."""
        return (self.framework, *(partnership.package for partnership in self.partnerships))

    @cached_property
    def day(self) -> date:
        """The latest day that a page speaks of, which stands for the time of building."""
        return max(partnership.day for partnership in self.partnerships)
