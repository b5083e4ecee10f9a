"""Mandates ended in haste: the lock holds, and without it the race is there."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.mandates import policies
from neighbourhood.mandates.actions import deeds, ending
from neighbourhood.mandates.models import Mandate, MandateDeed
from neighbourhood.mandates.queries.acting import as_held_by
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.postgres.conftest import WORDING, Meeting, without_lock
from tests.support import mandates as mandate_support


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
