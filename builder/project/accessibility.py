"""The evidence for how accessible the site is: what was tested, what is known not to work, and what follows.

The status is worked out here and written nowhere, so that a statement cannot claim more than was shown.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Result(StrEnum):
    """How a test came out."""

    PASSED = "passed"
    FAILED = "failed"


class Ground(StrEnum):
    """Why something is not accessible, in the three groups that the model statement of GOV.UK asks for."""

    NOT_MET = "not met"
    """A criterion of the guidelines or a rule of the regulations is not met."""
    BURDEN = "disproportionate burden"
    """Meeting it would cost more than it helps, which an assessment has shown."""
    OUT_OF_SCOPE = "out of scope"
    """The regulations do not ask for it."""


class Compliance(StrEnum):
    """How far the site meets the guidelines."""

    FULL = "fully compliant"
    PARTIAL = "partially compliant"
    NOT_ASSESSED = "not assessed"


@dataclass(frozen=True, slots=True)
class Assessment:
    """Something that was tested: what, how, on which day, with which result."""

    what: str
    how: str
    tested_on: date
    result: Result
    evidence: str = ""
    """The file of the test in the repository, where it runs with every change."""


@dataclass(frozen=True, slots=True)
class KnownProblem:
    """Something that does not work for everybody."""

    what: str
    criterion: str
    """Its number and name in the guidelines, or the rule of the regulations."""
    ground: Ground
    why: str
    alternative: str
    planned: date | None
    """When it is to be mended; None where it is not planned."""
    ends_with_contact: bool = False
    """Whether it is only so where the settings of the site name nobody to write to or call."""


@dataclass(frozen=True, slots=True)
class Audit:
    """An assessment by somebody who did not make the site."""

    auditor: str
    audited_on: date
    result: Result
    report: str
    """Its address."""


@dataclass(frozen=True, slots=True)
class AccessibilityRecord:
    """The whole record."""

    prepared: date
    reviewed: date
    tests: tuple[Assessment, ...]
    untested: tuple[str, ...]
    """What nobody has tested yet."""
    problems: tuple[KnownProblem, ...]
    plans: tuple[str, ...]
    """What is being done."""
    contact: str
    """The address of the page on which a reader can tell of a problem."""
    audit: Audit | None = None

    def with_contact(self) -> "AccessibilityRecord":
        """Return the record of a site whose readers can write to somebody or call."""
        return replace(self, problems=tuple(one for one in self.problems if not one.ends_with_contact))

    @property
    def last_tested(self) -> date | None:
        """The day of the newest test or audit."""
        days = [test.tested_on for test in self.tests] + ([self.audit.audited_on] if self.audit else [])
        return max(days, default=None)

    @property
    def compliance(self) -> Compliance:
        """What may be claimed: full compliance only after an independent audit, with nothing open.

        An audit counts if it was passed, nothing failed, nothing is known not to meet the rules, and nothing
        is left untested.
        """
        if not self.tests and self.audit is None:
            return Compliance.NOT_ASSESSED
        failed = any(test.result is Result.FAILED for test in self.tests)
        is_open = failed or self.untested or any(problem.ground is Ground.NOT_MET for problem in self.problems)
        if self.audit and self.audit.result is Result.PASSED and not is_open:
            return Compliance.FULL
        return Compliance.PARTIAL
