"""What a file prints: one number with what it is about, in the words of its publisher."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """One number of a file, before a mapping says what it is here. Every text is as printed."""

    indicator: str
    """What is measured: the key of its entry in the mapping, such as 93532."""
    title: str
    """What is measured, in words."""
    cell: str
    """Where the value stands in the file, for messages."""
    place: str
    """Where it stands in the source, for readers."""
    period: str
    value: str
    code: str = ""
    """The code of the area."""
    area: str = ""
    """The name of the area."""
    groups: tuple[tuple[str, str], ...] = ()
    """What the people are divided by and which part it is, also where that is everyone: columns and cells."""
    lower: str = ""
    upper: str = ""
    count: str = ""
    denominator: str = ""
    note: str = ""
    mark: str = ""
    """The status that the publisher gives the number, in a cell of its own."""
    length: str = ""
    """How long the period is, where the file says so apart, such as 1y."""
    compared: str = ""
    """How the publisher says that the area stands to England, such as Worse."""
    multiplier: str = ""
    """What the number is counted in, such as Thousands."""
    rounding: int = 0
    """To what the publisher rounded the numbers of the file, such as 5; 0 where it did not."""
    only_99_8: bool = False
    """Whether the only limits are those of 99.8%."""
