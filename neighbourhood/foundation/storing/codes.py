"""Codes printed on paper: derived whenever they are needed, kept only as a keyed digest.

Nothing from which a code could be read is stored: it follows from the key of the site and from
what it is bound to, and so can be printed again, by this site only.
"""

import hmac
import re
import unicodedata

# Crockford's: no I, L, O (read as 1, 1, 0) and no U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
FIGURES = 8
_BITS = 5
_LOOK_ALIKES = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\W_]+")


def derive(key: str, *bound: object) -> str:
    """Return the code that `key` gives to what it is bound to."""
    number = int.from_bytes(_mac(key, "code", *bound))
    return "".join(ALPHABET[number >> _BITS * place & 31] for place in range(LENGTH))


def derive_figures(key: str, *bound: object) -> str:
    """Return a code of figures alone, for one that is read aloud and soon forgotten."""
    number = int.from_bytes(_mac(key, "figures", *bound))
    return f"{number % 10**FIGURES:0{FIGURES}}"


def digest(key: str, code: str, *bound: object) -> str:
    """Return what may be stored of `code`."""
    return _mac(key, "digest", code, *bound).hex()


def matches(key: str, code: str, kept: str, *bound: object) -> bool:
    """Tell whether `code` is the one whose digest was kept, in a time that says nothing."""
    return hmac.compare_digest(digest(key, code, *bound), kept)


def spell(code: str) -> str:
    """Write `code` as it is printed: in two halves."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def spell_figures(code: str) -> str:
    """Write a code of figures as it is read aloud."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def read(typed: str, length: int = LENGTH) -> str | None:
    """Return the code meant by `typed`, or None when it cannot be one.

    Case, blanks and dashes do not matter, nor taking O for 0, I or L for 1.
    """
    bare = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper().translate(_LOOK_ALIKES)
    return bare if len(bare) == length and set(bare) <= set(ALPHABET) else None


def _mac(key: str, purpose: str, *bound: object) -> bytes:
    message = "\0".join(["palier letter", purpose, *map(str, bound)])
    return hmac.digest(key.encode(), message.encode(), "sha256")
