"""Points out metrics that a declaration takes out of the audit, though their words speak of people.

It is no error: whoever approves the change knows what is counted.
"""

import re
from collections.abc import Iterator, Mapping

from builder.disclosure.rules.policy import THINGS
from builder.disclosure.rules.quantities import COUNTED
from builder.disclosure.rules.undeclared import SWITCHED_OFF
from builder.model.measures import Unit
from builder.project.problems import Level, Problem
from builder.project.typed import TypedRow

_PEOPLE = re.compile(
    rf"\b(?:(?!kits?$|records?$){COUNTED}|individuals?|families|households?|tenants?|carers?|veterans|smokers|injectors|"
    r"stays?|episodes?|discharges?|diagnos[ei]s|infections?|detentions?|relapses?|homicides?|murders?)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:(?:the|all|total|average|annual|new|a)\s)*(?:(?:number|count|total|sum)s?\sof\s(?:the\s|all\s|new\s)*)?",
    re.IGNORECASE,
)
_END_OF_NAME = re.compile(
    r"\s?[.,;:()/]|\s(?:of|in|into|to|for|from|by|with|without|at|on|among|amongst|after|during|where|when|while|due|who|whose|that|"
    r"which|per|and|or|as|because|involving|under|aged|not|are|were|is|was|have|has|had)\b",
    re.IGNORECASE,
)
_SAID_OF_IT = re.compile(
    r"\s(?:\w+(?:ed|ing)|made|given|seen|taken|known|lost|held|found|born|met|left)$", re.IGNORECASE
)
_WEIGHTED = re.compile(r"standardi[sz]|adjusted|weight|model", re.IGNORECASE)
_ASK = "Whoever looks after data protection must know that this is right: ask before you approve this change."


def find_exempt_metrics(tables: Mapping[str, tuple[TypedRow, ...]]) -> Iterator[Problem]:
    """Yield a warning for each metric of people whose small numbers are not looked for, for what its row says."""
    for row in tables.get("metrics", ()):
        texts = [row.text(field) for field in ("title", "counted", "definition")]
        if row.cells.get("standardised") is True and row.text("unit") in {Unit.PERCENT, Unit.RATE}:
            if not any(map(_WEIGHTED.search, (*texts, row.text("limitations"), row.text("counted_as")))):
                yield _warning(
                    row, "standardised", "This says that the values are weighted, but no word of the metric does"
                )
            continue
        field = "counts" if row.text("counts") == THINGS else "unit"
        is_exempt = field == "counts" and row.text("unit") in {Unit.COUNT, Unit.PERCENT, Unit.RATE}
        if (is_exempt or row.text("unit") == Unit.NUMBER) and any(map(_names_people, texts)):
            yield _warning(row, field, "This says that no people are counted, but the words of the metric name people")


def _names_people(text: str) -> bool:
    """Return whether the name that a text begins with is one of people or of what happens to them."""
    name = _END_OF_NAME.split(_BEFORE.sub("", text.strip()), maxsplit=1)[0]
    shorter = _SAID_OF_IT.sub("", name)
    while shorter != name:
        name, shorter = shorter, _SAID_OF_IT.sub("", shorter)
    return bool(_PEOPLE.search(name))


def _warning(row: TypedRow, field: str, found: str) -> Problem:
    fault = f"{found}: small numbers of it are shown, and hidden ones are not looked after."
    return row.problem(field, SWITCHED_OFF, fault, _ASK, Level.WARNING)
