"""Every example row in the guide for officers passes the check."""

import re
from pathlib import Path

import pytest

from builder.schemas import table_schemas
from tests.sound_example import check, lay_out

GUIDE = Path("CONTRIBUTING.md").read_text("utf-8")
EXAMPLES = re.findall(r"```csv (\w+)\n(.*)\n(.*)\n```", GUIDE)


def test_guide_has_an_example_for_each_table_of_how_a_partnership_is_run():
    tables = {table for table, _, _ in EXAMPLES}
    assert tables == {"duties_met", "services", "funding", "groups", "members", "findings"}


@pytest.mark.parametrize(("table", "header"), [(table, header) for table, header, _ in EXAMPLES])
def test_header_of_an_example_is_that_of_the_table(table, header):
    assert header.split(",") == list(table_schemas()[table].field_names)


def test_examples_pass_the_check_together(tmp_path):
    datasets = lay_out(tmp_path)
    for table, _, row in EXAMPLES:
        with (datasets / "riverside" / f"{table}.csv").open("a", encoding="utf-8") as stream:
            stream.write(f"{row}\n")
    assert check(tmp_path).output == "No problems in 2 packages.\n"
