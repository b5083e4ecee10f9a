"""What leaves this machine is encrypted, or somebody said that the network is theirs alone."""

import pytest
from sqlalchemy import text

from neighbourhood.foundation.doctor import inside
from neighbourhood.foundation.environment import SettingsError
from neighbourhood.foundation.settings import Settings
from neighbourhood.foundation.storing.database import db

KEY = "a-key-long-enough-to-sign-anything-with-it"
REAL = {"BASE_URL": "https://palier.example", "SECRET_KEY": KEY, "PAYMENTS": "pretend"}


@pytest.fixture
def read(tmp_path):
    def read(**environ):
        return Settings.from_environment({"PALIER_INSTANCE": str(tmp_path / "instance"), **environ})

    return read


REMOTE = [
    ("DATABASE_URL", "postgresql://u:p@db.example/palier"),
    ("DATABASE_URL", "postgresql://u:p@db.example/palier?sslmode=require"),
    ("DATABASE_URL", "postgresql:///palier?host=127.0.0.1,db.example"),
    ("REDIS_URL", "redis://10.0.0.4:6379/0"),
    ("MAIL_URL", "smtp://u:p@mail.example"),
    ("STORAGE_URL", "s3://palier?endpoint=http://s3.example"),
    ("COMMUNES", "http://communes.example"),
    ("STRIPE_API", "http://bank.example"),
    ("ANTIVIRUS", "clamd://scanner.example"),
]


@pytest.mark.parametrize(("name", "address"), REMOTE)
def test_over_https_no_other_machine_is_named_without_tls(read, name, address):
    with pytest.raises(SettingsError, match=name) as refusal:
        read(**REAL, **{name: address})
    assert "u:p" not in str(refusal.value)
    assert "PRIVATE_NETWORK" in str(refusal.value)
    assert read(**REAL, **{name: address}, PRIVATE_NETWORK="1").in_the_clear == ()
    # At home it is the doctor who says so.
    assert read(**{name: address}).in_the_clear == (name,)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("DATABASE_URL", "postgresql://u:p@db.example/palier?sslmode=verify-full"),
        ("DATABASE_URL", "postgresql://palier@127.0.0.1/palier"),
        ("DATABASE_URL", "postgresql://palier@[::1]/palier"),
        ("DATABASE_URL", "postgresql:///palier"),
        ("DATABASE_URL", "postgresql:///palier?host=/run/postgresql"),
        ("REDIS_URL", "rediss://redis.example"),
        ("REDIS_URL", "redis://localhost:6379/0"),
        ("MAIL_URL", "smtps://mail.example"),
        ("MAIL_URL", "smtp://mail.example?tls=starttls"),
        ("MAIL_URL", "smtp://127.0.0.1"),
        ("STORAGE_URL", "s3://palier?endpoint=https://s3.example"),
        ("STORAGE_URL", "s3://palier"),
        ("GEOCODER", "ban:adresse.example"),
        ("ANTIVIRUS", "clamd://127.0.0.1:3310"),
        ("ANTIVIRUS", "clamd:///run/clamav/clamd.ctl"),
    ],
)
def test_what_is_encrypted_or_of_this_machine_is_taken(read, name, address):
    assert read(**REAL, **{name: address}).in_the_clear == ()


def test_over_https_keys_that_others_may_read_are_refused(read, tmp_path):
    keys = tmp_path / "sealing.keys"
    keys.write_text("{}")
    keys.chmod(0o640)
    assert read(KEYS_FILE=str(keys)).keys == keys
    with pytest.raises(SettingsError, match=f"chmod 600 {keys}"):
        read(**REAL, KEYS_FILE=str(keys))
    keys.chmod(0o600)
    assert read(**REAL, KEYS_FILE=str(keys)).keys == keys


def test_a_secret_may_come_from_a_file_that_a_vault_puts_in_place(read, tmp_path):
    file = tmp_path / "secret"
    file.write_text(f"{KEY}\n")
    file.chmod(0o440)
    real = {name: said for name, said in REAL.items() if name != "SECRET_KEY"}
    assert read(**real, SECRET_KEY_FILE=str(file)).secret_key == KEY
    database = _written(tmp_path, "sqlite:///x.db")
    assert read(DATABASE_URL_FILE=str(database)).database_url == "sqlite:///x.db"
    with pytest.raises(SettingsError, match="both given"):
        read(**REAL, SECRET_KEY_FILE=str(file))
    file.chmod(0o444)
    with pytest.raises(SettingsError, match="chmod o-rwx") as refusal:
        read(**real, SECRET_KEY_FILE=str(file))
    assert KEY not in str(refusal.value)
    with pytest.raises(SettingsError, match="SECRET_KEY_FILE"):
        read(**real, SECRET_KEY_FILE=str(tmp_path / "gone"))


def test_a_private_network_leaves_the_doctor_nothing_to_say(make_app, monkeypatch):
    chosen = make_app(REDIS_URL="redis://10.0.0.4", DEMO="0")
    monkeypatch.setattr(inside, "gettext", lambda said, **values: said % values)
    with chosen.app_context():
        assert any("REDIS_URL" in said for said in inside.settings_faults())
    private = make_app(REDIS_URL="redis://10.0.0.4", DEMO="0", PRIVATE_NETWORK="1")
    with private.app_context():
        assert not any("REDIS_URL" in said for said in inside.settings_faults())


@pytest.mark.postgres
def test_a_role_that_may_do_more_than_its_work_is_named(grown_app, monkeypatch):
    monkeypatch.setattr(inside, "database_is_at_head", lambda: True)
    with grown_app.app_context():
        db.session.execute(text("DROP ROLE IF EXISTS modest"))
        db.session.execute(text("CREATE ROLE modest NOSUPERUSER"))
        (said,) = inside.database_faults()
        assert "NOSUPERUSER" in said
        db.session.execute(text("SET LOCAL ROLE modest"))
        assert list(inside.database_faults()) == []
        for right in ("CREATEDB", "CREATEROLE", "BYPASSRLS", "REPLICATION"):
            db.session.execute(text("RESET ROLE"))
            db.session.execute(text(f"ALTER ROLE modest {right}"))
            db.session.execute(text("SET LOCAL ROLE modest"))
            assert len(list(inside.database_faults())) == 1, right
            db.session.execute(text("RESET ROLE"))
            db.session.execute(text(f"ALTER ROLE modest NO{right}"))
        db.session.rollback()


def _written(folder, said):
    file = folder / "said"
    file.write_text(said)
    file.chmod(0o600)
    return file
