"""Convert: turns files that others publish into rows of a package, by a mapping that the package keeps.

A file is opened as sheets of texts; a reader of its kind gives each number it prints with what it is about; the mapping
says which metric, area and group that is here; and the rows are merged into the tables by their keys.
"""

from builder.intake.convert.converting import Converted, Proposed, convert_file

__all__ = ["Converted", "Proposed", "convert_file"]
