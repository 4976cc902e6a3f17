"""Decides which facts are held against packages and words: those of what is as it was when the facts were read.

An officer or editor who changes something makes no test fail. Its facts rest until an engineer has run `make facts`.
"""

import pytest

from tests import guard
from tests.guard import DATASETS
from tests.shipped.as_read import PACKAGES, WORDS, digests, files_of_words, recorded, shown


@pytest.fixture(autouse=True)
def _published_data_may_be_read():
    with guard.lifted():
        yield


@pytest.fixture
def as_read(request):
    """Return a path of this repository; a test of what is gone or was changed is not run."""

    def path_as_read(path):
        name, now = shown(path), digests()
        if name not in now:
            pytest.skip(f"{name} is not here.")
        if now[name] != recorded().get(name) and not request.config.getoption("--facts"):
            pytest.skip(f"{name} has changed since its facts were read: run make facts.")
        return path

    return path_as_read


@pytest.fixture
def package(as_read):
    """Return the folder of a package, by its name, as it was read."""
    return lambda name: as_read(DATASETS / name)


@pytest.fixture
def datasets(package):
    """Return the folder of all packages, as they were read and with no other."""
    new = sorted(path.name for path in DATASETS.iterdir() if path.is_dir() and path.name not in PACKAGES)
    if new:
        pytest.skip(f"No facts are known of datasets/{new[0]}.")
    for name in PACKAGES:
        package(name)
    return DATASETS


@pytest.fixture
def words(as_read):
    """Return the folder of words, all as they were read."""
    for path in files_of_words():
        as_read(path)
    return WORDS
