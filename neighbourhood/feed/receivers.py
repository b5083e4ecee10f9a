"""What the timeline hears: who is excluded, and who is not any more."""

from neighbourhood.feed import actions
from neighbourhood.residents.events import resident_restricted
from neighbourhood.residents.models.residents import Resident


@resident_restricted.connect
def keep_in_step(author: Resident) -> None:
    """Show nothing of whoever is excluded; show it again once that is lifted."""
    if author.excluded_at is None:
        actions.give_back(author)
    else:
        actions.withhold(author)
