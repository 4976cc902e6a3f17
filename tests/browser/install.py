"""Makes sure that there is a browser to test with: the one that is here, Debian's, or Playwright's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
"""How a browser is started: it asks no host but ours for anything."""

SHELL = "chromium-headless-shell"
"""Chromium without windows: the same engine, and a new page costs it a quarter of the processor time."""

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Browsers as readers have them."""


def installed_browser(names: tuple[str, ...] = (SHELL, *WHOLE)) -> str | None:
    """Return the path of the first of these browsers that is installed on this machine, or None."""
    return next((path for name in names if (path := shutil.which(name))), None)


def main() -> None:
    """Install what is missing: Debian's two browsers where that is possible, and else Playwright's if there is none."""
    if installed_browser((SHELL,)) and installed_browser(WHOLE):
        return
    if Path("/etc/debian_version").exists() and os.geteuid() == 0:
        install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", WHOLE[0], SHELL]
        done = subprocess.run(["apt-get", "update", "--quiet"], check=False).returncode == 0
        done = done and subprocess.run(install, check=False).returncode == 0
        if done or installed_browser():
            return
        sys.exit("No browser could be installed to test with.")
    if not installed_browser():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    main()
