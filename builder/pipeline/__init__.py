"""The pipeline: knows the order of the stages, and is the only room that knows more than one of them."""

from builder.pipeline.building import Built, Folders, build
from builder.pipeline.checking import Checked, check, package_names
from builder.pipeline.previewing import Preview

__all__ = ["Built", "Checked", "Folders", "Preview", "build", "check", "package_names"]
