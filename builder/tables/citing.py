"""How to cite the data, for programs: BibTeX for reference managers, and the Citation File Format."""

import re

import yaml

from builder.tables.linked_data import About

_SPECIAL = re.compile(r"[&%$#_]")
_OTHERWISE = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def bibtex(about: About, name: str, version: str) -> str:
    """Return what is cited as an entry of BibTeX, whose key is made of its short name and its version.

    The day of reading is the reader's to add.
    """
    fields = {
        "title": _plain(about.title),
        "author": f"{{{_plain(about.publisher)}}}",
        "year": str(about.modified.year) if about.modified else "",
        "version": _plain(version),
        "url": about.page,
        "note": f"Version {_plain(version)}" + (f", {about.modified.isoformat()}" if about.modified else ""),
    }
    lines = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
    return f"@misc{{{name}-{version},\n{lines}\n}}\n"


def _plain(text: str) -> str:
    """Return a text in which no sign says more than itself."""
    return _SPECIAL.sub(r"\\\g<0>", "".join(_OTHERWISE.get(sign, sign) for sign in text))


def citation_file(about: About, version: str) -> str:
    """Return what is cited in the Citation File Format, version 1.2.0."""
    found = {
        "cff-version": "1.2.0",
        "message": "If you use these figures, please cite them as below.",
        "type": "dataset",
        "title": about.title,
        "abstract": about.description,
        "authors": [{"name": about.publisher}],
        "version": version,
        **({"date-released": about.modified.isoformat()} if about.modified else {}),
        "license": "OGL-UK-3.0",
        "url": about.page,
        "keywords": ["drugs", "alcohol", "open data"],
    }
    return yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=1000)
