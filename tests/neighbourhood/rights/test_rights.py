"""Seeing, downloading, asking, and reading why: over whatever is declared."""

import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.personal import HOLDINGS, RETENTIONS
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.moves import IllegalMove
from neighbourhood.rights import jobs
from neighbourhood.rights.kinds import REQUEST_SEEN
from neighbourhood.rights.models import Archive, ArchiveStatus, DataRequest, RequestStatus
from tests.support.carried import press
from tests.support.news import plain
from tests.support.noted import acts_about

WORDS = "la date notée sur mon mandat est fausse"


def test_one_reads_everything_held_and_why(browser, toy):
    page = plain(browser.get("/moi/donnees").text)
    assert "Vos jouets" in page
    assert "Pour jouer. Vous l’avez accepté" in page
    assert "60 éléments" in page
    assert "Voici les 50 derniers" in page
    assert "is soft" in page
    assert "oui" in page
    assert "ours 59" in page
    assert "ours 9<" not in page
    assert "karima@example.org" in page


def test_the_file_holds_all_of_it_with_a_schema_that_fits(browser, toy, outbox, make, karima):
    assert browser.post("/moi/donnees/fichier").location == "/moi/donnees"
    assert "fichier" in outbox()[-1]
    answer = browser.get("/moi/donnees/fichier/1")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    with ZipFile(BytesIO(answer.data)) as bundle:
        data, schema = (json.loads(bundle.read(name)) for name in ("donnees.json", "schema.json"))
        page = bundle.read("donnees.html").decode()
        assert bundle.read("fichiers/toys/a.txt") == b"a toy"
    assert data["holdings"].keys() == HOLDINGS.keys()
    assert len(data["holdings"]["toys"]["entries"]) == 60
    assert fits(data, schema, schema)
    assert not fits({**data, "version": 2}, schema, schema)
    assert not fits({**data, "more": 1}, schema, schema)
    assert "Vos jouets" in page
    assert "ours 0" in page
    assert "src=" not in page


def fits(value, schema, whole):
    """Walk a value along the few words of JSON Schema that ours uses."""
    if "$ref" in schema:
        return fits(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    known = {"object": dict, "array": list, "string": str, "boolean": bool, "number": (int, float)}
    if not any(
        value is None if kind == "null" else isinstance(value, known[kind]) for kind in kinds
    ):
        return False
    if isinstance(value, list) and "items" in schema:
        return all(fits(one, schema["items"], whole) for one in value)
    if not isinstance(value, dict) or "properties" not in schema:
        return True
    rest = schema["additionalProperties"]
    return value.keys() >= set(schema["required"]) and all(
        fits(inner, schema["properties"].get(name) or rest, whole)
        if name in schema["properties"] or rest
        else False
        for name, inner in value.items()
    )


def test_nobody_else_downloads_it_and_nobody_without_the_password(
    browser, make, signed_in, confirm, karima
):
    browser.post("/moi/donnees/fichier")
    paul = make.resident("Paul Petit", email="paul@example.org")
    other = signed_in(paul)
    confirm(other, paul)
    assert other.get("/moi/donnees/fichier/1").status_code == 404
    assert "/moi/confirmer" in signed_in(karima).get("/moi/donnees/fichier/1").location


def test_after_a_week_the_file_is_gone_and_the_page_says_so(browser, move_clock, app, make):
    browser.post("/moi/donnees/fichier")
    with make.writing() as session:
        key = session.get_one(Archive, 1).file
    move_clock(days=8)
    with app.app_context():
        jobs.keep_no_longer()
        with pytest.raises(NothingStored):
            storage().get(key)


def test_a_new_file_takes_the_place_of_the_last(browser, make):
    browser.post("/moi/donnees/fichier")
    browser.post("/moi/donnees/fichier")
    with make.writing() as session:
        states = [one.status for one in session.query(Archive).order_by(Archive.id)]
    assert states == [ArchiveStatus.GONE, ArchiveStatus.READY]
    answer = browser.get("/moi/donnees/fichier/1")
    assert answer.status_code == 410
    assert "gardé 7 jours" in plain(answer.text)


def test_a_second_wish_waits_for_the_first(browser, make, karima):
    with make.writing() as session:
        session.add(Archive(resident_id=karima.id, file="archives/a.zip"))
    answer = browser.post("/moi/donnees/fichier")
    assert answer.status_code == 409
    assert "déjà en préparation" in plain(answer.text)


def test_a_question_is_answered_in_words_by_who_runs_the_site(browser, make, signed_in, outbox):
    admin = make.resident("Ada Admin", email="ada@example.org", is_administrator=True)
    sent = browser.post("/moi/donnees/demander", data={"kind": "correction", "words": WORDS})
    assert sent.location == "/moi/donnees/demandes/1"
    desk = signed_in(admin)
    assert "Karima Benali" in desk.get("/administration/droits").text
    page = desk.get("/administration/droits/1").text
    read = page.split('name="read" value="')[1].split('"')[0]
    said = desk.post("/administration/droits/1", data={"answer": "C’est corrigé.", "read": read})
    assert said.location == "/administration/droits"
    assert "C’est corrigé." in browser.get("/moi/donnees/demandes/1").text
    assert "Une réponse à votre demande" in plain(browser.get("/notifications").text)
    assert desk.post("/administration/droits/1", data={"answer": "encore"}).status_code == 409


def test_nobody_answers_themselves(make, signed_in):
    admin = make.resident("Ada Admin", email="ada@example.org", is_administrator=True)
    desk = signed_in(admin)
    desk.post("/moi/donnees/demander", data={"kind": "question", "words": WORDS})
    assert press(desk, "/administration/droits/1", data={"answer": "oui"}).status_code == 403


def test_a_request_is_taken_back_and_is_nobody_elses(browser, make, signed_in):
    browser.post("/moi/donnees/demander", data={"kind": "objection", "words": WORDS})
    other = signed_in(make.resident("Paul Petit", email="paul@example.org"))
    assert other.get("/moi/donnees/demandes/1").status_code == 404
    assert other.post("/moi/donnees/demandes/1/retirer").status_code == 404
    browser.post("/moi/donnees/demandes/1/retirer")
    assert "retirée" in browser.get("/moi/donnees/demandes/1").text


def test_the_night_forgets_each_thing_for_itself(toy, app, monkeypatch):
    def fail(_before):
        raise RuntimeError("the disk is full")

    monkeypatch.setitem(RETENTIONS, "drafts", replace(RETENTIONS["drafts"], forget=fail))
    with app.app_context():
        jobs.keep_no_longer()
    assert [now() - before > timedelta(days=1) for before in toy] == [True, False]


def test_what_is_kept_for_hours_is_looked_at_every_hour(toy, app):
    with app.app_context():
        jobs.keep_no_longer_than_hours()
    assert [now() - before >= timedelta(hours=2) for before in toy] == [True]


def test_anybody_reads_what_goes_by_itself_and_after_how_long(browser, toy):
    page = plain(browser.get("/confidentialite").text)
    assert "marbles" in page
    assert "2 heures" in page
    assert "Un brouillon auquel vous ne touchez plus" in page


@pytest.mark.parametrize("model", [Archive, DataRequest])
def test_each_status_moves_as_its_table_says(model):
    kinds = ArchiveStatus if model is Archive else RequestStatus
    allowed = {
        (ArchiveStatus.PREPARING, ArchiveStatus.READY),
        (ArchiveStatus.PREPARING, ArchiveStatus.GONE),
        (ArchiveStatus.READY, ArchiveStatus.GONE),
        (RequestStatus.WAITING, RequestStatus.ANSWERED),
        (RequestStatus.WAITING, RequestStatus.WITHDRAWN),
    }
    for before in kinds:
        for after in kinds:
            row = model(status=before)
            if (before, after) in allowed:
                row.become(after)
                continue
            with pytest.raises(IllegalMove):
                row.become(after)


def test_an_answer_without_words_shows_the_request_again_and_is_noted(
    browser, make, signed_in, karima
):
    admin = make.resident("Ada Admin", email="ada@example.org", is_administrator=True)
    browser.post("/moi/donnees/demander", data={"kind": "correction", "words": WORDS})
    answer = signed_in(admin).post("/administration/droits/1", data={"answer": ""})
    assert answer.status_code == 422
    assert WORDS in plain(answer.text)
    assert acts_about(make, karima) == [REQUEST_SEEN]
