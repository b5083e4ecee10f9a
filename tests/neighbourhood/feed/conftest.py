"""A town of three quartiers in a row, with cards in it."""

import itertools
from datetime import timedelta

import pytest

from neighbourhood.feed.models import Card
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.words.search import normalise
from neighbourhood.places.models import Neighbouring, Reach


@pytest.fixture
def town(make):
    """Les Tanneurs beside La Gare; Port-Neuf further away, in the same town."""
    municipality = make.municipality()
    quartiers = {
        name: make.quartier(name, municipality) for name in ("Les Tanneurs", "La Gare", "Port-Neuf")
    }
    one, other = quartiers["Les Tanneurs"].id, quartiers["La Gare"].id
    with make.writing() as db:
        db.add(Neighbouring(quartier_id=one, neighbour_id=other))
        db.add(Neighbouring(quartier_id=other, neighbour_id=one))
    return quartiers


@pytest.fixture
def card(make):
    """Write cards; the latest written is the newest."""
    numbers = itertools.count(1)

    def write(quartier, title, author=None, **more):
        number = next(numbers)
        values = {
            "about": "notice",
            "about_id": number,
            "kind": "ask",
            "title": title,
            "excerpt": "",
            "municipality_id": quartier.municipality_id,
            "quartier_id": quartier.id,
            "author_id": author.id if author else None,
            "reach": Reach.QUARTIER,
            "listed": True,
            "search": normalise(title),
            "facts": {"replies": 0},
            "created_at": now() - timedelta(days=1) + timedelta(seconds=number),
        }
        with make.writing() as db:
            row = Card(**{**values, **more})
            db.add(row)
            db.flush()
        return row

    return write
