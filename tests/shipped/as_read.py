"""Knows how each package of this repository stood when its facts were last read and found true.

`make facts` holds the facts against `datasets/` as it is now and, where they are true, runs
`python -m tests.shipped.as_read`, which records that in `as_read.json`.
"""

import hashlib
import json
from pathlib import Path

from tests.guard import DATASETS
from tests.projects import bytes_below

AS_READ = Path(__file__).parent / "as_read.json"


def digests() -> dict[str, str]:
    """Return the digest of each package that is in `datasets/`, by name."""
    return {folder.name: _digest(folder) for folder in sorted(DATASETS.iterdir()) if folder.is_dir()}


def recorded() -> dict[str, str]:
    """Return the digest of each package that facts are known of, as it was read."""
    return json.loads(AS_READ.read_text("utf-8"))


def _digest(folder: Path) -> str:
    return hashlib.sha256(json.dumps(bytes_below(folder)).encode("utf-8")).hexdigest()


if __name__ == "__main__":
    found = {name: digest for name, digest in digests().items() if name in recorded()}
    AS_READ.write_text(json.dumps(recorded() | found, indent=1) + "\n", "utf-8")
