"""The accessibility statement: the parts that the law asks for, from the record of evidence."""

from builder import wording
from builder.model import addresses
from builder.model.settings import Settings
from builder.pages.views import LinkView, Page, TableView, table
from builder.project.accessibility import AccessibilityRecord, Assessment, Compliance, Ground, KnownProblem, Result

_STATUS = {
    Compliance.FULL: "This website is fully compliant with the Web Content Accessibility Guidelines (WCAG) version 2.2 "
    "AA standard.",
    Compliance.PARTIAL: "This website is partially compliant with the Web Content Accessibility Guidelines (WCAG) "
    "version 2.2 AA standard. What does not meet it, or is not tested yet, is listed on this page.",
    Compliance.NOT_ASSESSED: "This website has not been assessed against the Web Content Accessibility Guidelines "
    "(WCAG) version 2.2 AA standard. We do not claim that it meets them.",
}
_SUMMARY = {
    Compliance.FULL: "An independent audit found that this site meets the guidelines.",
    Compliance.PARTIAL: "Most of this site works for everybody as far as we have tested it. Some parts do not.",
    Compliance.NOT_ASSESSED: "We have not tested this site yet, so we cannot say for whom it works.",
}
_RESULTS = {Result.PASSED: "passed", Result.FAILED: "did not pass"}


def accessibility_page(record: AccessibilityRecord, settings: Settings) -> Page:
    """Return the accessibility statement."""
    evidence = record if not settings.contact else record.with_contact()

    def link(goal: str) -> str:
        return goal if goal.startswith("https:") else addresses.relative(addresses.ACCESSIBILITY, goal)

    tested = evidence.last_tested
    audit = evidence.audit
    return Page(
        address=addresses.ACCESSIBILITY,
        template="accessibility.md.jinja",
        title="Accessibility statement",
        description="How far this site works for everybody, what does not, and how to tell us about a problem.",
        breadcrumbs=(LinkView("Home", link(addresses.HOME)),),
        values={
            "summary": _SUMMARY[evidence.compliance],
            "status": _STATUS[evidence.compliance],
            "problems": evidence.problems,
            "not_met": _problems(evidence, Ground.NOT_MET),
            "burden": _problems(evidence, Ground.BURDEN),
            "out_of_scope": _problems(evidence, Ground.OUT_OF_SCOPE),
            "untested": evidence.untested,
            "plans": evidence.plans,
            "contact": link(evidence.contact),
            "answers": _answers(settings),
            "can_be_told": settings.can_be_told,
            "demonstration": settings.demonstration,
            "publisher": settings.publisher,
            "name": settings.name,
            "prepared": wording.day(evidence.prepared),
            "reviewed": wording.day(evidence.reviewed),
            "tested": wording.day(tested) if tested else "",
            "tests": _tests(evidence.tests) if evidence.tests else None,
            "audit": f"{audit.auditor} audited it on {wording.day(audit.audited_on)}: it {_RESULTS[audit.result]}."
            if audit
            else "",
            "audit_report": audit.report if audit else "",
        },
    )


def _answers(settings: Settings) -> str:
    """Return when a reader can expect an answer."""
    if settings.days_to_answer:
        return f"We answer within {wording.counted(settings.days_to_answer, 'working day')}."
    if settings.demonstration:
        return "This is a demonstration, so we cannot promise an answer by a set day."
    return "We answer as soon as we can."


def _problems(evidence: AccessibilityRecord, ground: Ground) -> tuple[tuple[KnownProblem, str], ...]:
    return tuple(
        (problem, f"We plan to mend it by {wording.day(problem.planned)}." if problem.planned else "")
        for problem in evidence.problems
        if problem.ground is ground
    )


def _tests(tests: tuple[Assessment, ...]) -> TableView:
    rows = [(test.what, test.how, wording.day(test.tested_on), _RESULTS[test.result]) for test in tests]
    return table("What was tested", ("What", "How", "When", "Result"), rows)
