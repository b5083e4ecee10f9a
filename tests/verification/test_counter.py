"""Someone stands at the desk: a code read aloud, or the number they say."""

import re
from datetime import timedelta

import pytest

from neighbourhood.foundation.errors import Missing
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from verification.actions import desk
from verification.models.claims import ClaimStatus
from verification.models.desk import DeskCode
from verification.proving.protocol import Outcome
from verification.queries import desk as desk_queries

WRONG = "00000000"


@pytest.fixture
def read_aloud(make):
    """Make a code at the desk; return its figures."""

    def read_aloud(clerk, address):
        with make.writing() as session:
            code = desk.read_aloud(
                Actor.of(session.get_one(Resident, clerk.id)), session.get_one(Address, address.id)
            )
            return desk_queries.desk_code_in(code)

    return read_aloud


@pytest.fixture
def waiting(claim, newcomer, door):
    return claim(newcomer, door, "desk")


def test_the_code_read_aloud_makes_a_neighbour_and_names_the_verifier(
    newcomer, door, waiting, clerk, read_aloud, enter, claims
):
    figures = read_aloud(clerk, door)
    assert re.fullmatch(r"\d{8}", figures)
    assert enter(newcomer, figures) is Outcome.CONFIRMED
    [claim] = claims()
    assert (claim.status, claim.method) == (ClaimStatus.CONFIRMED, "desk")
    assert (claim.verifier_id, bool(claim.decided_at)) == (clerk.id, True)


@pytest.mark.parametrize(("minutes", "outcome"), [(14, "confirmed"), (15, "wrong")])
def test_it_lives_a_quarter_of_an_hour(
    waiting, clerk, read_aloud, enter, move_clock, minutes, outcome
):
    figures = read_aloud(clerk, waiting.address)
    move_clock(minutes=minutes)
    assert enter(waiting.resident, figures) == outcome


def test_it_serves_once_and_at_one_address(make, door, clerk, read_aloud, claim, enter):
    figures = read_aloud(clerk, door)
    nora, paul, elsewhere = (make.resident("X Y", verified=False) for _ in range(3))
    claim(nora, door, "desk")
    claim(paul, door, "desk")
    claim(elsewhere, make.address(), "desk")
    assert enter(elsewhere, figures) is Outcome.WRONG
    assert enter(nora, figures) is Outcome.CONFIRMED
    assert enter(paul, figures) is Outcome.WRONG


def test_the_sixth_try_is_refused_even_with_the_right_code(
    newcomer, door, waiting, clerk, read_aloud, enter
):
    figures = read_aloud(clerk, door)
    assert [enter(newcomer, WRONG) for _ in range(5)] == [Outcome.WRONG] * 5
    assert enter(newcomer, figures) is Outcome.SPENT


def test_a_clerk_cannot_prove_their_own_address(make, door, clerk, read_aloud, claim, enter):
    made = claim(clerk, door, "desk")
    assert enter(clerk, read_aloud(clerk, door)) is Outcome.WRONG
    with pytest.raises(Missing), make.writing() as session:
        desk.confirm_in_person(
            Actor.of(session.get_one(Resident, clerk.id)), session.get_one(type(made), made.id)
        )


def test_a_clerk_makes_no_code_for_another_town(make, door, clerk_for, read_aloud):
    with pytest.raises(Missing):
        read_aloud(clerk_for(make.municipality("Autreville").id), door)


# Pages


@pytest.fixture
def hall(clerk, signed_in):
    return signed_in(clerk)


def test_the_resident_says_a_number_and_is_confirmed(
    hall, clerk, newcomer, waiting, home_of, claims
):
    assert "Quelqu’un est devant vous" in hall.get("/accueil/guichet").text
    answer = hall.post("/accueil/guichet/numero", data={"reference": waiting.reference.lower()})
    assert (answer.status_code, answer.location) == (303, "/accueil/guichet/personne")
    page = hall.get("/accueil/guichet/personne").text
    assert "Nora Petit" in page
    assert hall.post("/accueil/guichet/personne/confirmer").location == "/accueil/guichet"
    assert home_of(newcomer).is_verified
    assert claims()[0].verifier_id == clerk.id
    assert "Nora Petit" in hall.get("/accueil/guichet").text


def test_whoever_waits_for_a_letter_may_come_to_the_desk_instead(
    hall, newcomer, door, claim, claims, letters
):
    made = claim(newcomer, door)
    hall.post("/accueil/guichet/numero", data={"reference": made.reference})
    hall.post("/accueil/guichet/personne/confirmer")
    assert [(one.status, one.method) for one in claims()] == [(ClaimStatus.CONFIRMED, "desk")]
    assert letters()[0].ended_at


@pytest.mark.parametrize("typed", ["", "ABC", "ZZZZ-ZZZZ"])
def test_a_number_that_nobody_has_is_asked_again(hall, waiting, typed):
    answer = hall.post("/accueil/guichet/numero", data={"reference": typed})
    assert answer.status_code == 422
    assert hall.get("/accueil/guichet/personne").location == "/accueil/guichet"
    assert hall.post("/accueil/guichet/personne/confirmer").status_code == 404


def test_the_number_of_another_town_is_unknown_here(make, waiting, clerk_for, signed_in):
    foreign = signed_in(clerk_for(make.municipality("Autreville").id))
    answer = foreign.post("/accueil/guichet/numero", data={"reference": waiting.reference})
    assert answer.status_code == 422
    assert "Nora" not in answer.text


def test_a_code_is_made_on_the_page_and_shown_to_its_maker_alone(
    hall, door, newcomer, waiting, clerk_for, signed_in, make
):
    answer = hall.post("/accueil/guichet/code", data={"key": door.key})
    figures = re.search(r'id="code">([\d ]+)<', hall.get(answer.location).text)[1]
    colleague = signed_in(clerk_for(make.municipality().id))
    assert colleague.get(answer.location).status_code == 404
    client = signed_in(newcomer)
    assert client.post("/mon-adresse/code", data={"code": "12 34"}).status_code == 422
    assert client.post("/mon-adresse/code", data={"code": figures}).location == "/"


def test_the_figures_are_not_shown_once_they_are_too_old(hall, door, move_clock):
    path = hall.post("/accueil/guichet/code", data={"key": door.key}).location
    move_clock(minutes=15)
    assert hall.get(path).status_code == 404


def test_an_address_that_is_not_found_is_asked_again(hall):
    assert hall.post("/accueil/guichet/code", data={"typed": "400 rue X"}).status_code == 422


def test_nothing_stored_is_the_code(door, clerk, read_aloud, reread):
    figures = read_aloud(clerk, door)
    [kept] = reread(DeskCode)
    assert figures not in (kept.nonce, kept.code_hash)
    assert kept.expires_at - kept.created_at == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "guichet"),
        ("post", "guichet/numero"),
        ("get", "guichet/personne"),
        ("post", "guichet/personne/confirmer"),
        ("post", "guichet/code"),
        ("get", "guichet/codes/1"),
        ("get", "documents"),
        ("get", "documents/1"),
        ("get", "documents/1/fichier"),
        ("post", "documents/1/accepter"),
        ("post", "documents/1/refuser"),
        ("get", "garants"),
        ("post", "garants/1"),
    ],
)
def test_the_desk_is_not_there_for_others(make, signed_in, visitor, method, path):
    assert getattr(signed_in(make.resident()), method)(f"/accueil/{path}").status_code == 404
    assert "/connexion" in getattr(visitor, method)(f"/accueil/{path}").location
