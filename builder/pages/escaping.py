"""Makes text from data harmless wherever it lands: in Markdown, in HTML and in attributes.

Every character with a meaning in Markdown or HTML becomes a numeric character reference, which
reads the same in all three places.
"""

import re

from markupsafe import Markup

_SPECIAL = re.compile(r"[&<>\"`*_\[\]|~!{}\\]|^[-+#=:]|^\d+(?=[.)](?:\s|$))")
_NUMBER = re.compile(r"^\d(?=\d*[.)](?:\s|$))")
_BETWEEN = re.compile(r"\s+")


def _reference(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in match[0])


def escaped(text: object) -> Markup:
    """Return text that shows as it is; what is `Markup` already stays as it is."""
    if isinstance(text, Markup):
        return text
    line = _BETWEEN.sub(" ", str(text)).strip()
    return Markup(_SPECIAL.sub(_reference, line))


def inline(text: str) -> Markup:
    """Return a piece of a sentence as `escaped` does, with the spaces that join it to its neighbours."""
    return Markup(_SPECIAL.sub(_reference, _BETWEEN.sub(" ", text)))


def begins_line(markup: Markup) -> Markup:
    """Return a line of Markdown that begins no numbered list, also where its first pieces only do so together."""
    return Markup(_NUMBER.sub(_reference, markup, count=1))


def quoted(text: str) -> Markup:
    """Return text as a YAML scalar for front matter, which the theme puts into the head unescaped."""
    plain = _BETWEEN.sub(" ", text).strip()
    for character, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\\", "&#92;")):
        plain = plain.replace(character, reference)
    return Markup(f'"{plain}"')
