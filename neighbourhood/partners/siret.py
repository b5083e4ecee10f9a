"""The number of an establishment: fourteen digits, of which two are there to catch slips."""

import re

_BETWEEN = re.compile(r"[\s.\-_·\u200b]+")
_SIRET = re.compile(r"[0-9]{14}")
_LA_POSTE = "356000000"


def tidy(text: str) -> str:
    """Return what was typed without the spaces, dots and dashes people put between digits."""
    return _BETWEEN.sub("", text)


def is_valid(siret: str) -> bool:
    """Tell whether fourteen digits hold together: those of the organisation, then all of them.

    La Poste has more establishments than the last digits can tell apart under the Luhn formula:
    since 2012 the plain sum of its fourteen digits is a multiple of five instead; its head office
    keeps a number that satisfies Luhn.
    https://www.sirene.fr/static-resources/doc/lettres/lettre-16-novembre-2013.pdf
    """
    if not _SIRET.fullmatch(siret) or int(siret[:9]) == 0 or not _passes_luhn(siret[:9]):
        return False
    return _passes_luhn(siret) or (siret.startswith(_LA_POSTE) and _digits(siret) % 5 == 0)


def spaced(siret: str) -> str:
    """Return a number as it is printed: 732 829 320 00074."""
    return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"


def _passes_luhn(number: str) -> bool:
    doubled = sum(_digits(str(2 * int(digit))) for digit in number[-2::-2])
    return (doubled + _digits(number[::-2])) % 10 == 0


def _digits(number: str) -> int:
    return sum(map(int, number))
