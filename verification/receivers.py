"""What verification hears of residents."""

from neighbourhood.residents.acting import Actor
from neighbourhood.residents.events import name_changed, resident_closed, resident_settled
from neighbourhood.residents.models.residents import Resident
from verification.actions import claims, homes
from verification.kinds import lost_by_the_name


@resident_settled.connect
def keep_history(resident: Resident) -> None:
    """Keep where somebody lived before, and how the new home was proved."""
    homes.keep_history(resident)


@name_changed.connect
def begin_anew(resident: Resident) -> None:
    """Give up what was being proved under another name: the letter bears that one."""
    if lost_by_the_name(resident, resident.full_name) is not None:
        claims.give_up(Actor.of(resident))


@resident_closed.connect
def forget_claim(resident: Resident) -> None:
    """Give up what a closed account was proving; a document sent is thrown away."""
    claims.give_up(Actor.of(resident))
