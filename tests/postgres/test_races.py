"""The writes that must not be fooled by haste: the lock holds, and without it the race is there."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

import neighbourhood.exchanges.policies as exchange_policies
import neighbourhood.invitations.actions as invitations
from messaging.actions import talking, threads
from messaging.actions.sending import Line, say_all
from messaging.models import Message
from messaging.queries import conversations
from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.actions import replies as replies_actions
from neighbourhood.exchanges.models import (
    Category,
    Direction,
    Notice,
    NoticeStatus,
    Reply,
    Subject,
)
from neighbourhood.feed import boards
from neighbourhood.foundation.storing import codes, holding
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding import queries as funding_queries
from neighbourhood.funding.actions import gifts
from neighbourhood.funding.models import Fund
from neighbourhood.invitations.models import Invitation, Occasion, SeatRequest, Side
from neighbourhood.mandates import policies
from neighbourhood.mandates.actions import deeds, ending
from neighbourhood.mandates.models import Mandate, MandateDeed
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.places.models import Address, Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import unsettle
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import accounts
from tests.postgres.conftest import Meeting
from tests.support import mandates as mandate_support
from tests.support.needs import open_office_in
from verification.actions import claims
from verification.models.letters import TRIES, LetterCode
from verification.proving.protocol import Outcome
from verification.queries import letters

WORDING = {
    "subject": Subject.SERVICE,
    "category": Category.DIY,
    "title": "Monter une étagère",
    "body": "",
    "reach": Reach.TOWN,
}


def without_lock(model):
    """Read like a query that forgot to lock."""

    def read(number: int):
        return db.session.scalars(select(model).where(model.id == number)).one()

    return read


class TestCodes:
    @pytest.fixture
    def newcomer(self, app, make):
        resident, door = make.resident("Nora Petit", verified=False), make.address()
        with make.writing() as session:
            actor = session.get_one(Resident, resident.id)
            claim = claims.claim_address(
                Actor.of(actor), session.get_one(Address, door.id), method="letter"
            )
            letter = letters.live_letter(claim)
            return resident.id, letter.id, letters.code_in(letter)

    def enter(self, newcomer, code):
        def act(_one):
            actor = db.session.get_one(Resident, newcomer[0])
            return claims.confirm_code(Actor.of(actor), code=code)

        return act

    def tries(self, app, newcomer) -> int:
        with app.app_context():
            return db.session.get_one(LetterCode, newcomer[1]).tries

    def test_of_fifty_people_who_enter_the_code_one_is_home(self, app, at_once, newcomer):
        outcomes = Counter(at_once(self.enter(newcomer, newcomer[2]), range(50)))
        assert outcomes == {Outcome.CONFIRMED: 1, "nothing_to_confirm": 49}

    def test_of_fifty_guesses_five_count(self, app, at_once, newcomer):
        outcomes = Counter(at_once(self.enter(newcomer, "0000000000"), range(50)))
        assert outcomes == {Outcome.WRONG: TRIES, Outcome.SPENT: 50 - TRIES}
        assert self.tries(app, newcomer) == TRIES
        assert at_once(self.enter(newcomer, newcomer[2]), [1]) == [Outcome.SPENT]

    def test_without_the_lock_more_guesses_count(self, app, at_once, newcomer, monkeypatch):
        meeting, compare = Meeting(12), codes.matches

        def compare_together(*those):
            meeting.wait()
            return compare(*those)

        monkeypatch.setattr(codes, "matches", compare_together)
        monkeypatch.setattr(holding, "held", lambda statement, *of: statement)
        outcomes = Counter(at_once(self.enter(newcomer, "0000000000"), range(12)))
        assert outcomes == {Outcome.WRONG: 12}


class TestPlaces:
    @pytest.fixture
    def contested(self, make):
        """A request with two places and ten neighbours who would take them."""
        quartier = make.quartier("Les Tanneurs")
        author, *helpers = [make.resident(f"Voisin Numéro{n}", quartier) for n in range(11)]
        with make.writing() as session:
            wording = notices.Wording(**WORDING, places=2, expires_at=now() + timedelta(days=9))
            actor = session.get_one(Resident, author.id)
            notice = notices.publish(Actor.of(actor), direction=Direction.ASK, wording=wording)
            replies = [
                replies_actions.reply(
                    Actor.of(session.get_one(Resident, helper.id)), notice, text="Je viens."
                ).id
                for helper in helpers
            ]
        return notice.id, replies

    def accept(self, reply_id):
        reply = db.session.get_one(Reply, reply_id)
        replies_actions.accept(Actor.of(reply.notice.author), reply)
        return "accepted"

    def taken(self, app, notice_id) -> tuple[int, int]:
        """Return how many places are taken, by the notice and by the replies."""
        with app.app_context():
            accepted = select(func.count()).where(
                Reply.notice_id == notice_id, Reply.status == "accepted"
            )
            return db.session.get_one(Notice, notice_id).taken, db.session.scalar(accepted)

    def test_no_more_helpers_than_places(self, app, at_once, contested):
        notice_id, replies = contested
        outcomes = Counter(at_once(self.accept, replies))
        assert outcomes == {"accepted": 2, "all_taken": 8}
        assert self.taken(app, notice_id) == (2, 2)

    def test_without_the_lock_all_are_accepted(self, app, at_once, contested, monkeypatch):
        notice_id, replies = contested
        meeting, read = Meeting(len(replies)), without_lock(Notice)

        def read_together(_model, number):
            notice = read(number)
            meeting.wait()
            return notice

        monkeypatch.setattr(boards, "hold", read_together)
        assert Counter(at_once(self.accept, replies)) == {"accepted": 10}
        assert self.taken(app, notice_id)[1] == 10, "the race that the lock prevents is real"

    def test_no_more_guests_than_seats(self, app, at_once, make):
        quartier = make.quartier("Les Tanneurs")
        host, *guests = [make.resident(f"Convive Numéro{n}", quartier) for n in range(7)]
        wording = invitations.Wording(
            occasion=Occasion.SUNDAY,
            held_at=now() + timedelta(days=3),
            seats=5,
            title="Un couscous",
            body="",
            reach=Reach.TOWN,
        )
        with make.writing() as session:
            actor = session.get_one(Resident, host.id)
            table = invitations.publish(Actor.of(actor), side=Side.HOST, wording=wording)
            wishes = [
                invitations.ask(
                    Actor.of(session.get_one(Resident, guest.id)),
                    table,
                    message="Avec joie.",
                    seats=2,
                ).id
                for guest in guests
            ]

        def accept(wish_id):
            wish = db.session.get_one(SeatRequest, wish_id)
            invitations.accept(Actor.of(wish.invitation.author), wish)
            return "accepted"

        assert Counter(at_once(accept, wishes)) == {"accepted": 2, "not_enough_seats": 4}
        with app.app_context():
            assert db.session.get_one(Invitation, table.id).taken == 4


class TestMoney:
    @pytest.fixture
    def last_euros(self, app, make):
        """A need of 40 € and ten neighbours who would each give 10 €."""
        office = open_office_in(app, make)
        donors = [make.resident(f"Donatrice Numéro{n}", office.quartier).id for n in range(10)]
        return office.open(target_cents=4000).fund_id, donors

    def give(self, fund_id):
        def act(donor_id):
            donor, fund = db.session.get_one(Resident, donor_id), db.session.get_one(Fund, fund_id)
            return gifts.pledge(Actor.of(donor), fund, amount_cents=1000).status

        return act

    def reserved(self, app, fund_id) -> int:
        with app.app_context():
            return funding_queries.live_reservations(db.session.get_one(Fund, fund_id))

    def test_the_last_euros_are_promised_once(self, app, at_once, last_euros):
        fund_id, donors = last_euros
        outcomes = Counter(at_once(self.give(fund_id), donors))
        assert outcomes == {"reserved": 4, "already_funded": 6}
        assert self.reserved(app, fund_id) == 4000

    def test_without_the_lock_they_are_promised_to_everyone(
        self, app, at_once, last_euros, monkeypatch
    ):
        fund_id, donors = last_euros
        meeting, remaining = Meeting(len(donors)), funding_queries.remaining_cents

        def read_together(fund):
            cents = remaining(fund)
            meeting.wait()
            return cents

        monkeypatch.setattr(gifts, "hold", lambda model, number: without_lock(model)(number))
        monkeypatch.setattr(funding_queries, "remaining_cents", read_together)
        assert Counter(at_once(self.give(fund_id), donors)) == {"reserved": 10}
        assert self.reserved(app, fund_id) == 10_000


class TestMessages:
    @pytest.fixture
    def talk(self, make):
        quartier = make.quartier("Les Tanneurs")
        people = [make.resident(name, quartier).id for name in ("Karima Benali", "Marcel Dupont")]
        with make.writing():
            opened = threads.open_conversation(
                about=("reply", people[0] + 10_000),
                subject="Un carton",
                path="/entraide/annonces/1",
                members=people,
            )
        return opened.id, people

    def messages(self, app, conversation_id) -> list[Message]:
        with app.app_context():
            return list(conversations.since(conversation_id, 0)[0])

    def test_a_message_sent_again_and_again_is_said_once(self, app, at_once, talk):
        conversation_id, (karima, _marcel) = talk
        client_id = str(uuid4())

        def send(_try):
            actor = db.session.get_one(Resident, karima)
            return talking.send_message(
                Actor.of(actor), conversation_id, text="Bonjour", client_id=client_id
            ).id

        assert len(set(at_once(send, range(20)))) == 1
        assert len(self.messages(app, conversation_id)) == 1

    def test_sets_of_lines_cross_without_waiting_in_a_ring(self, app, at_once, talk):
        conversation_id, people = talk

        def send(number):
            lines = [
                Line(
                    people[(number + n) % 2], conversation_id, f"Phrase {number}.{n}", str(uuid4())
                )
                for n in range(5)
            ]
            return [answer.id for answer in say_all(lines)]

        ids = [one for several in at_once(send, range(12)) for one in several]
        assert [message.id for message in self.messages(app, conversation_id)] == sorted(ids)
        assert len(set(ids)) == 60

    def test_a_line_in_many_sets_is_said_once(self, app, at_once, talk):
        conversation_id, (karima, _marcel) = talk
        once = Line(karima, conversation_id, "Bonjour", str(uuid4()))
        answers = at_once(lambda _try: say_all([once])[0].id, range(20))
        assert len(set(answers)) == len(self.messages(app, conversation_id)) == 1

    def test_what_two_say_at_once_is_all_kept_and_counted(self, app, at_once, talk):
        conversation_id, people = talk

        def send(number):
            actor = db.session.get_one(Resident, people[number % 2])
            return talking.send_message(
                Actor.of(actor), conversation_id, text=f"Phrase {number}"
            ).id

        ids = at_once(send, range(30))
        kept = self.messages(app, conversation_id)
        assert [message.id for message in kept] == sorted(ids)
        with app.app_context():
            seat = conversations.membership(
                db.session.get_one(Resident, people[0]), conversation_id
            )
            assert seat.conversation.last_message_id == max(ids)


class TestMandates:
    """A mandate that ends while its agent publishes: either both stand, or nothing was done."""

    @pytest.fixture
    def mandate(self, make):
        quartier = make.quartier("Les Tanneurs")
        principal = make.resident("Marcel Lefèvre", quartier)
        agent = make.resident("Sophie Martin", quartier)
        return principal.id, agent.id, mandate_support.give(make, principal, agent)

    def end_or_publish(self, mandate, before_publishing=lambda: None):
        principal_id, agent_id, mandate_id = mandate

        def act(number):
            held = db.session.get_one(Mandate, mandate_id)
            actor = db.session.get_one(Resident, principal_id)
            if number == 0:
                ending.revoke(Actor.of(actor), held)
                return "revoked"
            wording = notices.Wording(**WORDING, expires_at=now() + timedelta(days=9))
            agent = db.session.get_one(Resident, agent_id)
            before_publishing()
            acting = as_held_by(held, agent)
            notices.publish(acting, direction=Direction.ASK, wording=wording)
            return "published"

        return act

    def signed_after_the_end(self, app, mandate) -> int:
        with app.app_context():
            ended = db.session.get_one(Mandate, mandate[2]).revoked_at
            late = select(func.count()).where(
                MandateDeed.mandate_id == mandate[2], MandateDeed.created_at > ended
            )
            return db.session.scalar(late)

    def test_nothing_is_signed_once_it_has_ended(self, app, at_once, mandate):
        outcomes = Counter(at_once(self.end_or_publish(mandate), range(12)))
        assert outcomes["revoked"] == 1
        assert outcomes["published"] + outcomes["mandate_over"] == 11
        assert self.signed_after_the_end(app, mandate) == 0

    def test_without_the_lock_something_is(self, app, at_once, mandate, monkeypatch):
        meeting, read, allow = Meeting(2), without_lock(Mandate), policies.may_act
        may_end = ending._revoke

        def allow_then_wait(*those):
            allowed = allow(*those)
            meeting.wait()
            return allowed

        def end_then_say(held, *, by):
            meeting.wait()
            return may_end(held, by=by)

        for writer in (deeds, ending):
            monkeypatch.setattr(writer, "hold", lambda _model, number: read(number))
        monkeypatch.setattr(policies, "may_act", allow_then_wait)
        monkeypatch.setattr(ending, "_revoke", end_then_say)
        outcomes = Counter(at_once(self.end_or_publish(mandate), range(2)))
        assert outcomes == {"revoked": 1, "published": 1}


class TestHomes:
    """A home taken back while its resident publishes: nothing of theirs stays open."""

    @pytest.fixture
    def resident(self, make):
        return make.resident("Marcel Lefèvre", make.quartier("Les Tanneurs")).id

    def leave_or_publish(self, resident_id, after_leaving=lambda: None):
        def act(number):
            if number == 0:
                unsettle(accounts.locked(resident_id))
                after_leaving()
                return "left"
            wording = notices.Wording(**WORDING, expires_at=now() + timedelta(days=9))
            actor = db.session.get_one(Resident, resident_id)
            notices.publish(Actor.of(actor), direction=Direction.ASK, wording=wording)
            return "published"

        return act

    def still_open(self, app, resident_id) -> int:
        with app.app_context():
            counted = select(func.count()).where(
                Notice.author_id == resident_id, Notice.status == NoticeStatus.OPEN
            )
            return db.session.scalar(counted)

    def test_nothing_stays_open(self, app, at_once, resident):
        outcomes = Counter(at_once(self.leave_or_publish(resident), range(12)))
        assert outcomes["left"] == 1
        assert outcomes["published"] + outcomes["not_verified"] == 11
        assert self.still_open(app, resident) == 0

    def test_without_the_lock_something_does(self, app, at_once, resident, monkeypatch):
        meeting, allow = Meeting(2), exchange_policies.may_publish

        def allow_then_wait(actor):
            allowed = allow(actor)
            meeting.wait()
            return allowed

        monkeypatch.setattr(notices, "steady", lambda actor: actor)
        monkeypatch.setattr(exchange_policies, "may_publish", allow_then_wait)
        outcomes = Counter(at_once(self.leave_or_publish(resident, meeting.wait), range(2)))
        assert outcomes == {"left": 1, "published": 1}
        assert self.still_open(app, resident) == 1
