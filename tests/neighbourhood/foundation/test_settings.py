import re
import stat
from pathlib import Path

import pytest
from flask import Flask

from neighbourhood.foundation import settings
from neighbourhood.foundation.backends import Payments, Tls
from neighbourhood.foundation.environment import SettingsError
from neighbourhood.foundation.settings import Jobs, Settings

KEY = "a-key-long-enough-to-sign-anything-with-it"
REAL = {"BASE_URL": "https://palier.example", "SECRET_KEY": KEY, "PAYMENTS": "pretend"}


@pytest.fixture
def read(tmp_path):
    def read(**environ):
        return Settings.from_environment({"PALIER_INSTANCE": str(tmp_path / "instance"), **environ})

    return read


def test_an_empty_environment_gives_an_embedded_demo(read, tmp_path):
    found = read()
    assert found.embedded
    assert found.demo
    assert found.database_url == f"sqlite:///{tmp_path}/instance/palier.sqlite3"
    assert found.base_url == "http://127.0.0.1:8000"
    assert "http://localhost:8000" in found.origins
    assert found.jobs is Jobs.EMBEDDED


def test_the_port_is_part_of_the_address(read):
    assert read(PORT="8123").flask_config()["SERVER_NAME"] == "127.0.0.1:8123"


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("national", "https://geo.api.gouv.fr"),
        ("pretend", "pretend"),
        ("https://towns.example", "https://towns.example"),
    ],
)
def test_the_list_of_towns_is_the_national_one_a_pretend_one_or_another(read, said, asked):
    assert read(COMMUNES=said).communes == asked


def test_a_blank_variable_counts_as_absent(read):
    assert read(PORT=" ", REDIS_URL="").base_url == "http://127.0.0.1:8000"


def test_the_secret_is_made_once_and_only_the_owner_may_read_it(read, tmp_path):
    first, second = read(), read()
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 48
    kept = list((tmp_path / "instance").iterdir())
    assert [path.name for path in kept] == ["secret.key"]
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600


def test_no_secret_appears_when_settings_are_printed(read):
    found = read(
        SECRET_KEY=KEY,
        DATABASE_URL="postgresql://u:dbsecret@h/d",
        REDIS_URL="redis://:redissecret@h",
        MAIL_URL="smtp://u:mailsecret@h",
        PAYMENTS="stripe",
        STRIPE_SECRET_KEY="sk_secret",
        STRIPE_WEBHOOK_SECRET="wh_secret",
    )
    assert "secret=" not in repr(found)
    for secret in (KEY, "dbsecret", "redissecret", "mailsecret", "sk_secret", "wh_secret"):
        assert secret not in repr(found)


def test_https_makes_cookies_that_no_other_site_can_plant(read):
    config = read(**REAL).flask_config()
    assert config["SESSION_COOKIE_NAME"] == "__Host-palier"
    assert config["SESSION_COOKIE_SECURE"]
    assert not read(**REAL).demo


def test_only_named_hosts_and_origins_are_trusted(read):
    found = read(**REAL, TRUSTED_HOSTS="www.palier.example", ORIGINS="https://www.palier.example")
    assert found.trusted_hosts == ("palier.example", "www.palier.example")
    assert found.origins == ("https://palier.example", "https://www.palier.example")


def test_staff_have_a_second_factor_except_in_the_demonstration(read):
    assert not read().staff_second_factor
    assert read(**REAL).staff_second_factor
    assert read(STAFF_SECOND_FACTOR="1").staff_second_factor
    assert not read(**REAL, STAFF_SECOND_FACTOR="0").staff_second_factor


def test_grown_settings(read):
    found = read(DATABASE_URL="postgres://u:p@h/d", REDIS_URL="redis://127.0.0.1:6379/0")
    assert found.database_url == "postgresql://u:p@h/d"
    assert found.jobs is Jobs.PROCESS
    assert not found.demo
    assert found.flask_config()["RATELIMIT_STORAGE_URI"] == "redis://127.0.0.1:6379/0"


def test_a_mail_server_is_read_from_its_address(read):
    server = read(MAIL_URL="smtp://us%40er:p%2Fw@mail.example?tls=starttls").mail_server
    assert (server.host, server.port, server.tls) == ("mail.example", 587, Tls.STARTTLS)
    assert (server.user, server.password) == ("us@er", "p/w")
    assert read(MAIL_URL="smtps://mail.example").mail_server.port == 465


def test_over_https_a_password_costs_what_it_should(read):
    assert read().password_cost == read(**REAL).password_cost == 19
    assert read(**REAL, PASSWORD_COST="64").password_cost == 64


def test_a_bucket_is_read_from_its_address(read):
    bucket = read(STORAGE_URL="s3://photos?endpoint=http://127.0.0.1:9000").bucket
    assert (bucket.name, bucket.endpoint) == ("photos", "http://127.0.0.1:9000")


def test_stripe_is_chosen_with_its_keys(read):
    found = read(PAYMENTS="stripe", STRIPE_SECRET_KEY="sk", STRIPE_WEBHOOK_SECRET="wh")
    assert found.payments is Payments.STRIPE


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"BASE_URL": "https://palier.example"}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"BASE_URL": "palier.example"}, "BASE_URL"),
        ({"BASE_URL": "http://palier.example/under"}, "BASE_URL"),
        ({"BASE_URL": "http://palier.example:port"}, "BASE_URL"),
        ({"PORT": "http"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"DEMO": "perhaps"}, "DEMO"),
        ({"DATABASE_URL": "mysql://h/d"}, "DATABASE_URL"),
        ({"REDIS_URL": "127.0.0.1"}, "REDIS_URL"),
        ({"MAIL_URL": "http://h"}, "MAIL_URL"),
        ({"MAIL_URL": "smtp://h?tls=maybe"}, "MAIL_URL"),
        ({"MAIL_FROM": "Palier"}, "MAIL_FROM"),
        ({"MAIL_FROM": "a@b.fr\nBcc: c@d.fr"}, "MAIL_FROM"),
        ({"STORAGE_URL": "ftp://h"}, "STORAGE_URL"),
        ({"GEOCODER": "google"}, "GEOCODER"),
        ({"GEOCODER": "ban:"}, "GEOCODER"),
        ({"ANTIVIRUS": "http://h"}, "ANTIVIRUS"),
        ({"ANTIVIRUS": "clamd://h:port"}, "ANTIVIRUS"),
        ({"PAYMENTS": "paypal"}, "PAYMENTS"),
        ({"PAYMENTS": "stripe", "STRIPE_SECRET_KEY": "sk"}, "STRIPE_WEBHOOK_SECRET"),
        ({"BASE_URL": "https://palier.example", "SECRET_KEY": KEY}, "PAYMENTS"),
        ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL"),
        ({"ORIGINS": "*"}, "ORIGINS"),
        ({"PASSWORD_COST": "0"}, "PASSWORD_COST"),
        ({"PASSWORD_COST": "4096"}, "PASSWORD_COST"),
        ({"PASSWORD_COST": "18", **REAL}, "PASSWORD_COST"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_with_its_remedy(read, environ, name):
    with pytest.raises(SettingsError, match=name) as refusal:
        read(**environ)
    assert "\n" not in str(refusal.value)


def test_every_variable_that_is_read_is_explained():
    root = Path(settings.__file__).parents[2]
    explained = set(re.findall(r"^#?([A-Z_]+)=", (root / ".env.example").read_text(), re.MULTILINE))
    read = set()
    for source in (root / "neighbourhood" / "foundation").glob("*.py"):
        read |= set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source.read_text()))
    assert len(read) > 15
    assert read <= explained


def test_settings_reach_the_application_at_work(read):
    app = Flask("town")
    settings.bind(app, read())
    with app.app_context():
        assert settings.current() is app.extensions["palier.settings"]
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"
