"""The second reader of a file: all of it is approved, piece by piece, or all of it goes back."""

from collections.abc import Sequence

from sqlalchemy import update

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.needs import news, queries, revising, together
from neighbourhood.needs.batches import NeedFile, NeedFileStatus
from neighbourhood.needs.filing.telling import tell_author
from neighbourhood.needs.intake import found
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.policies import (
    FileMovedOn,
    NeedsASecondReader,
    may_write,
    reads_file_apart,
)
from neighbourhood.needs.versions import NeedRevision, RevisionStatus
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

AT_ONCE = 500
# Each goes through the fund of its need, and is held with it.
CORRECTIONS_AT_ONCE = 20


def approve(actor: Actor, file: NeedFile) -> None:
    """Have all that waits of a file approved, piece by piece, in the name of `actor`."""
    _may_judge(actor, file)
    file.approved_by_id = actor.id
    file.total = found.count_waiting(file)
    file.go_to(NeedFileStatus.APPROVING)
    file.count(approved=0, left=0)
    db.session.flush()


def approve_some(file_id: int) -> bool:
    """Approve the next piece; return whether more is left."""
    file = hold(NeedFile, file_id)
    if not file.is_approving:
        return False
    actor = Actor.of(db.session.get_one(Resident, file.approved_by_id))
    if not may_write(actor.resident, file.partner):
        file.approved_by_id = None
        file.go_to(NeedFileStatus.SUBMITTED)
        return False
    needs = found.next_needs(file, AT_ONCE)
    if needs:
        _approve(actor, file, needs)
    revisions = [] if needs else found.next_revisions(file, CORRECTIONS_AT_ONCE)
    for revision in revisions:
        _approve_revision(actor, file, revision)
    file.moved_at = now()
    db.session.flush()
    if not needs and not revisions:
        _end(file)
        return False
    return True


def _approve(actor: Actor, file: NeedFile, need_ids: Sequence[int]) -> None:
    left = together.approve(actor, file.partner, need_ids)
    if left:
        # Nothing of these changed: somebody else reads them, alone.
        db.session.execute(update(Need).where(Need.id.in_(left)).values(file_id=None))
    file.count(approved=len(need_ids) - len(left), left=len(left))
    file.done += len(need_ids)


def _approve_revision(actor: Actor, file: NeedFile, revision: NeedRevision) -> None:
    need = queries.locked(revision.need_id)
    try:
        with db.session.begin_nested():
            revising.approve(actor, need, revision)
    except DomainError:
        # Neighbours gave meanwhile, or the need is funded: what they read stays.
        revision.become(RevisionStatus.DROPPED)
        file.count(left=1)
    else:
        file.count(approved=1)
    file.done += 1


def _end(file: NeedFile) -> None:
    file.go_to(NeedFileStatus.DONE)
    tell_author(file, news.FILE_APPROVED)


def send_back(actor: Actor, file: NeedFile, *, reason: str) -> None:
    """Give all that waits of a file back to its author: another file says it better."""
    _may_judge(actor, file)
    returned = (
        update(Need)
        .where(Need.file_id == file.id, Need.status.in_(_UNREAD))
        .values(status=NeedStatus.RETURNED, return_reason=reason)
    )
    dropped = (
        update(NeedRevision)
        .where(NeedRevision.file_id == file.id, NeedRevision.status == RevisionStatus.SUBMITTED)
        .values(status=RevisionStatus.DROPPED)
    )
    db.session.execute(returned)
    db.session.execute(dropped)
    file.return_reason = reason
    file.go_to(NeedFileStatus.RETURNED)
    tell_author(file, news.FILE_RETURNED)


# What may go back, in one statement for all.
_UNREAD = Need.MOVES.into(NeedStatus.RETURNED)


def _may_judge(actor: Actor, file: NeedFile) -> None:
    require(may_write(actor.resident, file.partner))
    require(file.is_submitted, FileMovedOn)
    require(reads_file_apart(actor.resident, file), NeedsASecondReader)
