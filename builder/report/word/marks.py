"""The marks of WordprocessingML that python-docx has no words for: fields, bookmarks, links, table properties."""

import hashlib
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any
"""An element of the document's XML."""


_LONGEST_NAME = 40


def element(tag: str, /, **attributes: object) -> Element:
    """Return an empty element such as w:tblHeader, its attributes in the same namespace."""
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def field(instruction: str, shown: str) -> list[Element]:
    """Return the runs of a field with what it shows until Word works it out anew."""
    runs = []
    for part in ("begin", "instruction", "separate", "shown", "end"):
        run = element("r")
        match part:
            case "instruction":
                text = element("instrText")
                text.set(qn("xml:space"), "preserve")
                text.text = f" {instruction} "
            case "shown":
                text = element("t")
                text.text = shown
            case _:
                text = element("fldChar", fldCharType=part)
        run.append(text)
        runs.append(run)
    return runs


def bookmark(paragraph: Element, name: str, number: int) -> None:
    """Make a paragraph a place that can be linked to."""
    paragraph.append(element("bookmarkStart", id=number, name=name))
    paragraph.append(element("bookmarkEnd", id=number))


def bookmark_name(anchor: str) -> str:
    """Return an anchor as Word allows the name of a bookmark: letters, digits and underscores, 40 at most."""
    name = f"_{anchor.replace('-', '_')}"
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:31]}_{hashlib.sha256(anchor.encode()).hexdigest()[:8]}"


def link_to(target: str, *, is_inside: bool) -> Element:
    """Return an empty link: to a bookmark of the document, or to an address by the identifier of its relation."""
    link = element("hyperlink", history=1)
    link.set(qn("w:anchor") if is_inside else qn("r:id"), target)
    return link
