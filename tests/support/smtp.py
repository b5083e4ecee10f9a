"""A real mail server on 127.0.0.1 that keeps what it is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from tests.support.processes import free_port
from tests.support.waiting import until


@dataclass(slots=True)
class Mailbox:
    """What arrived, in order."""

    url: str
    messages: list[EmailMessage] = field(default_factory=list)

    def wait_for(self, recipient: str, seconds: float = 30) -> EmailMessage:
        """Return the latest mail to `recipient`, waiting until there is one."""

        def latest() -> EmailMessage | None:
            received = reversed(self.messages)
            theirs = (one for one in received if recipient in (one["X-Rcpt-To"] or ""))
            return next(theirs, None)

        return until(latest, seconds=seconds, otherwise=f"no mail to {recipient}")

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
