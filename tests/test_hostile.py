"""A hostile package is refused before any library opens it, and no address that it names is asked."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from builder import pipeline
from tests.sound_example import lay_out

RESOURCE = "  - name: observations\n    path: observations.csv\n"


class Listener(BaseHTTPRequestHandler):
    """Answers every request and remembers that there was one."""

    def do_GET(self):
        """Answer with a table that would pass."""
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"metric,area\n")

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def listener(server):
    """A server of this machine that nothing was asked yet."""
    server.asked = []
    return server


HOSTILE = {
    "address as path": (RESOURCE, "  - name: observations\n    path: {address}\n"),
    "addresses as paths": (RESOURCE, "  - name: observations\n    path: [{address}, {address}]\n"),
    "address as schema": (RESOURCE, f"{RESOURCE}    schema: {{address}}\n"),
    "address as dialect": (RESOURCE, f"{RESOURCE}    dialect: {{address}}\n"),
    "address as profile of a resource": (RESOURCE, f"{RESOURCE}    profile: {{address}}\n"),
    "address as schema standard": (RESOURCE, f"{RESOURCE}    $schema: {{address}}\n"),
    "address as profile of the package": ("resources:\n", "profile: {address}\nresources:\n"),
    "address as package": ("resources:\n", "package: {address}\nresources:\n"),
    "address as base path": ("resources:\n", "basepath: {address}\nresources:\n"),
    "scheme of a resource": (RESOURCE, f"{RESOURCE}    scheme: http\n"),
    "type that switches checks off": (RESOURCE, f"{RESOURCE}    type: file\n"),
    "another format": (RESOURCE, f"{RESOURCE}    format: xlsx\n"),
    "another encoding": (RESOURCE, f"{RESOURCE}    encoding: utf-7\n"),
    "compression": (RESOURCE, f"{RESOURCE}    compression: zip\n"),
    "inner path": (RESOURCE, f"{RESOURCE}    innerpath: observations.csv\n"),
    "inline data": (RESOURCE, "  - name: observations\n    data: [[metric], [a]]\n"),
    "absolute path": (RESOURCE, "  - name: observations\n    path: /etc/passwd\n"),
    "climbing path": (RESOURCE, "  - name: observations\n    path: ../national-framework/metrics.csv\n"),
    "climbing path that comes back": (RESOURCE, "  - name: observations\n    path: ../riverside/observations.csv\n"),
    "path with a backslash": (RESOURCE, "  - name: observations\n    path: ..\\observations.csv\n"),
    "path of a device": (RESOURCE, "  - name: observations\n    path: /dev/stdin\n"),
    "file address": (RESOURCE, "  - name: observations\n    path: file:///etc/passwd\n"),
    "several files": (RESOURCE, "  - name: observations\n    path: observations*.csv\n"),
    "foreign name": (RESOURCE, "  - name: ../observations\n    path: observations.csv\n"),
    "YAML tag that runs a program": (
        "resources:\n",
        "keywords: !!python/object/apply:os.system ['true']\nresources:\n",
    ),
    "YAML alias": ("resources:\n", "keywords: &a [x]\nsources: *a\nresources:\n"),
    "YAML merge key": ("resources:\n", "<<: {{a: b}}\nresources:\n"),
    "key twice": ("resources:\n", "title: Another\nresources:\n"),
    "deep nesting": ("resources:\n", f"keywords: {'[' * 60}{']' * 60}\nresources:\n"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_package_is_refused_and_nothing_is_asked(tmp_path, listener, name):
    datasets = lay_out(tmp_path)
    path = datasets / "riverside" / "datapackage.yaml"
    old, new = HOSTILE[name]
    text = path.read_text("utf-8")
    assert old in text
    address = f"http://127.0.0.1:{listener.server_port}/table.csv"
    path.write_text(text.replace(old, new.format(address=address), 1), "utf-8")
    checked = pipeline.check(datasets)
    assert (checked.site, listener.asked) == (None, [])
    assert {problem.place.path for problem in checked.problems} == {"datasets/riverside/datapackage.yaml"}


@pytest.mark.parametrize("name", ["observations.csv", "datapackage.yaml"])
def test_symbolic_link_is_refused(tmp_path, name):
    datasets = lay_out(tmp_path)
    outside = tmp_path / "outside"
    (datasets / "riverside" / name).rename(outside)
    (datasets / "riverside" / name).symlink_to(outside)
    assert pipeline.check(datasets).site is None


def test_sound_example_is_not_refused(tmp_path):
    assert pipeline.check(lay_out(tmp_path)).site is not None
