"""Short names, made from titles: what stands in the first column of a table and becomes part of an address."""

import re
import unicodedata
from collections.abc import Collection

from builder.intake import words
from builder.model.addresses import MAXIMUM_NAME, is_of_windows
from builder.project.problems import NotDone

_SHORT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_short_name(name: str) -> bool:
    """Return whether a name can be part of an address."""
    return bool(_SHORT_NAME.fullmatch(name)) and len(name) <= MAXIMUM_NAME and not is_of_windows(name)


def short_name(title: str, taken: Collection[str] = ()) -> str:
    """Return the short name of a title, such as map-what-is-needed; a number tells it from those that are taken.

    Raises:
        NotDone: The title has no letter and no digit that an address can hold.
    """
    plain = unicodedata.normalize("NFKD", title.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain))
    if not parts:
        raise NotDone(words.NO_ID)
    name = _cut("-".join(parts), MAXIMUM_NAME)
    if is_of_windows(name):
        name = f"{name}-1"
    number, made = 1, name
    while made in taken:
        number += 1
        made = f"{_cut(name, MAXIMUM_NAME - len(str(number)) - 1)}-{number}"
    return made


def _cut(name: str, length: int) -> str:
    """Return a name that is not too long, without half a word at its end."""
    if len(name) <= length:
        return name
    whole = name[: length + 1].rpartition("-")[0]
    return whole or name[:length]
