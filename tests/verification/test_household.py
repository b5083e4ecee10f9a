"""Codes that the town drops in every mailbox of a quartier."""

import pytest

from neighbourhood.foundation.storing.database import db
from neighbourhood.places.models import Quartier
from neighbourhood.residents.acting import Actor
from verification.actions import claims, household
from verification.letters import words
from verification.models.claims import WrongTry
from verification.models.letters import HouseholdCode
from verification.proving.protocol import Outcome

WRONG = "0000000000"


@pytest.fixture
def print_codes(make, door):
    """Print the codes of the quartier of the door; return the one for each address."""

    def print_codes():
        with make.writing() as session:
            printed = household.print_codes(session.get_one(Quartier, door.quartier_id))
            return {one.kept.address_id: one.code for one in printed}

    return print_codes


@pytest.fixture
def arrive(make, claim, door):
    """Let people claim the door, each with an account of their own."""

    def arrive(count=1, at=door):
        people = [make.resident("Nora Petit", verified=False) for _ in range(count)]
        for person in people:
            claim(person, at, "household")
        return people

    return arrive


def test_the_code_of_the_household_makes_a_neighbour(door, arrive, enter, print_codes, home_of):
    code = print_codes()[door.id]
    [nora] = arrive()
    assert enter(nora, code) is Outcome.CONFIRMED
    assert home_of(nora).address_id == door.id


def test_six_accounts_then_the_code_is_over(door, arrive, enter, print_codes):
    code = print_codes()[door.id]
    outcomes = [enter(person, code) for person in arrive(7)]
    assert outcomes == [Outcome.CONFIRMED] * 6 + [Outcome.OVER]


def test_the_code_is_worth_nothing_at_another_address(make, door, arrive, enter, print_codes):
    with make.writing() as session:
        quartier = session.get_one(Quartier, door.quartier_id)
    other = make.address(quartier)
    codes = print_codes()
    [nora] = arrive(at=other)
    assert enter(nora, codes[door.id]) is Outcome.WRONG
    assert enter(nora, codes[other.id]) is Outcome.CONFIRMED


def test_printing_again_revokes_the_former_codes(door, arrive, enter, print_codes):
    former = print_codes()[door.id]
    code = print_codes()[door.id]
    [nora] = arrive()
    assert enter(nora, former) is Outcome.WRONG
    assert enter(nora, code) is Outcome.CONFIRMED


@pytest.mark.parametrize(("days", "outcome"), [(89, "confirmed"), (90, "over")])
def test_a_household_code_lives_90_days(
    door, arrive, enter, print_codes, move_clock, days, outcome
):
    code = print_codes()[door.id]
    move_clock(days=days)
    [nora] = arrive()
    assert enter(nora, code) == outcome


def test_the_sixth_try_of_a_day_is_refused_even_with_the_right_code(
    door, arrive, enter, print_codes, move_clock
):
    code = print_codes()[door.id]
    [nora] = arrive()
    assert [enter(nora, WRONG) for _ in range(5)] == [Outcome.WRONG] * 5
    assert enter(nora, code) is Outcome.SPENT
    move_clock(days=1, hours=1)
    assert enter(nora, code) is Outcome.CONFIRMED


def test_starting_again_gives_no_tries_back(make, door, claim, enter, print_codes, arrive):
    code = print_codes()[door.id]
    [nora] = arrive()
    for _ in range(5):
        enter(nora, WRONG)
    with make.writing() as session:
        claims.give_up(Actor.of(session.get_one(type(nora), nora.id)))
    claim(nora, door, "household")
    assert enter(nora, code) is Outcome.SPENT


def test_the_wrong_tries_of_one_account_cost_its_household_nothing(
    door, arrive, enter, print_codes
):
    code = print_codes()[door.id]
    clumsy, nora = arrive(2)
    for _ in range(6):
        enter(clumsy, WRONG)
    assert enter(nora, code) is Outcome.CONFIRMED


def test_a_wrong_code_is_answered_alike_where_no_code_was_printed_or_none_is_left(
    door, arrive, enter, print_codes
):
    [early] = arrive()
    assert enter(early, WRONG) is Outcome.WRONG
    code = print_codes()[door.id]
    for person in arrive(6):
        enter(person, code)
    assert enter(early, WRONG) is Outcome.WRONG


def test_nothing_stored_is_the_code(app, door, print_codes):
    code = print_codes()[door.id]
    with app.app_context():
        dump = "\n".join(db.engine.raw_connection().iterdump())
    assert "household_code" in dump
    assert code not in dump.upper()


def test_the_letter_names_nobody_and_carries_the_code(app, make, door, settle):
    settle(make.resident("Karima Benali", verified=False), door)
    with app.test_request_context(), make.writing() as session:
        [printed] = household.print_codes(session.get_one(Quartier, door.quartier_id))
        letter = words.compose_for_household(printed.address, printed.kept.expires_at, printed.code)
    assert letter.name == "Aux habitants"
    assert "Karima" not in str(letter)
    assert letter.scan == f"http://localhost/mon-adresse/code#{letter.code}"


def test_the_pages_of_a_household_code(door, arrive, print_codes, signed_in, reread):
    code = print_codes()[door.id]
    [nora] = arrive()
    client = signed_in(nora)
    assert "glissée dans votre boîte" in client.get("/mon-adresse").text
    answer = client.post("/mon-adresse/code", data={"code": WRONG})
    assert answer.status_code == 422
    assert "il vous reste 4 essais" in answer.text
    assert len(reread(WrongTry)) == 1
    assert client.post("/mon-adresse/code", data={"code": code}).location == "/"
    assert [one.uses for one in reread(HouseholdCode)] == [1]
