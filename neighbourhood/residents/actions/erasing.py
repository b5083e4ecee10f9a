"""Erasing somebody for good: every declaration in turn, and a line outside the database."""

from collections.abc import Iterable

from sqlalchemy import select

from neighbourhood.foundation.outside import mail, recalling
from neighbourhood.foundation.outside.storage import delete_for_sure
from neighbourhood.foundation.personal import HOLDINGS, Holding
from neighbourhood.foundation.storing import erasures, failed_jobs, wiping
from neighbourhood.foundation.storing.database import (
    Base,
    after_commit,
    db,
    each_in_turn,
)
from neighbourhood.foundation.storing.erasures import Step
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.foundation.words.blotting import Traces
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.traces import traces_kept, traces_of


def erase(resident_id: int) -> None:
    """Erase a resident in the transaction under way; files, mails and their queue follow it.

    The journal is written first: what was promised to be erased is, even if the power fails.
    """
    mark = mark_of(hold(Resident, resident_id))
    erasures.write(resident_id, mark, Step.BEGUN)
    files = [key for holding in HOLDINGS.values() for key in holding.files(resident_id)]
    with traces_kept(resident_id):
        traces = traces_of(resident_id)
        for holding in in_order():
            holding.erase(resident_id)
    failed_jobs.forget_theirs(traces.is_in)
    db.session.flush()
    after_commit(lambda: erasures.write(resident_id, mark, Step.DONE))
    after_commit(lambda: _erase_outside(files, traces))


def in_order() -> list[Holding]:
    """Return the declarations, what points to others before what is pointed to."""
    place = {table.name: at for at, table in enumerate(Base.metadata.sorted_tables)}
    last = {code: max(map(place.__getitem__, one.tables)) for code, one in HOLDINGS.items()}
    return sorted(HOLDINGS.values(), key=lambda one: -last[one.code])


def mark_of(resident: Resident) -> str:
    """Return what tells an account from a later one of the same number."""
    return fingerprint(f"{resident.id} {resident.created_at.isoformat()}")


def _erase_outside(files: Iterable[str], traces: Traces) -> None:
    for key in files:
        delete_for_sure(key)
    recalling.forget(traces.is_in)
    mail.forget(traces.is_in)
    wiping.wipe()


def replay() -> int:
    """Erase again whoever the journal lists and a backup brought back; return how many.

    What was begun and never done is done for whoever is still closed: others have come back.
    """
    listed = erasures.listed()
    if not listed:
        return 0
    numbers = {number for number, _mark in listed}
    known = db.session.scalars(select(Resident).where(Resident.id.in_(numbers))).all()
    marked = {one.id: (one, listed.get((one.id, mark_of(one)), set())) for one in known}
    db.session.rollback()
    back = []
    for number, (one, steps) in marked.items():
        if one.erased_at is not None and steps:
            erasures.write(number, mark_of(one), Step.DONE)
        elif Step.DONE in steps or (steps and one.closed_at is not None):
            back.append(number)
    each_in_turn(back, erase)
    return len(back)
