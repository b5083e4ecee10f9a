"""No copy of the database tells a mailbox that was invited, or what was said to a press."""

from dataclasses import replace

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from app import create_app
from neighbourhood.foundation.keys import rotating
from neighbourhood.foundation.storing import presses
from neighbourhood.foundation.storing.database import db
from neighbourhood.partners.models import StaffInvitation
from tests.support.palier import ROOT
from tests.support.sealing import in_silence

pytestmark = pytest.mark.xdist_group("postgres")

MIGRATIONS = str(ROOT / "migrations")
LEA, KEY = "lea@example.org", "a" * 64
HELD = {
    "staff_invitation": "email",
    "partner_application": "mailbox",
    "press": "said",
}
FILLED = """
INSERT INTO municipality (id, name, insee, redrawn_at, hall_address, hall_telephone, hall_hours,
    postcodes, country, language, time_zone, opening_number, fewest, dominance)
    VALUES (1, 'Valbourg', '99001', '2026-01-01', '', '', '', '', 'FR', 'fr', 'Europe/Paris', 0, 11,
    85);
INSERT INTO resident (id, email, full_name, about, shows_full_name, shows_street, password_hash,
    language, comfort, is_administrator, created_at, name_to_prove, street_crosses)
    VALUES (7, 'a@b.example', 'Marcel Dupont', '', true, false, '!', 'fr', false, false,
    '2026-01-01', false, false);
INSERT INTO partner (id, municipality_id, name, kind, suspension_reason, created_at)
    VALUES (2, 1, 'La Reliure', 'association', '', '2026-01-01');
INSERT INTO staff_invitation (id, partner_id, invited_by_id, email, roles, created_at)
    VALUES (3, 2, 7, 'lea@example.org', '["publish"]', '2026-01-01');
INSERT INTO partner_application (id, applicant_id, municipality_id, kind, name, siret, mailbox, why,
    status, created_at, refusal_reason)
    VALUES (4, 7, 1, 'association', 'La Reliure', '12345678900012', 'lea@example.org', 'Lire.',
    'draft', '2026-01-01', '');
INSERT INTO press (key, endpoint, location, said, at)
    VALUES ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'partners.invite',
    '/partenaires/2/equipe', '[["message", "Partie vers lea@example.org."]]', '2026-01-01');
INSERT INTO town_file (id, municipality_id, kind, status, storage_key, digest, size, language,
    name_key, drops, done, figures, messages, created_at)
    VALUES (5, 1, 'addresses', 'taken', 'towns/one.csv',
    '0000000000000000000000000000000000000000000000000000000000000000', 1, 'fr', '', false, 1,
    '{}', '[]', '2026-01-01');
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def lived_in(request, settings, tmp_path):
    """A database of the release before, in which Marcel invited Léa."""
    address = f"sqlite:///{tmp_path / 'palier.db'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").create_database()
    keys = tmp_path / "sealing.keys"
    with create_app(replace(settings, database_url=address, keys_file=keys)).app_context():
        upgrade(directory=MIGRATIONS, revision="0034")
        with db.engine.begin() as connection:
            for statement in FILLED.strip().removesuffix(";").split(";\n"):
                connection.exec_driver_sql(statement)
        yield
        db.session.remove()
        db.engine.dispose()


def as_stored():
    with db.engine.connect() as connection:
        return {
            str(connection.execute(text(f"SELECT {column} FROM {table}")).scalar())
            for table, column in HELD.items()
        }


def told():
    """Return what the site itself reads."""
    said = presses.look_up(KEY)
    read = (db.session.get(StaffInvitation, 3).email, said.location, said.said)
    db.session.rollback()
    return read


READ = (LEA, "/partenaires/2/equipe", [["message", f"Partie vers {LEA}."]])


def test_what_was_there_is_read_sealed_and_given_back_to_the_release_before(lived_in, caplog):
    before = as_stored()
    assert all(LEA in each for each in before)
    upgrade(directory=MIGRATIONS)
    assert told() == READ
    rotating.finish(in_silence)
    assert [each for each in as_stored() if LEA in each or "sealed:" not in each] == []
    assert told() == READ
    with pytest.raises(SystemExit):
        downgrade(directory=MIGRATIONS, revision="0034")
    assert "keys unseal" in caplog.text
    # On SQLite the newer steps are undone by then: one comes up again to take the seals off.
    upgrade(directory=MIGRATIONS)
    rotating.unseal_all(in_silence)
    downgrade(directory=MIGRATIONS, revision="0034")
    assert as_stored() == before
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT language FROM town_file")).scalar() == "fr"


def test_what_is_said_to_a_press_today_is_not_told(in_app):
    presses.spend(KEY, "partners.invite")
    presses.settle(KEY, "/equipe/lea", [("message", f"Partie vers {LEA}.")])
    kept = " ".join(map(str, db.session.execute(text("SELECT * FROM press")).one()))
    assert "lea" not in kept
    assert presses.look_up(KEY).said == [["message", f"Partie vers {LEA}."]]
    db.session.rollback()
