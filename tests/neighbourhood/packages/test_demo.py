"""The demonstration town: packages whose rounds agree with its ledger."""

import pytest

import neighbourhood.funding.demo
import neighbourhood.needs.demo
import neighbourhood.packages.demo
import neighbourhood.partners.demo
import neighbourhood.places.demo
import neighbourhood.residents.demo
from neighbourhood.foundation.storing.database import db, transaction
from neighbourhood.packages.models import AllocationRound, Package
from neighbourhood.packages.queries import replay


@pytest.fixture
def town(in_app):
    for slice_ in ("places", "residents", "partners", "funding", "needs", "packages"):
        with transaction():
            getattr(neighbourhood, slice_).demo.build()


@pytest.mark.usefixtures("town")
def test_gifts_went_to_needs_in_the_published_order():
    packages = db.session.query(Package).all()
    assert len(packages) == 9
    assert [package.is_crisis for package in packages].count(True) == 1
    assert all(package.fund.raised_cents == 0 for package in packages)
    assert db.session.query(AllocationRound).count() == 3
    assert list(replay.differences()) == []
