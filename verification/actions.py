"""How an address becomes proved."""

import secrets
from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from neighbourhood.foundation import settings
from neighbourhood.foundation.clock import now
from neighbourhood.foundation.database import db
from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.policies import require
from neighbourhood.notifications.actions import notify
from neighbourhood.places.models import Address
from neighbourhood.residents.actions import settle_in
from neighbourhood.residents.models import Resident
from verification import codes, kinds, queries
from verification.events import claim_confirmed, claim_made
from verification.models import (
    REFERENCE_LENGTH,
    AddressClaim,
    ClaimDecided,
    ClaimStatus,
    LetterCode,
    Method,
)
from verification.policies import (
    AlreadyHome,
    NothingToConfirm,
    OutsideQuartiers,
    TooManyLetters,
    TooSoon,
    may_be_cancelled,
    may_be_followed,
    may_be_home,
    may_claim,
    may_serve,
    served_by,
)

VALID = timedelta(days=90)
LETTERS_A_SEASON = 3
SEASON = timedelta(days=90)
# A building has one address for all its flats: enough for a stair that joins at once.
LETTERS_AN_ADDRESS = 20
ADDRESS_WINDOW = timedelta(days=30)
BATCH = 100
HOME = "/mon-adresse"


class Outcome(StrEnum):
    """What became of a code somebody entered; a wrong one is counted, hence no exception."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"
    SPENT = "spent"
    EXPIRED = "expired"
    DISPUTED = "disputed"


def claim_address(actor: Resident, address: Address) -> AddressClaim:
    """Say that one lives at `address`; a letter will prove it. The former claim is given up."""
    resident = _alone(actor)
    require(not resident.is_verified, AlreadyHome)
    require(may_claim(resident))
    require(may_be_home(address), OutsideQuartiers)
    former = queries.awaiting_claim(resident, lock=True)
    if former is not None and _is_under_way(former, address):
        return former
    if former is not None:
        _end(former, ClaimStatus.CANCELLED)
    _spare_the_postman(resident, address)
    claim = AddressClaim(
        resident=resident, address=address, method=Method.LETTER, reference=_new_reference()
    )
    db.session.add(claim)
    db.session.flush()
    _queue_letter(claim)
    claim_made.send(claim)
    return claim


def ask_again(actor: Resident) -> LetterCode:
    """Ask for a new letter to the same address; the former code is worth nothing any more."""
    resident = _alone(actor)
    claim = queries.awaiting_claim(resident, lock=True)
    if claim is None:
        raise NothingToConfirm
    require(claim.disputed_at is None)
    _spare_the_postman(resident, claim.address)
    _withdraw_letter(claim)
    return _queue_letter(claim)


def give_up(actor: Resident) -> None:
    """Cancel one’s claim; a second time changes nothing."""
    claim = queries.awaiting_claim(_alone(actor), lock=True)
    if claim is not None:
        _end(claim, ClaimStatus.CANCELLED)


def confirm_code(actor: Resident, *, code: str) -> Outcome:
    """Enter the code of a letter; the right one, in time, makes `actor` a neighbour."""
    claim = queries.awaiting_claim(actor, lock=True)
    letter = queries.live_letter(claim, lock=True) if claim else None
    if claim is None or letter is None:
        raise NothingToConfirm
    outcome = _judge(letter, claim, code)
    if outcome is Outcome.WRONG:
        letter.tries += 1
    elif outcome is Outcome.EXPIRED:
        _expire(claim)
    elif outcome is Outcome.CONFIRMED:
        _confirm(claim)
    return outcome


def _judge(letter: LetterCode, claim: AddressClaim, code: str) -> Outcome:
    if claim.disputed_at is not None:
        return Outcome.DISPUTED
    if letter.is_expired:
        return Outcome.EXPIRED
    if letter.is_spent:
        return Outcome.SPENT
    key = settings.current().secret_key
    right = codes.matches(key, code, letter.code_hash, *queries.bound_to(claim))
    return Outcome.CONFIRMED if right else Outcome.WRONG


def _confirm(claim: AddressClaim) -> None:
    _end(claim, ClaimStatus.CONFIRMED)
    settle_in(claim.resident, claim.address)
    notify(claim.resident_id, kinds.WELCOME, path="/")
    claim_confirmed.send(claim)


def _expire(claim: AddressClaim) -> None:
    _end(claim, ClaimStatus.EXPIRED)
    notify(claim.resident_id, kinds.CODE_EXPIRED, path=HOME)


def expire_claims() -> int:
    """Close the claims whose code is too old and tell their residents; return how many."""
    outdated = queries.outdated_claims()
    for claim in outdated:
        _expire(claim)
    return len(outdated)


def dispute(reference: str) -> None:
    """Note that people know nothing of a letter; say nothing of whether it exists."""
    claim = queries.claim_by_reference(reference)
    if claim is not None and claim.disputed_at is None:
        claim.disputed_at = now()


def _alone(actor: Resident) -> Resident:
    # Two tabs of one account wait for each other here: limits and "one at a time" are counted once.
    resident = db.session.get(Resident, actor.id, with_for_update=True, populate_existing=True)
    if resident is None:
        raise Missing
    return resident


def _end(claim: AddressClaim, status: ClaimStatus) -> None:
    claim.become(status)
    _withdraw_letter(claim)


def _withdraw_letter(claim: AddressClaim) -> None:
    letter = queries.live_letter(claim, lock=True)
    if letter is not None:
        letter.ended_at = now()
        db.session.flush()


def _is_under_way(claim: AddressClaim, address: Address) -> bool:
    letter = queries.live_letter(claim)
    return claim.address_id == address.id and letter is not None and not letter.is_expired


def _queue_letter(claim: AddressClaim) -> LetterCode:
    moment = now()
    letter = LetterCode(
        claim=claim, nonce=secrets.token_hex(16), created_at=moment, expires_at=moment + VALID
    )
    key = settings.current().secret_key
    letter.code_hash = codes.digest(key, queries.code_in(letter), *queries.bound_to(claim))
    db.session.add(letter)
    db.session.flush()
    return letter


def _spare_the_postman(resident: Resident, address: Address) -> None:
    mine = queries.letters_of(resident, now() - SEASON)
    there = queries.letters_to(address, now() - ADDRESS_WINDOW)
    require(all(may_be_followed(letter) for letter in mine), TooSoon)
    require(len(mine) < LETTERS_A_SEASON and there < LETTERS_AN_ADDRESS, TooManyLetters)


def _new_reference() -> str:
    return "".join(secrets.choice(codes.ALPHABET) for _ in range(REFERENCE_LENGTH))


def print_letters(actor: Resident) -> int:
    """Take the letters that wait at the desks of `actor` to the printer; return how many."""
    letters = queries.waiting_letters(served_by(actor), lock=True)[:BATCH]
    for letter in letters:
        letter.printed_at = letter.printed_at or now()
    return len(letters)


def mark_posted(actor: Resident, letter_ids: Collection[int]) -> int:
    """Note that these letters left, if they were printed; tell who waits for them."""
    waiting = queries.waiting_letters(served_by(actor), lock=True)
    gone = [letter for letter in waiting if letter.printed_at and letter.id in letter_ids]
    for letter in gone:
        letter.posted_at = now()
        notify(letter.claim.resident_id, kinds.LETTER_POSTED, path=HOME)
    return len(gone)


def settle_dispute(actor: Resident, claim: AddressClaim, *, founded: bool) -> None:
    """Decide what people at an address said of a letter: cancel the claim, or let it go on."""
    require(may_serve(actor, claim), Missing)
    if not founded:
        claim.disputed_at = None
        return
    require(may_be_cancelled(claim), ClaimDecided)
    _end(claim, ClaimStatus.CANCELLED)
    notify(claim.resident_id, kinds.CLAIM_CANCELLED, path=HOME)
