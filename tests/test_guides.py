"""Every link of a guide, and every guide that the program, the site or a form names, leads to what is there."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from builder import pipeline
from builder.checking import find_word_warnings
from builder.cli.commands import main
from builder.model.settings import Settings
from builder.pages.words import names_of
from builder.project.problems import Place
from builder.project.vocabulary import SiteText
from builder.reading import read_vocabulary
from builder.reading.settings import read_settings
from tests.projects import WORDS
from tests.sound_example import SOUND

FENCED = re.compile(r"^( *)```.*\n(?:.*\n)*?\1```$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)?(?:#([^)\s]+))?\)|\]\(#([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ON_GITHUB = "../blob/HEAD/"
"""How a form on GitHub leads to a file of the main branch, whatever that is called."""

GUIDES = sorted([*Path().glob("*.md"), *Path("docs").rglob("*.md"), *Path(".github").rglob("*.md")])
FORMS = sorted(Path(".github/ISSUE_TEMPLATE").glob("*.yml"))
ENDINGS = {".py", ".md", ".jinja", ".html", ".yaml", ".yml"}
FOLDERS = (Path("builder"), Path("site_src"), Path(".github"))
NAMING = [
    *(Path("site.yaml"), Path("mkdocs.yml"), Path(".github/CODEOWNERS")),
    *sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.suffix in ENDINGS),
]
NAMED = re.compile(
    r"(?:(?<![\w./-])/?|(?<=/HEAD/))(docs/[\w/-]*\w(?:\.md)?|CONTRIBUTING\.md|README\.md|CHANGELOG\.md)(?:#([\w-]+))?"
)


def prose(path):
    """Return what a guide says, without its examples."""
    return FENCED.sub("", path.read_text("utf-8"))


def anchors(path):
    """Return how GitHub calls the headings of a page: small letters and hyphens, without marks."""
    headings = HEADING.findall(prose(path))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(path):
    """Yield the file and the heading that each link of a page leads to."""
    for name, heading, own in LINK.findall(prose(path)):
        if name.startswith(ON_GITHUB):
            yield Path(name.removeprefix(ON_GITHUB)), heading
        else:
            yield (path.parent / name if name else path), heading or own


def is_missing(path, heading):
    return not path.exists() or bool(heading and heading not in anchors(path))


@pytest.mark.parametrize("path", GUIDES, ids=str)
def test_links_of_a_guide_lead_to_pages_and_headings_that_exist(path):
    assert [(str(file), heading) for file, heading in links(path) if is_missing(file, heading)] == []


def test_pages_that_are_named_elsewhere_exist():
    named = {(path, *found) for path in NAMING for found in NAMED.findall(path.read_text("utf-8"))}
    assert {name for _, name, _ in named} >= {
        "docs/officers",
        "docs/officers/README.md",
        "docs/officers/start-a-partnership.md",
    }
    assert [(str(path), name) for path, name, heading in sorted(named) if is_missing(Path(name), heading)] == []


@pytest.mark.parametrize(
    "name",
    ["Data and site", "Program", "Check the data", "site-for-review", "I have found something private on the site"],
)
def test_name_that_guides_give_is_the_one_on_github(name):
    guides = "".join(path.read_text("utf-8") for path in Path("docs/officers").glob("*.md"))
    on_github = "".join(path.read_text("utf-8") for path in Path(".github").rglob("*.y*ml"))
    assert (name in guides, name in on_github) == (True, True)


def test_guides_and_forms_are_written_in_plain_words():
    vocabulary, _ = read_vocabulary(WORDS / "plain_words.yaml", "plain_words.yaml")
    lines = [(path, line) for path in (*GUIDES, *FORMS) for line in prose(path).splitlines()]
    warnings = find_word_warnings([SiteText(Place(str(path)), line) for path, line in lines], [], vocabulary)
    assert [str(warning) for warning in warnings] == []


def test_no_form_asks_for_a_label_that_must_be_made_by_hand():
    assert [path.name for path in FORMS if re.search(r"^labels:", path.read_text("utf-8"), re.MULTILINE)] == []


def test_settings_are_explained_line_by_line_and_the_example_is_sound(tmp_path):
    guide = Path("docs/set-up.md").read_text("utf-8")
    names = {field.name for field in fields(Settings)}
    assert set(re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE)) == names
    (example,) = re.findall(r"^```yaml site.yaml\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    (tmp_path / "site.yaml").write_text(example, "utf-8")
    (tmp_path / "logo.svg").write_text("<svg/>", "utf-8")
    settings, problems = read_settings(tmp_path / "site.yaml", "site.yaml", tmp_path)
    assert (problems, set(re.findall(r"^(\w+):", example, re.MULTILINE))) == ([], names)
    assert settings is not None


def test_every_name_that_a_page_can_use_is_told_to_editors():
    site = pipeline.check(SOUND).site
    assert site is not None
    rows = re.findall(r"^\| (`.+?`) \|", Path("docs/editors.md").read_text("utf-8"), re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(names_of(site))


def commands(path):
    """Yield each command of the builder that a guide gives: its name and its options."""
    for name, rest in re.findall(r"python -m builder (new [\w-]+|[\w-]+)([^`\n#]*)", path.read_text("utf-8")):
        yield name, re.findall(r"--[a-z-]+", rest)


def options_of(name):
    """Return the options of a command of the builder; None where there is no such command."""
    group, *below = name.split()
    command = main.commands.get(group)
    if below and below[0][0].isalpha() and isinstance(command, click.Group):
        command = command.get_command(click.Context(command), below[0])
    return command and {option for one in command.params for option in one.opts} | {"--help"}


@pytest.mark.parametrize("path", GUIDES, ids=str)
def test_command_that_a_guide_gives_exists_with_its_options(path):
    assert [
        (name, options) for name, options in commands(path) if not (options_of(name) or set()) >= set(options)
    ] == []
    assert [name for name, _ in commands(path) if options_of(name) is None] == []


WITH_THE_PROGRAM = re.compile(r"^## With the program on your computer\n(?:(?!## ).*\n)*", re.MULTILINE)


def test_pages_for_officers_hold_no_commands_but_where_they_say_so():
    # All of that page is about a command.
    pages = {path.name: path.read_text("utf-8") for path in Path("docs/officers").glob("*.md")}
    pages.pop("by-import.md")
    commanding = re.compile(r"\bpython\b|`make |\bpytest\b")
    assert [name for name, text in pages.items() if commanding.search(WITH_THE_PROGRAM.sub("", text))] == []
    assert {name for name, text in pages.items() if commanding.search(text)} == {
        "in-excel.md",
        "start-a-partnership.md",
    }


def test_decisions_are_numbered_one_by_one_in_name_and_title():
    decisions = sorted(Path("docs/decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    titles = [path.read_text("utf-8").split("\n", 1)[0] for path in decisions]
    assert [title.split(". ")[0] for title in titles] == [f"# {number}" for number in range(1, len(decisions) + 1)]
