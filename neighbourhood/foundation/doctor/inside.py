"""What is examined on this machine: settings, database, clock, keys, disk."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import DateTime, cast, func, select, text
from sqlalchemy.engine import make_url

from neighbourhood.foundation import origins, secret, settings
from neighbourhood.foundation.doctor.findings import CHECKS, Check
from neighbourhood.foundation.keys import rotating
from neighbourhood.foundation.storing import keyring, room
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.columns import is_anything_sealed
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.presses import Press
from neighbourhood.foundation.web.health import database_is_at_head

MOST_SKEW = timedelta(minutes=1)
# Long before the site refuses to write (`storing/room.py`): time to make room.
_TOO_MIGHTY = """
    SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls
    FROM pg_roles WHERE rolname = current_user
"""
SCARCE_BYTES = 512 * 1024 * 1024


def settings_faults() -> Iterator[str]:
    """Say which settings do not suit a site that people use."""
    chosen = settings.current()
    if chosen.demo and chosen.secure:
        yield gettext("DEMO est en marche : la ville d’exemple est publique. Écrivez DEMO=0.")
    if chosen.demo:
        return
    if not chosen.secure:
        yield gettext("BASE_URL n’est pas en https : les mots de passe passeraient en clair.")
    if origins.is_loopback(chosen.base_url):
        yield gettext("BASE_URL ne mène qu’à cette machine : donnez l’adresse publique du site.")
    if not chosen.rate_limits:
        yield gettext("RATE_LIMITS est coupé : n’importe qui peut essayer des mots de passe.")
    if not chosen.staff_second_factor:
        yield gettext("STAFF_SECOND_FACTOR est coupé : un mot de passe suffit aux équipes.")
    if chosen.in_the_clear:
        yield gettext(
            "%(names)s : une autre machine est nommée sans TLS, on peut écouter en chemin. "
            "Chiffrez, ou écrivez PRIVATE_NETWORK=1 si le réseau n’est qu’à vous.",
            names=", ".join(chosen.in_the_clear),
        )


def database_faults() -> Iterator[str]:
    """Say whether the database answers, has its tables, and may be written."""
    db.session.execute(text("SELECT 1"))
    if not database_is_at_head():
        yield gettext("ses tables ne sont pas à jour : lancez « flask --app app db upgrade ».")
    if db.engine.dialect.name == "sqlite":
        yield from _sqlite_faults()
    elif db.session.scalar(text(_TOO_MIGHTY)):
        yield gettext(
            "son rôle peut plus que cette base (superutilisateur, ou créer bases, rôles et "
            "copies) : donnez-lui « ALTER ROLE … NOSUPERUSER NOCREATEDB NOCREATEROLE "
            "NOREPLICATION NOBYPASSRLS »."
        )


def _sqlite_faults() -> Iterator[str]:
    if not db.session.scalar(text("PRAGMA foreign_keys")):
        yield gettext("SQLite ne vérifie pas les liens entre tables : relancez le site.")
    file = make_url(settings.current().database_url).database or ""
    if file not in {"", ":memory:"} and not os.access(file, os.W_OK):
        yield gettext("le fichier de la base ne peut pas être écrit : rendez-le au compte du site.")


def clock_faults() -> Iterator[str]:
    """Compare this clock with the one of the database, and with the last row written."""
    here = now()
    moved = abs(here - _clock_of_database())
    if moved > MOST_SKEW:
        yield gettext(
            "l’horloge s’écarte de %(seconds)d secondes de celle de la base : réglez-les par NTP.",
            seconds=moved.total_seconds(),
        )
    last = db.session.scalar(select(func.max(Press.at)))
    if last is not None and last > here + MOST_SKEW:
        yield gettext("l’horloge retarde sur ce qui est déjà enregistré : réglez-la par NTP.")


def _clock_of_database() -> datetime:
    if db.engine.dialect.name == "sqlite":
        said = db.session.scalar(text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')"))
        return datetime.fromisoformat(str(said)).replace(tzinfo=UTC)
    # Not CURRENT_TIMESTAMP, which is when the transaction began.
    clock: Any = cast(func.timezone("UTC", func.clock_timestamp()), DateTime)
    found: datetime = db.session.scalars(select(clock)).one()
    return found.replace(tzinfo=UTC)


def keys_faults() -> Iterator[str]:
    """Say whether the key that signs everything is strong, and readable by the site alone."""
    chosen = settings.current()
    if secret.is_guessed(chosen.secret_key):
        yield gettext("SECRET_KEY se devine : changez-la, tout le monde se reconnectera.")
    for file in (chosen.instance / "secret.key", settings.ROOT / ".env", chosen.keys):
        if secret.is_open(file):
            yield gettext(
                "d’autres comptes de la machine lisent %(name)s : lancez « chmod 600 %(name)s ».",
                name=file.name,
            )
    yield from _sealing_faults(chosen)


def _sealing_faults(chosen: settings.Settings) -> Iterator[str]:
    """Say whether the keys that seal are there, apart from the database, and all that is sealed."""
    if not chosen.keys.exists():
        # The first ones are made when something is sealed for the first time.
        if is_anything_sealed():
            yield gettext(
                "il manque le fichier de clés %(name)s : remettez celui de cette base.",
                name=chosen.keys.name,
            )
        return
    if not chosen.demo and _beside_database(chosen):
        yield gettext(
            "les clés sont dans le dossier de la base : une copie du dossier emporte les deux. "
            "Donnez KEYS_FILE."
        )
    strange = set(rotating.in_use()) - {key.name for key in keyring.current().keys}
    if strange:
        yield gettext(
            "des données attendent une clé qui n’est pas là (%(names)s) : remettez le fichier de "
            "clés de cette base.",
            names=", ".join(sorted(strange)),
        )
    old = rotating.count_old()
    if old:
        yield gettext(
            "des valeurs ne sont pas sous la dernière clé (%(count)d) : lancez « flask --app app "
            "keys seal ».",
            count=old,
        )


def _beside_database(chosen: settings.Settings) -> bool:
    file = make_url(chosen.database_url).database or ""
    return chosen.embedded and Path(file).parent == chosen.keys.parent


def disk_faults() -> Iterator[str]:
    """Say whether the disk takes files, and for how long."""
    free = shutil.disk_usage(settings.current().instance).free
    if not room.is_left():
        yield gettext("le disque ne prend plus rien : faites de la place tout de suite.")
    elif free < SCARCE_BYTES:
        megabytes = free // 1024**2
        yield gettext("il ne reste que %(megabytes)d Mo : faites de la place.", megabytes=megabytes)


CHECKS.declare(
    Check(
        code="settings",
        title=_l("Réglages"),
        well=_l("ils conviennent."),
        faults=settings_faults,
    )
)
CHECKS.declare(
    Check(
        code="database",
        title=_l("Base de données"),
        well=_l("elle répond et ses tables sont à jour."),
        faults=database_faults,
    )
)
CHECKS.declare(
    Check(code="clock", title=_l("Horloge"), well=_l("elle est à l’heure."), faults=clock_faults)
)
CHECKS.declare(
    Check(
        code="keys",
        title=_l("Clés"),
        well=_l("elles sont solides, et pour le site seul."),
        faults=keys_faults,
    )
)
CHECKS.declare(
    Check(code="disk", title=_l("Disque"), well=_l("il reste de la place."), faults=disk_faults)
)
