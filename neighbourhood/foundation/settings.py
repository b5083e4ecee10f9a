"""Settings: one frozen object, read once from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask, current_app

from neighbourhood.foundation import backends as outside
from neighbourhood.foundation import origins, secret
from neighbourhood.foundation.backends import (
    Antivirus,
    BankAccount,
    Bucket,
    MailServer,
    Payments,
)
from neighbourhood.foundation.crossing import Services
from neighbourhood.foundation.environment import Environment, SettingsError
from neighbourhood.foundation.flask_options import cookies, engine_options

EXTENSION = "palier.settings"
# Where `app.py` is: relative paths in settings start there, from wherever a command is given.
ROOT = Path(__file__).parents[2]
MAX_UPLOAD_BYTES = 12 * 1024 * 1024
# More than a file of ours may weigh: a form with one too heavy is read, and comes back filled.
_MOST_SENT = 32 * 1024 * 1024
# OWASP's first choice for small machines: 19 MiB of memory for each password, two passes.
PASSWORD_COST = 19


class Jobs(StrEnum):
    """Where slow work runs: in the server process, in a process of its own, or at once (tests)."""

    EMBEDDED = "embedded"
    PROCESS = "process"
    IMMEDIATE = "immediate"


class LogLevel(StrEnum):
    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may differ from one town to the next."""

    instance: Path
    base_url: str
    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    keys_file: Path | None = None
    redis_url: str | None = field(default=None, repr=False)
    trusted_hosts: tuple[str, ...]
    origins: tuple[str, ...]
    demo: bool
    mail_server: MailServer | None = None
    mail_from: str
    security_contact: str = "mailto:securite@localhost"
    bucket: Bucket | None = None
    geocoder: str = "gazetteer"
    communes: str = "pretend"
    payments: Payments = Payments.PRETEND
    stripe_api: str = "https://api.stripe.com"
    stripe_secret_key: str | None = field(default=None, repr=False)
    stripe_webhook_secret: str | None = field(default=None, repr=False)
    receiving_account: BankAccount | None = None
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Paris"))
    antivirus: Antivirus | None = None
    # Settings that name another machine without TLS, on a network that may not be private.
    in_the_clear: tuple[str, ...] = ()
    proxies: int = 0
    jobs: Jobs = Jobs.EMBEDDED
    rate_limits: bool = True
    staff_second_factor: bool = True
    password_cost: int = PASSWORD_COST
    log_level: LogLevel = LogLevel.INFO

    @property
    def secure(self) -> bool:
        """Tell whether the site is served over https."""
        return self.base_url.startswith("https://")

    @property
    def keys(self) -> Path:
        """Return where the keys are that seal what the database keeps."""
        return self.keys_file or self.instance / "sealing.keys"

    @property
    def embedded(self) -> bool:
        """Tell whether everything lives in one process and one folder."""
        return self.database_url.startswith("sqlite") and self.redis_url is None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Read `environ`; a value that makes no sense raises `SettingsError`."""
        env = Environment(environ)
        instance = _folder(env)
        base = origins.base_url(env)
        secure = base.scheme == "https"
        database = outside.database(env, instance)
        redis = outside.redis(env)
        small = database.startswith("sqlite") and redis is None and not secure
        demo = env.flag("DEMO", default=small)
        return cls(
            instance=instance,
            base_url=base.geturl(),
            secret_key=secret.secret_key(env.text("SECRET_KEY"), instance, secure=secure),
            database_url=database,
            keys_file=_keys_file(env, instance, secure=secure),
            redis_url=redis,
            trusted_hosts=origins.hosts(env, base),
            origins=origins.origins(env, base),
            demo=demo,
            mail_from=outside.mail_from(env, base),
            security_contact=outside.security_contact(env, base),
            proxies=env.number("TRUSTED_PROXIES", 0, at_most=10),
            jobs=env.choice("JOBS", Jobs.PROCESS if redis else Jobs.EMBEDDED),
            rate_limits=env.flag("RATE_LIMITS", default=True),
            staff_second_factor=env.flag("STAFF_SECOND_FACTOR", default=not demo),
            password_cost=_password_cost(env, secure=secure),
            log_level=env.choice("LOG_LEVEL", LogLevel.INFO),
            **_money(env, real=secure and not demo),
            **_reached(env, database, redis, secure=secure, demo=demo),
        )

    def flask_config(self) -> dict[str, Any]:
        """Return what Flask and its extensions want to know."""
        return {
            "SECRET_KEY": self.secret_key,
            "SERVER_NAME": urlsplit(self.base_url).netloc,
            "PREFERRED_URL_SCHEME": urlsplit(self.base_url).scheme,
            "TRUSTED_HOSTS": list(self.trusted_hosts),
            "MAX_CONTENT_LENGTH": _MOST_SENT,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": engine_options(self.database_url),
            "WTF_CSRF_TIME_LIMIT": None,
            # Sign-ins are rows of ours; this one watches over keys that our sessions do not have.
            "SESSION_PROTECTION": None,
            "RATELIMIT_ENABLED": self.rate_limits,
            "RATELIMIT_STORAGE_URI": self.redis_url or "unhurried://",
            "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": self.redis_url is not None,
            "RATELIMIT_HEADERS_ENABLED": True,
            "BABEL_DEFAULT_LOCALE": "fr",
            "BABEL_DEFAULT_TIMEZONE": self.time_zone.key,
            "COMPRESS_ALGORITHM": ["br", "gzip"],
            "COMPRESS_BR_LEVEL": 4,
            **cookies(self.secure),
        }


def bind(app: Flask, settings: Settings) -> None:
    """Give `app` its settings."""
    app.extensions[EXTENSION] = settings
    app.config.from_mapping(settings.flask_config())


def current() -> Settings:
    """Return the settings of the application at work."""
    return cast("Settings", current_app.extensions[EXTENSION])


def _folder(env: Environment) -> Path:
    folder = (ROOT / (env.text("PALIER_INSTANCE") or "instance")).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise SettingsError(
            f"PALIER_INSTANCE is {str(folder)!r}, where no folder can be made: name another."
        ) from None
    return folder


def _money(env: Environment, *, real: bool) -> dict[str, Any]:
    """Return who takes payments, and what they know the site by."""
    chosen = outside.payments(env, real=real)
    return {
        "payments": chosen,
        "receiving_account": outside.receiving_account(env, chosen),
        "stripe_secret_key": env.text("STRIPE_SECRET_KEY"),
        "stripe_webhook_secret": env.text("STRIPE_WEBHOOK_SECRET"),
    }


def _reached(
    env: Environment, database: str, redis: str | None, *, secure: bool, demo: bool
) -> dict[str, Any]:
    """Return the services that the site reaches on other machines."""
    services = Services.of(env, demo=demo)
    return {
        "mail_server": services.mail,
        "bucket": services.bucket,
        "geocoder": outside.geocoder(env),
        "communes": services.communes,
        "stripe_api": services.stripe_api,
        "antivirus": services.antivirus,
        "in_the_clear": services.in_the_clear(env, database, redis, secure=secure),
    }


def _keys_file(env: Environment, instance: Path, *, secure: bool) -> Path | None:
    said = env.text("KEYS_FILE")
    named = None if said is None else (ROOT / said).resolve()
    file = named or instance / "sealing.keys"
    if secure and secret.is_open(file):
        raise SettingsError(
            f"KEYS_FILE: other accounts of this machine may read {file}; run: chmod 600 {file}"
        )
    return named


def _password_cost(env: Environment, *, secure: bool) -> int:
    cost = env.number("PASSWORD_COST", PASSWORD_COST, at_most=1024)
    least = PASSWORD_COST if secure else 1
    if cost < least:
        raise SettingsError(f"PASSWORD_COST is {cost}: write {least} (MiB of memory) or more.")
    return cost
