"""Reads the words of one paragraph of a narrative: bold, italic, links, and references.

What an officer clearly meant, but is not known here, is refused with its cure. Every other sign stays
the sign that it is.
"""

import re
from collections.abc import Sequence

from builder.model.narrative import Emphasis, Inline, Link, Spot, Strong, Text
from builder.project.problems import shortened
from builder.reading.reference import EXAMPLE, Report, read_reference

LINK_KINDS = ("metric", "outcome", "area", "page")
"""What a link may lead to within the partnership, as in metric:adults-in-treatment."""

_TOKEN = re.compile(
    r"""
    \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<macro>\{[{%#][^{}]*[}%#]\})
    | (?P<reference>\{(?P<inside>[^{}]*)\})
    | (?P<brace>[{}])
    | (?P<image>!\[[^\]]*\](?:\(|\[))
    | (?P<footnote>\[\^[^\]]+\])
    | (?P<link>\[(?P<label>[^\[\]]*)\]\((?P<target>(?:[^()\n]|\([^()\n]*\))*)\))
    | (?P<html></?[A-Za-z][^<>]*>|<!--|<![A-Za-z\[]|<\?)
    | (?P<code>`)
    | (?P<strong>\*\*(?=\S)(?P<strong_text>.+?)(?<=\S)\*\*(?!\*)|(?<!\w)__(?=\S)(?P<strong_too>.+?)(?<=\S)__(?!\w))
    | (?P<unclosed>\*\*(?=\w)|(?<=\w)\*\*)
    | (?P<emphasis>\*(?=[^\s*])(?P<emphasis_text>[^*]+?)(?<=\S)\*(?![\w*])
        |(?<!\w)_(?=[^\s_])(?P<emphasis_too>[^_]+?)(?<=\S)_(?!\w))
    """,
    re.VERBOSE | re.DOTALL,
)

_MARKS = {
    "macro": ("macro", "Double curly brackets cannot stand in a narrative.", f"Write a figure as {EXAMPLE}."),
    "brace": ("brace", "A curly bracket has no partner.", f"Write a figure as {EXAMPLE}, or leave the bracket out."),
    "image": ("image", "A picture cannot stand in a narrative.", "Leave it out, or link to the page that shows it."),
    "footnote": ("footnote", "A footnote cannot stand in a narrative.", "Put what it says into the sentence."),
    "html": ("html", "HTML cannot stand in a narrative.", "Write **bold**, lists with hyphens, or plain words."),
    "code": ("code", "Code between backticks cannot stand in a narrative.", "Use quotation marks, or plain words."),
    "unclosed": ("bold", "Two asterisks have no partner.", "Write **bold** with two before and two after the words."),
}
"""For each mark that is refused: cause, fault and remedy."""

_TOKENS = ("escaped", "reference", "link", "strong", "emphasis", *_MARKS)

_ADDRESS = re.compile(r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]{1,5})?(?:[/?#][!#-&(-;=?-Z_a-z~]*)?")
"""An https address without spaces, quotation marks, brackets, backslashes and names of users."""
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Source = tuple[str, Sequence[tuple[int, Spot]]]
"""Text, and for rising positions in it where they stand in the file."""


def read_inline(source: Source, report: Report) -> tuple[Inline, ...]:
    """Return the pieces of a paragraph, a heading or a list item."""
    text, spots = source
    return _Reader(text, spots, report).pieces(0, len(text))


class _Reader:
    """Reads parts of one text."""

    def __init__(self, text: str, spots: Sequence[tuple[int, Spot]], report: Report) -> None:
        self.text, self.spots, self.report = text, spots, report

    def pieces(self, start: int, end: int) -> tuple[Inline, ...]:
        found: list[Inline] = []
        plain = start
        position = start
        while token := _TOKEN.search(self.text, position, end):
            found += self._plain(plain, token.start())
            found += self._piece(token)
            plain = position = token.end()
        return (*found, *self._plain(plain, end))

    def _piece(self, token: re.Match[str]) -> list[Inline]:
        spot = self._spot(token.start())
        match next(name for name in _TOKENS if token[name] is not None):
            case "escaped":
                return [Text(token["escaped"], ((0, self._spot(token.start() + 1)),))]
            case "reference":
                reference = read_reference(token["inside"], spot, self.report)
                return [reference] if reference else []
            case "link":
                return self._link(token, spot)
            case "strong":
                group = "strong_text" if token["strong_text"] else "strong_too"
                return [Strong(self.pieces(*token.span(group)))]
            case "emphasis":
                group = "emphasis_text" if token["emphasis_text"] else "emphasis_too"
                return [Emphasis(self.pieces(*token.span(group)))]
            case mark:
                self.report(spot, *_MARKS[mark])
                return []

    def _plain(self, start: int, end: int) -> list[Inline]:
        if start >= end:
            return []
        within = [(position - start, spot) for position, spot in self.spots if start < position < end]
        return [Text(self.text[start:end], ((0, self._spot(start)), *within))]

    def _spot(self, position: int) -> Spot:
        start, spot = next(pair for pair in reversed(self.spots) if pair[0] <= position)
        return Spot(spot.line, spot.character + position - start)

    def _link(self, token: re.Match[str], spot: Spot) -> list[Inline]:
        content = self.pieces(*token.span("label"))
        target = token["target"].strip()
        kind, _, key = target.partition(":")
        if not token["label"].strip():
            self.report(spot, "link", "The link has no words.", "Write them between the square brackets.")
        elif kind in LINK_KINDS:
            if not _KEY.fullmatch(key):
                fault = f'"{shortened(target)}" names no {kind}.'
                self.report(spot, "link", fault, f"Write {kind}: and its short name, without spaces.")
        elif not _ADDRESS.fullmatch(target):
            self.report(
                spot,
                "link",
                f'A link cannot lead to "{shortened(target)}".',
                "Give an address that begins with https://, or a page of this partnership such as "
                "metric:adults-in-treatment.",
            )
        return [Link(content, target, spot)]
