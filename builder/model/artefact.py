"""What stages hand to the writer: a path below the site and the bytes that belong there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file to be published, or a part that the finishing step puts into a page."""

    path: str
    """The path with forward slashes, such as data/derby/observations.csv."""
    content: bytes


def text_artefact(path: str, text: str) -> Artefact:
    """Return a text as a file: UTF-8 with line feeds."""
    return Artefact(path, text.encode("utf-8"))


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A page, or a heading over several, in the navigation."""

    title: str
    goal: "str | tuple[NavigationEntry, ...]"
    """The path of the page's Markdown file, or the entries below the heading."""
