"""Shows problems to people and machines: as text, as JSON, as annotations of a pull request."""

import errno
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from builder.analysis.readability import Advice
from builder.project.problems import Level, NotDone, Problem, listed, shortened

_OF_SYSTEMS = {
    errno.ENOSPC: "The disk is full. Make room and try again.",
    errno.EDQUOT: "You may not fill more of the disk. Make room and try again.",
    errno.EFBIG: "A file would be larger than this system allows. Ask whoever set the limit.",
    errno.EACCES: "You may not write or read this. Ask for permission, or close the program that holds it.",
    errno.EPERM: "You may not write or read this. Ask for permission, or close the program that holds it.",
    errno.EROFS: "This disk can only be read. Work in another folder.",
    errno.EMFILE: "Too many files are open. Close other programs, or ask for a higher limit, and try again.",
    errno.ENFILE: "Too many files are open. Close other programs, or ask for a higher limit, and try again.",
    errno.ENOENT: "This is missing, or went away during the run. Put it back and try again.",
    errno.EEXIST: "Something else is in this place. Move it elsewhere and try again.",
    errno.ENOTDIR: "This lies below a file, but it should lie below a folder. Move the file elsewhere and try again.",
    errno.EISDIR: "This is a folder, but it should be a file. Move it elsewhere and try again.",
    errno.ENAMETOOLONG: "This name is too long for the system. Shorten it, or work in a folder with a shorter path.",
    errno.EADDRINUSE: "Another program uses this port of the machine. Name another one with --port.",
    errno.ENOMEM: "The machine has too little memory. Close other programs and try again.",
}
"""What each error of the operating system means for somebody who runs the program."""
_GROUPED_FROM = 4
"""How many problems of one cause in one column are shown as one."""
_NEVER_GROUPED = frozenset({"not-found", "hidden-figure-recoverable", "hidden-figure-repeated"})
"""Causes of which each problem names something else to look for or to do."""
_ALIKE = frozenset({"not-entered"})
"""Causes of warnings of which each says the same."""
_MARKS = {Level.ASK: "Question: ", Level.WARNING: "Warning: "}
_OF_GITHUB = {Level.ASK: "notice", Level.WARNING: "warning", Level.ERROR: "error"}
"""What GitHub calls each level."""


def text_report(problems: Sequence[Problem], packages: int) -> str:
    """Return the problems as lines for a terminal, with a last line that sums them up."""
    return "\n".join(filter(None, (problem_lines(problems), summary(problems, packages))))


def problem_lines(problems: Sequence[Problem]) -> str:
    """Return the problems as lines for a terminal; empty where there are none."""
    return "\n".join(_line(group) for group in grouped(problems))


def summary(problems: Sequence[Problem], packages: int) -> str:
    """Return one sentence on how many problems there are and what follows."""
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    checked = f"{packages} package{'s' if packages != 1 else ''}"
    if not errors:
        asks = sum(problem.level is Level.ASK for problem in problems)
        parts = (
            f", {before} {number} {noun}{'s' if number != 1 else ''}"
            for before, number, noun in (("but", asks, "question"), ("and", len(problems) - asks, "warning"))
            if number
        )
        return f"No problems in {checked}{''.join(parts)}."
    # A package is a folder in a folder; what lies beside packages is in none of them.
    places = [problem.place.path.split("/") for problem in errors]
    folders = len({tuple(place[:2]) for place in places if len(place) > 2})
    plural = "s" if len(errors) != 1 else ""
    where = f"{folders} of {checked}" if folders else checked
    return f"{len(errors):,} problem{plural} in {where}. Nothing was published."


def standing(number: int) -> str:
    """Return the line on what is not shown, as a change did not bring it."""
    return (
        "1 question or warning was there before this change, and is not shown."
        if number == 1
        else f"{number:,} questions and warnings were there before this change, and are not shown."
    )


def stop_report(fault: Exception) -> str:
    """Return why a run stopped and what to do, in sentences; nothing in place of the site was changed."""
    match fault:
        case OSError():
            explained = _OF_SYSTEMS.get(fault.errno or 0, f"The system says: {fault.strerror or fault}. Try again.")
            place = fault.filename2 or fault.filename
            said = f"{os.fspath(place)}: {explained}" if isinstance(place, str | os.PathLike) else explained
        case NotDone():
            said = f"{fault}\n{fault.remedy}".strip()
        case _:
            said = "A part of the program was stopped, perhaps because the machine has too little memory. Try again."
    return f"{said}\nNothing was published."


def json_report(problems: Sequence[Problem]) -> str:
    """Return every problem as JSON: a list of objects, one for each problem, those that are asked first."""
    rows = [
        {
            "level": problem.level.value,
            "cause": problem.cause,
            "path": problem.place.path,
            "cell": problem.place.cell or None,
            "row": problem.place.row or None,
            "field": problem.place.field or None,
            "line": problem.place.line or None,
            "character": problem.place.character or None,
            "fault": problem.fault,
            "remedy": problem.remedy,
        }
        for problem in sorted(problems, key=lambda problem: problem.level is not Level.ASK)
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def github_report(problems: Sequence[Problem]) -> str:
    """Return the problems as workflow commands, which GitHub shows on the lines of a pull request."""
    return "\n".join(_annotation(group) for group in grouped(problems))


def advice_report(pages: Sequence[Advice], limit: int = 20) -> str:
    """Return a line for each of the hardest pages and of those with something to explain, and one that sums up."""
    measured = [page.readability for page in pages if page.readability]
    hardest = [page for place, page in enumerate(pages) if place < limit or page.unexplained]
    lines = [line for page in hardest for line in _advice_lines(page)]
    middle = median(one.reading_age for one in measured)
    long = sum(len(one.long_sentences) for one in measured)
    end = (
        f"Advice on {len(pages)} pages, the {limit} hardest first: the page in the middle has a reading age of "
        f"{middle:.0f}, and {long} sentence{'s are' if long != 1 else ' is'} long. Nothing here stops publication."
    )
    return "\n".join([*lines, end])


def _advice_lines(page: Advice) -> list[str]:
    lines = []
    if one := page.readability:
        lines.append(f"{page.page}: reading age {one.reading_age:.0f}, {one.words_a_sentence:.0f} words a sentence.")
        lines += [f'  Long sentence: "{shortened(sentence, 90)}"' for sentence in one.long_sentences[:3]]
    if page.unexplained:
        lines.append(f"  Say what this stands for where it is first used: {listed(page.unexplained)}.")
    return lines


def grouped(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Put problems together that have one cause in one column, where they are many; what is asked stands first."""
    groups: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        place = problem.place
        groups[place.path, place.field, problem.cause].append(problem)
    shown: list[list[Problem]] = []
    for group in groups.values():
        # Questions and warnings each tell something of their own; errors of one cause are mended in one go.
        first = group[0]
        alone = first.cause in _NEVER_GROUPED or (first.level is not Level.ERROR and first.cause not in _ALIKE)
        if alone or len(group) < _GROUPED_FROM or not group[0].place.row:
            shown += [[problem] for problem in group]
        else:
            shown.append(group)
    return sorted(shown, key=lambda group: (group[0].level is not Level.ASK, group[0].place))


def _line(group: list[Problem]) -> str:
    return f"{_MARKS.get(group[0].level, '')}{group[0].place}: {in_words(group)}"


def in_words(group: list[Problem]) -> str:
    """Return what is wrong with the first of some problems, and in how many more places; without the first place."""
    return f"{group[0].message}{_others(group)}"


def _others(group: list[Problem]) -> str:
    if len(group) == 1:
        return ""
    last = group[-1].place
    what = f"cells of this column, down to {last.cell}" if last.cell else f"rows, down to row {last.row}"
    return f" The same fault is in {len(group) - 1:,} more {what}."


def _annotation(group: list[Problem]) -> str:
    problem = group[0]
    place = problem.place
    line = f",line={place.line}" if place.line else ""
    line += f",col={place.character}" if place.character else ""
    spot = f"Cell {place.cell}" if place.cell else f"Row {place.row}" if place.row else "This file"
    return (
        f"::{_OF_GITHUB[problem.level]} file={_property(place.path)}{line},title={_property(spot)}"
        f"::{_data(in_words(group))}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
