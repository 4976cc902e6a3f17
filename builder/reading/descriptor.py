"""The descriptor of a package: a small, safe YAML file, guarded before anything it names is opened.

Only known keys, plain relative file names and text values are let through. No library that follows
paths, links or addresses has seen the package before this module is done.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from builder.problems import Place, Problem, did_you_mean, shortened
from builder.schemas import table_schemas

DESCRIPTOR = "datapackage.yaml"

MAXIMUM_DESCRIPTOR_BYTES = 100_000
MAXIMUM_TABLE_BYTES = 50_000_000
MAXIMUM_DEPTH = 6

KNOWN_KEYS = frozenset(
    "$schema name title description kind area version licenses resources sources keywords homepage".split()
)
REQUIRED_KEYS = ("name", "title", "description", "kind", "version", "licenses", "resources")
RESOURCE_KEYS = frozenset({"name", "path"})
LICENCE_KEYS = frozenset({"name", "title", "path"})
KINDS = ("framework", "partnership")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class _Refused(yaml.YAMLError):
    """YAML that this project does not read, with the line and an officer's words."""

    def __init__(self, line: int, fault: str, remedy: str) -> None:
        super().__init__(fault)
        self.line, self.fault, self.remedy = line, fault, remedy


class _TextLoader(yaml.SafeLoader):
    """Reads YAML as plain texts, lists and mappings, so that NO stays NO and 1.10 stays 1.10."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(line, "It uses a YAML anchor or alias (& or *).", "Write the value out in full.")
        if getattr(event, "tag", None):
            raise _Refused(line, "It uses a YAML tag (!).", "Write the value as plain text.")
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise _Refused(line, "It is nested too deeply.", "Compare it with the example in CONTRIBUTING.md.")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _construct_text(loader: _TextLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


def _construct_mapping(loader: _TextLoader, node: yaml.MappingNode) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in mapping:
            line = key_node.start_mark.line + 1
            raise _Refused(line, f'The key "{shortened(key)}" stands here twice.', "Keep one of the two.")
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


for _tag in ("str", "int", "float", "bool", "null", "timestamp", "binary", "merge", "value"):
    _TextLoader.add_constructor(f"tag:yaml.org,2002:{_tag}", _construct_text)
_TextLoader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)


def read_descriptor(folder: Path, shown: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the descriptor of a package folder and the problems found in it.

    The descriptor is empty where it could not be read. `shown` is the folder as messages name it.
    """
    path = folder / DESCRIPTOR
    place = Place(f"{shown}/{DESCRIPTOR}")

    def refused(cause: str, fault: str, remedy: str, line: int = 0) -> tuple[dict[str, Any], list[Problem]]:
        return {}, [Problem(Place(place.path, line=line), cause, fault, remedy)]

    if folder.is_symlink() or path.is_symlink():
        return refused("symbolic-link", "It is a symbolic link.", "Put the file itself here.")
    if not path.is_file():
        return refused(
            "no-descriptor",
            f"There is no {DESCRIPTOR} in this folder.",
            "Copy one from another package and change it.",
        )
    if path.stat().st_size > MAXIMUM_DESCRIPTOR_BYTES:
        return refused(
            "too-large",
            f"It is larger than {MAXIMUM_DESCRIPTOR_BYTES // 1000} kB.",
            "A descriptor is a page at most: put data into the tables.",
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return refused("encoding", "It is not saved as UTF-8.", "Save it as UTF-8.")
    if "\t" in text:
        line = text[: text.index("\t")].count("\n") + 1
        return refused("yaml-tab", "There is a tab on this line.", "Use spaces instead.", line)
    loader = _TextLoader(text)
    try:
        descriptor = loader.get_single_data()
    except _Refused as error:
        return refused("yaml", error.fault, error.remedy, error.line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return refused(
            "yaml",
            "This line cannot be read as YAML.",
            "Look at its spaces, colons and quotation marks, also on the line above.",
            mark.line + 1 if mark else 0,
        )
    except yaml.YAMLError:
        return refused(
            "yaml",
            "It holds a character that YAML does not allow.",
            "Type the text again in a plain text editor.",
        )
    finally:
        loader.dispose()
    if not isinstance(descriptor, dict):
        return refused("yaml", "It is not a list of keys and values.", 'Begin it with "name: …".')
    return descriptor, _find_problems(descriptor, folder, place)


def _find_problems(descriptor: dict[str, Any], folder: Path, place: Place) -> list[Problem]:
    def problem(cause: str, fault: str, remedy: str) -> Problem:
        return Problem(place, cause, fault, remedy)

    problems = [
        problem("unknown-key", f'The key "{shortened(key)}" is not known.', _remedy(key, KNOWN_KEYS))
        for key in descriptor
        if key not in KNOWN_KEYS
    ]
    problems += [
        problem("missing-key", f'The key "{key}" is missing or empty.', f'Add a line "{key}: …".')
        for key in REQUIRED_KEYS
        if not descriptor.get(key)
    ]
    if problems:
        return problems
    problems += [
        problem("not-text", f'The value of "{key}" is not plain text.', "Write one text after the colon.")
        for key in ("name", "title", "description", "kind", "area", "version")
        if not isinstance(descriptor.get(key, ""), str)
    ]
    if problems:
        return problems
    if descriptor["name"] != folder.name:
        problems.append(
            problem(
                "package-name",
                f'The name "{shortened(descriptor["name"])}" differs from the folder "{folder.name}".',
                "Give both the same name.",
            )
        )
    if not NAME.fullmatch(folder.name):
        problems.append(
            problem(
                "package-name",
                f'The name "{shortened(folder.name)}" cannot be an address.',
                "Use small letters, digits and single hyphens.",
            )
        )
    if descriptor["kind"] not in KINDS:
        problems.append(
            problem(
                "package-kind",
                f'The kind "{shortened(descriptor["kind"])}" is not known.',
                'Write "kind: partnership".',
            )
        )
    if descriptor["kind"] == "partnership" and not descriptor.get("area"):
        problems.append(
            problem(
                "missing-key",
                'The key "area" is missing or empty.',
                'Name the area that is the whole partnership, such as "area: derby-and-derbyshire".',
            )
        )
    problems += _find_licence_problems(descriptor["licenses"], problem)
    problems += _find_resource_problems(descriptor["resources"], folder, problem)
    return problems


def _find_licence_problems(licences: Any, problem: Any) -> list[Problem]:
    if (
        isinstance(licences, list)
        and licences
        and all(isinstance(entry, dict) and entry.get("name") for entry in licences)
        and all(set(entry) <= LICENCE_KEYS for entry in licences)
        and all(isinstance(value, str) for entry in licences for value in entry.values())
        and all(entry.get("path", "https://").startswith("https://") for entry in licences)
    ):
        return []
    return [
        problem(
            "licence",
            'The list under "licenses" is not well formed.',
            "Give each licence a name, a title and a path that begins with https://.",
        )
    ]


def _find_resource_problems(resources: Any, folder: Path, problem: Any) -> list[Problem]:
    if not isinstance(resources, list) or not all(isinstance(entry, dict) for entry in resources):
        return [
            problem(
                "resources",
                'The list under "resources" is not well formed.',
                'Write each table as "- name: observations" with "path: observations.csv" below it.',
            )
        ]
    problems: list[Problem] = []
    listed: set[str] = set()
    for entry in resources:
        problems += [
            problem(
                "unknown-key",
                f'The key "{shortened(key)}" is not allowed in a resource.',
                _remedy(key, RESOURCE_KEYS) or "A resource has a name and a path; all else is set for you.",
            )
            for key in sorted(set(entry) - RESOURCE_KEYS)
        ]
        name, path = entry.get("name", ""), entry.get("path", "")
        if name not in table_schemas():
            problems.append(
                problem(
                    "unknown-table",
                    f'There is no table called "{shortened(str(name))}".',
                    did_you_mean(str(name), table_schemas()) or "Remove it from the resources.",
                )
            )
        elif path != f"{name}.csv":
            problems.append(
                problem(
                    "resource-path",
                    f'The path "{shortened(str(path))}" of the table "{name}" is not allowed.',
                    f'Write "path: {name}.csv" and keep the file in this folder.',
                )
            )
        elif name in listed:
            problems.append(
                problem("resource-twice", f'The table "{name}" is listed twice.', "Keep one of the two.")
            )
        elif (folder / path).is_symlink():
            problems.append(
                problem("symbolic-link", f"{path} is a symbolic link.", "Put the file itself here.")
            )
        elif not (folder / path).is_file():
            problems.append(
                problem(
                    "missing-file",
                    f"The file {path} does not exist.",
                    "Add the file, or remove the table from the resources.",
                )
            )
        elif (folder / path).stat().st_size > MAXIMUM_TABLE_BYTES:
            problems.append(
                problem(
                    "too-large",
                    f"The file {path} is larger than {MAXIMUM_TABLE_BYTES // 1_000_000} MB.",
                    "Publish a smaller table.",
                )
            )
        listed.add(str(name))
    problems += [
        problem(
            "unlisted-file",
            f"The file {shortened(path.name)} is not listed under resources, so it would not be published.",
            "List it as a table, or remove the file.",
        )
        for path in sorted(folder.iterdir())
        if path.name != DESCRIPTOR and path.stem not in listed and not path.name.startswith(".")
    ]
    return problems


def _remedy(key: str, known: frozenset[str]) -> str:
    return did_you_mean(key, known) or f"Known keys are: {', '.join(sorted(known))}."
