"""Wording: rounds numbers and picks words, units and signs; the one place where facts become text.

The sentence, the chart, the table and the text alternative of a figure all take their words from
here, so they cannot disagree. Style: GOV.UK.
"""

from builder.wording.certainty import (
    compared,
    interval,
    interval_method,
    interval_sentence,
    judged,
    limits_words,
    reason,
    tested,
    trend,
)
from builder.wording.changes import (
    change_from,
    change_in_area,
    change_sentence,
    share_sentence,
    signed_change,
    size_of,
)
from builder.wording.citations import action_status, change_in_prose, due_day, finding_figure, money
from builder.wording.figures import (
    NOT_PUBLISHED,
    amount,
    counted,
    decimals_of,
    listed,
    number,
    observed,
    pounds,
    status_words,
    unit_words,
)
from builder.wording.findings import finding
from builder.wording.promises import (
    claim_printed,
    claim_right,
    claim_verdict,
    promised,
    target_sentence,
    target_standing,
)
from builder.wording.time import day, observed_in, period, within

__all__ = [
    "NOT_PUBLISHED",
    "action_status",
    "amount",
    "change_from",
    "change_in_area",
    "change_in_prose",
    "change_sentence",
    "claim_printed",
    "claim_right",
    "claim_verdict",
    "compared",
    "counted",
    "day",
    "decimals_of",
    "due_day",
    "finding",
    "finding_figure",
    "interval",
    "interval_method",
    "interval_sentence",
    "judged",
    "limits_words",
    "listed",
    "money",
    "number",
    "observed",
    "observed_in",
    "period",
    "pounds",
    "promised",
    "reason",
    "share_sentence",
    "signed_change",
    "size_of",
    "status_words",
    "target_sentence",
    "target_standing",
    "tested",
    "trend",
    "unit_words",
    "within",
]
