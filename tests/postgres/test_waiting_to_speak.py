"""Whoever waits for a conversation is judged by what stands once the wait is over."""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text, update

from messaging.actions import speaking, talking, threads
from messaging.actions.sending import Line, say_all
from messaging.models import Conversation, Member, Message
from messaging.queries import conversations
from neighbourhood.foundation.errors import DomainError
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.foundation.storing.holding import hold
from neighbourhood.mandates.actions import ending
from neighbourhood.mandates.models import Mandate
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import blocks
from neighbourhood.residents.models.residents import Resident
from tests.support import mandates as mandate_support

_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


class Talk:
    """A conversation of two, and Karima about to say something in it."""

    def __init__(self, make) -> None:
        quartier = make.quartier("Les Tanneurs")
        karima, marcel = (make.resident(name, quartier) for name in ("Karima B", "Marcel L"))
        self.karima, self.marcel = karima.id, marcel.id
        self.sign_in = make.sign_in(karima).id
        self.mandate = mandate_support.give(make, karima, marcel)
        with make.writing():
            self.id = threads.open_conversation(
                about=("reply", self.karima + 50_000),
                subject="Un carton",
                path="/entraide/annonces/1",
                members=[self.karima, self.marcel],
            ).id

    def say(self) -> object:
        return talking.send_message(self.actor(), self.id, text="Encore moi").id

    def say_in_a_set(self) -> object:
        (answer,) = say_all([Line(self.karima, self.sign_in, self.id, "Encore", str(uuid4()))])
        if isinstance(answer, DomainError):
            raise answer
        return answer.id

    def say_by_another_hand(self) -> object:
        mandate = db.session.get_one(Mandate, self.mandate)
        acting = as_held_by(mandate, db.session.get_one(Resident, self.marcel))
        return talking.send_message(acting, self.id, text="Pour elle").id

    def actor(self) -> Actor:
        return Actor.of(db.session.get_one(Resident, self.karima))

    def leave(self) -> None:
        seat = update(Member).where(Member.resident_id == self.karima)
        db.session.execute(seat.values(left_at=now()))

    def lose_the_proof(self) -> None:
        account = update(Resident).where(Resident.id == self.karima)
        db.session.execute(account.values(verified_at=None))

    def be_blocked(self) -> None:
        marcel = Actor.of(db.session.get_one(Resident, self.marcel))
        blocks.block(marcel, self.karima)

    def end_the_mandate(self) -> None:
        ending.revoke(self.actor(), db.session.get_one(Mandate, self.mandate))


@pytest.fixture
def talk(make):
    return Talk(make)


@pytest.fixture
def meanwhile(app, talk):
    """Have somebody speak while another changes something under the lock of the conversation."""

    def run(speak, change) -> object:
        def speaking() -> object:
            with app.app_context():
                try:
                    with transaction():
                        return speak()
                except DomainError as refusal:
                    return refusal.code

        with ThreadPoolExecutor(1) as pool, app.app_context():
            with transaction():
                hold(Conversation, talk.id)
                change()
                db.session.flush()
                spoken = pool.submit(speaking)
                wait_until_somebody_waits()
            return spoken.result(30)

    return run


def wait_until_somebody_waits() -> None:
    for _ in range(1000):
        with db.engine.connect() as beside:
            if beside.scalar(_WAITING):
                return
        threading.Event().wait(0.01)
    raise AssertionError("nobody waits for the conversation")


@pytest.fixture
def said(app, talk):
    def count() -> int:
        with app.app_context():
            lines = select(func.count()).where(Message.conversation_id == talk.id)
            return db.session.scalar(lines)

    return count


REFUSED = [
    (Talk.say, Talk.leave, "missing"),
    (Talk.say, Talk.lose_the_proof, "not_verified"),
    (Talk.say_in_a_set, Talk.leave, "missing"),
    (Talk.say, Talk.be_blocked, "missing"),
    (Talk.say_in_a_set, Talk.be_blocked, "missing"),
    (Talk.say_by_another_hand, Talk.leave, "missing"),
    (Talk.say_by_another_hand, Talk.lose_the_proof, "not_verified"),
    (Talk.say_by_another_hand, Talk.end_the_mandate, "mandate_over"),
]


@pytest.mark.parametrize(("speak", "change", "code"), REFUSED)
def test_what_changed_during_the_wait_counts(talk, meanwhile, said, speak, change, code):
    answer = meanwhile(lambda: speak(talk), lambda: change(talk))
    assert (answer, said()) == (code, 0)


@pytest.mark.parametrize("speak", [Talk.say, Talk.say_in_a_set, Talk.say_by_another_hand])
def test_who_waited_and_lost_nothing_is_heard(talk, meanwhile, said, speak):
    assert isinstance(meanwhile(lambda: speak(talk), lambda: None), int)
    assert said() == 1


class TestNegativeControl:
    """Judged by what was read before the wait, what changed since is overlooked."""

    def test_one_by_one(self, talk, meanwhile, said, monkeypatch):
        allowed, read = conversations._allowed, []

        def read_for_good(resident, member):
            read.append(member)
            return allowed(resident, member)

        monkeypatch.setattr(conversations, "_allowed", read_for_good)
        monkeypatch.setattr(conversations, "_as_it_stands", conversations.seat_of)
        meanwhile(talk.say, talk.leave)
        assert said() == 1

    def test_in_a_set(self, talk, meanwhile, said, monkeypatch):
        without_the_seat = speaking._SEATS_ASKED.with_for_update(of=Conversation)
        monkeypatch.setattr(speaking, "_SEATS_ASKED", without_the_seat)
        meanwhile(talk.say_in_a_set, talk.leave)
        assert said() == 1

    def test_in_a_set_by_who_is_blocked(self, talk, meanwhile, said, monkeypatch):
        without_the_seat = speaking._SEATS_ASKED.with_for_update(of=Conversation)
        monkeypatch.setattr(speaking, "_SEATS_ASKED", without_the_seat)
        monkeypatch.setattr(Conversation, "parted", False)
        meanwhile(talk.say_in_a_set, talk.be_blocked)
        assert said() == 1
