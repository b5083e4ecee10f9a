"""Whoever moves away, or closes the account, leaves by themselves; what is held, and erased."""

import pytest

from neighbourhood.directory.models import Hello, InviteLink, Listing, Welcome
from neighbourhood.foundation.personal import HOLDINGS
from neighbourhood.residents.actions import accounts, closing
from neighbourhood.residents.models.residents import Resident

OWN = (Listing, Welcome, InviteLink)


@pytest.fixture
def said(hall):
    """Karima said all that one may say, and greeted Marcel."""
    hall.say(hall.karima, "Je joue de la flûte.")
    hall.welcome(hall.karima)
    hall.link(hall.karima)
    return hall.greet(hall.karima, hall.marcel)


def left(hall) -> list[int]:
    with hall.make.writing() as session:
        mine = {"resident_id": hall.karima.id}
        return [session.query(model).filter_by(**mine).count() for model in OWN]


def test_whose_address_is_taken_back_is_listed_no_more(hall, said):
    with hall.make.writing() as session:
        accounts.unsettle(session.get_one(Resident, hall.karima.id))
    assert left(hall) == [0, 0, 0]


def test_who_moves_to_another_quartier_leaves_the_first(hall, said, make):
    hall.settle(hall.karima, make.address(hall.port))
    assert left(hall) == [0, 0, 0]


def test_who_moves_within_the_quartier_stays(hall, said, make):
    hall.settle(hall.karima, make.address(hall.tanneurs))
    assert left(hall) == [1, 1, 1]


def test_a_closed_account_leaves(hall, said):
    hall.act(closing.close, hall.karima)
    assert left(hall) == [0, 0, 0]


def read(hall, who) -> str:
    with hall.make.writing():
        return repr(list(HOLDINGS["directory"].read(who.id)))


def test_one_reads_what_is_held_of_oneself(hall, said):
    held = read(hall, hall.karima)
    assert "Je joue de la flûte." in held
    assert "fingerprint" not in held
    assert "'phrase': 'hello'" in held
    assert "'phrase': 'hello'" in read(hall, hall.marcel)
    assert "flûte" not in read(hall, hall.marcel)


def test_of_who_is_erased_nothing_stays(hall, said):
    with hall.make.writing() as session:
        HOLDINGS["directory"].erase(hall.karima.id)
        assert session.query(Hello).count() == 0
    assert left(hall) == [0, 0, 0]


def test_the_hand_that_is_erased_is_named_no_more(hall, said):
    listing = hall.row(Listing, hall.marcel)
    hall.change(listing, agent_id=hall.karima.id, words="Écrit avec Karima Benali.")
    with hall.make.writing():
        HOLDINGS["directory"].erase(hall.karima.id)
    kept = hall.fresh(listing)
    assert kept.agent_id is None
    assert "Karima" not in kept.words
