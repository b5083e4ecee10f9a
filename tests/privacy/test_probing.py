"""Attack: open accounts around somebody, ask every question the site answers, compare."""

import pytest
from sqlalchemy import select

from neighbourhood.exchanges.actions import notices
from neighbourhood.exchanges.models.subjects import Direction
from neighbourhood.feed.queries import Filters, counts_by_cell, timeline
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import demo
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Address, Neighbouring, Reach
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.support.wordings import a_ladder


@pytest.fixture
def town(in_app):
    with transaction():
        demo.build()


@pytest.fixture
def doors(town):
    """All the doors of one square, those lent to it included."""
    first = db.session.scalars(select(Address).order_by(Address.id)).first()
    chosen = select(Address).where(Address.cell_id == first.cell_id).order_by(Address.id)
    return db.session.scalars(chosen).all()


@pytest.fixture
def settle(make, town):
    def live_at(door, full_name="Paul Noise"):
        person = make.resident(full_name, verified=False)
        with transaction():
            person = db.session.get_one(Resident, person.id)
            person.address_id, person.quartier_id, person.verified_at = (
                door.id,
                door.quartier_id,
                now(),
            )
        return person

    return live_at


@pytest.fixture
def post():
    def publish(person, title="Une échelle"):
        with transaction():
            wording = a_ladder(title=title, reach=Reach.TOWN)
            return notices.publish(Actor.of(person), direction=Direction.ASK, wording=wording)

    return publish


@pytest.fixture
def probes(doors, settle):
    """Accounts at the first and last door of the square, beside it, and far away."""
    here = doors[0].quartier_id
    beside = select(Neighbouring.neighbour_id).where(Neighbouring.quartier_id == here)
    places = {
        "next door": doors[1],
        "other end": doors[-1],
        "other square": _first(Address.quartier_id == here, Address.cell_id != doors[0].cell_id),
        "next quartier": _first(Address.quartier_id.in_(beside)),
        "far": _first(Address.quartier_id.not_in(beside), Address.quartier_id != here),
    }
    return {where: settle(door) for where, door in places.items()}


def _first(*conditions):
    return db.session.scalars(select(Address).where(*conditions).order_by(Address.id)).first()


def test_whichever_door_it_is_every_answer_is_the_same(doors, settle, post, probes):
    """Inversion: of the eleven doors or more, none answers differently from another."""
    karima = settle(doors[0], "Karima Benali")
    answers = []
    for door in doors:
        with transaction():
            db.session.get_one(Resident, karima.id).address_id = door.id
        notice = post(karima)
        answers.append({where: _told(probe, door) for where, probe in probes.items()})
        with transaction():
            notices.withdraw(Actor.of(karima), notice)
    assert len(doors) >= FEWEST
    assert all(answer == answers[0] for answer in answers)


def _told(probe, door):
    """Return all that an account is told: counts on the map, the list of a square, a search."""
    lists = (Filters(), Filters(cell_id=door.cell_id), Filters(words="échelle"))
    lines = [
        [(line.title, line.quartier, line.name) for line in timeline(probe, f).rows] for f in lists
    ]
    return counts_by_cell(probe), lines


def test_probes_at_any_distance_get_the_same_place(doors, settle, post, probes):
    """Trilateration: wherever one asks from, a home is at the same square, no nearer."""
    post(settle(doors[0], "Karima Benali"))
    assert {tuple(counts_by_cell(probe)) for probe in probes.values()} == {(doors[0].cell_id,)}


@pytest.mark.parametrize("asked", ["street", "number", "name", "first_name", "quartier"])
def test_searching_for_a_home_or_a_name_finds_nothing(doors, settle, post, probes, asked):
    karima = settle(doors[0], "Karima Benali")
    post(karima)
    words = {
        "street": doors[0].street,
        "number": f"{doors[0].number} {doors[0].street}",
        "name": "Benali",
        "first_name": "Karima",
        "quartier": karima.quartier.name,
    }[asked]
    for probe in probes.values():
        assert [line.title for line in timeline(probe, Filters(words="échelle")).rows]
        assert timeline(probe, Filters(words=words)).rows == []


def test_the_address_book_does_not_know_who_lives_where(doors, settle, signed_in, probes):
    browser = signed_in(probes["far"])

    def ask():
        return browser.get(
            "/adresses", query_string={"q": doors[3].label}, headers={"Accept": "application/json"}
        ).get_json()

    before = ask()
    assert before[0]["key"] == doors[3].key
    settle(doors[3], "Karima Benali")
    assert ask() == before
