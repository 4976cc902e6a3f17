"""Publishing: lets MkDocs make the site, then finishes and checks what it made."""

from builder.publishing.finishing import BrokenSite, finish, finish_alone, name_files
from builder.publishing.printing import NotPrinted, find_browser, print_page
from builder.publishing.site import MkDocs, SiteNotBuilt, own_colours, write_configuration

__all__ = [
    "BrokenSite",
    "MkDocs",
    "NotPrinted",
    "SiteNotBuilt",
    "find_browser",
    "finish",
    "finish_alone",
    "name_files",
    "own_colours",
    "print_page",
    "write_configuration",
]
