"""Creditor references (ISO 11649): ours are of figures alone, which any keyboard writes."""

import re
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    from stdnum import iso11649
    from stdnum.iso7064 import mod_97_10
else:
    iso11649, mod_97_10 = lazily("stdnum.iso11649"), lazily("stdnum.iso7064.mod_97_10")

FIGURES = 12
LONGEST = 35
# As people and banks write it: in groups, in small letters, in the middle of a sentence.
_OURS = re.compile(
    rf"(?<![A-Za-z0-9])R[ .\-/]?F((?:[ .\-/]*[0-9]){{{FIGURES + 2}}})(?![0-9])", re.IGNORECASE
)


def new_reference() -> str:
    """Return a reference drawn by chance: RF, two check digits, twelve figures."""
    body = f"{secrets.randbelow(10**FIGURES):0{FIGURES}}"
    return f"RF{mod_97_10.calc_check_digits(f'{body}RF')}{body}"


def grouped(reference: str) -> str:
    """Write a reference in groups of four, as it is read aloud and typed."""
    return " ".join(reference[place : place + 4] for place in range(0, len(reference), 4))


def reference_in(structured: Iterable[str], texts: Iterable[str]) -> str:
    """Return what a line says it is for: a right creditor reference, else what stands in its place.

    Where several references are written nobody can tell which is meant: then there is none.
    """
    given = [each.strip() for each in structured if each.strip()]
    found = {iso11649.compact(each) for each in given if iso11649.is_valid(each)}
    if not found:
        found = {each for text in (*given, *texts) for each in written_in(text)}
    if len(found) == 1:
        return found.pop()
    return "" if found or not given else given[0][:LONGEST]


def written_in(text: str) -> set[str]:
    """Return the references of our own shape that are written in a text."""
    said = (f"RF{re.sub('[^0-9]', '', figures)}" for figures in _OURS.findall(text))
    return {each for each in said if iso11649.is_valid(each)}
