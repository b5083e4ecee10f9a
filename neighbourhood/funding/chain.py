"""The chain laid over the ledger: what is hashed, byte by byte (docs/decisions/0031).

Anybody can compute the same with a shell: see docs/verifying.md. The browser does, in
static/behaviours/verify.js.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

# What stands before the first link.
NO_HEAD = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One movement of the ledger as the chain sees it; the sides are cents by account code.

    `nonce` is drawn at random: without it nobody finds out what a public digest is of, however
    few amounts and accounts there are to try.
    """

    number: int
    moment: datetime
    kind: str
    entries: Iterable[tuple[str, int]]
    reference: str
    nonce: str

    @property
    def canonical(self) -> str:
        """The one way to write it: JSON, keys sorted, no spaces, sides sorted by account."""
        said = {
            "entries": sorted([code, int(cents)] for code, cents in self.entries),
            "kind": self.kind,
            "moment": told(self.moment),
            "nonce": self.nonce,
            "number": self.number,
            "reference": self.reference,
        }
        return _json(said)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical line in UTF-8, in 64 small hexadecimal digits."""
        return _sha256(self.canonical)


def head_after(previous: str, digest: str) -> str:
    """Return SHA-256 of the head before and a digest: two hexadecimal texts, written in one."""
    return _sha256(previous + digest)


def told(moment: datetime) -> str:
    """Write a moment in UTC to the microsecond: 2026-11-29T21:36:51.000042Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What whoever gave keeps: their own line, and a head that everybody was shown that day."""

    line: Line
    day: date
    at: int
    head: str

    @property
    def number(self) -> int:
        """Which line of the register it is, from 1."""
        return self.line.number

    @property
    def digest(self) -> str:
        """What the register says of the line."""
        return self.line.digest

    @property
    def token(self) -> str:
        """The same for the part of an address behind the #, which no browser sends to a server."""
        said = {
            "at": self.at,
            "digest": self.digest,
            "head": self.head,
            "line": self.line.canonical,
        }
        return base64.urlsafe_b64encode(_json(said).encode()).decode().rstrip("=")


def _json(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
