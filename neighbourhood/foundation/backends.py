"""The outside services that settings may name: database, mail, storage, geocoder, payments."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qs, unquote

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from neighbourhood.foundation.environment import Environment, SettingsError, split_url
from neighbourhood.foundation.lazily import lazily
from neighbourhood.foundation.origins import site

if TYPE_CHECKING:
    import stdnum.bic as stdnum_bic
    import stdnum.iban as stdnum_iban
else:
    stdnum_bic, stdnum_iban = lazily("stdnum.bic"), lazily("stdnum.iban")


class Payments(StrEnum):
    """Who moves the money: nobody (a demo with its own pay page) or Stripe."""

    PRETEND = "pretend"
    STRIPE = "stripe"


class Tls(StrEnum):
    """How the mail server is spoken to."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over."""

    host: str
    port: int
    user: str | None
    password: str | None = field(repr=False)
    tls: Tls


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where photos and documents are kept when not in the instance folder."""

    name: str
    endpoint: str | None
    region: str


@dataclass(frozen=True, slots=True)
class Antivirus:
    """Who looks at files that people send: clamd, or a pretend scanner when nothing is named."""

    host: str = ""
    port: int = 0
    socket: str | None = None

    @property
    def is_pretend(self) -> bool:
        """Tell whether nobody is asked."""
        return not (self.host or self.socket)


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Where gifts by bank transfer arrive: numbers without spaces; the BIC may be left out."""

    holder: str
    iban: str
    bic: str = ""


# The account of the pretend bank: its figures hold together, and no bank has this code.
PRETEND_ACCOUNT = BankAccount("Compte imaginaire", "FR7699999000010000000000115")
# By the guideline of the QR code for transfers (EPC069-12).
_LONGEST_HOLDER = 70


def database(env: Environment, instance: Path) -> str:
    """Return the address of the database, by default a file in the instance folder."""
    said = env.text("DATABASE_URL")
    if said is None:
        return f"sqlite:///{instance / 'palier.sqlite3'}"
    refusal = SettingsError(
        "DATABASE_URL is not a database Palier knows: write sqlite:///… or postgresql://….",
    )
    if not said.startswith(("sqlite://", "postgresql://", "postgres://", "postgresql+psycopg://")):
        raise refusal
    address = said.replace("postgres://", "postgresql://", 1)
    try:
        make_url(address)
    except (ArgumentError, ValueError):
        raise refusal from None
    return address


def redis(env: Environment) -> str | None:
    """Return the address of Redis, None for one process alone."""
    url = env.url("REDIS_URL", "redis", "rediss")
    return None if url is None else url.geturl()


def mail_server(env: Environment) -> MailServer | None:
    """Return the mail server, None when mails go to files."""
    url = env.url("MAIL_URL", "smtp", "smtps")
    if url is None:
        return None
    said = parse_qs(url.query).get("tls", ["implicit" if url.scheme == "smtps" else "none"])[0]
    tls = Environment({"tls in MAIL_URL": said}).choice("tls in MAIL_URL", Tls.NONE)
    usual = {Tls.NONE: 25, Tls.STARTTLS: 587, Tls.IMPLICIT: 465}[tls]
    return MailServer(
        host=url.hostname or "127.0.0.1",
        port=url.port or usual,
        user=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        tls=tls,
    )


def mail_from(env: Environment, base: SplitResult) -> str:
    """Return who mails come from."""
    sender = env.text("MAIL_FROM") or f"Palier <ne-pas-repondre@{base.hostname}>"
    if "@" not in sender or "\n" in sender or "\r" in sender:
        raise SettingsError("MAIL_FROM is not a sender: write Palier <bonjour@example.org>.")
    return sender


def security_contact(env: Environment, base: SplitResult) -> str:
    """Return where somebody who found a hole writes to, as an address a program understands."""
    contact = env.text("SECURITY_CONTACT") or f"mailto:securite@{base.hostname}"
    if not re.fullmatch(r"(mailto:[^@\s]+@[^@\s]+|https://\S+)", contact):
        raise SettingsError(
            "SECURITY_CONTACT is not a contact: write mailto:securite@example.org or https://….",
        )
    return contact


def bucket(env: Environment) -> Bucket | None:
    """Return the bucket for photos, None when they go to files."""
    url = env.url("STORAGE_URL", "s3")
    if url is None:
        return None
    query = parse_qs(url.query)
    endpoint = query.get("endpoint", [None])[0]
    return Bucket(
        name=url.netloc,
        endpoint=site(endpoint, "endpoint in STORAGE_URL") if endpoint else None,
        region=query.get("region", ["eu-west-3"])[0],
    )


def antivirus(env: Environment, *, demo: bool) -> Antivirus | None:
    """Return who looks at files, None when nobody does."""
    said = env.text("ANTIVIRUS") or ("pretend" if demo else "none")
    if said in {"pretend", "none"}:
        return Antivirus() if said == "pretend" else None
    url = split_url("ANTIVIRUS", said, "clamd")
    if not url.hostname:
        return Antivirus(socket=url.path)
    return Antivirus(host=url.hostname, port=url.port or 3310)


def geocoder(env: Environment) -> str:
    """Return "gazetteer", or "ban:DOMAIN" for the public address service."""
    said = env.text("GEOCODER") or "gazetteer"
    if said != "gazetteer" and not re.fullmatch(r"ban:[a-z0-9.-]+(:\d+)?", said):
        raise SettingsError("GEOCODER is unknown: write gazetteer or ban:DOMAIN.")
    return said


def communes(env: Environment, *, demo: bool) -> str:
    """Return where the list of communes is asked for, "pretend" for invented ones."""
    said = env.text("COMMUNES") or ("pretend" if demo else "national")
    if said == "national":
        return "https://geo.api.gouv.fr"
    return said if said == "pretend" else site(said, "COMMUNES")


def payments(env: Environment, *, real: bool) -> Payments:
    """Return who moves the money; on a real site nobody pretends by oversight."""
    if real and env.text("PAYMENTS") is None:
        raise SettingsError("PAYMENTS is missing: write stripe, or pretend if no money may move.")
    chosen = env.choice("PAYMENTS", Payments.PRETEND)
    for name in ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"):
        if chosen is Payments.STRIPE and env.text(name) is None:
            raise SettingsError(f"{name} is missing: PAYMENTS=stripe needs it, see your dashboard.")
    return chosen


def receiving_account(env: Environment, chosen: Payments) -> BankAccount | None:
    """Return where transfers arrive, None when one cannot give so; the demonstration pretends."""
    holder, iban = env.text("BANK_HOLDER"), env.text("BANK_IBAN")
    if not holder and not iban:
        return PRETEND_ACCOUNT if chosen is Payments.PRETEND else None
    if not holder or not iban:
        raise SettingsError("BANK_HOLDER and BANK_IBAN go together: give both, or neither.")
    if len(holder) > _LONGEST_HOLDER or not holder.isprintable():
        raise SettingsError(f"BANK_HOLDER is no name of {_LONGEST_HOLDER} characters or fewer.")
    bic = env.text("BANK_BIC") or ""
    if not stdnum_iban.is_valid(iban):
        raise SettingsError("BANK_IBAN is no account number: copy it again from your bank.")
    if bic and not stdnum_bic.is_valid(bic):
        raise SettingsError("BANK_BIC is no number of a bank: copy it again, or leave it out.")
    return BankAccount(holder, stdnum_iban.compact(iban), stdnum_bic.compact(bic) if bic else "")


def stripe_api(env: Environment) -> str:
    """Return where the payment provider is spoken to."""
    return site(env.text("STRIPE_API") or "https://api.stripe.com", "STRIPE_API")
