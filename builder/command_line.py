"""The command line: reads arguments, the environment and the clock, prints and exits.

Exit codes: 0 done, 1 problems in the data, 2 wrong use.
"""

from pathlib import Path

import click

from builder import pipeline, reports
from builder.problems import did_you_mean

_ROOT = Path.cwd()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Turn data packages of Combating Drugs Partnerships into a public site."""


@main.command()
@click.argument("packages", nargs=-1)
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="How to show problems.")
@click.option("--datasets", type=click.Path(exists=True, file_okay=False, path_type=Path), default="datasets", help="The folder of packages.")
@click.option("--quiet", is_flag=True, help="Show problems only.")
def check(packages: tuple[str, ...], style: str, datasets: Path, quiet: bool) -> None:
    """Check PACKAGES, or all of them, and publish nothing."""
    known = pipeline.package_names(datasets)
    for name in packages:
        if name not in known:
            raise click.BadParameter(f'There is no package "{name}". {did_you_mean(name, known)}'.strip())
    checked = pipeline.check(datasets, frozenset(packages))
    show(checked, style, quiet)
    if checked.problems:
        raise SystemExit(1)


def show(checked: pipeline.Checked, style: str, quiet: bool) -> None:
    """Print the problems of a check in the style asked for."""
    match style:
        case "json":
            click.echo(reports.json_report(checked.problems))
        case "github":
            if checked.problems:
                click.echo(reports.github_report(checked.problems))
            click.echo(reports.summary(checked.problems, checked.packages), err=True)
        case _ if checked.problems or not quiet:
            click.echo(reports.text_report(checked.problems, checked.packages))
