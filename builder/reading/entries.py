"""Takes typed values out of a YAML file that a person wrote, and notes what is wrong with them and where."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from builder.project.problems import Level, Place, Problem, did_you_mean, listed, shortened
from builder.reading import plain_yaml
from builder.reading.signs import strange_sign

_Member = TypeVar("_Member", bound=StrEnum)


class Entries:
    """The entries of one file, and the problems met in them.

    Each value that is refused still gives one of its type, so that every fault of a file is found at once.
    """

    def __init__(self, shown: str, cause: str) -> None:
        """Begin with no problems; `shown` is the path as messages name it, `cause` that of every problem."""
        self.problems: list[Problem] = []
        self._shown, self._cause = shown, cause

    @property
    def is_sound(self) -> bool:
        """Whether no problem stops publication."""
        return all(problem.level is not Level.ERROR for problem in self.problems)

    def refuse(self, line: int, fault: str, remedy: str, level: Level = Level.ERROR) -> None:
        """Note a problem on a line, or with the whole file where the line is 0."""
        self.problems.append(Problem(Place(self._shown, line=line), self._cause, fault, remedy, level))

    def load(self, path: Path, example: str) -> plain_yaml.Mapping | None:
        """Return the outermost entry of a file; `example` is a line such as one that it can hold."""
        try:
            loaded = plain_yaml.load(path.read_text("utf-8-sig"))
        except UnicodeDecodeError:
            self.refuse(0, "The file is not saved as UTF-8.", 'Save it again with the encoding "UTF-8".')
            return None
        except plain_yaml.RefusedError as error:
            self.refuse(error.line, error.fault, error.remedy)
            return None
        if isinstance(loaded, plain_yaml.Mapping):
            return loaded
        self.refuse(0, f'The file holds no lines such as "{example}".', "Restore an earlier version of it.")
        return None

    def find_key_problems(
        self, entry: plain_yaml.Mapping, required: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> None:
        """Refuse keys that nobody knows, and note those that are missing."""
        known = (*required, *optional)
        for key in entry:
            if key not in known:
                remedy = did_you_mean(key, known) or f"Known are {listed(known)}."
                self.refuse(entry.lines[key], f'"{shortened(key)}" is not known here.', remedy)
        for key in required:
            if key not in entry:
                self.refuse(entry.line, f'"{key}" is missing.', "Add it.")

    def entries(self, entry: plain_yaml.Mapping, key: str, parse: Callable[[plain_yaml.Mapping], Any]) -> list[Any]:
        """Return what `parse` makes of each entry of a list."""
        found = []
        for item in self._list(entry, key):
            if isinstance(item, plain_yaml.Mapping):
                found.append(parse(item))
            else:
                self.refuse(entry.lines[key], f'An entry of "{key}" is only a text.', "Compare it with the others.")
        return found

    def within(
        self, entry: plain_yaml.Mapping, key: str, fault: str, parts: tuple[str, ...]
    ) -> plain_yaml.Mapping | None:
        """Return the entry below a key; `fault` says that a text stands there in its place."""
        found = entry.get(key)
        if isinstance(found, plain_yaml.Mapping):
            return found
        if found:
            self.refuse(entry.lines[key], fault, f"Write {listed(parts)} below it.")
        return None

    def texts(self, entry: plain_yaml.Mapping, key: str) -> tuple[str, ...]:
        """Return the texts of a list."""
        return tuple(str(item) for item in self._list(entry, key))

    def text(self, entry: plain_yaml.Mapping, key: str) -> str:
        """Return a text that says something; an empty one where the key is missing."""
        value = entry.get(key, "")
        if key in entry and not (isinstance(value, str) and value.strip()):
            self.refuse(entry.lines[key], f'"{key}" says nothing.', "Write a plain sentence.")
        strange = strange_sign(str(value), "Type the right sign.")
        if strange:
            _, _, fault, remedy = strange
            self.refuse(entry.lines[key], f'In "{key}": {fault}', remedy)
        return str(value)

    def matching(self, entry: plain_yaml.Mapping, key: str, pattern: re.Pattern[str], what: str) -> str:
        """Return a text of a form, which `what` describes."""
        value = self.text(entry, key)
        if value and not pattern.fullmatch(value):
            self.refuse(entry.lines[key], f'"{shortened(value)}" cannot stand in "{key}".', f"Write {what}.")
        return value

    def day(self, entry: plain_yaml.Mapping, key: str, also: str = "") -> date:
        """Return a date; `also` is another text that may stand in its place."""
        value = self.text(entry, key)
        try:
            return date.fromisoformat(value)
        except ValueError:
            if value:
                fault = f'"{shortened(value)}" is not a date we can read.'
                other = f', or "{also}"' if also else ""
                self.refuse(entry.lines[key], fault, f"Write it as 2026-11-22{other}.")
            return date.min

    def yes(self, entry: plain_yaml.Mapping, key: str) -> bool:
        """Return whether yes stands there; no where the key is missing."""
        value = entry.get(key, "no")
        if value not in ("yes", "no"):
            self.refuse(entry.lines[key], f'"{shortened(str(value))}" cannot stand in "{key}".', "Write yes or no.")
        return bool(value == "yes")

    def member(self, entry: plain_yaml.Mapping, key: str, members: type[_Member]) -> _Member:
        """Return one of a few known words."""
        value = self.text(entry, key)
        if value in set(members):
            return members(value)
        if value:
            remedy = f"Write one of {listed(members)}."
            self.refuse(entry.lines[key], f'"{shortened(value)}" is not known in "{key}".', remedy)
        return next(iter(members))

    def _list(self, entry: plain_yaml.Mapping, key: str) -> list[Any]:
        value = entry.get(key, [])
        if isinstance(value, list):
            return value
        self.refuse(entry.lines[key], f'"{key}" is not a list.', "Begin each entry with a hyphen, or write [].")
        return []
