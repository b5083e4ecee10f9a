"""What was shown of a home stays known: a later one shows nothing that tells a door with it."""

import pytest
from sqlalchemy import func, select

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.database import db
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Address, Quartier
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.actions.accounts import StreetTooShort
from neighbourhood.residents.models.areas import ShownArea
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import a_ladder


@pytest.fixture
def quartier(make):
    return make.quartier()


@pytest.fixture
def squares(make, quartier):
    return [make.cell(quartier), make.cell(quartier)]


@pytest.fixture
def homes(make, quartier, squares):
    """Two squares of one street, with so many doors each: `homes(12, 3)` returns a door of each."""

    def build(*sizes):
        rows = []
        for square, size in zip(squares, sizes, strict=True):
            row = [make.address(quartier, cell_id=square.id, companions=size) for _ in range(size)]
            rows.append(row[0] if row else None)
        return rows

    return build


@pytest.fixture
def elsewhere(make, quartier, squares):
    """A door of another street, in the first square."""
    return make.address(quartier, cell_id=squares[0].id, street="rue du Bruit")


@pytest.fixture
def move(make):
    def move(person, home):
        with make.writing() as session:
            moving = session.get_one(Resident, person.id)
            accounts.settle_in(moving, session.get_one(Address, home.id))

    return move


@pytest.fixture
def choose(make):
    def choose(person):
        with make.writing() as session:
            row = session.get_one(Resident, person.id)
            accounts.choose_what_shows(Actor.of(row), full_name=True, street=True)

    return choose


@pytest.fixture
def put_up(make):
    """Put a notice up; return the square where the map shows it."""

    def put_up(person):
        with make.writing() as session:
            author = Actor.of(session.get_one(Resident, person.id))
            notice = notices.publish(author, direction=Direction.ASK, wording=a_ladder())
            return session.scalar(select(Card.cell_id).where(Card.about_id == notice.id))

    return put_up


@pytest.fixture
def karima(make, quartier):
    return make.resident("Karima Benali", quartier)


def test_a_street_that_crosses_the_square_of_a_former_home_is_not_shown(
    karima, homes, move, choose, put_up, squares
):
    few, many = homes(3, 12)
    move(karima, few)
    assert put_up(karima) == squares[0].id
    move(karima, many)
    with pytest.raises(StreetTooShort):
        choose(karima)


@pytest.mark.parametrize("beside", [0, FEWEST])
def test_a_street_that_says_nothing_of_the_former_square_is_shown(
    karima, elsewhere, homes, move, choose, put_up, beside
):
    move(karima, elsewhere)
    assert put_up(karima) == elsewhere.cell_id
    _, many = homes(beside, FEWEST)
    move(karima, many)
    choose(karima)


def test_a_square_that_crosses_a_street_shown_before_is_not_shown(
    karima, homes, move, choose, put_up, squares
):
    few, many = homes(3, 12)
    move(karima, many)
    choose(karima)
    assert put_up(karima) == squares[1].id
    move(karima, few)
    assert put_up(karima) is None


def test_what_was_shown_is_kept_once(karima, homes, move, choose, put_up, in_app):
    _, many = homes(3, 12)
    move(karima, many)
    for _ in range(2):
        choose(karima)
        put_up(karima)
    known = db.session.scalar(
        select(func.count()).where(
            ShownArea.resident_id == karima.id, ShownArea.quartier_id.is_(None)
        )
    )
    assert known == 2


def test_an_import_that_leaves_few_doors_hides_a_street_that_was_shown(
    karima, quartier, make, choose, signed_in
):
    choose(karima)
    near = signed_in(make.resident("Paul Noise", quartier))
    assert "rue des Tanneurs" in near.get(f"/voisins/{karima.id}").text
    with make.writing() as session:
        session.get_one(Address, karima.address_id).companions = FEWEST - 1
    assert "rue des Tanneurs" not in near.get(f"/voisins/{karima.id}").text


def test_from_the_first_resident_on_a_quartier_is_shown(make, in_app):
    quartier = make.quartier()
    assert db.session.get_one(Quartier, quartier.id).shown_at is None
    make.resident("Karima Benali", quartier)
    db.session.rollback()
    assert db.session.get_one(Quartier, quartier.id).shown_at is not None
