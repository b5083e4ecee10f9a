"""What is held about those who ask for files about many people, or agree to them."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_, update

from neighbourhood.exports.actions import end_old, wipe
from neighbourhood.exports.models import KEPT_FOR, Export, ExportStatus
from neighbourhood.exports.queries import standing
from neighbourhood.foundation.personal import (
    HOLDINGS,
    RETENTIONS,
    Basis,
    Holding,
    Retention,
    at_once,
)
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.rows import Rows, names_them, read_rows
from neighbourhood.residents.traces import traces_of

_OF_EXPORTS = {"export.file": _l("la clé du fichier : qui la connaît pourrait le demander")}


def _read(resident_id: int) -> Rows:
    theirs = or_(Export.asked_by_id == resident_id, Export.decided_by_id == resident_id)
    yield from read_rows(Export, theirs, but=_OF_EXPORTS)


def _erase(resident_id: int) -> None:
    # They may stand in any file of a town they lived in: each is wiped, and may be asked for anew.
    for export in standing():
        wipe(export)
    db.session.flush()
    waiting = Export.asked_by_id == resident_id, Export.status == ExportStatus.WAITING
    db.session.execute(update(Export).where(*waiting).values(status=ExportStatus.LAPSED))
    asked = update(Export).where(Export.asked_by_id == resident_id)
    db.session.execute(asked.values(asked_by_id=None, reason="", answer=""))
    decided = update(Export).where(Export.decided_by_id == resident_id)
    db.session.execute(decided.values(decided_by_id=None, answer=""))
    traces = traces_of(resident_id)
    if traces.searched:
        for column in (Export.reason, Export.answer):
            named = update(Export).where(names_them(column, traces))
            db.session.execute(named.values({column.key: ""}))


def _forget(before: datetime) -> None:
    over = (ExportStatus.GONE, ExportStatus.REFUSED, ExportStatus.LAPSED)
    old = Export.created_at < before, Export.status.in_(over)
    db.session.execute(delete(Export).where(*old))


HOLDINGS.declare(
    Holding(
        code="exports",
        title=_l("Les fichiers de plusieurs personnes que vous avez demandés ou accordés"),
        purpose=_l(
            "Pour que les données de plusieurs personnes ne sortent jamais par une seule main."
        ),
        basis=Basis.LEGAL,
        tables=frozenset({"export"}),
        kept=_l("le fichier 24 heures, la demande 3 ans"),
        read=_read,
        erase=_erase,
        withheld=_OF_EXPORTS,
    )
)
for _retention in (
    Retention(
        code="export-files",
        of=_l("Un fichier de plusieurs personnes, accordé par deux"),
        keep_for=KEPT_FOR,
        forget=end_old,
    ),
    Retention(
        code="exports",
        of=_l("Qui a demandé ou accordé un tel fichier, et pourquoi"),
        keep_for=timedelta(days=3 * 365),
        forget=at_once(_forget),
    ),
):
    RETENTIONS.declare(_retention)
