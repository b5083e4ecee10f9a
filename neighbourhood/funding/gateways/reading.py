"""Reading a message strictly: who speaks, then each word as the type it must be."""

import hmac
import json
from hashlib import sha256
from typing import Any, Self

from babel.numbers import is_currency

from neighbourhood.foundation.storing.clock import now
from neighbourhood.funding.gateways.contract import BadSignature, Malformed

SIGNATURE_SECONDS = 300
# The most that one payment may be, by Stripe’s own rule.
MOST_CENTS = 99_999_999


class Reading:
    """An object of a message; what is missing or of another type makes it `Malformed`."""

    def __init__(self, said: Any, where: str = "message") -> None:
        if not isinstance(said, dict):
            raise Malformed(f"{where}: not an object")
        self._said = said
        self._where = where

    def __contains__(self, name: str) -> bool:
        """Tell whether there is something of that name."""
        return name in self._said

    def inside(self, name: str) -> Self:
        """Return the object of that name."""
        return type(self)(self._of(name), name)

    def text(self, name: str, most: int = 200) -> str:
        """Return a text that is not empty."""
        found = self._of(name)
        if not isinstance(found, str) or not 0 < len(found) <= most or not _is_storable(found):
            raise Malformed(f"{self._where}.{name}: not a text of 1 to {most} characters")
        return found

    def text_or_none(self, name: str) -> str | None:
        """Return a text, None where it is null."""
        return None if self._of(name) is None else self.text(name)

    def word(self, name: str, known: Any) -> str:
        """Return a text that is one of those `known`."""
        found = self.text(name)
        if found not in known:
            raise Malformed(f"{self._where}.{name}: none of the known words")
        return found

    def cents(self, name: str, least: int = 1) -> int:
        """Return an amount."""
        found = self._of(name)
        # For Python, true is a number.
        if type(found) is not int or not least <= found <= MOST_CENTS:
            raise Malformed(f"{self._where}.{name}: not an amount")
        return found

    def currency(self) -> str:
        """Return the code of a currency that exists, in small letters."""
        found = self.text("currency", 3)
        if not is_currency(found.upper()):
            raise Malformed(f"{self._where}.currency: no such currency")
        return found.lower()

    def _of(self, name: str) -> Any:
        if name not in self._said:
            raise Malformed(f"{self._where}.{name}: missing")
        return self._said[name]


def _is_storable(text: str) -> bool:
    # Half of a surrogate pair is no character, and PostgreSQL takes no zero.
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def read(payload: bytes) -> Reading:
    """Read a message whose signature was checked."""
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise Malformed("message: not JSON") from error
    return Reading(said)


def sign(payload: bytes, secret: str, moment: int | None = None) -> str:
    """Write the signature that a provider puts beside a message."""
    moment = int(now().timestamp()) if moment is None else moment
    return f"t={moment},v1={_seal(payload, secret, str(moment))}"


def check(payload: bytes, signature: str, secret: str) -> None:
    """Raise `BadSignature` unless the message was signed with `secret` a moment ago.

    The scheme is Stripe’s. Its library decodes the message first, and so takes for a forgery what
    is signed and is no text.
    """
    pairs = [pair.partition("=")[::2] for pair in signature.split(",")]
    moment = next((value for name, value in pairs if name.strip() == "t"), "")
    seals = [value for name, value in pairs if name.strip() == "v1" and value.isascii()]
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 12):
        raise BadSignature
    expected = _seal(payload, secret, moment)
    if not any(hmac.compare_digest(expected, seal) for seal in seals):
        raise BadSignature
    if int(moment) < now().timestamp() - SIGNATURE_SECONDS:
        raise BadSignature


def _seal(payload: bytes, secret: str, moment: str) -> str:
    return hmac.new(secret.encode(), moment.encode() + b"." + payload, sha256).hexdigest()
