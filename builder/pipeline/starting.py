"""The pipeline for starting: writes the repository of a new site, which takes the program from another one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.intake import new_partnership
from builder.model.settings import SETTINGS_FILE, Settings
from builder.pipeline.adopting import settings_text
from builder.project.problems import NotDone
from builder.project.program import PROGRAM, version
from builder.reading.settings import PLACEHOLDER_OWNER

PLACEHOLDER_PROGRAM = f"{PLACEHOLDER_OWNER}/plainsight"
"""Stands for the repository of the program where nobody named it."""

_TEMPLATES = Path(__file__).parent / "new_site"
_PLACES = {
    "Makefile": "Makefile",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "check.yml": ".github/workflows/check.yml",
    "publish.yml": ".github/workflows/publish.yml",
    "nightly.yml": ".github/workflows/nightly.yml",
    "CODEOWNERS": ".github/CODEOWNERS",
    "dependabot.yml": ".github/dependabot.yml",
}
"""The templates by name, and where each one goes."""
_COPIED = (
    *("requirements/uv.txt", "requirements/site.txt", ".gitattributes"),
    *(".github/pull_request_template.md", ".github/ISSUE_TEMPLATE/*.yml"),
    *("docs/set-up.md", "docs/editors.md", "docs/officers/*.md"),
)
"""What the repository of the program has, and a new one too."""
_RELATIVE_LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)")


@dataclass(frozen=True, slots=True)
class NewSite:
    """What is said of a new site."""

    name: str
    """The short name of its partnership, used in addresses."""
    title: str
    """The name that readers know."""
    program: str = PLACEHOLDER_PROGRAM
    """The repository of the program on GitHub, as OWNER/NAME."""


def start_site(root: Path, site: NewSite) -> tuple[str, ...]:
    """Write the repository of a new site into an empty folder, and return the paths of its files.

    Raises:
        NotDone: There is something in the folder; nothing was written.
    """
    there = sorted(path.name for path in root.iterdir() if path.name != ".git")
    if there:
        raise NotDone(f'A new site needs an empty folder, and here is "{there[0]}". Make a folder and try there.')
    files = dict(_files(site))
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return tuple(sorted(files))


def _files(site: NewSite) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of a new site."""
    tag = f"v{version()}"
    named = {"name": site.name, "program": site.program, "version": tag}
    for template, place in _PLACES.items():
        text = (_TEMPLATES / template).read_text("utf-8")
        yield place, _filled(text, {**named, "title": site.title})
    for file, content in new_partnership(site.name, site.title).files.items():
        yield f"datasets/{site.name}/{file}", content.decode()
    yield SETTINGS_FILE, settings_text(Settings(name=site.title))
    wheel = f"plainsight-{version()}-py3-none-any.whl"
    yield (
        "requirements/program.txt",
        f"plainsight @ https://github.com/{site.program}/releases/download/{tag}/{wheel}\n",
    )
    copied = {
        path.relative_to(PROGRAM).as_posix(): path for pattern in _COPIED for path in sorted(PROGRAM.glob(pattern))
    }
    for name, path in copied.items():
        text = path.read_text("utf-8").replace(PLACEHOLDER_PROGRAM, f"{PLACEHOLDER_OWNER}/{site.name}")
        elsewhere = f"https://github.com/{site.program}/blob/{tag}"
        yield name, _with_whole_links(text, name, elsewhere, {*copied, "README.md", SETTINGS_FILE})


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text


def _with_whole_links(text: str, name: str, elsewhere: str, there: set[str]) -> str:
    """Return a guide whose links to files that a new site has not lead to the repository of the program."""
    folder = Path(name).parent

    def whole(link: re.Match[str]) -> str:
        goal = _normal(folder / link[1])
        return link[0] if goal in there else f"]({elsewhere}/{goal}{link[2] or ''})"

    return _RELATIVE_LINK.sub(whole, text) if name.startswith("docs/") else text


def _normal(path: Path) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
