"""Narratives of a package: which files are read, what the check says of them, and where they appear."""

import os

import pytest

from builder import pipeline
from builder.checking.narratives import LINKED_PAGES, PAGE_TABLES
from builder.pages.governance import money, needs, people
from builder.pages.plan.plan import PLAN_TABLES
from builder.pages.reference.plain import PAGES
from builder.pipeline.building import set_scenes
from builder.project.problems import Level
from builder.reading import narratives
from tests.projects import FROZEN
from tests.sound_example import check, edit, lay_out

OVERVIEW = "datasets/riverside/narrative/overview.md"


def write(folder, text, path="riverside/narrative/overview.md"):
    """Lay out the sound example with other words in a narrative."""
    file = lay_out(folder) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="")
    return file


def lines(folder):
    return check(folder).output.splitlines()


def test_file_may_be_saved_with_a_mark_and_the_line_ends_of_windows(tmp_path):
    file = write(tmp_path, "")
    file.write_bytes(b"\xef\xbb\xbfOne.\r\n\r\n- two\r\n- three\r\n")
    (narrative, *_), problems = narratives.read_narratives(tmp_path / "datasets" / "riverside", "x")
    assert problems == []
    assert {len(one.blocks) for one in [narrative]} <= {1, 2}


@pytest.mark.parametrize("name", ["overview.md", "metrics", "metrics/naloxone-kits-given.md"])
def test_symbolic_link_is_not_followed(tmp_path, name):
    path = lay_out(tmp_path) / "riverside" / "narrative" / name
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    message, _ = lines(tmp_path)
    assert message == (f"datasets/riverside/narrative/{name}: The file is a symbolic link. Put the file itself here.")


def test_folder_of_narratives_that_is_a_symbolic_link_is_not_followed(tmp_path):
    path = lay_out(tmp_path) / "riverside" / "narrative"
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    message, _ = lines(tmp_path)
    assert message == 'datasets/riverside/narrative: "narrative" is not a folder. Put a folder with narratives here.'


def test_pipe_that_would_never_end_is_not_opened(tmp_path):
    path = lay_out(tmp_path) / "riverside" / "narrative" / "needs.md"
    os.mkfifo(path)
    assert "The file is not Markdown" in lines(tmp_path)[0]


def test_no_more_files_are_read_than_a_site_could_show(tmp_path, monkeypatch):
    monkeypatch.setattr(narratives, "MAXIMUM_NARRATIVES", 2)
    lay_out(tmp_path)
    assert lines(tmp_path)[0].startswith("datasets/riverside/narrative: There are more than 2 narratives.")


def test_number_typed_by_hand_is_a_warning_with_its_reference(tmp_path):
    write(tmp_path, "We helped people.\nThere were 1,310 adults in treatment.\n")
    warning, summary = lines(tmp_path)
    assert warning == (
        f'Warning: {OVERVIEW}, line 2, character 12: "1,310 adults" is typed by hand, so it stays when the data '
        'change. It is the figure of "Adults in treatment" in Riverside, 2023 to 2024. '
        "Write {value: adults-in-treatment}."
    )
    assert summary == "No problems in 2 packages, and 1 warning."


def test_number_typed_by_hand_is_found_across_marks(tmp_path):
    write(tmp_path, "There were **1,310** adults.\n")
    assert f"{OVERVIEW}, line 1, character 14" in lines(tmp_path)[0]


def test_sum_typed_by_hand_brings_the_reference_to_the_grant(tmp_path):
    write(tmp_path, "The grant was £1.25 million.\n")
    assert lines(tmp_path)[0].endswith("Write {amount: treatment-grant-2023-24}.")


def test_digits_alone_are_pointed_out_only_where_a_figure_equals_them(tmp_path):
    write(tmp_path, "Form 340 is not form 341.\n")
    assert [line for line in lines(tmp_path) if "341" in line] == []
    assert "Write {value: naloxone-kits-given}." in lines(tmp_path)[0]


def test_personal_data_is_never_repeated_by_another_message(tmp_path):
    address = "jo.bloggs@riverside.example"
    write(tmp_path, f"Write to <{address}> or [us](mailto:{address}), {{value: {address}}}.\n")
    output = check(tmp_path).output
    assert (address in output, "bloggs" in output, output.count("This line holds an e-mail address.")) == (
        False,
        False,
        1,
    )


def test_personal_data_in_the_name_of_a_file_is_never_repeated(tmp_path):
    for path in ("riverside/jo.bloggs@riverside.example.csv", "riverside/narrative/metrics/07700 900123.md"):
        write(tmp_path / path[-6], "Words.\n", path)
        output = check(tmp_path / path[-6]).output
        assert ("bloggs" in output, "900123" in output, "The name of this file holds" in output) == (False, False, True)


def test_personal_data_in_the_name_of_a_package_is_never_repeated(tmp_path):
    datasets = lay_out(tmp_path)
    (datasets / "riverside").rename(datasets / "jo.bloggs@riverside.example")
    output = check(tmp_path).output
    assert ("bloggs" in output, "datasets/[hidden]/datapackage.yaml, line 2: The name" in output) == (False, True)


def test_contact_that_the_package_allows_may_stand_in_a_narrative(tmp_path):
    write(tmp_path, "Write to team@riverside.example.\n")
    allowed = (
        "allowed_contacts:\n  - text: team@riverside.example\n    approved_by: Director\n    reason: Public mailbox\n"
    )
    edit(tmp_path / "datasets" / "riverside" / "datapackage.yaml", "resources:\n", f"{allowed}resources:\n")
    assert lines(tmp_path) == ["No problems in 2 packages."]


def test_fault_of_one_package_does_not_hide_the_references_of_another(tmp_path):
    datasets = lay_out(tmp_path)
    (datasets / "riverside").rename(datasets / "other")
    edit(datasets / "other" / "datapackage.yaml", "name: riverside\n", "name: other\n")
    edit(datasets / "other" / "observations.csv", ",1310,", ',"13,1",')
    lay_out_again = lay_out(tmp_path / "again") / "riverside"
    lay_out_again.rename(datasets / "riverside")
    edit(datasets / "riverside" / "narrative" / "overview.md", "{change: adults", "{change: adlts")
    assert {line.split(":")[0].split(",")[0] for line in lines(tmp_path)[:-1]} == {
        "datasets/other/observations.csv",
        OVERVIEW,
    }


def test_references_wait_until_the_figures_of_their_package_can_be_read(tmp_path):
    write(tmp_path, "{value: zebra}\n")
    edit(tmp_path / "datasets" / "riverside" / "observations.csv", ",1310,", ',"13,1",')
    assert len(lines(tmp_path)) == 2


def test_narrative_without_a_page_is_a_problem(tmp_path):
    package = lay_out(tmp_path) / "riverside"
    (package / "narrative" / "overview.md").write_text("Words.\n")
    (package / "narrative" / "needs.md").write_text("Words.\n")
    edit(package / "datapackage.yaml", "  - name: findings\n    path: findings.csv\n", "")
    (package / "findings.csv").unlink()
    (package / "narrative" / "outcomes" / "increase-treatment.md").unlink()
    assert lines(tmp_path)[0] == (
        'datasets/riverside/narrative/needs.md: There is no page "needs", as it has nothing to show. '
        "Add findings.csv first, or remove this file."
    )


def test_check_knows_which_tables_make_a_page():
    made = {plain.name: {choice.table for choice in plain.tables} for plain in PAGES} | {"plan": set(PLAN_TABLES)}
    made |= {page.PAGE: set(page.TABLES) for page in (people, money, needs)}
    assert {name: set(tables) for name, tables in PAGE_TABLES.items()} == {name: made[name] for name in PAGE_TABLES}
    assert set(LINKED_PAGES) - {"claims", "data", "duties"} <= made.keys()


def test_every_narrative_of_real_packages_is_sound_and_shown():
    checked = pipeline.check(FROZEN)
    assert [p for p in checked.problems if "/narrative/" in p.place.path] == []
    assert {p.level for p in checked.problems} <= {Level.WARNING}
    assert all(scene.partnership.package.narratives for scene in set_scenes(checked.site))
