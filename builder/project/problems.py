"""What a fault of the data is: a place, what was found there and how to mend it.

Problems are values. They are collected, shown together and never raised. What stops a run is raised, and says why.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from builder.project.personal_data import without_personal_data

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|.")


class NotDone(Exception):
    """Something could not be done; the text says why, and what to do, to whoever asked for it."""

    remedy = ""
    """What to do, where it is the same for all that the text says."""


class Level(StrEnum):
    """How serious a problem is."""

    ERROR = "error"
    """Nothing is published until it is mended."""
    ASK = "ask"
    """It is possible, but odd: it is asked first, stops nothing, and can be answered."""
    WARNING = "warning"
    """It is shown, and publication goes on."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem is.

    `row` and `column` count from 1 as in a spreadsheet, the header being row 1. `line` is the line
    of the file, which differs from the row where a cell holds a line break. `character` counts from 1
    within the line of a narrative.
    """

    path: str
    row: int = 0
    column: int = 0
    field: str = ""
    line: int = 0
    character: int = 0

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet names it, such as F14; empty where the place is no cell."""
        return f"{column_letters(self.column)}{self.row}" if self.row and self.column else ""

    def __str__(self) -> str:
        if self.cell:
            named = f', "{shortened(self.field)}"' if self.field.strip() else ""
            return f"{self.path}, cell {self.cell} (row {self.row}{named})"
        if self.row:
            return f"{self.path}, row {self.row}"
        if self.character:
            return f"{self.path}, line {self.line}, character {self.character}"
        if self.line:
            return f"{self.path}, line {self.line}"
        return self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of the data, in the officer's words.

    `fault` and `remedy` are whole sentences, from which everything personal is taken out. `cause` is a short stable
    name, the same for every problem of one kind.
    """

    place: Place
    cause: str
    fault: str
    remedy: str
    level: Level = Level.ERROR

    def __post_init__(self) -> None:
        for field in ("fault", "remedy"):
            object.__setattr__(self, field, without_personal_data(getattr(self, field)))

    @property
    def message(self) -> str:
        """The fault and the remedy, without the place."""
        return f"{self.fault} {self.remedy}".strip()

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def column_letters(number: int) -> str:
    """Return the spreadsheet name of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question with the known word nearest to `word`, or an empty text."""
    by_small_letters = {name.lower(): name for name in sorted(known)}
    near = difflib.get_close_matches(word.lower(), by_small_letters, n=1)
    return f'Did you mean "{by_small_letters[near[0]]}"?' if near else ""


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them: a, b and c."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def shortened(text: str, limit: int = 60) -> str:
    """Return a cell's text as a message can show it: on one line, visible, nothing personal, not too long."""
    text = without_personal_data(text)
    line = "".join(sign if sign.isprintable() else "�" for sign in " ".join(text.split()))
    return line if len(line) <= limit else line[: limit - 1] + "…"


def quoted_key(text: str, otherwise: str) -> str:
    """Return a text in quotation marks where it has the form of a key; what else stands there may be a name."""
    return f'"{shortened(text)}"' if _KEY.fullmatch(text) else otherwise


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by place, each place and fault once."""
    unique = {(problem.place, problem.fault): problem for problem in problems}
    return tuple(unique[key] for key in sorted(unique))
