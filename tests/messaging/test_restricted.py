"""Live chat of whoever is under a measure: cut off at once, and refused in words."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from messaging import broadcast
from messaging.models import Message
from neighbourhood.foundation.extensions import socketio
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.actions.standing import lift, restrict
from neighbourhood.residents.models.residents import Resident
from neighbourhood.residents.models.standing import Measure
from tests.support import mandates
from tests.support.news import plain
from tests.support.wires import Receiver

WEEK = timedelta(days=7)
COLUMNS = {
    "read_only": {"read_only_until": WEEK},
    "suspended": {"suspended_until": WEEK},
    "excluded": {"excluded_at": -WEEK},
}


@pytest.fixture
def under(make):
    """Begin a measure, as moderation does."""

    def under(resident, measure):
        with make.writing() as session:
            until = None if measure is Measure.EXCLUDED else now() + WEEK
            restrict(session.get_one(Resident, resident.id), measure, until)

    return under


@pytest.fixture
def in_the_rows(make):
    """Begin a measure as another process does, of which no event arrives here."""

    def write(resident, code):
        values = {column: now() + distance for column, distance in COLUMNS[code].items()}
        with make.writing() as session:
            session.execute(update(Resident).where(Resident.id == resident.id).values(values))

    return write


@pytest.fixture
def texts(rows):
    return lambda: [message.text for message in rows(select(Message).order_by(Message.id))]


@pytest.mark.parametrize("code", COLUMNS)
def test_the_next_line_is_refused_with_the_rule_though_nobody_hung_up(
    live, karima, conversation, in_the_rows, texts, code
):
    here = live(karima)
    assert here.send(conversation.id, "avant")["ok"]
    in_the_rows(karima, code)
    answer = here.send(conversation.id, "après")
    assert (answer["ok"], answer["code"]) == (False, code)
    assert answer["message"]
    assert texts() == ["avant"]


def test_a_measure_that_is_over_keeps_nobody_from_talking(
    live, karima, conversation, in_the_rows, texts, move_clock
):
    in_the_rows(karima, "read_only")
    move_clock(days=8)
    assert live(karima).send(conversation.id, "me revoilà")["ok"]
    assert texts() == ["me revoilà"]


def test_in_read_only_one_listens(live, karima, marcel, conversation, under):
    under(karima, Measure.READ_ONLY)
    here = live(karima)
    assert here.join(conversation.id)["ok"]
    live(marcel).send(conversation.id, "Bonjour")
    assert [line["text"] for line in here.heard()] == ["Bonjour"]
    assert here.send(conversation.id)["code"] == "read_only"


@pytest.mark.parametrize("measure", [Measure.SUSPENDED, Measure.EXCLUDED])
def test_who_is_barred_is_cut_off_and_does_not_come_back(
    live, karima, marcel, conversation, under, measure, refusals
):
    here, other = live(karima), live(marcel)
    under(karima, measure)
    assert not here.connected
    assert other.connected
    assert not live(karima).connected
    [(sentence, details)] = refusals
    assert plain(sentence).startswith("Ce compte est")
    assert details == {"code": measure.value}


@pytest.mark.parametrize("code", ["suspended", "excluded"])
def test_who_is_barred_hears_nothing_more_of_a_conversation(
    live, karima, conversation, in_the_rows, code
):
    here = live(karima)
    in_the_rows(karima, code)
    assert here.join(conversation.id)["code"] == code
    assert here.read(conversation.id, 0)["code"] == code


def test_once_it_is_lifted_they_come_back(make, live, karima, conversation, under):
    under(karima, Measure.SUSPENDED)
    with make.writing() as session:
        lift(session.get_one(Resident, karima.id), Measure.SUSPENDED)
    assert live(karima).send(conversation.id)["ok"]


@pytest.mark.parametrize("measure", Measure)
def test_an_agent_under_a_measure_speaks_for_nobody(
    make, live, *, signed_in, karima, stranger, conversation, under, measure
):
    browser = mandates.act_by(signed_in(stranger), mandates.give(make, karima, stranger))
    acting = live(stranger, browser=browser)
    assert acting.send(conversation.id, "pour elle")["ok"]
    under(stranger, measure)
    assert not acting.connected
    assert not live(stranger, browser=browser).connected


@pytest.mark.parametrize("measure", Measure)
def test_nobody_speaks_for_a_principal_under_a_measure(
    make, live, *, signed_in, karima, stranger, conversation, under, texts, measure
):
    browser = mandates.act_by(signed_in(stranger), mandates.give(make, karima, stranger))
    under(karima, measure)
    acting = live(stranger, browser=browser)
    assert not (acting.connected and acting.send(conversation.id, "pour elle")["ok"])
    assert texts() == []


@pytest.fixture
def receivers():
    opened = {"karima": Receiver(), "marcel": Receiver()}
    yield opened
    for receiver in opened.values():
        receiver.close()


def test_the_wires_of_who_is_barred_are_disconnected_after_the_commit(
    make, karima, under, manager, server, monkeypatch
):
    manager.basic_enter_room("sid karima", "/", broadcast.home(karima.id), eio_sid="karima")
    monkeypatch.setattr(socketio.server, "manager", manager)
    with make.writing() as session:
        restrict(session.get_one(Resident, karima.id), Measure.EXCLUDED)
        assert server.disconnected == []
    assert [sid for sid, *_rest in server.disconnected] == ["sid karima"]
