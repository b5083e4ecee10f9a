"""What the desk does with letters, and with what is said of them."""

from collections.abc import Collection

from neighbourhood.foundation.outside import letters as outside
from neighbourhood.foundation.policies import require
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.actions import sights
from verification import kinds
from verification.actions.endings import end
from verification.actions.holding import hold_claim
from verification.letters.words import names_on
from verification.models.claims import AddressClaim, ClaimStatus
from verification.models.letters import LetterCode
from verification.policies.rules import (
    HOME,
    may_be_cancelled,
    served_by,
    still_disputed,
    why_it_waits_no_more,
)
from verification.proofs.letter import POSTED, RETURNED
from verification.queries import claims
from verification.queries import letters as letters_queries


def print_letters(actor: Actor) -> int:
    """Take the letters that wait at the desks of `actor` to the printer; return how many."""
    waiting = letters_queries.waiting_letters(served_by(actor.resident), lock=True)
    before = {letter.id for letter in waiting if letter.printed_at}
    count = outside.take_to_printer(waiting, names_on)
    fresh = [one.claim for one in waiting if one.printed_at and one.id not in before]
    office = sights.office_of(actor.by_id)
    whose = [claim.resident_id for claim in fresh]
    sights.note_each(actor.by_id, whose, kinds.LETTER_PRINTED, office=office)
    return count


def mark_posted(actor: Actor, letter_ids: Collection[int]) -> list[LetterCode]:
    """Note that these letters left, if they were printed; tell who waits for them."""
    waiting = letters_queries.waiting_letters(served_by(actor.resident), lock=True)
    gone = outside.note_posted(waiting, letter_ids)
    for letter in gone:
        notify(letter.claim.resident_id, POSTED, path=HOME)
    return gone


def print_letter_again(actor: Actor, letter_id: int) -> LetterCode | None:
    """Take a letter marked as posted back to the printer; None if its code counts no more."""
    posted = letters_queries.posted_letters(served_by(actor.resident), lock=True)
    return outside.print_again(posted, letter_id)


def mark_returned(actor: Actor, letter_id: int) -> LetterCode | None:
    """Note that a posted letter came back, and tell who waits for it; None if it did already."""
    posted = letters_queries.posted_letters(served_by(actor.resident), lock=True)
    letter = outside.note_returned(posted, letter_id)
    if letter is not None:
        notify(letter.claim.resident_id, RETURNED, path=HOME)
    return letter


def settle_dispute(actor: Actor, claim: AddressClaim, *, founded: bool) -> None:
    """Decide what people at an address said of a letter: cancel the claim, or let it go on."""
    claim = still_disputed(actor.resident, hold_claim(claim))
    if not founded:
        for one in claims.claims_disputed(claim.resident_id, claim.address_id):
            one.disputed_at = None
        return
    require(may_be_cancelled(claim), why_it_waits_no_more(claim))
    end(claim, ClaimStatus.CANCELLED)
    notify(claim.resident_id, kinds.CLAIM_CANCELLED, path=HOME)
