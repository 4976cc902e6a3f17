"""Runs a command and measures it with all the processes that it starts."""

import os
import resource
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_SAMPLE_SECONDS = 0.05
_PROC = Path("/proc")


@dataclass(frozen=True)
class Run:
    """One run of a command, in seconds and bytes."""

    wall: float
    processor: float
    """Time on all cores together: it depends less on what else the machine is doing."""
    memory: int
    """The most that all processes held at one time; the largest single one where there is no /proc."""
    output: str


def run(command: list[str], folder: Path, environment: dict[str, str]) -> Run:
    """Run a command in a folder and wait for it.

    Raises:
        RuntimeError: It failed, with what it said.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    peak = _Peak(process.pid)
    output, errors = process.communicate()
    wall = time.perf_counter() - start
    memory = peak.stop()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{output}{errors}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(
        wall=wall,
        processor=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        memory=memory or after.ru_maxrss * 1024,
        output=output,
    )


class _Peak:
    """Looks again and again at how much memory a process and its descendants hold."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._highest = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        if _PROC.is_dir():
            self._thread.start()

    def stop(self) -> int:
        """Return the highest sum seen; 0 where it cannot be seen."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()
        return self._highest

    def _watch(self) -> None:
        while not self._over.wait(_SAMPLE_SECONDS):
            self._highest = max(self._highest, sum(_resident(one) for one in _family(self._process)))


def _family(process: int) -> list[int]:
    """Return a process and its descendants."""
    found = [process]
    try:
        for task in (_PROC / str(process) / "task").iterdir():
            for child in (task / "children").read_text().split():
                found += _family(int(child))
    except OSError:
        # It ended while we looked.
        pass
    return found


def _resident(process: int) -> int:
    try:
        pages = int((_PROC / str(process) / "statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize()
