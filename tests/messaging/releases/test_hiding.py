"""An address shown is taken back by its owner, and by what becomes of the home."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from messaging.models import AddressRelease, Level, Member
from messaging.policies import NobodyThere
from neighbourhood.foundation.storing.clock import now
from neighbourhood.places.models import Address
from neighbourhood.residents.actions.accounts import settle_in, unsettle
from neighbourhood.residents.events import resident_closed
from neighbourhood.residents.models.residents import Resident
from tests.messaging.releases.conftest import STREET

JOURNAL = "/messages/mon-adresse"


def test_a_residency_to_reconfirm_may_still_be_hidden(make, home, signed_in, marcel, conversation):
    home.show(marcel, conversation)
    with make.writing() as session:
        session.get_one(Resident, marcel.id).residency_expires_at = now() - timedelta(days=1)
    his = signed_in(marcel)
    shown = his.post(f"/messages/{conversation.id}/adresse", data={"level": "door"})
    assert shown.status_code == 403
    assert his.post(f"/messages/{conversation.id}/adresse/retirer").status_code == 303
    assert "retirée" in his.get(JOURNAL).text


def test_leaving_takes_it_back(make, home, page, signed_in, karima, marcel, conversation):
    home.show(marcel, conversation)
    with make.writing() as session:
        seats = select(Member).where(Member.resident_id == marcel.id)
        session.scalars(seats).one().left_at = now()
    assert STREET not in page(karima, conversation)
    assert "retirée" in signed_in(marcel).get(JOURNAL).text


def close_the_account(row):
    row.closed_at = now()
    resident_closed.send(row)


@pytest.fixture
def shown_twice(home, karima, marcel, open_between):
    """Two conversations in which Marcel shows his home; in the first, Karima shows hers too."""
    conversation, other = (open_between(karima, marcel, about_id=one) for one in (1, 77))
    for one in (conversation, other):
        home.show(marcel, one)
    home.show(karima, conversation)
    return conversation, other


@pytest.mark.parametrize("leave", [close_the_account, unsettle])
def test_an_account_closed_or_a_proof_taken_back_hides_what_was_shown_everywhere(
    make, page, rows, karima, marcel, shown_twice, leave
):
    conversation, other = shown_twice
    with make.writing() as session:
        leave(session.get_one(Resident, marcel.id))
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


def test_taking_it_back_leaves_the_message_before_it_to_be_told(
    make, rows, say, home, karima, marcel, conversation
):
    home.show(marcel, conversation)
    last = say(marcel, conversation)
    home.hide(marcel, conversation)
    told = rows(select(Member.told_id).where(Member.resident_id == karima.id))
    assert told[0] < last


def test_nothing_is_shown_to_somebody_who_left(make, home, karima, marcel, conversation):
    with make.writing() as session:
        close_the_account(session.get_one(Resident, karima.id))
    with pytest.raises(NobodyThere):
        home.show(marcel, conversation)
