"""Knows how packages and words of this repository stood when the facts about them were last read and found true.

`make facts` holds the facts against both as they are now and, where they are true, runs
`python -m tests.shipped.as_read`, which records that in `as_read.json`.
"""

import hashlib
import json
from pathlib import Path

from tests.guard import DATASETS, PROJECT
from tests.projects import bytes_below

WORDS = PROJECT / "site_src"
PACKAGES = ("derby-and-derbyshire", "national-framework", "northamptonshire", "worcestershire")
"""The packages that facts are known of."""
AS_READ = Path(__file__).parent / "as_read.json"


def digests() -> dict[str, str]:
    """Return the digest of each package that facts are known of and of each file of words, by path, if it is here."""
    packages = (path for name in PACKAGES if (path := DATASETS / name).is_dir())
    return {shown(path): _digest(path) for path in (*packages, *files_of_words())}


def files_of_words() -> list[Path]:
    """Return what editors write."""
    return sorted((*(WORDS / "pages").glob("*.md"), *WORDS.glob("*.yaml"), *WORDS.glob("*.csv")))


def recorded() -> dict[str, str]:
    """Return the digest of each, as it was read."""
    return json.loads(AS_READ.read_text("utf-8"))


def shown(path: Path) -> str:
    """Return how a path of this repository is named."""
    return path.relative_to(PROJECT).as_posix()


def _digest(path: Path) -> str:
    content = json.dumps(bytes_below(path)).encode("utf-8") if path.is_dir() else path.read_bytes()
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    AS_READ.write_text(json.dumps(digests(), indent=1) + "\n", "utf-8")
