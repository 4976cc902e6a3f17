"""The pipeline: knows the order of the stages, and is the only room that knows more than one of them."""

from builder.pipeline.adopting import Adopted, adopt, is_framework
from builder.pipeline.advising import advise
from builder.pipeline.brought import Brought, brought
from builder.pipeline.building import Built, Folders, build
from builder.pipeline.checking import Checked, check, package_names
from builder.pipeline.comparing import Changes, changes
from builder.pipeline.previewing import Preview
from builder.pipeline.reporting import Asked, Reported, report
from builder.pipeline.saved import where_saved
from builder.pipeline.seeing import Now
from builder.pipeline.starting import PLACEHOLDER_PROGRAM, NewSite, start_site
from builder.pipeline.taking_in import Refused, begin_partnership, desk_of, make_workbook, take_in_workbook, write_added
from builder.pipeline.words import settings_of

__all__ = [
    "PLACEHOLDER_PROGRAM",
    "Adopted",
    "Asked",
    "Brought",
    "Built",
    "Changes",
    "Checked",
    "Folders",
    "NewSite",
    "Now",
    "Preview",
    "Refused",
    "Reported",
    "adopt",
    "advise",
    "begin_partnership",
    "brought",
    "build",
    "changes",
    "check",
    "desk_of",
    "is_framework",
    "make_workbook",
    "package_names",
    "report",
    "settings_of",
    "start_site",
    "take_in_workbook",
    "where_saved",
    "write_added",
]
