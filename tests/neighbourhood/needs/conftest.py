import pytest

from neighbourhood.needs.filing import receiving
from tests.support.needs import office, open_office
from tests.support.needs_files import Desk

__all__ = ["office", "open_office"]


@pytest.fixture
def neighbour(make, office):
    return make.resident("Karima Benali", office.quartier)


@pytest.fixture
def files(office, signed_in, monkeypatch):
    """Where files are sent; their needs are numbered as their lines, for tests to find them."""
    monkeypatch.setattr(receiving, "mixed", list)
    return Desk(office, signed_in)
