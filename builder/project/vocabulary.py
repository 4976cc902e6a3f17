"""Texts with their places, and the words that they should do without."""

import re
from dataclasses import dataclass

from builder.project.problems import Place


@dataclass(frozen=True, slots=True)
class SiteText:
    """A text that people read, with the place where it is written."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words that make a person into a problem, and what to write instead."""

    words: tuple[str, ...]
    instead: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds the words in a text, in small letters or capitals."""
        words = "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which words to avoid, and where they may stand all the same."""

    labels: tuple[Label, ...]
    titles: tuple[str, ...]
    """Official titles and fixed terms, which stay as they are."""
    known: frozenset[str]
    """Short forms that need no explanation."""
