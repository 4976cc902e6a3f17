"""The command line: reads arguments, the environment and the clock, prints and exits.

Exit codes: 0 done, 1 problems in the data, 2 wrong use.
"""

import errno
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click

from builder import pipeline
from builder.cli import beginning, changes_listing, listing
from builder.intake import Added, name_fault
from builder.intake.workbook.words import NOTHING_NEW
from builder.model.addresses import LEDGER
from builder.model.settings import SETTINGS_FILE, Contact, Environment, Settings, site_address
from builder.pipeline.building import Progress
from builder.project.problems import Level, NotDone, did_you_mean, listed
from builder.project.program import version
from builder.project.words import words_of
from builder.reading.downloads import KINDS

Made = TypeVar("Made")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")

_DATASETS = click.option(
    "--datasets",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="datasets",
    show_default=True,
    help="The folder of packages.",
)
_SETTINGS = Path(SETTINGS_FILE)
_SITE_DAY = "SITE_DAY"
"""The variable that gives the day of the site."""
_SITE_URL = "SITE_URL"
"""The variable that gives the address of the site."""
_NOTHING_CHANGED = "Nothing was changed."
_QUIET = click.option("--quiet", is_flag=True, help="Show nothing but problems that stop publication.")


class WrongUse(click.ClickException):
    """The program was called in a way that it cannot follow; the text says why."""

    exit_code = 2


class _CodeChanged(Exception):
    """The program that shows a preview is no longer the one in its files."""


class _Program(click.Group):
    """The one place where what stops a run becomes a message; a fault of ours keeps its traceback."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command, and end with exit code 1 and a message where it could not be done."""
        try:
            return super().invoke(context)
        except (NotDone, OSError, MemoryError, BrokenExecutor) as fault:
            if isinstance(fault, OSError) and fault.errno == errno.EPIPE:
                # Nobody reads on, as in `check | head`: click knows what to do.
                raise
            raise click.ClickException(listing.stop_report(fault)) from fault


def _say_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 -- click calls it so
    if wanted:
        click.echo(version())
        context.exit()


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_say_version, help="Say the version."
)
def main() -> None:
    """Turn data packages of Combating Drugs Partnerships into a public site."""


@main.command()
@click.argument("packages", nargs=-1)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How to show problems.",
)
@click.option("--advice", is_flag=True, help="Say also how hard each page is to read, and what it leaves unexplained.")
@click.option(
    "--since",
    default="",
    help="A commit or branch: hold the data against it, and show only the questions and warnings that it did not have.",
)
@_DATASETS
@_QUIET
def check(packages: tuple[str, ...], style: str, since: str, datasets: Path, **wanted: bool) -> None:
    """Check PACKAGES, or all of them, and publish nothing."""
    known = pipeline.package_names(datasets)
    for name in packages:
        if name not in known:
            raise click.BadParameter(f'There is no package "{name}". {did_you_mean(name, known)}'.strip())
    advice, quiet = wanted["advice"], wanted["quiet"]
    checked = _checked(datasets, frozenset(packages), since)
    standing = 0
    if since:
        found = pipeline.brought(checked, datasets, since, _environment(), frozenset(packages))
        checked, standing = found.checked, found.standing
    _show(checked, style, quiet=quiet)
    if standing and style != "json" and not quiet:
        click.echo(listing.standing(standing), err=style == "github")
    if advice and checked.site:
        root = Path.cwd()
        folders = pipeline.Folders(root, datasets, root / "build", root / "site")
        click.echo(listing.advice_report(pipeline.advise(checked.site, folders)))
    if any(problem.level is Level.ERROR for problem in checked.problems):
        raise SystemExit(1)


@main.command()
@click.option("--since", default="", help="The commit or branch to compare with. Without it, where main was left.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to show what changed; as Markdown, with what the check says of it and what happens next.",
)
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="A file to write it to as HTML, too.")
@_DATASETS
def changes(since: str, style: str, page: Path | None, datasets: Path) -> None:
    """Say what the packages change in what is published."""
    checked = _checked(datasets, since=since)
    errors = sum(problem.level is Level.ERROR for problem in checked.problems)
    environment = _environment()
    see = None
    root = Path.cwd()
    if checked.site and words_of(root):
        folders = pipeline.Folders(root, datasets, root / "build", root / "site")
        see = pipeline.Now(checked.site, folders, environment).seen_since
    found = pipeline.changes(datasets, since, errors, environment.today or date.min, see)
    told = pipeline.brought(checked, datasets, since, environment) if page or style == "markdown" else None
    if page and told:
        page.write_text(changes_listing.page_report(found, told), "utf-8", newline="\n")
    match style:
        case "json":
            click.echo(changes_listing.json_report(found))
        case "markdown":
            click.echo(changes_listing.markdown_report(found, told, _links()), nl=False)
        case _:
            click.echo(changes_listing.text_report(found))


def _links() -> changes_listing.Links:
    """Return where the files of this change can be read, as far as the variables of GitHub say it."""
    server, repository, commit = (os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA"))
    return changes_listing.Links.of(server, repository, commit)


@main.command()
@_DATASETS
@click.option(
    "--output", type=click.Path(path_type=Path), default="site", show_default=True, help="Where the site goes."
)
@click.option("--for-disk", is_flag=True, help="Build a copy to unpack and open without a server.")
@click.option(
    "--published",
    type=click.Path(path_type=Path),
    default="build/published.txt",
    show_default=True,
    help="The list of published addresses, none of which may be lost. Without the file nothing is compared.",
)
@_QUIET
def build(datasets: Path, output: Path, published: Path, *, for_disk: bool, quiet: bool) -> None:
    """Check every package, build the site and put it in its place."""
    from builder.publishing import read_ledger, writing

    root = Path.cwd()
    folders = pipeline.Folders(root, datasets, root / "build", root / output)
    before = read_ledger(published.read_text("utf-8", "replace")) if published.is_file() else ()
    _refuse_optimised_python()
    fault = writing.find_output_fault(folders.site, folders.kept, root)
    if fault:
        raise WrongUse(f'The site cannot go into "{output}". {fault}')
    checked = _checked(datasets)
    _show(checked, "text", quiet=quiet)
    site = checked.site
    if site is None:
        raise SystemExit(1)
    with writing.only_run(folders.build):
        built = _with_progress(
            lambda progress: pipeline.build(site, folders, progress, for_disk=for_disk, published=before), quiet=quiet
        )
    if not quiet:
        click.echo(f"{built.pages} pages and {built.charts} charts ({built.charts_drawn} drawn anew) are in {output}/.")


@main.command()
def ledger() -> None:
    """Say where the published site lists its addresses, to be fetched and handed to `build`."""
    environment = _environment()
    known, _ = pipeline.settings_of(_SETTINGS)
    home = known.within(environment).address if known else environment.address
    if not home:
        raise WrongUse(f"Nobody knows the address of the site: set {_SITE_URL}.")
    click.echo(f"{home}{LEDGER}")


@main.command()
@click.argument("partnership")
@click.argument("year", type=int)
@_DATASETS
@_QUIET
def report(partnership: str, year: int, datasets: Path, *, quiet: bool) -> None:
    """Write the annual report of PARTNERSHIP for YEAR as a Word file, and as PDF where a browser is found."""
    from builder.model.as_of import report_years
    from builder.publishing import find_browser, writing

    _refuse_optimised_python()
    if partnership not in pipeline.package_names(datasets):
        known = pipeline.package_names(datasets)
        raise click.BadParameter(f'There is no partnership "{partnership}". {did_you_mean(partnership, known)}'.strip())
    checked = pipeline.check(datasets, settings=_SETTINGS, environment=_environment())
    _show(checked, "text", quiet=True)
    site = checked.site
    if site is None:
        raise SystemExit(1)
    found = next((one for one in site.partnerships if one.name == partnership), None)
    if found is None:
        raise click.BadParameter(f'"{partnership}" is the national framework, which has no annual report.')
    years = report_years(found.package)
    if year not in years:
        file = f"{datasets}/{partnership}/narrative/report-{year}.md"
        there = f"There is one for {listed([str(one) for one in years])}." if years else f"Write {file} first."
        raise click.BadParameter(f"There is no narrative {file} for a report of {year}. {there}")
    root = Path.cwd()
    folders = pipeline.Folders(root, datasets, root / "build", root / "site")
    asked = pipeline.Asked(found, year, find_browser())
    with writing.only_run(folders.build):
        made = _with_progress(lambda progress: pipeline.report(site, asked, folders, progress), quiet=quiet)
    if not quiet:
        files = " and ".join(str(path.relative_to(root)) for path in (made.word, made.pdf) if path)
        click.echo(f"The report is in {files}.")
    if made.without_pdf:
        click.echo(made.without_pdf, err=True)


@main.command()
@click.argument("package")
@_DATASETS
@click.option("--name", help="The name of your site.")
@click.option("--description", help="One sentence on the site, for search engines.")
@click.option("--publisher", help="The organisation that answers for the site.")
@click.option("--page", default="", help="A page on which people can reach you, such as one with a form.")
@click.option("--mailbox", default="", help="The mailbox of a team, never of a person.")
@click.option("--telephone", default="", help="The number of a team, never of a person.")
@click.option("--repository", default="", help="The repository on GitHub, as OWNER/NAME.")
@click.option("--address", default="", help="Where the site will be, if it has a domain of its own.")
@click.option("--own-papers/--papers-of-others", default=None, help="Whether the papers are the publisher's own.")
def adopt(package: str, datasets: Path, **given: Any) -> None:
    """Make this copy the project of one PACKAGE: delete the others, and write the settings of your site.

    On a terminal it asks for what is missing.
    """
    known = pipeline.package_names(datasets)
    if package not in known:
        raise click.BadParameter(f'There is no package "{package}". {did_you_mean(package, known)}'.strip())
    if pipeline.is_framework(datasets / package):
        raise click.BadParameter(f'"{package}" is the national framework, which is kept anyway. Name a partnership.')
    settings = _adopted_settings(given)
    try:
        adopted = pipeline.adopt(Path.cwd(), datasets, package, settings)
    except NotDone as fault:
        raise click.ClickException(f"{fault}\n{_NOTHING_CHANGED}") from fault
    deleted = [f"Deleted: {path} (it stays in the history of the repository)" for path in adopted.deleted]
    click.echo("\n".join([*deleted, *(f"Written: {path}" for path in adopted.written)]))
    click.echo("\n".join(["\nLeft for you:", *(f"{place}. {task}" for place, task in enumerate(adopted.left, 1))]))


@main.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--package", required=True, help="The partnership that the figures are of.")
@click.option("--retrieved", type=click.DateTime(["%Y-%m-%d"]), help="When the file was downloaded. Without it, today.")
@click.option("--sheet", default="", help="The sheet of a workbook that holds several tables.")
@click.option("--table", default="", help="Its name in the mapping, for a table whose columns others have too.")
@click.option(
    "--replace", "replaces", is_flag=True, help="Let figures of other sources give way too, and most of a table."
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@_DATASETS
def convert(kind: str, file: Path, package: str, datasets: Path, **given: Any) -> None:
    """Take the figures of a FILE that others publish into a package, as its mapping convert.yaml says.

    The first time, it proposes the mapping and takes nothing in. Everything is checked before anything is written.
    """
    from builder.cli import converting
    from builder.pipeline.converting import Conversion
    from builder.pipeline.converting import convert as run

    today = date.today()  # noqa: DTZ011 -- the day where the program runs
    retrieved = given["retrieved"].date() if given["retrieved"] else today
    choices = {name: given[name] for name in ("sheet", "table", "replaces")}
    asked = Conversion(kind, file, package, today, retrieved, is_trial=given["dry_run"], **choices)
    try:
        taken = run(datasets, asked, _checked_alone)
    except NotDone as fault:
        raise click.ClickException(f"{fault}\n{_NOTHING_CHANGED}") from fault
    click.echo(converting.report(taken, f"{datasets.name}/{package}"))
    if not taken.is_done:
        raise SystemExit(1)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Say why nothing was changed, where something stops a change of a package."""
    try:
        yield
    except NotDone as fault:
        raise click.ClickException(f"{fault}\n{_NOTHING_CHANGED}") from fault
    except pipeline.Refused as refused:
        raise click.ClickException(f"{listing.problem_lines(refused.problems)}\n{_NOTHING_CHANGED}") from refused


def _write(datasets: Path, package: str, make: Callable[[], Added]) -> None:
    """Write what is made for a package into its folder, unless the check would refuse it."""
    with _all_or_nothing():
        added = make()
        pipeline.write_added(datasets, package, added, _checked_alone)
    click.echo("\n".join(f"Written: {datasets / package}/{line}" for line in added.said))


@main.command()
@click.argument("package")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where it goes. Without it: build/.")
@_DATASETS
def workbook(package: str, output: Path | None, datasets: Path) -> None:
    """Write the tables of PACKAGE as one Excel workbook, with lists to choose from and a sheet for a new year."""
    with _all_or_nothing():
        content = pipeline.make_workbook(datasets, package)
    path = output or Path("build") / f"{package}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    click.echo(f"Written: {path}")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--package", default="", help="The package that it is of. Without it, the one that its first sheet names."
)
@_DATASETS
def take_in(file: Path, package: str, datasets: Path) -> None:
    """Write what is different in the workbook FILE into the tables of its package; all else keeps its bytes."""
    with _all_or_nothing():
        name, added = pipeline.take_in_workbook(datasets, file, package, _checked_alone)
    click.echo("\n".join(f"Written: {datasets / name}/{line}" for line in added.said) or NOTHING_NEW)


@main.group(cls=beginning.Beginnings, write=_write)
def new() -> None:
    """Begin something new: a site, a partnership, rows for a new year, or one row of a table."""


@new.command()
@click.argument("name")
@click.option("--title", help="The name that readers know. Without it, the short name with capitals.")
@click.option(
    "--program", default=pipeline.PLACEHOLDER_PROGRAM, help="The repository of the program on GitHub, as OWNER/NAME."
)
def site(name: str, title: str | None, program: str) -> None:
    """Write the repository of a site into this empty folder, for the partnership with the short NAME.

    The program stays in a repository of its own: the new one names its version.
    """
    fault = name_fault(name)
    if fault:
        raise click.BadParameter(fault)
    if not _REPOSITORY.fullmatch(program):
        raise click.BadParameter(f'"{program}" is no repository. Write its owner and its name, as OWNER/NAME.')
    words = (title or name.replace("-", " ").title()).strip()
    written = pipeline.start_site(Path.cwd(), pipeline.NewSite(name, words, program))
    click.echo("\n".join(f"Written: {path}" for path in written))
    left = [
        *(
            [f"Write the repository of the program in the place of {program}, in .github/workflows/ and requirements/."]
            if program == pipeline.PLACEHOLDER_PROGRAM
            else []
        ),
        f"Look at datasets/{name}/areas.csv: one row for each area, and add the tables that you have.",
        "Fill in site.yaml, and write your organisation in the place of example-org in .github/.",
        "Run make site, look at site/index.html, and commit.",
        "Follow docs/set-up.md for the settings on GitHub.",
    ]
    click.echo("\n".join(["\nLeft for you:", *(f"{place}. {task}" for place, task in enumerate(left, 1))]))


def _adopted_settings(given: dict[str, Any]) -> Settings:
    """Return the settings of a site that is no demonstration; ask for what was not given, where somebody can answer."""
    if sys.stdin.isatty():
        given = _asked(given)
    contact = Contact(given["page"], given["mailbox"], given["telephone"])
    missing = [f"--{name}" for name in ("name", "publisher") if not given[name]]
    missing += ["--own-papers or --papers-of-others"] if given["own_papers"] is None else []
    missing += [] if contact else ["--page, --mailbox or --telephone"]
    if missing:
        raise WrongUse(f"Say also {listed(missing)}.")
    repository = given["repository"].removeprefix("https://github.com/").strip("/").removesuffix(".git")
    return Settings(
        name=given["name"],
        description=given["description"] or Settings().description,
        demonstration=False,
        publisher=given["publisher"],
        own_papers=given["own_papers"],
        contact=contact,
        repository=f"https://github.com/{repository}" if repository else "",
        address=given["address"],
        # RFC 9116 advises a day within a year.
        security_contact_until=datetime.now(UTC).date() + timedelta(days=364),
    )


def _asked(given: dict[str, Any]) -> dict[str, Any]:
    """Return what was given, with answers for what was not."""
    answers = dict(given)
    if not given["name"]:
        answers["name"] = click.prompt("The name of your site")
    if not given["publisher"]:
        answers["publisher"] = click.prompt("The organisation that answers for it")
    if given["own_papers"] is None:
        answers["own_papers"] = click.confirm("Are the papers that the figures come from its own?")
    if not (given["page"] or given["mailbox"] or given["telephone"]):
        answers["mailbox"] = click.prompt("The mailbox of a team to which readers can write")
    if not given["repository"]:
        question = "The repository on GitHub, as OWNER/NAME (nothing if there is none yet)"
        answers["repository"] = click.prompt(question, default="", show_default=False)
    return answers


@main.command()
@_DATASETS
@click.option("--port", default=8000, show_default=True, help="The port on this machine.")
def serve(datasets: Path, port: int) -> None:
    """Preview the site on this machine, and reload it when data, words, templates or code change."""
    from builder.cli.preview_server import Server, Watcher, watch
    from builder.publishing import writing

    _refuse_optimised_python()
    root = Path.cwd()
    folder = root / "build" / "preview"
    folders = pipeline.Folders(root=root, datasets=datasets, build=folder, site=folder / "site")
    preview = pipeline.Preview(folders, environment=_environment())
    code = root / "builder"
    watcher = Watcher([datasets, *folders.words.folders, root / "mkdocs.yml", folders.settings, code])
    server = Server(folders.site, port)

    def refresh(*, whole: bool, wait: bool) -> None:
        # The preview has a folder of its own in which to build, so that it stops no build while it is only looked at.
        with writing.only_run(root / "build", wait=wait):
            _refresh(preview, whole=whole)

    def is_everywhere(path: Path) -> bool:
        return "theme" in path.parts or path.name in {"mkdocs.yml", SETTINGS_FILE}

    def changed(files: frozenset[Path]) -> None:
        if any(path.is_relative_to(code) for path in files):
            raise _CodeChanged
        # Theme and configuration are in every page, so that all of them change.
        refresh(whole=any(map(is_everywhere, files)), wait=True)
        server.refresh()

    try:
        with writing.only_run(folder):
            refresh(whole=True, wait=False)
            server.start()
            click.echo(f"The preview is at {server.address} until you press Ctrl+C.")
            watch(watcher, changed)
    except KeyboardInterrupt:
        pass
    except _CodeChanged:
        click.echo("The code has changed: starting anew.")
        server.stop()
        _start_anew([sys.executable, "-m", "builder", *sys.argv[1:]])
    finally:
        server.stop()


def _start_anew(command: list[str]) -> None:
    """Run a command in the place of this program."""
    if sys.platform == "win32":
        # There, a program that takes the place of another loses its window.
        raise SystemExit(subprocess.call(command))  # noqa: S603 -- as below
    os.execv(command[0], command)  # noqa: S606 -- it is this program


def _refresh(preview: pipeline.Preview, *, whole: bool) -> None:
    """Bring a preview up to date and say how that went; a fault leaves the preview as it was."""
    start = time.monotonic()
    try:
        checked = preview.refresh(whole=whole)
    except (NotDone, OSError) as fault:
        click.echo(listing.stop_report(fault), err=True)
        return
    _show(checked, "text", quiet=True)
    if checked.site is not None:
        click.echo(f"Built in {time.monotonic() - start:.1f} s.")


def _refuse_optimised_python() -> None:
    """Refuse a Python that leaves out the texts of the program, which the library of charts builds on."""
    if sys.flags.optimize > 1:
        raise NotDone("Python runs with -OO, with which no chart can be drawn: take PYTHONOPTIMIZE away and try again.")


def _checked(datasets: Path, only: frozenset[str] = frozenset(), since: str = "") -> pipeline.Checked:
    environment = _environment()
    checked = pipeline.check(datasets, only, words_of(Path.cwd()), settings=_SETTINGS, environment=environment)
    return pipeline.where_saved(checked, datasets, environment, since)


def _checked_alone(datasets: Path, package: str) -> pipeline.Checked:
    return _checked(datasets, frozenset({package}))


def _environment() -> Environment:
    """Return what the environment says in the place of the settings."""
    repository = os.environ.get("REPOSITORY_URL", "")
    today = date.today()  # noqa: DTZ011 -- the day where the program runs
    commit = os.environ.get("SITE_COMMIT", "")
    if commit and not _COMMIT.fullmatch(commit):
        raise click.UsageError(f'SITE_COMMIT is "{commit}". Write the whole name of a commit: 40 letters and digits.')
    return Environment(_site_address(), repository, commit, _site_day(), today)


def _site_day() -> date | None:
    """Return the day on which lateness, targets, duties and contracts are judged, where the environment gives one."""
    given = os.environ.get(_SITE_DAY, "")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as fault:
        raise click.UsageError(f'{_SITE_DAY} is "{given}". Write a day as 2025-01-30.') from fault


def _site_address() -> str:
    """Return the address of the site, where the environment gives one."""
    given = os.environ.get(_SITE_URL, "")
    address = site_address(given) if given else ""
    if address is None:
        example = site_address(f"https://{given}") or "https://drugs.council.gov.uk/"
        raise WrongUse(f'{_SITE_URL} is "{given}", which is no whole address: write it in full, such as {example}.')
    return address


def _with_progress(work: Callable[[Progress], Made], *, quiet: bool) -> Made:
    """Do the work, with a moving line on a terminal and nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        return work(lambda _: None)
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        return work(status.update)


def _show(checked: pipeline.Checked, style: str, *, quiet: bool) -> None:
    errors = [problem for problem in checked.problems if problem.level is Level.ERROR]
    match style:
        case "json":
            click.echo(listing.json_report(checked.problems))
        case "github":
            if checked.problems:
                click.echo(listing.github_report(checked.problems))
            click.echo(listing.summary(checked.problems, checked.packages), err=True)
        case _ if errors or not quiet:
            click.echo(listing.text_report(errors if quiet else checked.problems, checked.packages))
