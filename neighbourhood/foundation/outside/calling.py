"""Asking another service over HTTP: it answers itself, and sends us nowhere else.

Whoever answers in the place of a service, or can make it answer so, could otherwise lead this site
to any address of the network it stands in. Where people choose the address themselves (`fetch`),
it must be one of the public network, looked up once, and no name that means another a moment later.
"""

import http.client
import socket
import threading
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from ssl import SSLContext, create_default_context
from typing import Any
from urllib.parse import urlsplit

_PORT = 443


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
    """Speaks to an address of the public network, the one that was looked at, and to no other."""

    def __init__(self, host: str, *, timeout: float, context: SSLContext) -> None:
        super().__init__(host, _PORT, timeout=timeout, context=context)
        self._seen = context

    def connect(self) -> None:
        """Look the name up once, refuse what is not public, and go where it was looked at."""
        plain = socket.create_connection((public_address(self.host), _PORT), self.timeout)
        self.sock = self._seen.wrap_socket(plain, server_hostname=self.host)

    def hang_up(self) -> None:
        """Wait no longer."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def public_address(host: str) -> str:
    """Return where a name leads; `Unanswered` when any of its addresses is not public."""
    try:
        found = socket.getaddrinfo(host, _PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unanswered("unknown") from None
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(map(is_public, addresses)):
        raise Unanswered("private")
    return addresses[0]


def is_public(said: str) -> bool:
    """Tell whether an address is one of the public network, however it is written."""
    address = ip_address(said.partition("%")[0])
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
        asked.request("GET", target, headers={"User-Agent": "Palier", "Accept": "*/*"})
        found = _read(asked.getresponse(), limits.most_bytes)
    except (OSError, http.client.HTTPException, ValueError):
        raise Unanswered("slow" if patience.finished.is_set() else "silent") from None
    except Unanswered:
        if patience.finished.is_set():
            raise Unanswered("slow") from None
        raise
    else:
        if patience.finished.is_set():
            raise Unanswered("slow")
        return found
    finally:
        patience.cancel()
        asked.close()


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
