"""The command line: reads arguments, the environment and the clock, prints and exits.

Exit codes: 0 done, 1 problems in the data, 2 wrong use.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from builder import pipeline, reports
from builder.problems import Level, did_you_mean

_DATASETS = click.option(
    "--datasets",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="datasets",
    show_default=True,
    help="The folder of packages.",
)
_QUIET = click.option("--quiet", is_flag=True, help="Show problems only.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
@_DATASETS
@_QUIET
def check(packages: tuple[str, ...], style: str, datasets: Path, *, quiet: bool) -> None:
    """Check PACKAGES, or all of them, and publish nothing."""
    known = pipeline.package_names(datasets)
    for name in packages:
        if name not in known:
            raise click.BadParameter(f'There is no package "{name}". {did_you_mean(name, known)}'.strip())
    checked = pipeline.check(datasets, frozenset(packages))
    _show(checked, style, quiet=quiet)
    if any(problem.level is Level.ERROR for problem in checked.problems):
        raise SystemExit(1)


@main.command()
@_DATASETS
@click.option(
    "--output", type=click.Path(path_type=Path), default="site", show_default=True, help="Where the site goes."
)
@_QUIET
def build(datasets: Path, output: Path, *, quiet: bool) -> None:
    """Check every package, build the site and put it in its place."""
    checked = pipeline.check(datasets)
    if checked.problems or not quiet:
        _show(checked, "text", quiet=quiet)
    site = checked.site
    if site is None:
        raise SystemExit(1)
    root = Path.cwd()
    folders = pipeline.Folders(root=root, datasets=datasets, build=root / "build", site=root / output)
    built = _with_progress(lambda progress: pipeline.build(site, folders, progress), quiet=quiet)
    if not quiet:
        click.echo(f"{built.pages} pages and {built.charts} charts ({built.charts_drawn} drawn anew) are in {output}/.")


def _with_progress(work: Callable[[pipeline.Progress], pipeline.Built], *, quiet: bool) -> pipeline.Built:
    """Do the work, with a moving line on a terminal and nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        return work(lambda _: None)
    from rich.console import Console

    with Console(stderr=True).status("Starting") as status:
        return work(status.update)


def _show(checked: pipeline.Checked, style: str, *, quiet: bool) -> None:
    match style:
        case "json":
            click.echo(reports.json_report(checked.problems))
        case "github":
            if checked.problems:
                click.echo(reports.github_report(checked.problems))
            click.echo(reports.summary(checked.problems, checked.packages), err=True)
        case _ if checked.problems or not quiet:
            click.echo(reports.text_report(checked.problems, checked.packages))
