"""Reads pages as a reader does: their sentences without markup, and the short forms that they leave unexplained."""

import re
from collections.abc import Iterable
from html import unescape

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_NO_PROSE = re.compile(
    r"<nav.*?</nav>|<table.*?</table>|<figcaption.*?</figcaption>|<dl.*?</dl>|<ul class=\"(?:cards|links)\">.*?</ul>",
    re.DOTALL,
)
_BLOCK_END = re.compile(r"</(?:li|p|dd|dt|h\d|div|caption|th|td)>|<br>")
_TAG = re.compile(r"<[^>]*>")
_TERM = re.compile(r'<a class="term"[^>]*>(.*?)</a>')
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|`|(?<!\w)[*_]|[*_](?!\w)|^\s*(?:[-*]|\d+\.) |\{[:#. ][^}]*\}", re.MULTILINE)
_NO_SENTENCE = re.compile(r"^\s*(?:[|#]|To cite ).*$", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[A-Z“\"£\d])")
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_SHORT_FORM = re.compile(r"(?<![\w/.#&-])[A-Z]{2,}(?=s?(?![\w/-]|\.\w))")
_OPENS, _CLOSES = "\x01", "\x02"
"""Set around what a link to the glossary explains."""


def sentences(markdown: str) -> tuple[str, ...]:
    """Return the sentences of a page: no headings, tables, captions or lists of links."""
    text = _NO_PROSE.sub("\n", _FRONT_MATTER.sub("", markdown))
    text = _plain(_NO_SENTENCE.sub("", text))
    # A hand-written text has a sentence on each line, so that lines without an end belong to the next.
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return tuple(part for line in lines for part in _SENTENCE_END.split(line) if " " in part)


def unexplained(markdown: str, known: Iterable[str], titles: Iterable[str]) -> tuple[str, ...]:
    """Return the short forms that a page uses before, or without, saying what they stand for.

    A link to the glossary explains one, and so do the full words with the short form in brackets after them.
    Known ones, titles, and what stands between quotation marks are left alone.
    """
    text = _FRONT_MATTER.sub("", markdown)
    text = _TERM.sub(lambda match: f"{_OPENS}{match[1]}{_CLOSES}", text)
    text = _plain(text)
    for title in titles:
        text = text.replace(title, "…")
    text = _QUOTED.sub("…", text)
    first: dict[str, bool] = {}
    for match in _SHORT_FORM.finditer(text):
        before, after = text[: match.start()], text[match.end() :].removeprefix("s")
        is_linked = before.rfind(_OPENS) > before.rfind(_CLOSES)
        says_it = re.match(r" stands for | \((?:the )?[A-Za-z]", after)
        in_brackets = re.search(r"\((?:the )?$", before) and re.match(r"(?: [a-z]+)?\)", after)
        first.setdefault(match[0], bool(in_brackets) or is_linked or bool(says_it))
    return tuple(form for form, is_explained in first.items() if not is_explained and form not in set(known))


def _plain(text: str) -> str:
    text = _TAG.sub(" ", _BLOCK_END.sub("\n", text))
    return unescape(_MARKS.sub("", _LINK.sub(r"\1", text)))
