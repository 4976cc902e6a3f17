"""The folder that remembers drawings: what is damaged in it counts as not there, and is drawn again.

Each file ends in a digest of its name and of everything before, so that a file that was cut, emptied, edited, or put
under the name of another is noticed. This protects against damage: a disk that failed, a cache that mixed two
versions, a hand that slipped. It does not protect against somebody who may write into the folder and reckons the
digest anew, so that a folder from elsewhere is worth as much trust as whoever may write there. What such a file
could do at worst is limited by others: a script or a foreign address in a page is refused before it is published.
"""

import hashlib
import os
from pathlib import Path

_BEFORE, _AFTER = b"\n<!-- ", b" -->\n"
"""What stands around the digest: a drawing and a picture can still be opened, and look as before."""
_LENGTH = len(_BEFORE) + hashlib.sha256().digest_size * 2 + len(_AFTER)


def remember(path: Path, content: bytes) -> None:
    """Write a file into the folder, which is made where it does not exist."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may draw the same: neither must find half of what the other writes.
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_bytes(content + _seal(path, content))
    partial.replace(path)


def recall(path: Path) -> bytes | None:
    """Return what a file was written with; None where it is not there, or is not as it was written."""
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return None
    content, seal = found[:-_LENGTH], found[-_LENGTH:]
    return content if seal == _seal(path, content) else None


def _seal(path: Path, content: bytes) -> bytes:
    digest = hashlib.sha256(path.name.encode() + b"\n" + content)
    return _BEFORE + digest.hexdigest().encode() + _AFTER
