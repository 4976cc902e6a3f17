"""What `python -m builder check --since` shows: what a change brings, and what it alters without a trace."""

import contextlib
import json
import shutil

import pytest
from click.testing import CliRunner

from builder.cli.commands import main
from tests.sound_example import check, edit, git, publish, rewrite

STANDING = "1 question or warning was there before this change, and is not shown."
NAME = "Mr Harrow came to the hostel."


@pytest.fixture
def project(published, tmp_path):
    return shutil.copytree(published, tmp_path / "project")


def table(project, name):
    return project / "datasets" / "riverside" / f"{name}.csv"


def change(project, name, place=0, **new):
    rewrite(table(project, name), lambda rows: rows[place].update(new))


def lines(project):
    """Return what the check says of a change since the main branch, line by line, without the path of the package."""
    return [line.replace("datasets/riverside/", "") for line in check(project, "--since", "main").output.splitlines()]


def causes(project):
    """Return the cause, level and cell of each problem of a change."""
    told = json.loads(check(project, "--since", "main", "--format", "json").output)
    return [(one["cause"], one["level"], one["cell"]) for one in told]


def test_nothing_changed_says_nothing(project):
    assert lines(project) == ["No problems in 2 packages."]


def test_changed_figure_comes_with_the_row_to_add(project):
    change(project, "observations", value="310")
    (said, _) = lines(project)
    assert said.startswith(
        'Question: observations.csv, cell I2 (row 2, "value"): This figure was published as 300 and is 310 now, '
        'without a row in revisions.csv. Is the new one right? If so, say in "reason" why it changed, and add this '
        "row to revisions.csv: "
        "naloxone-kits-given-riverside-2022-04-01,naloxone-kits-given,riverside,,,2022-04-01,P1Y,300,"
        "310,"
    )
    assert said.endswith(",WRITE HERE WHY IT CHANGED")


def test_row_that_is_told_answers(project):
    change(project, "observations", value="310")
    row = lines(project)[0].rsplit(": ", 1)[1]
    with table(project, "revisions").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    assert lines(project) == ["No problems in 2 packages."]


def test_package_without_revisions_is_told_how_the_file_begins(project):
    table(project, "revisions").unlink()
    edit(project / "datasets/riverside/datapackage.yaml", "  - name: revisions\n    path: revisions.csv\n", "")
    publish(project)
    change(project, "observations", value="310")
    assert "and add two rows to a new file revisions.csv. First: revision,metric,area," in lines(project)[0]


def test_small_figure_that_was_published_is_not_repeated(project):
    change(project, "observations", value="3")
    publish(project)
    change(project, "observations", value="310")
    assert "was published as a number below 10 (not repeated here) and is 310 now" in lines(project)[0]
    assert ",P1Y,,310," in lines(project)[0]


def test_figure_is_not_repeated_while_there_are_errors(project):
    change(project, "observations", value="7531")
    change(project, "actions", title="")
    told = check(project, "--since", "main").output
    assert "This figure was published with another value" in told
    assert "7531" not in told
    assert "7,531" not in told


def test_many_changed_figures_are_asked_about_together(project):
    rewrite(table(project, "observations"), lambda rows: rows.extend(year(rows[0], one) for one in range(2001, 2015)))
    publish(project)
    rewrite(table(project, "observations"), lambda rows: [row.update(value="411") for row in rows[-14:]])
    told = [line for line in lines(project) if "revisions.csv" in line]
    assert len(told) == 11
    assert "4 more published figures from here on changed" in told[-1]


def year(row, start):
    return {**row, "period_start": f"{start}-04-01", "value": "400"}


def test_revision_that_began_with_another_value_is_refused(project):
    change(project, "observations", value="310")
    about = {"revision": "kits", "metric": "naloxone-kits-given", "old_value": "299", "new_value": "310"}
    rewrite(table(project, "revisions"), lambda rows: rows.append({**rows[0], **about, "period_start": "2022-04-01"}))
    assert lines(project)[0] == (
        'revisions.csv, cell H3 (row 3, "old_value"): This figure was published as 300, and this cell says otherwise. '
        "Write what was published last, or add a row for each change between."
    )


def test_due_date_that_moved_keeps_the_first_one(project):
    change(project, "actions", due="2027-03-31", original_due="", reason="")
    (said, _) = lines(project)
    assert said == (
        'actions.csv, cell O2 (row 2, "original_due"): This action was first due on 2024-06-30. The day has moved, and '
        'the first one is no longer kept. Write 2024-06-30 into "original_due", and say in "reason" why it moved. If '
        'it was only a slip and never promised, say that in "reason".'
    )


def test_due_date_that_was_a_slip_can_be_explained(project):
    change(project, "actions", due="2027-03-31", original_due="", reason="The year was mistyped.")
    assert causes(project) == [("first-date-lost", "ask", "O2")]


def test_due_date_that_moved_and_keeps_the_first_one_says_nothing(project):
    change(project, "actions", due="2027-03-31")
    assert causes(project) == []


def test_rows_that_are_gone_are_asked_about_by_table(project):
    rewrite(table(project, "targets"), lambda rows: rows.pop())
    rewrite(table(project, "observations"), lambda rows: [rows.pop(at) for at in (4, 4, 0, 0)])
    told = [line for line in lines(project) if "gone" in line]
    assert told == [
        (
            "Question: observations.csv: 4 rows that were published are gone: Naloxone kits given out, North "
            "Riverside, 2022 to 2023, Naloxone kits given out, Riverside, 2022 to 2023, Naloxone kits given out, "
            "Riverside, Female, 2023 to 2024 and 1 more. Is that meant? A figure that is no longer shown can keep its "
            'row: empty its numbers, write x in "status", and say why in "note".'
        ),
        (
            "Question: targets.csv: A row that was published is gone: treatment-after-prison. Is that meant? If so, "
            "say why in the pull request, for whoever approves it."
        ),
    ]


def test_package_that_is_gone_is_asked_about(project):
    shutil.copytree(project / "datasets" / "riverside", project / "datasets" / "lakeside")
    publish(project)
    shutil.rmtree(project / "datasets" / "lakeside")
    assert lines(project)[0].startswith("Question: datasets/lakeside: This package was published, and is gone.")


def test_figure_that_is_withdrawn_is_asked_about(project):
    change(project, "observations", value="", status="x")
    assert causes(project) == [("value-withdrawn", "ask", "I2")]


def test_figure_that_is_withdrawn_with_a_note_says_nothing(project):
    change(project, "observations", value="", status="x", note="The report takes it back.")
    assert causes(project) == []


def standing(project):
    """Publish an update with a name, of which the check warns."""
    change(project, "updates", text=NAME)
    publish(project)


def test_what_stood_before_is_counted(project):
    standing(project)
    assert lines(project) == [
        "No problems in 2 packages.",
        STANDING,
    ]


def test_what_stood_before_is_known_again_in_another_row(project):
    standing(project)
    rewrite(
        table(project, "updates"), lambda rows: rows.insert(0, {**rows[0], "update": "new", "text": "All is well."})
    )
    assert lines(project)[1:] == [STANDING]


def test_the_same_fault_in_another_row_is_new(project):
    standing(project)
    rewrite(table(project, "updates"), lambda rows: rows.insert(0, {**rows[0], "update": "new"}))
    assert causes(project) == [("may-be-personal", "ask", "E2")]
    assert lines(project)[-1] == STANDING


def test_a_second_fault_in_one_line_of_a_narrative_is_new(project):
    narrative = project / "datasets/riverside/narrative/overview.md"
    narrative.write_text(narrative.read_text("utf-8") + f"\n{NAME}\n", "utf-8", newline="")
    publish(project)
    assert causes(project) == []
    narrative.write_text(narrative.read_text("utf-8").replace("\n", "\n\n", 1) + f"\n{NAME}\n", "utf-8", newline="")
    assert [one[0] for one in causes(project)] == ["may-be-personal"]


def test_what_others_added_to_the_main_branch_meanwhile_is_not_gone(project):
    git(project, "checkout", "--quiet", "-b", "work")
    git(project, "checkout", "--quiet", "main")
    rewrite(table(project, "updates"), lambda rows: rows.append({**rows[0], "update": "meanwhile"}))
    publish(project)
    git(project, "checkout", "--quiet", "work")
    assert causes(project) == []


def test_error_that_stood_before_is_shown(project):
    change(project, "actions", title="")
    publish(project)
    assert [one[1] for one in causes(project)] == ["error"]


def test_asked_of_one_package_is_said_of_that_alone(project):
    change(project, "observations", value="310")
    assert check(project, "national-framework", "--since", "main").output == "No problems in 1 package.\n"


@pytest.mark.parametrize("since", ["nowhere", "--output=x"])
def test_unknown_commit_is_a_message(project, since):
    with contextlib.chdir(project):
        result = CliRunner().invoke(main, ["check", f"--since={since}"])
    assert result.exit_code == 1
    assert f'What is new since "{since}" cannot be said' in result.stderr


def test_copy_of_the_repository_leaves_nothing_behind(project, tmp_path, monkeypatch):
    standing(project)
    (tmp_path / "passing").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "passing"))
    before = sorted(path.name for path in (project / ".git").iterdir())
    assert len(lines(project)) == 2
    assert list((tmp_path / "passing").iterdir()) == []
    assert sorted(path.name for path in (project / ".git").iterdir()) == before
