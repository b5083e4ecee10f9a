"""Who is listed, who reads it, how one leaves."""

from datetime import timedelta

import pytest

from neighbourhood.directory.actions import listings
from neighbourhood.directory.jobs import forget_who_left
from neighbourhood.directory.models import Listing, Since
from neighbourhood.foundation.errors import DomainError, NotVerified
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.undoing import TooLateToGoBack
from neighbourhood.residents.models.residents import Resident


def test_nobody_is_listed_without_saying_so(hall):
    assert hall.read_by(hall.marcel) == []
    hall.say(hall.karima)
    assert hall.read_by(hall.marcel) == [hall.karima.id]


def test_the_last_come_first_whoever_lives_where(hall):
    for each in (hall.ines, hall.karima, hall.marcel):
        hall.say(each)
    hall.say(hall.ines, "Autrement dit.")
    assert hall.read_by(hall.karima) == [hall.marcel.id, hall.karima.id, hall.ines.id]


def test_no_other_quartier_reads_it(hall):
    hall.say(hall.karima)
    assert hall.read_by(hall.paul) == []


@pytest.mark.parametrize(
    "columns",
    [
        {"closed_at": now()},
        {"excluded_at": now()},
        {"suspended_until": now() + timedelta(days=1)},
        {"read_only_until": now() + timedelta(days=1)},
        {"verified_at": None},
    ],
)
def test_who_may_not_be_met_is_absent(hall, columns):
    hall.say(hall.karima)
    hall.change(hall.karima, **columns)
    assert hall.read_by(hall.marcel) == []


def test_what_moderation_hides_is_for_its_author_alone_and_stays_so(hall, marcel, karima):
    listing = hall.say(hall.karima)
    hall.change(listing, hidden_at=now())
    assert hall.read_by(hall.marcel) == []
    assert marcel.get(listing.path).status_code == 410
    assert "Masqué" in karima.get(listing.path).text
    hall.act(listings.leave, hall.karima, listing)
    hall.say(hall.karima, "Me revoilà.")
    assert hall.read_by(hall.marcel) == []


def test_two_kept_apart_do_not_read_each_other(hall, marcel, karima):
    mine, theirs = hall.say(hall.karima), hall.say(hall.marcel)
    hall.block(hall.karima, hall.marcel)
    assert hall.read_by(hall.karima) == [hall.karima.id]
    assert hall.read_by(hall.marcel) == [hall.marcel.id]
    assert marcel.get(mine.path).status_code == karima.get(theirs.path).status_code == 404


def test_one_listing_each_is_said_otherwise(hall):
    first = hall.say(hall.karima, "Un.", since=Since.NEW)
    second = hall.say(hall.karima, "Deux.", interests=("cooking",), languages=("fr", "ar"))
    assert (first.id, second.words, second.since) == (second.id, "Deux.", Since.UNSAID)
    assert second.edited_at is not None


def test_who_proved_no_address_is_not_listed(hall, make):
    nour = make.resident("Nour Haddad", verified=False)
    with pytest.raises(NotVerified):
        hall.say(nour)


def test_leaving_is_at_once_and_one_may_come_back(hall):
    listing = hall.say(hall.karima)
    hall.act(listings.leave, hall.karima, listing)
    assert hall.read_by(hall.marcel) == hall.read_by(hall.karima) == []
    with pytest.raises(DomainError):
        hall.act(listings.leave, hall.karima, listing)
    hall.act(listings.come_back, hall.karima, listing)
    assert hall.read_by(hall.marcel) == [hall.karima.id]


def test_after_ten_minutes_nothing_is_kept(hall, move_clock, app):
    listing = hall.say(hall.karima)
    hall.act(listings.leave, hall.karima, listing)
    move_clock(minutes=9)
    run(app)
    assert hall.fresh(listing) is not None
    move_clock(minutes=2)
    with pytest.raises(TooLateToGoBack):
        hall.act(listings.come_back, hall.karima, listing)
    run(app)
    assert hall.fresh(listing) is None


def run(app) -> None:
    with app.app_context():
        forget_who_left()


def test_nobody_takes_down_what_another_said(hall):
    listing = hall.say(hall.karima)
    with pytest.raises(DomainError):
        hall.act(listings.leave, hall.marcel, listing)


SAID = {"interests": ("cooking", "diy"), "languages": ("fr", "kab"), "gives": "des boutures"}


@pytest.mark.parametrize(
    "asked",
    [
        {"interest": "cooking"},
        {"language": "kab"},
        {"words": "BOUTURE"},
        {"words": "retraitée échec"},
        {"interest": "diy", "language": "fr", "words": "échecs"},
    ],
)
def test_one_is_found_by_what_one_says(hall, asked):
    hall.say(hall.karima, "Retraitée, j’aime les échecs.", **SAID)
    hall.say(hall.marcel, "Rien de tout cela.")
    assert hall.read_by(hall.ines, **asked) == [hall.karima.id]


@pytest.mark.parametrize("asked", [{"interest": "di"}, {"words": "100%"}, {"words": "kab"}])
def test_and_by_nothing_else(hall, asked):
    hall.say(hall.karima, "Retraitée.", **SAID)
    assert hall.read_by(hall.ines, **asked) == []


def test_a_page_is_as_many_statements_however_full(hall, make, karima, statements):
    counts = []
    for crowd in (2, 30):
        for number in range(crowd):
            hall.say(make.resident(f"Voisin Numéro{number}", hall.tanneurs), **SAID)
        karima.get("/voisins")
        statements.clear()
        page = karima.get("/voisins").text
        counts.append(len(statements))
    assert page.count("Dire bonjour<") == 20
    assert counts == [8, 8]


def test_the_second_page_goes_on(hall, make):
    for number in range(25):
        hall.say(make.resident(f"Voisin Numéro{number}", hall.tanneurs))
    first = hall.read_by(hall.karima)
    with make.writing() as session:
        from_there = listings.listings.neighbours(
            session.get_one(Resident, hall.karima.id), listings.listings.Asked()
        ).next
        rest = listings.listings.neighbours(
            session.get_one(Resident, hall.karima.id), listings.listings.Asked(), from_there
        )
        others = [each.resident_id for each in rest.rows]
        assert session.query(Listing).count() == 25
    assert (len(first), len(others)) == (20, 5)
    assert not set(first) & set(others)
