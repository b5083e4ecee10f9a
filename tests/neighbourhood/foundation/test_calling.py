"""An address that somebody chose leads to the public network alone, and not for ever."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from neighbourhood.foundation.outside import calling
from neighbourhood.foundation.outside.calling import Limits, Unanswered, fetch, is_public

URL = "https://agenda.example/fetes.ics?annee=2026"
LIMITS = Limits(100, 0.6)
# Well above the limit on a busy machine, well below what a site here drips for.
PATIENCE = 4


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.8",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "2002:7f00:1::",
        "64:ff9b::10.0.0.8",
        "64:ff9b:1::10.0.0.8",
        "::10.0.0.8",
        "::ffff:0:10.0.0.8",
        "fec0::1",
        "192.0.0.9",
    ],
)
def test_what_is_inside_a_network_is_not_public(address):
    assert not is_public(address)


def test_what_is_outside_is():
    assert all(map(is_public, ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"]))


def looked_up(*addresses: str):
    return lambda *_args, **_more: [(socket.AF_INET, 1, 6, "", (one, 443)) for one in addresses]


@pytest.mark.parametrize(
    ("url", "addresses", "code"),
    [
        ("http://agenda.example/", ["93.184.216.34"], "address"),
        ("https://agenda.example:8443/", ["93.184.216.34"], "address"),
        ("https://moi@agenda.example/", ["93.184.216.34"], "address"),
        ("https://[::1", ["93.184.216.34"], "address"),
        ("file:///etc/passwd", ["93.184.216.34"], "address"),
        (URL, ["127.0.0.1"], "private"),
        # One of its addresses is public: the other is not asked by chance.
        (URL, ["93.184.216.34", "10.0.0.8"], "private"),
        (URL, [], "private"),
    ],
)
def test_an_address_that_leads_inside_is_not_asked(monkeypatch, url, addresses, code):
    monkeypatch.setattr(calling.socket, "getaddrinfo", looked_up(*addresses))
    monkeypatch.setattr(calling.socket, "create_connection", None)
    with pytest.raises(Unanswered) as refusal:
        fetch(url, LIMITS)
    assert refusal.value.code == code


class Site:
    """A site that answers what it is told, in the clear: these tests are not about TLS."""

    def __init__(self) -> None:
        self.says, self.asked, self.done = b"", b"", threading.Event()
        self.listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.answer, daemon=True).start()

    def answer(self) -> None:
        one, _ = self.listening.accept()
        with one:
            self.asked = one.recv(4096)
            one.sendall(self.says)
            for _ in range(60 if self.says.endswith(b"...") else 0):
                if not self.done.wait(0.1):
                    with suppress(OSError):
                        one.sendall(b".")


@pytest.fixture
def site(monkeypatch) -> Iterator[Site]:
    found = Site()

    def connect(asked) -> None:
        asked.hold(socket.create_connection(found.listening.getsockname(), asked.timeout))

    monkeypatch.setattr(calling._Public, "connect", connect)
    yield found
    found.done.set()
    found.listening.close()


def answered(status: str, body: bytes = b"", *more: str) -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *more])
    return f"{head}\r\n\r\n".encode() + body


def test_what_stands_there_is_read(site):
    site.says = answered("200 OK", b"BEGIN:VCALENDAR")
    assert fetch(URL, LIMITS) == b"BEGIN:VCALENDAR"
    assert site.asked.startswith(b"GET /fetes.ics?annee=2026 HTTP/1.1\r\nHost: agenda.example\r\n")


@pytest.mark.parametrize(
    ("says", "code", "said"),
    [
        (answered("302 Found", b"", "Location: http://10.0.0.8/"), "elsewhere", "http://10.0.0.8/"),
        (answered("404 Not Found"), "status", "404"),
        (answered("200 OK", b"x" * 101), "long", ""),
        (b"nonsense\r\n\r\n", "silent", ""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nBEGIN", "silent", ""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n...", "slow", ""),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ...", "slow", ""),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n...", "slow", ""),
    ],
)
def test_anything_else_is_no_answer(site, says, code, said):
    site.says = says
    begin = time.monotonic()
    with pytest.raises(Unanswered) as refusal:
        fetch(URL, LIMITS)
    assert (refusal.value.code, refusal.value.said) == (code, said)
    assert time.monotonic() - begin < PATIENCE


def test_a_hand_that_is_shaken_letter_by_letter_is_let_go_of(monkeypatch):
    found = Site()
    found.says = b"\x16\x03\x03\x40\x00..."
    monkeypatch.setattr(calling, "_PORT", found.listening.getsockname()[1])
    monkeypatch.setattr(calling, "public_address", lambda *_: "127.0.0.1")
    begin = time.monotonic()
    with pytest.raises(Unanswered) as refusal:
        fetch("https://agenda.example/", LIMITS)
    found.done.set()
    found.listening.close()
    assert refusal.value.code == "slow"
    assert time.monotonic() - begin < PATIENCE


def test_a_name_that_is_looked_up_for_ever_is_left_alone(monkeypatch):
    done = threading.Event()
    look = looked_up("93.184.216.34")
    monkeypatch.setattr(
        calling.socket, "getaddrinfo", lambda *_args, **_more: done.wait(9) and look()
    )
    with pytest.raises(Unanswered) as refusal:
        fetch(URL, Limits(100, 0.2))
    done.set()
    assert refusal.value.code == "slow"
