"""Reads the record of evidence on accessibility, and finds every fault of it."""

import re
from pathlib import Path

from builder.project.accessibility import AccessibilityRecord, Assessment, Audit, Ground, KnownProblem, Result
from builder.project.problems import Problem
from builder.reading import plain_yaml
from builder.reading.entries import Entries

_KEYS = ("prepared", "reviewed", "tests", "untested", "problems", "plans", "contact")
_TEST_KEYS = ("what", "how", "tested_on", "result")
_PROBLEM_KEYS = ("what", "criterion", "ground", "why", "alternative", "planned")
_AUDIT_KEYS = ("auditor", "audited_on", "result", "report")
_NOT_PLANNED = "not planned"
_CRITERION = re.compile(r"[1-4]\.\d{1,2}\.\d{1,2} [A-Z].+|Regulation \d+.*")
_ADDRESS = re.compile(r"https://\S+|[a-z0-9-]+/(#[a-z0-9-]+)?")


def read_evidence(path: Path, shown: str) -> tuple[AccessibilityRecord | None, list[Problem]]:
    """Return the record and the problems found in it; no record where there is a problem.

    `shown` is the path as messages name it.
    """
    record = _Record(shown, "evidence")
    if not path.is_file():
        record.refuse(0, "There is no record of what was tested for accessibility.", "Restore the file.")
        return None, record.problems
    loaded = record.load(path, "prepared: …")
    evidence = record.evidence(loaded) if loaded is not None else None
    return (evidence if record.is_sound else None), record.problems


class _Record(Entries):
    """The entries of the record."""

    def evidence(self, loaded: plain_yaml.Mapping) -> AccessibilityRecord:
        self.find_key_problems(loaded, _KEYS, ("audit",))
        evidence = AccessibilityRecord(
            prepared=self.day(loaded, "prepared"),
            reviewed=self.day(loaded, "reviewed"),
            tests=tuple(self.entries(loaded, "tests", self._test)),
            untested=self.texts(loaded, "untested"),
            problems=tuple(self.entries(loaded, "problems", self._problem)),
            plans=self.texts(loaded, "plans"),
            contact=self.matching(loaded, "contact", _ADDRESS, "a page such as respond/, or an https address"),
            audit=self._audit(loaded),
        )
        tested = evidence.last_tested
        if evidence.reviewed < evidence.prepared:
            self.refuse(loaded.lines.get("reviewed", 0), "The review is before the statement.", "Correct the date.")
        if tested and tested > evidence.reviewed:
            fault = f"Something was tested on {tested}, after the last review."
            self.refuse(loaded.lines.get("reviewed", 0), fault, "Read the statement again and write today's date.")
        return evidence

    def _test(self, entry: plain_yaml.Mapping) -> Assessment:
        self.find_key_problems(entry, _TEST_KEYS, ("evidence",))
        return Assessment(
            what=self.text(entry, "what"),
            how=self.text(entry, "how"),
            tested_on=self.day(entry, "tested_on"),
            result=self.member(entry, "result", Result),
            evidence=str(entry.get("evidence", "")),
        )

    def _problem(self, entry: plain_yaml.Mapping) -> KnownProblem:
        self.find_key_problems(entry, _PROBLEM_KEYS, ("ends_with_contact",))
        what = 'a number and name such as "4.1.2 Name, Role, Value", or "Regulation 8"'
        return KnownProblem(
            what=self.text(entry, "what"),
            criterion=self.matching(entry, "criterion", _CRITERION, what),
            ground=self.member(entry, "ground", Ground),
            why=self.text(entry, "why"),
            alternative=self.text(entry, "alternative"),
            planned=None if entry.get("planned") == _NOT_PLANNED else self.day(entry, "planned", _NOT_PLANNED),
            ends_with_contact=self.yes(entry, "ends_with_contact"),
        )

    def _audit(self, loaded: plain_yaml.Mapping) -> Audit | None:
        entry = self.within(loaded, "audit", "An audit is not one line.", _AUDIT_KEYS)
        if entry is None:
            return None
        self.find_key_problems(entry, _AUDIT_KEYS)
        return Audit(
            auditor=self.text(entry, "auditor"),
            audited_on=self.day(entry, "audited_on"),
            result=self.member(entry, "result", Result),
            report=self.matching(entry, "report", re.compile(r"https://\S+"), "an https address"),
        )
