"""What was answered so far, kept until it is sent."""

from typing import Any

from neighbourhood.exchanges import queries
from neighbourhood.exchanges.models import Direction, Draft
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.residents.acting import Actor


def keep_draft(actor: Actor, *, direction: Direction, answers: dict[str, Any]) -> None:
    """Remember the answers given so far, over those of before."""
    draft = queries.draft_of(actor.resident, direction)
    if draft is None:
        draft = Draft(resident_id=actor.id, direction=direction, answers={})
        db.session.add(draft)
    draft.answers = {**draft.answers, **answers}
    draft.updated_at = now()
    db.session.flush()


def drop_draft(actor: Actor, *, direction: Direction) -> None:
    """Forget the answers given so far."""
    draft = queries.draft_of(actor.resident, direction)
    if draft is not None:
        db.session.delete(draft)
        db.session.flush()
