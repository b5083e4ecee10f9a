import pytest

from neighbourhood.foundation.storing.database import transaction
from neighbourhood.places import actions, demo, queries
from neighbourhood.places.outlines import read_outlines
from tests.support.geojson import collection, square


@pytest.fixture
def draw(in_app):
    """Import quartiers: `draw(square("A"), square("B", 1))` returns them by name."""

    def import_them(*features, insee="99035", municipality="Valbourg", accept_partial=False):
        with transaction():
            tally = actions.import_quartiers(
                read_outlines(collection(*features), "nom"),
                insee=insee,
                municipality=municipality,
                accept_partial=accept_partial,
            )
        import_them.tally = tally
        town = queries.get_municipality(insee)
        if town is None:
            return {}
        return {quartier.name: quartier for quartier in queries.quartiers_of(town.id)}

    return import_them


@pytest.fixture
def house(in_app):
    """Import rows of addresses: `house(ban_row(12), ban_row(14))`."""

    def import_them(*rows):
        with transaction():
            return actions.import_addresses(iter(rows))

    return import_them


@pytest.fixture
def town(draw):
    """Three quartiers in a row; the third does not touch the first."""
    return draw(square("Les Tanneurs"), square("La Gare", 1), square("Le Port", 2))


@pytest.fixture
def demo_town(in_app):
    """The whole town of Valbourg."""
    with transaction():
        demo.build()
