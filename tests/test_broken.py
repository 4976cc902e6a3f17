"""What an officer is told about each fault: one sound example, and folders that break it in one way each.

`make golden` rewrites the expected messages. Read each as somebody who knows Excel and nothing else.
"""

import contextlib
import csv
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model.addresses import MAXIMUM_NAME
from builder.project.schemas import references, table_schemas
from builder.reading import descriptor, plain_yaml, resources, text
from builder.reading.cells import find_cell_problems
from builder.reading.text import read_text
from tests.sound_example import BROKEN, CASES, EXPECTED, REMOVED, SOUND, check, edit, lay_out, removed_files

PROGRAMMERS_WORDS = (
    *("Traceback", "Exception", "Error:", "Errno", "<class", "builder.", "None", "null", "True", "False"),
    *("frictionless", "pandas", "numpy", "yaml.", "csv.Error", "constraint", "parse", "invalid", "delimiter", "token"),
)

MESSAGE = re.compile(r"datasets(/[^:]+?)?(, (cell [A-Z]+[0-9]+|row|line) [^:]+)?: \S.*[.:] [A-Z].*")
"""A place, then a sentence for the fault, then one for the remedy."""


def test_sound_example_has_no_problem(tmp_path):
    lay_out(tmp_path)
    result = check(tmp_path)
    assert (result.exit_code, result.output) == (0, "No problems in 2 packages.\n")


def messages_of(output):
    """Return the errors of a check or, where there are none, its warnings: a rule of its own is warned of besides."""
    *messages, _summary = output.splitlines()
    return [message for message in messages if not message.startswith(("Question: ", "Warning: "))] or messages


@pytest.mark.parametrize("case", CASES)
def test_broken_package_stops_publication_with_one_message_in_these_words(tmp_path, case, golden):
    lay_out(tmp_path, case)
    result = check(tmp_path)
    golden(BROKEN / case / EXPECTED, result.output)
    assert result.exit_code == 1
    (message,) = messages_of(result.output)
    assert MESSAGE.fullmatch(message)
    assert [word for word in PROGRAMMERS_WORDS if word in result.output] == []


def test_cases_hold_only_what_differs_from_the_sound_example():
    for case in CASES:
        folder = BROKEN / case
        paths = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
        replaced = [path for path in paths if (SOUND / path).exists()]
        assert [path for path in replaced if (folder / path).read_bytes() == (SOUND / path).read_bytes()] == [], case
        assert [name for name in removed_files(case) if not (SOUND / name).exists()] == [], case
        assert case.startswith("stray-") or {path.name for path in paths if len(path.parts) == 1} <= {EXPECTED, REMOVED}


@pytest.mark.parametrize(
    ("numerator", "denominator", "value", "found"),
    [
        # 49 of 400 is 12.25%: both neighbours with one decimal are half a unit away.
        ("49", "400", "12.2", 0),
        ("49", "400", "12.3", 0),
        ("1226", "10000", "12.2", 1),
        ("1224", "10000", "12.3", 1),
    ],
)
def test_value_may_lie_half_a_unit_of_its_last_digit_from_its_numerator(tmp_path, numerator, denominator, value, found):
    observations = lay_out(tmp_path) / "riverside" / "observations.csv"
    edit(observations, ",45.0,54,120,36.4,53.9,", f",{value},{numerator},{denominator},,,")
    assert check(tmp_path).output.count(f", but the value is {value}.") == found


def test_program_itself_prints_what_the_cases_expect(tmp_path):
    lay_out(tmp_path, "number-with-decimal-comma")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "builder", "check"], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    expected = (BROKEN / "number-with-decimal-comma" / EXPECTED).read_bytes()
    assert (done.returncode, done.stdout.replace(b"\r\n", b"\n"), done.stderr) == (1, expected, b"")


def quoted(content):
    output = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(content.decode(), newline=""))
    csv.writer(output, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return output.getvalue().encode()


def turned_round(content):
    output = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(content.decode(), newline=""))
    csv.writer(output, lineterminator="\n").writerows(row[::-1] for row in rows)
    return output.getvalue().encode()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda content: b"\xef\xbb\xbf" + content, id="with a byte order mark"),
        pytest.param(lambda content: content.replace(b"\n", b"\r\n"), id="with the line ends of Windows"),
        pytest.param(lambda content: content.removesuffix(b"\n"), id="without a last line end"),
        pytest.param(quoted, id="with every cell in quotation marks"),
        pytest.param(turned_round, id="with the columns in another order"),
    ],
)
def test_sound_example_may_be_saved_in_other_ways(tmp_path, change):
    for path in lay_out(tmp_path).glob("*/*.csv"):
        path.write_bytes(change(path.read_bytes()))
    assert check(tmp_path).output == "No problems in 2 packages.\n"


def test_values_of_a_descriptor_stay_the_texts_that_they_are():
    assert plain_yaml.load("a: NO\nb: 1.10\nc: 12:30\nd: ~\ne: 2024-01-01") == {
        "a": "NO",
        "b": "1.10",
        "c": "12:30",
        "d": "~",
        "e": "2024-01-01",
    }


def first_line(folder):
    """Return the first message of a check."""
    return check(folder).output.splitlines()[0]


def test_folder_that_is_a_symbolic_link_is_not_followed(tmp_path):
    datasets = lay_out(tmp_path)
    (datasets / "riverside").rename(tmp_path / "elsewhere")
    (datasets / "riverside").symlink_to(tmp_path / "elsewhere")
    assert first_line(tmp_path) == (
        "datasets/riverside/datapackage.yaml: The folder is a symbolic link. Put the folder itself here."
    )


def test_descriptor_that_is_a_symbolic_link_is_not_followed(tmp_path):
    package = lay_out(tmp_path) / "riverside"
    (package / "datapackage.yaml").rename(tmp_path / "elsewhere.yaml")
    (package / "datapackage.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert first_line(tmp_path) == (
        "datasets/riverside/datapackage.yaml: The file is a symbolic link. Put the file itself here."
    )


def test_table_that_is_a_symbolic_link_is_not_followed(tmp_path):
    package = lay_out(tmp_path) / "riverside"
    (package / "areas.csv").rename(tmp_path / "elsewhere.csv")
    (package / "areas.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert first_line(tmp_path) == (
        "datasets/riverside/datapackage.yaml, line 13: The file areas.csv is a symbolic link. Put the file itself here."
    )


def test_symbolic_link_beside_the_tables_is_not_followed(tmp_path):
    (lay_out(tmp_path) / "riverside" / "secret").symlink_to("/etc")
    assert first_line(tmp_path) == (
        "datasets/riverside/secret: The file is no table of this package, so it would not be published. "
        "Remove it, or give it the name of a table."
    )


def test_table_that_is_no_plain_file_is_not_opened(tmp_path):
    package = lay_out(tmp_path) / "riverside"
    (package / "areas.csv").unlink()
    os.mkfifo(package / "areas.csv")
    assert first_line(tmp_path) == (
        "datasets/riverside/datapackage.yaml, line 13: areas.csv is not a plain file. Put the file itself here."
    )


def test_descriptor_that_is_no_plain_file_is_not_opened(tmp_path):
    package = lay_out(tmp_path) / "riverside"
    (package / "datapackage.yaml").unlink()
    os.mkfifo(package / "datapackage.yaml")
    assert first_line(tmp_path) == (
        "datasets/riverside/datapackage.yaml: datapackage.yaml is not a plain file. Put the file itself here."
    )


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("aux", 'The name "aux" is one that Windows keeps for itself. Choose another name'),
        ("lpt9", 'The name "lpt9" is one that Windows keeps for itself. Choose another name'),
        ("404", 'The name "404" is that of a page of the site. Choose another name'),
        ("dictionary", 'The name "dictionary" is that of a page of the site. Choose another name'),
        ("a" * 61, f'The name "{"a" * 59}…" has 61 letters, but 60 are the most. Shorten it'),
    ],
)
def test_package_whose_name_cannot_be_an_address_is_refused(tmp_path, name, fault):
    datasets = lay_out(tmp_path)
    (datasets / "riverside").rename(datasets / name)
    edit(datasets / name / "datapackage.yaml", "name: riverside", f"name: {name}")
    assert check(tmp_path).output.splitlines()[0] == (
        f"datasets/{name}/datapackage.yaml, line 2: {fault}, here and for the folder."
    )


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com0", "com1", "lpt9"])
@pytest.mark.parametrize("table", ["metrics", "actions", "areas", "outcomes", "groups"])
def test_short_name_that_windows_keeps_for_itself_is_refused(table, name):
    schema = table_schemas()[table]
    content = f"{','.join(schema.field_names)}\n{name}{',' * (len(schema.fields) - 1)}\n".encode()
    found, _ = read_text(content, schema, "table.csv")
    assert "name-of-windows" in {problem.cause for problem in find_cell_problems(found)}


def test_every_short_name_has_at_most_as_many_letters_as_a_package():
    short_names = [
        (schema.name, field.constraints.get("maxLength"))
        for schema in table_schemas().values()
        for field in schema.fields
        if field.name == schema.key_field and field.type == "string" and not references(field)
    ]
    assert len(short_names) > 20
    assert {length for _, length in short_names} == {MAXIMUM_NAME}


@pytest.mark.parametrize("name", ["observations.csv", "Observations (1).csv", "datapackage.yaml"])
def test_file_of_a_package_beside_the_folder_of_packages_is_refused(tmp_path, name):
    lay_out(tmp_path)
    (tmp_path / name).write_text("put one folder too high")
    what = (
        "A descriptor belongs into the folder of its"
        if name.endswith("yaml")
        else "A table belongs into the folder of a"
    )
    assert check(tmp_path).output.splitlines() == [
        f"{name}: {what} partnership, such as datasets/riverside/. Move it there, or remove it.",
        "1 problem in 2 packages. Nothing was published.",
    ]


@pytest.mark.parametrize("name", ["README.md", "LICENCE.txt", ".gitkeep", ".DS_Store", "Thumbs.db"])
def test_file_that_explains_the_folder_of_packages_may_stay(tmp_path, name):
    (lay_out(tmp_path) / name).write_text("This folder holds packages.")
    assert check(tmp_path).output == "No problems in 2 packages.\n"


@pytest.mark.parametrize("name", ["prices.csv", "README.md", "requirements.txt"])
def test_other_files_beside_the_folder_of_packages_are_nobodys_business(tmp_path, name):
    lay_out(tmp_path)
    (tmp_path / name).write_text("of the project")
    assert check(tmp_path).output == "No problems in 2 packages.\n"


def test_descriptor_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(descriptor, "MAXIMUM_DESCRIPTOR_BYTES", 1000)
    lay_out(tmp_path)
    assert first_line(tmp_path) == (
        "datasets/riverside/datapackage.yaml: The file is larger than 1 kB. "
        "It should fill a page at most: put data into the tables."
    )


def test_table_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "MAXIMUM_TABLE_BYTES", 1_000_000)
    observations = lay_out(tmp_path) / "riverside" / "observations.csv"
    observations.write_bytes(observations.read_bytes() + b"," * 1_000_000)
    assert first_line(tmp_path) == (
        "datasets/riverside/datapackage.yaml, line 21: "
        "The file observations.csv is larger than 1 MB. Publish a smaller table."
    )


def test_table_with_too_many_rows_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "MAXIMUM_ROWS", 10)
    lay_out(tmp_path)
    assert first_line(tmp_path) == (
        "datasets/riverside/observations.csv: There are more than 10 rows. Publish a smaller table."
    )


def test_aliases_that_would_grow_are_refused_before_they_grow(tmp_path):
    bomb = "title: &a [x, x]\n" + "".join(f"{key}: &{key} [*a, *a]\n" for key in "bcdef")
    edit(lay_out(tmp_path) / "riverside" / "datapackage.yaml", "title: Riverside\n", bomb)
    assert first_line(tmp_path).startswith("datasets/riverside/datapackage.yaml, line 3: A value that begins with &")


@pytest.mark.uncounted
@settings(max_examples=300)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_of_a_table_give_a_table_or_problems(content):
    table, problems = read_text(content, table_schemas()["areas"], "areas.csv")
    assert (table is None) == bool(problems)


@pytest.mark.uncounted
@settings(max_examples=300)
@given(st.data())
def test_any_cells_give_at_most_one_problem_each(data):
    content = (SOUND / "riverside" / "observations.csv").read_bytes()
    table, _ = read_text(content, table_schemas()["observations"], "observations.csv")
    cell = st.text(max_size=12) | st.from_regex(r"[0-9.,£%/–-]{1,12}")
    cells = data.draw(st.tuples(*(cell for _ in table.columns)))
    problems = find_cell_problems(replace(table, rows=(cells,), lines=(2,)))
    assert len({problem.place.cell for problem in problems}) == len(problems)


@pytest.mark.uncounted
@settings(max_examples=300)
@given(st.text(max_size=200))
def test_any_text_of_a_descriptor_is_read_or_refused(content):
    with contextlib.suppress(plain_yaml.RefusedError):
        plain_yaml.load(content)
