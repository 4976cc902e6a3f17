"""Reads what readers say and where they live: the sayings and the places that editors list for the search."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder.model.addresses import OF_PARTNERSHIP, TAKEN
from builder.project.councils import councils
from builder.project.finding import PLACES_FILE, SAYINGS_FILE, Saying, Town
from builder.project.problems import Place, Problem, did_you_mean, listed, shortened
from builder.project.words import Words, shown
from builder.reading import plain_yaml
from builder.reading.signs import CONFLICT_FAULT, CONFLICT_REMEDY, line_of_conflict

_COLUMNS = ("place", "council")
_KEYS = frozenset(("say", "means", "page", "section", "of_each", "care"))
_SOUND = 'Give it "say: [what people type]" and one of "means", "page", "of_each" and "care: yes".'
_HEADING = re.compile(r"^#{2,3} (.*?)(?: \{.*\})?$", re.MULTILINE)
_SAVE_AS_UTF_8 = 'Save it again with the encoding "UTF-8".'


@dataclass(frozen=True, slots=True)
class ForFinders:
    """What is known of readers' words and places."""

    sayings: tuple[Saying, ...]
    towns: tuple[Town, ...]


def read_for_finders(words: Words) -> tuple[ForFinders, list[Problem]]:
    """Return sayings and towns, each of which may be missing, and what is wrong with their files."""
    problems: list[Problem] = []
    sayings = tuple(_sayings(words, problems))
    towns = tuple(_towns(words, problems))
    return ForFinders(sayings, towns), problems


def _text(words: Words, name: str, problems: list[Problem]) -> str:
    """Return the text of a file of words; empty where it is missing or cannot be read."""
    path = words.file(name)
    if not path.is_file():
        return ""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        fault = "The file is not saved as UTF-8: a character on this line cannot be read."
        problems.append(Problem(Place(shown(name), line=line), "encoding", fault, _SAVE_AS_UTF_8))
        return ""
    if conflict := line_of_conflict(text):
        problems.append(Problem(Place(shown(name), line=conflict), "merge-conflict", CONFLICT_FAULT, CONFLICT_REMEDY))
        return ""
    return text


def _sayings(words: Words, problems: list[Problem]) -> Iterator[Saying]:
    def refuse(line: int, fault: str, remedy: str) -> None:
        problems.append(Problem(Place(shown(SAYINGS_FILE), line=line), "saying", fault, remedy))

    text = _text(words, SAYINGS_FILE, problems)
    if not text:
        return
    try:
        entries = plain_yaml.load(text)
    except plain_yaml.RefusedError as error:
        refuse(error.line, error.fault, error.remedy)
        return
    for entry in entries if isinstance(entries, list) else [entries]:
        if not _is_sound(entry):
            refuse(getattr(entry, "line", 0), "This is no saying.", _SOUND)
            continue
        page, section, of_each = (entry.get(key, "") for key in ("page", "section", "of_each"))
        if section and _is_of_another_hand(words, page):
            section = ""
        if of_each and of_each not in OF_PARTNERSHIP:
            remedy = did_you_mean(of_each, sorted(OF_PARTNERSHIP)) or f"Known are {listed(sorted(OF_PARTNERSHIP))}."
            refuse(entry.lines["of_each"], f'No partnership has a page "{of_each}".', remedy)
        elif fault := _fault_of_page(words, page, section):
            refuse(entry.lines.get("section", entry.lines.get("page", entry.line)), *fault)
        else:
            say = tuple(entry["say"])
            yield Saying(say, entry.get("means", ""), page, section, of_each, entry.get("care") == "yes")


def _is_sound(entry: Any) -> bool:
    if not isinstance(entry, plain_yaml.Mapping) or not set(entry) <= _KEYS or len(entry) < 2:
        return False
    say, rest = entry.get("say"), [value for key, value in entry.items() if key != "say"]
    return (
        isinstance(say, list)
        and bool(say)
        and all(isinstance(one, str) and re.search(r"[a-z0-9]", one) for one in say)
        and all(isinstance(value, str) and value.strip() for value in rest)
        and entry.get("care", "yes") == "yes"
    )


def _is_of_another_hand(words: Words, page: str) -> bool:
    """Return whether a publisher wrote this page anew and kept the program's sayings, which know no heading of it."""
    by_hand = f"pages/{page}.md"
    return words.holds(by_hand) and words.file(by_hand).parent.parent != words.file(SAYINGS_FILE).parent


def _fault_of_page(words: Words, page: str, section: str) -> tuple[str, str] | None:
    """Return why a saying leads nowhere and what to do; None where it leads to a page, or to none."""
    by_hand = f"pages/{page}.md"
    if section and not words.holds(by_hand):
        return "A section is a heading of a page of words, and there is no such page.", f"Look for {shown(by_hand)}."
    if section and section not in (headings := _HEADING.findall(words.file(by_hand).read_text("utf-8"))):
        without = f"Its headings are {listed(headings)}." if headings else "It has none: leave the section out."
        remedy = did_you_mean(section, headings) or without
        return f'The page "{page}" has no heading "{section}".', remedy
    if page and not words.holds(by_hand) and page not in TAKEN:
        known = sorted({*TAKEN, *(path.stem for _, path in words.files("pages/*.md"))})
        return f'There is no page "{page}".', did_you_mean(page, known) or f"Known are {listed(known)}."
    return None


def _towns(words: Words, problems: list[Problem]) -> Iterator[Town]:
    def refuse(line: int, fault: str, remedy: str) -> None:
        problems.append(Problem(Place(shown(PLACES_FILE), line=line), "place", fault, remedy))

    text = _text(words, PLACES_FILE, problems)
    if not text:
        return
    header, *rows = csv.reader(text.split("\n"))
    if tuple(header) != _COLUMNS:
        refuse(1, "The first line does not name the columns.", f"Write {','.join(_COLUMNS)} there.")
        return
    for line, row in enumerate(rows, 2):
        if not row:
            continue
        if len(row) != len(_COLUMNS) or not row[0].strip():
            refuse(
                line, "This is no row of a place.", "Write the name of the place, a comma, and the code of its council."
            )
        elif row[1] not in councils():
            refuse(line, f'No council of England has the code "{shortened(row[1])}".', "A code looks like E06000015.")
        else:
            yield Town(*row)
