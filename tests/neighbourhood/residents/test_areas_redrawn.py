"""Whatever redraws the map, what may be shown of those who moved before is found out anew."""

import random
from collections import defaultdict

import pytest
from sqlalchemy import select

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import actions
from neighbourhood.places.crowds import Area
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.models import Address
from neighbourhood.places.outlines import read_outlines
from neighbourhood.residents import policies
from neighbourhood.residents.actions import accounts
from neighbourhood.residents.actions import areas as actions_of_areas
from neighbourhood.residents.models.areas import ShownArea
from neighbourhood.residents.models.residents import Resident
from tests.support.geojson import ban_row, collection, feature, polygon

MOVERS = 14


def side_by_side(border):
    """Draw two quartiers on either side of a border."""
    left = [[5, 46], [border, 46], [border, 46.01], [5, 46.01], [5, 46]]
    right = [[border, 46], [5.02, 46], [5.02, 46.01], [border, 46.01], [border, 46]]
    shapes = feature("A", polygon(left)), feature("B", polygon(right))
    with transaction():
        reading = read_outlines(collection(*shapes), "nom")
        actions.import_quartiers(reading, insee="99035", municipality="Valbourg")


def take(rows):
    with transaction():
        actions.import_addresses(iter(rows), whole=True)


def streets(chance):
    """Return the rows of streets that begin near one another and run through several squares."""
    return [
        ban_row(number, f"Rue {rank}", lat=round(46.004 + rank * 1e-4, 6), lon=round(lon, 6))
        for rank in range(8)
        for number, lon in enumerate(_along(chance), 1)
    ]


def _along(chance):
    start = 5.007 + chance.random() * 0.002
    return (start + house * 5e-5 for house in range(chance.randrange(40, 70)))


def settle(resident, home):
    with transaction():
        row = db.session.get_one(Resident, resident.id)
        accounts.settle_in(row, db.session.get_one(Address, home))
        if row.address.cell_id:
            actions_of_areas.square_to_show(row.id, row.address.cell_id)


def crossed():
    """Return whose street may be shown though, with what was shown before, few doors are left."""
    db.session.rollback()
    homes = db.session.scalars(select(Address).where(Address.retired_at.is_(None))).all()
    crowd = defaultdict(set)
    for home in homes:
        for area in (Area(quartier_id=home.quartier_id), Area(cell_id=home.cell_id)):
            crowd[area, home.street].add(home.number)
    found, shown = set(), 0
    for resident in db.session.scalars(select(Resident)):
        if resident.address is None or not policies.may_show_street(resident):
            continue
        shown += 1
        home = resident.address
        here = {Area(quartier_id=home.quartier_id), Area(cell_id=home.cell_id)}
        known = select(ShownArea).where(ShownArea.resident_id == resident.id)
        for area in {each.area for each in db.session.scalars(known)} - here:
            if 0 < len(crowd[area, home.street]) < FEWEST:
                found.add(resident.id)
    return found, shown


def changes(chance, rows):
    """Yield after each kind of change: doors that go, a border that moves, squares redrawn."""
    for _ in range(3):
        gone = {(f"Rue {chance.randrange(8)}", part) for part in chance.sample(range(6), 2)}
        kept = [r for r in rows if (r["nom_voie"], int(r["numero"]) // 12) not in gone]
        rows = [r for r in kept if chance.random() > 0.15]
        take(rows)
        yield
        side_by_side(round(5.006 + chance.random() * 0.006, 5))
        yield
        with transaction():
            actions.redraw_squares()
        yield


@pytest.fixture
def moved(make, in_app):
    """Residents who moved within a town of two quartiers; returns what comes next."""

    def build(chance):
        side_by_side(5.01)
        rows = streets(chance)
        take(rows)
        homes = db.session.scalars(select(Address.id).order_by(Address.id)).all()
        people = [make.resident(f"Karima {n}", verified=False) for n in range(MOVERS)]
        for _ in range(2):
            for resident in people:
                settle(resident, chance.choice(homes))
        return rows

    return build


def found_after(rows, chance):
    found, shown = crossed()
    assert (found, shown > 0) == (set(), True)
    for _ in changes(chance, rows):
        found |= crossed()[0]
    return found


@pytest.mark.parametrize("seed", range(3))
def test_no_import_border_or_redrawing_leaves_a_street_that_crosses(moved, seed):
    chance = random.Random(seed)
    assert found_after(moved(chance), chance) == set()


def test_unless_nobody_looks_again(moved, monkeypatch):
    monkeypatch.setattr(actions_of_areas, "look_again", lambda: None)
    chance = random.Random(0)
    assert found_after(moved(chance), chance)


def test_a_street_written_otherwise_in_a_later_file_is_the_same(make, in_app):
    side_by_side(5.01)
    few = [ban_row(n, "Rue de l’Église", lat=46.002) for n in range(1, 4)]
    filling = [ban_row(n, "Rue Basse", lat=46.002) for n in range(1, 13)]
    many = [ban_row(n, "Rue de l’Église", lat=46.008) for n in range(20, 40)]
    take([*few, *filling, *many])
    karima = make.resident("Karima Benali", verified=False)
    first, last = (
        db.session.scalars(select(Address.id).where(Address.number == number)).first()
        for number in (12, 39)
    )
    settle(karima, first)
    settle(karima, last)
    capitals = [{**row, "nom_voie": "RUE DE L’ÉGLISE"} for row in few]
    take([*capitals, *filling, *many])
    assert db.session.get_one(Resident, karima.id).street_crosses
