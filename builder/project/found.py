"""What a package holds, as found: texts in cells, with the places they came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from builder.model.narrative import Narrative
from builder.project.problems import Place
from builder.project.schemas import TableSchema


@dataclass(frozen=True)
class TableAsFound:
    """One CSV file, as text."""

    path: str
    """The path that messages name, such as datasets/derby/observations.csv."""
    schema: TableSchema
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    """For each row, the line of the file on which it starts."""
    faulty_rows: frozenset[int] = frozenset()
    """Positions in `rows` of rows with a cell that cannot be read; later checks leave them out."""

    @cached_property
    def columns(self) -> dict[str, int]:
        """The position of each field in the file."""
        return {name: position for position, name in enumerate(self.header)}

    def cell(self, index: int, field: str) -> str:
        """Return the text of a cell."""
        return self.rows[index][self.columns[field]]

    def place(self, index: int, field: str) -> Place:
        """Return the place of a cell."""
        column = self.columns[field]
        lines_before = sum(cell.count("\n") for cell in self.rows[index][:column])
        return Place(self.path, index + 2, column + 1, field, self.lines[index] + lines_before)

    def sound_rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield the position and the cells of every row that can be read."""
        return ((i, row) for i, row in enumerate(self.rows) if i not in self.faulty_rows)


@dataclass(frozen=True)
class PackageAsFound:
    """One package folder: its descriptor and those of its tables that could be read."""

    name: str
    path: str
    """The path of the descriptor, as messages name it."""
    descriptor: dict[str, object]
    tables: dict[str, TableAsFound]
    unread_tables: frozenset[str]
    """Tables that the package has or may have, but that could not be read at all."""
    narratives: tuple[Narrative, ...] = ()
    """Its narrative files that could be read as text; the tree of one with a problem may have gaps."""

    @property
    def folder(self) -> str:
        """The path of the package's folder, as messages name it."""
        return self.path.rpartition("/")[0]

    def texts_of_descriptor(self, but: str = "") -> Iterator[str]:
        """Yield every text of the descriptor, but for those below one key."""
        yield from _texts({key: value for key, value in self.descriptor.items() if key != but})


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)
