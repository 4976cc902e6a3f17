"""Reads the narratives of a package: Markdown files whose names say on which page they appear.

As with tables, everything is guarded before it is read: no link is followed, nothing large is opened,
and no sign that people and programs read differently gets through.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from builder.model.narrative import Narrative, Spot
from builder.project.personal_data import personal_data_in
from builder.project.problems import Place, Problem, did_you_mean, listed, shortened
from builder.reading.dialect import read_blocks
from builder.reading.signs import CONFLICT_FAULT, CONFLICT_REMEDY, line_of_conflict, strange_sign

FOLDER = "narrative"

MAXIMUM_NARRATIVE_BYTES = 50_000
MAXIMUM_NARRATIVES = 500

FIXED_NAMES = ("overview", "plan", "money", "needs")
FOLDERS = ("metrics", "outcomes")
_KNOWN_NAMES = ("overview.md", "plan.md", "money.md", "needs.md", "report-2024.md")
_REPORT = re.compile(r"report-(19|20)[0-9]{2}")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_SAVE_AS_TEXT = 'In Word, choose "Save as", "Plain text" and "Unicode (UTF-8)", or type the text on GitHub.'


def read_narratives(folder: Path, shown: str) -> tuple[tuple[Narrative, ...], list[Problem]]:
    """Return the narratives of a package folder and the problems met while reading them.

    A file whose text could not be read is left out.
    """
    narratives: list[Narrative] = []
    problems: list[Problem] = []
    for path, name, found in _files(folder / FOLDER, f"{shown}/{FOLDER}"):
        problems += found
        if found:
            continue
        if len(narratives) == MAXIMUM_NARRATIVES:
            fault = f"There are more than {MAXIMUM_NARRATIVES} narratives."
            problems.append(Problem(Place(f"{shown}/{FOLDER}"), "too-many-files", fault, "Keep those that are read."))
            break
        narrative, in_text = _read(path, name, f"{shown}/{FOLDER}/{name}.md")
        problems += in_text
        narratives += [narrative] if narrative else []
    return tuple(narratives), problems


def _files(folder: Path, shown: str) -> Iterator[tuple[Path, str, list[Problem]]]:
    """Yield each file below the folder of narratives, its name without ending, and what is wrong with it."""
    if folder.is_symlink() or not folder.is_dir():
        if folder.is_symlink() or folder.exists():
            fault = f'"{FOLDER}" is not a folder.'
            yield folder, "", [Problem(Place(shown), "narrative-folder", fault, "Put a folder with narratives here.")]
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink() and path.name in FOLDERS:
            for inner in sorted(path.iterdir()):
                if not inner.name.startswith("."):
                    found = _file_problem(inner, f"{shown}/{path.name}", known=_KEY.fullmatch(inner.stem) is not None)
                    yield inner, f"{path.name}/{inner.stem}", found
        else:
            known = path.stem in FIXED_NAMES or _REPORT.fullmatch(path.stem) is not None
            yield path, path.stem, _file_problem(path, shown, known=known)


def _file_problem(path: Path, shown: str, *, known: bool) -> list[Problem]:
    def problem(cause: str, fault: str, remedy: str) -> list[Problem]:
        return [Problem(Place(f"{shown}/{shortened(path.name, 255)}"), cause, fault, remedy)]

    personal = next((kind for kind, _ in personal_data_in(path.name)), None)
    if personal:
        remedy = "Give it another name, and tell whoever looks after data protection."
        return problem("personal-data", f"The name of this file holds {personal}.", remedy)
    if path.is_symlink():
        return problem("symbolic-link", "The file is a symbolic link.", "Put the file itself here.")
    if path.is_dir():
        remedy = f"Keep narratives in this folder, or in {listed(FOLDERS)}."
        return problem("narrative-name", "A folder of this name would not be published.", remedy)
    if path.suffix != ".md" or not path.is_file():
        remedy = "Save the words as plain text in a file that ends in .md, or remove it."
        return problem("narrative-name", "The file is not Markdown, so it would not be published.", remedy)
    if not known:
        fault = "No page takes a narrative of this name, so it would not be published."
        if shown.endswith(FOLDERS):
            remedy = f"Name it after the short name of one of the {path.parent.name}, in small letters and hyphens."
        else:
            remedy = did_you_mean(path.name, _KNOWN_NAMES) or (
                f"The names are {listed(_KNOWN_NAMES)}, and those of metrics and outcomes in their own folders."
            )
        return problem("narrative-name", fault, remedy)
    if path.stat().st_size > MAXIMUM_NARRATIVE_BYTES:
        fault = f"The file is larger than {MAXIMUM_NARRATIVE_BYTES // 1000} kB."
        return problem("too-large", fault, "Shorten it: few people read so much on one page.")
    return []


def _read(path: Path, name: str, shown: str) -> tuple[Narrative | None, list[Problem]]:
    def problem(cause: str, fault: str, remedy: str, line: int = 0) -> tuple[None, list[Problem]]:
        return None, [Problem(Place(shown, line=line), cause, fault, remedy)]

    content = path.read_bytes()
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return problem("document", "This is a Word or Excel file with the wrong ending.", _SAVE_AS_TEXT)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:2]:
        return problem("encoding", "The file is saved as UTF-16 (Unicode text).", _SAVE_AS_TEXT)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = "The file is not saved as UTF-8: a character on this line cannot be read."
        return problem("encoding", fault, _SAVE_AS_TEXT, line)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return problem("empty-file", "The file is empty.", "Write something, or remove it.")
    conflict = line_of_conflict(text)
    if conflict:
        return problem("merge-conflict", CONFLICT_FAULT, CONFLICT_REMEDY, conflict)
    problems = _find_strange_signs(text, shown)
    if problems:
        return Narrative(name, shown, text, ()), problems

    told: dict[tuple[int, str], Problem] = {}

    def report(spot: Spot, cause: str, fault: str, remedy: str) -> None:
        # Two marks of one kind on a line are a pair, and one fault.
        place = Place(shown, line=spot.line, character=spot.character)
        told.setdefault((spot.line, fault), Problem(place, cause, fault, remedy))

    blocks = read_blocks(text, report)
    return Narrative(name, shown, text, blocks), list(told.values())


def _find_strange_signs(text: str, shown: str) -> list[Problem]:
    """Return a problem for each line with a sign that cannot stay."""
    problems = []
    for number, line in enumerate(text.split("\n"), start=1):
        found = strange_sign(line, "Type the right sign.")
        if found:
            position, cause, fault, remedy = found
            problems.append(Problem(Place(shown, line=number, character=position + 1), cause, fault, remedy))
    return problems
