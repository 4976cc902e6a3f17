"""Decides which facts are held against `datasets/`: those of packages that are as they were when the facts were read.

An officer who changes a package makes no test fail. Its facts are not run again until an engineer has run `make facts`.
"""

import pytest

from tests import guard
from tests.guard import DATASETS
from tests.shipped.as_read import digests, recorded


@pytest.fixture(autouse=True)
def _published_data_may_be_read():
    with guard.lifted():
        yield


@pytest.fixture
def package(request):
    """Return the folder of a package, by its name; a test of a package that is gone or was changed is not run."""

    def folder(name):
        now = digests()
        if name not in now:
            pytest.skip(f"datasets/{name} is not here.")
        if now[name] != recorded()[name] and not request.config.getoption("--facts"):
            pytest.skip(f"datasets/{name} has changed since its facts were read: run make facts.")
        return DATASETS / name

    return folder


@pytest.fixture
def datasets(package):
    """Return the folder of all packages; a test of all is not run where one is gone, new or was changed."""
    new = sorted(digests().keys() - recorded().keys())
    if new:
        pytest.skip(f"No facts are known of datasets/{new[0]}.")
    for name in recorded():
        package(name)
    return DATASETS
