"""What the report rests on: figures that a published report printed, and the background papers."""

from builder import wording
from builder.analysis.claims import CheckedClaim, Verdict, checked_claims
from builder.model import addresses
from builder.model.measures import Row
from builder.model.narrative import Part
from builder.report.document import Block, Paragraph, Section, Span, Table, said
from builder.report.narrated import told
from builder.report.scope import Scope

_WRONG = (Verdict.DOES_NOT_AGREE, Verdict.WRONG_UNIT)
_WRONGLY = "Figures of the published report that the data do not give"
_FAILING = (
    (Verdict.DOES_NOT_AGREE, "does not agree with the data", "do not agree with the data"),
    (Verdict.WRONG_UNIT, "has the wrong unit", "have the wrong unit"),
)
_COLUMNS = ("Metric", "Area", "As printed", "What the data give", "Verdict", "Where it is printed")


def printed_section(scope: Scope) -> Section | None:
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
        if any(one.check.verdict is Verdict.AGREES_AFTER_ROUNDING for one in right):
            blocks.append(
                said("“Agrees after rounding” is also said where the report cut a digit off instead of rounding.")
            )
        blocks.append(_table(scope, "Other figures of the published report that were checked", right))
    return Section(_WRONGLY if wrong else "Figures of the published report that we checked", "printed", tuple(blocks))


def _outcome(wrong: list[CheckedClaim]) -> str:
    """Return how many claims fail, in the words of their verdicts."""
    counts = [(sum(1 for one in wrong if one.check.verdict is verdict), words) for verdict, *words in _FAILING]
    parts = [f"{count} {one if count == 1 else several}" for count, (one, several) in counts if count]
    return f"{wording.listed(parts)}." if parts else "All agree with the data, some after rounding."


def _is_of_year(document: Row | None, scope: Scope) -> bool:
    return document is not None and str(document["published"])[:4] == str(scope.year)


def _table(scope: Scope, caption: str, checked: list[CheckedClaim]) -> Table:
    return Table(caption, _COLUMNS, tuple(_row(scope, one) for one in checked))


def _row(scope: Scope, one: CheckedClaim) -> tuple[Span, ...]:
    metric = scope.partnership.metrics[one.claim.metric]
    known = {summary.metric.metric for summary in scope.summaries}
    group = f", {one.claim.group}" if one.claim.group else ""
    return (
        Span(f"{metric.title}{group}", scope.places.metric(metric.metric) if metric.metric in known else ""),
        Span(scope.partnership.areas[one.claim.area].name),
        Span(wording.claim_printed(one.claim, metric)),
        Span(wording.claim_right(one, metric)),
        Span(wording.claim_verdict(one.check.verdict)),
        Span(one.claim.place),
    )


def background_section(scope: Scope) -> Section:
    """Return the papers that the report rests on, each with its date."""
    section = told(scope, Part.BACKGROUND)
    own = scope.partnership.package.sources
    sources = sorted((*own, *scope.partnership.framework.sources), key=lambda source: source.published or scope.day)
    rows = tuple(
        (
            Span(source.title, source.address if source.address.startswith("https://") else ""),
            Span(source.publisher),
            Span(wording.day(source.published) if source.published else wording.NOT_PUBLISHED),
        )
        for source in sources
        if source.published is None or source.published <= scope.day
    )
    table = Table("Papers that this report rests on", ("Title", "Publisher", "Date"), rows)
    how = Paragraph(
        (
            Span("How the figures are made", addresses.METHODS),
            Span(", and "),
            Span("every figure with its source", scope.places.page("data")),
            Span(", is on the site that this report belongs to."),
        )
    )
    return Section(section.title, section.anchor, (*section.blocks, table, how), section.parts)
