"""What shelves hear of residents."""

from neighbourhood.foundation.storing import undoing
from neighbourhood.loans.actions import answering, asking, shelf, waiting
from neighbourhood.loans.models.loans import Loan
from neighbourhood.loans.queries import loans
from neighbourhood.loans.queries.shelf import on_shelf_of
from neighbourhood.loans.queries.waiting import waited_between, waited_by
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import kept_apart, resident_closed, resident_unsettled
from neighbourhood.residents.models.blocks import Block
from neighbourhood.residents.models.residents import Resident


@resident_unsettled.connect
def put_aside(resident: Resident) -> None:
    """Put aside the things of someone whose address is proved no more: nobody asks for them."""
    for item in on_shelf_of(resident):
        shelf.put_aside(Actor.of(resident), item)


@resident_unsettled.connect
def end_loans(resident: Resident) -> None:
    """End kindly what has not left yet; what has left stays between the two until it is back."""
    for loan in loans.standing_of(resident):
        if loan.borrower_id == resident.id:
            asking.withdraw(Actor.of(resident), loan)
        else:
            answering.leave(resident, loan)
    waiting.forget(resident.id, *(each.item_id for each in waited_by(resident.id)))


@resident_closed.connect
def leave(resident: Resident) -> None:
    """Do the same for whoever closes their account; nobody undoes anything with them."""
    end_loans(resident)
    undoing.forget_all(Loan.ABOUT, loans.concerning(resident.id), but=resident.id)


@kept_apart.connect
def part(block: Block) -> None:
    """End what was asked between two who want to meet nothing of each other any more."""
    for loan in loans.standing_between(block.blocker_id, block.blocked_id):
        asking.part(loan)
    for each in waited_between(block.blocker_id, block.blocked_id):
        waiting.forget(each.resident_id, each.item_id)
