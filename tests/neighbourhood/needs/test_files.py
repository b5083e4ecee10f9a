"""A file of needs, from its page to needs that neighbours may read."""

import re

import pytest
from sqlalchemy import select

from neighbourhood.foundation.outside import jobs
from neighbourhood.foundation.personal import RETENTIONS
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db
from neighbourhood.needs.batches import NeedFile, NeedReference
from neighbourhood.needs.models import NeedKind, NeedStatus, Urgency
from tests.support.carried import press
from tests.support.needs_files import TITLES, WHOLE, Desk, as_file, everything, line
from tests.support.news import plain


def test_a_file_is_checked_confirmed_read_by_a_colleague_and_published(files):
    page = files.send(as_file([*map(line, WHOLE), line("A-4", amount="beaucoup")]))
    said = plain(files.author.get(page).text)
    assert "3 besoins à créer (450 €)" in said
    assert "1 ligne à corriger" in said
    assert "Ligne 5" in said
    assert files.needs() == []
    press(files.author, f"{page}/confirmer")
    assert files.statuses() == ["submitted"] * 3
    waiting = plain(files.reader.get(page).text)
    assert "Se chauffer" in waiting
    assert "de 100 € à 250 €" in waiting
    assert "sous 30 jours" in waiting
    press(files.reader, f"{page}/approuver")
    assert {need.status for need in files.needs()} == {NeedStatus.APPROVED}
    assert files.file().is_done
    first = files.needs()[0]
    assert (first.kind, first.target_cents, first.urgency) == (
        NeedKind.HEATING,
        150_00,
        Urgency.MONTH,
    )
    assert first.approved_by_id == files.office.reader.id
    assert "3 approuvés" in plain(files.author.get(page).text)


def test_the_numbers_of_needs_say_nothing_of_the_order_of_the_file(office, signed_in):
    """A file is sorted by name, or by the day somebody came: whoever knew the order would know."""
    desk = Desk(office, signed_in)
    desk.take([line(f"2026-{number:04}", amount=str(20 + number)) for number in range(40)])
    numbered = [need.target_cents for need in desk.needs()]
    assert numbered != sorted(numbered), "as they stand in the file"
    with office.app.app_context():
        marks = db.session.scalars(select(NeedReference.mark).order_by(NeedReference.need_id)).all()
    assert marks == sorted(marks), "in the order of keyed marks, which nobody else can make"


def test_the_check_keeps_nothing_of_what_a_file_says(files):
    page = files.send(as_file([line("DOSSIER-77-XQ"), line("DOSSIER-78-XQ", amount="12500")]))
    held = everything(files.app)
    assert files.needs() == []
    assert files.count(NeedReference) == 0
    assert "XQ" not in held
    press(files.author, f"{page}/confirmer")
    assert "XQ" not in everything(files.app)
    assert files.count(NeedReference) == 1
    with files.app.app_context():
        assert not db.session.scalar(select(NeedFile.waiting))


def test_while_it_waits_to_be_checked_a_file_is_sealed(files, monkeypatch):
    monkeypatch.setattr(jobs, "enqueue", lambda *_given: None)
    page = files.send(as_file([line("DOSSIER-77-XQ")]))
    with files.app.app_context():
        stored = db.session.scalar(select(NeedFile.__table__.c.waiting.cast(db.Text)))
        raw = db.session.connection().exec_driver_sql("SELECT waiting FROM need_file").scalar()
        assert "DOSSIER" in stored or "DOSSIER" not in raw
        assert raw.startswith("sealed:")
    assert "Nous vérifions chaque ligne : 0 sur 1" in plain(files.author.get(page).text)


@pytest.mark.parametrize(
    ("titles", "named"),
    [
        ((*TITLES, "Nom"), "« Nom »"),
        ((*TITLES, "Date de naissance"), "« Date de naissance »"),
        ((*TITLES, "téléphone"), "« téléphone »"),
        ((*TITLES, "Commentaire"), "« Commentaire »"),
    ],
)
def test_a_file_with_more_columns_is_refused_whole_and_nothing_of_it_kept(files, titles, named):
    before = everything(files.app)
    answer = files.send(as_file([(*line("A-1"), "Martin Dubreuil")], titles))
    assert answer.status_code == 422
    assert f"Enlevez d’abord de ce fichier : {named}" in plain(answer.text)
    assert "Dubreuil" not in answer.text
    assert files.count(NeedFile) == 0
    assert "Dubreuil" not in everything(files.app)
    assert len(everything(files.app)) == len(before)


def test_a_file_without_the_columns_is_refused_whole(files):
    answer = files.send(as_file([("A-1", "Se chauffer")], ("Référence", "Sorte")))
    assert answer.status_code == 422
    assert "Il manque ces colonnes : « Quartier », « Montant »" in plain(answer.text)
    assert files.count(NeedFile) == 0


def test_the_template_is_a_file_that_can_be_sent_once_it_is_filled(files):
    template = files.author.get(f"{files.home}/importer/modele.csv")
    assert template.headers["Content-Disposition"].startswith("attachment")
    filled = template.data + b"A-1;heating;les tanneurs;150;\r\n"
    assert "1 besoin à créer" in plain(files.author.get(files.send(filled)).text)


def test_a_reference_of_one_partner_says_nothing_to_another(files, open_office, signed_in):
    files.take([line("A-1")])
    other = Desk(open_office("Une autre association"), signed_in)
    other.take([line("A-1")])
    assert len(files.needs()) == 2
    with files.app.app_context():
        marks = db.session.scalars(select(NeedReference.mark)).all()
        assert len(set(marks)) == 2


def test_a_file_that_nobody_confirms_is_forgotten_after_a_day(files, move_clock):
    files.send(as_file([line("A-1")]))
    move_clock(hours=24)
    kept = RETENTIONS["need-files"]
    with files.app.app_context():
        kept.forget(now() - kept.keep_for)
        assert not db.session.scalar(select(NeedFile.waiting))
    assert files.file().is_dropped


def test_the_lines_to_correct_are_downloaded_without_what_they_said(files):
    lines = [line(f"A-{place}", amount="secret") for place in range(130)]
    page = files.send(as_file(lines))
    assert "et 30 autres" in plain(files.author.get(page).text)
    table = files.author.get(f"{page}/a-corriger.csv").data.decode("utf-8-sig")
    assert len(table.splitlines()) == 131
    assert "secret" not in table
    assert re.search(r"^131;", table, re.MULTILINE)
