"""Publishing: lets MkDocs make the site, then finishes and checks what it made, and puts files in their place."""

from builder.publishing.finishing import BrokenSite, finish, finish_alone, name_files
from builder.publishing.ledger import LostAddress, keep_addresses, read_ledger
from builder.publishing.mkdocs import MkDocs, SiteNotBuilt, own_colours, write_configuration
from builder.publishing.printing import NotPrinted, find_browser, print_page
from builder.publishing.visitors import visitors_files

__all__ = [
    "BrokenSite",
    "LostAddress",
    "MkDocs",
    "NotPrinted",
    "SiteNotBuilt",
    "find_browser",
    "finish",
    "finish_alone",
    "keep_addresses",
    "name_files",
    "own_colours",
    "print_page",
    "read_ledger",
    "visitors_files",
    "write_configuration",
]
