"""How well two colours can be told apart, by the formula of the Web Content Accessibility Guidelines 2.2.

A colour is written as # and six hexadecimal digits: red, green, blue.
"""

BLACK, WHITE = "#000000", "#ffffff"

READABLE = 4.5
"""The contrast from which text can be read: criterion 1.4.3, level AA."""
EASILY_READABLE = 7.0
"""The contrast that criterion 1.4.6, level AAA, asks for."""
_STEPS = 50


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Return `colour` with a share, from 0 to 1, of the other."""
    parts = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in parts)


def readable_on(colour: str, paper: str, ink: str, least: float = READABLE) -> str:
    """Return the colour, with as little of `ink` as gives a text in it a contrast of at least `least` on `paper`.

    `ink` itself must have that contrast.
    """
    shades = (mixed(colour, ink, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if contrast(shade, paper) >= least)


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (part / 255 for part in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
