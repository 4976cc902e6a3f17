"""The descriptor of a package: a small YAML file, guarded before anything it names is opened.

Only known keys, plain relative file names and text values are let through. No library that follows
paths, links or addresses has seen the package before this module is done.
"""

import difflib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from builder.model.addresses import DATA_TAKEN, MAXIMUM_NAME, TAKEN, is_of_windows
from builder.project.problems import Place, Problem, listed, shortened
from builder.reading import plain_yaml
from builder.reading.resources import find_resource_problems

DESCRIPTOR = "datapackage.yaml"

MAXIMUM_DESCRIPTOR_BYTES = 100_000

KNOWN_KEYS = (
    *("$schema", "name", "title", "description", "kind", "area", "version"),
    *("licenses", "resources", "sources", "keywords", "homepage", "allowed_contacts"),
)
REQUIRED_KEYS = ("name", "title", "description", "kind", "version", "licenses")
TEXT_KEYS = ("name", "title", "description", "kind", "area", "version")
LICENCE_KEYS = frozenset({"name", "title", "path"})
CONTACT_KEYS = frozenset({"text", "approved_by", "reason"})
KINDS = ("framework", "partnership")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_COPY = "Copy one from another package and change it."


def read_descriptor(folder: Path, shown: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the descriptor of a package folder and the problems found in it.

    The descriptor is empty where it could not be read. `shown` is the folder as messages name it.
    """
    path = folder / DESCRIPTOR

    def problem(cause: str, fault: str, remedy: str, line: int = 0, file: str = DESCRIPTOR) -> Problem:
        return Problem(Place(f"{shown}/{file}", line=line), cause, fault, remedy)

    text, found = _text(folder, path, problem)
    if found:
        return {}, [found]
    try:
        descriptor = plain_yaml.load(text)
    except plain_yaml.RefusedError as error:
        return {}, [problem("yaml", error.fault, error.remedy, error.line)]
    if not isinstance(descriptor, plain_yaml.Mapping):
        return {}, [problem("yaml", 'The file holds no lines such as "name: …".', _COPY)]
    problems = (
        _find_key_problems(descriptor, problem)
        or _find_text_problems(descriptor, problem)
        or [
            *_find_value_problems(descriptor, folder.name, problem),
            *_find_licence_problems(descriptor, problem),
            *_find_contact_problems(descriptor, problem),
            *find_resource_problems(descriptor, folder, problem),
        ]
    )
    return descriptor, problems


def _text(folder: Path, path: Path, problem: Callable[..., Problem]) -> tuple[str, Problem | None]:
    if folder.is_symlink():
        return "", problem("symbolic-link", "The folder is a symbolic link.", "Put the folder itself here.")
    if path.is_symlink():
        return "", problem("symbolic-link", "The file is a symbolic link.", "Put the file itself here.")
    if path.exists() and not path.is_file():
        return "", problem("not-a-file", f"{DESCRIPTOR} is not a plain file.", "Put the file itself here.")
    if not path.is_file():
        return "", problem("no-descriptor", f"There is no {DESCRIPTOR} in this folder.", _COPY)
    if path.stat().st_size > MAXIMUM_DESCRIPTOR_BYTES:
        fault = f"The file is larger than {MAXIMUM_DESCRIPTOR_BYTES // 1000} kB."
        return "", problem("too-large", fault, "It should fill a page at most: put data into the tables.")
    try:
        return path.read_bytes().decode("utf-8-sig"), None
    except UnicodeDecodeError:
        remedy = 'Open it in Notepad, choose "Save as" and the encoding UTF-8.'
        return "", problem("encoding", "The file is not saved as UTF-8.", remedy)


def _find_key_problems(descriptor: plain_yaml.Mapping, problem: Callable[..., Problem]) -> list[Problem]:
    unknown = [key for key in descriptor if key not in KNOWN_KEYS]
    missing = [key for key in REQUIRED_KEYS if not descriptor.get(key)]
    absent = [key for key in KNOWN_KEYS if key not in descriptor]
    near = {key: difflib.get_close_matches(key.lower(), absent, n=1) for key in unknown}
    if len(unknown) == len(missing) == 1:
        # A line too many beside a line that is missing is one fault: the name of the line.
        near = {unknown[0]: missing}
    problems = [
        problem(
            "unknown-key",
            f'The key "{shortened(key)}" is not known.',
            f'Did you mean "{near[key][0]}"?' if near[key] else f"Delete it. Known keys are {listed(KNOWN_KEYS)}.",
            descriptor.lines[key],
        )
        for key in unknown
    ]
    missing = [key for key in missing if [key] not in near.values()]
    problems += [
        problem("missing-key", f'"{key}" is empty.', "Fill it in after the colon.", descriptor.lines[key])
        if key in descriptor
        else problem("missing-key", f'The line "{key}: …" is missing.', "Add it.")
        for key in missing
    ]
    return problems


def _find_text_problems(descriptor: plain_yaml.Mapping, problem: Callable[..., Problem]) -> list[Problem]:
    return [
        problem(
            "not-text",
            f'The value of "{key}" is not plain text.',
            "Write one text after the colon, and put quotation marks around it if it has brackets in it.",
            descriptor.lines[key],
        )
        for key in TEXT_KEYS
        if not isinstance(descriptor.get(key, ""), str)
    ]


def _find_value_problems(
    descriptor: plain_yaml.Mapping, folder: str, problem: Callable[..., Problem]
) -> Iterator[Problem]:
    name, kind = descriptor["name"], descriptor["kind"]
    if name != folder:
        fault = f'The name "{shortened(name)}" differs from the name of the folder, "{shortened(folder)}".'
        yield problem("package-name", fault, "Give both the same name.", descriptor.lines["name"])
    elif not _NAME.fullmatch(folder):
        fault = f'The name "{shortened(folder)}" cannot be part of an address.'
        remedy = "Use small letters, digits and single hyphens, here and for the folder."
        yield problem("package-name", fault, remedy, descriptor.lines["name"])
    elif len(folder) > MAXIMUM_NAME:
        fault = f'The name "{shortened(folder)}" has {len(folder)} letters, but {MAXIMUM_NAME} are the most.'
        yield problem("package-name", fault, "Shorten it, here and for the folder.", descriptor.lines["name"])
    elif is_of_windows(folder):
        fault = f'The name "{folder}" is one that Windows keeps for itself.'
        yield problem("package-name", fault, "Choose another name, here and for the folder.", descriptor.lines["name"])
    elif folder in TAKEN | DATA_TAKEN:
        fault = f'The name "{folder}" is that of a page of the site.'
        yield problem("package-name", fault, "Choose another name, here and for the folder.", descriptor.lines["name"])
    if kind not in KINDS:
        fault = f'The kind "{shortened(kind)}" is not known.'
        yield problem("package-kind", fault, 'Write "kind: partnership".', descriptor.lines["kind"])
    if kind == "partnership" and not descriptor.get("area"):
        yield problem(
            "missing-key",
            'The line "area: …" is missing or empty.',
            'Name the area that is the whole partnership, such as "area: harbour-town".',
            descriptor.lines.get("area", 0),
        )


def _find_licence_problems(descriptor: plain_yaml.Mapping, problem: Callable[..., Problem]) -> list[Problem]:
    licences = descriptor["licenses"]
    if (
        isinstance(licences, list)
        and all(isinstance(entry, dict) and entry.get("name") for entry in licences)
        and all(set(entry) <= LICENCE_KEYS for entry in licences)
        and all(isinstance(value, str) for entry in licences for value in entry.values())
        and all(entry.get("path", "https://").startswith("https://") for entry in licences)
    ):
        return []
    return [
        problem(
            "licence",
            'The list under "licenses" cannot be read.',
            "Give each licence a name, a title and a path that begins with https://.",
            descriptor.lines["licenses"],
        )
    ]


def _find_contact_problems(descriptor: plain_yaml.Mapping, problem: Callable[..., Problem]) -> list[Problem]:
    contacts = descriptor.get("allowed_contacts", [])
    if isinstance(contacts, list) and all(
        isinstance(entry, dict)
        and set(entry) == CONTACT_KEYS
        and all(isinstance(value, str) and value for value in entry.values())
        for entry in contacts
    ):
        return []
    return [
        problem(
            "contacts",
            'The list under "allowed_contacts" cannot be read.',
            "Give each contact three lines: text, approved_by (a role, not a name) and reason.",
            descriptor.lines["allowed_contacts"],
        )
    ]
