"""Attacks on the public grid by somebody who has every address, the code, and years of answers."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import queries
from neighbourhood.places.grid import FEWEST, share_out, square_at
from neighbourhood.places.models import Address, Cell, Municipality
from tests.support.geojson import STEP, ban_row, feature, polygon, ring, square

unhurried = settings(deadline=None)
spots = st.tuples(st.floats(48.850, 48.862), st.floats(2.350, 2.362))
crowds = st.lists(st.tuples(spots, st.integers(1, 14)), max_size=10)


def doors(crowds, first=0):
    """Return addresses by key; each spot of `crowds` holds several, as a building does."""
    places = [place for place, size in crowds for _ in range(size)]
    return dict(enumerate(places, first))


def squares(shares):
    return {key: share.square for share in shares for key in share.keys}


def grow(*files):
    """Import one file of addresses after the other; return the squares after each."""
    points, held, seen = {}, {}, []
    for file in files:
        points |= doors(file, first=len(points))
        held = squares(share_out(points, held))
        seen.append(held)
    return points, seen


def candidates(seen):
    """Group the addresses by all that was ever seen of them: who is who to an attacker."""
    groups = defaultdict(set)
    for key in seen[-1]:
        groups[tuple(each.get(key) for each in seen)].add(key)
    return groups


@unhurried
@given(crowds)
def test_inversion_a_square_stands_for_eleven_addresses_or_more(crowds):
    points = doors(crowds)
    shares = share_out(points)
    assert all(len(share.keys) >= FEWEST for share in shares)
    shown = {key for share in shares for key in share.keys}
    assert shown == (set(points) if len(points) >= FEWEST else set())


@unhurried
@given(crowds)
def test_inversion_two_squares_never_share_a_centre(crowds):
    centres = [share.square.centre for share in share_out(doors(crowds))]
    assert len(centres) == len(set(centres))


@unhurried
@given(crowds)
def test_the_centre_says_nothing_of_the_home_beyond_its_square(crowds):
    """Wherever homes lie inside their finest square, every answer is the same."""
    points = doors(crowds)
    blurred = {key: square_at(*place).centre for key, place in points.items()}
    assert share_out(points) == share_out(blurred)


@unhurried
@given(st.lists(crowds, min_size=2, max_size=5))
def test_difference_nobody_is_singled_out_when_addresses_are_added(files):
    """Attack: a neighbour was in one square before the new street, and in another one after."""
    _, seen = grow(*files)
    assert all(len({step for step in history if step}) <= 1 for history in candidates(seen))
    for each in seen:
        sizes = defaultdict(int)
        for found in each.values():
            sizes[found] += 1
        assert all(size >= FEWEST for size in sizes.values())


@unhurried
@given(st.lists(crowds, min_size=2, max_size=4), st.data())
def test_difference_nobody_is_singled_out_when_addresses_leave(files, data):
    """Attack: the border of the quartier moves and takes some of the eleven away."""
    points, seen = grow(*files)
    kept = data.draw(st.sets(st.sampled_from(sorted(points)))) if points else set()
    before = {key: seen[-1][key] for key in kept if key in seen[-1]}
    after = squares(share_out({key: points[key] for key in kept}, before))
    if len(kept) < FEWEST:
        assert after == {}
        return
    was, moved = defaultdict(set), defaultdict(set)
    for key, found in before.items():
        was[found].add(key)
        if found != after[key]:
            moved[found].add(key)
    # Who moves, moves with everybody who was there.
    assert all(keys == was[found] for found, keys in moved.items())
    crowded = {found for found, keys in was.items() if len(keys) >= FEWEST}
    if len(was) <= 2 * len(crowded):
        assert set(moved) <= crowded


def test_the_attack_on_differences_works_on_a_grid_drawn_anew():
    """The control: without memory, the home beside the new street would be found."""
    old = [((48.85, 2.35), 11), ((48.8512, 2.35), 1)]
    street = [((48.8512, 2.35), 10)]
    anew = [squares(share_out(doors(old))), squares(share_out(doors([*old, *street])))]
    singled = [keys for keys in candidates(anew).values() if len(keys) == 1]
    assert singled == [{11}]
    _, seen = grow(old, street)
    assert seen[0][11] == seen[1][11]


@unhurried
@given(crowds, crowds)
def test_importing_again_what_is_known_moves_nobody(first, second):
    points, seen = grow(first, second)
    assert squares(share_out(points, seen[-1])) == seen[-1]


@pytest.fixture
def street(town, house):
    """A full square, and a lonely house 130 m away that is lent to it."""
    near = [ban_row(number, lat=46.005 + number * 1e-6) for number in range(1, 12)]
    house(*near, ban_row(99, lat=46.0062))
    return town


def cell_of(number):
    db.session.expire_all()
    key = f"99035_RuedesTanneurs_{number:05}"
    return queries.address_by_key(key).cell


def test_a_new_street_leaves_every_home_in_its_cell(street, house):
    before = cell_of(99)
    house(*(ban_row(number, "Rue Neuve", lat=46.0062 + number * 1e-6) for number in range(1, 30)))
    assert cell_of(99).id == before.id
    new = db.session.scalars(select(Cell).where(Cell.id != before.id)).one()
    assert (before.address_count, new.address_count) == (12, 29)


def test_a_door_put_right_by_some_metres_keeps_its_cell(street, house):
    before = cell_of(99)
    house(*(ban_row(number, "Rue Neuve", lat=46.0062 + number * 1e-6) for number in range(1, 30)))
    house(ban_row(99, lat=46.0063))
    assert cell_of(99).id == before.id


def test_a_cell_that_loses_homes_to_another_quartier_takes_its_neighbours_in(draw, house):
    draw(square("A"), square("B", 1))
    edge = [ban_row(number, lat=46.005 + number * 1e-6, lon=5.0090) for number in range(1, 12)]
    far = [ban_row(number, lat=46.005 + number * 1e-6, lon=5.0020) for number in range(21, 40)]
    house(*edge[:-1], ban_row(11, lat=46.005, lon=5.00974), *far)
    before = cell_of(1)
    assert before.address_count == FEWEST
    narrow = feature("A", polygon(ring(side=STEP * 0.96)))
    corner = [[5.0096, 46], [5.02, 46], [5.02, 46.01], [5.0096, 46.01], [5.0096, 46]]
    draw(narrow, feature("B", polygon(corner)))
    assert cell_of(11) is None
    assert {cell_of(number).id for number in (1, 10, 21, 39)} == {before.id}
    assert cell_of(1).address_count == 29


def test_every_cell_of_the_demonstration_town_hides_eleven_addresses(demo_town):
    rows = db.session.execute(select(Address.cell_id, Address.quartier_id)).all()
    crowd = defaultdict(int)
    for cell_id, _ in rows:
        crowd[cell_id] += 1
    assert None not in crowd
    assert min(crowd.values()) >= FEWEST
    assert crowd == dict(db.session.execute(select(Cell.id, Cell.address_count)).all())
    # A reader knows the quartier too: together they must not say more.
    assert len(set(rows)) == len(crowd)


def test_averaging_the_position_is_the_same_in_every_answer(demo_town):
    homes = db.session.scalars(select(Address).order_by(Address.id).limit(200)).all()
    first = {home.id: (home.cell.lat, home.cell.lon) for home in homes}
    for _ in range(5):
        db.session.expire_all()
        again = {home.id: (home.cell.lat, home.cell.lon) for home in homes}
        assert again == first
    middle = [sum(axis) / len(homes) for axis in zip(*first.values(), strict=True)]
    with transaction():
        db.session.scalars(select(Municipality)).one().redrawn_at = now()
    later = [queries.cells_by_id([home.cell_id])[0] for home in homes]
    assert [
        sum(c.lat for c in later) / len(homes),
        sum(c.lon for c in later) / len(homes),
    ] == middle


def test_averaging_the_neighbours_of_a_square_finds_none_of_them(demo_town):
    """Attack: take the mean of all homes lent to a square in place of its centre."""
    cells = db.session.scalars(select(Cell)).all()
    for cell in cells:
        homes = db.session.scalars(select(Address).where(Address.cell_id == cell.id)).all()
        assert all((home.lat, home.lon) != (cell.lat, cell.lon) for home in homes)
        assert len({(home.lat, home.lon) for home in homes}) > 1
