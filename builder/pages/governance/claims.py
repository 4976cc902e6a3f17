"""The page "We checked the published reports": what published reports printed, beside what the data give."""

from collections import Counter

from builder import wording
from builder.analysis.claims import CheckedClaim, ClaimVerdict, checked_claims
from builder.analysis.series import Series
from builder.analysis.summaries import MetricSummary
from builder.model import addresses
from builder.model.measures import Tier
from builder.pages import views
from builder.pages.scene import LinkTo, Scene
from builder.pages.views import CellView, LinkView, Page, SectionView

_FAILED = (ClaimVerdict.DOES_NOT_AGREE, ClaimVerdict.WRONG_UNIT)

_SECTIONS = (
    ("Does not agree", "wrong", "The figures in the data give another result.", _FAILED[:1]),
    ("Wrong unit", "unit", "The difference of two percentages is in percentage points, not in per cent.", _FAILED[1:]),
    (
        "Cannot be checked",
        "unknown",
        "The report or the data do not give what a check needs.",
        (ClaimVerdict.CANNOT_BE_CHECKED,),
    ),
    (
        "Agrees",
        "right",
        "The report printed what the data give, or cut a digit off instead of rounding.",
        (ClaimVerdict.AGREES, ClaimVerdict.AGREES_AFTER_ROUNDING),
    ),
)


def has_claims(scene: Scene) -> bool:
    """Return whether a claim of a published report is in the data."""
    return bool(scene.partnership.package.claims)


def claims_page(scene: Scene) -> Page | None:
    """Return the page of checked claims, or None where no claim is in the data."""
    checked = checked_claims(scene.partnership)
    if not checked:
        return None
    address = scene.addresses.page("claims")

    def link(goal: str) -> str:
        return addresses.relative(address, goal)

    sections = []
    for title, anchor, introduction, verdicts in _SECTIONS:
        rows = [_row(scene, one, link) for one in checked if one.check.verdict in verdicts]
        if rows:
            columns = ["Metric", "Area", "As printed", "What the data give", "Verdict", "Where it is printed"]
            sections.append(
                SectionView(
                    title, anchor, introduction, (views.table(f"Printed claims: {title.lower()}", columns, rows),)
                )
            )
    official = _official(scene, checked, link)
    if official:
        sections.append(official)
    file = addresses.table_file(scene.partnership.name, "claims")
    return Page(
        address=address,
        template="plain.md.jinja",
        title=f"We checked the published reports: {scene.partnership.title}",
        description=f"What published reports of {scene.partnership.title} printed, and what the data give.",
        breadcrumbs=scene.breadcrumbs(link),
        partnership=scene.partnership.title,
        values={
            "title": "We checked the published reports",
            "introduction": summary_sentence(checked),
            "picture": scene.picture("claims-picture"),
            "sections": (
                *sections,
                SectionView("Take it away", "data", links=(LinkView("Claims as CSV", link(file)),)),
            ),
        },
    )


_BESIDE = (
    "Official statistics on the same subject, for the same places. They count other years, or in another way: "
    "each links to what it counts. They do not say whether the report is right."
)


def _official(scene: Scene, checked: tuple[CheckedClaim, ...], link: LinkTo) -> SectionView | None:
    """Return the printed claims beside official figures of the same area that are closest to the same metric."""
    rows = []
    for one in checked:
        metric = scene.partnership.metrics[one.claim.metric]
        subjects = {metric.metric, metric.framework_metric} - {""}
        for summary in scene.summaries.values():
            if summary.metric.tier is not Tier.OFFICIAL or summary.metric.framework_metric not in subjects:
                continue
            rows += [
                _official_row(scene, one, summary, series, link)
                for series in summary.areas
                if series.area.area == one.claim.area and series.latest
            ]
    if not rows:
        return None
    columns = ["Metric", "Area", "As printed", "Official figures", "What they count"]
    table = views.table("Printed claims beside official figures", columns, rows)
    return SectionView("Beside official figures", "official", _BESIDE, (table,))


def _official_row(
    scene: Scene, one: CheckedClaim, summary: MetricSummary, series: Series, link: LinkTo
) -> list[CellView]:
    metric = scene.partnership.metrics[one.claim.metric]
    first, last = series.with_value[0], series.with_value[-1]
    figures = dict.fromkeys(f"{wording.observed(o, summary.metric)} ({wording.observed_in(o)})" for o in (first, last))
    return [
        CellView(metric.title),
        CellView(series.area.name),
        CellView(wording.claim_printed(one.claim, metric)),
        CellView(", then ".join(figures)),
        CellView(summary.metric.title, link(scene.addresses.metric(summary.metric.metric))),
    ]


def summary_sentence(checked: tuple[CheckedClaim, ...]) -> str:
    """Return how many claims of a partnership's reports are right."""
    counts = Counter(one.check.verdict for one in checked)
    wrong, unit = counts[ClaimVerdict.DOES_NOT_AGREE], counts[ClaimVerdict.WRONG_UNIT]
    right = counts[ClaimVerdict.AGREES] + counts[ClaimVerdict.AGREES_AFTER_ROUNDING]
    parts = [
        wording.counted(right, "is right", "are right"),
        wording.counted(wrong, "is wrong", "are wrong") if wrong else "",
        wording.counted(unit, "says", "say") + " per cent for percentage points" if unit else "",
        f"{counts[ClaimVerdict.CANNOT_BE_CHECKED]} cannot be checked" if counts[ClaimVerdict.CANNOT_BE_CHECKED] else "",
    ]
    what = wording.counted(len(checked), "change or figure", "changes and figures")
    return f"We checked {what} that published reports printed: {wording.listed([p for p in parts if p])}."


def _row(scene: Scene, one: CheckedClaim, link: LinkTo) -> list[CellView]:
    metric = scene.partnership.metrics[one.claim.metric]
    note = "; ".join(part for part in (one.claim.group, one.claim.note) if part)
    return [
        CellView(metric.title, link(scene.addresses.metric(metric.metric)) if metric.metric in scene.summaries else ""),
        CellView(scene.partnership.areas[one.claim.area].name),
        CellView(wording.claim_printed(one.claim, metric)),
        CellView(wording.claim_right(one, metric)),
        CellView(wording.claim_verdict(one.check.verdict)),
        CellView(one.claim.place, note=note),
    ]
