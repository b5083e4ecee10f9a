"""Saying hello, answering it, or not this time.

A hello is a ready phrase on a page of its own. The conversation opens with the answer: nobody can
write a word of theirs to somebody who did not answer them.
"""

from flask_babel import force_locale, gettext
from sqlalchemy import select

from messaging.actions.threads import note, open_conversation, quote
from messaging.models import Conversation
from neighbourhood.directory import kinds, policies
from neighbourhood.directory.kinds import HELLO, HELLO_ANSWERED
from neighbourhood.directory.models import Hello, HelloStatus
from neighbourhood.directory.queries import hellos
from neighbourhood.directory.subjects import ANSWERS, DIRECTORY, PHRASES, say_phrase
from neighbourhood.directory.telling import (
    DECLINED,
    GREETED,
    tell_answered,
    tell_declined,
    tell_greeted,
)
from neighbourhood.foundation.errors import DomainError, Missing, NotVerified, Wrong
from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import undoing
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.foundation.storing.holding import held, hold
from neighbourhood.foundation.web.switches import require_offered
from neighbourhood.mandates.actions.deeds import note_deed
from neighbourhood.mandates.kinds import Deed
from neighbourhood.notifications.actions import settle, wait_again
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries.blocks import require_together
from neighbourhood.residents.queries.neighbours import called


def greet(actor: Actor, other_id: int, *, phrase: str) -> Hello:
    """Say hello to a neighbour, once for two, a few times a day."""
    _hold_both(actor.id, other_id)
    require(policies.may_greet(actor, other_id), NotVerified)
    require_offered(DIRECTORY, actor.resident.switched_off)
    require_together(actor, other_id)
    require(phrase in PHRASES, Wrong)
    known = hellos.between(actor.id, other_id)
    _require_first(actor, known)
    require(policies.receives_hellos(actor.resident, other_id), policies.NotGreeted)
    require(policies.has_hellos_left(actor), policies.EnoughHellos)
    hello = _said(actor, known or _unsaid(actor.id, other_id), other_id, phrase)
    _note(actor, kinds.GREETED, hello)
    tell_greeted(hello, by=actor)
    return hello


def _require_first(actor: Actor, known: Hello | None) -> None:
    if known is None or policies.may_greet_anew(actor, known):
        return
    # Of what a block has ended nothing is told.
    require(not known.is_parted, policies.NotGreeted)
    raise policies.GreetedAlready


def _unsaid(one_id: int, other_id: int) -> Hello:
    low, high = sorted((one_id, other_id))
    hello = Hello(low_id=low, high_id=high, status=HelloStatus.WAITING)
    db.session.add(hello)
    return hello


def _said(actor: Actor, hello: Hello, other_id: int, phrase: str) -> Hello:
    """Say a hello that nobody said yet, or that is over, from now on."""
    if hello.is_over:
        undoing.forget(Hello.ABOUT, hello.id)
        hello.go_back_to(HelloStatus.WAITING)
    hello.greeter_id, hello.greeted_id = actor.id, other_id
    hello.agent_id, hello.phrase = actor.agent_id, phrase
    hello.created_at, hello.answered_at = now(), None
    db.session.flush()
    return hello


def _hold_both(one_id: int, other_id: int) -> None:
    # In order: two who greet each other at once wait for each other, and one hello comes first.
    both = select(Resident).where(Resident.id.in_((one_id, other_id))).order_by(Resident.id)
    require(len(db.session.scalars(held(both, Resident)).all()) == 2, Missing)


def _note(actor: Actor, deed: Deed, hello: Hello) -> None:
    name = called(hello.other(actor.id), actor.resident)
    note_deed(actor, deed, title=name, path=hello.path)


def answer(actor: Actor, hello: Hello, *, phrase: str) -> Conversation:
    """Answer a hello: the two may talk from now on."""
    hello = hold(Hello, hello.id)
    require(policies.may_answer(actor, hello), DomainError)
    require_together(actor, hello.greeter_id)
    require(phrase in ANSWERS, Wrong)
    undoing.forget(Hello.ABOUT, hello.id)
    hello.become(HelloStatus.ANSWERED)
    hello.answered_at = now()
    db.session.flush()
    _note(actor, kinds.ANSWERED, hello)
    conversation = open_talk(hello)
    quote(conversation, actor.id, str(ANSWERS[phrase]), agent_id=actor.agent_id)
    note(conversation, HELLO_ANSWERED, by=actor)
    tell_answered(hello, conversation.page, by=actor)
    return conversation


def open_talk(hello: Hello) -> Conversation:
    """Open the conversation of a hello, with what was said first."""
    quartier = hello.greeted.quartier
    # Both read one name for it: that of the language of their town.
    with force_locale(quartier.municipality.language if quartier else "fr"):
        subject = gettext("Un bonjour entre voisins")
    with force_locale(hello.greeter.language or "fr"):
        said = str(say_phrase(hello.phrase))
    conversation = open_conversation(
        about=(HELLO.code, hello.id),
        subject=subject,
        path=hello.path,
        members=(hello.greeter_id, hello.greeted_id),
    )
    quote(conversation, hello.greeter_id, said, agent_id=hello.agent_id)
    return conversation


def decline(actor: Actor, hello: Hello) -> None:
    """Say "not this time", gently."""
    hello = hold(Hello, hello.id)
    require(policies.may_decline(actor, hello), DomainError)
    hello.become(HelloStatus.DECLINED)
    hello.answered_at = now()
    db.session.flush()
    _note(actor, kinds.DECLINED, hello)
    waited = tell_declined(hello, by=actor)
    undoing.keep(actor.id, Hello.ABOUT, hello.id, waited=waited)


def take_back(actor: Actor, hello: Hello) -> None:
    """Take back a hello that waits: who was greeted reads it no more."""
    hello = hold(Hello, hello.id)
    require(policies.may_take_back_hello(actor, hello), DomainError)
    _end(hello, HelloStatus.TAKEN_BACK)
    _note(actor, kinds.TOOK_BACK, hello)
    undoing.keep(actor.id, Hello.ABOUT, hello.id, waited=settle(hello.path, GREETED))


def _end(hello: Hello, status: HelloStatus) -> None:
    hello.become(status)
    hello.answered_at = now()
    db.session.flush()


def go_back(actor: Actor, hello: Hello) -> None:
    """Go back on having said no, or on having taken it back, for ten minutes."""
    hello = hold(Hello, hello.id)
    require(policies.may_go_back(actor, hello), DomainError)
    if hello.is_taken_back:
        require(policies.receives_hellos(actor.resident, hello.greeted_id), policies.NotGreeted)
    before = undoing.take(actor.id, Hello.ABOUT, hello.id)
    hello.go_back_to(HelloStatus.WAITING)
    hello.answered_at = None
    db.session.flush()
    settle(hello.path, DECLINED)
    wait_again(before["waited"])
    _note(actor, kinds.WENT_BACK, hello)


def part(one_id: int, other_id: int) -> None:
    """Leave no word of a hello that waits between two who are kept apart by now.

    It goes on counting: a block that is lifted again gives nobody a hello more.
    """
    for hello in hellos.waiting_between(one_id, other_id):
        settle(hello.path, GREETED)
        hello.phrase = ""
        _end(hello, HelloStatus.PARTED)
