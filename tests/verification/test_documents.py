"""A document is read by staff and thrown away at the decision."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from neighbourhood.foundation.outside.scanning import EICAR
from neighbourhood.foundation.outside.storage import NothingStored, storage
from neighbourhood.foundation.storing.clock import now
from neighbourhood.notifications.models import Notification
from tests.support.carried import carried, press
from tests.support.noted import acts_about
from verification import jobs
from verification.kinds import DOCUMENT_SEEN
from verification.models.claims import AddressClaim, ClaimStatus, Refusal
from verification.models.desk import Document

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def photo():
    out, where = BytesIO(), Image.Exif()
    where[0x010F] = "Telephone of Nora"
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", exif=where)
    return out.getvalue()


def day(days=0):
    return (now() - timedelta(days=days)).date().isoformat()


def send(client, data=PDF, name="facture.pdf", dated_on=None):
    fields = {"document": (BytesIO(data), name), "dated_on": dated_on or day(30)}
    return client.post("/mon-adresse/document", data=fields)


@pytest.fixture
def nora(newcomer, door, claim, signed_in):
    claim(newcomer, door, "document")
    return signed_in(newcomer)


@pytest.fixture
def stored(app):
    """Read what is stored under a key, None when it is gone."""

    def stored(key):
        with app.app_context():
            try:
                return storage().get(key)
            except NothingStored:
                return None

    return stored


@pytest.fixture
def sent(nora, reread):
    send(nora)
    [document] = reread(Document)
    return document


def test_a_document_with_a_virus_is_refused_and_kept_nowhere(nora, reread):
    answer = send(nora, PDF[:-6] + EICAR + PDF[-6:])
    assert answer.status_code == 422
    assert "quelque chose de dangereux" in answer.text
    assert reread(Document) == []


def test_a_pdf_is_kept_until_the_decision_and_shown_to_the_desk(nora, hall, reread, stored):
    assert "Il reste à envoyer" in nora.get("/mon-adresse").text
    assert send(nora).location == "/mon-adresse"
    assert "va lire votre document" in nora.get("/mon-adresse").text
    [document] = reread(Document)
    assert stored(document.storage_key) == PDF
    assert "Nora Petit" in hall.get("/accueil/documents").text
    page = hall.get(f"/accueil/documents/{document.id}").text
    assert "rue des Tanneurs" in page
    answer = hall.get(f"/accueil/documents/{document.id}/fichier")
    assert (answer.data, answer.mimetype) == (PDF, "application/pdf")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_photo_is_re_encoded_without_its_metadata(nora, reread, stored):
    send(nora, photo(), "IMG_1.JPG")
    [document] = reread(Document)
    assert document.content_type == "image/webp"
    assert b"Telephone" not in stored(document.storage_key)


def test_accepting_deletes_the_document_and_keeps_how_when_and_by_whom(
    hall, clerk, sent, newcomer, reread, stored, home_of
):
    answer = press(hall, f"/accueil/documents/{sent.id}/accepter")
    assert answer.location == "/accueil/documents"
    assert home_of(newcomer).is_verified
    assert stored(sent.storage_key) is None
    assert reread(Document) == []
    [claim] = reread(AddressClaim)
    assert (claim.method, claim.verifier_id) == ("document", clerk.id)
    assert claim.decided_at


def test_refusing_deletes_it_too_and_says_why(hall, nora, sent, reread, stored):
    answer = press(hall, f"/accueil/documents/{sent.id}/refuser", data={"refusal": "too old"})
    assert answer.status_code == 303
    assert stored(sent.storage_key) is None
    assert reread(Document) == []
    [claim] = reread(AddressClaim)
    assert (claim.status, claim.refusal) == (ClaimStatus.REFUSED, Refusal.TOO_OLD)
    assert "Il a plus de 12 mois" in nora.get("/mon-adresse").text
    assert [one.kind for one in reread(Notification)] == ["proof_document_refused"]


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_refusal_needs_a_reason(hall, sent, reread, reason):
    path = f"/accueil/documents/{sent.id}/refuser"
    assert press(hall, path, data={"refusal": reason}).status_code == 422
    assert len(reread(Document)) == 1


def test_a_decision_is_taken_once(hall, sent):
    press(hall, f"/accueil/documents/{sent.id}/accepter")
    assert press(hall, f"/accueil/documents/{sent.id}/accepter").status_code == 404
    assert hall.get(f"/accueil/documents/{sent.id}/fichier").status_code == 404


def test_another_document_replaces_the_first(nora, sent, reread, stored):
    send(nora, photo(), "bail.jpg")
    assert stored(sent.storage_key) is None
    [document] = reread(Document)
    assert document.content_type == "image/webp"


def test_giving_up_throws_the_document_away(nora, sent, reread, stored):
    nora.post("/mon-adresse/annuler")
    assert stored(sent.storage_key) is None
    assert reread(Document) == []


@pytest.mark.parametrize(("days", "kept"), [(29, True), (31, False)])
def test_a_document_nobody_reads_is_thrown_away_after_30_days(
    app, sent, move_clock, reread, stored, days, kept
):
    move_clock(days=days)
    with app.app_context():
        jobs.close_old_claims()
    assert (stored(sent.storage_key) is not None) == kept
    assert len(reread(Document)) == kept
    [claim] = reread(AddressClaim)
    assert claim.status == ("awaiting" if kept else "expired")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "vide.pdf"),
        (b"%PDF-1.7 cut short", "coupe.pdf"),
        (b"<html><script>alert(1)</script>", "facture.pdf"),
        (b"\xff\xd8\xff\xe0 not a photo", "photo.jpg"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(nora, reread, data, name):
    answer = send(nora, data, name)
    assert answer.status_code == 422
    assert "arrivons pas à ouvrir" in answer.text
    assert day(30) in answer.text
    assert reread(Document) == []


@pytest.mark.parametrize(
    ("dated_on", "said"),
    [
        (day(400), "plus de 12 mois"),
        (day(-3), "pas encore passée"),
        ("nonsense", "dated_on-error"),
    ],
)
def test_a_document_is_at_most_twelve_months_old(nora, reread, dated_on, said):
    answer = send(nora, dated_on=dated_on)
    assert answer.status_code == 422
    assert said in answer.text
    assert reread(Document) == []


def test_nothing_chosen_is_asked_again(nora):
    assert nora.post("/mon-adresse/document", data={"dated_on": day()}).status_code == 422


def test_documents_of_another_town_are_missing(make, sent, clerk_for, signed_in, reread):
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    assert "Nora" not in foreign.get("/accueil/documents").text
    path = f"/accueil/documents/{sent.id}"
    assert foreign.get(path).status_code == 404
    assert foreign.get(f"{path}/fichier").status_code == 404
    assert foreign.post(f"{path}/accepter").status_code == 404
    assert foreign.post(f"{path}/refuser", data={"refusal": "too old"}).status_code == 404
    assert len(reread(Document)) == 1


def test_a_clerk_does_not_read_their_own_document(hall, clerk, claim, door, reread):
    claim(clerk, door, "document")
    send(hall)
    [document] = reread(Document)
    assert hall.get(f"/accueil/documents/{document.id}").status_code == 404
    assert press(hall, f"/accueil/documents/{document.id}/accepter").status_code == 404


def test_without_a_claim_by_document_there_is_nothing_to_send(newcomer, door, claim, signed_in):
    client = signed_in(newcomer)
    assert client.get("/mon-adresse/document").location == "/mon-adresse"
    claim(newcomer, door)
    assert client.get("/mon-adresse/document").location == "/mon-adresse"


def test_the_page_and_the_form_that_comes_back_are_noted(sent, hall, newcomer, make):
    here = f"/accueil/documents/{sent.id}"
    page = hall.get(here)
    assert page.status_code == 200
    read = carried(page, f"{here}/refuser")
    assert hall.post(f"{here}/refuser", data=read).status_code == 422
    for button in ("accepter", "refuser"):
        said = {"read": "00", "refusal": Refusal.UNREADABLE.value}
        assert hall.post(f"{here}/{button}", data=said).status_code == 409
    assert acts_about(make, newcomer) == [DOCUMENT_SEEN] * 4
