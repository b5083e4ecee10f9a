"""A site of their own for proofs, and newcomers who claim a door."""

import pytest

from tests.support import people


@pytest.fixture
def site(embedded_site):
    """One stack is enough: what differs between the two is tested elsewhere."""
    return embedded_site


@pytest.fixture
def newcomer(visitor, site):
    """Open an account in a browser of its own, and claim a door."""

    def newcomer(full_name, door, proof, **options):
        page = visitor(**options)
        people.sign_up(page, site, full_name)
        people.claim_address(page, door, proof)
        return page

    return newcomer
