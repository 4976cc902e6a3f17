"""The accessibility statement says what the record shows, never more, and a fault of the record is a clear error."""

from dataclasses import replace
from datetime import date

import pytest

from builder.model.settings import Contact, Settings
from builder.pages.reference.accessibility import accessibility_page
from builder.pages.rendering import render
from builder.project.accessibility import Audit, Compliance, Ground, KnownProblem, Result
from builder.project.words import words_of
from builder.reading import read_evidence
from tests.projects import WORDS, root

RECORD = WORDS / "accessibility.yaml"
SHOWN = "site_src/accessibility.yaml"
DAY = date(2026, 11, 22)
DEMONSTRATION = Settings(repository="https://github.com/borsetshire/drugs")
REAL = Settings(
    demonstration=False,
    publisher="Borsetshire County Council",
    contact=Contact(mailbox="drugs@borsetshire.gov.uk"),
    days_to_answer=5,
)


@pytest.fixture(scope="module")
def evidence():
    """A record as a site has it."""
    found, problems = read_evidence(RECORD, SHOWN)
    assert problems == []
    return found


@pytest.fixture(scope="module")
def sound(evidence):
    """A record with nothing open and an audit that was passed."""
    audit = Audit("An independent body", DAY, Result.PASSED, "https://example.org/report")
    return replace(evidence, problems=(), untested=(), audit=audit)


def statement(evidence, settings=DEMONSTRATION):
    return render(accessibility_page(evidence, settings), words_of(root()).templates).content.decode("utf-8")


def test_site_with_known_problems_claims_partial_compliance(evidence):
    assert evidence.compliance is Compliance.PARTIAL
    assert "This website is partially compliant with" in statement(evidence)


def test_full_compliance_is_claimed_after_an_audit_with_nothing_open(sound):
    assert sound.compliance is Compliance.FULL
    assert "This website is fully compliant with" in statement(sound)


@pytest.mark.parametrize(
    "change",
    [
        {"audit": None},
        {"untested": ("screen readers",)},
        {"audit": Audit("An independent body", DAY, Result.FAILED, "https://example.org/report")},
        {"problems": (KnownProblem("x", "4.1.2 Name", Ground.NOT_MET, "y", "z", None),)},
    ],
)
def test_full_compliance_is_not_claimed_while_something_is_open(sound, change):
    changed = replace(sound, **change)
    assert changed.compliance is Compliance.PARTIAL
    assert "fully compliant" not in statement(changed)


def test_failed_test_stands_in_the_way_of_full_compliance(sound):
    tests = (replace(sound.tests[0], result=Result.FAILED), *sound.tests[1:])
    assert replace(sound, tests=tests).compliance is Compliance.PARTIAL


def test_what_is_out_of_scope_does_not(sound):
    problem = KnownProblem("x", "Regulation 4", Ground.OUT_OF_SCOPE, "y", "z", None)
    assert replace(sound, problems=(problem,)).compliance is Compliance.FULL


def test_site_that_nobody_tested_is_not_assessed(evidence):
    untested = replace(evidence, tests=())
    assert untested.compliance is Compliance.NOT_ASSESSED
    assert "has not been assessed" in statement(untested)


@pytest.mark.parametrize(
    "part",
    [
        "This statement is about",
        "## Feedback and contact information",
        "## Enforcement procedure",
        "Equality and Human Rights Commission",
        "https://www.equalityadvisoryservice.com/",
        "### Compliance status",
        "### Not meeting the accessibility regulations",
        "### Disproportionate burden",
        "### Not within the scope of the accessibility regulations",
        "## What we are doing to improve accessibility",
        "This statement was prepared on 22 November 2026.",
        "It was last reviewed on 22 November 2026.",
        "This website was last tested on 22 November 2026.",
    ],
)
def test_statement_has_every_part_that_the_law_asks_for(evidence, part):
    assert part in statement(evidence)


def test_statement_of_a_real_site_says_who_runs_it_and_when_they_answer(evidence):
    text = statement(evidence, REAL)
    assert "This website is run by Borsetshire County Council." in text
    assert "Borsetshire County Council is committed to making it accessible" in text
    assert "We answer within 5 working days." in text
    assert "emonstration" not in text


def test_problem_that_ends_with_a_contact_is_known_only_without_one(evidence):
    needs_account = "you need an account of GitHub"
    assert (needs_account in statement(evidence), needs_account in statement(evidence, REAL)) == (True, False)


def test_statement_invites_nobody_to_tell_where_nobody_can_be_told(evidence):
    text = statement(evidence, Settings())
    assert "This site names nobody whom you could tell." in text
    assert "[tell us]" not in text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("prepared: 2026-11-22\n", "", ', line 5: "prepared" is missing. Add it.'),
        (
            "prepared: 2026-11-22",
            "prepared: 22/11/2026",
            ', line 5: "22/11/2026" is not a date we can read. Write it as 2026-11-22.',
        ),
        (
            "reviewed: 2026-11-22",
            "reviewed: 2026-11-21",
            ", line 6: The review is before the statement. Correct the date.",
        ),
        (
            "result: passed",
            "result: fine",
            ', line 14: "fine" is not known in "result". Write one of passed and failed.',
        ),
        ("plans:", "plan:", '"plan" is not known here. Did you mean "plans"?'),
        ("contact: respond/", "contact: mail us ", 'cannot stand in "contact". Write a page such as respond/'),
        ("    ground: not met", "    ground: unknown", '"unknown" is not known in "ground". Write one of not met,'),
        (
            "criterion: Regulation 8",
            "criterion: Rule 8",
            'cannot stand in "criterion". Write a number and name such as',
        ),
        ("planned: not planned", "planned: soon", 'Write it as 2026-11-22, or "not planned".'),
        ("untested:\n", "untested: nothing\nplans_old:\n", '"untested" is not a list.'),
        ("prepared: 2026-11-22", "prepared: ''", '"prepared" says nothing. Write a plain sentence.'),
        ("tests:", "audit: yes\ntests:", "An audit is not one line."),
        ("tests:\n", "tests:\n  - only a text\n", 'An entry of "tests" is only a text.'),
        ("prepared:", "prepared: [", "cannot be read"),
        (
            "tested_on: 2026-11-22",
            "tested_on: 2026-12-01",
            "Something was tested on 2026-12-01, after the last review.",
        ),
    ],
)
def test_fault_of_the_record_is_a_clear_error(tmp_path, old, new, message):
    text = RECORD.read_text("utf-8")
    assert old in text
    path = tmp_path / "accessibility.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    found, problems = read_evidence(path, SHOWN)
    assert found is None
    assert any(message in str(problem) and str(problem).startswith(SHOWN) for problem in problems), problems


def test_missing_record_is_a_clear_error(tmp_path):
    _, problems = read_evidence(tmp_path / "accessibility.yaml", SHOWN)
    assert str(problems[0]).startswith(f"{SHOWN}: There is no record of what was tested")
