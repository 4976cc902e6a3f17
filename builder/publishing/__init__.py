"""Publishing: lets MkDocs make the site, then finishes and checks what it made."""

from builder.publishing.finishing import BrokenSite, finish, with_parts
from builder.publishing.printing import NotPrinted, find_browser, print_page, without_local_links
from builder.publishing.site import MkDocs, SiteNotBuilt, write_configuration

__all__ = [
    "BrokenSite",
    "MkDocs",
    "NotPrinted",
    "SiteNotBuilt",
    "find_browser",
    "finish",
    "print_page",
    "with_parts",
    "without_local_links",
    "write_configuration",
]
