"""Names proved before names were kept are known as proved, both ways, on both databases."""

from dataclasses import replace

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from app import create_app
from neighbourhood.foundation.storing.database import db
from tests.support.palier import ROOT

pytestmark = pytest.mark.xdist_group("postgres")

MIGRATIONS = str(ROOT / "migrations")
BEFORE, AFTER = "0005", "0006"
FILLED = """
INSERT INTO municipality (id, name, insee, redrawn_at)
    VALUES (1, 'Valbourg', '99001', '2026-01-01');
INSERT INTO quartier (id, municipality_id, name, slug, boundary)
    VALUES (4, 1, 'Les Tanneurs', 'les-tanneurs', '{}');
INSERT INTO resident (id, email, full_name, about, shows_full_name, shows_street, password_hash,
    language, comfort, is_administrator, created_at, quartier_id, verified_at)
    VALUES
    (7, 'a@b.example', 'Marcel Dupont', '', true, false, '!', 'fr', false, false, '2026-01-01',
     4, '2026-01-02'),
    (8, 'c@d.example', 'Nora Petit', '', true, false, '!', 'fr', false, false, '2026-01-01',
     NULL, NULL);
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request, settings, tmp_path):
    """A database of the release before, with a neighbour and a newcomer."""
    address = f"sqlite:///{tmp_path / 'palier.db'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").create_database()
    with create_app(replace(settings, database_url=address)).app_context():
        upgrade(directory=MIGRATIONS, revision=BEFORE)
        with db.engine.begin() as connection:
            for statement in FILLED.strip().split(";\n"):
                connection.execute(text(statement.removesuffix(";")))
        yield
        db.session.remove()
        db.engine.dispose()


def rows(asked):
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(asked))]


def test_the_name_of_a_neighbour_is_proved_and_that_of_a_newcomer_is_not(filled):
    before = rows("SELECT id, full_name, verified_at FROM resident ORDER BY id")
    upgrade(directory=MIGRATIONS, revision=AFTER)
    known = "SELECT id, proved_name FROM resident WHERE NOT name_to_prove ORDER BY id"
    assert rows(known) == [(7, "Marcel Dupont"), (8, None)]
    downgrade(directory=MIGRATIONS, revision=BEFORE)
    assert rows("SELECT id, full_name, verified_at FROM resident ORDER BY id") == before
