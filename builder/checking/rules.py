"""Gathers every rule of meaning and applies it to all packages."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from builder.checking.claims import find_comparison_problems
from builder.checking.findings import find_finding_problems
from builder.checking.governance import find_governance_problems
from builder.checking.keys import find_key_problems
from builder.checking.metrics import find_metric_problems
from builder.checking.observations import find_observation_problems
from builder.checking.pairs import find_pair_problems
from builder.checking.periods import find_basis_problems, find_period_problems
from builder.checking.plans import find_plan_problems
from builder.checking.questions import find_questions
from builder.checking.references import NOT_FOUND, find_reference_problems
from builder.checking.revisions import find_revision_problems
from builder.checking.slips import find_slip_problems
from builder.checking.sums import find_sum_problems
from builder.checking.targets import find_target_problems
from builder.project.found import PackageAsFound
from builder.project.problems import Level, Place, Problem
from builder.project.schemas import table_schemas
from builder.project.typed import TypedRow, typed_rows

Tables = Mapping[str, tuple[TypedRow, ...]]
"""The sound rows of each table of a package."""

FRAMEWORK = "framework"
"""The kind of the one package that all others are read together with."""

NATIONAL_TABLES = ("ambitions", "commitments", "duties", "expected_members", "outcomes")
"""The tables that pages read from the framework alone."""

_ADDED_UP = ("observations", "areas", "metrics")
"""The tables that sums are made from."""


def find_problems(packages: Iterable[PackageAsFound]) -> list[Problem]:
    """Return every problem of meaning in packages that are published together."""
    packages = tuple(packages)
    framework, problems = _framework(packages)
    national = tables_of(framework)
    tables = {package.name: national if package is framework else tables_of(package) for package in packages}
    for package in packages:
        own = tables[package.name]
        found = [
            *(_find_national_tables(package) if package is not framework else ()),
            *find_key_problems(package, framework),
            *find_reference_problems(package, framework),
            *find_metric_problems(own),
            *find_observation_problems(own, national),
            *find_target_problems(own, national),
            *find_plan_problems(own),
            *find_governance_problems(own, national),
            *find_pair_problems(own),
            *find_comparison_problems(own),
            *find_slip_problems(own, national),
            *find_period_problems(own),
            *find_basis_problems(own),
        ]
        problems += found
        if _can_be_added_up(package, found):
            problems += find_sum_problems(own, national)
            problems += find_finding_problems(own)
            problems += find_revision_problems(own)
        elsewhere = [other.get("observations", ()) for name, other in tables.items() if name != package.name]
        if not _has_faults(package, found):
            problems += find_questions(own, national, elsewhere, found)
    return problems


def _has_faults(package: PackageAsFound, found: Iterable[Problem]) -> bool:
    """Return whether a package has errors: until they are mended no question repeats its figures."""
    unread = package.unread_tables or any(table.faulty_rows for table in package.tables.values())
    return bool(unread) or any(problem.level is Level.ERROR for problem in found)


def tables_of(package: PackageAsFound) -> dict[str, tuple[TypedRow, ...]]:
    """Return the sound rows of each table of a package."""
    return {name: typed_rows(table) for name, table in package.tables.items()}


def framework_of(packages: Iterable[PackageAsFound]) -> PackageAsFound:
    """Return the framework's package, or a stand-in of which nothing is known."""
    return _framework(tuple(packages))[0]


def _framework(packages: Collection[PackageAsFound]) -> tuple[PackageAsFound, list[Problem]]:
    """Return the framework's package, or a stand-in of which nothing is known, and what is wrong with it."""
    frameworks = [package for package in packages if package.descriptor.get("kind") == FRAMEWORK]
    if frameworks and len(packages) == 1:
        fault = "There is no package of a partnership, so there would be nothing to publish."
        remedy = f'Add a folder for one beside "{frameworks[0].name}".'
        place = Place(frameworks[0].path.split("/", maxsplit=1)[0])
        return frameworks[0], [Problem(place, "no-partnership", fault, remedy)]
    if frameworks:
        framework = next((package for package in frameworks if FRAMEWORK in package.name), frameworks[0])
        return framework, [
            _second_framework_problem(package, framework) for package in frameworks if package is not framework
        ]
    stand_in = PackageAsFound("", "", {}, {}, frozenset(table_schemas()))
    if any("kind" not in package.descriptor for package in packages):
        # One of them could not be read and may be the framework: that problem is shown already.
        return stand_in, []
    folder = next((package.path.split("/")[0] for package in packages), "datasets")
    fault = "There is no package of the national framework, which every partnership needs."
    remedy = 'Put the folder "national-framework" back. Its datapackage.yaml must hold "kind: framework".'
    return stand_in, [Problem(Place(folder), "framework", fault, remedy)]


def _find_national_tables(package: PackageAsFound) -> Iterator[Problem]:
    for name in NATIONAL_TABLES:
        if name in package.tables:
            yield Problem(
                Place(package.tables[name].path),
                "national-table",
                "This table belongs to the national framework, so no page of a partnership would show it.",
                "Remove it, and name the rows of the framework's own table.",
            )


def _second_framework_problem(package: PackageAsFound, framework: PackageAsFound) -> Problem:
    return Problem(
        Place(package.path),
        "framework",
        f'Only one package can be the framework, and "{framework.name}" is it already.',
        'Write "kind: partnership".',
    )


def _can_be_added_up(package: PackageAsFound, problems: Collection[Problem]) -> bool:
    """Return whether nothing is wrong with single figures: a sum would only tell the same fault again."""
    tables = [package.tables[name] for name in _ADDED_UP if name in package.tables]
    faulty_paths = {problem.place.path for problem in problems if problem.level is Level.ERROR}
    return (
        not package.unread_tables.intersection(_ADDED_UP)
        and not any(table.faulty_rows for table in tables)
        and not any(table.path in faulty_paths for table in tables)
        and not any(problem.cause == NOT_FOUND for problem in problems)
    )
