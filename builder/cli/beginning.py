"""The commands that begin something new in a package. Those for one row of a table are made from its schema."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from builder.intake import KINDS, Added, Asked, new_row, new_years, periods_of
from builder.pipeline import begin_partnership, desk_of
from builder.project.problems import listed
from builder.project.schemas import LIST_SEPARATOR, Field, choices, holds_list, references, table_schemas

Write = Callable[[Path, str, Callable[[], Added]], None]
"""Writes into a package what is made for it."""

_DATASETS = click.Option(
    ["--datasets"],
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="datasets",
    show_default=True,
    help="The folder of packages.",
)
_PACKAGE = click.Argument(["package"])
_OTHERS = ("partnership", "year")


class Beginnings(click.Group):
    """The commands below `new`, of which most are made when they are asked for."""

    def __init__(self, *given: Any, write: Write, **named: Any) -> None:
        """Take what writes into a package."""
        super().__init__(*given, **named)
        self._write = write

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*super().list_commands(context), *_OTHERS, *KINDS})

    def get_command(self, context: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        match cmd_name:
            case "partnership":
                return _partnership(self._write)
            case "year":
                return _year(self._write)
        return _row(cmd_name, self._write) if cmd_name in KINDS else super().get_command(context, cmd_name)


def _partnership(write: Write) -> click.Command:
    def run(name: str, title: str | None, area: tuple[str, ...], part: tuple[str, ...], datasets: Path) -> None:
        words = (title or name.replace("-", " ").title()).strip()
        write(datasets, name, lambda: begin_partnership(datasets, name, words, area, part))

    return click.Command(
        "partnership",
        callback=run,
        help="Write the package of a partnership with the short NAME: its descriptor and its areas.",
        params=[
            click.Argument(["name"]),
            click.Option(["--title"], help="The name that readers know. Without it, the short name with capitals."),
            click.Option(
                ["--area"], multiple=True, help="A council that it is, by its code, such as E10000029, or its name."
            ),
            click.Option(
                ["--part"], multiple=True, help="A council in it that has figures of its own, by its code or name."
            ),
            _DATASETS,
        ],
    )


def _year(write: Write) -> click.Command:
    def run(package: str, years: str, datasets: Path, **given: Any) -> None:
        asked = Asked(
            given["source"], given["place"], periods_of(years) if years else (), given["metric"], given["area"]
        )
        write(datasets, package, lambda: new_years(desk_of(datasets, package), asked))

    return click.Command(
        "year",
        callback=run,
        help="Write a row into PACKAGE for each figure of new YEARS, such as 2024-25, 2024 or 2019-20..2024-25. "
        "The rows wait for their figures. Without YEARS, each series that is there goes on by one.",
        params=[
            _PACKAGE,
            click.Argument(["years"], required=False, default=""),
            click.Option(["--source"], required=True, help="The short name of the source that has the figures."),
            click.Option(["--place"], required=True, help="Where they stand in it, such as a table or a page."),
            click.Option(
                ["--metric"], multiple=True, help="A metric, by its short name. Without any: all that are there."
            ),
            click.Option(
                ["--area"], multiple=True, help="An area, by its short name. Without any: all of the package."
            ),
            _DATASETS,
        ],
    )


def _row(kind: str, write: Write) -> click.Command:
    of_kind = KINDS[kind]
    schema = table_schemas()[of_kind.table]
    fields = [field for field in schema.fields if field.name not in {schema.key_field, of_kind.called}]

    def run(package: str, title: str, datasets: Path, **given: Any) -> None:
        values = {field.name: _cell(given[field.name]) for field in fields}
        values |= _answers([one for one in fields if one.required and not values[one.name]], of_kind.filled)
        given = {name: cell for name, cell in values.items() if cell}
        write(datasets, package, lambda: new_row(desk_of(datasets, package), kind, title, given))

    return click.Command(
        kind,
        callback=run,
        help=f"Add one row to {of_kind.table}.csv of PACKAGE. {schema.description} "
        "Its short name is made from TITLE. On a terminal it asks for what is missing.",
        params=[_PACKAGE, click.Argument(["title"]), *map(_option, fields), _DATASETS],
    )


def _answers(missing: Sequence[Field], filled: Mapping[str, str]) -> dict[str, str]:
    """Return what must be said and was not: asked for where somebody can answer, or what is usual.

    Raises:
        click.UsageError: Nobody can answer, and nothing is usual.
    """
    if can_answer():
        return {
            field.name: click.prompt(
                f"{field.title}: {field.description}",
                default=filled.get(field.name),
                type=click.Choice(choices(field)) if choices(field) else str,
            )
            for field in missing
        }
    without = [f"--{field.name.replace('_', '-')}" for field in missing if field.name not in filled]
    if without:
        raise click.UsageError(f"Say also {listed(without)}.")
    return {}


def can_answer() -> bool:
    """Return whether somebody sits at the terminal."""
    return sys.stdin.isatty()


def _option(field: Field) -> click.Option:
    several = holds_list(field)
    values = ("yes", "no") if field.type == "boolean" else choices(field)
    named = f" A short name from {references(field)}.csv." if references(field) else ""
    return click.Option(
        [f"--{field.name.replace('_', '-')}", field.name],
        multiple=several,
        type=click.Choice(values) if values else str,
        help=f"{field.description}{named}",
    )


def _cell(given: Any) -> str:
    return LIST_SEPARATOR.join(given) if isinstance(given, tuple) else given or ""
