"""References: finds the words that stand for a reference in a narrative, and numbers that should be one.

The words come from wording, as those of every table and chart do. Checking asks here whether a
reference leads somewhere, and pages put in what they get.
"""

from builder.wording.references.citing import Citations, Home, ReferenceWords
from builder.wording.references.suggesting import Suggestion, suggestions
from builder.wording.references.typed_numbers import Suffix, TypedNumber, find_typed_numbers
from builder.wording.references.unresolved import Unresolved

__all__ = [
    "Citations",
    "Home",
    "ReferenceWords",
    "Suffix",
    "Suggestion",
    "TypedNumber",
    "Unresolved",
    "find_typed_numbers",
    "suggestions",
]
