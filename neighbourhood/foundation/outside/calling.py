"""Asking another service over HTTP: it answers itself, and sends us nowhere else.

Whoever answers in the place of a service, or can make it answer so, could otherwise lead this site
to any address of the network it stands in. Where people choose the address themselves (`fetch`),
it must be one of the public network, looked up once, and no name that means another a moment later.
"""

import http.client
import socket
import threading
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from ssl import SSLContext, create_default_context
from typing import Any
from urllib.parse import urlsplit

_PORT = 443
# What Python takes for public, and what leads inside: addresses of the old network as gateways
# translate them, those of a site, and those that a provider keeps for itself.
_INSIDE = tuple(
    ip_network(each)
    for each in (
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "::/96",
        "::ffff:0:0:0/96",
        "fec0::/10",
        "192.0.0.0/24",
    )
)


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Makes of a redirect what it is here: an answer that is none."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Return no request to go on with: urllib then raises `HTTPError`."""
        return


def opener(*handlers: urllib.request.BaseHandler) -> urllib.request.OpenerDirector:
    """Return what opens addresses, and follows no redirect."""
    return urllib.request.build_opener(NoRedirects(), *handlers)


class Unanswered(Exception):
    """An address gave nothing that can be read; `code` says what happened."""

    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(code)
        self.code, self.said = code, said


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an answer is read, and for how long it is waited for, in all."""

    most_bytes: int
    seconds: float


class _Public(http.client.HTTPSConnection):
    """Speaks to an address of the public network, the one that was looked at, and to no other.

    It holds its line itself: a connection lets go of it as soon as an answer says that it closes,
    while that answer may drip for ever.
    """

    def __init__(self, host: str, *, timeout: float, context: SSLContext) -> None:
        super().__init__(host, _PORT, timeout=timeout, context=context)
        self._seen = context
        self._until = time.monotonic() + timeout
        self._line: socket.socket | None = None
        self.is_over = False

    def connect(self) -> None:
        """Look the name up once, refuse what is not public, and go where it was looked at."""
        there = public_address(self.host, self._left()), _PORT
        plain = socket.create_connection(there, self._left())
        # Held before hands are shaken: that, too, may be done letter by letter.
        line = self._seen.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.hold(line)
        line.do_handshake()

    def _left(self) -> float:
        return max(self._until - time.monotonic(), 0.001)

    def hold(self, line: socket.socket) -> None:
        """Speak over a line, until it is hung up."""
        self.sock = self._line = line
        if self.is_over:
            self.hang_up()

    def hang_up(self) -> None:
        """Wait no longer."""
        self.is_over = True
        if self._line is not None:
            with suppress(OSError):
                # That of TLS takes itself apart while another thread reads.
                socket.socket.shutdown(self._line, socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the line; an answer may still be read from it to its end."""
        super().close()
        if self._line is not None:
            self._line.close()


def public_address(host: str, seconds: float) -> str:
    """Return where a name leads; `Unanswered` when any of its addresses is not public."""
    addresses = _looked_up(host, seconds)
    if not addresses or not all(map(is_public, addresses)):
        raise Unanswered("private")
    return addresses[0]


def _looked_up(host: str, seconds: float) -> list[str]:
    """Return the addresses of a name: looking it up knows no limit, so somebody else does it."""
    found: list[list[str]] = []

    def look() -> None:
        with suppress(OSError, UnicodeError):
            known = socket.getaddrinfo(host, _PORT, type=socket.SOCK_STREAM)
            found.append([str(each[4][0]) for each in known])

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(seconds)
    if looking.is_alive():
        raise Unanswered("slow")
    if not found:
        raise Unanswered("unknown")
    return found[0]


def is_public(said: str) -> bool:
    """Tell whether an address is one of the public network, however it is written."""
    address = ip_address(said.partition("%")[0])
    if any(address in each for each in _INSIDE if each.version == address.version):
        return False
    if isinstance(address, IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        within = within or (address.teredo[1] if address.teredo else None)
        if within is not None:
            return is_public(str(within))
    return address.is_global and not address.is_multicast


def fetch(url: str, limits: Limits, *, context: SSLContext | None = None) -> bytes:
    """Return what stands at a public https address that somebody chose, no more than `limits`."""
    host, target = _parted(url)
    asked = _Public(host, timeout=limits.seconds, context=context or create_default_context())
    # Whoever answers letter by letter would otherwise be listened to for ever.
    patience = threading.Timer(limits.seconds, asked.hang_up)
    patience.daemon = True
    patience.start()
    try:
        found = _answer_of(asked, target, limits.most_bytes)
    except TimeoutError:
        raise Unanswered("slow") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise Unanswered("slow" if asked.is_over else "silent") from None
    except Unanswered:
        if asked.is_over:
            raise Unanswered("slow") from None
        raise
    else:
        if asked.is_over:
            raise Unanswered("slow")
        return found
    finally:
        patience.cancel()
        asked.close()


def _answer_of(asked: _Public, target: str, most_bytes: int) -> bytes:
    asked.request("GET", target, headers={"User-Agent": "Palier", "Accept": "*/*"})
    with asked.getresponse() as answer:
        return _read(answer, most_bytes)


def _parted(url: str) -> tuple[str, str]:
    """Return the site of an address and what is asked of it."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme == "https" and parts.port in (None, _PORT) and "@" not in parts.netloc
    except ValueError:
        raise Unanswered("address") from None
    if not fits or not parts.hostname:
        raise Unanswered("address")
    return parts.hostname, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _read(answer: http.client.HTTPResponse, most: int) -> bytes:
    if 300 <= answer.status < 400:
        raise Unanswered("elsewhere", answer.headers.get("Location") or "")
    if answer.status != HTTPStatus.OK:
        raise Unanswered("status", str(answer.status))
    found = answer.read(most + 1)
    if len(found) > most:
        raise Unanswered("long")
    if answer.length:  # it was cut short: the end of a calendar would be taken for its whole
        raise Unanswered("silent")
    return found
