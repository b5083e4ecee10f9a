"""An address in a conversation: shown step by step, by its owner, to members only."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from messaging.actions.releases import StreetFirst
from messaging.kinds import ADDRESS_WITHDRAWN, STREET_SHOWN
from messaging.models import AddressRelease, Level, Member, Message
from neighbourhood.foundation.errors import Missing, NotVerified
from neighbourhood.foundation.storing.clock import now
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Address
from neighbourhood.residents.actions.accounts import StreetTooShort
from neighbourhood.residents.models.residents import Resident
from tests.messaging.releases.conftest import DOOR, STREET

JOURNAL = "/messages/mon-adresse"


def beside(page):
    """Return the cards beside the conversation, once: they come twice, for two widths."""
    return re.search(
        r'<div class="[^"]*stack" data-beside>(.*?)<div class="live"', page, re.DOTALL
    )[1]


def test_at_first_nobody_reads_more_than_the_quartier(page, karima, marcel, conversation):
    assert STREET not in page(karima, conversation)
    own = beside(page(marcel, conversation))
    assert "on ne connaît que votre quartier" in own
    # What would be shown, and to whom, is said before.
    assert f"Sera montré à Karima Benali : <strong>{STREET}</strong>" in own
    assert "7319" not in own


def test_the_street_then_the_door_each_by_a_press(signed_in, page, karima, marcel, conversation):
    his, path = signed_in(marcel), f"/messages/{conversation.id}/adresse"
    assert his.post(path, data={"level": "street"}).location == f"/messages/{conversation.id}"
    hers = page(karima, conversation)
    assert "Marcel Lefèvre vous a montré sa rue" in hers
    assert STREET in hers
    assert "7319" not in hers
    assert f"<strong>{DOOR}</strong>" in beside(page(marcel, conversation))
    his.post(path, data={"level": "door"})
    assert f"<strong>{DOOR}</strong>" in beside(page(karima, conversation))
    assert "vous a montré son adresse" in page(karima, conversation)


def test_it_is_taken_back_at_once(signed_in, home, page, karima, marcel, conversation):
    home.show(marcel, conversation, Level.STREET, Level.DOOR)
    answer = signed_in(marcel).post(f"/messages/{conversation.id}/adresse/retirer")
    assert answer.location == f"/messages/{conversation.id}"
    assert STREET not in page(karima, conversation)
    assert "Marcel Lefèvre ne montre plus son adresse" in page(karima, conversation)
    own = page(marcel, conversation)
    assert "Vous ne montrez plus votre adresse" in own
    assert "on ne connaît que votre quartier" in own


def test_the_door_comes_after_the_street(home, marcel, conversation, rows):
    with pytest.raises(StreetFirst):
        home.show(marcel, conversation, Level.DOOR)
    home.show(marcel, conversation, Level.STREET)
    home.hide(marcel, conversation)
    with pytest.raises(StreetFirst):
        home.show(marcel, conversation, Level.DOOR)
    assert len(rows(select(AddressRelease))) == 1


@pytest.fixture
def lonely_street(make, marcel):
    with make.writing() as session:
        session.get_one(Address, marcel.address_id).companions = FEWEST - 1


def test_where_the_street_would_tell_the_door_only_the_door_is_offered_and_why(
    lonely_street, home, page, karima, marcel, conversation
):
    with pytest.raises(StreetTooShort):
        home.show(marcel, conversation, Level.STREET)
    own = beside(page(marcel, conversation))
    assert "moins de onze portes possibles" in own
    assert f"<strong>{DOOR}</strong>" in own
    home.show(marcel, conversation, Level.DOOR)
    assert DOOR in page(karima, conversation)


def test_a_street_that_an_import_made_tell_the_door_is_shown_no_more(
    home, make, page, karima, marcel, conversation
):
    home.show(marcel, conversation, Level.STREET)
    assert STREET in page(karima, conversation)
    with make.writing() as session:
        session.get_one(Address, marcel.address_id).companions = FEWEST - 1
    assert STREET not in page(karima, conversation)


def test_nor_is_one_that_crosses_what_was_shown_of_a_former_home(
    home, make, page, karima, marcel, conversation
):
    home.show(marcel, conversation, Level.STREET)
    with make.writing() as session:
        session.get_one(Resident, marcel.id).street_crosses = True
    assert STREET not in page(karima, conversation)


def test_twice_is_once(home, marcel, conversation, rows):
    home.show(marcel, conversation, Level.STREET, Level.STREET)
    home.hide(marcel, conversation)
    home.hide(marcel, conversation)
    assert len(rows(select(AddressRelease))) == 1
    lines = rows(select(Message.text).order_by(Message.id))
    assert lines == [STREET_SHOWN.code, ADDRESS_WITHDRAWN.code]


def test_the_database_keeps_one_of_each_standing(make, home, marcel, conversation, rows):
    home.show(marcel, conversation)
    home.hide(marcel, conversation)
    home.show(marcel, conversation)
    (_, standing) = rows(select(AddressRelease).order_by(AddressRelease.id))
    again = {
        "conversation_id": conversation.id,
        "owner_id": marcel.id,
        "address_id": standing.address_id,
        "level": Level.STREET,
    }
    with pytest.raises(IntegrityError), make.writing() as session:
        session.add(AddressRelease(**again))
    with pytest.raises(IntegrityError), make.writing() as session:
        session.get_one(AddressRelease, standing.id).withdrawn_at = now() - timedelta(days=1)


def test_only_members_show_and_only_members_see(
    home, signed_in, stranger, marcel, karima, conversation, open_between
):
    home.show(marcel, conversation, Level.STREET, Level.DOOR)
    for act in (home.show, home.hide):
        with pytest.raises(Missing):
            act(stranger, conversation)
    theirs = signed_in(stranger)
    for path in ("adresse", "adresse/retirer"):
        answer = theirs.post(f"/messages/{conversation.id}/{path}", data={"level": "street"})
        assert answer.status_code == 404
    # Another conversation with the same person is another conversation.
    elsewhere = open_between(karima, marcel, about_id=77)
    assert STREET not in signed_in(karima).get(f"/messages/{elsewhere.id}").text
    for path in (JOURNAL, "/messages", f"/voisins/{marcel.id}", "/notifications"):
        assert STREET not in signed_in(karima).get(path).text


def test_who_comes_later_was_not_among_those_shown(
    make, home, page, marcel, karima, stranger, conversation
):
    home.show(marcel, conversation)
    with make.writing() as session:
        session.add(Member(conversation_id=conversation.id, resident_id=stranger.id))
    assert STREET not in page(stranger, conversation)
    assert STREET in page(karima, conversation)
    home.hide(marcel, conversation)
    home.show(marcel, conversation)
    assert STREET in page(stranger, conversation)


def test_who_has_no_proved_address_shows_none(make, home, signed_in, open_between, karima):
    nour = make.resident("Nour Haddad", verified=False)
    conversation = open_between(karima, nour)
    with pytest.raises(NotVerified):
        home.show(nour, conversation)
    assert "Montrer ma rue" not in signed_in(nour).get(f"/messages/{conversation.id}").text


def test_an_answer_that_makes_no_sense_shows_nothing(signed_in, marcel, conversation, rows):
    his = signed_in(marcel)
    for said in ({}, {"level": "key"}):
        answer = his.post(f"/messages/{conversation.id}/adresse", data=said)
        assert answer.status_code == 422
    assert rows(select(AddressRelease)) == []
