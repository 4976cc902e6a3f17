"""A build replaces what a build made, and nothing else; and one build at a time."""

import errno
import os
import shutil
import sys
import types
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder import pipeline
from builder.cli import commands
from builder.cli.commands import main
from builder.model.artefact import Artefact
from builder.pipeline import building
from builder.project.problems import NotDone
from builder.publishing import BrokenSite, SiteNotBuilt, writing
from tests.projects import bytes_below, run
from tests.sound_example import edit, lay_out


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with everything that must not be lost, whose data have a fault that shows whether they were read."""
    folder = tmp_path / "project"
    folder.mkdir()
    edit(lay_out(folder) / "riverside" / "observations.csv", "1310", '"1,310"')
    for name in ("site_src", "builder", "build", "own", "empty"):
        (folder / name).mkdir()
    for name in ("site_src/page.md", "builder/program.py", "build/work", "own/letter.txt", "letter.txt"):
        (folder / name).write_text("not to be lost")
    (folder / "link").symlink_to("empty")
    (folder / "way").symlink_to("datasets")
    (folder / "circle").symlink_to("circle")
    monkeypatch.chdir(folder)
    return folder


def build(output):
    result = CliRunner().invoke(main, ["build", "--output", str(output)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("datasets", "It is the folder of data packages."),
        ("datasets/", "It is the folder of data packages."),
        ("own/../datasets", "It is the folder of data packages."),
        ("datasets/site", "It lies in the folder of data packages."),
        ("datasets/riverside", "It lies in the folder of data packages."),
        ("way/new", "It lies in the folder of data packages."),
        ("site_src", "It is the folder of words."),
        ("site_src/theme", "It lies in the folder of words."),
        ("builder", "It is the folder of the program."),
        ("build", "It is the folder that builds work in."),
        ("build/site", "It lies in the folder that builds work in."),
        (".git", "It is the folder in which git keeps the history."),
        (".git/site", "It lies in the folder in which git keeps the history."),
        (".", "It is the whole project."),
        ("", "It is the whole project."),
        ("own/..", "It is the whole project."),
        ("..", "It holds the whole project."),
        ("/", "It holds the whole project."),
        ("own", "It is not empty, and no build of this version made it."),
        ("letter.txt", "It is a file, not a folder."),
        ("/dev/null", "It is a file, not a folder."),
        ("link", "It is a symbolic link."),
        ("circle", "It is a symbolic link."),
        ("circle/site", "It cannot be looked at ("),
        ("a" * 300, "It cannot be looked at (File name too long)."),
    ],
)
def test_output_that_would_destroy_something_is_refused_before_anything_is_read(project, output, reason):
    before = bytes_below(project)
    result = build(output)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f'Error: The site cannot go into "{Path(output)}". {reason}')
    assert bytes_below(project) == before


def test_output_below_a_file_is_refused(project):
    result = build("letter.txt/site")
    assert (result.exit_code, f"{project}/letter.txt is a file, not a folder." in result.stderr) == (2, True)


def test_output_given_by_its_whole_path_is_judged_alike(project):
    assert "It is the folder of data packages." in build(project / "datasets").stderr


def test_packages_in_another_place_are_safe_too(project):
    (project / "datasets").rename(project / "drafts")
    result = CliRunner().invoke(main, ["build", "--datasets", "drafts", "--output", "drafts/riverside"])
    assert (result.exit_code, "It lies in the folder of data packages." in result.stderr) == (2, True)


def test_folder_that_cannot_be_written_to_is_refused(project, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, _: path != project / "own")
    result = build("own/site")
    assert (result.exit_code, f"You may not write into {project / 'own'}." in result.stderr) == (2, True)


def test_mounted_drive_is_refused_but_a_folder_on_it_is_not(project, monkeypatch):
    monkeypatch.setattr(os.path, "ismount", lambda path: str(path) == str(project / "empty"))
    assert "It is where a drive is mounted, which cannot be replaced. Name a folder in it." in build("empty").stderr
    assert build("empty/site").exit_code == 1, "the data are read, and have a fault"


@pytest.mark.parametrize("output", ["site", "deep/below/site", "empty", "own/../site", "way/../site", "own/new"])
@pytest.mark.usefixtures("project")
def test_output_that_destroys_nothing_is_taken(output):
    result = build(output)
    assert (result.exit_code, '"1,310" is not a number' in result.stdout) == (1, True)


def site_in(folder, *names):
    """Make a folder that a build could have made."""
    writing.write([Artefact(name, b"made") for name in names or ("index.html", "about/index.html")], folder)
    writing.mark(folder)
    return folder


def test_site_that_a_build_made_is_replaced(project):
    site_in(project / "site")
    (project / "site/.DS_Store").write_text("put there by a window")
    assert build("site").exit_code == 1


def test_site_of_an_earlier_version_can_be_deleted_by_hand(project):
    (site_in(project / "site") / writing.MARKER).unlink()
    assert "if it holds only a site of an earlier version, delete it yourself and try again." in build("site").stderr


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00"])
def test_site_with_a_damaged_marker_is_kept(project, content):
    (site_in(project / "site") / writing.MARKER).write_bytes(content)
    assert (
        "It holds what no build put there, and would be deleted: about/index.html, index.html." in build("site").stderr
    )
    assert (project / "site/index.html").exists()


def test_file_of_ones_own_among_those_of_a_site_is_named_and_kept(project):
    site = site_in(project / "site")
    (site / "about" / "notes.docx").write_text("not to be lost")
    result = build("site")
    assert (
        "It holds what no build put there, and would be deleted: about/notes.docx. Move it elsewhere" in result.stderr
    )
    assert (result.exit_code, (site / "about" / "notes.docx").exists()) == (2, True)


def test_many_files_of_ones_own_are_counted(project):
    writing.write([Artefact(f"{name}.txt", b"mine") for name in "abcde"], site_in(project / "site"))
    assert "deleted: a.txt, b.txt, c.txt and 2 more." in build("site").stderr


def test_site_that_lost_files_is_replaced(project):
    (site_in(project / "site") / "index.html").unlink()
    assert build("site").exit_code == 1


# The swap


@pytest.fixture
def work(tmp_path):
    """The folder that builds work in."""
    (tmp_path / "build").mkdir()
    return tmp_path / "build"


def test_swap_deletes_nothing_that_no_build_made(tmp_path, work):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "letter.txt").write_text("not to be lost")
    with pytest.raises(writing.NotOurs, match="was not made by a build"):
        writing.swap(site_in(work / "new"), tmp_path / "own", work)
    assert (tmp_path / "own" / "letter.txt").read_text() == "not to be lost"


def test_swap_brings_a_site_onto_another_drive(tmp_path, work, monkeypatch):
    monkeypatch.setattr(writing, "_are_on_one_drive", lambda *_: False)
    site_in(tmp_path / "site", "old.html")
    new = site_in(work / "new", "new.html")
    expected = bytes_below(new)
    writing.swap(new, tmp_path / "site", work)
    assert bytes_below(tmp_path / "site") == expected
    assert [path.name for path in tmp_path.iterdir() if path != work] == ["site"]


def test_full_drive_is_told_by_its_first_file_and_leaves_the_site(tmp_path, work, monkeypatch):
    def copy(path, goal):
        if path.name != writing.MARKER:
            raise OSError(errno.ENOSPC, "No space left on device", str(goal))
        shutil.copyfile(path, goal / writing.MARKER if goal.is_dir() else goal)

    monkeypatch.setattr(writing, "_are_on_one_drive", lambda *_: False)
    monkeypatch.setattr(writing.shutil, "copy", copy)
    before = bytes_below(site_in(tmp_path / "site", "old.html"))
    with pytest.raises(OSError, match=r"No space left on device: .*about/index.html") as caught:
        writing.swap(site_in(work / "new"), tmp_path / "site", work)
    assert (caught.value.errno, bytes_below(tmp_path / "site")) == (errno.ENOSPC, before)


def test_what_a_killed_run_left_on_another_drive_is_replaced(tmp_path, work, monkeypatch):
    monkeypatch.setattr(writing, "_are_on_one_drive", lambda *_: False)
    site_in(tmp_path / ".site.new", "half.html")
    writing.swap(site_in(work / "new"), tmp_path / "site", work)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "site"]


def test_folder_of_ones_own_in_the_way_on_another_drive_is_kept(tmp_path, work, monkeypatch):
    monkeypatch.setattr(writing, "_are_on_one_drive", lambda *_: False)
    (tmp_path / ".site.new").mkdir()
    (tmp_path / ".site.new" / "letter.txt").write_text("not to be lost")
    with pytest.raises(writing.NotOurs):
        writing.swap(site_in(work / "new"), tmp_path / "site", work)
    assert (tmp_path / ".site.new" / "letter.txt").exists()


def test_old_site_that_cannot_be_deleted_whole_keeps_its_marker(tmp_path, work, monkeypatch):
    def refuse(path):
        raise PermissionError(errno.EACCES, "held", str(path))

    monkeypatch.setattr(writing.shutil, "rmtree", refuse)
    new = site_in(work / "new")
    writing.swap(new, site_in(tmp_path / "site", "deep/old.html"), work)
    assert (tmp_path / "site" / "index.html").exists()
    assert (new / writing.MARKER).exists()


def test_folder_of_a_killed_run_is_removed_by_the_next(work):
    (work / "new-killed" / "site").mkdir(parents=True)
    with writing.passing_folder(work) as folder:
        assert list(work.iterdir()) == [folder]
    assert list(work.iterdir()) == []


def test_site_without_one_of_its_pages_is_not_put_in_place(tmp_path):
    site_in(tmp_path, "index.html", "404.html")
    files = (Artefact("index.md", b""), Artefact("about/index.md", b""), Artefact("assets/site.css", b""))
    with pytest.raises(BrokenSite) as caught:
        building._refuse_missing_pages(building.Assembly(files, 2, (), 0), tmp_path)
    assert caught.value.faults == ("about/index.html: the page is missing",)


# One build at a time


BUSY = (
    "Error: Another build is running in this folder. Wait until it has ended, and try again.\nNothing was published.\n"
)


@pytest.fixture
def sound(tmp_path, monkeypatch):
    """The sound example in a folder of its own."""
    lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", [("build",), ("report", "riverside", "2024"), ("serve", "--port", "0")])
def test_second_run_in_a_folder_says_that_another_is_running(sound, command):
    with writing.only_run(sound / "build"):
        result = CliRunner().invoke(main, command)
        assert [path.name for path in (sound / "build").rglob("*") if path.is_file()] in (["lock"], ["lock", "lock"])
    assert (result.exit_code, result.stderr) == (1, BUSY)


def test_second_preview_in_a_folder_says_that_another_is_running(sound):
    with writing.only_run(sound / "build" / "preview"):
        result = CliRunner().invoke(main, ["serve", "--port", "0"])
    assert (result.exit_code, result.stderr) == (1, BUSY)


def test_folder_of_builds_that_is_a_link_is_a_clear_message(sound):
    (sound / "elsewhere").mkdir()
    (sound / "build").symlink_to("elsewhere")
    result = CliRunner().invoke(main, ["build"])
    assert (result.exit_code, list((sound / "elsewhere").iterdir())) == (1, [])
    assert '"build" is a symbolic link, and builds work in a folder. Delete the link, and try again.' in result.stderr


def test_folder_is_free_again_after_a_run(work):
    for _ in range(2):
        with writing.only_run(work):
            pass


class Windows(types.ModuleType):
    """What Windows has in the place of flock, as far as a build uses it."""

    LK_LOCK, LK_NBLCK = 1, 2

    def __init__(self, answers):
        super().__init__("msvcrt")
        self.asked = []
        self._answers = list(answers)

    def locking(self, _file, mode, size):
        """Answer as the system would."""
        self.asked.append((mode, size))
        answer = self._answers.pop(0)
        if answer:
            raise OSError(answer, os.strerror(answer))


def on_windows(monkeypatch, *answers):
    windows = Windows(answers)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    return windows


def test_second_run_on_windows_says_that_another_is_running(work, monkeypatch):
    on_windows(monkeypatch, errno.EACCES)
    with pytest.raises(NotDone, match="Another build is running"), writing.only_run(work):
        pass


def test_preview_on_windows_waits_for_another_run(work, monkeypatch):
    windows = on_windows(monkeypatch, errno.EDEADLK, errno.EDEADLK, 0)
    with writing.only_run(work, wait=True):
        assert windows.asked == [(Windows.LK_LOCK, 1)] * 3


def test_fault_of_the_lock_on_windows_is_not_taken_for_another_run(work, monkeypatch):
    on_windows(monkeypatch, errno.EINVAL)
    with pytest.raises(OSError, match="Invalid argument"), writing.only_run(work):
        pass


def test_program_starts_anew_on_windows_without_losing_its_window(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(os, "execv")
    monkeypatch.setattr(commands.subprocess, "call", lambda command: 0 if command == ["python", "-m"] else 9)
    with pytest.raises(SystemExit) as ended:
        commands._start_anew(["python", "-m"])
    assert ended.value.code == 0


# What stops a run


def stop_with(monkeypatch, fault):
    def stopped(*_, **__):
        raise fault

    for name in ("build", "report"):
        monkeypatch.setattr(pipeline, name, stopped)


@pytest.mark.parametrize("command", [("build",), ("report", "riverside", "2024")])
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(errno.ENOSPC, "No space", "build/x"), "build/x: The disk is full. Make room and try again."),
        (PermissionError(errno.EACCES, "Denied", "site"), "site: You may not write or read this. Ask for permission"),
        (OSError(errno.EMFILE, "Too many"), "Too many files are open. Close other programs"),
        (OSError(errno.EROFS, "Read only", "site"), "site: This disk can only be read."),
        (FileNotFoundError(errno.ENOENT, "None", "mkdocs.yml"), "mkdocs.yml: This is missing, or went away"),
        (OSError(errno.EIO, "Input/output error", "site"), "site: The system says: Input/output error. Try again."),
        (OSError("of a library"), "The system says: of a library. Try again."),
        (BrokenSite(["a.html: the page is missing"]), "a.html: the page is missing"),
        (SiteNotBuilt("MkDocs said no"), "MkDocs said no"),
        (MemoryError(), "A part of the program was stopped, perhaps because the machine has too little memory."),
        (BrokenExecutor("a worker"), "A part of the program was stopped, perhaps because the machine has too little"),
    ],
)
@pytest.mark.usefixtures("sound")
def test_what_stops_a_run_is_a_sentence(monkeypatch, command, fault, said):
    stop_with(monkeypatch, fault)
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {said}")
    assert result.stderr.endswith("\nNothing was published.\n")


@pytest.mark.usefixtures("sound")
def test_fault_of_ours_keeps_its_traceback(monkeypatch):
    stop_with(monkeypatch, KeyError("of ours"))
    assert isinstance(CliRunner().invoke(main, ["build"]).exception, KeyError)


def test_pipe_that_nobody_reads_on_is_left_to_the_terminal(monkeypatch, sound):
    stop_with(monkeypatch, BrokenPipeError(errno.EPIPE, "Broken pipe"))
    result = CliRunner().invoke(main, ["build"])
    assert (result.exit_code, result.stderr, (sound / "site").exists()) == (1, "", False)


@pytest.mark.parametrize("command", [("build",), ("report", "riverside", "2024"), ("serve", "--port", "0")])
def test_python_that_can_draw_no_chart_is_refused_in_a_sentence(tmp_path, command):
    lay_out(tmp_path)
    result = run(tmp_path, *command, PYTHONOPTIMIZE="2", PYTHONPATH=os.pathsep.join(sys.path))
    said = "Error: Python runs with -OO, with which no chart can be drawn: take PYTHONOPTIMIZE away and try again."
    assert (result.returncode, result.stdout, result.stderr.splitlines()[0]) == (1, "", said)
