"""Staff press on a page of something that has come to its end meanwhile: they read why."""

import html
from io import BytesIO

import pytest
from sqlalchemy import update

from neighbourhood.foundation.storing.clock import now
from neighbourhood.mandates.actions import identities
from neighbourhood.mandates.models import IdentityCheck
from neighbourhood.residents.actions import accounts
from tests.support.carried import carried, press
from verification.actions import claims as claims_actions
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.desk import Document

PERSON, NUMBER = "/accueil/guichet/personne", "/accueil/guichet/numero"
CONFIRM = f"{PERSON}/confirmer"
STOPPED = "Cette demande a été arrêtée ou remplacée entre-temps : rien n’est fait"
DECIDED = "Cette demande a déjà reçu une réponse entre-temps"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def plain(answer):
    return html.unescape(answer.text).replace("\xa0", " ")


@pytest.fixture
def waiting(claim, newcomer, door):
    return claim(newcomer, door, "desk")


@pytest.fixture
def read(hall, waiting):
    """What the button of the page about the person carries."""
    hall.post(NUMBER, data={"reference": waiting.reference})
    return carried(hall.get(PERSON), CONFIRM)


@pytest.fixture
def rename(make, newcomer):
    def rename(full_name):
        make.act(accounts.describe_oneself, newcomer, full_name=full_name, about="")

    return rename


@pytest.fixture
def sent(claim, newcomer, door, signed_in, reread):
    """Send a document; return it and the browser of who sent it."""
    claim(newcomer, door, "document")
    nora = signed_in(newcomer)
    send(nora)
    return nora, reread(Document)[-1]


def send(client):
    fields = {"document": (BytesIO(PDF), "bail.pdf"), "dated_on": now().date().isoformat()}
    client.post("/mon-adresse/document", data=fields)


def test_the_person_took_another_name(hall, read, rename, claims):
    rename("Sonia Delmas")
    answer = hall.post(CONFIRM, data=read)
    assert (answer.status_code, STOPPED in plain(answer)) == (409, True)
    assert "« Mon adresse »" in plain(answer)
    assert claims()[-1].status is ClaimStatus.CANCELLED


def test_whoever_opens_the_page_again_or_types_the_number_reads_it_too(hall, read, rename, waiting):
    rename("Sonia Delmas")
    assert STOPPED in plain(hall.get(PERSON, follow_redirects=True))
    answer = hall.post(NUMBER, data={"reference": waiting.reference})
    assert (answer.status_code, STOPPED in plain(answer)) == (422, True)


def test_a_colleague_was_faster(hall, read, waiting, clerk_for, signed_in, make):
    with make.writing() as session:
        town = session.get_one(AddressClaim, waiting.id).address.quartier.municipality_id
    colleague = signed_in(clerk_for(town))
    colleague.post(NUMBER, data={"reference": waiting.reference})
    assert colleague.post(CONFIRM).status_code == 303
    answer = hall.post(CONFIRM, data=read)
    assert (answer.status_code, DECIDED in plain(answer)) == (409, True)


def test_the_name_that_is_confirmed_is_the_one_that_was_read(hall, read, rename, claims):
    rename("Nora Pétit")
    answer = hall.post(CONFIRM, data=read)
    assert answer.status_code == 409
    assert "Ce que vous aviez lu" in plain(answer)
    assert "Nora Pétit" in plain(answer)
    assert claims()[-1].status is ClaimStatus.AWAITING
    assert hall.post(CONFIRM, data=carried(answer)).status_code == 303
    assert claims()[-1].status is ClaimStatus.CONFIRMED


def test_the_person_that_is_confirmed_is_the_one_that_was_read(hall, read, claim, make, claims):
    other = claim(make.resident("Paul Roy", verified=False), make.address(), "desk")
    with make.writing() as session:
        mine = session.get_one(AddressClaim, claims()[0].id)
        session.execute(
            update(AddressClaim)
            .where(AddressClaim.id == other.id)
            .values(address_id=mine.address_id)
        )
    hall.post(NUMBER, data={"reference": other.reference})
    assert hall.post(CONFIRM, data=read).status_code == 409
    assert {one.status for one in claims()} == {ClaimStatus.AWAITING}


def test_a_number_of_another_town_is_missing(read, clerk_for, signed_in, make, rename):
    rename("Sonia Delmas")
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    assert foreign.post(CONFIRM, data=read).status_code == 404


@pytest.mark.parametrize("button", ["accepter", "refuser"])
def test_the_document_was_given_up(hall, sent, rename, button):
    _nora, document = sent
    path = f"/accueil/documents/{document.id}"
    hall.get(path)
    rename("Sonia Delmas")
    answer = press(hall, f"{path}/{button}", data={"refusal": "too old"})
    assert (answer.status_code, STOPPED in plain(answer)) == (409, True)
    assert hall.get(path).status_code == 409


def test_a_line_of_the_list_that_leads_to_no_document_any_more(hall, sent, rename):
    _nora, document = sent
    line = f"/accueil/documents/{document.id}?claim={document.claim_id}"
    assert line in plain(hall.get("/accueil/documents"))
    rename("Sonia Delmas")
    answer = hall.get(line)
    assert (answer.status_code, STOPPED in plain(answer)) == (409, True)


def test_the_document_was_decided_upon(hall, sent):
    _nora, document = sent
    path = f"/accueil/documents/{document.id}"
    hall.get(path)
    press(hall, f"{path}/accepter")
    answer = press(hall, f"{path}/refuser", data={"refusal": "too old"})
    assert (answer.status_code, DECIDED in plain(answer)) == (409, True)


def test_another_document_came(hall, sent, claims):
    nora, document = sent
    path = f"/accueil/documents/{document.id}"
    read = carried(hall.get(path), f"{path}/accepter")
    send(nora)
    # Where the number of the row comes again, both versions are shown; elsewhere, what happened.
    assert hall.post(f"{path}/accepter", data=read).status_code == 409
    assert claims()[-1].status is ClaimStatus.AWAITING


def test_a_document_that_never_waited_in_the_town_is_missing(
    hall, sent, rename, clerk_for, signed_in, make
):
    _nora, document = sent
    rename("Sonia Delmas")
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    asked = f"?claim={document.claim_id}"
    assert foreign.get(f"/accueil/documents/{document.id}{asked}").status_code == 404
    assert hall.get("/accueil/documents/4000").status_code == 404
    assert press(hall, "/accueil/documents/4000/accepter").status_code == 404


def test_what_people_at_the_address_said_was_settled(hall, waiting, make):
    path = f"/accueil/courriers/signalements/{waiting.id}"
    with make.writing():
        claims_actions.dispute(waiting.reference)
    hall.get(f"{path}?founded=no")
    assert press(hall, path, data={"founded": "no"}).status_code == 303
    answer = press(hall, path, data={"founded": "yes"})
    assert (answer.status_code, "a été clos entre-temps" in plain(answer)) == (409, True)
    assert hall.post("/accueil/courriers/signalements/4000").status_code == 404


def test_the_identity_that_is_noted_is_of_the_name_that_was_read(
    hall, newcomer, rename, make, reread
):
    check = make.act(identities.ask_to_be_seen, newcomer)
    path = hall.post("/accueil/mandats/reference", data={"reference": check.reference}).location
    read = carried(hall.get(path))
    rename("Nora Pétit")
    answer = press(hall, path, data={**read, "seen": "y"})
    assert (answer.status_code, "Ce que vous aviez lu" in plain(answer)) == (409, True)
    assert reread(IdentityCheck)[0].seen_at is None
    assert press(hall, path, data={**carried(answer), "seen": "y"}).status_code == 303
    assert reread(IdentityCheck)[0].name == "Nora Pétit"


def test_the_letter_that_came_back_serves_no_more(
    hall, claimed, letters, rename, clerk_for, signed_in, make
):
    hall.post("/accueil/courriers/imprimer")
    hall.post("/accueil/courriers/postes", data={"letter": letters()[0].id})
    page = f"/accueil/courriers/revenues?letter={letters()[0].id}"
    assert hall.get(page).status_code == 200
    rename("Sonia Delmas")
    answer = hall.get(page)
    assert (answer.status_code, "ce papier ne sert plus" in plain(answer)) == (409, True)
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    assert foreign.get(page).status_code == 404
    assert hall.get("/accueil/courriers/revenues?letter=4000").status_code == 404
