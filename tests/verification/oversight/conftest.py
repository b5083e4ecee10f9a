"""A home that was proved, what is said of it, and who may take it back."""

import pytest

from neighbourhood.residents import access
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from verification.actions import claims, desk, oversight
from verification.models.claims import AddressClaim
from verification.models.homes import WithdrawalReason

LEFT = WithdrawalReason.LEFT


@pytest.fixture(autouse=True)
def _said_why(monkeypatch):
    """Whoever looks at a proof closely has said why: test_why_a_proof_is_seen asks."""
    monkeypatch.setattr(access, "reason_given", lambda _act, _about: "Une alerte")


@pytest.fixture
def proved(newcomer, claimed, enter, code_of):
    """The claim by which Nora proved the door, by a letter."""
    enter(newcomer, code_of(newcomer))
    return claimed


@pytest.fixture
def prove(make, clerk, claim):
    """Prove an address at the desk, as a clerk saw it: `prove(newcomer, door)`."""

    def prove(resident, address, by=clerk):
        made = claim(resident, address, "desk")
        with make.writing() as session:
            desk.confirm_in_person(
                Actor.of(session.get_one(Resident, by.id)), session.get_one(AddressClaim, made.id)
            )
        return made

    return prove


@pytest.fixture
def dispute(make):
    def dispute(claim):
        with make.writing():
            claims.dispute(claim.reference)
        return claim

    return dispute


@pytest.fixture
def withdraw(make, clerk):
    """Take a proof back: `withdraw(claim)`, by the clerk unless `by` somebody else."""

    def withdraw(claim, reason=LEFT, words="", by=clerk):
        with make.writing() as session:
            oversight.withdraw_proof(
                Actor.of(session.get_one(Resident, by.id)),
                session.get_one(AddressClaim, claim.id),
                reason=reason,
                words=words,
            )

    return withdraw


@pytest.fixture
def administrator(make):
    return make.resident("Aylin Yıldız", verified=False, is_administrator=True)


@pytest.fixture
def hall(clerk, signed_in):
    return signed_in(clerk)
