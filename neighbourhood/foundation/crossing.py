"""Which services are spoken to in the clear across a network, where others could listen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from sqlalchemy import make_url

from neighbourhood.foundation import backends
from neighbourhood.foundation.backends import Antivirus, Bucket, MailServer, Tls
from neighbourhood.foundation.environment import Environment, SettingsError
from neighbourhood.foundation.origins import is_loopback

# What makes PostgreSQL refuse a server whose certificate it cannot check.
CHECKED = {"verify-ca", "verify-full"}


@dataclass(frozen=True, slots=True)
class Services:
    """The services whose addresses are looked at together."""

    mail: MailServer | None
    bucket: Bucket | None
    communes: str
    stripe_api: str
    antivirus: Antivirus | None

    @classmethod
    def of(cls, env: Environment, *, demo: bool) -> Self:
        """Read them from the environment."""
        return cls(
            mail=backends.mail_server(env),
            bucket=backends.bucket(env),
            communes=backends.communes(env, demo=demo),
            stripe_api=backends.stripe_api(env),
            antivirus=backends.antivirus(env, demo=demo),
        )

    def in_the_clear(
        self, env: Environment, database: str, redis: str | None, *, secure: bool
    ) -> tuple[str, ...]:
        """Return the settings, of these and those two, that name another machine plainly.

        A site on the open web is refused then. Where the network is said to be private, none is.
        """
        plain = (
            *_database(database),
            *_redis(redis),
            *_mail(self.mail),
            *_sites(
                {
                    "STORAGE_URL": (self.bucket and self.bucket.endpoint) or "",
                    "COMMUNES": self.communes,
                    "STRIPE_API": self.stripe_api,
                }
            ),
            *_antivirus(self.antivirus),
        )
        if env.flag("PRIVATE_NETWORK", default=False):
            return ()
        if secure and plain:
            raise SettingsError(
                f"{', '.join(plain)}: another machine is named without TLS, anybody on the way "
                "could listen; use postgresql://…?sslmode=verify-full, rediss://, smtps:// or "
                "?tls=starttls, https://; or write PRIVATE_NETWORK=1 if the network is yours alone."
            )
        return plain


def _database(address: str) -> Iterator[str]:
    if address.startswith("sqlite"):
        return
    url = make_url(address)
    said = url.query.get("host", url.host or "")
    hosts = said if isinstance(said, tuple) else said.split(",")
    if url.query.get("sslmode") not in CHECKED and not all(map(_is_here, hosts)):
        yield "DATABASE_URL"


def _redis(address: str | None) -> Iterator[str]:
    if address is not None and address.startswith("redis://") and not is_loopback(address):
        yield "REDIS_URL"


def _mail(server: MailServer | None) -> Iterator[str]:
    if server is not None and server.tls is Tls.NONE and not _is_here(server.host):
        yield "MAIL_URL"


def _antivirus(scanner: Antivirus | None) -> Iterator[str]:
    # clamd speaks no TLS.
    if scanner is not None and not _is_here(scanner.host):
        yield "ANTIVIRUS"


def _sites(sites: dict[str, str]) -> Iterator[str]:
    for name, address in sites.items():
        if urlsplit(address).scheme == "http" and not is_loopback(address):
            yield name


def _is_here(host: str) -> bool:
    # None at all, or a path, is a socket of this machine.
    bare = host.strip("[]")
    if not bare or bare.startswith("/"):
        return True
    return is_loopback(f"//[{bare}]" if ":" in bare else f"//{bare}")
