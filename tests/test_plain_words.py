"""Words that label people and styles that are not ours are warned of; official titles and quotations are not."""

import shutil

import pytest

from builder import pipeline
from builder.checking import find_word_warnings
from builder.project.problems import Level, Place
from builder.project.vocabulary import SiteText
from builder.project.words import words_of
from builder.reading import read_vocabulary
from tests.projects import FROZEN, WORDS, copy_of_words, root
from tests.sound_example import lay_out

VOCABULARY, _ = read_vocabulary(WORDS / "plain_words.yaml", "site_src/plain_words.yaml")


def warnings(text, *titles):
    found = find_word_warnings([SiteText(Place("page.md", line=3), text)], titles, VOCABULARY)
    return [str(problem) for problem in found]


@pytest.mark.parametrize(
    ("text", "word", "instead"),
    [
        ("Help for addicts and others.", "addicts", "people who are dependent on drugs"),
        ("Drug users need help.", "Drug users", "people who use drugs"),
        ("He wants to get clean.", "get clean", "stop using drugs, or be in recovery"),
        ("The rise of substance misuse", "misuse", "use, or a problem with drugs or alcohol"),
        ("ex-offenders", "ex-offenders", "people who have offended"),
    ],
)
def test_label_is_warned_of_with_what_to_write_instead(text, word, instead):
    assert warnings(text) == [f'page.md, line 3: "{word}" labels people. Write "{instead}", if it is no title.']


@pytest.mark.parametrize(
    "text",
    [
        "Deaths from drug misuse rose.",
        "The Substance Misuse Oversight Group met.",
        'The source says "substance misuse".',
        "The slide “Young offenders” has it.",
        "[the grant](https://example.org/substance-misuse/)",
        "Clean needles and naloxone",
        "Young offender institutions",
        "The misuser-friendly-name",
    ],
)
def test_official_title_quotation_or_address_may_hold_a_label(text):
    assert warnings(text, "Substance Misuse Oversight Group", "Misuser-friendly-name") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on the 3rd of March", "3rd of March"),
        ("on 01/02/2024", "01/02/2024"),
        ("in 2022-23", "2022-23"),
        ("in 2019–2022", "2019–2022"),
        ("in 2022/23", "2022/23"),
        ("a fall of 3 per cent", "3 per cent"),
        ("a fall of 3 %", "3 %"),
    ],
)
def test_date_range_or_percentage_in_another_style_is_warned_of(text, found):
    assert len(warnings(text)) == 1
    assert f'"{found}" is not in the style of this site.' in warnings(text)[0] or found == "3 %"


@pytest.mark.parametrize(
    "text",
    ["in 2022 to 2023", "on 30 January 2025", "2022-04-01", "call 0800 555 111", "3.5%", 'printed as "2022/23"', "1/2"],
)
def test_text_in_our_style_is_not_warned_of(text):
    assert warnings(text) == []


def test_real_packages_and_texts_of_the_program_hold_no_label_and_no_other_style(tmp_path):
    words = words_of(copy_of_words(tmp_path))
    shutil.rmtree(words.folders[0] / "pages")
    checked = pipeline.check(FROZEN, words=words)
    assert [str(problem) for problem in checked.problems if problem.cause in {"label", "style"}] == []


def test_warning_names_the_cell_and_stops_nothing(tmp_path):
    datasets = lay_out(tmp_path)
    table = datasets / "riverside" / "actions.csv"
    text = table.read_text("utf-8")
    table.write_text(text.replace("Train pharmacies to give out naloxone", "Help drug users", 1), "utf-8")
    checked = pipeline.check(datasets, words=words_of(root()))
    (warning,) = [problem for problem in checked.problems if problem.cause == "label"]
    assert (warning.place.cell, warning.level, checked.site is None) == ("B2", Level.WARNING, False)


def test_narrative_is_searched_for_labels_and_other_styles(tmp_path):
    overview = lay_out(tmp_path) / "riverside" / "narrative" / "overview.md"
    overview.write_text("# All is well\n\nMany *addicts* need help\nin 2022-23.\n\n- One of the drug users\n", "utf-8")
    checked = pipeline.check(tmp_path / "datasets", words=words_of(root()))
    found = [(problem.cause, problem.place.line) for problem in checked.problems if problem.level is Level.WARNING]
    assert sorted(found) == [("label", 3), ("label", 6), ("style", 3)]


def test_words_are_left_out_where_a_package_is_asked_for(tmp_path):
    (tmp_path / "site_src" / "pages").mkdir(parents=True)
    checked = pipeline.check(FROZEN, frozenset({"worcestershire"}), words_of(tmp_path))
    assert {problem.place.path.split("/")[0] for problem in checked.problems} <= {FROZEN.name}


@pytest.mark.parametrize(
    ("text", "fault"), [("labels: [", "cannot be read"), ("labels: []", "does not hold the lists")]
)
def test_broken_list_of_words_is_a_clear_error(tmp_path, text, fault):
    path = tmp_path / "plain_words.yaml"
    path.write_text(text, "utf-8")
    vocabulary, problems = read_vocabulary(path, "site_src/plain_words.yaml")
    assert vocabulary.labels == ()
    assert fault in str(problems[0])
