"""What an officer wrote for the report, section by section: figures put in, nothing left to be read as markup."""

import re
from typing import assert_never

from builder.model import narrative
from builder.model.narrative import (
    Emphasis,
    Inline,
    Link,
    Reference,
    ReferenceKind,
    ReportPart,
    Strong,
    Text,
    heading_words,
)
from builder.report.document import Block, ListBlock, ParagraphBlock, ReportSection, TextSpan
from builder.report.scope import Scope
from builder.wording.references import Home, Unresolved

_BETWEEN = re.compile(r"\s+")


def opening(scope: Scope) -> tuple[Block, ...]:
    """Return what the narrative says before its first section."""
    return _blocks(scope, "")


def told(scope: Scope, part: ReportPart) -> ReportSection:
    """Return a section with what the narrative says there, which may be nothing.

    A heading of level 3 begins a part of the section.
    """
    own: list[Block] = []
    parts: list[tuple[str, list[Block]]] = []
    anchor = part.lower().replace(" ", "-")
    for block in _pieces(scope, part):
        match block:
            case narrative.Heading(content=content):
                parts.append(("".join(span.text for span in _spans(scope, content)), []))
            case _:
                (parts[-1][1] if parts else own).append(_block(scope, block))
    return ReportSection(
        part,
        anchor,
        tuple(own),
        tuple(
            ReportSection(title, f"{anchor}-{number}", tuple(blocks))
            for number, (title, blocks) in enumerate(parts, start=1)
        ),
    )


def _blocks(scope: Scope, part: str) -> tuple[Block, ...]:
    return tuple(_block(scope, block) for block in _pieces(scope, part) if not isinstance(block, narrative.Heading))


def _pieces(scope: Scope, part: str) -> tuple[narrative.Block, ...]:
    sections = scope.narrative.sections if scope.narrative else ()
    return tuple(block for section in sections if heading_words(section) == part for block in section.blocks)


def _block(scope: Scope, block: narrative.Paragraph | narrative.Listing) -> Block:
    match block:
        case narrative.Paragraph(content=content):
            return ParagraphBlock(_spans(scope, content))
        case narrative.Listing(numbered=numbered, items=items):
            return ListBlock(tuple(_spans(scope, item) for item in items), numbered)


def _spans(
    scope: Scope, content: tuple[Inline, ...], goal: str = "", *, strong: bool = False, emphasis: bool = False
) -> tuple[TextSpan, ...]:
    spans: list[TextSpan] = []
    for piece in content:
        match piece:
            case Text(text=text):
                spans.append(TextSpan(_BETWEEN.sub(" ", text), goal, strong, emphasis))
            case Strong(content=inner):
                spans += _spans(scope, inner, goal, strong=True, emphasis=emphasis)
            case Emphasis(content=inner):
                spans += _spans(scope, inner, goal, strong=strong, emphasis=True)
            case Link(content=inner, target=target):
                spans += _spans(scope, inner, _goal(scope, target), strong=strong, emphasis=emphasis)
            case Reference():
                words, home = _figure(scope, piece)
                spans.append(TextSpan(words, goal or home, strong, emphasis))
            case _:
                assert_never(piece)
    return tuple(spans)


def _figure(scope: Scope, reference: Reference) -> tuple[str, str]:
    """Return the words of a reference, and the address where the figure stands in full."""
    answer = scope.citations.answer(reference)
    assert not isinstance(answer, Unresolved), f"checking refuses {reference.written}"
    if reference.kind in {ReferenceKind.PERIOD, ReferenceKind.WHEN}:
        return answer.words, ""
    match answer.home:
        case Home.METRIC:
            known = {summary.metric.metric for summary in scope.summaries}
            return answer.words, scope.places.metric(answer.subject) if answer.subject in known else ""
        case Home.PLAN | Home.MONEY | Home.NEEDS:
            return answer.words, scope.places.page(answer.home)


def _goal(scope: Scope, target: str) -> str:
    """Return the address that a link of a narrative leads to."""
    kind, _, key = target.partition(":")
    match kind:
        case "metric":
            return scope.places.metric(key)
        case "outcome":
            return scope.places.outcome(key)
        case "area":
            return scope.places.area(key)
        case "page":
            return scope.places.page(key)
        case _:
            return target
