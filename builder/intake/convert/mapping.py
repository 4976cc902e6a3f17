"""The mapping of a package, convert.yaml: what each thing that others publish is here. It is read and proposed here."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import yaml

from builder.intake.convert import words
from builder.intake.convert.periods import YEARS
from builder.intake.convert.tables import LAYOUT_KEYS, LISTS, Layout
from builder.project.problems import NotDone, did_you_mean
from builder.reading.downloads import KINDS, MAPPING
from builder.reading.plain_yaml import Mapping as YamlMapping
from builder.reading.plain_yaml import RefusedError, load

FILE = MAPPING
LEAVE_OUT = "leave out"
"""What stands in the place of a metric where an indicator is not taken in."""
HIDE = "hide"
SOURCE_COLUMNS = ("title", "publisher", "published", "licence", "address", "note")
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one indicator of a publisher becomes."""

    metric: str
    """The short name of the metric; empty where nobody has said it yet."""
    source: str = ""
    """The short name of the source."""
    title: str = ""
    """The publisher's name of the indicator, for people."""
    years: str = ""
    """Which years are meant, where the file does not say."""
    decimals: int | None = None
    """To how many decimals values are rounded; None keeps those of the file."""
    counts: bool = True
    """Whether counts and denominators are taken in."""
    crossed: bool = False
    """Whether rows about two breakdowns at once are taken in."""
    breakdowns: Mapping[str, str] | None = None
    """The breakdowns that are taken in: what the file calls each, and what it is called here. None takes all in."""
    everyone: Mapping[str, str] = field(default_factory=dict)
    """For a breakdown, what stands for everyone in the file, where that is not said in a usual word."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """Groups of the file that are called something else here."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """Marks of this publisher: a number or a status for each."""
    small: str = ""
    """What becomes of numbers of people below 5: "hide", or nothing, and the check refuses them."""
    method_version: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A row that joins sources.csv with the first figures from it."""

    name: str
    cells: Mapping[str, str]
    line: int = 0


@dataclass(frozen=True)
class Conversion:
    """All that a mapping says."""

    entries: Mapping[str, Mapping[str, Entry]]
    """For each kind of file, the entries by the publisher's key of the indicator."""
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    sources: Mapping[str, SourceEntry] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    """Areas by names or codes of publishers: a short name of areas.csv, or "leave out"."""
    text: str = ""
    """The mapping as it is written."""


class _Plain(yaml.SafeDumper):
    """Writes every text that needs no quotation marks without: here all are texts, also 1 and no."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 -- it takes the place of PyYAML's own


NOTHING_MAPPED = Conversion({})
_ENTRY_KEYS = tuple(one.name for one in fields(Entry) if one.name != "line")
_TOP = ("sources", "areas", "tables", *KINDS)


def read_mapping(text: str, path: str) -> Conversion:
    """Return what a mapping says.

    Raises:
        NotDone: It cannot be read; the text names the line.
    """
    try:
        found = load(text)
    except RefusedError as fault:
        raise NotDone(words.at_line(path, fault.line, f"{fault.fault} {fault.remedy}")) from fault
    top = found if isinstance(found, YamlMapping) else YamlMapping(1)
    _refuse_unknown(top, _TOP, path)
    entries = {
        kind: {key: _entry(section, key, path) for key in section}
        for kind in KINDS
        if (section := _section(top, kind, path))
    }
    layouts = _section(top, "tables", path)
    sources = _section(top, "sources", path)
    return Conversion(
        entries,
        {name: _layout(layouts, name, path) for name in layouts},
        {name: _source(sources, name, path) for name in sources},
        _texts(top, "areas", path),
        text,
    )


def _section(parent: YamlMapping, key: str, path: str) -> YamlMapping:
    value = parent.get(key) or YamlMapping(parent.lines.get(key, 1))
    if not isinstance(value, YamlMapping):
        raise NotDone(words.at_line(path, parent.lines[key], words.no_section(key)))
    return value


def _texts(parent: YamlMapping, key: str, path: str) -> dict[str, str]:
    section = _section(parent, key, path)
    for name, value in section.items():
        if not isinstance(value, str):
            raise NotDone(words.at_line(path, section.lines[name], words.no_text(name)))
    return dict(section)


def _refuse_unknown(mapping: YamlMapping, known: Iterable[str], path: str) -> None:
    for key in mapping:
        if key not in known:
            text = words.unknown_key(key, did_you_mean(key, known), known)
            raise NotDone(words.at_line(path, mapping.lines[key], text))


def _entry(section: YamlMapping, key: str, path: str) -> Entry:
    given = _section(section, key, path)
    _refuse_unknown(given, _ENTRY_KEYS, path)

    def text(name: str) -> str:
        value = given.get(name, "")
        if not isinstance(value, str):
            raise NotDone(words.at_line(path, given.lines[name], words.no_text(name)))
        return value

    def choice(name: str, allowed: Iterable[str], otherwise: str) -> str:
        value = text(name) or otherwise
        if value not in allowed:
            raise NotDone(words.at_line(path, given.lines[name], words.no_choice(name, value, allowed)))
        return value

    decimals = choice("decimals", ("", *map(str, range(13))), "")
    return Entry(
        metric=text("metric"),
        source=text("source"),
        title=text("title"),
        years=choice("years", ("", *YEARS), ""),
        decimals=int(decimals) if decimals else None,
        counts=choice("counts", (YES, NO), YES) == YES,
        crossed=choice("crossed", (YES, NO), NO) == YES,
        breakdowns=_texts(given, "breakdowns", path) if "breakdowns" in given else None,
        everyone=_texts(given, "everyone", path),
        groups=_texts(given, "groups", path),
        marks=_texts(given, "marks", path),
        small=choice("small", ("", HIDE), ""),
        method_version=text("method_version"),
        line=given.line,
    )


def _layout(section: YamlMapping, name: str, path: str) -> Layout:
    given = _section(section, name, path)
    _refuse_unknown(given, LAYOUT_KEYS, path)
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key in LISTS:
            values[key] = tuple(value) if isinstance(value, list) else tuple(filter(None, [value]))
        elif isinstance(value, str):
            values[key] = value
        else:
            raise NotDone(words.at_line(path, given.lines[key], words.no_text(key)))
    return Layout(**{"columns": (), **values})


def _source(section: YamlMapping, name: str, path: str) -> SourceEntry:
    given = _section(section, name, path)
    _refuse_unknown(given, SOURCE_COLUMNS, path)
    return SourceEntry(name, _texts(section, name, path), given.line)


def with_proposals(text: str, proposed: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    """Return the text of a mapping with new entries: below their sections, which are added where they are missing.

    What stands there already is kept as it is, with its comments. `proposed` holds sections, their entries by key, and
    what each entry says.
    """
    lines = (text or f"{words.MAPPING_HEAD}\n").rstrip("\n").split("\n")
    for section, entries in proposed.items():
        if not entries:
            continue
        new = _indented(yaml.dump(dict(entries), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=1000))
        start = next((number for number, line in enumerate(lines) if re.match(rf"{section}:\s*(?:#.*)?$", line)), None)
        if start is None:
            lines += ["", f"{section}:", *new]
            continue
        end = next(
            (n for n in range(start + 1, len(lines)) if re.match(r"\S", lines[n]) and lines[n][0] != "#"), len(lines)
        )
        while end > start + 1 and not lines[end - 1].strip():
            end -= 1
        lines[end:end] = new
    return "\n".join([*lines, ""])


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.rstrip("\n").split("\n")]
