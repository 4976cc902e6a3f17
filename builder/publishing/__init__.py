"""Publishing: lets MkDocs make the site, then finishes and checks what it made, and puts files in their place."""

from builder.publishing.finishing import BrokenSite, finish, finish_alone, name_files
from builder.publishing.mkdocs import MkDocs, SiteNotBuilt, own_colours, write_configuration
from builder.publishing.printing import NotPrinted, find_browser, print_page

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
