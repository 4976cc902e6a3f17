"""Makes `python -m builder` the command line, and an installed program the command `plainsight`."""

import gc

from builder.cli.commands import main


def run(name: str = "plainsight") -> None:
    """Run the command line under a name."""
    # A build makes millions of objects and keeps nearly all of them to its end: looking among them for
    # what can be thrown away, as often as Python does by default, takes a sixth of the time.
    gc.set_threshold(100_000, 50, 50)
    main(prog_name=name)


if __name__ == "__main__":
    run("python -m builder")
