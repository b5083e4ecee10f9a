"""What libraries hear of neighbours and of partners."""

from typing import Any

from neighbourhood.libraries.actions import reserving
from neighbourhood.libraries.queries import loans, shelves
from neighbourhood.libraries.telling import show_cards
from neighbourhood.partners.events import staff_changed
from neighbourhood.partners.models import Partner
from neighbourhood.residents.events import resident_closed, resident_unsettled
from neighbourhood.residents.models.residents import Resident


@resident_unsettled.connect
@resident_closed.connect
def end_reservations(resident: Resident) -> None:
    """End what somebody reserved who lives here no more, or has left."""
    for loan_id in loans.reserved_by(resident):
        reserving.call_off(loan_id)


@staff_changed.connect
def follow_partner(partner: Partner, **_more: Any) -> None:
    """Show the tools of a partner while it may act; suspended, it keeps nobody waiting."""
    library = shelves.of_partner(partner)
    if library is None:
        return
    if partner.is_suspended:
        for loan_id in loans.reserved_in(library):
            reserving.call_off(loan_id)
    show_cards(library)
