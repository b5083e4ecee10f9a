"""What the desk does with letters, and with what is said of them."""

from collections.abc import Collection

from neighbourhood.foundation.errors import Missing
from neighbourhood.foundation.outside.letters import note_posted, take_to_printer
from neighbourhood.foundation.policies import require
from neighbourhood.notifications.actions import notify
from neighbourhood.residents.acting import Actor
from verification import kinds
from verification.actions.endings import end
from verification.models.claims import AddressClaim, ClaimDecided, ClaimStatus
from verification.policies.rules import HOME, may_be_cancelled, may_oversee, served_by
from verification.proofs.letter import POSTED
from verification.queries import claims
from verification.queries import letters as letters_queries


def print_letters(actor: Actor) -> int:
    """Take the letters that wait at the desks of `actor` to the printer; return how many."""
    return take_to_printer(letters_queries.waiting_letters(served_by(actor.resident), lock=True))


def mark_posted(actor: Actor, letter_ids: Collection[int]) -> int:
    """Note that these letters left, if they were printed; tell who waits for them."""
    waiting = letters_queries.waiting_letters(served_by(actor.resident), lock=True)
    gone = note_posted(waiting, letter_ids)
    for letter in gone:
        notify(letter.claim.resident_id, POSTED, path=HOME)
    return len(gone)


def settle_dispute(actor: Actor, claim: AddressClaim, *, founded: bool) -> None:
    """Decide what people at an address said of a letter: cancel the claim, or let it go on."""
    require(may_oversee(actor.resident, claim), Missing)
    if not founded:
        for one in claims.claims_disputed(claim.resident_id, claim.address_id):
            one.disputed_at = None
        return
    require(may_be_cancelled(claim), ClaimDecided)
    end(claim, ClaimStatus.CANCELLED)
    notify(claim.resident_id, kinds.CLAIM_CANCELLED, path=HOME)
