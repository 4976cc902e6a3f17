"""The settings of a site: who publishes it, under which name, and what its pages may say of themselves."""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

SETTINGS_FILE = "site.yaml"
"""The file of settings, in the root of a project."""

_PREVIEW = "http://127.0.0.1:8000/"
"""Where a site stands that has no address yet, so that whole addresses can be tried on any machine."""
_SITE = re.compile(r"(?i:https?)://[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*(?::\d+)?(?:/[\w.~!$&()*+,;=:@%-]+)*", re.ASCII)
"""The whole address of a site, without the slash at its end."""
_ON_GITHUB = re.compile(r"https://github\.com/([^/]+)/([^/]+)")


class Day(StrEnum):
    """On which day lateness, targets, duties and contracts are judged, where nobody names a day."""

    TODAY = "today"
    """The day of building."""
    NEWEST_SOURCE = "newest-source"
    """The publication date of each partnership's own newest source."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment of a build says; a part that is not empty goes before the settings."""

    address: str = ""
    repository: str = ""
    commit: str = ""
    """The commit that is built, by its whole name."""
    day: date | None = None
    """The day on which lateness, targets, duties and contracts are judged."""
    today: date | None = None
    """The day of building, for sites that judge on it; None where nothing may depend on the clock."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How readers reach the publisher; each part is empty where there is none."""

    page: str = ""
    """The address of a page, such as one with a form."""
    mailbox: str = ""
    telephone: str = ""

    def __bool__(self) -> bool:
        return bool(self.page or self.mailbox or self.telephone)


@dataclass(frozen=True, slots=True)
class LocalService:
    """A service near the readers that the page "Get help" names first."""

    name: str
    what_for: str
    telephone: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Host:
    """Who serves the site, and can see the addresses of those who read it."""

    name: str = "GitHub Pages"
    privacy: str = "https://docs.github.com/en/site-policy/privacy-policies/github-general-privacy-statement"
    """The address of its privacy statement."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site says of itself. The defaults are those of a demonstration that nobody has set up."""

    name: str = "Plainsight"
    description: str = "What gets better and worse with drugs and alcohol in your area, from published data."
    demonstration: bool = True
    """Whether the site only shows what such a site could be like, and nobody answers for it."""
    publisher: str = ""
    """The organisation that answers for the site; only a demonstration has none."""
    own_papers: bool = False
    """Whether the papers that the figures come from are the publisher's own."""
    contact: Contact = Contact()
    days_to_answer: int | None = None
    """Within how many working days the publisher answers; None where it makes no promise."""
    local_services: tuple[LocalService, ...] = ()
    logo: str = ""
    """A picture below site_src/assets; empty for the picture of the theme."""
    accent_colour: str = ""
    """As # and six digits, readable on white; empty for the colour of the theme."""
    repository: str = ""
    """The address of the repository, without a slash at the end; empty where nobody can report there."""
    address: str = ""
    """The address of the site, with a slash at the end; empty where nobody knows it."""
    host: Host = Host()
    day: Day = Day.NEWEST_SOURCE
    security_contact_until: date | None = None
    """Until when somebody is sure to read what comes in about weaknesses and private data."""

    @property
    def home(self) -> str:
        """The address of the home page, or where it stands on the machine of somebody who tries it out."""
        return self.address or _PREVIEW

    @property
    def can_be_told(self) -> bool:
        """Whether there is any way to tell those who make the site of a mistake on it."""
        return bool(self.contact or self.repository)

    def within(self, environment: Environment) -> "Settings":
        """Return the settings as they hold in an environment."""
        address, repository = environment.address or self.address, environment.repository or self.repository
        address = address or pages_address(repository)
        return replace(self, address=address, repository=repository)

    def chosen_day(self, environment: Environment) -> date | None:
        """Return the day to judge on, if it is another than that of each partnership's newest source."""
        return environment.day or (environment.today if self.day is Day.TODAY else None)


def site_address(text: str) -> str | None:
    """Return the address of a site with one slash at its end; None where a text is no whole address."""
    bare = text.removesuffix("/")
    return f"{bare}/" if _SITE.fullmatch(bare) else None


def pages_address(repository: str) -> str:
    """Return where GitHub Pages puts the site of a repository, by the address of that; empty for any other host."""
    found = _ON_GITHUB.fullmatch(repository.removesuffix("/"))
    if not found:
        return ""
    host = f"{found[1].lower()}.github.io"
    # A repository that is called like the host is the site of its owner, and lies at the root.
    return f"https://{host}/" if found[2].lower() == host else f"https://{host}/{found[2]}/"
