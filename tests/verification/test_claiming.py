"""Claiming an address, asking for another letter, waiting too long."""

import logging

import pytest

from neighbourhood.foundation.errors import Forbidden
from neighbourhood.foundation.storing.database import db
from neighbourhood.notifications.models import Notification
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from tests.verification.rows import WRONG
from verification import jobs
from verification.actions import claims as claims_actions
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.letters import LetterCode
from verification.policies.refusals import (
    AlreadyHome,
    NothingToConfirm,
    OutsideQuartiers,
    TooManyLetters,
    TooSoon,
)
from verification.proofs.letter import LETTERS_A_SEASON, LETTERS_AN_ADDRESS
from verification.proving.protocol import Outcome


def test_choosing_another_address_cancels_the_former_and_its_code(
    newcomer, claimed, make, claim, enter, code_of, claims
):
    former = code_of(newcomer)
    claim(newcomer, make.address())
    assert [one.status for one in claims()] == [ClaimStatus.CANCELLED, ClaimStatus.AWAITING]
    assert enter(newcomer, former) is Outcome.WRONG


def test_choosing_the_same_address_twice_sends_one_letter(newcomer, door, claim, letters):
    assert claim(newcomer, door).id == claim(newcomer, door).id
    assert len(letters()) == 1


def test_giving_up_cancels_the_letter(make, newcomer, door, claim, enter, code_of, claims):
    claim(newcomer, door)
    code = code_of(newcomer)
    for _twice in range(2):
        with make.writing() as session:
            claims_actions.give_up(Actor.of(session.get_one(Resident, newcomer.id)))
    assert [one.status for one in claims()] == [ClaimStatus.CANCELLED]
    with pytest.raises(NothingToConfirm):
        enter(newcomer, code)


def test_a_new_letter_may_be_asked_for_after_a_week_and_kills_the_former_code(
    newcomer, door, claim, again, enter, code_of, move_clock
):
    claim(newcomer, door)
    former = code_of(newcomer)
    with pytest.raises(TooSoon):
        again(newcomer)
    move_clock(days=6, hours=23)
    with pytest.raises(TooSoon):
        again(newcomer)
    move_clock(hours=1)
    again(newcomer)
    assert enter(newcomer, former) is Outcome.WRONG
    assert enter(newcomer, code_of(newcomer)) is Outcome.CONFIRMED


def test_a_new_letter_gives_five_new_tries(
    newcomer, door, claim, again, enter, code_of, move_clock
):
    claim(newcomer, door)
    for _ in range(5):
        enter(newcomer, WRONG)
    move_clock(days=7)
    again(newcomer)
    assert enter(newcomer, code_of(newcomer)) is Outcome.CONFIRMED


def test_three_letters_in_90_days_and_no_more(
    make, newcomer, door, claim, again, move_clock, letters
):
    claim(newcomer, door)
    print_all(make)
    for _ in range(LETTERS_A_SEASON - 1):
        move_clock(days=8)
        again(newcomer)
        print_all(make)
    move_clock(days=8)
    with pytest.raises(TooManyLetters):
        again(newcomer)
    with pytest.raises(TooManyLetters):
        claim(newcomer, make.address())
    assert len(letters()) == 3
    move_clock(days=90 - 3 * 8)
    again(newcomer)


def print_all(make):
    with make.writing() as session:
        for letter in session.query(LetterCode):
            letter.printed_at = letter.created_at


def test_an_address_gets_only_so_many_letters_whoever_lives_there(make, door, claim, move_clock):
    for _ in range(LETTERS_AN_ADDRESS):
        claim(make.resident("Tour Montparnasse", verified=False), door)
    late = make.resident("Encore Un", verified=False)
    with pytest.raises(TooManyLetters):
        claim(late, door)
    claim(late, make.address())
    move_clock(days=31)
    claim(make.resident("Plus Tard", verified=False), door)


def test_the_refusal_is_the_same_whether_the_account_or_the_address_is_meant():
    assert "adresse" not in str(TooManyLetters.sentence)


def test_claiming_is_the_same_whether_or_not_somebody_lives_there(make, newcomer, claim, claims):
    lived_in = make.resident("Ici Depuislongtemps").address_id
    empty = make.address()
    claim(newcomer, empty)
    claim(make.resident("Paul Autre", verified=False), _address(make, lived_in))
    assert [one.status for one in claims()] == [ClaimStatus.AWAITING, ClaimStatus.AWAITING]


def _address(make, address_id):
    with make.writing() as session:
        return session.get_one(Address, address_id)


def test_only_a_newcomer_with_a_confirmed_mailbox_may_claim(make, door, claim):
    home = make.resident("Karima Benali")
    with pytest.raises(AlreadyHome):
        claim(home, _address(make, home.address_id))
    with pytest.raises(Forbidden):
        claim(make.resident("Sans Mail", verified=False, email_confirmed_at=None), door)


def test_an_address_outside_all_quartiers_is_refused(make, newcomer, claim):
    with pytest.raises(OutsideQuartiers):
        claim(newcomer, make.address(quartier_id=None, cell_id=None))


def test_a_disputed_claim_waits_for_the_town_hall(make, newcomer, door, claim, enter, code_of):
    reference = claim(newcomer, door).reference
    with make.writing():
        claims_actions.dispute(reference)
        claims_actions.dispute("ZZZZZZZZ")
    assert enter(newcomer, code_of(newcomer)) is Outcome.DISPUTED
    with pytest.raises(Forbidden), make.writing() as session:
        claims_actions.ask_again(Actor.of(session.get_one(Resident, newcomer.id)))


def test_old_claims_are_closed_at_night_and_their_residents_told(
    app, make, claimed, claim, move_clock, reread
):
    move_clock(days=45)
    claim(make.resident("Plus Recente", verified=False), make.address())
    move_clock(days=46)
    with app.app_context():
        jobs.close_old_claims()
    statuses = [one.status for one in reread(AddressClaim)]
    assert statuses == [ClaimStatus.EXPIRED, ClaimStatus.AWAITING]
    assert [(one.kind, one.resident_id) for one in reread(Notification)] == [
        ("letter_code_expired", claimed.resident_id)
    ]


def test_nothing_stored_and_nothing_logged_holds_the_code(
    app, newcomer, door, claim, enter, code_of, caplog
):
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, "sqlalchemy.engine"):
        claim(newcomer, door)
        code = code_of(newcomer)
        enter(newcomer, WRONG)
        enter(newcomer, code)
    assert "letter_code" in caplog.text
    assert code not in caplog.text
    assert code[:5] not in caplog.text
    with app.app_context():
        dump = "\n".join(db.engine.raw_connection().iterdump())
    assert door.street in dump
    assert code not in dump.upper()
