"""Shows what converting a file of another publisher gave."""

from builder.cli import listing
from builder.pipeline.converting import Taken

_MAPPED = "The mapping is in {path}. Look at each line, complete what is empty, and run the same command again."
_TRIAL = "This was a trial: nothing was written."
_REFUSED = "The check refuses this, so nothing was written."
_NOTHING = "There is nothing to write."


def report(taken: Taken, folder: str) -> str:
    """Return the report on a conversion; `folder` is that of the package as messages name it."""
    lines = list(taken.said)
    if taken.problems:
        lines.append(listing.problem_lines(taken.problems))
    if not taken.is_done:
        lines.append(_REFUSED)
    elif taken.is_trial:
        lines += [*([taken.trial] if taken.trial else []), _TRIAL]
    elif taken.mapping:
        lines.append(_MAPPED.format(path=f"{folder}/{taken.mapping}"))
    elif taken.written:
        lines += [f"Written: {folder}/{name}" for name in taken.written]
    else:
        lines.append(_NOTHING)
    return "\n".join(lines)
