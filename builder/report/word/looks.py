"""How a Word report looks and what language it is in: A4, a readable font, dark text, real styles."""

from typing import TYPE_CHECKING, Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from builder.report.word.marks import element

if TYPE_CHECKING:
    from docx.styles.style import CharacterStyle, ParagraphStyle

LANGUAGE = "en-GB"
FONT = "Arial"
INK = RGBColor(0x1D, 0x1D, 0x1D)
BLUE = RGBColor(0x12, 0x43, 0x6D)
MARGIN = Cm(2.2)
TEXT_WIDTH = Cm(21.0) - 2 * MARGIN
"""The width of the text on an A4 page."""

_SIZES = {
    "Normal": 11,
    "Title": 22,
    "Heading 1": 16,
    "Heading 2": 13.5,
    "Heading 3": 11.5,
    "Caption": 10,
    "List Bullet": 11,
    "List Number": 11,
    "Header": 9,
    "Footer": 9,
}
"""The size of each style in points."""

TABLE_TEXT = "Table Text"
CONTENTS_TITLE = "Contents Title"
CONTENTS = "Contents Entry"
SOURCE = "Source Line"
LINK = "Hyperlink"


def dress(document: Document) -> None:
    """Give a new document its page, styles, language and the settings of a present-day Word file."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = Cm(2.0)
    _drop_table_styles(document)
    _set_styles(document)
    _set_language(document)
    _set_mode(document)


def _drop_table_styles(document: Document) -> None:
    """Take away the hundred table styles of the template: no table here uses one, and each search passes them."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) != "1":
            styles.remove(style)


def _set_styles(document: Document) -> None:
    for name, size in _SIZES.items():
        style: Any = document.styles[name]
        _set_font(style, size)
        style.font.bold = name == "Caption" or name.startswith(("Heading", "Title"))
        style.font.italic = False
        style.font.color.rgb = BLUE if name.startswith(("Heading", "Title")) else INK
    normal: Any = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.15
    for name, before in (("Heading 1", 20), ("Heading 2", 15), ("Heading 3", 12), ("Caption", 10)):
        style = document.styles[name]
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(5)
        style.paragraph_format.keep_with_next = True
    _without_rule(document.styles["Title"])
    for name, size in ((TABLE_TEXT, 9), (CONTENTS_TITLE, 13.5), (CONTENTS, 11), (SOURCE, 9)):
        added: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = document.styles["Normal"]
        _set_font(added, size)
        added.paragraph_format.space_after = Pt(8 if name == SOURCE else 2)
        added.paragraph_format.line_spacing = 1.05
        added.font.bold = name == CONTENTS_TITLE
    link: CharacterStyle = document.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = BLUE, True


def _set_font(style: Any, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # A theme font would win over the one that is named.
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _without_rule(title: Any) -> None:
    """Take the line below a title away."""
    borders = title.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        title.element.pPr.remove(borders)


def _set_language(document: Document) -> None:
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))


def _set_mode(document: Document) -> None:
    """Say that the file needs no compatibility mode, in which Word does not check whether everybody can read it."""
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    mode = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    compat = element("compat")
    compat.append(mode)
    # The schema puts what follows after it; the rest of the settings comes before.
    followers = ("rsids", "mathPr", "themeFontLang", "clrSchemeMapping", "shapeDefaults", "decimalSymbol")
    first = next((child for child in settings if child.tag.rpartition("}")[2] in followers), None)
    if first is None:
        settings.append(compat)
    else:
        first.addprevious(compat)
    language = settings.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:val"), LANGUAGE)
