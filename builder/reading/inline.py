"""Reads the words of one paragraph of a narrative: bold, italic, links, and references to figures.

What an officer clearly meant, but is not known here, is refused with its cure. Every other sign stays
the sign that it is.
"""

import re
from collections.abc import Callable, Sequence

from builder.narrative import Emphasis, Inline, Kind, Link, Reference, Spot, Strong, Text
from builder.problems import did_you_mean, listed, shortened

Report = Callable[[Spot, str, str, str], None]
"""Told of each problem: its place, cause, fault and remedy."""

LINK_KINDS = ("metric", "outcome", "area", "page")
"""What a link may lead to within the partnership, as in metric:adults-in-treatment."""

EXAMPLE = "{value: adults-in-treatment}"

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

_REFERENCE = re.compile(r"\s*([A-Za-z]+)\s*:\s*(.*?)\s*", re.DOTALL)
_NEXT_PART = re.compile(r",\s*(?=(?:in|since|from)\s|(?:area|group|method)\s*:)")
"""A comma ends a part only where another part begins, as names of groups hold commas too."""
_PART = re.compile(r"(in|since|from)\s+(.+)|(area|group|method)\s*:\s*(.+)", re.DOTALL)
_ADDRESS = re.compile(r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]{1,5})?(?:[/?#][!#-&(-;=?-Z_a-z~]*)?")
"""An https address without spaces, quotation marks, brackets, backslashes and names of users."""
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Source = tuple[str, Sequence[tuple[int, Spot]]]
"""Text, and for rising positions in it where they stand in the file."""


def read_inline(source: Source, report: Report) -> tuple[Inline, ...]:
    """Return the pieces of a paragraph, a heading or a list item."""
    text, spots = source
    return _Reader(text, spots, report).pieces(0, len(text), in_link=False)


class _Reader:
    """Reads parts of one text."""

    def __init__(self, text: str, spots: Sequence[tuple[int, Spot]], report: Report) -> None:
        self.text, self.spots, self.report = text, spots, report

    def pieces(self, start: int, end: int, *, in_link: bool) -> tuple[Inline, ...]:
        found: list[Inline] = []
        plain = start
        position = start
        while token := _TOKEN.search(self.text, position, end):
            found += self._plain(plain, token.start())
            found += self._piece(token, in_link=in_link)
            plain = position = token.end()
        return (*found, *self._plain(plain, end))

    def _piece(self, token: re.Match[str], *, in_link: bool) -> list[Inline]:
        spot = self._spot(token.start())
        match token.lastgroup:
            case _ if token["escaped"]:
                return [Text(token["escaped"], ((0, self._spot(token.start() + 1)),))]
            case _ if token["reference"]:
                reference = self._reference(token["inside"], spot)
                return [reference] if reference else []
            case _ if token["link"] and not in_link:
                return self._link(token, spot)
            case _ if token["strong"]:
                group = "strong_text" if token["strong_text"] else "strong_too"
                return [Strong(self.pieces(*token.span(group), in_link=in_link))]
            case _ if token["emphasis"]:
                group = "emphasis_text" if token["emphasis_text"] else "emphasis_too"
                return [Emphasis(self.pieces(*token.span(group), in_link=in_link))]
        mark = next((name for name in _MARKS if token[name]), None)
        if mark:
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
        content = self.pieces(*token.span("label"), in_link=True)
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

    def _reference(self, inside: str, spot: Spot) -> Reference | None:
        written = "{" + " ".join(inside.split()) + "}"
        read = _REFERENCE.fullmatch(inside)
        kinds = tuple(kind.value for kind in Kind)
        if read is None:
            fault = f'"{shortened(written)}" is not a figure: curly brackets are kept for figures from the data.'
            self.report(spot, "reference", fault, f"Write one as {EXAMPLE}, or leave the brackets out.")
            return None
        kind, rest = read[1].lower(), read[2]
        if kind not in kinds:
            fault = f'"{shortened(kind)}" is not a kind of figure.'
            self.report(spot, "reference", fault, did_you_mean(kind, kinds) or f"The kinds are {listed(kinds)}.")
            return None
        first, *parts = _NEXT_PART.split(rest)
        subject, *areas = (part.strip() for part in first.split(","))
        given = {"area": areas[0] if areas else "", "group": "", "method": "", "in": "", "since": ""}
        if not subject or len(areas) > 1:
            fault = f'"{shortened(written)}" cannot be read.'
            remedy = (
                "After the colon comes a short name, then perhaps an area, then perhaps “in”, “since” or “group:”, "
                f"as in {EXAMPLE[:-1]}, derby, in 2022-04}}."
            )
            self.report(spot, "reference", fault, remedy)
            return None
        for part in parts:
            read_part = _PART.fullmatch(part)
            if read_part:
                name = (read_part[1] or read_part[3]).replace("from", "since")
                given[name] = " ".join((read_part[2] or read_part[4]).split())
        if given["since"] and kind != Kind.CHANGE:
            fault = f'"since" goes with a change, and "{shortened(written)}" is none.'
            self.report(spot, "reference", fault, f'Write "in {shortened(given["since"])}" or "{{change: …}}".')
            return None
        return Reference(
            Kind(kind),
            subject,
            given["area"],
            given["group"],
            given["in"],
            given["since"],
            given["method"],
            written,
            spot,
        )
