"""How an address is claimed, and how a code proves it."""

import secrets
from datetime import timedelta

from neighbourhood.foundation.policies import require
from neighbourhood.foundation.storing import codes
from neighbourhood.foundation.storing.clock import now
from neighbourhood.foundation.storing.database import db, each_apart
from neighbourhood.places.models import Address
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.models.residents import Resident
from verification.actions.endings import confirm, end, expire
from verification.actions.holding import alone
from verification.events import claim_made
from verification.models.claims import REFERENCE_LENGTH, AddressClaim, ClaimStatus
from verification.models.letters import LetterCode
from verification.policies.refusals import (
    AlreadyHome,
    NothingToConfirm,
    NotTakenHere,
    OutsideQuartiers,
    TooManyClaims,
)
from verification.policies.rules import (
    is_home,
    is_taken_no_more,
    may_be_home,
    may_claim,
    proofs_for,
)
from verification.proofs.letter import LETTER
from verification.proving.protocol import Outcome
from verification.proving.registry import all_proofs, proof_by, proof_of
from verification.queries import claims

# A building has one address for all its flats; the limit is the same whoever lives there.
CLAIMS_AN_ADDRESS = 60
LONGEST_AROUND = 200
ADDRESS_WINDOW = timedelta(days=30)


def claim_address(actor: Actor, address: Address, *, method: str, around: str = "") -> AddressClaim:
    """Say that one lives at `address`, to be proved by `method`; the former claim is given up.

    `around` is what an envelope says besides: building, floor.
    """
    resident = alone(actor)
    require(not is_home(resident, address), AlreadyHome)
    require(may_claim(resident))
    require(may_be_home(address), OutsideQuartiers)
    require(method in {proof.code for proof in proofs_for(resident, address)}, NotTakenHere)
    former = claims.awaiting_claim(resident, lock=True)
    if former is not None and _is_under_way(former, address, method):
        return former
    if former is not None:
        end(former, ClaimStatus.CANCELLED)
    require(claims.claims_on(address, now() - ADDRESS_WINDOW) < CLAIMS_AN_ADDRESS, TooManyClaims)
    claim = _begin(resident, address, method, around)
    claim_made.send(claim)
    return claim


def _begin(resident: Resident, address: Address, method: str, around: str) -> AddressClaim:
    # What people at the address said of this account is not forgotten by starting again.
    disputed = claims.claims_disputed(resident.id, address.id)
    claim = AddressClaim(
        resident=resident,
        address=address,
        method=method,
        around=around[:LONGEST_AROUND],
        reference=new_reference(),
        disputed_at=disputed[0].disputed_at if disputed else None,
    )
    db.session.add(claim)
    db.session.flush()
    proof_by(method).begin(claim)
    return claim


def _is_under_way(claim: AddressClaim, address: Address, method: str) -> bool:
    same = claim.address_id == address.id and claim.method == method
    return same and proof_by(method).is_under_way(claim)


def ask_again(actor: Actor) -> LetterCode:
    """Ask for a new letter to the same address; the former code is worth nothing any more."""
    claim = LETTER.awaited_of(alone(actor), lock=True)
    if claim is None:
        raise NothingToConfirm
    require(claim.disputed_at is None)
    require(not is_taken_no_more(claim), NotTakenHere)
    return LETTER.send_again(claim)


def give_up(actor: Actor) -> None:
    """Cancel one’s claim; a second time changes nothing."""
    claim = claims.awaiting_claim(alone(actor), lock=True)
    if claim is not None:
        end(claim, ClaimStatus.CANCELLED)


def confirm_code(actor: Actor, *, code: str) -> Outcome:
    """Enter a code; the right one, in time, makes `actor` a neighbour."""
    claim = claims.awaiting_claim(alone(actor), lock=True)
    if claim is None:
        raise NothingToConfirm
    if claim.disputed_at is not None:
        return Outcome.DISPUTED
    outcome = proof_of(claim).judge(claim, code)
    if outcome is Outcome.EXPIRED:
        expire(claim)
    elif outcome is Outcome.CONFIRMED:
        confirm(claim)
    return outcome


def expire_claims() -> int:
    """Close the claims that waited too long and tell their residents; return how many."""
    too_old = [chosen for proof in all_proofs() if (chosen := proof.too_old()) is not None]
    return each_apart(claims.outdated_claims(too_old), expire)


def dispute(reference: str) -> None:
    """Note that people know nothing of a letter; say nothing of whether it exists."""
    claim = claims.claim_by_reference(reference)
    if claim is not None and claim.disputed_at is None:
        claim.disputed_at = now()


def new_reference() -> str:
    """Return a number for a claim: nothing can be read from it."""
    return "".join(secrets.choice(codes.ALPHABET) for _ in range(REFERENCE_LENGTH))
