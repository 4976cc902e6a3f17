"""Makes one small stylesheet of the theme's and ours: only the rules that can apply to some page of the site.

A rule is left out only if it asks for a class, an identifier, an element or the value of an attribute that
stands in no page and no script. So what is left out depends on the pages alone, and can change nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_PIECE = re.compile(
    r"""(?P<comment>/\*.*?\*/)|[{};]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^"')]*\)|[^{};"'/u]+|.""",
    re.DOTALL,
)
_KEYFRAMES = ("@keyframes", "@-webkit-keyframes")
_GROUPS = ("@media", "@supports", "@container", "@layer", *_KEYFRAMES)
_WHOLE = ("@font-face", "@page", "@property")
_FUNCTION = re.compile(r":[\w-]+\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_ATTRIBUTE = re.compile(r"""\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\]\s]*)))?[^\]]*\]""")
_CLASS = re.compile(r"\.([\w-]+)")
_IDENTIFIER = re.compile(r"#([\w-]+)")
_ELEMENT = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9-]*)")
_DEPTH = {"(": 1, "[": 1, ")": -1, "]": -1}
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{},>~])\s*")

_ALWAYS = {"html", "body", "head"}


@dataclass(frozen=True)
class UsedInPages:
    """What can be asked for by a rule: everything that stands in some page or script."""

    elements: frozenset[str]
    attributes: frozenset[tuple[str, str]]
    """Names with their values."""
    script_words: frozenset[str]
    variables: frozenset[str]
    """The variables that drawings in the pages use."""

    @property
    def classes(self) -> frozenset[str]:
        """Every class."""
        found = {word for name, value in self.attributes if name == "class" for word in value.split()}
        return frozenset(found) | self.script_words

    @property
    def identifiers(self) -> frozenset[str]:
        """Every identifier."""
        return frozenset(value for name, value in self.attributes if name == "id") | self.script_words


@dataclass(frozen=True)
class _Rule:
    selectors: str
    declarations: tuple[str, ...]


@dataclass(frozen=True)
class _Group:
    """Rules under a condition; or a block that is kept as a whole, as text."""

    condition: str
    rules: "tuple[_Rule | _Group, ...]"


def one_stylesheet(sheets: Iterable[str], vocabulary: UsedInPages) -> str:
    """Return the rules of several sheets, in their order, that can apply to the pages of a vocabulary."""
    rules = tuple(rule for sheet in sheets for rule in _parsed(sheet))
    kept = tuple(_applicable(rules, _Judge(vocabulary)))
    # A variable that only an unused variable uses is unused too, so look again until nothing changes.
    while True:
        text = "".join(_printed(kept))
        smaller = tuple(_used(kept, vocabulary.variables | set(_VARIABLE.findall(text)), text))
        if smaller == kept:
            return text
        kept = smaller


def _parsed(sheet: str) -> tuple[_Rule | _Group, ...]:
    pieces = [match for match in _PIECE.finditer(sheet) if match.lastgroup != "comment"]
    rules, _ = _block([match[0] for match in pieces], 0)
    return rules


def _block(pieces: Sequence[str], start: int) -> tuple[tuple[_Rule | _Group, ...], int]:
    """Return the rules from a piece on until the block ends, and the piece after its end."""
    rules: list[_Rule | _Group] = []
    head = ""
    place = start
    while place < len(pieces):
        piece = pieces[place]
        place += 1
        if piece == "}":
            return tuple(rules), place
        if piece == ";":
            head = ""  # such as @charset
        elif piece != "{":
            head += piece
        else:
            prelude = _tidy(head)
            head = ""
            if prelude.startswith(_GROUPS):
                inner, place = _block(pieces, place)
                rules.append(_Group(prelude, inner))
            else:
                declarations, place = _declarations(pieces, place)
                rules.append(_Rule(prelude, declarations))
    return tuple(rules), place


def _declarations(pieces: Sequence[str], start: int) -> tuple[tuple[str, ...], int]:
    """Return the declarations from a piece on, and the piece after them; a box of a page's margin counts as one."""
    declarations, one = [], ""
    place = start
    while True:
        piece = pieces[place]
        place += 1
        if piece == "{":
            inner, place = _declarations(pieces, place)
            declarations.append(f"{_tidy(one)}{{{';'.join(inner)}}}")
            one = ""
        elif piece in {";", "}"}:
            if one.strip():
                declarations.append(_tidy_declaration(one))
            one = ""
            if piece == "}":
                return tuple(declarations), place
        else:
            one += piece


def _tidy(text: str) -> str:
    return _AROUND.sub(r"\1", _SPACE.sub(" ", text.strip()))


def _tidy_declaration(text: str) -> str:
    name, _, value = text.strip().partition(":")
    return f"{name.strip()}:{_SPACE.sub(' ', value.strip())}"


class _Judge:
    """Tells whether a selector can meet an element of some page."""

    def __init__(self, vocabulary: UsedInPages) -> None:
        self._classes = vocabulary.classes
        self._identifiers = vocabulary.identifiers
        self._elements = vocabulary.elements | vocabulary.script_words | _ALWAYS
        self._script_words = vocabulary.script_words
        self._attributes = vocabulary.attributes

    def meets(self, selector: str) -> bool:
        """Return whether everything that a selector asks for stands somewhere. What is in brackets is not judged."""
        if "\\" in selector:
            return True
        bare = selector
        while (shorter := _FUNCTION.sub("", bare)) != bare:
            bare = shorter
        for name, operator, *values in _ATTRIBUTE.findall(bare):
            value = "".join(values)
            if operator == "=" and (name, value) not in self._attributes and value not in self._script_words:
                return False
        bare = _ATTRIBUTE.sub("", bare)
        return (
            self._classes.issuperset(_CLASS.findall(bare))
            and self._identifiers.issuperset(_IDENTIFIER.findall(bare))
            and self._elements.issuperset(_ELEMENT.findall(bare))
        )


def _applicable(rules: Iterable[_Rule | _Group], judge: _Judge) -> Iterator[_Rule | _Group]:
    for rule in rules:
        if isinstance(rule, _Group):
            if rule.condition.startswith(_KEYFRAMES):
                yield rule
            elif inner := tuple(_applicable(rule.rules, judge)):
                yield _Group(rule.condition, inner)
        elif rule.selectors.startswith(_WHOLE):
            yield rule
        else:
            met = [selector for selector in _split(rule.selectors) if judge.meets(selector)]
            if met and rule.declarations:
                yield _Rule(",".join(met), rule.declarations)


def _split(selectors: str) -> Iterator[str]:
    """Yield the selectors of a list, whose commas inside brackets separate nothing."""
    depth, one = 0, ""
    for character in selectors:
        depth += _DEPTH.get(character, 0)
        if character == "," and not depth:
            yield one
            one = ""
        else:
            one += character
    yield one


def _used(rules: Iterable[_Rule | _Group], variables: AbstractSet[str], text: str) -> Iterator[_Rule | _Group]:
    """Yield rules without the variables and movements that no declaration uses."""
    for rule in rules:
        if isinstance(rule, _Rule):
            declarations = (d for d in rule.declarations if not d.startswith("--") or d.partition(":")[0] in variables)
            if kept := tuple(declarations):
                yield _Rule(rule.selectors, kept)
        elif rule.condition.startswith(_KEYFRAMES):
            if len(re.findall(rf"(?<![\w-]){rule.condition.split()[1]}(?![\w-])", text)) > 1:
                yield rule
        elif inner := tuple(_used(rule.rules, variables, text)):
            yield _Group(rule.condition, inner)


def _printed(rules: Sequence[_Rule | _Group]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, _Group):
            yield f"{rule.condition}{{{''.join(_printed(rule.rules))}}}"
        else:
            yield f"{rule.selectors}{{{';'.join(rule.declarations)}}}"
