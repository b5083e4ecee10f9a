"""Letters that came to the wrong people."""

from neighbourhood.foundation.storing import codes
from neighbourhood.notifications.models import Notification
from tests.support.carried import press
from tests.verification.reading import text
from verification.models.claims import ClaimStatus

STREET = "Rue des Tanneurs"

WRONG = "00000-00000"


def test_people_who_know_nothing_of_a_letter_are_heard(visitor, newcomer, door, claim, claims):
    reference = claim(newcomer, door).reference
    answer = visitor.post("/pas-moi", data={"reference": codes.spell(reference).lower()})
    assert (answer.status_code, answer.location) == (303, "/pas-moi/merci")
    assert [bool(one.disputed_at) for one in claims()] == [True]


def test_the_answer_is_the_same_for_a_reference_that_does_not_exist(visitor, newcomer, door, claim):
    known = visitor.post("/pas-moi", data={"reference": claim(newcomer, door).reference})
    unknown = visitor.post("/pas-moi", data={"reference": "ZZZZ-ZZZZ"})
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert "Nora" not in text(visitor.get("/pas-moi/merci"))


def test_what_cannot_be_a_reference_is_asked_again(visitor):
    answer = visitor.post("/pas-moi", data={"reference": "ABC"})
    assert answer.status_code == 422
    assert 'value="ABC"' in text(answer)


def test_a_founded_dispute_cancels_the_claim(hall, nora, newcomer, disputed, claims, reread):
    assert "Nora Petit" in text(hall.get("/accueil/courriers"))
    assert "La mairie vérifie" in text(nora.get("/mon-adresse"))
    press(hall, f"/accueil/courriers/signalements/{disputed.id}", data={"founded": "yes"})
    assert [one.status for one in claims()] == [ClaimStatus.CANCELLED]
    assert [one.kind for one in reread(Notification)] == ["address_claim_cancelled"]
    again = f"/accueil/courriers/signalements/{disputed.id}"
    assert press(hall, again, data={"founded": "yes"}).status_code == 409


def test_an_unfounded_dispute_lets_the_code_work_again(hall, nora, newcomer, disputed, code_of):
    code = code_of(newcomer)
    assert "La mairie vérifie" in text(nora.post("/mon-adresse/code", data={"code": code}))
    press(hall, f"/accueil/courriers/signalements/{disputed.id}", data={"founded": "no"})
    assert nora.post("/mon-adresse/code", data={"code": code}).location == "/"


def test_a_proved_address_that_is_disputed_is_not_cancelled_like_a_claim(
    hall, visitor, newcomer, claimed, enter, code_of, claims
):
    enter(newcomer, code_of(newcomer))
    visitor.post("/pas-moi", data={"reference": claimed.reference})
    assert "Nora Petit" not in text(hall.get("/accueil/courriers"))
    path = f"/accueil/courriers/signalements/{claimed.id}"
    assert press(hall, path, data={"founded": "yes"}).status_code == 409
    assert [one.status for one in claims()] == [ClaimStatus.CONFIRMED]


def test_disputes_of_another_town_and_those_that_do_not_exist_are_missing(
    make, disputed, hall, signed_in, clerk_for
):
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    path = "/accueil/courriers/signalements/"
    assert foreign.post(f"{path}{disputed.id}", data={"founded": "yes"}).status_code == 404
    assert hall.post(f"{path}999999", data={"founded": "yes"}).status_code == 404
