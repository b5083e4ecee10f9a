"""How somebody is named wherever they are: what is looked for when they are erased."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.words.blotting import Traces
from neighbourhood.foundation.words.persons import HIDDEN, beyond
from neighbourhood.residents.models.names import FormerName
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import MailboxChange

_KEPT = "traces"


def traces_of(resident_id: int) -> Traces:
    """Return how a resident is called and reached; nothing once they are erased."""
    kept: Traces | None = db.session().info.get((_KEPT, resident_id))
    return _known(resident_id) if kept is None else kept


@contextmanager
def traces_kept(resident_id: int) -> Iterator[None]:
    """Know how a resident is called until all of it is erased, in whatever order it is."""
    held = db.session().info
    held[_KEPT, resident_id] = _known(resident_id)
    try:
        yield
    finally:
        del held[_KEPT, resident_id]


def _known(resident_id: int) -> Traces:
    resident = db.session.get(Resident, resident_id)
    if resident is None or resident.erased_at is not None:
        return Traces()
    names = {resident.full_name, resident.proved_name, *_former_names(resident_id)}
    whole = frozenset(filter(None, names))
    short = {beyond(name) for name in whole} - {HIDDEN}
    return Traces(names=whole, words=frozenset(_words(resident)), called=frozenset(short))


def _former_names(resident_id: int) -> list[str]:
    former = select(FormerName.name).where(FormerName.resident_id == resident_id)
    return list(db.session.scalars(former))


def _words(resident: Resident) -> Iterator[str]:
    changes = select(MailboxChange).where(MailboxChange.resident_id == resident.id)
    for change in db.session.scalars(changes):
        yield from (change.old_email, change.new_email)
    if resident.email:
        yield resident.email
    if resident.address:
        yield resident.address.label
        yield f"{resident.address.number} {resident.address.street}"
