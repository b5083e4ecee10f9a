"""Places and money taken in haste: the lock holds, and without it the race is there."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

import neighbourhood.invitations.actions as invitations
from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.actions import replies as replies_actions
from neighbourhood.exchanges.models.notices import Notice
from neighbourhood.exchanges.models.replies import Reply
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.feed import boards
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.funding.actions import gifts
from neighbourhood.funding.models.gifts import Fund
from neighbourhood.funding.queries import pledges
from neighbourhood.invitations.models import Invitation, SeatRequest, Side
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import WORDING, Meeting, without_lock
from tests.support.needs import open_office_in
from tests.support.wordings import a_couscous


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
        wording = a_couscous(seats=5)
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
            return pledges.live_reservations(db.session.get_one(Fund, fund_id))

    def test_the_last_euros_are_promised_once(self, app, at_once, last_euros):
        fund_id, donors = last_euros
        outcomes = Counter(at_once(self.give(fund_id), donors))
        assert outcomes == {"reserved": 4, "already_funded": 6}
        assert self.reserved(app, fund_id) == 4000

    def test_without_the_lock_they_are_promised_to_everyone(
        self, app, at_once, last_euros, monkeypatch
    ):
        fund_id, donors = last_euros
        meeting, remaining = Meeting(len(donors)), pledges.remaining_cents

        def read_together(fund, **but):
            cents = remaining(fund, **but)
            meeting.wait()
            return cents

        monkeypatch.setattr(gifts, "hold", lambda model, number: without_lock(model)(number))
        monkeypatch.setattr(pledges, "remaining_cents", read_together)
        assert Counter(at_once(self.give(fund_id), donors)) == {"reserved": 10}
        assert self.reserved(app, fund_id) == 10_000
