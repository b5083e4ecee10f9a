"""What verification hears of residents."""

from neighbourhood.residents.events import resident_settled
from neighbourhood.residents.models import Resident
from verification import actions


@resident_settled.connect
def keep_history(resident: Resident) -> None:
    """Keep where somebody lived before, and how the new home was proved."""
    actions.keep_history(resident)
