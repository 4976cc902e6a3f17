"""Publishing: lets MkDocs make the site, then finishes and checks what it made."""

from builder.publishing.finishing import BrokenSite, finish
from builder.publishing.site import MkDocs, SiteNotBuilt, write_configuration

__all__ = ["BrokenSite", "MkDocs", "SiteNotBuilt", "finish", "write_configuration"]
