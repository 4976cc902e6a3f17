"""How hard a page is to read is measured by a published formula, and told as advice that stops nothing."""

import pytest
from click.testing import CliRunner

from builder import pipeline
from builder.analysis.readability import grade, readability, syllables
from builder.cli.commands import main
from builder.pages.sentences import sentences, unexplained
from tests.projects import FROZEN, root


def test_grade_is_that_of_the_published_example():
    """The Australian platypus is seemingly a hybrid of a mammal and reptilian creature: 11.3."""
    assert round(grade(words=13, sentences=1, syllables=24), 1) == 11.3


def test_example_is_measured_as_published():
    found = readability(["The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."])
    assert (found.words, found.sentences, round(found.reading_age - 5, 1)) == (13, 1, 11.3)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("the", 1),
        ("people", 2),
        ("treatment", 2),
        ("alcohol", 3),
        ("area", 3),
        ("published", 2),
        ("prison", 2),
        ("made", 1),
    ],
)
def test_syllables_are_counted(word, number):
    assert syllables(word) == number


def test_text_without_words_has_no_reading_age():
    assert readability(["42.2%", ""]) is None


def test_short_words_give_no_age_below_five():
    assert readability(["We go."]).reading_age == 5


def test_long_sentences_are_named_the_longest_first():
    long, longer = "word " * 26, "word " * 30
    assert readability([long, "Short one.", longer]).long_sentences == (longer, long)


MARKDOWN = """---
title: "A page with NDTMS in its title"
---
# Heading of a page

<p class="lead">We write <a class="term" href="x">plain words</a>. They are [short](x/) &amp; clear.</p>

- One thing that matters.
- **Another** thing.

| a table | of words |
|---|---|

<div class="table"><table><tr><td>Cells are no sentences.</td></tr></table></div>
"""


def test_sentences_are_read_without_markup_headings_and_tables():
    assert sentences(MARKDOWN) == (
        "We write plain words .",
        "They are short & clear.",
        "One thing that matters.",
        "Another thing.",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The NDTMS says so.", ("NDTMS",)),
        ("The National System (NDTMS) says so. NDTMS is large.", ()),
        ("A group (the DASP) met. DASP is old.", ()),
        ('<a class="term" href="x">NDTMS</a> says so.', ()),
        ('<a class="term" href="x">GSS codes</a> and NDTMS', ("NDTMS",)),
        ("NDTMS comes first, then the system (NDTMS).", ("NDTMS",)),
        ('The paper says "SSMTRG".', ()),
        ("The NHS is known.", ()),
        ("In the Pack of the EAP it says so.", ()),
        ("Area E06000015 and the file CONTRIBUTING.md", ()),
        ("SSMTRG stands for a grant.", ()),
        ("The NPT (the neighbourhood policing team) helps.", ()),
    ],
)
def test_short_form_is_to_be_explained_where_it_is_first_used(text, found):
    assert unexplained(text, {"NHS"}, ["Pack of the EAP"]) == found


def test_pages_that_are_hardest_to_read_come_first():
    advice = pipeline.advise(pipeline.check(FROZEN).site, pipeline.Folders(root(), FROZEN, root(), root()))
    ages = [one.readability.reading_age for one in advice if one.readability]
    assert len(ages) > 100
    assert ages == sorted(ages, reverse=True)


def test_check_gives_advice_only_when_asked_and_stops_nothing():
    arguments = ["check", "--datasets", str(FROZEN)]
    result = CliRunner().invoke(main, [*arguments, "--advice"])
    last = result.output.strip().split("\n")[-1]
    assert (result.exit_code, last.endswith("Nothing here stops publication.")) == (0, True)
    assert "reading age" not in CliRunner().invoke(main, arguments).output
