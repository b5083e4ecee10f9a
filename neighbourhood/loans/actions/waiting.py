"""Waiting for a thing: one tap to wait, one to wait no more, and whose turn it is."""

from sqlalchemy import delete

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.loans.kinds import deeds, news
from neighbourhood.loans.models.items import Item
from neighbourhood.loans.models.waiting import Waiting
from neighbourhood.loans.policies import loans as policies
from neighbourhood.loans.queries import loans
from neighbourhood.loans.queries import waiting as queries
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.queries.blocks import require_together


def wait(actor: Actor, item: Item) -> None:
    """Ask to be told when a thing is free; who waits already keeps their place."""
    require_together(actor, item.author_id)
    item = hold(Item, item.id)
    require(policies.may_ask(actor, item), DomainError)
    require(loans.live_of(actor.id, item) is None, policies.HasItAlready)
    if queries.waiting_of(actor.id, item.id) is not None:
        return
    was_free = queries.is_free(item)
    db.session.add(Waiting(item_id=item.id, resident_id=actor.id, was_free=was_free))
    db.session.flush()
    note_deed(actor, deeds.WAITS, title=item.title, path=item.path)


def wait_no_more(actor: Actor, item: Item) -> None:
    """Leave the list, whatever became of the thing."""
    hold(Item, item.id)
    forget(actor.id, item.id)
    note_deed(actor, deeds.WAITS_NO_MORE, title=item.title, path=item.path)


def forget(resident_id: int, *item_ids: int) -> None:
    """Let a resident wait for these things no more."""
    theirs = Waiting.resident_id == resident_id, Waiting.item_id.in_(item_ids)
    db.session.execute(delete(Waiting).where(*theirs))


def call(waiting_id: int) -> None:
    """Tell whose turn it is that the thing is free; a second time does nothing."""
    waiting = db.session.get_one(Waiting, waiting_id)
    item = hold(Item, waiting.item_id)
    if waiting.id not in queries.to_call(now()):
        return
    waiting.told_at = now()
    db.session.flush()
    notify(waiting.resident_id, news.FREE, path=item.path, by=item.author_id, title=item.title)


def pass_on(waiting_id: int) -> None:
    """Let somebody wait no more, be it for the next to have their turn."""
    waiting = db.session.get(Waiting, waiting_id)
    if waiting is not None:
        db.session.delete(waiting)
        db.session.flush()
