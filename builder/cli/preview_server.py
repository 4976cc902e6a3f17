"""Previews the site on this machine: serves its folder, watches the sources and reloads the browser."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_VERSION = "/-/version"
"""The address that tells the browser which build it sees."""

_SCRIPT = "/-/reload.js"
"""The address of the script that reloads: a file, since the policy of the pages runs no script that is slipped in."""

_RELOAD = b"""(() => {
  let seen;
  setInterval(async () => {
    try {
      const version = await (await fetch("/-/version")).text();
      if (seen && seen !== version) location.reload();
      seen = version;
    } catch {}
  }, 300);
})();
"""

WATCH_SECONDS = 0.2
"""How often the sources are looked at."""


class Watcher:
    """Tells which files below some folders have changed since it was asked last."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)
        self._seen = self._look()

    def changed(self) -> frozenset[Path]:
        """Return the files that are new, gone or written again."""
        now = self._look()
        before, self._seen = self._seen, now
        return frozenset(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))

    def _look(self) -> Mapping[Path, tuple[int, int]]:
        stamps = {}
        for root in self._paths:
            for path in [root] if root.is_file() else root.rglob("*"):
                if "__pycache__" in path.parts:
                    continue
                try:
                    status = path.stat()
                except FileNotFoundError:
                    # An editor that saves aside and renames: the next look sees the file.
                    continue
                if not path.is_dir():
                    stamps[path] = (status.st_mtime_ns, status.st_size)
        return stamps


class Server:
    """Serves a site on this machine, and reloads it in the browser when `refresh` is called."""

    def __init__(self, folder: Path, port: int) -> None:
        self._version = str(time.time_ns())
        handler = partial(_Handler, directory=str(folder), version=lambda: self._version)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """Where the browser finds the site."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def start(self) -> None:
        """Begin to serve, beside whatever else is going on."""
        self._thread.start()

    def refresh(self) -> None:
        """Make every open page load again."""
        self._version = str(time.time_ns())

    def stop(self) -> None:
        """End serving and free the port."""
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as they are, with a few lines added to pages that make them reload."""

    def __init__(self, *arguments: object, version: Callable[[], str], **options: object) -> None:
        self._version_now = version
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request for a page, a file or the version."""
        if self.path == _VERSION:
            self._answer(self._version_now().encode(), "text/plain")
            return
        if self.path == _SCRIPT:
            self._answer(_RELOAD, "text/javascript")
            return
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if self.path.split("?")[0].endswith("/") else path
        if page.suffix == ".html" and page.is_file():
            script = f'<script src="{_SCRIPT}"></script></body>'.encode()
            self._answer(page.read_bytes().replace(b"</body>", script), "text/html; charset=utf-8")
            return
        super().do_GET()

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        """Say nothing: a preview's requests are of no interest."""


def watch(watcher: Watcher, changed: Callable[[frozenset[Path]], None]) -> None:
    """Call `changed` with the files that changed, again and again, until the program is ended."""
    while True:
        files = watcher.changed()
        if files:
            changed(files)
        time.sleep(WATCH_SECONDS)
