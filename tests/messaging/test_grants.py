"""A connection that was let in: whatever is taken away since counts, though nobody hangs up."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from messaging.actions import talking
from messaging.models import Member, Message
from messaging.sockets import talking as sockets
from neighbourhood.foundation.errors import TooMany
from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates.models import Mandate, MandateAgent, MandateStatus
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sign_ins import AT_MOST_FOR, SIGNED_IN_FOR, SignIn
from tests.support import mandates

TAKEN = {
    "the sign-in is ended": lambda: update(SignIn).values(ended_at=now()),
    "the sign-in is too old": lambda: update(SignIn).values(last_seen_at=now() - SIGNED_IN_FOR),
    "the sign-in has lasted": lambda: update(SignIn).values(created_at=now() - AT_MOST_FOR),
    "the sign-in is gone": lambda: delete(SignIn),
    "the account is closed": lambda: update(Resident).values(closed_at=now()),
    "the proof is taken back": lambda: update(Resident).values(verified_at=None),
    "the year is over": lambda: update(Resident).values(
        residency_expires_at=now() - timedelta(seconds=1)
    ),
    "the seat is left": lambda: update(Member).values(left_at=now()),
    "the seat is gone": lambda: delete(Member),
}


@pytest.fixture
def another_hand(make):
    """Change rows as another process does, of which no event arrives here."""

    def change(statement):
        with make.writing() as session:
            session.execute(statement)

    return change


@pytest.fixture
def texts(rows):
    return lambda: [message.text for message in rows(select(Message).order_by(Message.id))]


@pytest.fixture
def short_ways(monkeypatch):
    """What the short way answers each line; None where it leaves it to the ordinary way."""
    answers = []

    def noted(*given):
        answers.append(sockets.send_at_once(*given))
        return answers[-1]

    monkeypatch.setitem(socketio.at_once, "message:send", noted)
    return answers


@pytest.mark.parametrize("taken", TAKEN)
def test_what_is_taken_away_is_refused_in_words_at_the_next_line(
    live, karima, conversation, another_hand, texts, short_ways, taken
):
    here = live(karima)
    assert here.send(conversation.id, "avant")["ok"]
    another_hand(TAKEN[taken]())
    answer = here.send(conversation.id, "après")
    assert here.connected
    assert answer["ok"] is False
    assert answer["message"]
    assert texts() == ["avant"]
    # Both ways were asked, and the short one had answered before.
    assert [one and one["ok"] for one in short_ways] == [True, None]


def test_a_sign_in_elsewhere_lends_nothing(
    live, karima, conversation, another_hand, texts, signed_in
):
    here = live(karima)
    elsewhere = live(karima, browser=signed_in(karima))
    first = select(SignIn.id).order_by(SignIn.id).limit(1).scalar_subquery()
    another_hand(update(SignIn).where(SignIn.id == first).values(ended_at=now()))
    assert here.send(conversation.id, "d’ici")["ok"] is False
    assert elsewhere.send(conversation.id, "d’ailleurs")["ok"]
    assert texts() == ["d’ailleurs"]


ENDS = {
    "it is taken back": lambda: update(Mandate).values(
        status=MandateStatus.REVOKED, revoked_at=now()
    ),
    "it is over": lambda: update(Mandate).values(
        begins_at=now() - timedelta(days=2), ends_at=now() - timedelta(seconds=1)
    ),
    "the agent is named no more": lambda: delete(MandateAgent),
    "the principal has left": lambda: (
        update(Resident).where(Resident.full_name == "Karima Benali").values(closed_at=now())
    ),
    "the agent has left": lambda: (
        update(Resident).where(Resident.full_name == "Paul Noise").values(closed_at=now())
    ),
}


@pytest.fixture
def in_her_place(make, live, signed_in, karima, stranger):
    """A connection of somebody who acts for Karima."""
    mandate = mandates.give(make, karima, stranger)
    return live(stranger, browser=mandates.act_by(signed_in(stranger), mandate))


@pytest.mark.parametrize("end", ENDS)
def test_who_acts_by_a_mandate_is_asked_at_each_line(
    in_her_place, conversation, another_hand, texts, short_ways, end
):
    assert in_her_place.send(conversation.id, "pour elle")["ok"]
    another_hand(ENDS[end]())
    assert in_her_place.send(conversation.id, "encore")["ok"] is False
    assert texts() == ["pour elle"]
    assert short_ways == [None, None]


class TestAllowance:
    """A line is counted once, whichever way it goes."""

    @pytest.fixture
    def spent(self, monkeypatch):
        uses = []
        monkeypatch.setattr(sockets, "spend", lambda *use: uses.append(use))
        return uses

    def test_a_line_that_is_kept_at_once_counts_once(self, live, karima, conversation, spent):
        assert live(karima).send(conversation.id)["ok"]
        assert spent == [(talking.ALLOWANCE, "message", str(karima.id))]

    def test_a_line_the_short_way_declines_counts_once(
        self, live, karima, stranger, open_between, conversation, spent, short_ways
    ):
        foreign = open_between(stranger, about_id=2)
        here = live(karima)
        assert here.send(foreign.id)["ok"] is False
        assert short_ways == [None]
        assert len(spent) == 1

    def test_a_line_the_short_way_fails_at_counts_once(
        self, live, karima, conversation, spent, monkeypatch
    ):
        here = live(karima)
        monkeypatch.delattr(sockets, "say_all")
        assert here.send(conversation.id)["ok"]
        assert len(spent) == 1

    def test_two_lines_count_twice(self, live, karima, stranger, open_between, spent):
        foreign, here = open_between(stranger), live(karima)
        here.send(foreign.id, "un")
        here.send(foreign.id, "un")
        assert len(spent) == 2

    def test_a_line_too_many_is_asked_about_once_and_refused(
        self, live, karima, conversation, monkeypatch, texts
    ):
        asked = []

        def refuse(*use):
            asked.append(use)
            raise TooMany

        monkeypatch.setattr(sockets, "spend", refuse)
        assert live(karima).send(conversation.id)["code"] == "too_many"
        assert len(asked) == 1
        assert texts() == []
