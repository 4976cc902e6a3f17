"""What readers say and where they live, as editors list it: by it the search leads them, and lists of areas."""

from dataclasses import dataclass

SAYINGS_FILE = "everyday.yaml"
PLACES_FILE = "places.csv"


@dataclass(frozen=True, slots=True)
class Saying:
    """Some ways to say one thing, and what the search makes of them."""

    say: tuple[str, ...]
    means: str = ""
    """Words of the site that mean the same; empty where there are none."""
    page: str = ""
    """The name of a page that answers, such as help."""
    section: str = ""
    """A heading of that page, written by hand, which is the answer."""
    of_each: str = ""
    """The name of a page of each partnership that answers, such as partners."""
    care: bool = False
    """Whether somebody who says so may need help."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town, or a district that is no more."""

    name: str
    council: str
    """The code of the council that it lies in."""
