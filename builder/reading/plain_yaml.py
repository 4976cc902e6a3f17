"""Reads a small, safe part of YAML: plain texts, lists and mappings that remember their lines.

NO stays NO and 1.10 stays 1.10. Anchors, aliases, tags, keys that stand twice and deep nesting are
refused, so that a file holds what a person sees in it and cannot grow while it is read.
"""

from typing import Any

import yaml

from builder.reading.signs import CONFLICT_FAULT, CONFLICT_REMEDY, line_of_conflict

MAXIMUM_DEPTH = 6

_QUOTES = 'Put quotation marks around the text after the colon, as in title: "…".'


class RefusedError(Exception):
    """A text that is not read, with the line and an officer's words."""

    def __init__(self, line: int, fault: str, remedy: str) -> None:
        super().__init__(fault)
        self.line, self.fault, self.remedy = line, fault, remedy


class Mapping(dict[str, Any]):
    """A mapping that knows on which line it begins and on which line each key stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


def load(text: str) -> Any:
    """Return what a YAML text holds.

    Raises:
        RefusedError: It is no YAML, or more of it than is read here.
    """
    conflict = line_of_conflict(text)
    if conflict:
        raise RefusedError(conflict, CONFLICT_FAULT, CONFLICT_REMEDY)
    if "\t" in text:
        line = text.count("\n", 0, text.index("\t")) + 1
        raise RefusedError(line, "There is a tab on this line.", "Use spaces instead.")
    try:
        return _TextLoader(text).get_single_data()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise RefusedError(line, "There is an invisible character on this line.", "Type the line again.") from error
    except yaml.MarkedYAMLError as error:
        raise _explained(error) from error


def _explained(error: yaml.MarkedYAMLError) -> RefusedError:
    context, problem = error.context or "", error.problem or ""
    # A quotation mark that is not closed is noticed at the end of the file, but stands where its text begins.
    mark = error.context_mark if "quoted scalar" in context else error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    if "quoted scalar" in context:
        return RefusedError(line, "A quotation mark on this line has no partner.", "Close it, or delete it.")
    if problem.startswith("mapping values are not allowed"):
        return RefusedError(line, "There is one colon too many on this line.", _QUOTES)
    if context.startswith("expected a single document"):
        return RefusedError(line, "A line of hyphens begins a second file within this one.", "Delete the line.")
    remedy = "Look at its spaces, colons and quotation marks, also on the line above."
    return RefusedError(line, "This line cannot be read.", remedy)


class _TextLoader(yaml.SafeLoader):
    """Constructs texts, lists and mappings only."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's stubs leave it out
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise RefusedError(line, "A value that begins with & or * has a special meaning here.", _QUOTES)
        if getattr(event, "tag", None):
            raise RefusedError(line, "A value that begins with ! has a special meaning here.", _QUOTES)
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            remedy = "Compare it with the example in docs/officers/start-a-partnership.md."
            raise RefusedError(line, "There are too many levels of indentation or brackets.", remedy)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _construct_text(loader: _TextLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


def _construct_mapping(loader: _TextLoader, node: yaml.MappingNode) -> Mapping:
    mapping = Mapping(node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        line = key_node.start_mark.line + 1
        if key in mapping:
            raise RefusedError(line, f'"{key}" stands here twice.', "Keep one of the two.")
        mapping[key] = loader.construct_object(value_node, deep=True)
        mapping.lines[key] = line
    return mapping


for _tag in ("str", "int", "float", "bool", "null", "timestamp", "binary", "merge", "value"):
    _TextLoader.add_constructor(f"tag:yaml.org,2002:{_tag}", _construct_text)
_TextLoader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)
