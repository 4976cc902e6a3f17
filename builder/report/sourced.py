"""What the report rests on: figures that a published report printed, and the background papers."""

from builder import wording
from builder.analysis.claims import CheckedClaim, ClaimVerdict, checked_claims
from builder.model import addresses
from builder.model.measures import Row
from builder.model.narrative import ReportPart
from builder.report.document import Block, ParagraphBlock, ReportSection, TableBlock, TextSpan, said
from builder.report.narrated import told
from builder.report.scope import Scope

_WRONG = (ClaimVerdict.DOES_NOT_AGREE, ClaimVerdict.WRONG_UNIT)
_WRONGLY = "Figures of the published report that the data do not give"
_FAILING = (
    (ClaimVerdict.DOES_NOT_AGREE, "does not agree with the data", "do not agree with the data"),
    (ClaimVerdict.WRONG_UNIT, "has the wrong unit", "have the wrong unit"),
)
_COLUMNS = ("Metric", "Area", "As printed", "What the data give", "Verdict", "Where it is printed")


def printed_section(scope: Scope) -> ReportSection | None:
    """Return what reports of the year printed beside what the data give; None where no report was checked."""
    documents = {str(row["document"]): row for row in scope.rows("documents")}
    checked = [
        one for one in checked_claims(scope.partnership) if _is_of_year(documents.get(one.claim.document), scope)
    ]
    if not checked:
        return None
    titles = dict.fromkeys(str(documents[one.claim.document]["title"]) for one in checked)
    wrong = [one for one in checked if one.check.verdict in _WRONG]
    right = [one for one in checked if one.check.verdict not in _WRONG]
    blocks: list[Block] = [
        said(
            f"We worked out again {wording.counted(len(checked), 'change or figure', 'changes and figures')} "
            f"that {wording.listed([f'“{title}”' for title in titles])} printed. "
            f"{_outcome(wrong)} "
            "This report uses the figures from the data, everywhere but in the column “As printed”."
        )
    ]
    if wrong:
        blocks.append(_table(scope, _WRONGLY, wrong))
    if right:
        if any(one.check.verdict is ClaimVerdict.AGREES_AFTER_ROUNDING for one in right):
            blocks.append(
                said("“Agrees after rounding” is also said where the report cut a digit off instead of rounding.")
            )
        blocks.append(_table(scope, "Other figures of the published report that were checked", right))
    return ReportSection(
        _WRONGLY if wrong else "Figures of the published report that we checked", "printed", tuple(blocks)
    )


def _outcome(wrong: list[CheckedClaim]) -> str:
    """Return how many claims fail, in the words of their verdicts."""
    counts = [(sum(1 for one in wrong if one.check.verdict is verdict), words) for verdict, *words in _FAILING]
    parts = [f"{count} {one if count == 1 else several}" for count, (one, several) in counts if count]
    return f"{wording.listed(parts)}." if parts else "All agree with the data, some after rounding."


def _is_of_year(document: Row | None, scope: Scope) -> bool:
    return document is not None and str(document["published"])[:4] == str(scope.year)


def _table(scope: Scope, caption: str, checked: list[CheckedClaim]) -> TableBlock:
    return TableBlock(caption, _COLUMNS, tuple(_row(scope, one) for one in checked))


def _row(scope: Scope, one: CheckedClaim) -> tuple[TextSpan, ...]:
    metric = scope.partnership.metrics[one.claim.metric]
    known = {summary.metric.metric for summary in scope.summaries}
    group = f", {one.claim.group}" if one.claim.group else ""
    return (
        TextSpan(f"{metric.title}{group}", scope.places.metric(metric.metric) if metric.metric in known else ""),
        TextSpan(scope.partnership.areas[one.claim.area].name),
        TextSpan(wording.claim_printed(one.claim, metric)),
        TextSpan(wording.claim_right(one, metric)),
        TextSpan(wording.claim_verdict(one.check.verdict)),
        TextSpan(one.claim.place),
    )


def background_section(scope: Scope) -> ReportSection:
    """Return the papers that the report rests on, each with its date."""
    section = told(scope, ReportPart.BACKGROUND)
    own = scope.partnership.package.sources
    sources = sorted((*own, *scope.partnership.framework.sources), key=lambda source: source.published or scope.day)
    rows = tuple(
        (
            TextSpan(source.title, source.address if source.address.startswith("https://") else ""),
            TextSpan(source.publisher),
            TextSpan(wording.day(source.published) if source.published else wording.NOT_PUBLISHED),
        )
        for source in sources
        if source.published is None or source.published <= scope.day
    )
    table = TableBlock("Papers that this report rests on", ("Title", "Publisher", "Date"), rows)
    how = ParagraphBlock(
        (
            TextSpan("How the figures are made", addresses.METHODS),
            TextSpan(", and "),
            TextSpan("every figure with its source", scope.places.page("data")),
            TextSpan(", is on the site that this report belongs to."),
        )
    )
    return ReportSection(section.title, section.anchor, (*section.blocks, table, how), section.parts)
