"""What is held about people who use their rights."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from neighbourhood.foundation.outside.storage import storage
from neighbourhood.foundation.personal import (
    HOLDINGS,
    RETENTIONS,
    Basis,
    Holding,
    Retention,
    at_once,
)
from neighbourhood.foundation.storing.database import db, each_in_turn
from neighbourhood.foundation.storing.rows import erasing_of, rows_of
from neighbourhood.rights import actions, queries
from neighbourhood.rights.models import KEPT_FOR, Archive, ArchiveStatus, DataRequest

_OF_ARCHIVES = {"archive.file": _l("la clé du fichier : qui la connaît pourrait le demander")}
_FIVE_YEARS = _l("5 ans après la demande, pour prouver qu’elle a reçu une réponse")


def _files(resident_id: int) -> Iterator[str]:
    mine = Archive.resident_id == resident_id, Archive.status != ArchiveStatus.GONE
    yield from db.session.scalars(select(Archive.file).where(*mine))


def _erase_requests(resident_id: int) -> None:
    erasing_of(DataRequest)(resident_id)
    answered = update(DataRequest).where(DataRequest.answered_by_id == resident_id)
    db.session.execute(answered.values(answered_by_id=None))


def _forget_requests(before: datetime) -> None:
    db.session.execute(delete(DataRequest).where(DataRequest.created_at < before))


def _forget_archives(before: datetime) -> None:
    gone = Archive.status == ArchiveStatus.GONE, Archive.created_at < before
    db.session.execute(delete(Archive).where(*gone))


def _drop_files(before: datetime) -> None:
    old = queries.old_archives(before)
    db.session.rollback()
    each_in_turn(old, _drop_file)


def _drop_file(archive_id: int) -> None:
    # First the file: a row that says gone is never wrong.
    storage().delete(db.session.get_one(Archive, archive_id).file)
    actions.drop_archive(archive_id)


HOLDINGS.declare(
    Holding(
        code="archives",
        title=_l("Les fichiers de vos données que vous avez demandés"),
        purpose=_l("Pour vous donner une copie de tout ce que nous savons de vous."),
        basis=Basis.LEGAL,
        tables=frozenset({"archive"}),
        kept=_l("le fichier 7 jours, la date de la demande un mois"),
        read=rows_of(Archive, but=_OF_ARCHIVES),
        erase=erasing_of(Archive),
        files=_files,
        withheld=_OF_ARCHIVES,
    )
)
HOLDINGS.declare(
    Holding(
        code="data-requests",
        title=_l("Vos demandes sur vos données"),
        purpose=_l("Pour y répondre dans le mois."),
        basis=Basis.LEGAL,
        tables=frozenset({"data_request"}),
        kept=_FIVE_YEARS,
        read=rows_of(DataRequest),
        erase=_erase_requests,
    )
)
for _retention in (
    Retention(
        code="archives",
        of=_l("Le fichier de vos données que vous avez demandé"),
        keep_for=KEPT_FOR,
        forget=_drop_files,
    ),
    Retention(
        code="archives-asked",
        of=_l("La date à laquelle vous avez demandé ce fichier"),
        keep_for=timedelta(days=31),
        forget=at_once(_forget_archives),
    ),
    Retention(
        code="data-requests",
        of=_l("Vos demandes sur vos données, et les réponses"),
        keep_for=timedelta(days=5 * 365),
        forget=at_once(_forget_requests),
    ),
):
    RETENTIONS.declare(_retention)
