"""Reads what is written by hand: pages, templates and the glossary line by line, and the words to avoid."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from builder.problems import Place, Problem
from builder.reading import plain_yaml
from builder.vocabulary import Label, Text, Vocabulary

_PATTERNS = ("pages/*.md", "templates/*.jinja", "theme/**/*.html", "glossary.yaml", "accessibility.yaml")


def read_texts(words: Path) -> Iterator[Text]:
    """Yield every line of every hand-written text below the folder of words."""
    for pattern in _PATTERNS:
        for path in sorted(words.glob(pattern)):
            shown = f"{words.name}/{path.relative_to(words).as_posix()}"
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                yield Text(Place(shown, line=number), line)


def read_vocabulary(path: Path, shown: str) -> tuple[Vocabulary, list[Problem]]:
    """Return the words to avoid, and what is wrong with their file; no words where something is."""
    nothing = Vocabulary((), (), frozenset())
    if not path.is_file():
        return nothing, [Problem(Place(shown), "vocabulary", "The list of words to avoid is missing.", "Restore it.")]
    try:
        loaded: Any = plain_yaml.load(path.read_text("utf-8"))
        labels = tuple(Label(tuple(entry["words"]), entry["instead"]) for entry in loaded["labels"])
        return Vocabulary(labels, tuple(loaded["titles"]), frozenset(loaded["known"])), []
    except plain_yaml.RefusedError as error:
        return nothing, [Problem(Place(shown, line=error.line), "vocabulary", error.fault, error.remedy)]
    except (KeyError, TypeError):
        fault = 'The file does not hold the lists "labels", "titles" and "known".'
        return nothing, [Problem(Place(shown), "vocabulary", fault, "Compare it with an earlier version.")]
