"""A figure that is hidden now is looked for in every version of every commit that leads here."""

import subprocess

import pytest

from builder.reading import History
from tests.sound_example import SOUND, check, edit, lay_out

HIDDEN = "adults-in-treatment,south-riverside,,,2023-04-01,P1Y,stated,2023/24,,,,,,c,"
SHOWN = "adults-in-treatment,south-riverside,,,2023-04-01,P1Y,stated,2023/24,61,,,,,,"
FOUND = (
    'datasets/riverside/observations.csv, cell I10 (row 10, "value"): This figure is hidden, '
    "but an earlier version of {table}.csv shows it: commit {commit}."
)


def git(folder, *arguments):
    identity = ("-c", "user.name=Tests", "-c", "user.email=tests@riverside.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder, message="A change"):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")[:8]


@pytest.fixture
def project(tmp_path):
    lay_out(tmp_path)
    commit(tmp_path, "Hidden from the start")
    return tmp_path


def observations(project):
    return project / "datasets" / "riverside" / "observations.csv"


def first_line(project):
    return check(project).output.splitlines()[0]


def test_figure_that_was_never_shown_is_safe(project):
    assert first_line(project) == "No problems in 2 packages."


def test_figure_that_a_middle_commit_shows_is_found(project):
    edit(observations(project), HIDDEN, SHOWN)
    shown_in = commit(project)
    edit(observations(project), SHOWN, HIDDEN)
    commit(project)
    commit(project)
    assert first_line(project).startswith(FOUND.format(table="observations", commit=shown_in))


def test_figure_that_the_last_commit_shows_is_found_before_the_cure_is_committed(project):
    edit(observations(project), HIDDEN, SHOWN)
    shown_in = commit(project)
    edit(observations(project), SHOWN, HIDDEN)
    assert first_line(project).startswith(FOUND.format(table="observations", commit=shown_in))


def test_figure_that_only_a_merged_branch_shows_is_found(project):
    main = git(project, "branch", "--show-current")
    git(project, "switch", "--quiet", "--create", "side")
    edit(observations(project), HIDDEN, SHOWN)
    shown_in = commit(project)
    edit(observations(project), SHOWN, HIDDEN)
    commit(project)
    git(project, "switch", "--quiet", main)
    git(project, "merge", "--quiet", "--no-ff", "--message", "Merge", "side")
    assert first_line(project).startswith(FOUND.format(table="observations", commit=shown_in))


def test_figure_that_only_a_merge_itself_shows_is_found(project):
    main = git(project, "branch", "--show-current")
    git(project, "switch", "--quiet", "--create", "side")
    commit(project)
    git(project, "switch", "--quiet", main)
    commit(project)
    git(project, "merge", "--quiet", "--no-ff", "--no-commit", "side")
    edit(observations(project), HIDDEN, SHOWN)
    shown_in = commit(project)
    edit(observations(project), SHOWN, HIDDEN)
    commit(project)
    assert first_line(project).startswith(FOUND.format(table="observations", commit=shown_in))


def test_figure_that_the_package_shows_under_an_earlier_name_is_found(tmp_path):
    datasets = lay_out(tmp_path)
    edit(datasets / "riverside" / "observations.csv", HIDDEN, SHOWN)
    (datasets / "riverside").rename(datasets / "river")
    shown_in = commit(tmp_path)
    (datasets / "river").rename(datasets / "riverside")
    edit(datasets / "riverside" / "observations.csv", SHOWN, HIDDEN)
    commit(tmp_path)
    assert first_line(tmp_path).startswith(FOUND.format(table="observations", commit=shown_in))


def test_figure_that_an_earlier_version_of_another_table_shows_is_found(project):
    claims = project / "datasets" / "riverside" / "claims.csv"
    before = claims.read_text("utf-8")
    row = "south,annual-report-2024,Section 1,adults-in-treatment,south-riverside,,,,,2023-04-01,P1Y,,61,,,,,,,\n"
    claims.write_text(before + row, "utf-8")
    shown_in = commit(project)
    claims.write_text(before, "utf-8")
    commit(project)
    assert first_line(project).startswith(FOUND.format(table="claims", commit=shown_in))


def test_figure_with_other_columns_and_faults_in_the_earlier_version_is_found(project):
    now = observations(project).read_bytes()
    observations(project).write_bytes(
        '\ufeffvalue,period_start,period_duration,area,metric\n"<5 (2)",2023-04-01,P1Y,south-riverside,'
        "adults-in-treatment\n,,\n\0\n".encode()
    )
    shown_in = commit(project)
    observations(project).write_bytes(now)
    commit(project)
    assert first_line(project).startswith(FOUND.format(table="observations", commit=shown_in))


def test_rule_can_accept_what_earlier_versions_show(project):
    edit(observations(project), HIDDEN, SHOWN)
    commit(project)
    edit(observations(project), SHOWN, HIDDEN)
    package = project / "datasets" / "riverside"
    edit(package / "datapackage.yaml", "resources:\n", "resources:\n  - name: disclosure\n    path: disclosure.csv\n")
    header = "rule,metric,threshold,zeros,rounding_base,earlier_versions,approved_by,approved_on,reason\n"
    rule = "old,adults-in-treatment,,,,accepted,Caldicott Guardian,2024-10-01,The report of 2024 prints it.\n"
    (package / "disclosure.csv").write_text(header + rule, "utf-8")
    warning, summary = check(project).output.splitlines()
    assert "figures that are hidden now may stay readable in earlier versions. Whoever looks after" in warning
    assert summary == "No problems in 2 packages, and 1 warning."


def test_message_does_not_say_the_figure(project):
    edit(observations(project), HIDDEN, SHOWN)
    shown_in = commit(project)
    edit(observations(project), SHOWN, HIDDEN)
    assert "61" not in first_line(project).replace(shown_in, "")


def test_missing_commits_are_told_of(project, tmp_path_factory):
    commit(project)
    folder = tmp_path_factory.mktemp("shallow")
    git(folder, "clone", "--quiet", "--depth", "1", f"file://{project}", "copy")
    assert first_line(folder / "copy") == (
        "Warning: datasets/riverside/observations.csv: Whether earlier versions show a figure that is hidden now was "
        "not checked: this copy of the repository holds only its newest commits. "
        "Check it where the whole history is, as the check of a pull request does."
    )


def test_folder_that_is_not_in_git_is_told_of(tmp_path):
    lay_out(tmp_path)
    subprocess.run(["rm", "-r", tmp_path / ".git"], check=True)
    assert "was not checked: the folder is not kept in git." in first_line(tmp_path)


def test_machine_without_git_is_told_of(project, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "was not checked: git is not installed." in first_line(project)


def test_package_without_hidden_figures_asks_git_nothing(project, monkeypatch):
    edit(observations(project), HIDDEN, SHOWN)
    monkeypatch.setenv("PATH", "")
    assert first_line(project) == "No problems in 2 packages."


def test_versions_come_as_they_were(project):
    path = observations(project)
    content = (SOUND / "riverside" / "observations.csv").read_bytes()
    path.write_bytes(content + b"\n")
    commit(project)
    assert {version.content for version in History(project / "datasets").versions("riverside", "observations")} == {
        content,
        content + b"\n",
    }


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda text: text.replace(",", ";").encode(), id="semicolons"),
        pytest.param(lambda text: text.replace(",", "\t").encode(), id="tabs"),
        pytest.param(lambda text: text.replace("2023-04-01", "01/04/2023").encode(), id="dates as in Excel"),
        pytest.param(lambda text: text.replace("2023-04-01", "1/4/23").encode(), id="short dates"),
        pytest.param(lambda text: text.replace("2023-04-01", "2023-04-01 00:00:00").encode(), id="dates with a time"),
        pytest.param(lambda text: f"Figures of Riverside\n\n{text}".encode(), id="title above the header"),
        pytest.param(lambda text: text.replace("period_start", "Period start", 1).encode(), id="another header"),
        pytest.param(lambda text: text.replace("south-riverside", "South-Riverside ").encode(), id="capitals, blanks"),
        pytest.param(lambda text: text.encode("utf-16"), id="UTF-16"),
        pytest.param(lambda text: text.encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(lambda text: f"{text}é".encode("cp1252"), id="Windows-1252"),
    ],
)
def test_version_that_the_check_refused_shows_its_figures_all_the_same(project, spoil):
    sound = observations(project).read_bytes()
    observations(project).write_bytes(spoil(sound.decode().replace(HIDDEN, SHOWN)))
    shown_in = commit(project)
    observations(project).write_bytes(sound)
    commit(project)
    assert first_line(project).startswith(FOUND.format(table="observations", commit=shown_in))


SMALL = SHOWN.replace(",61,", ",3,")


def test_small_number_whose_row_was_deleted_instead_of_hidden_is_found(project):
    sound = observations(project).read_text("utf-8")
    edit(observations(project), HIDDEN, SMALL)
    shown_in = commit(project)
    gone = "".join(line for line in sound.splitlines(keepends=True) if not line.startswith(HIDDEN))
    observations(project).write_text(gone, "utf-8", newline="")
    commit(project)
    assert first_line(project).startswith(
        "datasets/riverside/observations.csv: An earlier version of observations.csv shows a number of people that is "
        "too small to be shown, in a row that is gone (adults-in-treatment, south-riverside, from 2023-04-01): "
        f"commit {shown_in}."
    )


def test_larger_number_whose_row_was_deleted_and_a_small_one_that_was_corrected_are_safe(project):
    sound = observations(project).read_text("utf-8")
    edit(observations(project), "1310", "3")
    commit(project)
    edit(observations(project), ",3,,,,,,,annual", ",1310,,,,,,,annual")
    edit(observations(project), HIDDEN, SHOWN)
    commit(project)
    gone = "".join(line for line in sound.splitlines(keepends=True) if not line.startswith(HIDDEN))
    observations(project).write_text(gone, "utf-8", newline="")
    commit(project)
    narrative = project / "datasets/riverside/narrative/overview.md"
    edit(narrative, "{value: adults-in-treatment, south-riverside}", "not published")
    assert first_line(project) == "No problems in 2 packages."


KITS = "naloxone-kits-given,{area},,,2022-04-01,P1Y,stated,,{value},,,,,{status},,annual-report-2024-tables,Table 1,,\n"
NORTH = KITS.format(area="north-riverside", value=180, status="")
HIDDEN_NORTH = KITS.format(area="north-riverside", value="", status="c")
TOTAL = (
    'naloxone-kits-given,riverside,,,2022-04-01,P1Y,stated,,300,,,,,,,annual-report-2024-tables,Table 1,"The report '
    'prints this figure twice,\nin the table and in the text.",\n'
)


@pytest.fixture
def closed(project):
    """Return the project, in which a part of a sum is hidden from the start and the total was never published."""
    git(project, "update-ref", "-d", "HEAD")
    edit(observations(project), NORTH, HIDDEN_NORTH)
    edit(observations(project), TOTAL, "")
    commit(project)
    return project


def test_sum_without_its_total_is_safe(closed):
    assert first_line(closed) == "No problems in 2 packages."


def test_total_that_only_an_earlier_version_shows_gives_a_hidden_part_away(closed):
    now = observations(closed).read_text("utf-8")
    edit(observations(closed), HIDDEN_NORTH, TOTAL + HIDDEN_NORTH)
    shown_in = commit(closed)
    observations(closed).write_text(now, "utf-8")
    commit(closed)
    assert first_line(closed).startswith(
        'datasets/riverside/observations.csv, cell I2 (row 2, "value"): This hidden figure can be worked out exactly, '
        f"from row 3 and row 2 of observations.csv as it was in commit {shown_in}. Whoever can see the repository can "
        "read it there."
    )


def test_total_of_one_version_and_part_of_another_give_a_hidden_part_away(closed):
    south = KITS.format(area="south-riverside", value=120, status="")
    git(closed, "update-ref", "-d", "HEAD")
    edit(observations(closed), HIDDEN_NORTH, TOTAL + HIDDEN_NORTH)
    edit(observations(closed), south, "")
    in_one = commit(closed)
    edit(observations(closed), TOTAL, "")
    edit(observations(closed), HIDDEN_NORTH, HIDDEN_NORTH + south)
    in_other = commit(closed)
    edit(observations(closed), south, "")
    commit(closed)
    line = first_line(closed)
    assert "can be worked out exactly" in line
    assert f"as it was in commit {in_one}" in line
    assert f"as it was in commit {in_other}" in line


@pytest.mark.parametrize(
    "name", ["figures-2023.csv", "Observations.CSV", "old/observations (2).tsv", "copy.txt", "observations.csv.bak"]
)
def test_table_under_another_name_that_is_gone_is_read(project, name):
    other = project / "datasets" / "riverside" / name
    other.parent.mkdir(exist_ok=True)
    other.write_text(observations(project).read_text("utf-8").replace(HIDDEN, SHOWN), "utf-8")
    shown_in = commit(project)
    other.unlink()
    if other.parent != observations(project).parent:
        other.parent.rmdir()
    commit(project)
    assert first_line(project).startswith(FOUND.format(table="observations", commit=shown_in))


def test_other_files_that_are_gone_raise_no_alarm(project):
    for name in ("notes.txt", "sites.csv"):
        (project / "datasets" / "riverside" / name).write_text("site,people\nsouth-riverside,61\n", "utf-8")
    commit(project)
    for name in ("notes.txt", "sites.csv"):
        (project / "datasets" / "riverside" / name).unlink()
    commit(project)
    assert first_line(project) == "No problems in 2 packages."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("observations.xlsx", b"PK\x03\x04", id="spreadsheet"),
        pytest.param("figures.ods", b"PK\x03\x04", id="open spreadsheet"),
        pytest.param("observations.json", b"[]", id="another form"),
        pytest.param("figures.csv", b"PK\x03\x04", id="spreadsheet named csv"),
        pytest.param("old.csv", b"\xd0\xcf\x11\xe0", id="old spreadsheet named csv"),
        pytest.param("claims.csv", b"version https://git-lfs.github.com/spec/v1\n", id="kept elsewhere"),
        pytest.param("targets.csv", b"what,ever\n1,2\n", id="no header that can be recognised"),
    ],
)
def test_file_of_an_earlier_version_that_cannot_be_read_is_told_of(project, name, content):
    path = project / "datasets" / "riverside" / name
    now = path.read_bytes() if path.exists() else None
    path.write_bytes(content)
    shown_in = commit(project)
    if now is None:
        path.unlink()
    else:
        path.write_bytes(now)
    commit(project)
    assert first_line(project) == (
        "Warning: datasets/riverside/observations.csv: Whether these files in earlier versions show a figure that is "
        f"hidden now was not checked: {name} (commit {shown_in}). "
        "Open each of them as it was in that commit, and look for every hidden figure."
    )


def test_figure_of_an_area_that_had_another_short_name_is_found(project):
    areas = project / "datasets" / "riverside" / "areas.csv"
    for path in (areas, observations(project)):
        path.write_text(path.read_text("utf-8").replace("south-riverside", "the-south"), "utf-8")
    edit(
        observations(project),
        HIDDEN.replace("south-riverside", "the-south"),
        SHOWN.replace("south-riverside", "the-south"),
    )
    shown_in = commit(project)
    git(project, "checkout", "--quiet", "HEAD~1", "--", "datasets")
    commit(project)
    assert first_line(project).startswith(FOUND.format(table="observations", commit=shown_in))


@pytest.mark.parametrize("length", ["P12M", "P366D"])
def test_figure_whose_period_was_written_in_another_way_is_found(project, length):
    edit(observations(project), HIDDEN, SHOWN.replace("P1Y", length))
    shown_in = commit(project)
    edit(observations(project), SHOWN.replace("P1Y", length), HIDDEN)
    commit(project)
    assert first_line(project).startswith(FOUND.format(table="observations", commit=shown_in))


SAID = FOUND.replace(
    "an earlier version of {table}.csv shows it", "a text of an earlier version of {table}.csv says a number of it"
)
NOTED = "annual-report-2024-tables,Table 2,,\nprison"


def test_number_in_a_note_of_an_earlier_version_is_found(project):
    edit(observations(project), NOTED, NOTED.replace(",,", ",It was 61 at first.,"))
    shown_in = commit(project)
    edit(observations(project), "It was 61 at first.", "")
    commit(project)
    assert first_line(project).startswith(SAID.format(table="observations", commit=shown_in))


@pytest.mark.parametrize(
    ("sentence", "found"), [("In South Riverside 61 did.", True), ("In 61 towns they did.", False)]
)
def test_number_in_a_sentence_of_an_earlier_version_is_found_where_it_speaks_of_the_figure(project, sentence, found):
    findings = project / "datasets" / "riverside" / "findings.csv"
    before = "More adults get help than before."
    edit(findings, before, f"{before} {sentence}")
    shown_in = commit(project)
    edit(findings, f" {sentence}", "")
    commit(project)
    said = first_line(project).startswith(SAID.format(table="findings", commit=shown_in))
    assert said is found
    assert (first_line(project) == "No problems in 2 packages.") is not found


def with_people(project, value="", *, metric="people-seen", title="Seen", group=","):
    """Add a metric to the sound package, with one figure that is hidden where it has no value, and commit it."""
    common = {"metric": metric, "source": "annual-report-2024", "place": "Table 4"}
    period = {"period_start": "2023-04-01", "period_duration": "P1Y", "period_basis": "stated"}
    breakdown, name = group.split(",")
    shown = {"value": value, "status": "" if value else "c", "breakdown": breakdown, "group": name}
    measured = {"outcome": "increase-treatment", "tier": "local", "unit": "count", "polarity": "neither"}
    rows = {"metrics": measured | {"title": title}, "observations": period | shown | {"area": "south-riverside"}}
    for table, row in rows.items():
        sound = (SOUND / "riverside" / f"{table}.csv").read_text("utf-8")
        columns = sound.split("\n", 1)[0].split(",")
        added = ",".join((common | row).get(column, "") for column in columns)
        (project / "datasets" / "riverside" / f"{table}.csv").write_text(f"{sound}{added}\n", "utf-8", newline="")
    return commit(project)


def test_figure_of_a_metric_that_had_another_short_name_is_found(project):
    shown_in = with_people(project, "61", metric="people-helped")
    with_people(project)
    assert f"an earlier version of observations.csv shows it: commit {shown_in}" in first_line(project)


def test_small_number_of_a_metric_that_is_gone_is_found(project):
    shown_in = with_people(project, "3", metric="people-helped", title="Helped")
    with_people(project, "61")
    line = first_line(project)
    assert "too small to be shown, in a row that is gone (people-helped, south-riverside" in line
    assert f"commit {shown_in}" in line


def test_figure_of_a_breakdown_that_had_another_name_is_found(project):
    shown_in = with_people(project, "61", group="Gender,Women")
    with_people(project, group="Sex,Women")
    assert f"an earlier version of observations.csv shows it: commit {shown_in}" in first_line(project)


def test_figure_of_a_group_that_may_have_had_another_name_is_pointed_out(project):
    shown_in = with_people(project, "61", group="Sex,Female")
    with_people(project, group="Sex,Women")
    line = first_line(project)
    assert line.startswith("Warning: ")
    assert f"shows one of a group that has no row today, for the same area and period: commit {shown_in}" in line


def test_group_of_another_breakdown_has_no_other_name(project):
    with_people(project, "61", group="Age,Under 25")
    with_people(project, group="Sex,Women")
    assert first_line(project) == "No problems in 2 packages."


def test_example_of_a_test_that_is_deleted_is_no_leak_of_any_package(project):
    example = project / "tests" / "example" / "observations.csv"
    example.parent.mkdir(parents=True)
    lines = observations(project).read_text("utf-8").splitlines()
    example.write_text(f"{lines[0]}\n{SMALL.replace('south-riverside', 'some-other-place')}2023,,\n", "utf-8")
    commit(project)
    example.unlink()
    commit(project)
    assert first_line(project) == "No problems in 2 packages."
