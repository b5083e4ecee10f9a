"""What shelves hear of residents."""

from neighbourhood.loans.actions import shelf
from neighbourhood.loans.queries.shelf import on_shelf_of
from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import resident_unsettled
from neighbourhood.residents.models.residents import Resident


@resident_unsettled.connect
def put_aside(resident: Resident) -> None:
    """Put aside the things of someone whose address is proved no more: nobody asks for them."""
    for item in on_shelf_of(resident):
        shelf.put_aside(Actor.of(resident), item)
