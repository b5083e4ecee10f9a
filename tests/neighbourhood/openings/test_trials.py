"""What a trial says while it waits, and in whose language it says what it found."""

import json
from datetime import timedelta

import pytest

from neighbourhood.foundation.outside import jobs
from neighbourhood.foundation.storing.clock import now
from neighbourhood.residents.models.residents import Resident
from tests.neighbourhood.openings.conftest import door, part
from tests.support.news import plain


def speak_english(make, person):
    with make.writing() as session:
        session.get_one(Resident, person.id).language = "en"


@pytest.fixture
def sent(setting_up, monkeypatch):
    """A file that nobody has tried: no work is done."""
    monkeypatch.setattr(jobs, "enqueue", lambda *_given: None)
    return setting_up.quartiers(part("Le Pont"))


def test_a_trial_that_nobody_takes_says_since_when_and_that_nobody_does(
    setting_up, sent, monkeypatch, move_clock
):
    move_clock(minutes=5)
    calm = plain(setting_up.client.get(sent).text)
    assert "Essai en cours. Fichier envoyé il y a 5 min." in calm
    assert "personne ne prend" not in calm
    monkeypatch.setattr(jobs, "waiting_since", lambda: now() - timedelta(minutes=1))
    assert "personne ne prend" not in plain(setting_up.client.get(sent).text)
    monkeypatch.setattr(jobs, "waiting_since", lambda: now() - timedelta(minutes=5))
    said = plain(setting_up.client.get(sent).text)
    assert "personne ne prend les tâches du site. La première a été demandée il y a 5 min" in said
    assert "/administration/sante" in said


def test_what_a_trial_found_is_said_in_the_language_of_whoever_reads_it(
    setting_up, make, administrator
):
    setting_up.take(setting_up.quartiers(part("Le Pont")))
    page = setting_up.addresses(door(1), door(1), door(2) | {"nom_voie": " "})
    kept = json.dumps(setting_up.file().messages, ensure_ascii=False)
    assert "%(line)d" in kept
    french = plain(setting_up.client.get(page).text)
    assert "Ligne 4 du fichier" in french
    assert "il manque une valeur : nom_voie" in french
    speak_english(make, administrator)
    english = plain(setting_up.client.get(page).text)
    assert "Line 4 of the file" in english
    assert "a value is missing: nom_voie" in english
    assert "this address stands above already" in english
    for word in ("Ligne", "il manque", "cette adresse"):
        assert word not in english


def test_a_file_that_cannot_be_read_says_why_in_the_language_of_whoever_reads_it(
    setting_up, make, administrator
):
    page = setting_up.send("quartiers", b"rien")
    assert "Ce fichier n’est pas du JSON" in plain(setting_up.client.get(page).text)
    speak_english(make, administrator)
    assert "This file is not JSON" in plain(setting_up.client.get(page).text)
