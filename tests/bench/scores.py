"""Lets Lighthouse score a page, where Node is on this machine."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

_FOLDER = Path(__file__).parent / "lighthouse"
_PROGRAM = _FOLDER / "node_modules" / ".bin" / "lighthouse"
_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def install() -> bool:
    """Install Lighthouse from its lock file, and return whether it is there: False on a machine without Node."""
    if not _PROGRAM.exists():
        npm = shutil.which("npm")
        if npm is None:
            return False
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix", str(_FOLDER)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return True


def scores(address: str, browser: str) -> Mapping[str, int]:
    """Return the scores of a page from 0 to 100, by category, on a slow phone with a slow network.

    Raises:
        RuntimeError: Lighthouse failed, with what it said.
    """
    command = [str(_PROGRAM), address, "--output=json", "--quiet", f"--chrome-flags={_FLAGS}"]
    run = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": browser}, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise RuntimeError(f"Lighthouse failed for {address}:\n{run.stderr}")
    categories = json.loads(run.stdout)["categories"]
    return {name: round(categories[name]["score"] * 100) for name in CATEGORIES}
