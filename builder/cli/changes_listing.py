"""Shows what a change alters: as text, as JSON, as the summary of a pull request, or as a page of its preview."""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from builder.cli.listing import grouped, in_words, standing
from builder.pipeline.brought import Brought
from builder.pipeline.comparing import Changes
from builder.project.personal_data import without_personal_data
from builder.project.problems import Level, Place
from builder.wording.altered import with_questions

MAXIMUM_MARKDOWN = 50_000
"""The most characters of the Markdown form."""
_MOST_OF_PROBLEMS = 25_000
"""How many of them questions and faults may take, so that there is room for what changed."""
_MOST_NAMED = 30
"""How many questions, faults or warnings are given in full."""
_MOST_PASTED = 100
"""How many rows to paste a summary gives."""
_MORE_TO_PASTE = "There are {:,} more of them: they are in the copy to review, in its first file."
_HOME = "the home page"
_PASTE = 'To record it, add this to revisions.csv, a new file where there is none, and say why in "reason":'
_LEFT_OUT = "This is not all: the last parts are left out, {} in all. Run `python -m builder changes` to read them."
_MEND = "Mend each fault on the same branch: the check runs again by itself. Nothing is published before that."
_BEGIN_ANEW = (
    "Do not go on with this branch: it shows a number of people that is too small, and mending does not take that "
    "away. Do first what the fault says. On the new branch, mend the other faults as well."
)
_ANSWER = (
    "Look at each question: correct what it names, or say in the row why it is right. Where a row has no room for "
    "that, write it into the pull request."
)
_APPROVE = (
    "A colleague who did not make the change looks at what is removed, at the published figures that changed, at each "
    "new figure beside its source, and at the pages. Then they approve it."
)
_PUBLISH = 'After "Squash and merge" it is on the site within minutes. Look at it once more then.'
_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What this changes</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.0625rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
li {{ margin: .35rem 0; overflow-wrap: anywhere; }}
pre {{ overflow-x: auto; padding: .75rem; border: 1px solid; }}
</style>
</head>
<body>
<main>
{}
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Links:
    """Where the files of a change can be read on GitHub; empty where that is not known."""

    root: str = ""
    """The address of the folder of the project as the change leaves it, ending with a slash."""

    @classmethod
    def of(cls, server: str, repository: str, commit: str) -> "Links":
        """Return the links of a commit of a repository; none where one of the three is not known."""
        return cls(f"{server}/{repository}/blob/{commit}/" if server and repository and commit else "")

    def to(self, place: Place) -> str:
        """Return the address of a line; empty where there is none."""
        # Prose is shown without lines unless it is asked for as it is.
        plain = "?plain=1" if place.line and place.path.endswith(".md") else ""
        line = f"#L{place.line}" if place.line else ""
        return f"{self.root}{quote(place.path)}{plain}{line}" if self.root else ""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: str = ""
    """What stands before the text: the words of the link."""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    level: int
    heading: str
    text: str = ""
    lines: tuple[_Line, ...] = ()
    paste: tuple[str, ...] = ()


def text_report(changes: Changes) -> str:
    """Return the report for a terminal."""
    lines = [changes.report.verdict]
    for part in changes.report.parts:
        lines += ["", part.heading, *(f"  - {line}" for line in part.lines)]
        lines += [f"  {_PASTE}", *(f"    {row}" for row in part.paste)] if part.paste else []
    return "\n".join(lines)


def markdown_report(
    changes: Changes, brought: Brought | None = None, links: Links | None = None, limit: int = MAXIMUM_MARKDOWN
) -> str:
    """Return what changes, what the check asks and finds, and what happens next, in at most `limit` characters.

    What is left out is counted. Without `brought`, only what changes.
    """
    from builder.pages.escaping import escaped

    def block(part: _Part) -> str:
        said = [f"{'#' * part.level} {escaped(part.heading)}\n"]
        said += [f"\n{escaped(part.text)}\n"] if part.text else []
        said += ["\n"] if part.lines else []
        for line in part.lines:
            place = f"[{escaped(line.start)}]({line.goal})" if line.goal else str(escaped(line.start))
            said.append(f"- {place}: {escaped(line.text)}\n" if line.start else f"- {escaped(line.text)}\n")
        # Four spaces make a block of code, in which nothing is a sign of Markdown.
        said += [f"\n{_PASTE}\n\n", *(f"    {row}\n" for row in part.paste[:_MOST_PASTED])] if part.paste else []
        more = len(part.paste) - _MOST_PASTED
        said += [f"\n{_MORE_TO_PASTE.format(more)}\n"] if more > 0 else []
        return "".join(said)

    end = [block(part) for part in (_next(brought) if brought else ())]
    problems = [block(part) for part in (_problems(brought, links or Links()) if brought else ())]
    told = _within(problems, min(_MOST_OF_PROBLEMS, limit // 2))
    rest = sum(map(len, (*told, *end))) + len(told) + len(end)
    changed = _within([block(part) for part in _changed(changes, brought)], limit - rest)
    return "\n".join([*changed, *told, *end])


def _within(blocks: list[str], limit: int) -> list[str]:
    """Return the first blocks that a number of characters has room for, with a line between each, and how many more."""
    if sum(map(len, blocks)) + len(blocks) <= limit:
        return blocks
    room = limit - len(_LEFT_OUT) - 10
    kept: list[str] = []
    for block in blocks:
        room -= len(block) + 1
        if room < 0:
            break
        kept.append(block)
    return [*kept, f"{_LEFT_OUT.format(len(blocks) - len(kept))}\n"]


def page_report(changes: Changes, brought: Brought) -> str:
    """Return the same as a page of HTML that stands in the folder of the site, with links to the pages that change."""

    def block(part: _Part) -> str:
        said = [f"<h{part.level}>{html.escape(part.heading)}</h{part.level}>"]
        said += [f"<p>{html.escape(part.text)}</p>"] if part.text else []
        lines = "".join(f"<li>{_html(line)}</li>\n" for line in part.lines)
        said += [f"<ul>\n{lines}</ul>"] if lines else []
        said += [f"<p>{html.escape(_PASTE)}</p>"] if part.paste else []
        said += [f'<pre tabindex="0">{html.escape(chr(10).join(part.paste))}</pre>'] if part.paste else []
        return "\n".join(said)

    parts = [*_changed(changes, brought), *_problems(brought, Links()), *_next(brought)]
    parts[0] = _Part(1, parts[0].heading, parts[0].text)
    return _PAGE.format("\n".join(block(part) for part in parts))


def _html(line: _Line) -> str:
    text = html.escape(line.text)
    if line.start:
        return f"{html.escape(line.start)}: {text}"
    return f'<a href="{html.escape(line.goal)}">{text}</a>' if line.goal else text


def _changed(changes: Changes, brought: Brought | None) -> Iterator[_Part]:
    asked = brought.questions if brought else 0
    yield _Part(2, "What this changes", with_questions(changes.report.verdict, asked))
    pages = {*changes.seen.changed, *changes.seen.new}
    goals = {address or _HOME: f"{quote(address)}index.html" for address in pages}
    for part in changes.report.parts:
        lines = tuple(_Line(line, goal=goals.get(line, "")) for line in part.lines)
        yield _Part(3, part.heading, lines=lines, paste=part.paste)


def _problems(brought: Brought, links: Links) -> Iterator[_Part]:
    """Yield what the check asks, then what it finds wrong, then what it warns of."""
    for heading, level in (("Questions", Level.ASK), ("Faults", Level.ERROR), ("Warnings", Level.WARNING)):
        groups = grouped(problem for problem in brought.checked.problems if problem.level is level)
        shown = groups[:_MOST_NAMED]
        lines = [_Line(in_words(group), str(group[0].place), links.to(group[0].place)) for group in shown]
        lines += [_Line(f"and {len(groups) - len(shown):,} more")] if len(groups) > len(shown) else []
        if lines:
            yield _Part(2, heading, lines=tuple(lines))


def _next(brought: Brought) -> Iterator[_Part]:
    levels = {problem.level for problem in brought.checked.problems}
    said = [_MEND] if Level.ERROR in levels else []
    said = [_BEGIN_ANEW] if brought.must_begin_anew else said
    said += [_ANSWER] if Level.ASK in levels else []
    said += [] if Level.ERROR in levels else [_APPROVE, _PUBLISH]
    said += [standing(brought.standing)] if brought.standing else []
    yield _Part(2, "What happens next", lines=tuple(map(_Line, said)))


def json_report(changes: Changes) -> str:
    """Return what changed as JSON, without the contents of cells.

    `commit`, `verdict`, and `packages`: each with `name`, `kind` (new, removed, changed), `unread` (tables that could
    not be compared), `counts` (rows of each table of a package that is new or removed) and `rows`. A row has `table`,
    `key` (the cells of its primary key), `kind` (new, removed, changed, renamed), `row` (in a spreadsheet now; 0 where
    it is gone), `fields` (columns that differ) and `revision` (there, missing, disagrees, not-needed). `texts`: for
    each package, the narratives and descriptors that changed. `pages`: the addresses of pages that are `changed`, `new`
    and `gone`; none where one of both sites cannot be made.
    """
    packages = [
        {
            "name": without_personal_data(one.name),
            "kind": one.kind.value,
            "unread": list(one.unread),
            "counts": dict(one.counts or {}),
            "rows": [
                {
                    "table": row.table,
                    "key": [without_personal_data(cell) for cell in row.key],
                    "kind": row.kind.value,
                    "row": row.row,
                    "fields": list(row.fields),
                    "revision": row.revision.value,
                }
                for row in one.rows
            ],
        }
        for one in changes.packages
    ]
    texts = {name: [without_personal_data(file) for file in files] for name, files in changes.texts.items()}
    pages = {name: list(getattr(changes.seen, name)) for name in ("changed", "new", "gone")}
    told = {
        "commit": changes.commit,
        "verdict": changes.report.verdict,
        "packages": packages,
        "texts": texts,
        "pages": pages,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
