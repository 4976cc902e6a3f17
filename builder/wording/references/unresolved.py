"""Why a reference stands for nothing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A reference that leads nowhere or to several places, in an officer's words."""

    fault: str
    remedy: str
