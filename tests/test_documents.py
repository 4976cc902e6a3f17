"""The Word file of a report: what Word's accessibility checker asks for, every word of the report, the same bytes."""

import io
import re
import zipfile
from datetime import date
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn

from builder import pipeline
from builder.charts import Painter
from builder.report import ChartBlock, ListBlock, ParagraphBlock, Report, ReportSection, TableBlock, TextSpan, report_of
from builder.report.word import word_file
from builder.report.word.marks import bookmark_name
from tests.projects import FROZEN
from tests.test_annual import words_of


@pytest.fixture(scope="module")
def made():
    """The report of Derby and Derbyshire for 2025."""
    site = pipeline.check(FROZEN).site
    return report_of(site, next(one for one in site.partnerships if one.name == "derby-and-derbyshire"), 2025)


@pytest.fixture(scope="module")
def content(made, tmp_path_factory):
    """Its Word file, with links to a published site."""
    with Painter(tmp_path_factory.mktemp("charts")) as painter:
        return word_file(made, lambda one: painter.bitmap(one.chart), "https://plainsight.example/")


@pytest.fixture(scope="module")
def document(content):
    return Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def small(*blocks, **values):
    """Return a report with one section."""
    sections = (ReportSection("Purpose", "purpose", blocks, label="1"),)
    return Report(
        **{"partnership": "riverside", "year": 2024, "title": "Report", "author": "Riverside"} | values,
        day=date(2024, 9, 12),
        opening=(),
        sections=sections,
    )


def opened(report, **values):
    return Document(io.BytesIO(word_file(report, lambda _: b"", **values)))


def words(element):
    return "".join(text.text for text in element.iter(qn("w:t")))


def headings(document):
    return [p for p in document.paragraphs if p.style.name.startswith("Heading")]


# What the accessibility checker asks for


def test_title_author_and_language_are_set(document):
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Annual progress report 2025: Derby and Derbyshire",
        "Derby and Derbyshire",
        "en-GB",
    )


def test_all_text_is_in_british_english(parts):
    languages = re.findall(r'<w:lang [^>]*w:val="([^"]+)"', parts["word/styles.xml"] + parts["word/document.xml"])
    assert set(languages) == {"en-GB"}


def test_headings_are_real_and_skip_no_level(document):
    levels = [int(p.style.name[-1]) for p in headings(document)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert set(levels) == {1, 2, 3}


def test_no_heading_is_empty(document):
    assert all(p.text.strip() for p in headings(document))


def test_title_has_the_style_of_a_title(document, made):
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == [made.title]


def test_each_table_has_one_header_row_that_repeats(document):
    for table in document.tables:
        marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True] + [False] * (len(marked) - 1)
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_no_cell_is_merged_or_empty(document):
    for table in document.tables:
        width = len(table.columns)
        for row in table.rows:
            assert len(row._tr.tc_lst) == width
            assert not row._tr.xpath(".//w:gridSpan | .//w:vMerge")
            assert all(cell.text.strip() for cell in row.cells)


def test_no_table_stands_in_a_table(document):
    assert not document.element.xpath(".//w:tbl//w:tbl")


def test_each_picture_has_the_text_alternative_of_its_chart(document, made):
    described = [one.get("descr") for one in document.element.xpath(".//wp:docPr")]
    assert described == [block.chart.text_alternative for block in made.blocks if isinstance(block, ChartBlock)]


def test_each_picture_stands_in_line_with_the_text(document):
    assert not document.element.xpath(".//wp:anchor")


def test_identifiers_of_pictures_are_all_different(document):
    identifiers = [one.get("id") for one in document.element.xpath(".//wp:docPr")]
    assert len(identifiers) == len(set(identifiers))


def test_pictures_are_sharp_on_paper(document):
    for shape in document.inline_shapes:
        image = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].image
        assert image.px_width / shape.width.inches > 200


def test_links_have_words_and_no_bare_address(document):
    links = [words(link) for link in document.element.xpath(".//w:hyperlink")]
    assert links
    assert not [text for text in links if not text.strip() or text.startswith("http")]


def test_one_and_the_same_link_text_leads_to_one_place(document):
    goals = {}
    for paragraph in document.paragraphs:
        for link in paragraph.hyperlinks:
            goals.setdefault(link.text, set()).add(link.address)
    assert [text for text, places in goals.items() if len(places) > 1] == []


def test_no_paragraph_is_empty(document):
    pictures = document.element.xpath(".//w:p[.//w:drawing]")
    empty = [p for p in document.paragraphs if not p.text.strip() and p._p not in pictures]
    assert empty == []


def test_file_needs_no_compatibility_mode_in_which_word_checks_nothing(parts):
    assert re.search(r'w:name="compatibilityMode"[^>]*w:val="15"', parts["word/settings.xml"])


def test_text_is_dark_on_white():
    """#1D1D1D and #12436D on white have a contrast above 10 to 1."""
    document = opened(small())
    colours = {str(document.styles[name].font.color.rgb) for name in ("Normal", "Heading 1", "Caption", "Title")}
    assert colours == {"1D1D1D", "12436D"}


# What a committee reads


def test_every_word_of_the_report_is_in_the_file(document, made):
    joined = words(document.element)
    pieces = [line for block in made.blocks for line in words_of(block)] + [s.heading for _, s in made.walk()]
    alternatives = {b.chart.text_alternative for b in made.blocks if isinstance(b, ChartBlock)}
    assert [piece for piece in pieces if piece not in joined and piece not in alternatives] == []


@pytest.mark.parametrize("printed", ["15.1%", "18.8%"])
def test_wrong_figure_stands_once_in_the_file_in_the_table_of_printed_figures(document, printed):
    where = [
        (table.rows[0].cells[index].text)
        for table in document.tables
        for row in table.rows
        for index, cell in enumerate(row.cells)
        if printed in cell.text
    ]
    assert where == ["As printed"]
    assert not [p for p in document.paragraphs if printed in p.text]


def test_captions_number_tables_and_figures_by_fields(document):
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    kinds = {"Table": 0, "Figure": 0}
    for caption in captions:
        kind = caption.text.split()[0]
        kinds[kind] += 1
        assert caption.text.startswith(f"{kind} {kinds[kind]}. ")
        assert caption._p.xpath(f'.//w:instrText[contains(., "SEQ {kind} ")]')
    assert kinds == {"Table": len(document.tables), "Figure": len(document.inline_shapes)}


def test_contents_list_leads_to_each_section_and_part(document, made):
    bookmarks = set(document.element.xpath(".//w:bookmarkStart/@w:name"))
    entries = document.element.xpath('.//w:p[w:pPr/w:pStyle[@w:val="ContentsEntry"]]//w:hyperlink')
    assert {entry.get(qn("w:anchor")) for entry in entries} <= bookmarks
    titles = [section.heading for level, section in made.walk() if level <= 2]
    assert [words(entry) for entry in entries] == titles


def test_bookmarks_are_all_different_and_short_enough_for_word(document):
    names = document.element.xpath(".//w:bookmarkStart/@w:name")
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 40


def test_two_long_anchors_that_begin_alike_have_bookmarks_of_their_own():
    names = [bookmark_name(f"metric-{'a-long-name-' * 4}{end}") for end in ("one", "two")]
    assert (len(set(names)), max(map(len, names))) == (2, 40)


def test_fields_are_closed(document):
    kinds = document.element.xpath(".//w:fldChar/@w:fldCharType")
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_page_is_a4_with_its_number_in_the_footer(document):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "PAGE" in "".join(section.footer._element.itertext())


def test_each_numbered_list_begins_at_one():
    numbered = ListBlock(((TextSpan("First"),), (TextSpan("Second"),)), numbered=True)
    document = opened(small(numbered, ParagraphBlock((TextSpan("Between"),)), numbered))
    used = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    assert (used[0] == used[1], used[2] == used[3], used[0] != used[2]) == (True, True, True)


def test_link_to_a_page_of_the_site_needs_the_address_of_the_site():
    paragraph = ParagraphBlock((TextSpan("The plan", "plan/"), TextSpan("The law", "https://law.example/")))
    without = opened(small(paragraph)).paragraphs[-1]
    inside = opened(small(paragraph), site="https://plainsight.example").paragraphs[-1]
    assert [link.address for link in without.hyperlinks] == ["https://law.example/"]
    assert [link.address for link in inside.hyperlinks] == ["https://plainsight.example/plan/", "https://law.example/"]


def test_text_of_the_data_is_text_and_never_markup():
    hostile = "<w:p/> & ]]> <b>x</b>"
    table = TableBlock("Caption", ("One",), ((TextSpan(hostile),),), number=1)
    document = opened(small(table, title=hostile, author=hostile))
    assert (document.tables[0].rows[1].cells[0].text, document.core_properties.title) == (hostile, hostile)


def test_title_that_is_too_long_for_a_property_is_cut_there_only():
    document = opened(small(title="Long " * 80))
    assert (len(document.core_properties.title), document.paragraphs[0].text) == (255, "Long " * 80)


# Bytes


def test_same_report_gives_the_same_bytes(made, content, tmp_path):
    with Painter(tmp_path) as painter:
        again = word_file(made, lambda one: painter.bitmap(one.chart), "https://plainsight.example/")
    assert again == content


def test_file_is_dated_by_the_report_and_not_by_the_clock(document, content):
    assert document.core_properties.created.date() == date(2025, 1, 30)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_of_the_library_is_left_in_the_file(parts):
    assert not [name for name in parts if "thumbnail" in name]
    assert "python-docx" not in parts["docProps/core.xml"]
