"""Turns figures into small, accessible, deterministic SVG, and remembers them.

A drawing is remembered by every fact of its figure and by all that draws it, so an unchanged chart
costs nothing, not even the import of what would draw it.
"""

import errno
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from html import escape
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from builder.charts import marks, pictures, theme
from builder.charts.figures import Drawable, Figure
from builder.charts.figures.metric import Caption, ChartKind
from builder.charts.memory import recall, remember

_WORKERS = 2
"""How many processes draw: as many as the smallest machine that builds the site has cores."""
_WORKERS_FROM = 16
"""How many charts to draw make processes of their own worth their start, which is a second each."""

_ONE_WIDTH = frozenset({ChartKind.NUMBER, ChartKind.SHARE})
"""What is drawn alike on every screen."""

_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_PLACE = re.compile(r' (?:d|transform|x2|y2)="[^"]*"')
_PLACE_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_FONT = re.compile(r' font-(?:family|style)="[^"]*"| font-weight="normal"| font-size="13px"')
_PRIVATE = re.compile(r' (?:aria-[a-z]+|role|pointer-events)="[^"]*"| class="[^"]*"')
_IDENTIFIER = re.compile(r'(id="|url\(#)([a-z]+[0-9]+)')
_SIZE = re.compile(r'<svg[^>]*?viewBox="([^"]*)"[^>]*>')
_UNPAINTED = re.compile(r'<path(?: d="[^"]*")?(?: display="none")?(?:></path>|/>)')
"""Vega's grounds of groups: they have no colour of their own, and the drawing as a whole has none."""
_EMPTY_GROUP = re.compile(r'<g(?: transform="translate[^"]*")?(?:>\s*</g>|/>)')
_EMPTY_PATH = re.compile(r'<path d="M0,0[^"]*"(?: fill="none")? stroke="none"(?: fill="none")?(?:></path>|/>)')


class Painter:
    """Paints charts, with a folder to remember them in, and lets many of them be drawn beside other work."""

    def __init__(self, memory: Path) -> None:
        self._memory = memory
        self._workers: ProcessPoolExecutor | None = None
        self._coming: dict[Path, Future[None]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._workers:
            self._workers.shutdown(cancel_futures=True)

    def start(self, figures: Iterable[Drawable], widths: Sequence[int] = (theme.NARROW, theme.WIDE)) -> int:
        """Begin to draw figures that are not remembered in all widths, and return how many they are.

        A few are left to `paint`.
        """
        drawings = [{self._path(figure, width): (figure, width) for width in widths} for figure in figures]
        anew = [paths for paths in drawings if not all(map(_is_drawn, paths))]
        missing = {path: drawing for paths in anew for path, drawing in paths.items() if not _is_drawn(path)}
        if len(missing) >= _WORKERS_FROM:
            # Drawing holds the interpreter's lock, so threads would gain nothing; a forked copy would hang.
            self._workers = ProcessPoolExecutor(_WORKERS, mp_context=get_context("spawn"))
            self._coming = {path: self._workers.submit(_draw_into, path, *drawing) for path, drawing in missing.items()}
        return len(anew)

    def start_pictures(self, captioned: Iterable[tuple[Figure, Caption]]) -> None:
        """Begin to make pictures that are not remembered, after the drawings that were started."""
        missing = [
            (path, self._path(figure, theme.WIDE), figure, caption)
            for figure, caption in captioned
            if recall(path := self._picture_path(figure, caption)) is None
        ]
        if self._workers is None and len(missing) >= _WORKERS_FROM:
            self._workers = ProcessPoolExecutor(_WORKERS, mp_context=get_context("spawn"))
        if self._workers:
            self._coming |= {job[0]: self._workers.submit(_picture_into, *job) for job in missing}

    def paint(self, figure: Drawable, name: str, width: int = theme.WIDE) -> str:
        """Return the SVG of a figure, named, titled and described for every reader.

        `name` is unique on the site and becomes part of the identifiers in the drawing.
        """
        return _titled(self._drawing(figure, width), name, figure.title, figure.text_alternative)

    def paint_for_page(self, figure: Drawable, name: str) -> str:
        """Return a figure for a page of any width: drawn for a phone and for wider screens. A page shows one."""
        if _has_one_width(figure):
            return self.paint(figure, name, theme.NARROW)
        both = {"narrow": (f"{name}-narrow", theme.NARROW), "wide": (name, theme.WIDE)}
        return "".join(
            self.paint(figure, *drawing).replace("<svg ", f'<svg class="{kind}" ', 1) for kind, drawing in both.items()
        )

    def _drawing(self, figure: Drawable, width: int) -> str:
        path = self._path(figure, width)
        return self._remembered(path, path, lambda: _draw_into(path, figure, width)).decode("utf-8")

    def specification(self, figure: Figure) -> bytes:
        """Return the Vega-Lite specification that a figure is drawn from, as JSON."""
        path = self._path(figure, theme.WIDE)
        return self._remembered(_specification_of(path), path, lambda: _draw_into(path, figure, theme.WIDE))

    def picture(self, figure: Figure, caption: Caption) -> bytes:
        """Return a figure with its words as PNG."""
        path = self._picture_path(figure, caption)
        return self._remembered(
            path, path, lambda: _picture_into(path, self._path(figure, theme.WIDE), figure, caption)
        )

    def card(self, caption: Caption) -> bytes:
        """Return words without a chart as PNG."""
        path = self._memory / f"{_digest(repr(caption))}.png"
        return self._remembered(path, path, lambda: remember(path, pictures.picture("", caption)))

    def _picture_path(self, figure: Drawable, caption: Caption) -> Path:
        return self._memory / f"{_digest(f'{figure!r} {caption!r}')}.png"

    def bitmap(self, figure: Figure) -> bytes:
        """Return a figure alone as PNG, for documents that cannot hold a drawing."""
        path = self._path(figure, theme.WIDE).with_suffix(".png")

        def draw() -> None:
            from builder.charts.bitmaps import bitmap

            # The name of a drawing matters only on a page with others.
            remember(path, bitmap(self.standing_alone(self.paint(figure, "figure"))))

        return self._remembered(path, path, draw)

    def _remembered(self, path: Path, made_with: Path, make: Callable[[], None]) -> bytes:
        """Return a file, once what makes it has been waited for; make it where it is not there or is damaged.

        Raises:
            OSError: What was written cannot be read back as it was written.
        """
        if made_with in self._coming:
            self._coming[made_with].result()
        content = recall(path)
        if content is None:
            make()
            content = recall(path)
        if content is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return content

    def _path(self, figure: Drawable, width: int) -> Path:
        # A figure is frozen all the way down, so what it is printed as holds every fact that it shows. What its marks
        # say is made from those facts in another room.
        facts = f"{_width_of(figure, width)} {figure!r} {marks.values(figure)!r}"
        return self._memory / f"{_digest(facts)}.svg"

    @staticmethod
    def standing_alone(svg: str) -> str:
        """Return a drawing with fixed colours and marks that say nothing, to be used outside the site's pages."""
        svg = marks.wordless(svg)
        for fixed, own in theme.PAGE_COLOURS.items():
            svg = svg.replace(own, fixed)
        return svg


def _digest(facts: str) -> str:
    return hashlib.sha256(f"{_drawn_by()} {facts}".encode()).hexdigest()[:32]


@cache
def _drawn_by() -> str:
    """Return what tells this way of drawing from any other: the code of this room and the libraries it uses."""
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        code.update(path.read_bytes())
    return f"{version('altair')} {version('vl-convert-python')} {code.hexdigest()}"


def _is_drawn(path: Path) -> bool:
    return recall(path) is not None and recall(_specification_of(path)) is not None


def _has_one_width(figure: Drawable) -> bool:
    return isinstance(figure, Figure) and figure.kind in _ONE_WIDTH


def _width_of(figure: Drawable, width: int) -> int:
    """Return how wide a figure is drawn for a screen of some width."""
    return theme.NARROW if _has_one_width(figure) else width


def _draw_into(path: Path, figure: Drawable, width: int) -> None:
    # Altair takes a third of a second to import: only a chart that is not remembered pays for it.
    from builder.charts.specification import draw

    width = _width_of(figure, width)
    specification = draw(figure, width)
    remember(_specification_of(path), json.dumps(specification).encode("utf-8"))
    drawn = _finished(marks.numbered(_vegalite_to_svg(specification), figure), width)
    remember(path, marks.worded(drawn, figure).encode("utf-8"))


def _specification_of(drawing: Path) -> Path:
    return drawing.with_suffix(".json")


def _picture_into(path: Path, drawing: Path, figure: Figure, caption: Caption) -> None:
    drawn = recall(drawing)
    if drawn is None:
        _draw_into(drawing, figure, theme.WIDE)
        drawn = recall(drawing) or b""
    remember(path, pictures.picture(Painter.standing_alone(drawn.decode("utf-8")), caption))


def _vegalite_to_svg(specification: dict[str, Any]) -> str:
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(json.dumps(specification), vl_version="6.4")
    return drawn


def _finished(svg: str, least: int) -> str:
    """Return a drawing without what the page says already, with two decimals and the page's colours.

    It is at least as wide as it was planned: in narrow fonts Vega would cut room that a reader's fonts need, and a
    page that stretches drawings to one width would show letters of many sizes.
    """
    svg = _FONT.sub("", _PRIVATE.sub("", svg))
    # Within the tags only: a number in a text is a figure.
    svg = _TAG.sub(lambda tag: _NUMBER.sub(_shortened, tag[0]), svg)
    svg = _PLACE.sub(lambda place: _PLACE_NUMBER.sub(_to_a_tenth, place[0]), svg)
    svg = _UNPAINTED.sub("", _EMPTY_PATH.sub("", svg))
    for fixed, own in theme.PAGE_COLOURS.items():
        svg = re.sub(re.escape(fixed), own, svg, flags=re.IGNORECASE)
    while _EMPTY_GROUP.search(svg):
        svg = _EMPTY_GROUP.sub("", svg)
    size = _SIZE.search(svg)
    if size is None:
        raise RuntimeError("The drawing has no size.")
    left, top, drawn, height = size[1].split()
    width = f"{max(float(drawn), least):g}"
    box = f"{left} {top} {width} {height}"
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{height}"'
    return (
        svg[: size.start()]
        + opening
        + ' font-family="Arial, Helvetica, sans-serif" font-size="13">'
        + svg[size.end() :]
    )


def _shortened(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _to_a_tenth(number: re.Match[str]) -> str:
    """Return where something lies, to a tenth of a pixel: no eye sees less."""
    return f"{float(number[0]):.1f}".rstrip("0").rstrip(".")


def _titled(svg: str, name: str, title: str, description: str) -> str:
    numbers: dict[str, str] = {}

    def renamed(match: re.Match[str]) -> str:
        number = numbers.setdefault(match[2], str(len(numbers) + 1))
        return f"{match[1]}{name}-{number}"

    svg = _IDENTIFIER.sub(renamed, svg)
    opening, rest = svg.split(">", 1)
    return (
        f'{opening} role="img" aria-labelledby="{name}-title {name}-description">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-description">{escape(description)}</desc>{rest}'
    )
