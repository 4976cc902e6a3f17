"""Gathers every rule of meaning and applies it to all packages."""

from collections.abc import Iterable, Mapping

from builder.checking.keys import find_key_problems
from builder.checking.observations import find_observation_problems
from builder.checking.plans import find_plan_problems
from builder.checking.references import find_reference_problems
from builder.checking.sums import find_sum_problems
from builder.checking.targets import find_target_problems
from builder.checking.typed import TypedRow, typed_rows
from builder.problems import Place, Problem
from builder.found import PackageAsFound

Tables = Mapping[str, tuple[TypedRow, ...]]
"""The sound rows of each table of a package."""


def find_problems(packages: Iterable[PackageAsFound]) -> list[Problem]:
    """Return every problem of meaning in packages that are published together."""
    packages = tuple(packages)
    frameworks = [package for package in packages if package.descriptor.get("kind") == "framework"]
    if len(frameworks) != 1:
        return [
            Problem(
                Place("datasets"),
                "framework",
                f"There are {len(frameworks)} packages of kind framework, but there must be one.",
                "Keep the package national-framework beside the partnerships.",
            )
        ]
    framework = frameworks[0]
    tables = {package.name: tables_of(package) for package in packages}
    problems: list[Problem] = []
    for package in packages:
        national = tables[framework.name]
        own = tables[package.name]
        problems += find_key_problems(package, framework)
        problems += find_reference_problems(package, framework)
        problems += find_observation_problems(own, national)
        problems += find_sum_problems(own, national)
        problems += find_target_problems(own, national)
        problems += find_plan_problems(own)
    return problems


def tables_of(package: PackageAsFound) -> dict[str, tuple[TypedRow, ...]]:
    """Return the sound rows of each table of a package."""
    return {name: typed_rows(table) for name, table in package.tables.items()}
