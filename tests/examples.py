"""Small values of the model that tests build on: a site with one metric, and ways to vary it."""

from datetime import date
from decimal import Decimal

from builder.model.measures import (
    Area,
    Metric,
    Observation,
    Outcome,
    Package,
    Partnership,
    Period,
    Polarity,
    Site,
    Source,
    Status,
    Tier,
    Unit,
)


def metric(unit: Unit = Unit.COUNT, polarity: Polarity = Polarity.HIGHER_IS_BETTER, **values: object) -> Metric:
    """Return a metric about adults in treatment."""
    given = {
        "metric": "adults-in-treatment",
        "title": "Adults in treatment",
        "outcome": "treatment",
        "tier": Tier.HEADLINE,
        "framework_metric": "",
        "rate_base": 100_000 if unit is Unit.RATE else None,
        "counted": "adults in treatment",
        "definition": "The number of adults in treatment.",
        "inclusion_basis": "",
        "limitations": "",
        "data_source": "",
        "lowest_geography": "",
        "coverage": "",
        "frequency": "",
        "framework_version": "",
        "adds_up_over": (),
        "search_words": "",
        "source": "report",
        "place": "page 1",
    }
    return Metric(**{**given, "unit": unit, "polarity": polarity, **values})


def area(name: str = "Riverside", **values: object) -> Area:
    """Return an area."""
    given = {"code": "", "kind": "county", "parent": "", "comparator": False, "comparator_reason": ""}
    return Area(area=name.lower(), name=name, **{**given, **values})


def observation(value: str | None, year: int = 2022, **values: object) -> Observation:
    """Return an observation of Riverside's adults in treatment in a calendar year."""
    given = {
        "metric": "adults-in-treatment",
        "area": "riverside",
        "breakdown": "",
        "group": "",
        "period": Period(date(year, 1, 1), "P1Y"),
        "period_stated": True,
        "period_printed": "",
        "numerator": None,
        "denominator": None,
        "lower": None,
        "upper": None,
        "status": Status.NOT_AVAILABLE if value is None else None,
        "method_version": "",
        "source": "report",
        "place": "page 1",
        "note": "",
    }
    return Observation(**{**given, "value": None if value is None else Decimal(value), **values})


def share(numerator: int, denominator: int, year: int = 2022, **values: object) -> Observation:
    """Return a percentage with the numbers behind it."""
    value = round(Decimal(numerator) * 100 / denominator, 1)
    return observation(str(value), year, numerator=Decimal(numerator), denominator=Decimal(denominator), **values)


def package(name: str = "riverside", **values: object) -> Package:
    """Return a package with one area, one source and nothing else."""
    given = {
        "title": name.title(),
        "description": "An example.",
        "version": "1.0.0",
        "home_area": name,
        "outcomes": (),
        "metrics": (),
        "areas": (area(),),
        "sources": (Source("report", "A report", "A council", date(2024, 1, 1), "OGL", "", "", ""),),
        "observations": (),
        "targets": (),
        "claims": (),
        "tables": {},
        "texts": {},
    }
    return Package(name=name, **{**given, **values})


def framework(*metrics: Metric) -> Package:
    """Return a national framework with one outcome and some metrics."""
    outcome = Outcome("treatment", 1, "More people get help", "intermediate", "")
    return package(
        "national-framework",
        home_area="",
        outcomes=(outcome,),
        metrics=metrics,
        areas=(area("England", kind="country", comparator=True),),
    )


def partnership(*observations: Observation, of: Metric | None = None, **values: object) -> Partnership:
    """Return a partnership that publishes observations of one metric of the framework."""
    return Partnership(package(observations=observations, **values), framework(of or metric()))


def site(*observations: Observation, of: Metric | None = None) -> Site:
    """Return a site with one partnership."""
    one = partnership(*observations, of=of)
    return Site(one.framework, (one,))
