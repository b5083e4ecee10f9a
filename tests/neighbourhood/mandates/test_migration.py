"""What mandates were before they named their partner comes along, both ways, on both databases."""

from dataclasses import replace

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from app import create_app
from neighbourhood.foundation.storing.database import db
from tests.support.palier import ROOT

pytestmark = pytest.mark.xdist_group("postgres")

MIGRATIONS = str(ROOT / "migrations")
BEFORE, AFTER = "0004", "0005"
FILLED = """
INSERT INTO municipality (id, name, insee, redrawn_at)
    VALUES (1, 'Valbourg', '99001', '2026-01-01');
INSERT INTO partner (id, municipality_id, name, kind, suspension_reason, created_at)
    VALUES (5, 1, 'Centre social', 'association', '', '2026-01-01');
INSERT INTO resident (id, email, full_name, about, shows_full_name, shows_street, password_hash,
    language, comfort, is_administrator, created_at)
    VALUES (7, 'a@b.example', 'Marcel', '', true, false, '!', 'fr', false, false, '2026-01-01');
INSERT INTO mandate (id, reference, principal_id, prepared_by_id, organisation, posts, replies,
    invites, chats, days, consent, status, nonce, code_hash, created_at, begins_at, ends_at)
    VALUES
    (1, 'A', 7, 7, 'Centre social', true, false, false, true, 31, 'code', 'live', 'a', 'a',
     '2026-01-02', '2026-01-03', '2026-02-03'),
    (2, 'B', 7, 7, '', false, true, true, false, 1, 'code', 'prepared', 'b', 'b',
     '2026-01-02', NULL, NULL);
INSERT INTO partner_mandate (id, partner_id, mandate_id, created_at)
    VALUES (3, 5, 1, '2026-01-03');
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request, settings, tmp_path):
    """A database of the release before, with a mandate of a partner and one of a person."""
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


HELD = "SELECT id, organisation, posts, replies, invites, chats FROM mandate ORDER BY id"


def test_a_mandate_keeps_its_partner_and_its_scopes(filled):
    before = rows(HELD)
    given = "SELECT partner_id, mandate_id, date(created_at) FROM partner_mandate"
    held = rows(given)
    upgrade(directory=MIGRATIONS, revision=AFTER)
    assert rows("SELECT id, partner_id, CAST(scopes AS TEXT) FROM mandate ORDER BY id") == [
        (1, 5, '["chat", "post"]'),
        (2, None, '["invitations", "reply"]'),
    ]
    downgrade(directory=MIGRATIONS, revision=BEFORE)
    assert rows(HELD) == before
    assert rows(given) == held


def test_a_mandate_that_only_names_its_partner_finds_it_in_its_town(filled):
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM partner_mandate"))
        connection.execute(
            text(
                "INSERT INTO quartier (id, municipality_id, name, slug, boundary)"
                " VALUES (4, 1, 'Les Tanneurs', 'les-tanneurs', '{}')"
            )
        )
        connection.execute(text("UPDATE resident SET quartier_id = 4"))
    upgrade(directory=MIGRATIONS, revision=AFTER)
    assert rows("SELECT id, partner_id FROM mandate ORDER BY id") == [(1, 5), (2, None)]


def test_a_partner_that_nobody_knows_stops_the_migration(filled, caplog):
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM partner_mandate"))
    before = rows(HELD)
    with pytest.raises(SystemExit):
        upgrade(directory=MIGRATIONS, revision=AFTER)
    assert "names no partner" in caplog.text
    assert rows(HELD) == before
