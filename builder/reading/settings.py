"""Reads the settings of a site, and finds every fault of them."""

import re
from pathlib import Path

from builder.model.colours import BLACK, READABLE, contrast, readable_on
from builder.model.settings import Contact, Day, Host, LocalService, Settings, site_address
from builder.project.problems import Level, Place, Problem, shortened
from builder.reading import plain_yaml
from builder.reading.entries import Entries

READY_TEXT = """\
name: Drugs and alcohol in your area
description: What gets better and worse with drugs and alcohol in your area, from published data.
demonstration: yes
own_papers: no"""
"""What a file of settings holds at least."""

_REQUIRED = ("name", "description", "demonstration", "own_papers")
_OPTIONAL = (
    *("publisher", "contact", "days_to_answer", "local_services", "logo", "accent_colour"),
    *("repository", "address", "host", "day", "security_contact_until"),
)
_CONTACT_KEYS = ("page", "mailbox", "telephone")
_SERVICE_KEYS = ("name", "what_for")
_SERVICE_OPTIONAL = ("telephone", "page")
_HOST_KEYS = ("name", "privacy")

_ADDRESS = re.compile(r"https://[^\s/]+\.[^\s/]+(/\S*)?")
_REPOSITORY = re.compile(r"https://[^\s/]+/[\w.-]+/[\w.-]+")
_MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_TELEPHONE = re.compile(r"[+(]?\d[\d ()]{1,20}\d")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_BARE_COLOUR = re.compile(rf"accent_colour:\s+{_COLOUR.pattern}")
_SPELLING = re.compile(r"site\.ya?ml(\.txt)?", re.IGNORECASE)
"""The file, as somebody may have spelt it."""
_PICTURE = re.compile(r"[a-z0-9][a-z0-9._-]*\.(svg|png)")
_ONE_TO_99 = re.compile(r"[1-9]\d?")
_PLACEHOLDER = re.compile(
    r"example[.-](org|com|net)|\.example\b|[\[<].*[\]>]|\bTODO\b"
    r"|\byour (council|county|name|organisation|partnership|town)\b",
    re.IGNORECASE,
)
"""What stands in examples to be replaced, and never in the settings of a real site."""

DARKEST_PAPER = "#f1f5f9"
"""The darkest background of light pages, as in site_src/assets/site.css."""
_LONGEST_NAME = 70
"""How many letters of a name fit into the head of a page on a phone, and into a picture."""

PLACEHOLDER_OWNER = "example-org"
"""The owner of the repository in what comes with the program."""
OWNERS = Path(".github") / "CODEOWNERS"
CONTACT_LINKS = Path(".github") / "ISSUE_TEMPLATE" / "config.yml"
_REACHING = (
    (OWNERS, "GitHub asks nobody to look at a change: the teams are only examples.", "Write your own."),
    (
        CONTACT_LINKS,
        "Who has found something private is led to a page that does not exist.",
        "Write the address of your repository.",
    ),
)
"""The files by which GitHub reaches people, what a placeholder there leads to, and what to do."""


def read_settings(path: Path, shown: str, logos: Path) -> tuple[Settings | None, list[Problem]]:
    """Return the settings and the problems found in them; no settings where there is a problem.

    `shown` is the path as messages name it, and `logos` the folder in which a logo is looked for.
    """
    reader = _Reader(shown, "settings")
    names = sorted(file.name for file in path.parent.iterdir() if file.is_file())
    others = [name for name in names if name != path.name and _SPELLING.fullmatch(name)]
    # On some systems Site.yaml opens as site.yaml, and on the one that publishes it does not.
    if path.name not in names:
        remedy = f"Make a file with that name, and put these lines into it:\n\n{READY_TEXT}\n"
        if others:
            remedy = f'Give "{others[0]}" this name.'
        reader.refuse(0, "There is no file of settings.", remedy)
        return None, reader.problems
    for other in others:
        reader.refuse(0, f'"{shortened(other)}" lies beside it, and is not read.', "Keep one of the two.")
    loaded = reader.load(path, "name: …")
    if loaded is not None:
        reader.find_colours_taken_for_comments(path.read_text("utf-8-sig"))
    settings = reader.settings(loaded, logos) if loaded is not None else None
    return (settings if reader.is_sound else None), reader.problems


def find_placeholders(root: Path) -> list[Problem]:
    """Return a warning for each file by which GitHub reaches people that still names nobody."""
    return [
        Problem(Place(path.as_posix(), line=line), "settings", fault, remedy, Level.WARNING)
        for path, fault, remedy in _REACHING
        if (root / path).is_file()
        for line in _lines_of((root / path).read_text("utf-8", "replace"), PLACEHOLDER_OWNER)[:1]
    ]


def _lines_of(text: str, word: str) -> list[int]:
    """Return the numbers of the lines that hold a word and are no comment."""
    return [place for place, line in enumerate(text.splitlines(), 1) if word in line and not line.startswith("#")]


class _Reader(Entries):
    """The entries of a file of settings. An optional one that is left empty counts as missing."""

    def settings(self, loaded: plain_yaml.Mapping, logos: Path) -> Settings:
        self.find_key_problems(loaded, _REQUIRED, _OPTIONAL)
        _forget_empty(loaded, _OPTIONAL)
        demonstration = self.yes(loaded, "demonstration")
        usual_day = Day.NEWEST_SOURCE if demonstration else Day.TODAY
        until = "security_contact_until"
        days = self.matching(loaded, "days_to_answer", _ONE_TO_99, "a whole number of days, such as 5")
        settings = Settings(
            name=self._name(loaded),
            description=self._line(loaded, "description"),
            demonstration=demonstration,
            publisher=self._line(loaded, "publisher"),
            own_papers=self.yes(loaded, "own_papers"),
            contact=self._contact(loaded),
            days_to_answer=int(days) if _ONE_TO_99.fullmatch(days) else None,
            local_services=tuple(self.entries(loaded, "local_services", self._service)),
            logo=self._logo(loaded, logos),
            accent_colour=self._accent_colour(loaded),
            repository=self.matching(
                loaded,
                "repository",
                _REPOSITORY,
                "its address, such as https://github.com/owner/name, and nothing after it",
            ),
            address=self._site_address(loaded),
            host=self._host(loaded),
            day=self.member(loaded, "day", Day) if "day" in loaded else usual_day,
            security_contact_until=self.day(loaded, until) if until in loaded else None,
        )
        if not demonstration:
            self._find_what_a_real_site_lacks(loaded, settings)
        return settings

    def find_colours_taken_for_comments(self, text: str) -> None:
        """Refuse a colour without quotation marks, of which YAML keeps nothing."""
        for number, line in enumerate(text.splitlines(), 1):
            if _BARE_COLOUR.match(line):
                remedy = "Put quotation marks around it."
                self.refuse(number, "A colour without quotation marks is taken for a comment, and lost.", remedy)

    def _find_what_a_real_site_lacks(self, loaded: plain_yaml.Mapping, settings: Settings) -> None:
        """Refuse what only a demonstration may leave open."""
        line = loaded.lines.get("demonstration", 0)
        if not settings.publisher:
            remedy = 'Name it in "publisher", or write "demonstration: yes".'
            self.refuse(line, "A site that is no demonstration needs an organisation that answers for it.", remedy)
        if not settings.contact:
            remedy = 'Write a page, a mailbox or a telephone below "contact", or write "demonstration: yes".'
            self.refuse(line, "A site that is no demonstration needs a way to reach those who answer for it.", remedy)
        self._find_placeholders(loaded)

    def _find_placeholders(self, entry: plain_yaml.Mapping) -> None:
        for key, value in entry.items():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, plain_yaml.Mapping):
                    self._find_placeholders(one)
                elif _PLACEHOLDER.search(str(one)):
                    fault = f'"{shortened(str(one))}" in "{key}" is only an example.'
                    self.refuse(entry.lines[key], fault, 'Write your own, or write "demonstration: yes".')

    def _name(self, loaded: plain_yaml.Mapping) -> str:
        name = self._line(loaded, "name")
        if len(name) > _LONGEST_NAME:
            fault = f"The name has {len(name)} letters, and {_LONGEST_NAME} fit into the head of a page."
            self.refuse(loaded.lines["name"], fault, "Write a shorter one.")
        return name

    def _contact(self, loaded: plain_yaml.Mapping) -> Contact:
        entry = self.within(loaded, "contact", "A contact is not one line.", _CONTACT_KEYS)
        if entry is None:
            return Contact()
        self.find_key_problems(entry, (), _CONTACT_KEYS)
        _forget_empty(entry, _CONTACT_KEYS)
        return Contact(
            page=self.matching(entry, "page", _ADDRESS, "an address that begins with https://"),
            mailbox=self.matching(entry, "mailbox", _MAILBOX, "the whole address of a mailbox, with its sign @"),
            telephone=self._telephone(entry),
        )

    def _service(self, entry: plain_yaml.Mapping) -> LocalService:
        self.find_key_problems(entry, _SERVICE_KEYS, _SERVICE_OPTIONAL)
        _forget_empty(entry, _SERVICE_OPTIONAL)
        service = LocalService(
            name=self._line(entry, "name"),
            what_for=self._line(entry, "what_for"),
            telephone=self._telephone(entry),
            page=self.matching(entry, "page", _ADDRESS, "an address that begins with https://"),
        )
        if not (service.telephone or service.page):
            self.refuse(entry.line, "Nobody can reach this service.", 'Add "telephone" or "page".')
        return service

    def _host(self, loaded: plain_yaml.Mapping) -> Host:
        entry = self.within(loaded, "host", "A host is not one line.", _HOST_KEYS)
        if entry is None:
            return Host()
        self.find_key_problems(entry, _HOST_KEYS)
        privacy = self.matching(entry, "privacy", _ADDRESS, "the address of its privacy statement, with https://")
        return Host(self._line(entry, "name"), privacy)

    def _site_address(self, loaded: plain_yaml.Mapping) -> str:
        given = self.text(loaded, "address")
        address = site_address(given) if _ADDRESS.fullmatch(given) else None
        if given and address is None:
            fault = f'"{shortened(given)}" cannot stand in "address".'
            remedy = "Write the whole address, such as https://drugs.council.gov.uk/."
            self.refuse(loaded.lines["address"], fault, remedy)
        return address or ""

    def _logo(self, loaded: plain_yaml.Mapping, logos: Path) -> str:
        logo = self.matching(
            loaded, "logo", _PICTURE, "the name of an SVG or PNG file in small letters, such as logo.svg"
        )
        if _PICTURE.fullmatch(logo) and not (logos / logo).is_file():
            fault = f'There is no picture "{logo}".'
            self.refuse(loaded.lines["logo"], fault, f"Put it into {logos.parent.name}/{logos.name}/.")
        return logo

    def _accent_colour(self, loaded: plain_yaml.Mapping) -> str:
        """Return a colour in which links can be read, and on which white can."""
        colour = self.matching(
            loaded, "accent_colour", _COLOUR, 'a colour such as "#12436d", in quotation marks'
        ).lower()
        if _COLOUR.fullmatch(colour) and contrast(colour, DARKEST_PAPER) < READABLE:
            darker = readable_on(colour, DARKEST_PAPER, BLACK)
            fault = f"Words in the colour {colour} are hard to read: their contrast is below {READABLE} to 1."
            self.refuse(loaded.lines["accent_colour"], fault, f'Write a darker one, such as "{darker}".')
        return colour

    def _telephone(self, entry: plain_yaml.Mapping) -> str:
        return self.matching(entry, "telephone", _TELEPHONE, "a number in digits and spaces, such as 01632 960 001")

    def _line(self, entry: plain_yaml.Mapping, key: str) -> str:
        """Return a text on one line."""
        return " ".join(self.text(entry, key).split())


def _forget_empty(entry: plain_yaml.Mapping, keys: tuple[str, ...]) -> None:
    """Take out the keys beside which nothing stands."""
    for key in keys:
        if entry.get(key) == "":
            del entry[key]
