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
BATCH = 100
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
    """One live connection that has joined its conversations."""

    def __init__(self, port: int, cookie: str, joined: list[int]) -> None:
        self.joined = joined
        self.sent_to: Counts[int] = Counts()
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard, self.acknowledged = Counter(HEARD), Counter(ACKNOWLEDGED)
        self.sent = 0
        # When and where what is not acknowledged yet was sent: the oldest is answered first.
        self.under_way: deque[tuple[float, int]] = deque()
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
            self.answer(data)
            text += data

    def answer(self, data: bytes) -> None:
        """Tell the server that one is there, where it asks."""
        if PING in data:
            self.socket.sendall(frame(PONG))

    def send(self, conversation_id: int | None = None) -> None:
        """Send a message that asks for an acknowledgement, where it joined first unless said."""
        place = self.joined[0] if conversation_id is None else conversation_id
        # The same words to many conversations would be taken for a circular.
        text = f"{TEXT} Cela fait {place} fois."
        said = {"conversation_id": place, "client_id": str(uuid4()), "text": text}
        self.sent += 1
        self.sent_to[place] += 1
        self.under_way.append((time.perf_counter(), place))
        self.socket.sendall(frame(f'42{self.sent}["message:send",{json.dumps(said)}]'))


def connect(port: int, cookies: list[str], joined: list[list[int]]) -> list[Connection]:
    connections = [
        Connection(port, cookie, rooms) for cookie, rooms in zip(cookies, joined, strict=True)
    ]
    for one in connections:
        one.until(b"pingTimeout")
        one.socket.sendall(frame("40"))
    for one in connections:
        one.until(b'40{"sid"')
    for at in range(max(len(one.joined) for one in connections)):
        for one in connections:
            if at < len(one.joined):
                join = json.dumps({"id": one.joined[at], "last_seen_id": 0})
                one.socket.sendall(frame(f'420["conversation:join",{join}]'))
        for one in connections:
            if at < len(one.joined):
                one.until(b"430[")
    for one in connections:
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

    def begin(self, senders: list[tuple[Connection, int]], under_way: int) -> None:
        for one, conversation_id in senders:
            for _ in range(under_way):
                one.send(conversation_id)

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
        one.answer(data)
        found = one.heard.feed(data)
        if found:
            self.heard += found
            self.last_heard = time.perf_counter()
        answers = one.acknowledged.feed(data) if one.sent else 0
        for _ in range(answers):
            begun, place = one.under_way.popleft()
            self.took.append(time.perf_counter() - begun)
            if self.sending:
                one.send(place)

    def finish(self) -> None:
        """Send nothing more, and read until nothing more comes."""
        self.sending = False
        end = time.perf_counter() + PATIENCE_SECONDS
        while time.perf_counter() < min(end, self.last_heard + QUIET_SECONDS):
            self.listen(0.1)


def measure(
    load: Load, senders: list[tuple[Connection, int]], plan: dict[str, Any]
) -> dict[str, float]:
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
        fresh = connect(plan["port"], plan["cookies"][some], plan["joined"][some])
        connections += fresh
        load.add(fresh)
        load.listen(0.01)
    senders = [(connections[place], conversation) for place, conversation in plan["senders"]]
    sizes = Counts(room for one in connections for room in one.joined)
    print("ready", flush=True)
    while is_asked(load):
        report = measure(load, senders, plan)
        sent = sum(one.sent for one in connections)
        heard = sum(one.heard.total for one in connections)
        asked = sum((one.sent_to for one in connections), Counts())
        lost = sum(times * sizes[room] for room, times in asked.items()) - heard
        print(json.dumps({**report, "sent": sent, "lost": lost}), flush=True)


if __name__ == "__main__":
    main()
