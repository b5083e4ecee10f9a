# ruff: noqa: T201 - it speaks to its parent
"""Many live connections from one process: raw WebSocket frames, counted rather than parsed.

Reads a plan (JSON) from the standard input, says when it is ready, then answers every further line
with a report (JSON) of one more round.
"""

import json
import os
import select
import socket
import sys
import time
from collections import Counter as Counts
from collections import deque
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

HEARD = b'"message:new"'
ACKNOWLEDGED = b'"ok":true'
REFUSED = b'"ok":false'
PING, PONG = b"\x81\x012", "3"
# Opened together: no more than wait for a server at once.
BATCH = 500
QUIET_SECONDS = 1.5
PATIENCE_SECONDS = 15
TEXT = "Je peux passer vers 18 h si ça vous va, avec le diable pour les cartons."


@dataclass(slots=True)
class Counter:
    """How often a word went by, even when it was cut between two reads."""

    word: bytes
    total: int = 0
    tail: bytes = b""

    def feed(self, data: bytes) -> int:
        text = self.tail + data
        found = text.count(self.word)
        self.total += found
        self.tail = text[-(len(self.word) - 1) :]
        return found


def frame(text: str) -> bytes:
    """Return a masked text frame, as browsers send them (RFC 6455, 5.3)."""
    data, mask = text.encode(), os.urandom(4)
    masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))
    size = len(data)
    length = bytes((0x80 | size,)) if size < 126 else bytes((0x80 | 126,)) + size.to_bytes(2, "big")
    return b"\x81" + length + mask + masked


class Connection:
    """One live connection that has joined the conversation."""

    def __init__(self, port: int, cookie: str, conversation_id: int) -> None:
        self.conversation_id = conversation_id
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard, self.acknowledged = Counter(HEARD), Counter(ACKNOWLEDGED)
        self.sent = 0
        # When what is not acknowledged yet was sent: the oldest is answered first.
        self.under_way: deque[float] = deque()
        request = (
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Origin: http://127.0.0.1:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            f"Cookie: {cookie}",
        )
        self.socket.sendall("\r\n".join((*request, "", "")).encode())

    def until(self, word: bytes) -> None:
        """Read until the server says `word`."""
        text = b""
        while word not in text:
            data = self.socket.recv(65536)
            if not data or REFUSED in text:
                raise ConnectionError(f"waiting for {word!r}: {text[-300:]!r}")
            text += data

    def send(self) -> None:
        """Send a message that asks for an acknowledgement."""
        said = {"conversation_id": self.conversation_id, "client_id": str(uuid4()), "text": TEXT}
        self.sent += 1
        self.under_way.append(time.perf_counter())
        self.socket.sendall(frame(f'42{self.sent}["message:send",{json.dumps(said)}]'))


def connect(port: int, cookies: list[str], conversations: list[int]) -> list[Connection]:
    connections = [
        Connection(port, cookie, conversation_id)
        for cookie, conversation_id in zip(cookies, conversations, strict=True)
    ]
    for one in connections:
        one.until(b"pingTimeout")
        one.socket.sendall(frame("40"))
    for one in connections:
        one.until(b'40{"sid"')
        join = json.dumps({"id": one.conversation_id, "last_seen_id": 0})
        one.socket.sendall(frame(f'420["conversation:join",{join}]'))
    for one in connections:
        one.until(b"430[")
        one.socket.setblocking(False)
    return connections


class Load:
    """Senders that always have one message under way, and everyone who listens."""

    def __init__(self) -> None:
        self.by_file: dict[int, Connection] = {}
        self.sending = True
        self.heard = 0
        self.took: list[float] = []
        self.last_heard = time.perf_counter()
        self._poll = select.epoll()

    def add(self, connections: list[Connection]) -> None:
        """Listen to more."""
        for one in connections:
            self.by_file[one.socket.fileno()] = one
            self._poll.register(one.socket.fileno(), select.EPOLLIN)

    def begin(self, senders: list[Connection], under_way: int) -> None:
        for one in senders:
            for _ in range(under_way):
                one.send()

    def listen(self, seconds: float) -> None:
        """Read whatever comes until time is up."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            for file, _event in self._poll.poll(min(left, 0.05)):
                self._read(self.by_file[file])

    def _read(self, one: Connection) -> None:
        data = one.socket.recv(262144)
        if not data or REFUSED in data:
            raise ConnectionError(f"cut off or refused: {data[:300]!r}")
        if PING in data:
            one.socket.sendall(frame(PONG))
        found = one.heard.feed(data)
        if found:
            self.heard += found
            self.last_heard = time.perf_counter()
        answers = one.acknowledged.feed(data) if one.sent else 0
        for _ in range(answers):
            self.took.append(time.perf_counter() - one.under_way.popleft())
            if self.sending:
                one.send()

    def finish(self) -> None:
        """Send nothing more, and read until nothing more comes."""
        self.sending = False
        end = time.perf_counter() + PATIENCE_SECONDS
        while time.perf_counter() < min(end, self.last_heard + QUIET_SECONDS):
            self.listen(0.1)


def measure(load: Load, senders: list[Connection], plan: dict[str, Any]) -> dict[str, float]:
    """Press for a while, count what is delivered, then let everything arrive."""
    load.sending = True
    load.begin(senders, plan["under_way"])
    load.listen(plan["warm_up"])
    load.took.clear()
    heard, began, busy = load.heard, time.perf_counter(), time.process_time()
    load.listen(plan["seconds"])
    took = time.perf_counter() - began
    delivered, working = load.heard - heard, time.process_time() - busy
    waited = sorted(load.took)
    slow = waited[int(len(waited) * 0.95)] if waited else 0.0
    load.finish()
    return {"deliveries": delivered, "seconds": took, "generator_seconds": working, "p95": slow}


def is_asked(load: Load) -> bool:
    """Wait to be asked for a round, answering what asks whether one is there; False at the end."""
    while not select.select([sys.stdin], [], [], 0)[0]:
        load.listen(0.2)
    return bool(sys.stdin.readline())


def main() -> None:
    plan = json.loads(sys.stdin.readline())
    load, connections = Load(), []
    for begin in range(0, len(plan["cookies"]), BATCH):
        some = slice(begin, begin + BATCH)
        fresh = connect(plan["port"], plan["cookies"][some], plan["conversations"][some])
        connections += fresh
        load.add(fresh)
        load.listen(0.01)
    senders = [connections[place] for place in plan["senders"]]
    sizes = Counts(one.conversation_id for one in connections)
    print("ready", flush=True)
    while is_asked(load):
        report = measure(load, senders, plan)
        sent = sum(one.sent for one in connections)
        heard = sum(one.heard.total for one in connections)
        lost = sum(one.sent * sizes[one.conversation_id] for one in connections) - heard
        print(json.dumps({**report, "sent": sent, "lost": lost}), flush=True)


if __name__ == "__main__":
    main()
