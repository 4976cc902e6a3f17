"""A partnership takes the project over with one command, and nothing of the site speaks of those before it."""

import gzip
import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import astuple
from html import escape
from pathlib import Path

import pytest
import yaml

from builder import pipeline
from builder.model.settings import Contact, Settings
from builder.pages import picture_captions, site_caption
from builder.pipeline.adopting import settings_text
from builder.pipeline.building import set_scenes
from builder.reading.settings import CONTACT_LINKS, OWNERS, find_placeholders, read_settings
from tests.projects import ROOT, copy_of_project, run

KEPT = "derby-and-derbyshire"
NAME = 'Drugs & alcohol: "Borsetshire"'
GIVEN = (
    *("--name", NAME, "--publisher", "Borsetshire County Council", "--mailbox", "drugs@borsetshire.gov.uk"),
    *("--repository", "borsetshire/drugs", "--own-papers"),
)
OLD_WORDS = re.compile(
    r"plainsight|demonstration|northampton|worcester|partnerships(’|'|&#39;) own site"
    r"|example-org|example\.(org|com)|\.example\b",
    re.IGNORECASE,
)
OWNER = re.compile(r"(\s@|https://github\.com/)[\w-]+/")
PICTURES = {".png", ".woff2"}


def saved_project(folder):
    """Make a copy of the project in a repository with everything saved."""
    copy_of_project(folder)
    shutil.copytree(ROOT / ".github", folder / ".github")
    # A project that somebody has adopted has other names there.
    for path in (OWNERS, CONTACT_LINKS):
        text = OWNER.sub(r"\1example-org/", (ROOT / path).read_text("utf-8"))
        (folder / path).write_text(text, "utf-8")
    git = ["git", "-C", str(folder), "-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "gc.auto=0"]
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Begin"]):
        subprocess.run([*git, *arguments], check=True)
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project that one partnership has adopted, built."""
    folder = saved_project(tmp_path_factory.mktemp("adopted"))
    adopted = run(folder, "adopt", KEPT, *GIVEN)
    assert (adopted.returncode, adopted.stderr) == (0, "")
    built = run(folder, "build", "--quiet")
    assert (built.returncode, built.stderr) == (0, "")
    return folder


def words(path):
    """Return everything that can be read in a file of a site."""
    if path.suffix in {".zip", ".docx"}:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if Path(name).suffix not in PICTURES]
            return "\n".join((*names, *(archive.read(name).decode("utf-8") for name in names)))
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    return "" if path.suffix in PICTURES else path.read_bytes().decode("utf-8", "replace")


def test_no_file_of_the_site_speaks_of_who_had_the_project_before(project):
    files = [path for path in (project / "site").rglob("*") if path.is_file()]
    assert {".html", ".csv", ".json", ".txt", ".svg", ".zip", ".docx", ".js"} <= {path.suffix for path in files}
    found = {
        (path.relative_to(project / "site").as_posix(), match[0])
        for path in files
        for match in OLD_WORDS.finditer(f"{path.name}\n{words(path)}")
    }
    assert found == set()


def test_no_picture_speaks_of_who_had_the_project_before(project):
    site = pipeline.check(project / "datasets", settings=project / "site.yaml").site
    captions = [*picture_captions(set_scenes(site)).values(), site_caption(site.settings)]
    texts = [text for caption in captions for text in astuple(caption)]
    assert {caption.name for caption in captions} == {NAME}
    assert "Published by Borsetshire County Council" in texts
    assert [text for text in texts if OLD_WORDS.search(text)] == []


def test_site_says_whose_it_is(project):
    home = (project / "site" / "index.html").read_text("utf-8")
    shown = escape(NAME)
    assert f"{shown}</title>" in home
    assert f'<meta property="og:site_name" content="{shown}">' in home
    assert "Published by Borsetshire County Council." in home
    assert "md-banner" not in home
    assert 'href="mailto:drugs@borsetshire.gov.uk"' in (project / "site" / "respond" / "index.html").read_text("utf-8")
    assert 'href="https://github.com/borsetshire/drugs/issues/new/choose">Report a wrong figure</a>' in home


def test_signs_of_the_name_are_written_once_in_every_page(project):
    # The theme escapes once more in the tooltip of its logo, which is named by its label.
    pages = {
        path: re.sub(r' title="[^"]*"', "", path.read_text("utf-8")) for path in (project / "site").rglob("*.html")
    }
    assert [path.name for path, html in pages.items() if re.search(r"&amp;(amp|quot|#\d+);", html)] == []


def test_one_package_and_the_framework_are_left(project):
    assert {path.name for path in (project / "datasets").iterdir()} == {KEPT, "national-framework"}


def test_check_is_content_with_an_adopted_project(project):
    checked = run(project, "check")
    assert checked.returncode == 0
    assert re.search(r"^No problems in 2 packages", checked.stdout, re.MULTILINE)
    assert ".github" not in checked.stdout


def test_github_is_told_whose_repository_it_is(project):
    owners = (project / ".github" / "CODEOWNERS").read_text("utf-8")
    assert "@borsetshire/data-officers" in owners
    links = yaml.safe_load((project / ".github" / "ISSUE_TEMPLATE" / "config.yml").read_text("utf-8"))["contact_links"]
    assert links[0]["url"] == "https://github.com/borsetshire/drugs/security/advisories/new"
    assert not OLD_WORDS.search(owners)


@pytest.fixture
def saved(tmp_path):
    return saved_project(tmp_path)


def before(project):
    return {path.name for path in (project / "datasets").iterdir()}, (project / "site.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "path", ["notes.txt", f"datasets/{KEPT}/areas.csv", "datasets/northamptonshire/kept.cache"], ids=str
)
def test_nothing_is_deleted_where_something_is_not_saved(saved, path):
    (saved / ".git" / "info" / "exclude").write_text("*.cache\n", "utf-8")
    was = before(saved)
    with (saved / path).open("a", encoding="utf-8") as stream:
        stream.write("\n")
    refused = run(saved, "adopt", KEPT, *GIVEN)
    assert refused.returncode == 1
    assert f"Not everything here is saved in git: {path}. Commit or move it, and try again." in refused.stderr
    assert before(saved) == was


def test_nothing_is_deleted_outside_a_repository(saved):
    shutil.rmtree(saved / ".git")
    was = before(saved)
    refused = run(saved, "adopt", KEPT, *GIVEN, GIT_CEILING_DIRECTORIES=str(saved.parent))
    assert refused.returncode == 1
    assert "What is deleted must be saved in git first, and git could not read the repository." in refused.stderr
    assert before(saved) == was


def test_on_a_terminal_it_asks_for_what_is_missing(saved):
    ours, theirs = pty.openpty()
    os.write(ours, b"Borsetshire County Council\ny\ndrugs@borsetshire.gov.uk\n\n")
    command = [sys.executable, "-m", "builder", "adopt", KEPT, "--name", NAME]
    asked = subprocess.run(command, cwd=saved, stdin=theirs, capture_output=True, text=True, check=True)
    for descriptor in (ours, theirs):
        os.close(descriptor)
    assert "The organisation that answers for it:" in asked.stdout
    assert "The name of your site" not in asked.stdout
    settings, problems = read_settings(saved / "site.yaml", "site.yaml", saved)
    assert problems == []
    assert (settings.name, settings.publisher, settings.own_papers) == (NAME, "Borsetshire County Council", True)
    assert (settings.contact, settings.repository) == (Contact(mailbox="drugs@borsetshire.gov.uk"), "")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("derby", *GIVEN), 2, 'There is no package "derby".'),
        (("national-framework", *GIVEN), 2, '"national-framework" is the national framework, which is kept anyway.'),
        (
            (KEPT, "--name", NAME),
            2,
            "Say also --publisher, --own-papers or --papers-of-others and --page, --mailbox or",
        ),
        ((KEPT, *GIVEN, "--name", "Your partnership"), 1, '"Your partnership" in "name" is only an example.'),
        ((KEPT, *GIVEN, "--mailbox", "drugs"), 1, "Write the whole address of a mailbox, with its sign @."),
        ((KEPT, *GIVEN, "--repository", "drugs"), 1, "Write its address, such as https://github.com/owner/name"),
    ],
)
def test_adopting_with_a_fault_says_so_and_changes_nothing(saved, arguments, code, message):
    was = before(saved)
    refused = run(saved, "adopt", *arguments)
    assert (refused.returncode, message in refused.stderr) == (code, True), refused.stderr
    assert before(saved) == was


def test_placeholders_on_github_are_those_that_adopting_fills_in():
    settings, _ = read_settings(ROOT / "site.yaml", "site.yaml", ROOT / "site_src" / "assets")
    if not settings.demonstration:
        pytest.skip("this project is adopted: nothing is left to fill in")
    assert [problem.place.path for problem in find_placeholders(ROOT)] == [OWNERS.as_posix(), CONTACT_LINKS.as_posix()]


def test_check_warns_of_placeholders_on_github_unless_the_site_is_a_demonstration(saved):
    assert "CODEOWNERS" not in run(saved, "check").stdout
    settings = Settings(NAME, demonstration=False, publisher="x", contact=Contact(telephone="101"))
    (saved / "site.yaml").write_text(settings_text(settings), "utf-8")
    owners, links = [line for line in run(saved, "check").stdout.splitlines() if ".github" in line]
    assert re.match(
        r"Warning: \.github/CODEOWNERS, line \d+: GitHub asks nobody to look at a change: the teams", owners
    )
    assert re.match(
        r"Warning: \.github/ISSUE_TEMPLATE/config\.yml, line \d+: Who has found something private is", links
    )
