"""What is read again, and a code that opens nothing."""

from neighbourhood.residents.models.residents import Resident

WRONG = "0000000000"


def home_of(reread, resident) -> Resident:
    """Return a resident as they are by now."""
    [found] = [one for one in reread(Resident) if one.id == resident.id]
    return found
