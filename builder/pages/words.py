"""Brings the hand-written pages along: each Markdown file becomes a page at its own name."""

from pathlib import Path

from builder import addresses
from builder.artefacts import Artefact, text_artefact


def read_words(folder: Path) -> list[Artefact]:
    """Return every hand-written page, at the address that its file is named after."""
    return [
        text_artefact(addresses.source_path(f"{path.stem}/"), path.read_text("utf-8"))
        for path in sorted(folder.glob("*.md"))
    ]
