"""Neighbours with real passwords and a partner at work: what mandates are given between."""

import pytest

from neighbourhood.mandates.queries import mandates
from tests.neighbourhood.partners.conftest import managed, town
from tests.neighbourhood.residents.conftest import digest, enter, karima, links
from tests.support.accompanying import accompany
from tests.support.needs import office, open_office
from tests.support.settings import limited, with_settings

__all__ = [
    "digest",
    "enter",
    "karima",
    "limited",
    "links",
    "managed",
    "office",
    "open_office",
    "town",
    "with_settings",
]


@pytest.fixture
def quartier(make):
    return make.quartier("Les Tanneurs")


@pytest.fixture
def helper(make, quartier):
    """Who acts for people without a mailbox."""
    return make.resident("Karima Benali", quartier)


@pytest.fixture
def door(make, quartier):
    return make.address(quartier, number=12, street="rue de la Tour")


@pytest.fixture
def kept(app):
    """Read a mandate again, with its people: None when nothing is left of it."""

    def kept(mandate_id):
        with app.app_context():
            return mandates.by_id(mandate_id)

    return kept


@pytest.fixture
def centre(office, make):
    """Return the id of a partner where Sophie accompanies."""
    accompany(make, office.partner.id, office.author)
    return office.partner.id


@pytest.fixture
def people(centre):
    return f"/partenaires/{centre}/personnes"
