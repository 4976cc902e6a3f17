"""The sentences of converting: what a file holds, what of it was taken in, and what keeps it out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from builder.project.problems import listed, shortened

NO_AREA = "no area named"
ABOUT = "The source calls this a rough number"
MAPPING_HEAD = """\
# What files of other publishers become in this package. It is kept, so that next year is one command.
# metric: the short name of a metric, or "leave out".
# years: calendar, financial, academic or academic from August. decimals: values are rounded to as many.
# counts: no leaves numerators and denominators out. crossed: yes takes in rows about two breakdowns at once.
# breakdowns: those that are taken in, and what each is called here.
# The guide for officers explains all of it: docs/officers/by-import.md."""
_REASONS_SHOWN = 12
_CODES_SHOWN = 8


def no_table(name: str) -> str:
    """Return that no table was found in a file."""
    return f'There is no table in "{name}": no row of names of columns with figures below it.'


def old_spreadsheet(name: str) -> str:
    """Return that a file is one of an old Excel."""
    return f'"{name}" is an old Excel file. Open it, and save it as an Excel workbook (.xlsx) or as CSV.'


def web_page(name: str) -> str:
    """Return that a file is a web page."""
    return f'"{name}" is a web page, and not a table. Download the file itself.'


def unreadable(name: str) -> str:
    """Return that a file cannot be opened."""
    return f'"{name}" cannot be read. Download it again, or open it in Excel and save it as CSV.'


def no_workbooks(name: str) -> str:
    """Return that workbooks cannot be read here."""
    return f'"{name}" is a workbook, and the library that opens those is not here. Save the sheet as CSV.'


def other_file(kind: str, columns: str) -> str:
    """Return that a file is not of the kind that was named."""
    return f"This is no file of {kind}: it lacks columns such as {columns}."


def no_layout(columns: Sequence[str]) -> str:
    """Return that it cannot be told what the columns of a table hold."""
    shown = listed(f'"{shortened(name, 40)}"' for name in columns[:12] if name)
    return (
        "What the columns of this table hold cannot be told. "
        f'Say it in convert.yaml, below "tables". Its columns are {shown}.'
    )


def layout_incomplete(name: str, missing: Iterable[str]) -> str:
    """Return what must be said of a table because none of its columns says it."""
    asked = {
        "every_area": "which area all its rows are about, by its short name (every_area)",
        "every_period": "which period all its rows are about, such as 2023/24 (every_period)",
    }
    return f'Say in convert.yaml, below "tables" and "{name}", {listed(asked[one] for one in missing)}.'


def several_sheets(names: Iterable[str]) -> str:
    """Return that a workbook has several tables."""
    shown = listed(f'"{name}"' for name in names)
    return f"There are tables on the sheets {shown}. Name one with --sheet."


def no_sheet(name: str, names: Iterable[str]) -> str:
    """Return that a workbook has no sheet of a name."""
    shown = listed(f'"{one}"' for one in names)
    return f'There is no table on a sheet "{name}". There are tables on {shown}.'


def source_title(kind: str, key: str, title: str) -> str:
    """Return the title of a source."""
    match kind:
        case "fingertips":
            return f"Fingertips: {title or 'indicator'} ({key})"
        case "ndtms":
            return "National Drug Treatment Monitoring System: ViewIt, adults"
        case "ons-deaths":
            return "Deaths related to drug poisoning by local authority, England and Wales"
        case _:
            return title or key


def at_line(path: str, line: int, text: str) -> str:
    """Return a sentence with its place in the mapping."""
    return f"{path}, line {line}: {text}"


def no_section(key: str) -> str:
    """Return that a key of the mapping holds a text where it should hold lines."""
    return f'Below "{key}" there must be lines of their own, each with a name, a colon and a text.'


def no_text(key: str) -> str:
    """Return that a key of the mapping should hold a text."""
    return f'"{key}" must have one text behind its colon.'


def unknown_key(key: str, near: str, known: Iterable[str]) -> str:
    """Return that a key of the mapping is not known."""
    return f'"{shortened(key)}" cannot be set here. {near or f"What can be set is {listed(known)}."}'


def no_choice(key: str, value: str, allowed: Iterable[str]) -> str:
    """Return that a value of the mapping is none of those that it can have."""
    return f'"{key}" cannot be "{shortened(value)}". Write {" or ".join(filter(None, allowed))}.'


def metric_missing(line: int, key: str, title: str, near: tuple[str, str]) -> str:
    """Return that nobody has said which metric an indicator is."""
    named = f' ("{shortened(title, 80)}")' if title and title != key else ""
    question = f'Which metric is "{shortened(key)}"{named}? Write its short name, or "leave out".'
    return at_line("convert.yaml", line, f"{question} {_nearest(near)}".strip())


def _nearest(near: tuple[str, str]) -> str:
    return f'The nearest is {near[0]} ("{near[1]}").' if near[0] else ""


def metric_unknown(line: int, metric: str, near: str) -> str:
    """Return that a metric of the mapping does not exist."""
    remedy = near or "Correct it, or add the metric to metrics.csv first."
    return at_line("convert.yaml", line, f'There is no metric "{shortened(metric)}". {remedy}')


def source_unknown(line: int, source: str) -> str:
    """Return that a source of the mapping does not exist."""
    fault = f'There is no source "{shortened(source)}".' if source else "The source is missing."
    return at_line("convert.yaml", line, f'{fault} Describe it below "sources", or name one of sources.csv.')


def source_incomplete(line: int, source: str, missing: Iterable[str]) -> str:
    """Return that something must be said of a source before it can join sources.csv."""
    named = listed(f'"{one}"' for one in missing)
    return at_line("convert.yaml", line, f'Fill in {named} of the source "{shortened(source)}".')


def contradiction(cell: str, earlier: str, place: str) -> str:
    """Return that a file says two things of one figure."""
    return f"{cell}: This figure ({shortened(place, 80)}) stands in {earlier} too, with another value."


def unknown_period(cell: str, period: str, length: str) -> str:
    """Return that a period cannot be read, or is of another length than the file says."""
    if length:
        return f'{cell}: The period "{shortened(period)}" is not as long as the file says ("{shortened(length)}").'
    return f'{cell}: The period "{shortened(period)}" is none that we know.'


def unreadable_number(cell: str, text: str) -> str:
    """Return that a number cannot be read."""
    return (
        f'{cell}: "{shortened(text)}" is no number and no mark that we know. '
        'Say in convert.yaml what it means: below the indicator, "marks", such as "-": 0 or "-": x.'
    )


def unknown_mark(cell: str, text: str) -> str:
    """Return that a status of a publisher is not known."""
    return (
        f'{cell}: The status "{shortened(text)}" is none that we know. '
        'Say in convert.yaml what it means: below the indicator, "marks".'
    )


def unknown_multiplier(cell: str, text: str) -> str:
    """Return that it is not known what a number is counted in."""
    return f'{cell}: The number is counted in "{shortened(text)}", which is none that we know.'


def wrong_limits(cell: str, value: str, lower: str, upper: str) -> str:
    """Return that the limits of a value are not around it."""
    return f'{cell}: The limits "{shortened(lower)}" and "{shortened(upper)}" are not around "{shortened(value)}".'


def rounded_to(base: int) -> str:
    """Return the note of a number that its publisher rounded."""
    return f"The source rounds to the nearest {base}"


def holds(key: str, title: str, numbers: int, here: int, ends: tuple[str, str]) -> str:
    """Return what a file holds of an indicator."""
    named = f"{shortened(key)}: {shortened(title, 100)}" if title and title != key else shortened(key, 100)
    span = ends[0] if ends[0] == ends[1] else f"first {ends[0]}, last {ends[1]}"
    return f"{named}. {_rows(numbers)}, {here:,} of areas of this package, {span}."


def taken_for(metric: str, near: tuple[str, str]) -> str:
    """Return which metric an indicator was taken for."""
    return f"We take it for {metric}." if metric else f"We know no metric for it. {_nearest(near)}".strip()


def _rows(number: int) -> str:
    return f"{number:,} number{'s' if number != 1 else ''}"


def left_out(
    areas: Counter[str], groups: Counter[str], crossed: Counter[tuple[str, ...]], not_mapped: int, only_99_8: int
) -> list[str]:
    """Return what of a file was left out, and why."""
    said = []
    if areas:
        shown = [code for code, _ in areas.most_common(_CODES_SHOWN)]
        more = f" and {len(areas) - len(shown):,} more" if len(areas) > len(shown) else ""
        said.append(
            f"Left out: {_rows(sum(areas.values()))} of {len(areas):,} area{'s' if len(areas) != 1 else ''} "
            "that areas.csv does not have "
            f"({', '.join(shown)}{more})."
        )
    for name, count in groups.items():
        said.append(f'Left out: {_rows(count)} by "{name}", which "breakdowns" in convert.yaml does not name.')
    if crossed:
        names = listed(dict.fromkeys(name for combination in crossed for name in combination))
        said.append(
            f"Left out: {_rows(sum(crossed.values()))} about several of {names} at once. "
            'Write "crossed: yes" in convert.yaml to take them in.'
        )
    if not_mapped:
        said.append(f'Left out: {_rows(not_mapped)} of indicators that say "leave out" in convert.yaml.')
    if only_99_8:
        said.append(f"{_rows(only_99_8)} with limits at 99.8% alone: they are left out.")
    return said


def notices(repeated: int, without_counts: int, small_hidden: int) -> list[str]:
    """Return what readers of a conversion should know of the rows that were taken in."""
    said = []
    if repeated:
        said.append(f"{_rows(repeated)} repeated in the file with the same value: taken once.")
    if without_counts:
        said.append(f"{_rows(without_counts)} without count and denominator, as these do not give the value.")
    if small_hidden:
        said.append(f"{_rows(small_hidden)} hidden as small (status c).")
    return said


def others_left_out(keys: Sequence[str]) -> str:
    """Return which indicators the proposed mapping leaves out."""
    shown = ", ".join(shortened(key, 40) for key in keys[:_REASONS_SHOWN])
    more = f" and {len(keys) - _REASONS_SHOWN:,} more" if len(keys) > _REASONS_SHOWN else ""
    others = f"{len(keys):,} others, so that the mapping leaves them" if len(keys) > 1 else "another, which it leaves"
    return (
        f"We know no metric for {others} out: {shown}{more}. To take one in, write the short name of its metric there."
    )


def small_numbers(count: int) -> str:
    """Return what can be done about numbers that are too small to be shown."""
    return (
        f"{_rows(count)} of people too small to be shown. "
        'Write "small: hide" below the indicator in convert.yaml to hide them, or "leave out" behind their area there, '
        'below "areas". Whoever answers for information governance can allow them in disclosure.csv: '
        "docs/officers/hide-a-small-number.md says how."
    )


def reasons(faults: Sequence[str]) -> str:
    """Return what keeps a file out, the first of many."""
    shown = list(dict.fromkeys(faults))
    more = len(shown) - _REASONS_SHOWN
    lines = [*shown[:_REASONS_SHOWN], *([f"{more:,} more like these."] if more > 0 else [])]
    return "\n".join(lines)


def counted(same: int, changed: int, new: int, kept: int) -> str:
    """Return how many figures stand there already, changed and are new."""
    parts = [f"{new:,} new", f"{changed:,} changed", f"{same:,} the same"]
    others = f" {kept:,} stay as another source has them (--replace takes these in)." if kept else ""
    return f"{listed(parts)}.{others}"


def another_table(changed: int, same: int) -> str:
    """Return that a file says something else of most figures that it has been taken for."""
    return (
        f"{changed:,} of {changed + same:,} figures that are there already would change. Is this another table? "
        "If so, give it a name of its own with --table. If its publisher has revised it, say --replace."
    )


def changes(changed: Sequence[tuple[Mapping[str, str], Mapping[str, str]]]) -> list[str]:
    """Return what changed, the first of many."""
    lines = [
        f"Changed: {', '.join(filter(None, (after['metric'], after['area'], after['group'], after['period_start'])))}: "
        f"{_value(before)}, now {_value(after)}."
        for before, after in changed[:_REASONS_SHOWN]
    ]
    more = len(changed) - _REASONS_SHOWN
    return [*lines, *([f"{more:,} more changed."] if more > 0 else [])]


def _value(row: Mapping[str, str]) -> str:
    parts = (row["value"] or "no value", f"({row['status']})" if row["status"] else "")
    return " ".join(filter(None, parts))


def verdicts(same: int, others: Sequence[tuple[Mapping[str, str], str, str]]) -> list[str]:
    """Return how many comparisons with England come out as the publisher prints them, and which do not."""
    if not same and not others:
        return []
    all_of_them = same + len(others)
    lines = [f"{same:,} of {all_of_them:,} comparisons with England come out as the publisher prints them."]
    for row, theirs, ours in others[:_REASONS_SHOWN]:
        named = ", ".join(filter(None, (row["metric"], row["area"], row["group"], row["period_start"])))
        lines.append(f"Compared with England, the publisher says {theirs} and we say {ours}: {named}.")
    more = len(others) - _REASONS_SHOWN
    return [*lines, *([f"{more:,} more differ."] if more > 0 else [])]


def reason_of_revision(source: str) -> str:
    """Return why a figure that its publisher corrected has changed here."""
    return f"Changed at the source: {source}."
