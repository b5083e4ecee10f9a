"""Answering a word in public, and taking back what one answered."""

from neighbourhood.bulletins import kinds, policies, queries
from neighbourhood.bulletins.models import Answer, AnswerStatus, Bulletin
from neighbourhood.bulletins.telling import ANSWERED, tell_answered
from neighbourhood.feed.circles import require_in
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.notifications.actions import settle, wait_again
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.accounts import steady
from neighbourhood.residents.queries.blocks import require_together


def answer(actor: Actor, bulletin: Bulletin, *, text: str) -> Answer:
    """Answer a word, for all who may read it."""
    steady(actor.resident)
    require_together(actor, bulletin.author_id)
    bulletin = hold(Bulletin, bulletin.id)
    require(policies.may_answer(actor, bulletin), policies.ThreadClosed)
    require_in(actor.id, bulletin.reach)
    said = Answer(
        bulletin=bulletin,
        resident=actor.resident,
        agent_id=actor.agent_id,
        text=text,
        status=AnswerStatus.SAID,
        created_at=now(),
    )
    db.session.add(said)
    db.session.flush()
    _note(actor, kinds.ANSWERED_WORD, bulletin)
    tell_answered(said, by=actor)
    return said


def _note(actor: Actor, deed: Deed, bulletin: Bulletin) -> None:
    note_deed(actor, deed, title=bulletin.title, path=bulletin.path)


def take_back(actor: Actor, given: Answer) -> None:
    """Take back what one answered: at once nothing is left of it, later that there was one."""
    bulletin = queries.lock_with(given)
    require(given.resident_id == actor.id)
    require(policies.may_take_back(actor, given), DomainError)
    at_once = given.created_at > now() - undoing.LASTS
    settled = settle(given.place, ANSWERED) if at_once else []
    undoing.keep(actor.id, Answer.ABOUT, given.id, text=given.text, settled=settled)
    given.become(AnswerStatus.UNSAID if at_once else AnswerStatus.REMOVED)
    given.text, given.taken_back_at = "", now()
    db.session.flush()
    _note(actor, kinds.TOOK_BACK, bulletin)


def put_back(actor: Actor, given: Answer) -> None:
    """Go back on having taken an answer back, for ten minutes."""
    bulletin = queries.lock_with(given)
    require(given.resident_id == actor.id)
    require(policies.may_put_back_answer(actor, given), DomainError)
    require_in(actor.id, bulletin.reach)
    before = undoing.take(actor.id, Answer.ABOUT, given.id)
    given.go_back_to(AnswerStatus.SAID)
    given.text, given.taken_back_at = before.read(str, "text"), None
    db.session.flush()
    wait_again(before["settled"])
    _note(actor, kinds.WENT_BACK, bulletin)


def forget(answer_id: int) -> None:
    """Leave nothing of an answer that was taken back at once."""
    given = hold(Answer, answer_id)
    if given.status is AnswerStatus.UNSAID:
        db.session.delete(given)
