"""Erasing somebody for good: every declaration in turn, and a line outside the database."""

import logging
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from neighbourhood.foundation.outside import mail, recalling
from neighbourhood.foundation.outside.storage import delete_for_sure
from neighbourhood.foundation.personal import HOLDINGS, Holding
from neighbourhood.foundation.storing import erasures, failed_jobs, remains, wiping
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import (
    Base,
    after_commit,
    db,
    each_in_turn,
)
from neighbourhood.foundation.storing.erasures import Step
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.foundation.storing.remains import Remains
from neighbourhood.foundation.storing.tokens import fingerprint
from neighbourhood.residents import mails
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.traces import traces_kept, traces_of

log = logging.getLogger(__name__)
# A mailbox that takes nothing for so long is given up.
LAST_WORD_WITHIN = timedelta(days=3)


def erase(resident_id: int, *, tells: bool = False) -> None:
    """Erase a resident in the transaction under way; files, mails and their queue follow it.

    The journal is written first: what was promised to be erased is, even if the power fails. What
    follows the commit is written before it too. `tells` sends a last word to their mailbox.
    """
    resident = hold(Resident, resident_id)
    mark = mark_of(resident)
    erasures.write(resident_id, mark, Step.BEGUN)
    if resident.erased_at is None:
        _note_what_follows(resident, mark, tells=tells)
    with traces_kept(resident_id):
        traces = traces_of(resident_id)
        for holding in in_order():
            holding.erase(resident_id)
    failed_jobs.forget_theirs(traces.is_in)
    db.session.flush()
    after_commit(partial(_follow, resident_id, mark))


def _note_what_follows(resident: Resident, mark: str, *, tells: bool) -> None:
    before = remains.of(resident.id, mark)
    files = [key for holding in HOLDINGS.values() for key in holding.files(resident.id)]
    is_told = tells or (before is not None and before.mailbox is not None)
    remains.keep(
        Remains(
            number=resident.id,
            mark=mark,
            since=now(),
            files=tuple(files),
            traces=traces_of(resident.id),
            mailbox=resident.email if is_told else None,
            language=resident.language,
        )
    )


def in_order() -> list[Holding]:
    """Return the declarations, what points to others before what is pointed to.

    Last comes what the database lets be forgotten of an account that is gone, and of no other.
    """
    place = {table.name: at for at, table in enumerate(Base.metadata.sorted_tables)}
    last = {code: max(map(place.__getitem__, one.tables)) for code, one in HOLDINGS.items()}
    return sorted(HOLDINGS.values(), key=lambda one: (one.once_gone, -last[one.code]))


def mark_of(resident: Resident) -> str:
    """Return what tells an account from a later one of the same number."""
    return fingerprint(f"{resident.id} {resident.created_at.isoformat()}")


def _follow(number: int, mark: str) -> None:
    """Drop what is outside the database; cut short anywhere, it is done again from the start."""
    left = remains.of(number, mark)
    if left is not None:
        _erase_outside(left)
        if not _is_last_word_sent(left):
            return
    remains.drop(number, mark)
    erasures.write(number, mark, Step.DONE)


def _erase_outside(left: Remains) -> None:
    for key in left.files:
        delete_for_sure(key)
    recalling.forget(left.traces.is_in)
    mail.forget(left.traces.is_in)
    wiping.wipe()


def _is_last_word_sent(left: Remains) -> bool:
    if left.mailbox is None:
        return True
    try:
        mails.erased(left.mailbox, left.language)
    except Exception as failure:  # noqa: BLE001 - what a mail server answers may quote a mailbox
        log.warning("a last word could not be sent: %s", type(failure).__name__)
        return left.since < now() - LAST_WORD_WITHIN
    return True


def replay() -> int:
    """Erase again whoever the journal lists and a backup brought back; return how many.

    What was begun and never done is done for whoever is still closed: others have come back. What
    was cut short after the commit is done again.
    """
    listed = erasures.listed()
    if not listed:
        return 0
    numbers = {number for number, _mark in listed}
    known = db.session.scalars(select(Resident).where(Resident.id.in_(numbers))).all()
    back, cut_short = [], []
    for one in known:
        mark = mark_of(one)
        steps = listed.get((one.id, mark), set())
        if one.erased_at is not None and steps:
            cut_short.append((one.id, mark))
        elif Step.DONE in steps or (steps and one.closed_at is not None):
            back.append(one.id)
    # What is outside is wiped for good only while nobody reads.
    db.session.rollback()
    each_in_turn(back, erase)
    for number, mark in cut_short:
        _follow(number, mark)
    return len(back)


def go_on() -> None:
    """Go on with what was cut short after its commit; drop what was noted of whoever stays."""
    for number, mark in remains.standing():
        found = db.session.get(Resident, number)
        known = found if found and mark_of(found) == mark else None
        is_gone = known is None or known.erased_at is not None
        is_back = known is not None and known.closed_at is None
        db.session.rollback()
        if is_gone:
            _follow(number, mark)
        elif is_back:
            remains.drop(number, mark)
