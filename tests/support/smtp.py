"""A real mail server on 127.0.0.1 that keeps what it is given."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from tests.support.processes import free_port


@dataclass(slots=True)
class Mailbox:
    """What arrived, in order."""

    url: str
    messages: list[EmailMessage] = field(default_factory=list)

    def wait_for(self, recipient: str, seconds: float = 10) -> EmailMessage:
        """Return the latest mail to `recipient`, waiting until there is one."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for message in reversed(self.messages):
                if recipient in (message["X-Rcpt-To"] or ""):
                    return message
            time.sleep(0.05)
        raise AssertionError(f"no mail to {recipient} after {seconds:g} s")

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a mail, with those it was really sent to."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        message["X-Rcpt-To"] = ", ".join(envelope.rcpt_tos)
        self.messages.append(message)
        return "250 OK"


@contextmanager
def running() -> Iterator[Mailbox]:
    """Start a server of its own."""
    port = free_port()  # the controller cannot say which port it got when asked for any
    mailbox = Mailbox(f"smtp://127.0.0.1:{port}")
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
