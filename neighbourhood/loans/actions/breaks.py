"""The days on which a neighbour lends nothing."""

from datetime import date

from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.loans.days import say_span
from neighbourhood.loans.kinds import scopes
from neighbourhood.loans.models.items import LendingBreak
from neighbourhood.loans.policies import breaks as policies
from neighbourhood.loans.queries import shelf as queries
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident

PATH = "/prets/conges"


def take(actor: Actor, *, first_day: date, last_day: date) -> LendingBreak:
    """Lend nothing from one day to another; what meets other such days becomes one with them."""
    hold(Resident, actor.id)  # one at a time: they are counted and joined
    require(policies.may_take(actor), DomainError)
    met = queries.breaks_between(actor.id, first_day, last_day)
    require(policies.has_breaks_left(actor, first_day) or bool(met), policies.EnoughBreaks)
    for other in met:
        first_day, last_day = min(first_day, other.first_day), max(last_day, other.last_day)
        db.session.delete(other)
    taken = LendingBreak(resident_id=actor.id, first_day=first_day, last_day=last_day)
    db.session.add(taken)
    db.session.flush()
    note_deed(actor, scopes.TOOK_BREAK, title=say_span(first_day, last_day), path=PATH)
    return taken


def end(actor: Actor, taken: LendingBreak) -> None:
    """Lend again on those days."""
    taken = hold(LendingBreak, taken.id)
    require(policies.may_end(actor, taken))
    db.session.delete(taken)
    said = say_span(taken.first_day, taken.last_day)
    note_deed(actor, scopes.ENDED_BREAK, title=said, path=PATH)
