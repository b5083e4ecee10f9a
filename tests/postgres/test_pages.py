"""Every kind of page of the town is shown on PostgreSQL as on SQLite."""

import shutil

import pytest

from tests.support.town import Walk, served_from


@pytest.fixture
def there(settings, postgres, grown_demonstration, tmp_path):
    """The demonstration town on PostgreSQL, in a copy of its own."""
    shutil.copytree(grown_demonstration, tmp_path, dirs_exist_ok=True)
    database = postgres.create_database(template="demonstration")
    with served_from(settings, tmp_path, database) as app:
        yield app


def test_whatever_is_a_link_away_is_shown(there):
    walks = {who: Walk(there, who).run() for who in ("karima", "mairie", "admin")}
    for visits in walks.values():
        assert [f"{each.status} {each}" for each in visits if each.status >= 500] == []
        assert len({each.endpoint for each in visits if each.status == 200}) > 60
