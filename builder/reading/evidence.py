"""Reads the record of evidence on accessibility, and finds every fault of it."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from builder.evidence import Assessment, Audit, Evidence, Ground, KnownProblem, Result
from builder.problems import Place, Problem, did_you_mean, listed, shortened
from builder.reading import plain_yaml

_Member = TypeVar("_Member", bound=StrEnum)

_KEYS = ("prepared", "reviewed", "tests", "untested", "problems", "plans", "contact", "answers")
_TEST_KEYS = ("what", "how", "tested_on", "result")
_PROBLEM_KEYS = ("what", "criterion", "ground", "why", "alternative", "planned")
_AUDIT_KEYS = ("auditor", "audited_on", "result", "report")
_NOT_PLANNED = "not planned"
_CRITERION = re.compile(r"[1-4]\.\d{1,2}\.\d{1,2} [A-Z].+|Regulation \d+.*")
_ADDRESS = re.compile(r"https://\S+|[a-z0-9-]+/(#[a-z0-9-]+)?")


def read_evidence(path: Path, shown: str) -> tuple[Evidence | None, list[Problem]]:
    """Return the record and the problems found in it; no record where there is a problem.

    `shown` is the path as messages name it.
    """
    record = _Record(shown)
    if not path.is_file():
        record.refuse(0, "There is no record of what was tested for accessibility.", "Restore the file.")
        return None, record.problems
    try:
        loaded = plain_yaml.load(path.read_text("utf-8"))
    except plain_yaml.RefusedError as error:
        record.refuse(error.line, error.fault, error.remedy)
        return None, record.problems
    if not isinstance(loaded, plain_yaml.Mapping):
        record.refuse(0, 'The file holds no lines such as "prepared: …".', "Restore an earlier version of it.")
        return None, record.problems
    evidence = record.evidence(loaded)
    return (None if record.problems else evidence), record.problems


class _Record:
    """Takes values out of the loaded file, and notes what is wrong with them and where."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.problems: list[Problem] = []

    def refuse(self, line: int, fault: str, remedy: str) -> None:
        self.problems.append(Problem(Place(self.shown, line=line), "evidence", fault, remedy))

    def evidence(self, loaded: plain_yaml.Mapping) -> Evidence:
        self._find_key_problems(loaded, _KEYS, ("audit",))
        audit = loaded.get("audit")
        evidence = Evidence(
            prepared=self._day(loaded, "prepared"),
            reviewed=self._day(loaded, "reviewed"),
            tests=tuple(self._entries(loaded, "tests", self._test)),
            untested=self._texts(loaded, "untested"),
            problems=tuple(self._entries(loaded, "problems", self._problem)),
            plans=self._texts(loaded, "plans"),
            contact=self._matching(loaded, "contact", _ADDRESS, "a page such as respond/, or an https address"),
            answers=self._text(loaded, "answers"),
            audit=self._audit(loaded) if audit is not None else None,
        )
        tested = evidence.last_tested
        if evidence.reviewed < evidence.prepared:
            self.refuse(loaded.lines.get("reviewed", 0), "The review is before the statement.", "Correct the date.")
        if tested and tested > evidence.reviewed:
            fault = f"Something was tested on {tested}, after the last review."
            self.refuse(loaded.lines.get("reviewed", 0), fault, "Read the statement again and write today's date.")
        return evidence

    def _test(self, entry: plain_yaml.Mapping) -> Assessment:
        self._find_key_problems(entry, _TEST_KEYS, ("evidence",))
        return Assessment(
            what=self._text(entry, "what"),
            how=self._text(entry, "how"),
            tested_on=self._day(entry, "tested_on"),
            result=self._member(entry, "result", Result),
            evidence=str(entry.get("evidence", "")),
        )

    def _problem(self, entry: plain_yaml.Mapping) -> KnownProblem:
        self._find_key_problems(entry, _PROBLEM_KEYS, ())
        what = 'a number and name such as "4.1.2 Name, Role, Value", or "Regulation 8"'
        return KnownProblem(
            what=self._text(entry, "what"),
            criterion=self._matching(entry, "criterion", _CRITERION, what),
            ground=self._member(entry, "ground", Ground),
            why=self._text(entry, "why"),
            alternative=self._text(entry, "alternative"),
            planned=None if entry.get("planned") == _NOT_PLANNED else self._day(entry, "planned"),
        )

    def _audit(self, loaded: plain_yaml.Mapping) -> Audit | None:
        entry = loaded["audit"]
        if not isinstance(entry, plain_yaml.Mapping):
            self.refuse(loaded.lines["audit"], "An audit is not one line.", f"Write {listed(_AUDIT_KEYS)} below it.")
            return None
        self._find_key_problems(entry, _AUDIT_KEYS, ())
        return Audit(
            auditor=self._text(entry, "auditor"),
            audited_on=self._day(entry, "audited_on"),
            result=self._member(entry, "result", Result),
            report=self._matching(entry, "report", re.compile(r"https://\S+"), "an https address"),
        )

    def _find_key_problems(
        self, entry: plain_yaml.Mapping, required: tuple[str, ...], optional: tuple[str, ...]
    ) -> None:
        for key in entry:
            if key not in (*required, *optional):
                known = did_you_mean(key, (*required, *optional)) or f"Known are {listed((*required, *optional))}."
                self.refuse(entry.lines[key], f'"{shortened(key)}" is not known here.', known)
        for key in required:
            if key not in entry:
                self.refuse(entry.line, f'"{key}" is missing.', "Add it.")

    def _entries(self, entry: plain_yaml.Mapping, key: str, parse: Callable[[plain_yaml.Mapping], Any]) -> list[Any]:
        found = []
        for item in self._list(entry, key):
            if isinstance(item, plain_yaml.Mapping):
                found.append(parse(item))
            else:
                self.refuse(entry.lines[key], f'An entry of "{key}" is only a text.', "Compare it with the others.")
        return found

    def _texts(self, entry: plain_yaml.Mapping, key: str) -> tuple[str, ...]:
        return tuple(str(item) for item in self._list(entry, key))

    def _list(self, entry: plain_yaml.Mapping, key: str) -> list[Any]:
        value = entry.get(key, [])
        if isinstance(value, list):
            return value
        self.refuse(entry.lines[key], f'"{key}" is not a list.', "Begin each entry with a hyphen, or write [].")
        return []

    def _text(self, entry: plain_yaml.Mapping, key: str) -> str:
        value = entry.get(key, "")
        if key in entry and not (isinstance(value, str) and value.strip()):
            self.refuse(entry.lines[key], f'"{key}" says nothing.', "Write a plain sentence.")
        return str(value)

    def _matching(self, entry: plain_yaml.Mapping, key: str, pattern: re.Pattern[str], what: str) -> str:
        value = self._text(entry, key)
        if value and not pattern.fullmatch(value):
            self.refuse(entry.lines[key], f'"{shortened(value)}" cannot stand in "{key}".', f"Write {what}.")
        return value

    def _day(self, entry: plain_yaml.Mapping, key: str) -> date:
        value = self._text(entry, key)
        try:
            return date.fromisoformat(value)
        except ValueError:
            if value:
                fault = f'"{shortened(value)}" is not a date we can read.'
                also = f', or "{_NOT_PLANNED}"' if key == "planned" else ""
                self.refuse(entry.lines[key], fault, f"Write it as 2026-11-22{also}.")
            return date.min

    def _member(self, entry: plain_yaml.Mapping, key: str, members: type[_Member]) -> _Member:
        value = self._text(entry, key)
        if value in set(members):
            return members(value)
        if value:
            remedy = f"Write one of {listed(members)}."
            self.refuse(entry.lines[key], f'"{shortened(value)}" is not known in "{key}".', remedy)
        return next(iter(members))
