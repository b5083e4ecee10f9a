"""Notes at the top of a group, its files and photos: read by who is in it, by nobody else."""

import zlib
from io import BytesIO

import pytest

from neighbourhood.foundation.errors import DomainError, Missing
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.groups import intake
from neighbourhood.groups.actions import entering, papers, sharing
from neighbourhood.groups.jobs import shared as shared_jobs
from neighbourhood.groups.models.papers import GroupFile, Paper, PinnedNote
from neighbourhood.groups.policies.shared import EnoughNotes, NoRoomForFiles
from neighbourhood.groups.queries import shared
from tests.support.photos import taken_somewhere

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PACKED = (
    b"2 0 obj<</Type/ObjStm/N 1/Filter/FlateDecode>>stream\n"
    + zlib.compress(b"<</S/Launch>>")
    + b"\nendstream "
)
# Packed objects that other readers open: cut off, otherwise packed, under another name, after a
# bare return.
ODD = (
    PACKED.replace(b"\nendstream", b""),
    PACKED[:-16] + b"\nendstream ",
    PACKED.replace(b"/Filter/FlateDecode", b"/Filter/ASCIIHexDecode"),
    PACKED.replace(b"/Filter/FlateDecode", b"/Filter[/ASCII85Decode/FlateDecode]"),
    PACKED.replace(b"/Filter/FlateDecode", b"/Filter 9 0 R"),
    PACKED.replace(b"/Filter/FlateDecode", b"/Filter/FlateDecode/DecodeParms<</Predictor 12>>"),
    PACKED.replace(b"/ObjStm", b"/Obj#53tm").replace(b"stream\n", b"stream\r", 1),
    PACKED.replace(b">>stream", b">>%\nstream"),
)
ACTS = (b"/SubmitForm", b"/ImportData", b"/GoToR", b"/GoToE", b"/AF", b"/EF", b"/EmbeddedFile")
ACTS += (b"/Encrypt", b"/RichMedia", b"/Launch")
INNOCENT = (
    b"2 0 obj<</Type/ObjStm/N 1/Filter/FlateDecode>>stream\r\n"
    + zlib.compress(b"<</Type/Font>>")
    + b"\nendstream "
)
ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
HOURS = {"title": "Les horaires", "body": "Le jardin ouvre à 9 h."}


def test_editors_pin_five_notes_and_say_them_otherwise(yard, group, karima):
    with pytest.raises(DomainError):
        yard.act(papers.pin, yard.marcel, group, **HOURS)
    for _note in range(5):
        note = yard.act(papers.pin, yard.karima, group, **HOURS)
    with pytest.raises(EnoughNotes):
        yard.act(papers.pin, yard.karima, group, **HOURS)
    said = {**HOURS, "body": "Le jardin ouvre à 10 h."}
    page = karima.post(f"{note.path}/modifier", data=said, follow_redirects=True).text
    assert "Le jardin ouvre à 10 h." in page
    assert "modifié" in page


def test_a_note_taken_away_is_put_back_only_where_there_is_room(yard, group):
    first = yard.act(papers.pin, yard.karima, group, **HOURS)
    yard.act(sharing.remove, yard.karima, first)
    for _note in range(5):
        yard.act(papers.pin, yard.karima, group, **HOURS)
    with pytest.raises(EnoughNotes):
        yard.act(papers.put_back_note, yard.karima, first)


@pytest.mark.parametrize(
    ("data", "paper"),
    [
        (PDF, Paper.PDF),
        (PDF.replace(b"trailer", INNOCENT + b"trailer"), Paper.PDF),
        (b"Bonjour \xc3\xa0 tous", Paper.TEXT),
        (ICS, Paper.CALENDAR),
        (taken_somewhere(320, 240), Paper.PHOTO),
    ],
)
def test_a_file_is_told_by_what_is_in_it(app, data, paper):
    with app.app_context():
        assert intake.to_keep(data).paper is paper


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script>",
        b"  <svg xmlns='http://www.w3.org/2000/svg'/>",
        b"PK\x03\x04 word/document.xml",
        b"MZ\x90\x00\x03",
        b"\x7fELF",
        b"{\\rtf1 bonjour}",
        b"",
        PDF.replace(b"%%EOF", b""),
        PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript/JS(x)>>/Type"),
        PDF.replace(b"/Type", b"/J#61vaScript 3 0 R/Type"),
        PDF.replace(b"trailer", PACKED + b"trailer"),
        b"BEGIN:VCALENDAR\r\n",
        *(PDF.replace(b"trailer", thing + b"trailer") for thing in ODD),
        *(PDF.replace(b"/Type", name + b"<</F 1>>/Type") for name in ACTS),
    ],
)
def test_what_is_none_of_the_four_or_acts_by_itself_is_refused(app, data):
    with app.app_context(), pytest.raises(intake.FileRefused):
        intake.to_keep(data)


@pytest.fixture
def send(group, marcel):
    def sent(data: bytes, name="plan.pdf", **more):
        typed = {"title": "Le plan", "file": (BytesIO(data), name), **more}
        return marcel.post(f"{group.path}/fichiers/nouveau", data=typed)

    return sent


@pytest.fixture
def plan(yard, send) -> GroupFile:
    send(PDF)
    with yard.make.writing() as session:
        return session.query(GroupFile).one()


def test_a_file_is_only_downloaded_and_never_drawn_by_the_browser(plan, marcel):
    answer = marcel.get(f"{plan.path}/contenu")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Le plan.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_photo_loses_where_it_was_taken_and_says_what_it_shows(yard, send, marcel):
    taken = taken_somewhere(640, 480, comment=b"taken at home")
    page = marcel.get(send(taken, "p.jpg", alt="Deux bancs").location).text
    assert 'alt="Deux bancs"' in page
    with yard.make.writing() as session:
        photo = session.query(GroupFile).one()
    shown = marcel.get(f"{photo.path}/contenu")
    assert shown.content_type == "image/webp"
    assert b"taken at home" not in shown.data


def test_who_left_is_not_there_or_is_kept_apart_reads_no_file(yard, group, plan, signed_in):
    yard.block(yard.ines, yard.marcel)
    yard.act(entering.leave, yard.karima, group)
    for who in (yard.karima, yard.ines, yard.paul):
        client = signed_in(who)
        assert client.get(plan.path).status_code == 404
        assert client.get(f"{plan.path}/contenu").status_code == 404


def test_what_is_refused_is_said_at_the_field_and_leaves_nothing(yard, send):
    answer = send(b"PK\x03\x04 word/document.xml", "compte-rendu.docx")
    assert answer.status_code == 422
    assert "enregistrez-le en PDF" in answer.text
    with yard.make.writing() as session:
        assert session.query(GroupFile).count() == 0


def test_the_files_of_a_group_weigh_no_more_than_it_may_keep(yard, group, plan, monkeypatch):
    monkeypatch.setattr(papers, "MOST_BYTES", 2 * len(PDF) - 1)
    kept = {"paper": Paper.PDF, "key": "groups/1.pdf", "weight": len(PDF), "title": "Un autre"}
    with pytest.raises(NoRoomForFiles):
        yard.act(papers.add_file, yard.marcel, group, **kept)


def test_a_file_taken_away_leaves_storage_after_ten_minutes(yard, plan, marcel, move_clock):
    page = marcel.post(f"{plan.path}/retirer", data={}, follow_redirects=True).text
    assert "Remettre le fichier" in page
    with yard.make._app.app_context():
        shared_jobs.look_at_shared()
        assert storage().get(plan.key) == PDF
        move_clock(minutes=11)
        shared_jobs.look_at_shared()
        with pytest.raises(NothingStored):
            storage().get(plan.key)
    assert marcel.get(plan.path).status_code == 404


def test_a_note_is_hidden_by_moderation_from_all_but_who_wrote_it(yard, group):
    note = yard.act(papers.pin, yard.karima, group, **HOURS)
    yard.change(note, hidden_at=note.created_at)
    with yard.make.writing():
        assert shared.get(PinnedNote, yard.karima, note.id).id == note.id
        with pytest.raises(DomainError):
            shared.get(PinnedNote, yard.marcel, note.id)
        assert shared.of_group(PinnedNote, yard.marcel, group) == []
        with pytest.raises(Missing):
            shared.get(PinnedNote, yard.paul, note.id)
