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
        yield gettext(
            "La ville d’exemple est publique, avec ses comptes d’essai : n’importe qui peut y "
            "entrer. Coupez-la avant d’ouvrir le site (DEMO=0)."
        )
    if chosen.demo:
        return
    if not chosen.secure:
        yield gettext(
            "Les mots de passe peuvent être lus en chemin. L’adresse du site doit commencer par "
            "https (BASE_URL)."
        )
    if origins.is_loopback(chosen.base_url):
        yield gettext(
            "Les liens des e-mails ne mènent qu’à cette machine : personne d’autre ne peut les "
            "ouvrir. Donnez l’adresse publique du site (BASE_URL)."
        )
    if not chosen.rate_limits:
        yield gettext(
            "N’importe qui peut essayer des mots de passe sans fin. Remettez la limite des "
            "essais (RATE_LIMITS=1)."
        )
    if not chosen.staff_second_factor:
        yield gettext(
            "Un mot de passe suffit pour entrer dans le compte d’une équipe. Exigez une deuxième "
            "preuve (STAFF_SECOND_FACTOR=1)."
        )
    if chosen.in_the_clear:
        yield gettext(
            "Ce que le site échange avec une autre machine peut être lu en chemin. Chiffrez cette "
            "liaison (%(names)s), ou dites que le réseau n’est qu’à vous (PRIVATE_NETWORK=1).",
            names=", ".join(chosen.in_the_clear),
        )


def database_faults() -> Iterator[str]:
    """Say whether the database answers, has its tables, and may be written."""
    db.session.execute(text("SELECT 1"))
    if not database_is_at_head():
        yield gettext(
            "La base de données est plus ancienne que le site : des pages peuvent échouer. "
            "Mettez-la à jour (« flask --app app db upgrade »)."
        )
    if db.engine.dialect.name == "sqlite":
        yield from _sqlite_faults()
    elif db.session.scalar(text(_TOO_MIGHTY)):
        yield gettext(
            "Le site a plus de droits qu’il ne lui en faut sur le serveur de la base : qui les "
            "vole prend tout ce qui s’y trouve. Retirez-les (« ALTER ROLE … NOSUPERUSER "
            "NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS »)."
        )


def _sqlite_faults() -> Iterator[str]:
    if not db.session.scalar(text("PRAGMA foreign_keys")):
        yield gettext(
            "Ce qui est enregistré peut se contredire : la base ne vérifie plus rien (SQLite, "
            "foreign_keys). Relancez le site."
        )
    file = make_url(settings.current().database_url).database or ""
    if file not in {"", ":memory:"} and not os.access(file, os.W_OK):
        yield gettext(
            "Plus rien ne s’enregistre : le fichier de la base est fermé au site. Rendez-le au "
            "compte du site (droits d’écriture)."
        )


def clock_faults() -> Iterator[str]:
    """Compare this clock with the one of the database, and with the last row written."""
    here = now()
    moved = abs(here - _clock_of_database())
    if moved > MOST_SKEW:
        yield gettext(
            "Les heures peuvent être fausses, et les codes de connexion refusés : l’horloge du "
            "site et celle de la base s’écartent de %(seconds)d secondes. Réglez-les (NTP).",
            seconds=moved.total_seconds(),
        )
    last = db.session.scalar(select(func.max(Press.at)))
    if last is not None and last > here + MOST_SKEW:
        yield gettext(
            "L’horloge retarde sur ce qui est déjà enregistré : l’ordre des messages peut se "
            "mêler. Réglez-la (NTP)."
        )


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
        yield gettext(
            "La clé qui garde les connexions se devine : quelqu’un peut prendre le compte d’un "
            "autre. Changez-la (SECRET_KEY) ; tout le monde se reconnectera."
        )
    for file in (chosen.instance / "secret.key", settings.ROOT / ".env", chosen.keys):
        if secret.is_open(file):
            yield gettext(
                "Un fichier secret est ouvert à d’autres comptes de la machine. Gardez-le pour le "
                "site seul (« chmod 600 %(name)s »).",
                name=file.name,
            )
    yield from _sealing_faults(chosen)


def _sealing_faults(chosen: settings.Settings) -> Iterator[str]:
    """Say whether the keys that seal are there, apart from the database, and all that is sealed."""
    if not chosen.keys.exists():
        # The first ones are made when something is sealed for the first time.
        if is_anything_sealed():
            yield gettext(
                "Ce qui est protégé ne peut plus être lu : le fichier de clés manque. Remettez "
                "celui qui va avec cette base (%(name)s).",
                name=chosen.keys.name,
            )
        return
    if not chosen.demo and _beside_database(chosen):
        yield gettext(
            "Les clés sont rangées avec les données : qui copie le dossier emporte les deux. "
            "Rangez les clés ailleurs (KEYS_FILE)."
        )
    strange = set(rotating.in_use()) - {key.name for key in keyring.current().keys}
    if strange:
        yield gettext(
            "Une partie des données ne peut pas être lue : leur clé n’est pas là. Remettez le "
            "fichier de clés de cette base (%(names)s).",
            names=", ".join(sorted(strange)),
        )
    old = rotating.count_old()
    if old:
        yield gettext(
            "Données pas encore protégées par la dernière clé : %(count)d. Faites-les protéger "
            "(« flask --app app keys seal »).",
            count=old,
        )


def _beside_database(chosen: settings.Settings) -> bool:
    file = make_url(chosen.database_url).database or ""
    return chosen.embedded and Path(file).parent == chosen.keys.parent


def disk_faults() -> Iterator[str]:
    """Say whether the disk takes files, and for how long."""
    free = shutil.disk_usage(settings.current().instance).free
    if not room.is_left():
        yield gettext(
            "Le disque est plein, plus rien ne s’enregistre : faites de la place tout de suite."
        )
    elif free < SCARCE_BYTES:
        megabytes = free // 1024**2
        yield gettext(
            "Il ne reste que %(megabytes)d Mo sur le disque. Faites de la place avant que plus "
            "rien ne s’enregistre.",
            megabytes=megabytes,
        )


CHECKS.declare(
    Check(
        code="settings",
        title=_l("Réglages"),
        well=_l("Ils conviennent à un site que des gens utilisent."),
        faults=settings_faults,
    )
)
CHECKS.declare(
    Check(
        code="database",
        title=_l("Base de données"),
        well=_l("Elle répond, et elle est à jour."),
        faults=database_faults,
    )
)
CHECKS.declare(
    Check(code="clock", title=_l("Horloge"), well=_l("Elle est à l’heure."), faults=clock_faults)
)
CHECKS.declare(
    Check(
        code="keys",
        title=_l("Clés qui protègent les données"),
        well=_l("Elles sont solides, et pour le site seul."),
        faults=keys_faults,
    )
)
CHECKS.declare(
    Check(
        code="disk",
        title=_l("Place sur le disque"),
        well=_l("Il reste de la place."),
        faults=disk_faults,
    )
)
