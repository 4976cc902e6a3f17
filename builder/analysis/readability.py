"""How hard a text is to read, from the length of its sentences and words: advice, and never a rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONG = 25
"""From more words than this, a sentence is long. Source: GOV.UK content design guidance, sentence length."""
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouyscxzg]es)$")
_TWO_SOUNDS = re.compile(r"(?<![cglst])i[aou]|ea$|ying|eing")


@dataclass(frozen=True, slots=True)
class Readability:
    """What the sentences of a text say of how hard it is."""

    words: int
    sentences: int
    reading_age: float
    """The age, in years, at which a child in school can mostly read the text."""
    long_sentences: tuple[str, ...]
    """Those of more than 25 words, the longest first."""

    @property
    def words_a_sentence(self) -> float:
        """The mean length of a sentence, in words."""
        return self.words / self.sentences


@dataclass(frozen=True, slots=True)
class Advice:
    """What a writer may want to know of a page."""

    page: str
    readability: Readability | None
    """None where the page holds no sentence."""
    unexplained: tuple[str, ...]
    """Short forms that the page does not explain where they first stand."""


def grade(words: int, sentences: int, syllables: int) -> float:
    """Return the Flesch-Kincaid grade level: the year of school in the United States that reads such a text.

    Source: Kincaid JP, Fishburne RP, Rogers RL, Chissom BS (1975), Research Branch Report 8-75, Millington.
    """
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def readability(sentences: Sequence[str]) -> Readability | None:
    """Return how hard sentences are to read, or None where they hold no word.

    The first grade is read at six, so that the reading age is the grade and five years, and five at least.
    """
    words = [(_WORD.findall(sentence), sentence) for sentence in sentences]
    with_words = [(found, sentence) for found, sentence in words if found]
    if not with_words:
        return None
    number = sum(len(found) for found, _ in with_words)
    sounds = sum(syllables(word) for found, _ in with_words for word in found)
    long = sorted((pair for pair in with_words if len(pair[0]) > LONG), key=lambda pair: -len(pair[0]))
    age = max(5.0, 5 + grade(number, len(with_words), sounds))
    return Readability(number, len(with_words), age, tuple(sentence for _, sentence in long))


def syllables(word: str) -> int:
    """Return about how many syllables an English word has: groups of vowels, without a silent e at the end."""
    word = word.lower()
    groups = len(_VOWELS.findall(word)) + len(_TWO_SOUNDS.findall(word))
    return max(1, groups - bool(_SILENT.search(word)))
