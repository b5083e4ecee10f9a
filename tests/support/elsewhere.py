"""A service elsewhere, on a real port: it answers what a test says, and remembers what it heard."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Service:
    """What it answers to everything, and what was asked of it."""

    address: str = ""
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    sent: list[tuple[bytes, Message]] = field(default_factory=list)
    goes_on: threading.Event | None = None

    def leads_to(self, other: "Service", status: int = 302) -> None:
        """Send whoever asks to another service."""
        self.status, self.headers = status, {"Location": f"{other.address}/there"}


@contextmanager
def running() -> Iterator[Service]:
    """Serve on a free port of this machine."""
    service = Service()

    class Answers(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            service.sent.append((body, self.headers))
            service.heard.append(self.path)
            if service.goes_on is not None:
                service.goes_on.wait(20)
            self.send_response(service.status)
            for name, value in {"Content-Length": len(service.body), **service.headers}.items():
                self.send_header(name, str(value))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(service.body)

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer  # noqa: N815 - as http.server asks

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    service.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield service
    finally:
        if service.goes_on is not None:
            service.goes_on.set()
        server.shutdown()
        thread.join()
        server.server_close()
