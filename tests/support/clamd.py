"""A server that speaks the words of clamd, on a real port or socket, and knows one danger."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from neighbourhood.foundation.backends import Antivirus

DANGEROUS = b"something that eats files"


@dataclass
class Daemon:
    """Where it listens, what it was sent whole, and what it says instead of the truth."""

    at: Antivirus
    received: list[bytes] = field(default_factory=list)
    says: bytes | None = None


@contextmanager
def running(path: Path | None = None) -> Iterator[Daemon]:
    """Listen at `path`, else on a free port of this machine."""

    class Speaks(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            command = b""
            while not command.endswith(b"\0"):
                command += self.rfile.read(1)
            self.wfile.write(daemon.says or self.answer(command))

        def answer(self, command: bytes) -> bytes:
            if command == b"zPING\0":
                return b"PONG\0"
            assert command == b"zINSTREAM\0"
            data = b""
            while size := struct.unpack("!I", self.rfile.read(4))[0]:
                data += self.rfile.read(size)
            daemon.received.append(data)
            found = DANGEROUS in data
            return b"stream: Eats-Files FOUND\0" if found else b"stream: OK\0"

    if path is None:
        server: socketserver.BaseServer = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Speaks)
        daemon = Daemon(Antivirus(host="127.0.0.1", port=server.server_address[1]))
    else:
        server = socketserver.ThreadingUnixStreamServer(str(path), Speaks)
        daemon = Daemon(Antivirus(socket=str(path)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield daemon
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
