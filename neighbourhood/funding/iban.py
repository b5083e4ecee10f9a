"""The number of a bank account: checked digit by digit, tidied, and shown without most of it."""

from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    from stdnum import bic as std_bic
    from stdnum import iban as std_iban
else:
    std_bic, std_iban = lazily("stdnum.bic"), lazily("stdnum.iban")

LONGEST = 34
LONGEST_BIC = 11
_SHOWN = 4


def tidy(text: str) -> str:
    """Return what was typed in capitals, without what people put between the letters."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())


def is_valid(iban: str) -> bool:
    """Tell whether a number holds together: its length, its country, its two digits (ISO 13616)."""
    return bool(std_iban.is_valid(iban))


def is_bic(bic: str) -> bool:
    """Tell whether the number of a bank is written as ISO 9362 has it."""
    return bool(std_bic.is_valid(bic))


def masked(iban: str) -> str:
    """Return the country and the last signs of a number: enough to know it again, not to use it."""
    return f"{iban[:2]}•• •••• {iban[-_SHOWN:]}"
