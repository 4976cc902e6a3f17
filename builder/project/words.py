"""The hand-written words of a site: the files of the project, and behind them those that come with the program.

A project needs none of its own. One that it has goes before the program's of the same name, file by file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.project.program import PACKAGED

WORDS_FOLDER = "site_src"
"""The folder of words in a project."""


@dataclass(frozen=True)
class Words:
    """Templates, hand-written pages, styles, scripts and lists of words."""

    folders: tuple[Path, ...]
    """Where they lie; a file in an earlier folder goes before those of its name in later ones."""

    def __bool__(self) -> bool:
        return any(folder.is_dir() for folder in self.folders)

    def holds(self, name: str) -> bool:
        """Return whether there is a file or a folder of a name."""
        return any((folder / name).exists() for folder in self.folders)

    def file(self, name: str) -> Path:
        """Return the file of a name such as glossary.yaml; where there is none, where it should be."""
        return next((path for folder in self.folders if (path := folder / name).is_file()), self.folders[0] / name)

    def files(self, pattern: str) -> Iterator[tuple[str, Path]]:
        """Yield the name and the path of every file that a pattern such as pages/*.md fits, by name."""
        found = {
            path.relative_to(folder).as_posix(): path
            for folder in reversed(self.folders)
            for path in folder.glob(pattern)
            if path.is_file()
        }
        yield from sorted(found.items())

    @property
    def templates(self) -> tuple[Path, ...]:
        """The folders of templates, in the order in which one is looked for."""
        return tuple(folder / "templates" for folder in self.folders)


def words_of(root: Path) -> Words:
    """Return the words of the project in a folder."""
    own = root / WORDS_FOLDER
    packaged = PACKAGED / WORDS_FOLDER
    return Words((own, packaged) if packaged.is_dir() else (own,))


def shown(name: str) -> str:
    """Return the path of a file of words as messages name it."""
    return f"{WORDS_FOLDER}/{name}"
