"""Reads a reference of a narrative, such as {change: adults-in-treatment, north-harbour, since 2022-04}.

Whether it leads to a figure is not known here: that is for checking.
"""

import re
from collections.abc import Callable

from builder.model.narrative import Reference, ReferenceKind, Spot
from builder.project.problems import did_you_mean, listed, shortened

Report = Callable[[Spot, str, str, str], None]
"""Told of each problem: its place, cause, fault and remedy."""

EXAMPLE = "{value: adults-in-treatment}"

_REFERENCE = re.compile(r"\s*([A-Za-z]+)\s*:\s*(.*?)\s*", re.DOTALL)
_NEXT_PART = re.compile(r",\s*(?=(?:in|since|from)\s|(?:area|group|method)\s*:)")
"""A comma ends a part only where another part begins, as names of groups hold commas too."""
_PART = re.compile(r"(in|since|from)\s+(.+)|(area|group|method)\s*:\s*(.+)", re.DOTALL)


def read_reference(inside: str, spot: Spot, report: Report) -> Reference | None:
    """Return what stands between two curly brackets, or report why it cannot be read."""
    written = "{" + " ".join(inside.split()) + "}"
    read = _REFERENCE.fullmatch(inside)
    if read is None:
        fault = f'"{shortened(written)}" is not a figure: curly brackets are kept for figures from the data.'
        report(spot, "reference", fault, f"Write one as {EXAMPLE}, or leave the brackets out.")
        return None
    kind, kinds = read[1].lower(), tuple(kind.value for kind in ReferenceKind)
    if kind not in kinds:
        fault = f'"{shortened(kind)}" is not a kind of figure.'
        report(spot, "reference", fault, did_you_mean(kind, kinds) or f"The kinds are {listed(kinds)}.")
        return None
    parts = _parts(read[2])
    if parts is None:
        remedy = (
            "After the colon comes a short name, then perhaps one area, one “in”, one “since” and one “group:”, "
            f"as in {EXAMPLE[:-1]}, north-harbour, in 2022-04}}."
        )
        report(spot, "reference", f'"{shortened(written)}" cannot be read.', remedy)
        return None
    since = parts.get("since", "")
    if since and kind != ReferenceKind.CHANGE:
        fault = f'"since" goes with a change, and "{shortened(written)}" is none.'
        report(spot, "reference", fault, f'Write "in {shortened(since)}" or "{{change: …}}".')
        return None
    return Reference(
        kind=ReferenceKind(kind),
        subject=parts["subject"],
        area=parts.get("area", ""),
        group=parts.get("group", ""),
        within=parts.get("in", ""),
        since=since,
        method=parts.get("method", ""),
        written=written,
        spot=spot,
    )


def _parts(text: str) -> dict[str, str] | None:
    """Return the parts after the colon by name, or None where one is empty or stands twice."""
    first, *others = _NEXT_PART.split(text)
    named = list(zip(("subject", "area", "area"), (part.strip() for part in first.split(",")), strict=False))
    for other in others:
        part = _PART.fullmatch(other)
        if part is None:
            return None
        named.append(((part[1] or part[3]).replace("from", "since"), " ".join((part[2] or part[4]).split())))
    parts = dict(named)
    return parts if len(parts) == len(named) and parts["subject"] else None
