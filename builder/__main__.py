"""Makes `python -m builder` the command line."""

import gc

from builder.command_line import main

# A build makes millions of objects and keeps nearly all of them to its end: looking among them for
# what can be thrown away, as often as Python does by default, takes a sixth of the time.
gc.set_threshold(100_000, 50, 50)

if __name__ == "__main__":
    main(prog_name="python -m builder")
