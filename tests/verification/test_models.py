import itertools
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from neighbourhood.foundation.storing.clock import now
from verification.models.claims import AddressClaim, ClaimDecided, ClaimStatus
from verification.models.letters import LetterCode

ENDS = set(ClaimStatus) - {ClaimStatus.AWAITING, ClaimStatus.WITHDRAWN}
ALLOWED = {(ClaimStatus.AWAITING, end) for end in ENDS} | {
    (ClaimStatus.CONFIRMED, ClaimStatus.WITHDRAWN)
}


@pytest.mark.parametrize(("before", "after"), [*itertools.product(ClaimStatus, repeat=2)])
def test_a_claim_waits_then_ends_once_and_a_proof_may_be_taken_back(before, after):
    claim = AddressClaim(status=before)
    if (before, after) in ALLOWED:
        claim.become(after)
        assert claim.status is after
        assert claim.decided_at
    else:
        with pytest.raises(ClaimDecided):
            claim.become(after)
        assert claim.status is before


def test_a_proof_taken_back_keeps_the_day_it_was_given():
    before = now() - timedelta(days=2000)
    claim = AddressClaim(status=ClaimStatus.CONFIRMED, decided_at=before)
    claim.become(ClaimStatus.WITHDRAWN)
    assert claim.decided_at == before


def test_the_database_refuses_two_claims_waiting_for_one_account(make, newcomer, door, claim):
    claim(newcomer, door)
    second = AddressClaim(
        resident_id=newcomer.id, address_id=door.id, method="letter", reference="AAAAAAAA"
    )
    with pytest.raises(IntegrityError), make.writing() as session:
        session.add(second)


def test_the_database_refuses_two_live_codes_for_one_claim(make, newcomer, door, claim):
    letter = LetterCode(
        claim_id=claim(newcomer, door).id,
        nonce="n",
        code_hash="h",
        created_at=now(),
        expires_at=now() + timedelta(days=365),
    )
    with pytest.raises(IntegrityError), make.writing() as session:
        session.add(letter)


@pytest.mark.parametrize(
    "values",
    [
        {"tries": 6},
        {"tries": -1},
        {"posted_at": now()},
        {"expires_at": now() - timedelta(days=9999)},
    ],
)
def test_the_database_refuses_letters_that_make_no_sense(make, newcomer, door, claim, values):
    claim(newcomer, door)
    with pytest.raises(IntegrityError), make.writing() as session:
        session.query(LetterCode).update(values)


@pytest.mark.parametrize("values", [{"status": ClaimStatus.CONFIRMED}, {"decided_at": now()}])
def test_the_database_refuses_a_decision_without_its_day(make, newcomer, door, claim, values):
    claim(newcomer, door)
    with pytest.raises(IntegrityError), make.writing() as session:
        session.query(AddressClaim).update(values)
