"""Sources as readers would cite them."""

from builder.model import Source
from builder.wording.time import day


def cited(source: Source) -> str:
    """Return publisher, title and date of a source."""
    published = f", {day(source.published)}" if source.published else ""
    return f"{source.publisher}, {source.title}{published}"
