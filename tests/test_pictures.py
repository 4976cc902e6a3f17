"""Each metric has a picture to share: the finding, the chart and the source, in the size of a link preview."""

import re
import struct
import zlib
from html import unescape

import pytest

from builder.charts.figures.metric import Caption
from builder.charts.pictures import HEIGHT, WIDTH, picture, picture_svg


def chart(height):
    """Return a drawing of the width of a chart."""
    size = f'viewBox="0 0 368 {height}" width="368" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="368" height="{height}" fill="#123456"/></svg>'


LOW, TALL = chart(64), chart(400)
CAPTION = Caption(
    "Plainsight", "Riverside", "Deaths rose", "Number, by area, 2022", "Source: North Council, 1 May 2024"
)


def rows(png):
    """Return the pixels of a PNG as rows of the four parts of each colour, unfiltered for the filters 0 to 2."""
    parts, place = {}, 8
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        kind, content = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        assert struct.unpack_from(">I", png, place + 8 + length) == (zlib.crc32(kind + content),)
        parts[kind] = parts.get(kind, b"") + content
        place += length + 12
    width, height, depth, colours = struct.unpack_from(">IIBB", parts[b"IHDR"])
    assert (depth, colours) == (8, 6)
    return width, height, zlib.decompress(parts[b"IDAT"])


def test_picture_has_the_size_of_a_link_preview_and_is_a_sound_png():
    width, height, pixels = rows(picture(LOW, CAPTION))
    assert (width, height, len(pixels)) == (WIDTH, HEIGHT, HEIGHT * (WIDTH * 4 + 1))


def test_same_words_and_chart_give_the_same_bytes():
    assert picture(LOW, CAPTION) == picture(LOW, CAPTION)


def test_picture_changes_with_its_chart_and_with_its_words():
    other = Caption("Plainsight", "Riverside", "Deaths fell", CAPTION.subtitle, CAPTION.source)
    assert len({picture(LOW, CAPTION), picture(TALL, CAPTION), picture(LOW, other), picture("", CAPTION)}) == 4


@pytest.mark.parametrize("heading", ["Short", "A finding of many words " * 4, "A finding of very many words " * 20])
@pytest.mark.parametrize("drawing", [LOW, TALL])
def test_chart_and_words_stay_inside_the_picture(drawing, heading):
    svg = picture_svg(drawing, Caption("Plainsight", "Riverside", heading, "Number, by area", "Source: x " * 40))
    move, scale = svg.split("translate(")[1].split(")")[0], float(svg.split("scale(")[1].split(")")[0])
    x, y = (float(number) for number in move.split(","))
    width, height = (float(number) for number in drawing.split('viewBox="0 0 ')[1].split('"')[0].split())
    assert x + width * scale <= WIDTH
    assert y + height * scale <= HEIGHT
    assert scale > 0.6
    tops = [float(part.split('"')[0]) for part in svg.split(' y="')[1:]]
    assert max(tops) < HEIGHT


@pytest.mark.parametrize(("name", "place"), [("Plainsight", "Riverside"), ("n" * 70, ""), ("n" * 70, "p" * 60)])
def test_long_name_of_a_site_leaves_room_for_the_place(name, place):
    svg = picture_svg("", Caption(name, place, "Short", "Number, by area", "Source: x"))
    sizes = [float(part.split('"')[0]) for part in svg.split(' font-size="')[1:3]]
    # A letter is about 0.55 of its size wide: see _CHARACTER.
    assert 0.55 * (len(name) * sizes[0] + len(place) * sizes[1]) <= WIDTH - 2 * 48
    assert min(sizes) >= 10


def test_words_never_become_markup():
    svg = picture_svg(LOW, Caption("a", "<b>", '"><script>', "&", "</svg>"))
    assert "<script" not in svg
    assert "<b>" not in svg
    assert svg.count("</svg>") == 2


def headings(caption):
    svg = picture_svg("", caption)
    return " ".join(unescape(line) for line in re.findall(r'fill="#1D1D1D" font-weight="bold">([^<]*)', svg))


def test_heading_that_has_no_room_gives_way_to_the_brief_one_and_is_not_cut():
    finding = "Deaths rose in one place and in another, which could be chance, " * 20
    caption = Caption("Plainsight", "Riverside", finding, "Number, by area", "Source: x", brief="Deaths from drugs")
    assert headings(caption) == "Deaths from drugs"


def test_heading_that_has_room_stays_whole():
    finding = "Deaths rose from 48 to 56, which could be chance"
    caption = Caption("Plainsight", "Riverside", finding, "Number, by area", "Source: x", brief="Deaths from drugs")
    assert headings(caption) == finding
