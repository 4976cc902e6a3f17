"""What a metric's page says about its targets, each with its status as a label."""

from datetime import date

from builder import wording
from builder.analysis.summaries import MetricSummary
from builder.pages.scene import target_label
from builder.pages.views import Promise


def targets(summary: MetricSummary, today: date) -> tuple[Promise, ...]:
    """Return each target of a metric with its status and what the status rests on."""
    return tuple(
        Promise(
            sentence=wording.target_sentence(found.target, summary.metric),
            status=target_label(found),
            because=wording.target_standing(found, summary.metric),
            note=found.target.note,
        )
        for found in summary.progress_on(today)
    )
