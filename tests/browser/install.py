"""Makes sure that there is a browser to test with: the one that is here, Debian's, or Playwright's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
"""How a browser is started: it asks no host but ours for anything."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed_browser() -> str | None:
    """Return the path of a Chromium that is installed on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> None:
    """Install a browser where there is none."""
    if installed_browser():
        return
    if Path("/etc/debian_version").exists() and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "--quiet"], check=True)
        subprocess.run(["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"], check=True)
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    main()
