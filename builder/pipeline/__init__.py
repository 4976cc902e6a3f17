"""The pipeline: knows the order of the stages, and is the only room that knows more than one of them."""

from builder.pipeline.advising import advise
from builder.pipeline.building import Built, Folders, build
from builder.pipeline.checking import Checked, check, package_names
from builder.pipeline.previewing import Preview

__all__ = ["Built", "Checked", "Folders", "Preview", "advise", "build", "check", "package_names"]
