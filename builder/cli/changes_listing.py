"""Shows what a change alters: as text, as Markdown for the summary of a pull request, or as JSON for programs."""

import json

from builder.pipeline.comparing import Changes
from builder.project.personal_data import without_personal_data

MAXIMUM_MARKDOWN = 50_000
"""The most characters of the Markdown form."""
_PASTE = 'To record it, add this to revisions.csv, a new file where there is none, and say why in "reason":'


def text_report(changes: Changes) -> str:
    """Return the report for a terminal."""
    lines = [changes.report.verdict]
    for part in changes.report.parts:
        lines += ["", part.heading, *(f"  - {line}" for line in part.lines)]
        lines += [f"  {_PASTE}", *(f"    {row}" for row in part.paste)] if part.paste else []
    return "\n".join(lines)


def markdown_report(changes: Changes, limit: int = MAXIMUM_MARKDOWN) -> str:
    """Return the report with headings and lists, in at most `limit` characters; what is left out is counted."""
    from builder.pages.escaping import escaped

    blocks = [f"## What this changes\n\n**{escaped(changes.report.verdict)}**\n"]
    for part in changes.report.parts:
        blocks.append(f"\n### {escaped(part.heading)}\n\n")
        blocks += [f"- {escaped(line)}\n" for line in part.lines]
        if part.paste:
            # Four spaces make a block of code, in which nothing is a sign of Markdown.
            blocks.append("".join((f"\n{_PASTE}\n\n", *(f"    {row}\n" for row in part.paste))))
    kept, size = 0, 0
    note = "\nThis is not all: {} more parts are left out. Run `python -m builder changes` to read them.\n"
    room = limit - len(note.format(len(blocks)))
    whole = sum(map(len, blocks)) <= limit
    for block in blocks:
        if not whole and size + len(block) > room:
            break
        kept, size = kept + 1, size + len(block)
    return "".join(blocks[:kept]) + ("" if whole else note.format(len(blocks) - kept))


def json_report(changes: Changes) -> str:
    """Return what changed as JSON, without the contents of cells.

    `commit`, `verdict`, and `packages`: each with `name`, `kind` (new, removed, changed), `unread` (tables that could
    not be compared), `counts` (rows of each table of a package that is new or removed) and `rows`. A row has `table`,
    `key` (the cells of its primary key), `kind` (new, removed, changed, renamed), `row` (in a spreadsheet now; 0 where
    it is gone), `fields` (columns that differ) and `revision` (there, missing, disagrees, not-needed). `texts`: for
    each package, the narratives and descriptors that changed.
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
    told = {"commit": changes.commit, "verdict": changes.report.verdict, "packages": packages, "texts": texts}
    return json.dumps(told, ensure_ascii=False, indent=2)
