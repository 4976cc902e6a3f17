"""Packs a Word file so that the same report gives the same bytes: fixed dates, a fixed order, nothing left over."""

import io
import re
import zipfile

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file knows."""
_THUMBNAIL = "docProps/thumbnail.jpeg"
"""A picture of another document, which the library puts into each new one."""


def packed(content: bytes) -> bytes:
    """Return a Word file with fixed dates in its archive, and without the picture of the template."""
    packed_file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed_file, "w", zipfile.ZIP_DEFLATED) as new:
        # The list of parts comes first, as other programs expect.
        for name in sorted(set(old.namelist()) - {_THUMBNAIL}, key=lambda name: (name != "[Content_Types].xml", name)):
            part = old.read(name)
            if name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", part)
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, part)
    return packed_file.getvalue()
