"""Sources as readers would cite them."""

from builder.model.measures import Source
from builder.wording.time import day


def cited(source: Source) -> str:
    """Return publisher, title and date of a source."""
    published = f", {day(source.published)}" if source.published else ""
    return f"{source.publisher}, {source.title}{published}"


def cited_briefly(source: Source) -> str:
    """Return who published a source and when, for a place that has no room for its title."""
    return f"{source.publisher}, {day(source.published)}" if source.published else source.publisher
