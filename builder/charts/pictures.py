"""Sets a chart with its finding and its source into one picture, to be shared: as a link preview, and as a download.

The size is the one that programs which preview links ask for. Its type is the one that the drawing library
brings along, so that a picture is the same on every machine.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from builder.charts import theme
from builder.charts.figures.metric import Caption

WIDTH, HEIGHT = 1200, 630
"""In pixels. Source: the Open Graph protocol names no size; 1.91 to 1 is what link previews are cut to."""

_FONT = "Liberation Sans"
_MARGIN = 48
_BAND = 72
_FOOT = 56
_GAP = 24
_LINE = 1.2
_TEXT_COLUMN = 520
_CHARACTER = 0.55
"""How wide a character is on average, as a share of the size of bold type."""
_NAME_SIZES = (30, 26, 22, 18, 14)
_HEADING_SIZES = (44, 36, 30)
_HEADING_HEIGHT = 240
"""How high a heading may be beside a chart before it is set in smaller type."""
_HEADING_HEIGHT_ABOVE = 160
"""The same above a chart, which needs most of the height."""
_SUBTITLE_SIZE = 24
_FOOT_SIZE = 20
_LARGEST_SCALE = 3.0

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SIZE = re.compile(r'<svg[^>]*?viewBox="\S+ \S+ (\S+) (\S+)"')


@dataclass(frozen=True)
class _Text:
    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LINE


@dataclass(frozen=True)
class _Layout:
    """Where the chart goes beside or below the words, and how large it is."""

    heading: _Text
    subtitle: _Text
    x: float
    y: float
    scale: float


def picture(chart: str, caption: Caption) -> bytes:
    """Return a chart with its words as PNG. A chart that is an empty text leaves the words alone."""
    import vl_convert

    png: bytes = vl_convert.svg_to_png(picture_svg(chart, caption))
    return _packed(png)


def picture_svg(chart: str, caption: Caption) -> str:
    """Return the picture before it is turned into pixels. The chart has fixed colours and no identifiers of others."""
    layout = _layout(chart, caption)
    size = _name_size(caption)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{_FONT}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{theme.PAPER}"/>',
        f'<rect width="{WIDTH}" height="{_BAND}" fill="{theme.DARK_BLUE}"/>',
        _line(caption.name, _MARGIN, 47, size, f'fill="{theme.PAPER}" font-weight="bold"'),
        _line(caption.place, WIDTH - _MARGIN, 47, size - 4, f'fill="{theme.PAPER}" text-anchor="end"'),
        *_lines(layout.heading, _BAND + _GAP, f'fill="{theme.TEXT}" font-weight="bold"'),
        *_lines(layout.subtitle, _BAND + _GAP + layout.heading.height + 6, f'fill="{theme.QUIET}"'),
    ]
    if chart:
        drawing = chart.replace(' font-family="Arial, Helvetica, sans-serif"', f' font-family="{_FONT}"', 1)
        parts.append(f'<g transform="translate({layout.x:.1f},{layout.y:.1f}) scale({layout.scale:.3f})">{drawing}</g>')
    foot = _text(caption.source, _FOOT_SIZE, WIDTH - 2 * _MARGIN, most=1)
    parts += _lines(foot, HEIGHT - _FOOT + 12, f'fill="{theme.QUIET}"')
    return "".join([*parts, "</svg>"])


def _name_size(caption: Caption) -> int:
    """Return the largest size in which the name of the site and that of the place fit beside each other."""
    room = WIDTH - 2 * _MARGIN - _GAP
    letters = len(caption.name) + len(caption.place)
    return next((size for size in _NAME_SIZES if letters * size * _CHARACTER <= room), _NAME_SIZES[-1])


def _packed(png: bytes) -> bytes:
    """Return the same picture in a third of the bytes: the drawing library hardly packs its rows."""
    chunks = {kind: content for kind, content in _chunks(png) if kind != b"IDAT"}
    rows = zlib.decompress(b"".join(content for kind, content in _chunks(png) if kind == b"IDAT"))
    packed = [(b"IHDR", chunks[b"IHDR"]), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")]
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in packed
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a PNG. Source: ISO/IEC 15948:2004, section 5."""
    place = len(_SIGNATURE)
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += length + 12


def _layout(chart: str, caption: Caption) -> _Layout:
    """Return the layout in which the chart is larger: below the words, or beside them where it is tall."""
    size = _SIZE.search(chart)
    width, height = (float(size[1]), float(size[2])) if size else (1.0, 1.0)
    bottom = HEIGHT - _FOOT

    below = _words(caption, WIDTH - 2 * _MARGIN, _HEADING_HEIGHT_ABOVE if chart else _HEADING_HEIGHT)
    top = _BAND + _GAP + below[0].height + below[1].height + _GAP
    room = bottom - top
    scale = min((WIDTH - 2 * _MARGIN) / width, room / height, _LARGEST_SCALE)

    beside = _words(caption, _TEXT_COLUMN, _HEADING_HEIGHT)
    left = _MARGIN + _TEXT_COLUMN + 2 * _GAP
    tall = bottom - _BAND - 2 * _GAP
    beside_scale = min((WIDTH - _MARGIN - left) / width, tall / height, _LARGEST_SCALE)
    if beside_scale > scale:
        return _Layout(*beside, left, _BAND + _GAP + (tall - height * beside_scale) / 2, beside_scale)
    return _Layout(*below, _MARGIN, top + (room - height * scale) / 2, scale)


def _words(caption: Caption, width: float, highest: float) -> tuple[_Text, _Text]:
    """Return the heading, in type as large as fits, or the brief one where it does not fit whole, and the subtitle."""
    texts = [caption.heading, *[caption.brief] * bool(caption.brief)]
    headings = [_text(text, size, width) for text in texts for size in _HEADING_SIZES]
    fitting = [heading for heading in headings if heading.height <= highest]
    smallest = _text(texts[-1], _HEADING_SIZES[-1], width, most=int(highest / _HEADING_SIZES[-1] / _LINE))
    return (fitting or [smallest])[0], _text(caption.subtitle, _SUBTITLE_SIZE, width, most=4)


def _text(text: str, size: int, width: float, most: int | None = None) -> _Text:
    lines = wrap(text, max(int(width / (size * _CHARACTER)), 8), max_lines=most, placeholder=" …")
    return _Text(tuple(lines), size)


def _lines(text: _Text, top: float, style: str) -> Iterator[str]:
    for number, line in enumerate(text.lines, start=1):
        yield _line(line, _MARGIN, top + number * text.size * _LINE - text.size * 0.3, text.size, style)


def _line(text: str, x: float, y: float, size: int, style: str) -> str:
    return f'<text x="{x}" y="{y:.1f}" font-size="{size}" {style}>{escape(text)}</text>'
