"""The workflows do what the guides say, with no more rights than they need. They are read here, and not run."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
import yaml

FOLDER = Path(".github/workflows")
TEXTS = {path.stem: path.read_text("utf-8") for path in FOLDER.glob("*.yml")}
WORKFLOWS = {name: yaml.load(text, yaml.BaseLoader) for name, text in TEXTS.items()}
JOBS = [(workflow, name, job) for workflow, whole in WORKFLOWS.items() for name, job in whole["jobs"].items()]
PINNED = re.compile(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
SET_UP = Path("docs/set-up.md").read_text("utf-8")


def steps(workflow, job):
    return WORKFLOWS[workflow]["jobs"][job]["steps"]


def step(workflow, job, name):
    (found,) = (one for one in steps(workflow, job) if one["name"] == name)
    return found


def commands(workflow, job):
    return [one["run"] for one in steps(workflow, job) if "run" in one]


# Rights


def test_every_action_is_named_by_its_commit_and_its_version():
    used = re.findall(r"^ *(?:- )?uses: (.*)$", "\n".join(TEXTS.values()), re.MULTILINE)
    others = [one for one in used if not one.startswith("$/")]
    assert len(others) > 10
    assert [one for one in others if not PINNED.fullmatch(one)] == []


def test_an_action_has_one_version_everywhere():
    used = {tuple(one.split("@")) for one in re.findall(r"uses: (\S+@.*)$", "\n".join(TEXTS.values()), re.MULTILINE)}
    actions = [re.sub(r"(actions/cache)/.*", r"\1", name) for name, _ in used]
    assert len(set(zip(actions, (commit for _, commit in used), strict=True))) == len(set(actions))


def test_a_workflow_can_do_no_more_than_read():
    assert {name: one["permissions"] for name, one in WORKFLOWS.items()} == {
        "check": {"contents": "read"},
        "fresh": {"contents": "read"},
        "nightly": {},
        "publish": {},
        "release": {},
    }


def test_only_publishing_and_releasing_may_write():
    rights = {f"{workflow} {name}": job["permissions"] for workflow, name, job in JOBS if "permissions" in job}
    assert rights == {
        "nightly publish": {"contents": "read", "pages": "write", "id-token": "write"},
        "publish build": {"contents": "read"},
        "publish deploy": {"pages": "write", "id-token": "write"},
        "release build": {"contents": "read"},
        "release release": {"contents": "write"},
    }


def test_nightly_gives_publishing_what_its_jobs_ask_for():
    asked = [job["permissions"] for workflow, _, job in JOBS if workflow == "publish"]
    assert WORKFLOWS["nightly"]["jobs"]["publish"]["permissions"] == dict(chain(*(one.items() for one in asked)))


def test_job_that_may_write_a_release_runs_one_command_and_no_file_of_the_repository():
    assert [one.split()[:3] for one in commands("release", "release")] == [["gh", "release", "create"]]
    assert [one["uses"].split("@")[0] for one in steps("release", "release") if "uses" in one] == [
        "actions/download-artifact"
    ]


def test_no_workflow_uses_a_secret_or_lets_a_pull_request_from_a_fork_have_rights():
    text = "\n".join(TEXTS.values())
    assert [word for word in ("secrets.", "pull_request_target", "workflow_run:") if word in text] == []


# The check of a pull request


def test_guide_asks_for_the_checks_that_there_are():
    names = [WORKFLOWS["check"]["jobs"][job]["name"] for job in ("data", "program")]
    assert f'for the checks "{names[0]}" and "{names[1]}"' in SET_UP


def test_guide_names_the_check_of_a_site_without_the_program_as_github_does():
    # GitHub names the check of a called workflow after the job that calls and the job that is called.
    template = Path("builder/pipeline/new_site/check.yml").read_text("utf-8").replace("{{", "").replace("}}", "")
    (calling,) = yaml.safe_load(template)["jobs"].values()
    called = WORKFLOWS["check"]["jobs"]["data"]
    assert f'GitHub calls it "{calling["name"]} / {called["name"]}".' in SET_UP


def test_data_are_checked_in_every_pull_request():
    assert WORKFLOWS["check"]["on"].keys() == {"pull_request", "workflow_call"}
    assert not {"if", "needs"} & WORKFLOWS["check"]["jobs"]["data"].keys()
    assert [one["name"] for one in steps("check", "data") if "if" in one] == ["Say what this changes"]


def test_data_job_checks_builds_and_keeps_a_copy_that_opens_without_a_server():
    assert commands("check", "data") == [
        "make check FORMAT=github SINCE=HEAD^1",
        (
            '.venv/bin/python -m builder changes --since HEAD^1 --format markdown --page "$RUNNER_TEMP/changes.html" '
            '>> "$GITHUB_STEP_SUMMARY"'
        ),
        "make published",
        "make site",
        ".venv/bin/python -m builder build --quiet --for-disk --output site-for-review",
        'cp "$RUNNER_TEMP/changes.html" site-for-review/0-what-this-changes.html',
    ]
    kept = step("check", "data", "Keep the site for review")["with"]
    assert (kept["name"], kept["path"]) == ("site-for-review", "site-for-review/")


def test_check_builds_with_what_publishing_builds_with():
    published = WORKFLOWS["publish"]["jobs"]["build"]["env"]
    assert WORKFLOWS["check"]["jobs"]["data"]["env"] == published
    assert published.keys() == {"SITE_URL", "SITE_DAY", "REPOSITORY_URL", "SITE_COMMIT"}


def test_program_is_skipped_only_where_it_is_known_that_nothing_else_has_changed():
    condition = WORKFLOWS["check"]["jobs"]["program"]["if"]
    assert condition == "${{ !cancelled() && inputs.program != 'no' && needs.changes.outputs.program != 'false' }}"
    # A pull request of this repository gives no inputs; only the repository of a site says no.
    assert WORKFLOWS["check"]["jobs"]["changes"]["if"] == "${{ inputs.program != 'no' }}"
    assert WORKFLOWS["check"]["on"]["workflow_call"]["inputs"]["program"]["default"] == "no"
    assert WORKFLOWS["check"]["jobs"]["changes"]["outputs"] == {"program": "${{ steps.compare.outputs.program }}"}
    assert commands("check", "program") == ["make test"]


def git(folder, *arguments):
    who = ("-c", "user.name=tests", "-c", "user.email=tests@plainsight.example")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def write(folder, path, text):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, "utf-8")


@pytest.fixture
def merged(tmp_path):
    """Return a pull request that changes files, merged into a main branch that has gone on, as GitHub hands it over."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    write(folder, "builder/model.py", "before")
    write(folder, "datasets/riverside/old.csv", "before")
    git(folder, "add", ".")
    git(folder, "commit", "--message=Begin")

    def merge(*paths):
        git(folder, "switch", "--quiet", "--create", "pull-request")
        for path in paths:
            write(folder, path, "after")
        git(folder, "add", ".")
        git(folder, "commit", "--allow-empty", "--message=Change")
        git(folder, "switch", "--quiet", "main")
        write(folder, "builder/other.py", "changed on the main branch by others")
        git(folder, "add", ".")
        git(folder, "commit", "--message=Go on")
        git(folder, "merge", "--no-ff", "--message=Merge", "pull-request")
        return folder

    return merge


def compared(folder, output):
    """Run the step that looks for what has changed, as GitHub does, and return its exit code and what it hands on."""
    script = step("check", "changes", "Compare with the main branch")["run"]
    environment = os.environ | {"GITHUB_OUTPUT": str(output)}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    code = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True).returncode
    return code, output.read_text() if output.exists() else ""


@pytest.mark.parametrize(
    "path",
    [
        "datasets/riverside/observations.csv",
        "datasets/riverside/narrative/overview.md",
        "datasets/new/datapackage.yaml",
        "site_src/pages/about.md",
        "site_src/glossary.yaml",
        "site.yaml",
    ],
)
def test_program_is_skipped_where_figures_and_words_change(merged, tmp_path, path):
    assert compared(merged(path, "datasets/riverside/old.csv"), tmp_path / "output") == (0, "program=false\n")


@pytest.mark.parametrize(
    "path",
    [
        "builder/model.py",
        "builder/datasets/model.py",
        "tests/datasets/test_model.py",
        "site_src/templates/page.md.jinja",
        "site_src/theme/main.html",
        "site_src/theme/words.yaml",
        "site_src/assets/site.css",
        "docs/officers/README.md",
        "requirements/site.txt",
        ".github/workflows/check.yml",
        "mkdocs.yml",
        "pyproject.toml",
        "datasets.py",
    ],
)
def test_program_is_tested_where_anything_else_changes(merged, tmp_path, path):
    assert compared(merged("datasets/riverside/old.csv", path), tmp_path / "output") == (0, "program=true\n")


def test_file_that_moves_out_of_the_data_tests_the_program(merged, tmp_path):
    folder = merged()
    git(folder, "mv", "datasets/riverside/old.csv", "builder/old.csv")
    git(folder, "commit", "--message=Move")
    assert compared(folder, tmp_path / "output") == (0, "program=true\n")


def test_comparison_that_fails_says_nothing(tmp_path):
    git(tmp_path, "init", "--quiet")
    code, said = compared(tmp_path, tmp_path / "output")
    assert (code > 1, said) == (True, "")


# What is kept from run to run


def test_only_publishing_writes_the_cache_and_only_checks_read_it():
    used = {
        (workflow, name, one["uses"].split("@")[0]): one["with"]
        for workflow, name, job in JOBS
        for one in job.get("steps", ())
        if "cache" in one.get("uses", "")
    }
    assert used.keys() == {
        ("publish", "build", "actions/cache/save"),
        ("check", "data", "actions/cache/restore"),
    }
    # Nothing else is kept: the digest of each chart is verified, and that of nothing that is installed.
    assert {one["path"] for one in used.values()} == {"build/charts"}
    saved, restored = used["publish", "build", "actions/cache/save"], used["check", "data", "actions/cache/restore"]
    assert saved["key"].startswith(restored["restore-keys"])


# Publishing, the night, and fresh machines


def test_each_night_calls_publishing_from_a_file_of_its_own():
    assert WORKFLOWS["nightly"]["jobs"]["publish"]["uses"] == "$/.github/workflows/publish.yml"
    assert "concurrency" not in WORKFLOWS["nightly"]  # it would wait for itself
    scheduled = {name for name, one in WORKFLOWS.items() if "schedule" in one["on"]}
    assert scheduled == {"nightly", "fresh"}
    assert WORKFLOWS["publish"]["on"] == {"push": {"branches": ["main"]}, "workflow_dispatch": "", "workflow_call": ""}


def test_only_the_main_branch_is_published():
    assert WORKFLOWS["publish"]["jobs"]["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert WORKFLOWS["publish"]["jobs"]["deploy"]["needs"] == "build"


def test_fresh_machines_run_the_commands_of_the_readme_from_the_oldest_python_on():
    job = WORKFLOWS["fresh"]["jobs"]["set-up"]
    readme = Path("README.md").read_text("utf-8")
    assert [one["run"] for one in job["steps"] if "run" in one] == ["make site", "make test"]
    assert re.findall(r"^(make (?:site|test)) ", readme, re.MULTILINE) == ["make site", "make test"]
    pythons = [tuple(map(int, one["python"].split("."))) for one in job["strategy"]["matrix"]["include"]]
    oldest = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert f">={'.'.join(map(str, pythons[0][:2]))}" == oldest
    assert pythons == sorted(pythons) and len(pythons) > 1


def test_facts_that_rest_after_a_change_are_looked_at_each_week_and_by_no_pull_request():
    running = {(name, key) for name, one in WORKFLOWS.items() for key, job in one["jobs"].items() if holds_facts(job)}
    assert running == {("fresh", "facts")}


def holds_facts(job):
    return any(step.get("run") == "make facts" for step in job.get("steps", ()))


# Releases


@pytest.fixture
def project(tmp_path):
    """A project with two versions, of which the newer is that of the program."""
    write(tmp_path, "pyproject.toml", '[project]\nname = "plainsight"\nversion = "1.2.0"\n')
    changelog = "# Changelog\n\n## Unreleased\n\n- Next.\n\n## 1.2.0 – 1 May 2027\n\nNew.\n\n### Added\n\n- A page.\n"
    write(tmp_path, "CHANGELOG.md", changelog + "\n## 1.1.0 – 1 April 2027\n\n- Old.\n")
    shutil.copy("Makefile", tmp_path)
    return tmp_path


def notes(project, tag):
    command = [sys.executable, str(Path(".github/release_notes.py").resolve()), tag]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_notes_of_a_release_are_the_section_of_its_version(project):
    assert notes(project, "v1.2.0").stdout == "New.\n\n### Added\n\n- A page.\n"


def test_tag_of_another_version_than_that_of_the_program_is_refused(project):
    result = notes(project, "v1.1.0")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "The tag is of version 1.1.0, but pyproject.toml says 1.2.0.\n"


@pytest.mark.parametrize(
    "changelog", ["## Unreleased\n\n- Next.\n", "## 1.2.0 – 1 May 2027\n\n## 1.1.0 – 1 May 2027\n"]
)
def test_version_of_which_the_changelog_says_nothing_is_refused(project, changelog):
    write(project, "CHANGELOG.md", changelog)
    result = notes(project, "v1.2.0")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("CHANGELOG.md says nothing of version 1.2.0.")


def test_files_of_a_release_come_with_their_digests(project):
    git(project, "init", "--quiet")
    git(project, "add", ".")
    git(project, "commit", "--message=Begin")
    # What builds the wheel is installed already, and how that is done is tested elsewhere.
    uv = project / ".venv" / "bin" / "uv"
    write(project, ".venv/bin/uv", "#!/bin/sh\nmkdir dist && echo wheel > dist/plainsight-1.2.0-py3-none-any.whl\n")
    uv.chmod(0o755)
    command = ["make", "package", *(f"--assume-old=.venv/{name}.stamp" for name in ("uv", "site", "test"))]
    for name in ("uv", "site", "test"):
        write(project, f".venv/{name}.stamp", "")
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    files = {path.name for path in (project / "dist").iterdir()}
    assert files == {"plainsight-1.2.0-py3-none-any.whl", "plainsight-1.2.0.tar.gz", "SHA256SUMS"}
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=project / "dist", check=True)


def test_release_comes_after_everything_that_is_checked_elsewhere():
    assert [one for one in commands("release", "build") if one.startswith("make")] == [
        "make test",
        "make site",
        "make package",
    ]
    assert WORKFLOWS["release"]["jobs"]["release"]["needs"] == "build"
