"""What a closing leaves written: who asked, why, for whom, and until when."""

import pytest
from sqlalchemy import select

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import closing
from neighbourhood.residents.events import resident_back, resident_closed
from neighbourhood.residents.kinds import CLOSED_FOR
from neighbourhood.residents.models import closings
from neighbourhood.residents.models.closings import BACK_WITHIN, Closing, ClosingStatus
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.sights import Sight
from neighbourhood.residents.policies import ClosedAlready


@pytest.fixture
def rosa(make):
    return make.resident("Rosa Lima", email="rosa@example.org")


@pytest.fixture
def heard():
    """The signals sent since the test began, each with whom it is about."""
    told = []

    def on_closed(sender, **_more):
        told.append(("closed", sender.id, sender.closed_at is not None))

    def on_back(sender, **_more):
        told.append(("back", sender.id, sender.closed_at is not None))

    with resident_closed.connected_to(on_closed), resident_back.connected_to(on_back):
        yield told


def come_back(make, who):
    with make.writing() as session:
        return closing.come_back(session.get_one(Resident, who.id))


def row(make):
    with make.writing() as session:
        return session.scalars(select(Closing)).one()


def test_who_closes_their_own_account_gives_no_reason_and_nobody_asked(make, rosa, heard):
    moment = now()
    made = make.act(closing.close, rosa)
    assert made.id == row(make).id
    assert (made.resident_id, made.asked_by_id, made.reason) == (rosa.id, None, "")
    assert made.status is ClosingStatus.CLOSED
    assert moment <= made.created_at <= now()
    assert made.due_at == made.created_at + BACK_WITHIN
    assert heard == [("closed", rosa.id, True)]


def test_nobody_closes_the_account_of_somebody_they_act_for(make, rosa):
    hand = make.resident("Paul Aide", email="paul@example.org")
    with make.writing() as session, pytest.raises(Forbidden):
        closing.close(
            Actor(resident=session.get_one(Resident, rosa.id), by_id=hand.id, mandate_id=1)
        )


def test_an_account_is_closed_once(make, rosa):
    make.act(closing.close, rosa)
    with pytest.raises(ClosedAlready):
        make.act(closing.close, rosa)


def test_who_is_closed_on_paper_reads_who_did_it_and_why(make, rosa, heard):
    ada = make.resident("Ada Admin", email="ada@example.org", is_administrator=True)
    made = make.act(closing.close_for, ada, rosa, reason="une lettre signée")
    assert (made.resident_id, made.asked_by_id) == (rosa.id, ada.id)
    assert row(make).reason == "une lettre signée"
    with make.writing() as session:
        noted = session.scalars(select(Sight)).one()
        assert (noted.names.about_id, noted.names.actor_id) == (rosa.id, ada.id)
        assert (noted.act, noted.names.reason) == (CLOSED_FOR, "une lettre signée")
    assert heard == [("closed", rosa.id, True)]


def test_who_comes_back_is_open_again_and_the_closing_says_when(make, rosa, heard):
    make.act(closing.close, rosa)
    moment = now()
    assert come_back(make, rosa).id == rosa.id
    ended = row(make)
    assert ended.status is ClosingStatus.BACK
    assert moment <= ended.ended_at <= now()
    assert heard[1:] == [("back", rosa.id, False)]


def test_the_reason_stays_with_who_comes_back_and_goes_with_who_is_erased(make, rosa, move_clock):
    ada = make.resident("Ada Admin", email="ada@example.org", is_administrator=True)
    make.act(closing.close_for, ada, rosa, reason="une lettre signée")
    come_back(make, rosa)
    assert row(make).reason == "une lettre signée"
    again = make.act(closing.close_for, ada, rosa, reason="une autre lettre")
    move_clock(days=15)
    with make.writing():
        closing.erase_for_good(again.id)
    with make.writing() as session:
        last = session.get_one(Closing, again.id)
        assert (last.status, last.reason) == (ClosingStatus.ERASED, "")


def test_an_account_is_erased_at_its_date_by_its_own_closing_and_no_sooner(make, rosa, move_clock):
    first = make.act(closing.close, rosa)
    come_back(make, rosa)
    second = make.act(closing.close, rosa)
    for number, days, gone in ((second.id, 13, False), (first.id, 2, False), (second.id, 0, True)):
        move_clock(days=days)
        with make.writing() as session:
            closing.erase_for_good(number)
            assert (session.get_one(Resident, rosa.id).erased_at is not None) is gone


def test_the_date_itself_is_no_day_to_come_back(make, rosa, monkeypatch):
    made = make.act(closing.close, rosa)
    monkeypatch.setattr(closings, "now", lambda: made.due_at)
    with make.writing() as session:
        closing.erase_for_good(made.id)
        assert session.get_one(Resident, rosa.id).erased_at is not None
