"""The pipeline for words: what is wrong with the texts that are written by hand."""

from pathlib import Path

from builder.evidence import Evidence
from builder.problems import Problem
from builder.reading import read_evidence


def evidence_of(words: Path) -> tuple[Evidence | None, list[Problem]]:
    """Return the record on accessibility in the folder of words, and what is wrong with it."""
    return read_evidence(words / "accessibility.yaml", f"{words.name}/accessibility.yaml")
