"""What keeps a hand-written file from becoming a part of the site is found by the check, not by the build."""

import re
import shutil
from pathlib import Path

import pytest

from tests.sound_example import check, lay_out

CONFLICT = "A merge conflict begins on this line: git left two versions of the text in the file."
TITLED = "---\ntitle: A page\ndescription: About something.\n---\n\n# A page\n"


@pytest.fixture
def words(tmp_path):
    """The words of the project, beside the sound example."""
    lay_out(tmp_path)
    return Path(shutil.copytree("site_src", tmp_path / "site_src"))


def problems(words):
    """Return what the check says of the words, without what it only warns of."""
    lines = check(words.parent).output.splitlines()
    return [line for line in lines if line.startswith("site_src/")]


def test_words_of_the_project_have_no_problem(words):
    assert problems(words) == []


def test_page_of_ones_own_may_join_them(words):
    (words / "pages" / "meetings.md").write_text(TITLED)
    assert problems(words) == []


@pytest.mark.parametrize("name", ["pages", "templates", "theme", "assets", "glossary.yaml"])
def test_missing_part_is_named(words, name):
    path = words / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert problems(words) == [f"site_src/{name}: This is missing, and no site can be built without it. Restore it."]


@pytest.mark.parametrize("name", ["data", "glossary", "404", "riverside", "plan", "metrics"])
def test_page_at_the_address_of_another_is_refused(words, name):
    (words / "pages" / f"{name}.md").write_text(TITLED)
    said = "Something else stands at the address of this page. Give the file another name."
    assert problems(words) == [f"site_src/pages/{name}.md: {said}"]


@pytest.mark.parametrize("name", ["Meetings", "our meetings", "con", "a" * 61])
def test_page_whose_name_cannot_be_an_address_is_refused(words, name):
    (words / "pages" / f"{name}.md").write_text(TITLED)
    said = "A page of this name cannot have an address. Use small letters, digits and single hyphens, 60 at most."
    assert problems(words) == [f"site_src/pages/{name}.md: {said}"]


@pytest.mark.parametrize("text", ["", "# A page\n", "---\ndescription: No title.\n---\n", "---\ntitle: Never closed\n"])
def test_page_without_its_title_is_refused(words, text):
    (words / "pages" / "meetings.md").write_text(text)
    remedy = 'Begin it with a line of three hyphens, then "title: …" and "description: …", then three hyphens.'
    assert problems(words) == [f"site_src/pages/meetings.md: The page does not begin with its title. {remedy}"]


@pytest.mark.parametrize(
    "name",
    [
        *("pages/about.md", "glossary.yaml", "accessibility.yaml", "templates/home.md.jinja", "theme/main.html"),
        *("everyday.yaml", "places.csv"),
    ],
)
def test_merge_conflict_is_named(words, name):
    path = words / name
    first, *rest = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([first, "<<<<<<< HEAD", "one", "=======", "other", ">>>>>>> main", *rest]), "utf-8")
    assert [line for line in problems(words) if line.startswith(f"site_src/{name}, line 2: {CONFLICT}")] != []


@pytest.mark.parametrize(
    "name",
    ["pages/about.md", "glossary.yaml", "plain_words.yaml", "accessibility.yaml", "everyday.yaml", "places.csv"],
)
def test_file_that_is_not_utf_8_is_named(words, name):
    path = words / name
    path.write_bytes(path.read_bytes() + b"# caf\xe9\n")
    assert [line for line in problems(words) if line.startswith(f"site_src/{name}") and "UTF-8" in line] != []


@pytest.mark.parametrize("entry", ["- term: A word\n", "- just a text\n", '- term: ""\n  meaning: Something.\n'])
def test_entry_that_explains_nothing_is_refused(words, entry):
    path = words / "glossary.yaml"
    path.write_text(path.read_text("utf-8") + entry, "utf-8")
    assert ["This is no entry of a glossary." in line for line in problems(words)] == [True]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("- say: [grass]\n", "This is no saying."),
        ("- means: cannabis\n  care: yes\n", "This is no saying."),
        ("- say: grass\n  means: cannabis\n", "This is no saying."),
        ("- say: [grass]\n  meens: cannabis\n", "This is no saying."),
        ('- say: ["?"]\n  means: cannabis\n', "This is no saying."),
        ("- say: [grass]\n  means: cannabis\n  care: perhaps\n", "This is no saying."),
        ("- say: [grass]\n  page: hlep\n", 'There is no page "hlep". Did you mean "help"?'),
        ("- say: [grass]\n  page: data\n  section: All\n", "and there is no such page. Look for"),
        (
            "- say: [grass]\n  page: help\n  section: For families and freinds\n",
            'no heading "For families and freinds". Did you mean "For families and friends"?',
        ),
        ("- say: [grass]\n  of_each: mony\n", 'No partnership has a page "mony". Did you mean "money"?'),
        ("- say: [grass\n", "This line cannot be read."),
    ],
)
def test_saying_that_leads_nowhere_is_refused(words, entry, said):
    (words / "everyday.yaml").write_text(f"- say: [grass]\n  means: cannabis\n  care: yes\n{entry}", "utf-8")
    (problem,) = problems(words)
    assert re.match(r"site_src/everyday\.yaml, line [4-6]: ", problem)
    assert said in problem


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Matlock,", 'No council of England has the code "".'),
        ("Matlock,E10000099", 'No council of England has the code "E10000099".'),
        ("Matlock", "This is no row of a place."),
        (",E10000007", "This is no row of a place."),
    ],
)
def test_place_that_lies_nowhere_is_refused(words, row, said):
    (words / "places.csv").write_text(f"place,council\nBuxton,E10000007\n{row}\n", "utf-8")
    (problem,) = problems(words)
    assert problem.startswith("site_src/places.csv, line 3: ")
    assert said in problem


def test_places_without_their_columns_are_refused(words):
    (words / "places.csv").write_text("town,council\nMatlock,E10000007\n", "utf-8")
    said = "The first line does not name the columns. Write place,council there."
    assert problems(words) == [f"site_src/places.csv, line 1: {said}"]


def test_words_without_sayings_and_places_have_no_problem(words):
    for name in ("everyday.yaml", "places.csv"):
        (words / name).unlink()
    assert problems(words) == []
