"""The first half of the pipeline: read, find problems, parse."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.checking import (
    find_claim_warnings,
    find_narrative_problems,
    find_personal_data_problems,
    find_problems,
    framework_of,
    parse,
    tables_of,
    without_repeats,
)
from builder.disclosure import (
    OBSERVATIONS,
    Holding,
    Past,
    TableVersion,
    find_earlier_figures,
    find_exempt_metrics,
    find_recoverable,
    find_removed_small_numbers,
    find_rules,
    find_shown,
    find_small_numbers_in_words,
    holdings_of,
    must_be_looked_up,
    not_checked,
    not_read,
)
from builder.model.addresses import REDIRECTS_FILE
from builder.model.measures import Site
from builder.model.settings import Environment, Settings
from builder.pipeline.words import find_words_problems, redirects_of, settings_of
from builder.project.found import PackageAsFound
from builder.project.personal_data import without_personal_data
from builder.project.problems import Level, Place, Problem, sorted_problems
from builder.project.program import PACKAGED
from builder.project.words import WORDS_FOLDER, Words
from builder.reading import History, NoAnswer, find_stray_problems, read

_DEFAULT_SETTINGS = Settings()
_NOTHING_SET = Environment()


@dataclass(frozen=True)
class Checked:
    """What checking gives: the problems and, where none is an error, the trusted model."""

    packages: int
    """How many packages were checked."""
    problems: tuple[Problem, ...]
    site: Site | None


def package_names(datasets: Path) -> tuple[str, ...]:
    """Return the names of the package folders, in alphabetical order."""
    return tuple(sorted(path.name for path in datasets.iterdir() if path.is_dir() and path.name[0] != "."))


def check(
    datasets: Path,
    only: frozenset[str] = frozenset(),
    words: Words | None = None,
    *,
    settings: Settings | Path = _DEFAULT_SETTINGS,
    environment: Environment = _NOTHING_SET,
) -> Checked:
    """Read and check every package of a folder, the file of settings and, where they are given, the words.

    With `only`, problems of other packages, of the words and of the settings are left out: they were not asked for.
    `settings` may be given as they are, or as their file. What depends on time is judged on the day that the
    environment or the settings give; without one, and where it is later, on the day of its newest source.
    """
    names = package_names(datasets)
    packages, problems = [], []
    for name in names:
        package, found = read(datasets / name, f"{datasets.name}/{without_personal_data(name)}")
        packages.append(package)
        problems += found
    packages += _packaged_framework(packages)
    problems += find_problems(packages)
    known_settings, found = settings_of(settings)
    problems += found
    redirects, found = redirects_of(settings, environment)
    problems += found
    if words:
        problems += find_words_problems(words, packages)
    personal = [problem for package in packages for problem in find_personal_data_problems(package)]
    problems += personal
    holdings = _holdings(packages)
    hidden = list(_find_disclosure_problems(datasets, holdings, tuple(problems)))
    problems += [*hidden, *_find_small_numbers_in_words(packages, holdings, hidden)]
    for one in holdings:
        problems += (*find_rules(one.own, environment.today), *find_exempt_metrics(one.own))
    site = _sound_site(packages, problems)
    if site and known_settings:
        site = _with_settings(
            replace(site, redirects=redirects, commit=environment.commit), known_settings, environment
        )
        problems += _find_passed_days(site, datasets.name)
    problems += find_narrative_problems(site) if site else ()
    partnerships = (one.name for one in packages if one.descriptor.get("kind") == "partnership")
    strays = [] if only else find_stray_problems(datasets, partnerships)
    problems += strays
    if any(problem.level is Level.ERROR for problem in problems):
        site = None
    if site:
        problems += find_claim_warnings(site, packages)
    asked = only or frozenset(names)
    prefixes = tuple(f"{datasets.name}/{without_personal_data(name)}/" for name in asked)
    if not only:
        prefixes += (f"{WORDS_FOLDER}/",) if words else ()
        prefixes += (settings.name, REDIRECTS_FILE, ".github/") if isinstance(settings, Path) else ()
    shown = sorted_problems(
        problem
        for problem in without_repeats(problems, personal)
        if problem in strays or problem.place.path == datasets.name or problem.place.path.startswith(prefixes)
    )
    return Checked(len(asked), shown, site)


def _packaged_framework(packages: Sequence[PackageAsFound]) -> list[PackageAsFound]:
    """Return the national framework that comes with the program, where a project has none of its own."""
    if any(package.descriptor.get("kind", "framework") == "framework" for package in packages):
        # One whose kind could not be read may be the framework.
        return []
    folder = PACKAGED / "datasets" / "national-framework"
    return [read(folder, f"datasets/{folder.name}")[0]] if folder.is_dir() else []


def framework_with_program(packages: Sequence[PackageAsFound]) -> PackageAsFound:
    """Return the national framework among packages, or the one that comes with the program."""
    return framework_of([*packages, *_packaged_framework(packages)])


def _with_settings(site: Site, settings: Settings, environment: Environment) -> Site:
    chosen = settings.chosen_day(environment)
    partnerships = tuple(replace(one, chosen_day=chosen) for one in site.partnerships)
    return replace(site, partnerships=partnerships, settings=settings.within(environment))


def _find_passed_days(site: Site, datasets: str) -> Iterator[Problem]:
    """Yield a warning for each partnership whose newest source is after the day that somebody chose."""
    for one in site.partnerships:
        if one.chosen_day and one.chosen_day < one.newest_source:
            yield Problem(
                Place(f"{datasets}/{one.name}/sources.csv"),
                "passed-day",
                f"The day to judge on is {one.chosen_day}, but the newest source is of {one.newest_source}, "
                "so what is late is judged on that day.",
                "Whoever looks after the site can set the variable SITE_DAY to a later day, or delete it.",
                Level.WARNING,
            )


def _sound_site(packages: Sequence[PackageAsFound], problems: Sequence[Problem]) -> Site | None:
    """Return the model of the packages without an error, so that a fault of one hides no other's in what it refers to.

    None where the framework has an error.
    """
    faulty = {problem.place.path.rpartition("/")[0] for problem in problems if problem.level is Level.ERROR}
    sound = [one for one in packages if not any(f"{path}/".startswith(f"{one.folder}/") for path in faulty)]
    return parse(sound) if any(package.descriptor["kind"] == "framework" for package in sound) else None


def _holdings(packages: Sequence[PackageAsFound]) -> tuple[Holding, ...]:
    """Return what each package holds, for the rules about small and hidden figures."""
    framework = framework_of(packages)
    national = tables_of(framework)
    return holdings_of({one.name: national if one is framework else tables_of(one) for one in packages}, national)


def _find_small_numbers_in_words(
    packages: Sequence[PackageAsFound], holdings: Sequence[Holding], told: Iterable[Problem]
) -> Iterator[Problem]:
    """Yield a warning for each text that says a small number of people, but for those with a problem already."""
    places = {problem.place for problem in told}
    by_name = {package.name: package for package in packages}
    for holding in holdings:
        for problem in find_small_numbers_in_words(holding, by_name[holding.name]):
            if problem.place not in places:
                yield problem


def _find_disclosure_problems(
    datasets: Path, holdings: Sequence[Holding], problems: Iterable[Problem]
) -> Iterator[Problem]:
    """Yield what is wrong with small and hidden figures.

    Whether a hidden figure can be worked out is only asked of packages in which nothing else is wrong.
    """
    shown = find_shown(holdings)
    yield from shown
    if shown or any(problem.level is Level.ERROR for problem in problems):
        return
    pasts = []
    history = History(datasets)
    hides = any(map(must_be_looked_up, holdings))
    for holding in holdings:
        try:
            past = _past(holding, history, hides=hides)
        except NoAnswer as fault:
            if must_be_looked_up(holding):
                yield not_checked(holding, str(fault))
            continue
        pasts.append(past)
        yield from find_earlier_figures(past)
        yield from find_removed_small_numbers(past)
        unread = (*past.unread, *history.unread(holding.name))
        if unread and must_be_looked_up(holding):
            yield not_read(holding, unread)
    yield from find_recoverable(holdings, pasts)


def _past(holding: Holding, history: History, *, hides: bool) -> Past:
    """Return what earlier versions of a package's tables said.

    Where no package hides a figure, only small numbers are looked for, and those in the observations.

    Raises:
        NoAnswer: The versions could not be read.
    """
    found = history.versions(holding.name, () if hides else (OBSERVATIONS, "metrics"))
    return Past(
        holding,
        history.tables_of_today(holding.name),
        (TableVersion(one.commit, one.name, one.content, one.elsewhere) for one in found),
    )
