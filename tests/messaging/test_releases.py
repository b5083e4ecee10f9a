"""An address in a conversation: shown step by step, by its owner, for as long as they want."""

import logging
import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from messaging.actions import releases
from messaging.actions.releases import StreetFirst
from messaging.actions.talking import tell_absent
from messaging.kinds import ADDRESS_WITHDRAWN, DOOR_SHOWN, STREET_SHOWN
from messaging.models import AddressRelease, Level, Member, Message
from neighbourhood.foundation.errors import Missing, NotVerified
from neighbourhood.foundation.storing.clock import now
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions.accounts import settle_in, unsettle
from neighbourhood.residents.events import resident_closed
from neighbourhood.residents.models.residents import Resident

STREET, DOOR = "venelle du Canari", "7319 venelle du Canari, 99350 Valbourg"
JOURNAL = "/messages/mon-adresse"


@pytest.fixture
def marcel(make, quartier):
    """Marcel, behind a door like no other."""
    person = make.resident("Marcel Lefèvre", quartier)
    door = make.address(quartier, number=7319, street=STREET)
    with make.writing() as session:
        row = session.get_one(Resident, person.id)
        settle_in(row, session.get_one(Address, door.id))
        session.flush()
        session.refresh(row, ["quartier", "address"])
        return row


class Home:
    """What people do with their address."""

    def __init__(self, make):
        self.make = make

    def show(self, person, conversation, *levels):
        with self.make.writing() as session:
            actor = session.get_one(Resident, person.id)
            for level in levels or (Level.STREET,):
                releases.show_address(Actor.of(actor), conversation.id, level=level)

    def hide(self, person, conversation):
        with self.make.writing() as session:
            releases.hide_address(Actor.of(session.get_one(Resident, person.id)), conversation.id)


@pytest.fixture
def home(make):
    return Home(make)


@pytest.fixture
def page(signed_in):
    def page(person, conversation):
        return signed_in(person).get(f"/messages/{conversation.id}").text.replace("\xa0", " ")

    return page


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


def test_a_residency_to_reconfirm_may_still_be_hidden(make, home, signed_in, marcel, conversation):
    home.show(marcel, conversation)
    with make.writing() as session:
        session.get_one(Resident, marcel.id).residency_expires_at = now() - timedelta(days=1)
    his = signed_in(marcel)
    shown = his.post(f"/messages/{conversation.id}/adresse", data={"level": "door"})
    assert shown.status_code == 403
    assert his.post(f"/messages/{conversation.id}/adresse/retirer").status_code == 303
    assert "retirée" in his.get(JOURNAL).text


def test_an_answer_that_makes_no_sense_shows_nothing(signed_in, marcel, conversation, rows):
    his = signed_in(marcel)
    for said in ({}, {"level": "key"}):
        answer = his.post(f"/messages/{conversation.id}/adresse", data=said)
        assert answer.status_code == 422
    assert rows(select(AddressRelease)) == []


def test_leaving_takes_it_back(make, home, page, signed_in, karima, marcel, conversation):
    home.show(marcel, conversation)
    with make.writing() as session:
        seats = select(Member).where(Member.resident_id == marcel.id)
        session.scalars(seats).one().left_at = now()
    assert STREET not in page(karima, conversation)
    assert "retirée" in signed_in(marcel).get(JOURNAL).text


def test_closing_the_account_takes_it_back_everywhere(
    make, home, page, rows, karima, marcel, open_between
):
    conversation, other = (open_between(karima, marcel, about_id=one) for one in (1, 77))
    for one in (conversation, other):
        home.show(marcel, one)
    home.show(karima, conversation)
    with make.writing() as session:
        row = session.get_one(Resident, marcel.id)
        row.closed_at = now()
        resident_closed.send(row)
    standing = select(AddressRelease.owner_id).where(AddressRelease.withdrawn_at.is_(None))
    assert rows(standing) == [karima.id]
    assert STREET not in page(karima, conversation)
    assert STREET not in page(karima, other)


def test_a_proof_taken_back_hides_what_was_shown_everywhere(
    make, home, page, rows, karima, marcel, open_between
):
    conversation, other = (open_between(karima, marcel, about_id=one) for one in (1, 77))
    for one in (conversation, other):
        home.show(marcel, one)
    home.show(karima, conversation)
    with make.writing() as session:
        unsettle(session.get_one(Resident, marcel.id))
    standing = select(AddressRelease.owner_id).where(AddressRelease.withdrawn_at.is_(None))
    assert rows(standing) == [karima.id]
    assert STREET not in page(karima, conversation)
    assert STREET not in page(karima, other)


def test_moving_shows_neither_the_former_home_nor_the_new_one(
    make, home, page, karima, marcel, conversation, quartier
):
    home.show(marcel, conversation, Level.STREET, Level.DOOR)
    new = make.address(quartier, street="rue du Nouveau")
    with make.writing() as session:
        person = session.get_one(Resident, marcel.id)
        settle_in(person, person.address)
    assert STREET in page(karima, conversation)  # proved again, same door
    with make.writing() as session:
        settle_in(session.get_one(Resident, marcel.id), session.get_one(Address, new.id))
    hers = page(karima, conversation)
    assert STREET not in hers
    assert "rue du Nouveau" not in hers


def test_no_message_carries_the_address(rows, home, marcel, conversation):
    home.show(marcel, conversation, Level.STREET, Level.DOOR)
    home.hide(marcel, conversation)
    lines = rows(select(Message).order_by(Message.id))
    assert [line.kind for line in lines] == ["moment"] * 3
    assert not any("venelle" in line.text for line in lines)


def test_neither_sockets_nor_mails_nor_the_journal_of_the_site_carry_it(
    home, live, outbox, karima, marcel, conversation, caplog
):
    caplog.set_level(logging.DEBUG)
    hers = live(karima)
    hers.join(conversation.id)
    home.show(marcel, conversation, Level.STREET, Level.DOOR)
    heard = hers.client.get_received()
    assert [told["args"][0]["text"] for told in heard] == [STREET_SHOWN.code, DOOR_SHOWN.code]
    missed = hers.join(conversation.id)
    with home.make.writing():
        tell_absent(now() - timedelta(hours=1), now() + timedelta(hours=1))
    home.hide(marcel, conversation)
    everything = repr([heard, missed, hers.client.get_received(), outbox(), caplog.text])
    assert "venelle" not in everything
    assert "7319" not in everything


def test_taking_it_back_leaves_the_message_before_it_to_be_told(
    make, rows, say, home, karima, marcel, conversation
):
    home.show(marcel, conversation)
    last = say(marcel, conversation)
    home.hide(marcel, conversation)
    told = rows(select(Member.told_id).where(Member.resident_id == karima.id))
    assert told[0] < last


def test_the_owner_reads_to_whom_what_and_until_when(
    signed_in, home, karima, marcel, stranger, conversation, open_between
):
    his = signed_in(marcel)
    assert "Personne n’a vu votre adresse" in his.get(JOURNAL).text
    home.show(marcel, conversation, Level.STREET, Level.DOOR)
    other = open_between(stranger, marcel, about_id=77, subject="Arroser")
    home.show(marcel, other)
    home.hide(marcel, other)
    page = his.get(JOURNAL).text
    lines = page.split("<li>")[-3:]
    assert ["Paul Noise" in line for line in lines] == [True, False, False]
    assert ["Karima Benali" in line for line in lines] == [False, True, True]
    assert [DOOR in line for line in lines] == [False, True, False]
    assert ["retirée" in line for line in lines] == [True, False, False]
    # One press takes back both.
    assert page.count(f'action="/messages/{conversation.id}/adresse/retirer"') == 1
    back = his.post(f"/messages/{conversation.id}/adresse/retirer", data={"from": "journal"})
    assert back.location == JOURNAL
    assert "montrée en ce moment" not in his.get(JOURNAL).text
    assert "venelle" not in signed_in(karima).get(JOURNAL).text


def test_the_journal_pages_by_its_keys(signed_in, home, marcel, conversation, monkeypatch):
    monkeypatch.setattr("messaging.queries.releases.PAGE_SIZE", 2)
    for _ in range(3):
        home.show(marcel, conversation)
        home.hide(marcel, conversation)
    his = signed_in(marcel)
    first = his.get(JOURNAL).text
    assert first.count("votre rue") == 2
    after = re.search(r"after=([\d-]+)", first)[1]
    assert his.get(f"{JOURNAL}?after={after}").text.count("votre rue") == 1
