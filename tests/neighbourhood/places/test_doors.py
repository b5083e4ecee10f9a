"""Nobody's door is worked out of the street, the square and the quartier, whatever changes."""

import random

import pytest
from sqlalchemy import func, select, update

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import actions
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Address, Cell, Quartier
from tests.support.geojson import STEP, ban_row, feature, polygon, ring, square
from tests.support.guessing import found, shown_now


def everywhere(_home):
    """The control: every street is shown."""
    return True


def in_the_quartier(home):
    """The control: what counted before was the street within its quartier, and nothing else."""
    counted = select(func.count()).where(
        Address.street == home.street, Address.quartier_id == home.quartier_id
    )
    return db.session.scalar(counted) >= FEWEST


def test_nobody_of_the_demonstration_town_is_found(demo_town):
    seen = shown_now()
    assert found(seen) == {}
    assert sum("street" in home["told"] for home in seen.values()) > 300


@pytest.mark.parametrize("allowed", [everywhere, in_the_quartier])
def test_without_the_rule_many_are_found(demo_town, allowed):
    assert len(found(shown_now(allowed))) > 500


def test_letters_of_one_door_hide_nobody(town, house):
    letters = [ban_row(12, suffix=letter, lat=46.005) for letter in "abcdefghijk"]
    house(*letters)
    assert set(db.session.scalars(select(Address.cell_id))) == {None}
    house(*(ban_row(number) for number in range(1, 11)))
    assert set(db.session.scalars(select(Cell.address_count))) == {21}
    assert set(db.session.scalars(select(Address.companions))) == {FEWEST}


def test_squares_of_a_former_release_are_joined_whole_with_their_neighbours(town, house):
    """Letters counted as doors then: a square of one door takes in a full one, all of it."""
    near = [ban_row(12, suffix=letter, lat=46.0020) for letter in "abcdefghijk"]
    house(*near, *(ban_row(number, "Rue Haute", lat=46.0080) for number in range(1, 30)))
    with transaction():
        here = db.session.scalars(select(Quartier).where(Quartier.name == "Les Tanneurs")).one()
        here.shown_at = now()
        old = Cell(code=f"{here.id}-18-1-1", quartier_id=here.id, lat=46, lon=5, size_m=100)
        old.address_count = 11
        db.session.add(old)
        db.session.flush()
        letters = update(Address).where(Address.number == 12, Address.suffix != "")
        db.session.execute(letters.values(cell_id=old.id, trail=f"c{old.id}."))
    before = shown_now()
    with transaction():
        actions.redraw_squares()
    high = select(Address.id).where(Address.street == "Rue Haute")
    assert not set(db.session.scalars(high)) & found(before, shown_now()).keys()
    assert {cell["square"] for cell in shown_now().values()} == {old.id}


def live_in(*names):
    with transaction():
        shown = update(Quartier).where(Quartier.name.in_(names)).values(shown_at=now())
        db.session.execute(shown)


def side_by_side(draw, border):
    """Draw A and B on either side of a border."""
    left = [[5, 46], [border, 46], [border, 46.01], [5, 46.01], [5, 46]]
    right = [[border, 46], [5.02, 46], [5.02, 46.01], [border, 46.01], [border, 46]]
    return draw(feature("A", polygon(left)), feature("B", polygon(right)))


def streets(chance, first, count):
    """Return the rows of some streets along the border, thirty-odd metres long or much longer."""
    rows = []
    for rank in range(first, first + count):
        lat, lon = 46 + chance.random() * STEP, 5.004 + chance.random() * 0.01
        step = chance.choice((1e-5, 5e-5, 2e-4))
        rows += [
            ban_row(number, f"Rue {rank}", lat=round(lat, 6), lon=round(lon + number * step, 6))
            for number in range(1, chance.randrange(8, 40))
        ]
    return rows


def a_town_that_changes(draw, house, chance):
    """Yield what is shown after each change: more streets, a border that moves there and back."""
    side_by_side(draw, 5.01)
    house(*streets(chance, 0, 12))
    live_in("A", "B")
    yield shown_now()
    house(*streets(chance, 12, 4))
    yield shown_now()
    for border in (round(5.005 + chance.random() * 0.01, 5), 5.01):
        side_by_side(draw, border)
        yield shown_now()


@pytest.mark.parametrize("seed", range(2))
def test_nobody_is_found_before_and_after_a_change(draw, house, seed):
    seen = list(a_town_that_changes(draw, house, random.Random(seed)))
    assert any("street" in home["told"] for home in seen[0].values())
    for after in range(2, len(seen) + 1):
        assert found(*seen[max(0, after - 3) : after]) == {}


@pytest.mark.parametrize("seed", range(2))
def test_with_borders_that_part_squares_some_are_found(draw, house, seed, monkeypatch):
    monkeypatch.setattr(actions, "go_together", lambda rows, places, shown: list(places))
    seen = list(a_town_that_changes(draw, house, random.Random(seed)))
    assert found(*seen[:3])


def test_a_border_moves_a_square_by_eleven_doors_or_not_at_all(draw, house):
    draw(square("A"), square("B", 1))
    house(*(ban_row(number, lat=46.005 + number * 1e-5, lon=5.0090) for number in range(1, 14)))
    live_in("A")
    narrow = feature("A", polygon(ring(side=STEP * 0.85)))
    corner = [[5.0085, 46], [5.02, 46], [5.02, 46.01], [5.0085, 46.01], [5.0085, 46]]
    drawn = draw(narrow, feature("B", polygon(corner)))
    assert set(db.session.scalars(select(Address.quartier_id))) == {drawn["B"].id}
    live_in("B")
    cut = [[5.0085, 46], [5.02, 46], [5.02, 46.005], [5.0085, 46.005], [5.0085, 46]]
    again = draw(feature("B", polygon(cut)))
    assert set(db.session.scalars(select(Address.quartier_id))) == {again["B"].id}
    assert draw.tally.held == 9


def test_addresses_that_come_later_do_not_hide_who_was_there(town, house):
    house(*(ban_row(number, lat=46.005 + number * 1e-6) for number in range(1, 11)), *noise())
    live_in("Les Tanneurs")
    house(ban_row(11, lat=46.005))
    assert companions_in("Rue des Tanneurs") == {1: 10, 11: 1}
    house(*(ban_row(number, "Rue Neuve", lat=46.005) for number in range(1, 12)))
    assert set(companions_in("Rue Neuve").values()) == {11}


def test_files_imported_one_after_the_other_before_anybody_lives_there_are_one(town, house):
    house(*(ban_row(number, lat=46.005 + number * 1e-6) for number in range(1, 11)), *noise())
    house(ban_row(11, lat=46.005))
    assert set(companions_in("Rue des Tanneurs").values()) == {11}


def noise():
    return [ban_row(number, "Rue Basse", lat=46.005) for number in range(1, 12)]


def companions_in(street):
    chosen = select(Address.number, Address.companions).where(Address.street == street)
    crowd = dict(db.session.execute(chosen).all())
    return {number: crowd[number] for number in crowd if number in {1, 11}}
