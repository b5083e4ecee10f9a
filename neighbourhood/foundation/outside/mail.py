"""Mail: plain text, one recipient, sent by a job after the commit."""

import re
import secrets
import smtplib
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_babel import LazyString
from flask_mailman import EmailMessage
from flask_mailman.backends.base import BaseEmailBackend
from flask_mailman.backends.smtp import EmailBackend as SmtpBackend

from neighbourhood.foundation import settings
from neighbourhood.foundation.backends import MailServer, Tls
from neighbourhood.foundation.extensions import mail
from neighbourhood.foundation.outside import tracing
from neighbourhood.foundation.outside.failing import when_lost
from neighbourhood.foundation.outside.jobs import enqueue_after_commit, job
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.words.declaring import Register

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
SUBJECT_LIMIT = 200
SERVER_PATIENCE_SECONDS = 20
_LAST_WORD = "X-Last-Word"
# What the name of a mail in a file begins with.
_WRITTEN_AT = "%Y%m%d-%H%M%S-%f"


OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailKind:
    """What a mail is for, in words: staff read it in the list of what was sent."""

    code: str
    title: LazyString


MAIL_KINDS: Register[MailKind] = Register("kind of mail")


def send_later(
    to: str, subject: str, body: str, *, kind: str | None = OTHER, resident_id: int | None = None
) -> None:
    """Write to one person once what is under way is committed; tried again while it fails.

    `kind` and the account it goes to are all that is kept of it; of no kind, nothing is kept.
    """
    trace = (secrets.token_urlsafe(24), kind, resident_id) if kind else None
    enqueue_after_commit(_send, _checked(to), _one_line(subject), str(body), trace)


def send_now(to: str, subject: str, body: str) -> None:
    """Write a last word to one person here and now: a failure is raised.

    Nothing is kept of it; where mails are files, until `forget_last_words` comes by.
    """
    _send(_checked(to), _one_line(subject), str(body), None, True)


def _checked(to: str) -> str:
    if _BREAKS.search(to) or "," in to or to.count("@") != 1:
        raise ValueError("this is not one mail address")
    return to


def _one_line(subject: str) -> str:
    return _BREAKS.sub(" ", str(subject)).strip()[:SUBJECT_LIMIT]


@job
def _send(
    to: str,
    subject: str,
    body: str,
    trace: tracing.Trace | None = None,
    is_last: bool = False,
) -> None:
    # Tells out-of-office robots not to answer.
    headers = {"Auto-Submitted": "auto-generated"}
    if is_last:
        headers[_LAST_WORD] = "yes"
    with tracing.traced(to, trace):
        EmailMessage(subject, body, to=[to], headers=headers).send()


@when_lost(_send)
def _give_up(_to: str, _subject: str, _body: str, trace: tracing.Trace | None = None) -> None:
    tracing.give_up(trace)


def forget(is_theirs: Callable[[str], bool]) -> None:
    """Drop the mails that were written to files and that `is_theirs` knows."""
    for file in _files():
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        said = message.get_body()
        told = f"{message['to']}\n{message['subject']}\n{said.get_content() if said else ''}"
        if is_theirs(told):
            file.unlink(missing_ok=True)


def forget_last_words(before: datetime) -> None:
    """Drop the last words that were written to files `before`: they name who is erased."""
    written = before.strftime(_WRITTEN_AT)
    for file in _files():
        if file.name < written and _headers_of(file)[_LAST_WORD]:
            file.unlink(missing_ok=True)


def _files() -> Iterable[Path]:
    return Path(current_app.config["MAIL_FILE_PATH"]).glob("*.eml")


def _headers_of(file: Path) -> Message:
    return BytesHeaderParser().parsebytes(file.read_bytes())


def bind(app: Flask) -> None:
    """Choose between a mail server and files in the instance folder."""
    chosen: Settings = app.extensions[settings.EXTENSION]
    app.config.update(
        MAIL_DEFAULT_SENDER=chosen.mail_from,
        MAIL_TIMEOUT=SERVER_PATIENCE_SECONDS,
        MAIL_FILE_PATH=str(chosen.instance / "mail"),
        MAIL_BACKEND=CheckedSmtp if chosen.mail_server else Folder,
        **(_server_options(chosen.mail_server) if chosen.mail_server else {}),
    )
    mail.init_app(app)


def _server_options(server: MailServer) -> dict[str, Any]:
    return {
        "MAIL_SERVER": server.host,
        "MAIL_PORT": server.port,
        "MAIL_USERNAME": server.user,
        "MAIL_PASSWORD": server.password,
        "MAIL_USE_TLS": server.tls is Tls.STARTTLS,
        "MAIL_USE_SSL": server.tls is Tls.IMPLICIT,
    }


class Folder(BaseEmailBackend):
    """Mails as files, one .eml each, the newest last in alphabetical order."""

    def send_messages(self, messages: Iterable[EmailMessage]) -> int:
        """Write each message; a file appears whole or not at all."""
        folder = Path(current_app.config["MAIL_FILE_PATH"])
        folder.mkdir(parents=True, exist_ok=True)
        written = 0
        for message in messages:
            name = f"{now().strftime(_WRITTEN_AT)}-{secrets.token_hex(4)}.eml"
            draft = folder / f".{name}.draft"
            draft.write_bytes(message.message().as_bytes())
            draft.replace(folder / name)
            written += 1
        return written


class _CheckedConnection(smtplib.SMTP):
    """STARTTLS that looks at the certificate, which smtplib does not by itself."""

    def starttls(  # type: ignore[override]
        self, *, context: ssl.SSLContext | None = None
    ) -> tuple[int, bytes]:
        return super().starttls(context=context or ssl.create_default_context())


class CheckedSmtp(SmtpBackend):
    """The mail server, spoken to over a checked connection."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the class that speaks to the server."""
        return smtplib.SMTP_SSL if self.use_ssl else _CheckedConnection
