"""Checking: compares packages as found with the rules of meaning, and parses them into the model.

The types and shapes of cells are settled in reading. Here it is about sense: whether keys exist,
values agree with each other and dates come in order.
"""

from builder.checking.claims import find_claim_warnings
from builder.checking.narratives import find_narrative_problems
from builder.checking.parse import parse
from builder.checking.personal import find_personal_data_problems, without_repeats
from builder.checking.plain_words import find_word_warnings, texts_of, titles_of
from builder.checking.published import ASKED_OF_CHANGES, find_published_problems
from builder.checking.rules import NATIONAL_TABLES, find_problems, framework_of, tables_of

__all__ = [
    "ASKED_OF_CHANGES",
    "NATIONAL_TABLES",
    "find_claim_warnings",
    "find_narrative_problems",
    "find_personal_data_problems",
    "find_problems",
    "find_published_problems",
    "find_word_warnings",
    "framework_of",
    "parse",
    "tables_of",
    "texts_of",
    "titles_of",
    "without_repeats",
]
