"""Finds signs that people, spreadsheets and programs do not read alike: spoilt, special and invisible ones."""

import re
import unicodedata

from builder.project.problems import shortened

_SPOILT = re.compile("\ufffd|â€.?|Â[\u00a0-\u00bf]|Ã[\u0080-\u00bf]")
"""What remains of a sign when UTF-8 is read as Windows-1252 and saved, or when it could not be saved."""

_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |\r?$)", re.MULTILINE)
"""How git begins the lines between which it leaves two versions of a text."""
CONFLICT_FAULT = "A merge conflict begins on this line: git left two versions of the text in the file."
CONFLICT_REMEDY = "Keep what is right of both, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."

Finding = tuple[int, str, str, str]
"""The position of a sign, then cause, fault and remedy."""


def line_of_conflict(text: str) -> int:
    """Return the first line on which git left two versions of a text; 0 where there is none."""
    found = _CONFLICT.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def strange_sign(text: str, remedy_if_spoilt: str) -> Finding | None:
    """Return the first sign of a text that cannot stay, if there is one. Line ends and tabs may."""
    spoilt = _SPOILT.search(text)
    if spoilt:
        fault = f'"{spoilt[0].strip()}" stands where a sign was spoilt when the file was opened or saved.'
        return spoilt.start(), "spoilt-sign", fault, remedy_if_spoilt
    return None if text.isprintable() else _invisible_sign(text)


def _invisible_sign(text: str) -> Finding | None:
    for position, sign in enumerate(text):
        if sign.isprintable() or sign in "\n\r\t":
            continue
        words = text[:position].split()
        after = f' after "{shortened(words[-1])}"' if words else ""
        if unicodedata.category(sign) == "Zs":
            fault = f"There is a non-breaking space{after}, which only looks like a space."
            return position, "special-space", fault, "Type an ordinary space instead."
        return position, "invisible-sign", f"There is an invisible character{after}.", "Type the text again."
    return None
