"""The number of an establishment: fourteen digits, of which two are there to catch slips."""

from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    from stdnum import luhn, util
    from stdnum.fr import siren
    from stdnum.fr import siret as fr_siret
else:
    luhn, util = lazily("stdnum.luhn"), lazily("stdnum.util")
    siren, fr_siret = lazily("stdnum.fr.siren"), lazily("stdnum.fr.siret")

_BETWEEN = " .-_·\N{ZERO WIDTH SPACE}"
_NOBODY = "000000000"


def tidy(text: str) -> str:
    """Return what was typed without the spaces, dots and dashes people put between digits."""
    return "".join(util.clean(text, _BETWEEN).split())


def is_valid(siret: str) -> bool:
    """Tell whether fourteen digits hold together: those of the organisation, then all of them.

    La Poste has more establishments than the last digits can tell apart under the Luhn formula:
    since 2012 the plain sum of its fourteen digits is a multiple of five instead. Its numbers from
    before satisfy Luhn, of which the library knows that of its head office only.
    https://www.sirene.fr/static-resources/doc/lettres/lettre-16-novembre-2013.pdf
    """
    if len(siret) != 14 or siret.startswith(_NOBODY) or not siren.is_valid(siret[:9]):
        return False
    return fr_siret.is_valid(siret) or luhn.is_valid(siret)


def spaced(siret: str) -> str:
    """Return a number as it is printed: 732 829 320 00074."""
    return fr_siret.format(siret)
