"""Codes tried and homes taken back in haste: the lock holds, and without it the race is there."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

import neighbourhood.exchanges.policies as exchange_policies
from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.notices import Notice, NoticeStatus
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing import codes, holding
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import unsettle
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.queries import accounts
from tests.postgres.conftest import WORDING, Meeting
from verification.actions import claims
from verification.models.letters import TRIES, LetterCode
from verification.proving.protocol import Outcome
from verification.queries import letters


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
