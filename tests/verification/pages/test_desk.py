"""The desk that prints and posts letters."""

import pytest

from neighbourhood.notifications.models import Notification
from neighbourhood.partners.models import StaffRole
from tests.verification.reading import ids_on, text

STREET = "Rue des Tanneurs"

WRONG = "00000-00000"


def test_the_desk_prints_then_posts_and_the_resident_is_told(
    make, hall, newcomer, door, claim, reread, outbox
):
    claim(newcomer, door)
    elsewhere = make.resident("Loin Ailleurs", verified=False)
    claim(elsewhere, make.address(make.quartier("Le Port", make.municipality("Autreville"))))
    page = text(hall.get("/accueil/courriers"))
    assert "Une lettre attend" in page
    assert "Nora Petit" in page
    assert "Loin Ailleurs" not in page
    assert hall.get("/accueil/courriers.pdf").status_code == 404
    hall.post("/accueil/courriers/imprimer")
    for _again in range(2):
        pdf = hall.get("/accueil/courriers.pdf")
        assert pdf.data.count(b"/Type /Page\n") == 1
    hall.post("/accueil/courriers/postes", data={"letter": ids_on(hall)})
    assert "Aucune lettre en attente" in text(hall.get("/accueil/courriers"))
    assert hall.get("/accueil/courriers.pdf").status_code == 404
    told = [(one.kind, one.resident_id) for one in reread(Notification)]
    assert told == [("letter_posted", newcomer.id)]
    assert len(outbox()) == 1


def test_a_letter_is_not_posted_before_it_is_printed(hall, newcomer, door, claim, letters):
    claim(newcomer, door)
    hall.post("/accueil/courriers/postes", data={"letter": letters()[0].id})
    assert letters()[0].posted_at is None


def test_only_the_letters_seen_on_the_page_are_marked(make, hall, newcomer, door, claim, letters):
    claim(newcomer, door)
    hall.post("/accueil/courriers/imprimer")
    seen = ids_on(hall)
    claim(make.resident("Arrive Apres", verified=False), door)
    hall.post("/accueil/courriers/imprimer")
    hall.post("/accueil/courriers/postes", data={"letter": seen})
    assert [bool(letter.posted_at) for letter in letters()] == [True, False]


def test_letters_given_up_leave_the_desk(make, hall, newcomer, nora, door, claim):
    claim(newcomer, door)
    nora.post("/mon-adresse/annuler")
    assert "Aucune lettre en attente" in text(hall.get("/accueil/courriers"))


def test_the_clerk_of_another_town_neither_sees_nor_marks_our_letters(
    make, hall, claimed, clerk_for, signed_in, letters
):
    hall.post("/accueil/courriers/imprimer")
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    assert "Nora Petit" not in text(foreign.get("/accueil/courriers"))
    assert foreign.get("/accueil/courriers.pdf").status_code == 404
    foreign.post("/accueil/courriers/postes", data={"letter": letters()[0].id})
    assert letters()[0].posted_at is None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/accueil/courriers"),
        ("get", "/accueil/courriers.pdf"),
        ("post", "/accueil/courriers/imprimer"),
        ("post", "/accueil/courriers/postes"),
        ("post", "/accueil/courriers/signalements/1"),
    ],
)
def test_the_desk_is_not_there_for_others(make, signed_in, visitor, clerk_for, method, path):
    writer = clerk_for(make.municipality().id, role=StaffRole.PUBLISH)
    assert getattr(signed_in(writer), method)(path).status_code == 404
    assert getattr(signed_in(make.resident()), method)(path).status_code == 404
    assert "/connexion" in getattr(visitor, method)(path).location


def test_the_desk_reads_its_letters_in_few_statements(
    make, hall, door, claim, newcomer, statements
):
    claim(newcomer, door)
    hall.get("/accueil/courriers")
    statements.clear()
    hall.get("/accueil/courriers")
    few = len(statements)
    for _ in range(5):
        claim(make.resident("Encore Quelqu’un", verified=False), door)
    statements.clear()
    hall.get("/accueil/courriers")
    assert len(statements) == few
