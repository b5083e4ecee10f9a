"""What a line changes of a need that is there: at once before it is published, else asked for."""

from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.needs import actions, queries
from neighbourhood.needs.batches import NeedFile
from neighbourhood.needs.intake.lines import Fault, Line
from neighbourhood.needs.intake.weighing import UNPUBLISHED, Deed, Standing, says_of
from neighbourhood.needs.models import Need, NeedStatus
from neighbourhood.needs.versions import URGENCY, NeedRevision, RevisionOf, RevisionStatus
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident


def change(file: NeedFile, line: Line, standing: Standing) -> Deed | Fault:
    """Change the need of a line; a fault when it has moved on since its file was compared with it.

    Only the need is held: whoever brings it money holds its fund first, and waits for us here.
    """
    need = hold(Need, standing.need_id)
    if need.status is not standing.status:
        return Fault.CHANGED_SINCE
    actor = Actor.of(db.session.get_one(Resident, file.author_id))
    if need.status in UNPUBLISHED:
        _rewrite(actor, file, need, line)
        return Deed.CHANGE
    return _ask(actor, file, need, line)


def _rewrite(actor: Actor, file: NeedFile, need: Need, line: Line) -> None:
    if not need.is_submitted:
        need.become(NeedStatus.SUBMITTED)
    # Who approved it read something else; it is sent first, since what is approved names them.
    need.approved_by_id, need.approved_at = None, None
    says = {**says_of(line), "kind": line.kind, "quartier_id": line.quartier_id}
    for name, value in says.items():
        setattr(need, name, value)
    need.urgency, need.file_id, need.return_reason = line.urgency, file.id, ""
    actions.sign(actor, need)


def _ask(actor: Actor, file: NeedFile, need: Need, line: Line) -> Deed | Fault:
    """Have a published need corrected once a second person has read the file."""
    before = queries.said_of(need, RevisionOf.NEED)
    waiting = queries.waiting_revision(need, RevisionOf.NEED)
    if waiting is not None and waiting.file_id is None:
        return Fault.BEING_CORRECTED
    if (need.target_cents, need.urgency) == (line.cents, line.urgency):
        if waiting is not None:
            waiting.become(RevisionStatus.DROPPED)
        return Deed.CHANGE
    if waiting is None:
        waiting = NeedRevision(need_id=need.id, about=RevisionOf.NEED, status=RevisionStatus.DRAFT)
        db.session.add(waiting)
    # Its words stay: they may have been corrected by hand.
    after = {**before, "target_cents": line.cents}
    if need.urgency is not line.urgency:
        before, after = {**before, URGENCY: need.urgency}, {**after, URGENCY: line.urgency}
    waiting.before, waiting.after, waiting.file_id = before, after, file.id
    actions.sign(actor, waiting)
    if not waiting.is_submitted:
        waiting.become(RevisionStatus.SUBMITTED)
    db.session.flush()
    return Deed.CHANGE
