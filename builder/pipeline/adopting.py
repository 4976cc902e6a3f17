"""The pipeline for adopting: makes a copy of this project the project of one partnership."""

import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from builder.model.settings import SETTINGS_FILE, Settings
from builder.pipeline.checking import package_names
from builder.project.problems import NotDone, listed
from builder.reading import NoAnswer, read, read_settings, remove_from_git, unsaved
from builder.reading.settings import CONTACT_LINKS, OWNERS, PLACEHOLDER_OWNER

_GUIDE = "docs/set-up.md"
_UNTIL = "# Until when somebody is sure to read what security.txt names: look at it each year, and move the date."
_PLACEHOLDER_REPOSITORY = re.compile(rf"https://github\.com/{PLACEHOLDER_OWNER}/[\w.-]+")


@dataclass(frozen=True, slots=True)
class Adopted:
    """What adopting did, and what it left to people; each part is a list of sentences or paths."""

    deleted: tuple[str, ...]
    written: tuple[str, ...]
    left: tuple[str, ...]


def adopt(root: Path, datasets: Path, package: str, settings: Settings) -> Adopted:
    """Keep one package and the national framework, write the settings, and fill in who owns the repository.

    Everything that is deleted stays in the history of the repository, since only what is saved there goes.

    Raises:
        NotDone: Something is not saved in git, or the settings have a fault. Nothing was changed.
    """
    text = settings_text(settings)
    _refuse_faults(text)
    others = [name for name in package_names(datasets) if name != package and not is_framework(datasets / name)]
    _refuse_unsaved(root, [datasets / name for name in others])
    remove_from_git([datasets / name for name in others])
    (root / SETTINGS_FILE).write_text(text, "utf-8", newline="\n")
    filled = _fill_in(root, settings.repository) if settings.repository else []
    return Adopted(
        deleted=tuple(f"{datasets.name}/{name}/" for name in others),
        written=(SETTINGS_FILE, *filled),
        left=tuple(_left(root, settings)),
    )


def is_framework(package: Path) -> bool:
    """Return whether the folder of a package holds the national framework."""
    return read(package, package.name)[0].descriptor.get("kind") == "framework"


def _refuse_faults(text: str) -> None:
    """Refuse settings that the check would refuse."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / SETTINGS_FILE
        path.write_text(text, "utf-8")
        _, problems = read_settings(path, SETTINGS_FILE, Path(folder))
    if problems:
        raise NotDone("\n".join(problem.message for problem in problems))


def _refuse_unsaved(root: Path, deleted: list[Path]) -> None:
    """Refuse to touch a project with anything in it that git could not bring back."""
    try:
        files = unsaved(root, deleted)
    except NoAnswer as fault:
        raise NotDone(f"What is deleted must be saved in git first, and {fault}.") from fault
    if files:
        shown = listed([*files[:5], *([f"{len(files) - 5} more"] if len(files) > 5 else [])])
        raise NotDone(f"Not everything here is saved in git: {shown}. Commit or move it, and try again.")


def settings_text(settings: Settings) -> str:
    """Return the file of settings of a site that is no demonstration."""
    contact = settings.contact
    parts = {"page": contact.page, "mailbox": contact.mailbox, "telephone": contact.telephone}
    until = settings.security_contact_until
    lines = [
        "# What this site says of itself: who publishes it, and how to reach them.",
        f"# Each line is explained in {_GUIDE}, and there are more of them.",
        _line("name", settings.name),
        _line("description", settings.description),
        f"demonstration: {'yes' if settings.demonstration else 'no'}",
        f"own_papers: {'yes' if settings.own_papers else 'no'}",
        _line("publisher", settings.publisher),
        "contact:",
        *(f"  {_line(key, value)}" for key, value in parts.items() if value),
        *([_line("repository", settings.repository)] if settings.repository else []),
        *([_line("address", settings.address)] if settings.address else []),
        *([_UNTIL, f"security_contact_until: {until.isoformat()}"] if until else []),
    ]
    return "\n".join([*lines, ""])


def _line(key: str, value: str) -> str:
    return yaml.safe_dump({key: value}, allow_unicode=True, width=1000).rstrip("\n")


def _fill_in(root: Path, repository: str) -> list[str]:
    """Put the repository and its owner in the place of the placeholders; return the files in which some stood."""
    owner = repository.split("/")[-2]
    filled = []
    for path in (OWNERS, CONTACT_LINKS):
        file = root / path
        text = file.read_text("utf-8") if file.is_file() else ""
        done = _PLACEHOLDER_REPOSITORY.sub(repository, text).replace(f"@{PLACEHOLDER_OWNER}/", f"@{owner}/")
        # What explains the placeholders is of no use once they are gone.
        done = "\n".join(line for line in done.split("\n") if PLACEHOLDER_OWNER not in line)
        if done != text:
            file.write_text(done, "utf-8", newline="\n")
            filled.append(path.as_posix())
    return filled


def _left(root: Path, settings: Settings) -> list[str]:
    """Return what only people can do."""
    repository = settings.repository
    owner = repository.split("/")[-2] if repository else ""
    return [
        *(
            [f"Make the teams that {OWNERS.as_posix()} names in the organisation {owner}, or name others there."]
            if owner and (root / OWNERS).is_file()
            else [
                f"Write the address of your repository into {SETTINGS_FILE}, {OWNERS.as_posix()} and the issue forms."
            ]
        ),
        f"Follow {_GUIDE} for the settings on GitHub: pages, rules of the main branch, private reports.",
        f"Look at the rest of {SETTINGS_FILE}: logo, colour, services near your readers, days to answer.",
        "Write in README.md what your site is.",
        "Look at site_src/accessibility.yaml: it says what was tested, and by whom.",
        "Run python -m builder check, then commit.",
    ]
