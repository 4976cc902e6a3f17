"""The guide for officers holds what is true: each example passes the check, and each message is one that it gives.

A block ```csv TABLE``` holds the first row of a table and rows for it: a row joins the table, or takes the place of the
one with its key. A block ```markdown narrative/NAME``` is a narrative, and a block ```yaml datapackage.yaml``` holds
lines for the descriptor, or a descriptor, which then begins a package of its own.
"""

import csv
import io
import re
from pathlib import Path

import pytest

from builder import pipeline
from builder.project.problems import column_letters
from builder.project.schemas import table_schemas
from builder.project.words import words_of
from tests.projects import root
from tests.sound_example import BROKEN, CASES, EXPECTED, check, lay_out, publish, rewrite

GUIDE = Path("docs/officers")
PAGES = {path.name: path.read_text("utf-8") for path in sorted(GUIDE.glob("*.md"))}

BLOCK = re.compile(r"^( *)```(.*)\n((?:.*\n)*?)\1```$", re.MULTILINE)
BEGINS_A_PACKAGE = re.compile(r"^name: (.+)$", re.MULTILINE)
FAULTS = {
    "observations.csv": ("2023/24,1310", "2023/24,13100"),
    "claims.csv": ("9.2,percent", "9.8,percent"),
    "updates.csv": (
        "Twelve pharmacies",
        "Two women and a 37-year-old man in Corby and drug users and 3 % of all pharmacies",
    ),
    "narrative/overview.md": ("More adults get help", "In all, 1,310 adults get help"),
}
"""What brings the warnings that no broken example shows: each table's text, and what takes its place."""


def blocks(page, kind):
    """Return what is named after the word that says what a block holds, and its text."""
    found = [
        (named, text.replace(f"\n{indent}", "\n").removeprefix(indent))
        for indent, named, text in BLOCK.findall(PAGES[page])
    ]
    return [(named.removeprefix(kind).strip(), text) for named, text in found if named.split(" ")[0] == kind]


EXAMPLES = [example for page in PAGES for example in blocks(page, "csv")]
WITH_EXAMPLES = [page for page in PAGES if any(blocks(page, kind) for kind in ("csv", "markdown", "yaml"))]
MESSAGES = [line for page in PAGES for _, text in blocks(page, "") for line in text.splitlines()]
SHORTENED = re.findall(
    r"^\| (?!it says)(.*?) \|", PAGES["what-the-check-says.md"].split("| it says", 1)[1], re.MULTILINE
)


LETTERS = [
    (page, *row)
    for page in PAGES
    for row in re.findall(r"^\| (`.+`) \| ([A-Z](?:, [A-Z])*) \|", PAGES[page], re.MULTILINE)
]


def put_rows(path, table, text):
    """Put rows into a table, each in the place of the one with its key, or at the end."""
    schema = table_schemas()[table]
    before = csv.DictReader(io.StringIO(path.read_text("utf-8") if path.exists() else ""))
    rows = (*before, *csv.DictReader(io.StringIO(text)))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, schema.field_names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({tuple(row.get(name, "") for name in schema.primary_key): row for row in rows}.values())


def put_lines(path, text):
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


def follow(page, datasets):
    """Do what a page shows, in the sound example."""
    descriptors = blocks(page, "yaml")
    began = next((found[1] for _, text in descriptors if (found := BEGINS_A_PACKAGE.search(text))), "riverside")
    package = datasets / began
    package.mkdir(exist_ok=True)
    for name, text in descriptors:
        put_lines(package / name, text)
    for table, text in blocks(page, "csv"):
        put_rows(package / f"{table}.csv", table, text)
    for name, text in blocks(page, "markdown"):
        (package / name).write_text(text, "utf-8")


@pytest.mark.parametrize("page", WITH_EXAMPLES)
def test_examples_of_a_page_pass_the_check(page, tmp_path):
    datasets = lay_out(tmp_path)
    follow(page, datasets)
    assert faults(pipeline.check(datasets, words=words_of(root()))) == []


def faults(checked):
    """Return the problems of a check, but for the notice of a rule that is rightly there."""
    return [str(problem) for problem in checked.problems if problem.cause != "rule-of-its-own"]


def test_examples_of_all_pages_pass_the_check_together(tmp_path):
    datasets = lay_out(tmp_path)
    for page in WITH_EXAMPLES:
        follow(page, datasets)
    assert faults(pipeline.check(datasets)) == []


@pytest.mark.parametrize(("table", "text"), EXAMPLES)
def test_example_begins_with_the_columns_of_its_table(table, text):
    columns, schema = tuple(text.split("\n", 1)[0].split(",")), table_schemas()[table]
    assert columns == tuple(name for name in schema.field_names if name in (*schema.needed_names, *columns))


@pytest.mark.parametrize(("page", "names", "letters"), LETTERS)
def test_letter_of_a_column_is_the_one_in_excel(page, names, letters):
    tables = [table_schemas()[table].field_names for table, _ in blocks(page, "csv")]
    columns = list(zip(re.findall(r"`(\w+)`", names), letters.split(", "), strict=True))
    assert [name for name, _ in columns if name not in tables[-1]] == []
    assert [(name, column_letters(tables[-1].index(name) + 1)) for name, _ in columns] == columns


def test_each_table_that_an_officer_fills_has_an_example():
    tables = {table for table, _ in EXAMPLES}
    named = set(re.findall(r"`([a-z_]+)\.csv`", PAGES["README.md"]))
    assert named - tables == set()


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """Every message of the broken examples, and each warning of one that has faults without being broken."""
    datasets = lay_out(tmp_path_factory.mktemp("warned"))
    for name, (right, wrong) in FAULTS.items():
        path = datasets / "riverside" / name
        text = path.read_text("utf-8")
        assert right in text
        path.write_text(text.replace(right, wrong, 1), "utf-8")
    problems = pipeline.check(datasets, words=words_of(root())).problems
    warned = [f"{'Question' if problem.level == 'ask' else 'Warning'}: {problem}" for problem in problems]
    return [
        *warned,
        *_told_of_a_change(datasets),
        *"\n".join((BROKEN / case / EXPECTED).read_text("utf-8") for case in CASES).splitlines(),
    ]


def _told_of_a_change(datasets):
    """Return what the check says of a figure, a due date and a row that a change alters."""
    project = datasets.parent
    publish(project)
    package = datasets / "riverside"
    rewrite(package / "observations.csv", lambda rows: rows[0].update(value="310"))
    rewrite(package / "actions.csv", lambda rows: rows[0].update(due="2027-03-31", original_due="", reason=""))
    rewrite(package / "observations.csv", lambda rows: [rows.pop(1), rows.pop(1)])
    return check(project, "--since", "main").output.splitlines()


@pytest.mark.parametrize("message", MESSAGES)
def test_quoted_message_is_one_that_the_check_gives(message, given):
    assert message in given


@pytest.mark.parametrize("shortened", SHORTENED)
def test_shortened_message_is_one_that_the_check_gives(shortened, given):
    parts = ".*".join(re.escape(part.strip()) for part in shortened.split("…"))
    assert [message for message in given if re.search(parts, message)] != []


def test_every_page_is_reached_from_the_first():
    assert set(PAGES) - set(re.findall(r"\(([a-z-]+\.md)", PAGES["README.md"])) == {"README.md"}
