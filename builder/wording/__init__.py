"""Wording: rounds numbers and picks words, units and signs; the one place where facts become text.

The sentence, the chart, the table and the text alternative of a figure all take their words from
here, so they cannot disagree. Style: GOV.UK.
"""

from builder.wording.amounts import (
    contract_change,
    contract_end,
    contract_state,
    financial_year,
    for_each_person,
    granted,
    money_step,
    money_total,
    rounded_money,
    rounded_words,
)
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
from builder.wording.changes import change_from, change_in_area, change_sentence, share_sentence, signed_change, size_of
from builder.wording.citations import action_status, change_in_prose, due_day, finding_figure, money
from builder.wording.duties import duties_sentence, duty_due, duty_repeats, duty_standing, met_in_time, met_on
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
from builder.wording.governance import finding_kind, group_kind, presence
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
    "contract_change",
    "contract_end",
    "contract_state",
    "counted",
    "day",
    "decimals_of",
    "due_day",
    "duties_sentence",
    "duty_due",
    "duty_repeats",
    "duty_standing",
    "financial_year",
    "finding",
    "finding_figure",
    "finding_kind",
    "for_each_person",
    "granted",
    "group_kind",
    "interval",
    "interval_method",
    "interval_sentence",
    "judged",
    "limits_words",
    "listed",
    "met_in_time",
    "met_on",
    "money",
    "money_step",
    "money_total",
    "number",
    "observed",
    "observed_in",
    "period",
    "pounds",
    "presence",
    "promised",
    "reason",
    "rounded_money",
    "rounded_words",
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
