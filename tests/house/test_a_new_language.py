"""A language is added as docs/extending.md says: two lines and a folder."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.support.palier import ROOT

LINES = (
    ('LANGUAGES = {"fr": "Français", ', 'LANGUAGES = {"fr": "Français", "pt": "Português", '),
    ('_REGIONS = {"fr": "fr_FR", ', '_REGIONS = {"fr": "fr_FR", "pt": "pt_PT", '),
)
HELLO = 'msgid "Se connecter"\nmsgstr "{}"'


@pytest.fixture
def house(tmp_path):
    """A copy of the house with Portuguese in it, as the page says."""
    for name in ("neighbourhood", "messaging", "verification", "templates", "migrations"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "translations" / "en", tmp_path / "translations" / "pt")
    shutil.copytree(ROOT / "translations" / "en", tmp_path / "translations" / "en")
    shutil.copy(ROOT / "app.py", tmp_path)
    room = tmp_path / "neighbourhood" / "foundation" / "words" / "localisation.py"
    text = room.read_text()
    for before, after in LINES:
        assert before in text
        text = text.replace(before, after)
    room.write_text(text)
    return tmp_path


def flask(house, *words):
    env = {"PATH": os.environ["PATH"], "PALIER_INSTANCE": str(house / "instance")}
    command = [sys.executable, "-m", "flask", "--app", "app", *words]
    return subprocess.run(command, cwd=house, env=env, capture_output=True, text=True, check=False)


VISIT = """
from app import create_app
from neighbourhood.foundation.storing.database import db
app = create_app()
with app.app_context():
    db.create_all()
page = app.test_client().get("/connexion", headers={"Accept-Language": "pt"}).text
print(page)
"""


def test_two_lines_and_a_folder_make_a_language(house):
    catalogue = house / "translations" / "pt" / "LC_MESSAGES" / "messages.po"
    text = catalogue.read_text()
    said = HELLO.format("Sign in")
    assert said in text
    catalogue.write_text(text.replace(said, HELLO.format("Iniciar sessão")))
    done = flask(house, "translations", "compile")
    assert done.returncode == 0, done.stderr
    env = {"PATH": os.environ["PATH"], "PALIER_INSTANCE": str(house / "instance")}
    page = subprocess.run(
        [sys.executable, "-c", VISIT],
        cwd=house,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert '<html lang="pt" dir="ltr"' in page
    assert "Iniciar sessão" in page
    assert ">English</button>" in page


def test_what_is_not_said_in_it_is_named(house):
    catalogue = house / "translations" / "pt" / "LC_MESSAGES" / "messages.po"
    text = catalogue.read_text()
    catalogue.write_text(text.replace(HELLO.format("Sign in"), HELLO.format("")))
    done = flask(house, "translations", "check")
    assert done.returncode == 1
    assert "no Português: 'Se connecter'" in done.stderr
