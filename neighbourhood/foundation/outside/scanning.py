"""Looking for viruses in what people send: clamd, or a pretend scanner that knows one file."""

import logging
import socket
import struct
from typing import Protocol

from flask_babel import lazy_gettext as _l

from neighbourhood.foundation import settings
from neighbourhood.foundation.backends import Antivirus
from neighbourhood.foundation.errors import DomainError, Wrong

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 20
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
# The file with which antivirus programs are tried (eicar.org), in two halves: whole, it would make
# them refuse this program.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Infected(Wrong):
    """The scanner knows what is in the file."""

    sentence = _l(
        "L’antivirus du site refuse ce fichier : il contient quelque chose de dangereux. "
        "Envoyez-en un autre."
    )


class ScannerAway(DomainError):
    """Nobody can look at the file now, so it is not taken."""

    status = 503
    sentence = _l(
        "Le site ne peut pas vérifier les fichiers en ce moment : celui-ci n’est pas pris. "
        "Réessayez plus tard."
    )


class Scanner(Protocol):
    """Who looks at files."""

    def is_clean(self, data: bytes) -> bool:
        """Tell whether nothing dangerous is known in `data`; raise `ScannerAway`."""

    def answers(self) -> bool:
        """Tell whether it would look at a file now; raise `OSError`."""


class Pretend:
    """Knows the test file alone."""

    def is_clean(self, data: bytes) -> bool:
        """Look for the test file anywhere."""
        return EICAR not in data

    def answers(self) -> bool:
        """Answer always."""
        return True


class Clamd:
    """The daemon of ClamAV, over TCP or the socket of this machine (INSTREAM)."""

    def __init__(self, at: Antivirus) -> None:
        self._at = at

    def is_clean(self, data: bytes) -> bool:
        """Send the file in pieces; any answer but its two words is none."""
        pieces = (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))
        framed = b"".join(struct.pack("!I", len(piece)) + piece for piece in pieces)
        try:
            said = self._ask(b"zINSTREAM\0" + framed + struct.pack("!I", 0))
        except OSError as failure:
            log.warning("the antivirus does not answer: %s", type(failure).__name__)
            raise ScannerAway from failure
        if said == b"stream: OK":
            return True
        if said.startswith(b"stream: ") and said.endswith(b" FOUND"):
            return False
        log.warning("the antivirus could not look at a file")
        raise ScannerAway

    def answers(self) -> bool:
        """Ask for a sign of life."""
        return self._ask(b"zPING\0") == b"PONG"

    def _ask(self, words: bytes) -> bytes:
        with self._connected() as line:
            line.settimeout(PATIENCE_SECONDS)
            line.sendall(words)
            said = b""
            while b"\0" not in said and len(said) < _LONGEST_ANSWER:
                piece = line.recv(_LONGEST_ANSWER)
                if not piece:
                    break
                said += piece
        return said.partition(b"\0")[0]

    def _connected(self) -> socket.socket:
        if self._at.socket is None:
            return socket.create_connection((self._at.host, self._at.port), PATIENCE_SECONDS)
        line = socket.socket(socket.AF_UNIX)
        try:
            line.settimeout(PATIENCE_SECONDS)
            line.connect(self._at.socket)
        except OSError:
            line.close()
            raise
        return line


def scanner() -> Scanner | None:
    """Return who looks at files here, None when the settings name nobody."""
    chosen = settings.current().antivirus
    if chosen is None:
        return None
    return Pretend() if chosen.is_pretend else Clamd(chosen)


def check(data: bytes) -> None:
    """Refuse a file in which something dangerous is known, or at which nobody can look now."""
    looks = scanner()
    if looks is not None and not looks.is_clean(data):
        log.warning("the antivirus refused a file")
        raise Infected
