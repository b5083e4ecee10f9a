from sqlalchemy import func, select

from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.places import demo, queries
from neighbourhood.places.grid import FEWEST
from neighbourhood.places.matching import search
from neighbourhood.places.models import Address, Cell, Quartier


def test_the_demo_town_stands_and_every_address_can_be_found(in_app):
    with transaction():
        demo.build()
    count = db.session.scalar(select(func.count(Address.id)))
    assert db.session.scalar(select(func.count(Quartier.id))) == 6
    assert count > 2000
    homeless = Address.quartier_id.is_(None) | Address.cell_id.is_(None)
    assert not db.session.scalars(select(Address).where(homeless)).all()
    assert db.session.scalar(select(func.min(Cell.address_count))) >= FEWEST
    assert db.session.scalar(select(func.sum(Cell.address_count))) == count
    for address in db.session.scalars(select(Address).where(Address.id % 100 == 1)):
        assert search(address.label, 1)[0].key == address.key


def test_building_the_demo_town_twice_changes_nothing(in_app):
    for _ in range(2):
        with transaction():
            demo.build()
        stamp = queries.last_redrawn()
    with transaction():
        demo.build()
    assert queries.last_redrawn() == stamp
