"""Reads what is written by hand: pages, templates and the glossary line by line, and the words to avoid."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from builder.model.addresses import MAXIMUM_NAME, OF_PARTNERSHIP, PAGES_BY_HAND, TAKEN, is_of_windows
from builder.project.problems import Place, Problem
from builder.project.vocabulary import Label, SiteText, Vocabulary
from builder.project.words import Words, shown
from builder.reading import plain_yaml
from builder.reading.signs import CONFLICT_FAULT, CONFLICT_REMEDY, line_of_conflict

_PATTERNS = ("pages/*.md", "templates/*.jinja", "theme/**/*.html", "glossary.yaml", "accessibility.yaml")


_NEEDED = ("pages", "templates", "theme", "assets", "glossary.yaml")
"""What a folder of words must hold for a site to be built from it."""
_PAGES = "pages"
_PAGE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SETTINGS_OF_A_PAGE = re.compile(r"---\r?\n(?:[^\n]*\n)*?title: *\S[^\n]*\n(?:[^\n]*\n)*?---\r?\n")


def find_text_problems(words: Words, packages: Iterable[str]) -> Iterator[Problem]:
    """Yield what keeps the folder of words from being read, or a page of it from having an address of its own.

    `packages` are the names of the packages, which pages cannot have.
    """
    taken = (TAKEN | OF_PARTNERSHIP | set(packages)) - PAGES_BY_HAND
    for name in _NEEDED:
        if not words.holds(name):
            fault = "This is missing, and no site can be built without it."
            yield Problem(Place(shown(name)), "missing-file", fault, "Restore it.")
    for name, path in _texts(words):
        place = shown(name)
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = path.read_bytes().count(b"\n", 0, error.start) + 1
            fault = "The file is not saved as UTF-8: a character on this line cannot be read."
            yield Problem(Place(place, line=line), "encoding", fault, 'Save it again with the encoding "UTF-8".')
            continue
        conflict = line_of_conflict(text)
        if conflict:
            yield Problem(Place(place, line=conflict), "merge-conflict", CONFLICT_FAULT, CONFLICT_REMEDY)
        elif path.parent.name == _PAGES:
            yield from _find_page_problems(path.stem, text, place, taken)
        elif path.name == "glossary.yaml":
            yield from _find_glossary_problems(text, place)


def _find_page_problems(name: str, text: str, place: str, taken: frozenset[str]) -> Iterator[Problem]:
    def problem(fault: str, remedy: str) -> Problem:
        return Problem(Place(place), "page", fault, remedy)

    if not _PAGE_NAME.fullmatch(name) or len(name) > MAXIMUM_NAME or is_of_windows(name):
        fault = "A page of this name cannot have an address."
        yield problem(fault, f"Use small letters, digits and single hyphens, {MAXIMUM_NAME} at most.")
    elif name in taken:
        yield problem("Something else stands at the address of this page.", "Give the file another name.")
    elif not _SETTINGS_OF_A_PAGE.match(text):
        remedy = 'Begin it with a line of three hyphens, then "title: …" and "description: …", then three hyphens.'
        yield problem("The page does not begin with its title.", remedy)


def _find_glossary_problems(text: str, place: str) -> Iterator[Problem]:
    try:
        entries = plain_yaml.load(text)
    except plain_yaml.RefusedError as error:
        yield Problem(Place(place, line=error.line), "glossary", error.fault, error.remedy)
        return
    for entry in entries if isinstance(entries, list) else [entries]:
        is_sound = isinstance(entry, plain_yaml.Mapping) and all(
            isinstance(entry.get(key), str) and entry[key].strip() for key in ("term", "meaning")
        )
        if not is_sound or not isinstance(entry.get("also", []), list):
            line = entry.line if isinstance(entry, plain_yaml.Mapping) else 0
            remedy = 'Give it "term: …" and "meaning: …", and perhaps "also: [other words]".'
            yield Problem(Place(place, line=line), "glossary", "This is no entry of a glossary.", remedy)


def _texts(words: Words) -> Iterator[tuple[str, Path]]:
    for pattern in _PATTERNS:
        yield from words.files(pattern)


def read_texts(words: Words) -> Iterator[SiteText]:
    """Yield every line of every hand-written text."""
    for name, path in _texts(words):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield SiteText(Place(shown(name), line=number), line)


def read_vocabulary(path: Path, shown_as: str) -> tuple[Vocabulary, list[Problem]]:
    """Return the words to avoid, and what is wrong with their file; no words where something is."""
    nothing = Vocabulary((), (), frozenset())
    if not path.is_file():
        return nothing, [
            Problem(Place(shown_as), "vocabulary", "The list of words to avoid is missing.", "Restore it.")
        ]
    try:
        loaded: Any = plain_yaml.load(path.read_text("utf-8"))
        labels = tuple(Label(tuple(entry["words"]), entry["instead"]) for entry in loaded["labels"])
        return Vocabulary(labels, tuple(loaded["titles"]), frozenset(loaded["known"])), []
    except plain_yaml.RefusedError as error:
        return nothing, [Problem(Place(shown_as, line=error.line), "vocabulary", error.fault, error.remedy)]
    except UnicodeDecodeError:
        return nothing, [Problem(Place(shown_as), "vocabulary", "The file is not saved as UTF-8.", "Restore it.")]
    except (KeyError, TypeError):
        fault = 'The file does not hold the lists "labels", "titles" and "known".'
        return nothing, [Problem(Place(shown_as), "vocabulary", fault, "Compare it with an earlier version.")]
