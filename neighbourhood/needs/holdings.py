"""What is held about those who write needs for an organisation, and read them twice."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from neighbourhood.foundation.personal import (
    HOLDINGS,
    RETENTIONS,
    Basis,
    Holding,
    Retention,
    impersonal,
)
from neighbourhood.foundation.storing.database import each_in_turn
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.rows import (
    Rows,
    Where,
    blot_rows,
    names_them,
    read_rows,
    table_of,
)
from neighbourhood.needs.batches import KEPT_FOR, NeedFile
from neighbourhood.needs.filing import receiving
from neighbourhood.needs.intake import found
from neighbourhood.needs.models import Need, need_writer
from neighbourhood.needs.versions import NeedCheck, NeedRevision, need_revision_writer
from neighbourhood.residents.traces import traces_of

_TEXTS = (
    (Need, ("title", "covers", "return_reason", "proof_text", "thanks_text")),
    (NeedRevision, ("before", "after", "return_reason")),
    (NeedFile, ("return_reason",)),
)


_WITHHELD = {
    "need_file.waiting": _l("les lignes d’un fichier de l’organisation, gardées un jour au plus")
}
_OF_FILES = (NeedFile.author_id, NeedFile.approved_by_id)


def _written_by(resident_id: int) -> Where:
    written = select(need_writer.c.need_id).where(need_writer.c.resident_id == resident_id)
    return or_(
        Need.author_id == resident_id,
        Need.approved_by_id == resident_id,
        Need.id.in_(written),
    )


def _revised_by(resident_id: int) -> Where:
    writers = need_revision_writer.c
    written = select(writers.revision_id).where(writers.resident_id == resident_id)
    return or_(
        NeedRevision.author_id == resident_id,
        NeedRevision.approved_by_id == resident_id,
        NeedRevision.id.in_(written),
    )


def _read(resident_id: int) -> Rows:
    yield from read_rows(Need, _written_by(resident_id))
    yield from read_rows(NeedRevision, _revised_by(resident_id))
    files = or_(*(column == resident_id for column in _OF_FILES))
    yield from read_rows(NeedFile, files, but=_WITHHELD)
    yield from read_rows(NeedCheck, NeedCheck.reader_id == resident_id)
    for writers in (need_writer, need_revision_writer):
        yield from read_rows(writers, writers.c.resident_id == resident_id)


def _erase(resident_id: int) -> None:
    """Keep the texts, which are the organisation’s, and that two read them: not who they were."""
    traces = traces_of(resident_id)
    if not traces.searched:
        return
    for model, columns in _TEXTS:
        held = (table_of(model).c[name] for name in columns)
        blot_rows(model, or_(*(names_them(each, traces) for each in held)), traces, *columns)


HOLDINGS.declare(
    Holding(
        code="needs",
        title=_l("Ce que vous avez écrit ou relu pour une organisation"),
        purpose=_l("Pour que chaque besoin soit lu par deux personnes."),
        basis=Basis.PUBLIC,
        tables=frozenset(
            {
                *("need", "need_revision", "need_check", "need_writer", "need_revision_writer"),
                "need_file",
            }
        ),
        kept=_l("le temps des comptes ; sans votre nom dès que le compte est effacé"),
        read=_read,
        erase=_erase,
        withheld=_WITHHELD,
    )
)


def _forget(before: datetime) -> None:
    each_in_turn(
        found.unconfirmed_since(before), lambda file_id: receiving.forget(hold(NeedFile, file_id))
    )


RETENTIONS.declare(
    Retention(
        code="need-files",
        of=_l("Un fichier de besoins que personne n’a confirmé"),
        keep_for=KEPT_FOR,
        forget=_forget,
    )
)
impersonal(_l("une empreinte d’un numéro de dossier, sans personne"), "need_reference")
impersonal(
    _l("quand les besoins d’une ville sont publiés, et avec quels quartiers"),
    "need_place",
    "need_rhythm",
    "need_round",
)
